"""Rules for values from outside. Each raises BadRequest, which names what was expected and what was found.

Pure: must not know which messages there are (``server.wire.events``, ``server.wire.bodies``), sockets or storage.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from server.core.errors import BadRequest

Rule = Callable[[str, object], None]
Fields = Mapping[str, Rule]
MOST = 2**53 - 1  # the largest whole number that every JSON reader keeps exact, JavaScript's among them
SHOWN_CHARACTERS = 60
LONGEST_ADDRESS = 500  # a signed invitation has about 60 characters
NAME = re.compile(r"[A-Za-z0-9_-]{1,160}")


def check(fields: Fields, value: object) -> None:
    """Check a message's fields; fields that no rule names are nobody's concern. Raises BadRequest."""
    if not isinstance(value, dict):
        raise BadRequest(f"an object with {', '.join(fields) or 'fields'} is expected; found {shown(value)}")
    for name, rule in fields.items():
        rule(name, value.get(name))


def name(field: str, value: object) -> None:
    """What things are called in addresses and folders: letters, digits, hyphens and underscores, 160 at most."""
    if not isinstance(value, str) or not NAME.fullmatch(value):
        raise BadRequest(f"{field} must be a name of letters, digits, - and _; found {shown(value)}")


def name_if_any(field: str, value: object) -> None:
    """A name, or null, or nothing between the quotes."""
    if value is not None and value != "":
        name(field, value)


def whole(field: str, value: object) -> None:
    """A whole number from 0."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST:
        raise BadRequest(f"{field} must be a whole number from 0; found {shown(value)}")


def number(field: str, value: object) -> None:
    """Any finite number."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) <= MOST:
        raise BadRequest(f"{field} must be a number; found {shown(value)}")


def flag(field: str, value: object) -> None:
    """True or false."""
    if not isinstance(value, bool):
        raise BadRequest(f"{field} must be true or false; found {shown(value)}")


def text(field: str, value: object) -> None:
    """A text; its length and its characters are the matter of ``plain_text``, which knows what it is for."""
    if not isinstance(value, str):
        raise BadRequest(f"{field} must be a text; found {shown(value)}")


def words(field: str, value: object) -> None:
    """An object of texts: terms by their language."""
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise BadRequest(f"{field} must be an object of texts; found {shown(value)}")


def content(most_bytes: int) -> Rule:
    """Bytes: an attachment of the message."""

    def check_content(field: str, value: object) -> None:
        if not isinstance(value, bytes | bytearray) or len(value) > most_bytes:
            found = f"{len(value)}" if isinstance(value, bytes | bytearray) else shown(value)
            raise BadRequest(f"{field} must be {most_bytes} bytes at most; found {found}")

    return check_content


def anything(field: str, value: object) -> None:
    """Checked elsewhere."""


def maybe(rule: Rule) -> Rule:
    """The field may be absent or null."""

    def check_if_given(field: str, value: object) -> None:
        if value is not None:
            rule(field, value)

    return check_if_given


def one_of(*choices: object) -> Rule:
    """One of a few values."""

    def check_choice(field: str, value: object) -> None:
        if not any(value is choice or (isinstance(value, str) and value == choice) for choice in choices):
            raise BadRequest(f"{field} must be one of {', '.join(map(str, choices))}; found {shown(value)}")

    return check_choice


def each(rule: Rule, most: int) -> Rule:
    """A list, each of whose entries keeps the rule."""

    def check_list(field: str, value: object) -> None:
        if not isinstance(value, list) or len(value) > most:
            found = f"{len(value)} entries" if isinstance(value, list) else shown(value)
            raise BadRequest(f"{field} must be a list of {most} at most; found {found}")
        for entry in value:
            rule(f"each of {field}", entry)

    return check_list


def inside(fields: Fields) -> Rule:
    """An object with fields of its own."""

    def check_object(field: str, value: object) -> None:
        if not isinstance(value, dict):
            raise BadRequest(f"{field} must be an object with {', '.join(fields)}; found {shown(value)}")
        for key, rule in fields.items():
            rule(f"{key} of {field}", value.get(key))

    return check_object


def is_plain(address: str) -> bool:
    """Whether a part of an address may name anything of ours: no controls, halves of characters or ways upwards."""
    return len(address) <= LONGEST_ADDRESS and not re.search(r"[\x00-\x1f\x7f\ud800-\udfff\\]|(^|/)\.\.(/|$)", address)


def shown(value: object) -> str:
    """What was found, short enough for a message and in plain ASCII, so that nothing hides in it."""
    if isinstance(value, list | dict | bytes | bytearray):
        return {"list": "a list", "dict": "an object"}.get(type(value).__name__, "bytes")
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > MOST:
        return "a number too large"
    spoken = ascii(value)
    return (
        "nothing" if value is None else spoken if len(spoken) <= SHOWN_CHARACTERS else spoken[:SHOWN_CHARACTERS] + "..."
    )
