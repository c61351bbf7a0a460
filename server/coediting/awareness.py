"""Who is there and where their cursor stands, as y-protocols says it: ``client, clock, state`` of each; None: gone.

Read and written anew by the server, so that nobody can come under another name. Pure.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from server.coediting.encoding import Reader, number, text
from server.core.errors import BadEdit

MOST_BYTES = 4_096
MOST_CLIENTS = 4  # one page; another for a moment when it begins a document anew
SHORT = 64  # characters of what a page says of its person: a colour
FIELDS = ("line", "cursor")


@dataclass(frozen=True, slots=True)
class Presence:
    """One page's state; ``clock`` counts its changes."""

    client: int
    clock: int
    state: dict[str, Any] | None


def read(content: bytes) -> list[Presence]:
    """Raises BadEdit."""
    if len(content) > MOST_BYTES:
        raise BadEdit(f"presence has {MOST_BYTES} bytes at most; found {len(content)}")
    reader = Reader(content)
    count = reader.number()
    if count > MOST_CLIENTS:
        raise BadEdit(f"a page tells of itself only; found {count} clients")
    found = [_presence(reader) for _ in range(count)]
    if not reader.is_over:
        raise BadEdit("the presence has more bytes than it says")
    return found


def written(presences: Iterable[Presence]) -> bytes:
    """As pages read it."""
    found = list(presences)
    parts = [number(len(found))]
    for each in found:
        state = json.dumps(each.state, separators=(",", ":"))  # in ASCII: halves of characters can't be encoded
        parts += [number(each.client), number(each.clock), text(state)]
    return b"".join(parts)


def named(presence: Presence, name: str) -> Presence:
    """Under the name of who is signed in, and with nothing but what the others are to see."""
    if presence.state is None:
        return presence
    said = presence.state.get("user")
    user = {key: value for key, value in said.items() if _is_short(key, value)} if isinstance(said, dict) else {}
    state = {key: presence.state[key] for key in FIELDS if key in presence.state}
    return Presence(presence.client, presence.clock, {"user": {**user, "name": name}, **state})


def _presence(reader: Reader) -> Presence:
    client, clock = reader.number(), reader.number()
    try:
        state = json.loads(reader.text(), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise BadEdit("a presence is no JSON") from error
    if state is not None and not isinstance(state, dict):
        raise BadEdit("a presence is an object")
    return Presence(client, clock, state)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _is_short(key: object, value: object) -> bool:
    return isinstance(value, str) and len(value) <= SHORT and len(str(key)) <= SHORT
