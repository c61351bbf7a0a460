"""Square brackets as structure: who holds which words, why, and whether still open. Must not know a statement."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from server.core.errors import Conflict


class Hold(StrEnum):
    """Why text stands in brackets."""

    RESERVE = "reserve"
    OBJECT = "object"
    AMEND = "amend"
    DISASSOCIATE = "disassociate"
    CONDITION = "condition"
    CONFLICT = "conflict"
    UNTRANSLATED = "untranslated"


@dataclass(frozen=True, slots=True)
class Bracket:
    """Characters ``start..end`` of a paragraph's text, both bracket signs included, held by a delegation."""

    owner: str
    hold: Hold
    start: int
    end: int
    is_open: bool = True


def close(brackets: tuple[Bracket, ...], owner: str, hold: Hold) -> tuple[Bracket, ...]:
    """The same brackets with the owner's first open one of that kind closed. Raises Conflict where there is none."""
    for place, each in enumerate(brackets):
        if each.is_open and each.owner == owner and each.hold is hold:
            return (*brackets[:place], replace(each, is_open=False), *brackets[place + 1 :])
    held = ", ".join(sorted({f"{each.owner} ({each.hold})" for each in brackets if each.is_open})) or "nobody"
    raise Conflict(f"expected an open bracket of {owner} ({hold}); open are those of {held}")


def owners(brackets: tuple[Bracket, ...]) -> tuple[str, ...]:
    """Who still holds text, each once, in the order of the text."""
    return tuple(dict.fromkeys(each.owner for each in sorted(brackets, key=lambda each: each.start) if each.is_open))
