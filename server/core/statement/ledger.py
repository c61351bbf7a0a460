"""The log of a statement: entries that are only added, each holding the hash of the one before it.

What an entry says (who, and the facts) is hashed by itself, with a salt: so an entry can be given out without its words
and the chain is verified all the same. Must not know how anything is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from server.core.minutes.approved import digest

# What outsiders read in full: what is public by its nature. Of the rest they see that it was, and when.
OPEN = frozenset(
    {
        "adopted",
        "enrolled",
        "enrolment_ended",
        "signed",
        "approved",
        "published",
        "embargo",
        "corrigendum",
        "corrigendum_signed",
        "revision_adopted",
    }
)
# What was done at the table, and by whom: outsiders see that it was.
INTERNAL = frozenset(
    {
        "opened",
        "begun",
        "revision",
        "reading",
        "bracket_lifted",
        "silence_opened",
        "silence_broken",
        "silence_withdrawn",
        "silence_passed",
        "silence_late",
        "converted",
        "signed_off",
        "override",
        "code_locked",
        "revision_begun",
    }
)
KNOWN = OPEN | INTERNAL
FIRST = ""  # ``prev`` of the first entry


@dataclass(frozen=True, slots=True)
class Entry:
    """Entry ``n`` (from 1): ``what`` was done at ``at`` (Unix milliseconds) by whom; ``prev``: the hash before it.

    ``facts`` are plain: strings, integers, flags, None, lists and objects of them.
    """

    n: int
    what: str
    at: int
    by: str
    facts: Mapping[str, Any]
    salt: str
    prev: str


def body(salt: str, by: str, facts: Mapping[str, Any]) -> str:
    """The hash of what an entry says."""
    return digest({"salt": salt, "by": by, "facts": dict(facts)})


def chained(statement: str, entry: Entry) -> str:
    """The hash of an entry of a statement's log."""
    return _link(statement, entry.n, entry.what, entry.at, body(entry.salt, entry.by, entry.facts), entry.prev)


def given_out(statement: str, entry: Entry, is_open: bool) -> dict[str, Any]:
    """An entry as it is given out; one that is not open keeps the hash of what it says in the place of the words."""
    shown = {"n": entry.n, "what": entry.what, "at": entry.at, "prev": entry.prev, "sha256": chained(statement, entry)}
    if is_open:
        return {**shown, "by": entry.by, "facts": dict(entry.facts), "salt": entry.salt}
    return {**shown, "body": body(entry.salt, entry.by, entry.facts)}


def broken(statement: str, entries: Iterable[Mapping[str, Any]]) -> int | None:
    """The number of the first entry that does not hold, None where the whole chain does.

    ``entries`` as they were given out, from the first one. A number out of order, another ``prev`` than the hash before
    and words with another hash break the chain.
    """
    previous = FIRST
    for place, each in enumerate(entries, 1):
        said = each["body"] if "body" in each else body(each["salt"], each["by"], each["facts"])
        found = _link(statement, each["n"], each["what"], each["at"], said, each["prev"])
        if each["n"] != place or each["prev"] != previous or found != each["sha256"]:
            return place
        previous = found
    return None


def plain(value: Any) -> bool:
    """Whether a value can be a fact: what RFC 8785 and ``digest`` write alike. Numbers are whole and below 2^53."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return True
    if isinstance(value, int):
        return abs(value) < 2**53
    if isinstance(value, list):
        return all(plain(each) for each in value)
    return (
        isinstance(value, dict)
        and all(isinstance(key, str) and key.isascii() for key in value)
        and all(plain(each) for each in value.values())
    )


def _link(statement: str, n: int, what: str, at: int, said: str, prev: str) -> str:
    return digest({"statement": statement, "n": n, "what": what, "at": at, "body": said, "prev": prev})
