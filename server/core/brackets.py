"""Square brackets as structure: who holds which words, and why. Must not know a statement."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Hold(StrEnum):
    """Why text stands in brackets."""

    RESERVE = "reserve"
    OBJECT = "object"
    AMEND = "amend"
    DISASSOCIATE = "disassociate"
    CONDITION = "condition"
    CONFLICT = "conflict"
    UNTRANSLATED = "untranslated"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Bracket:
    """Characters ``start..end`` of a paragraph's text, both signs included, held by a delegation until closed."""

    owner: str
    hold: Hold
    start: int
    end: int
