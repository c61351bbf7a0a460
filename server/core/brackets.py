"""Square brackets as structure: who holds which words, and why. Must not know a statement."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

_MARKS = " ,;.:،؛؟。，；：！？!?"
NOBODY = "?"  # the owner of a bracket that names none


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
    OPEN = "open"  # not agreed, and no reason is named: what came in brackets with a zero draft


@dataclass(frozen=True, slots=True)
class Bracket:
    """Characters ``start..end`` of a paragraph's text, both signs included, held by a delegation until closed."""

    owner: str
    hold: Hold
    start: int
    end: int


def is_around(bracket: Bracket, text: str) -> bool:
    """Whether a bracket holds a whole paragraph as it reads: its signs are no characters of the text.

    The mark after the last word is the numbering's and counts to neither.
    """
    return bracket.start == 0 and not text.startswith("[") and not text[bracket.end :].strip(_MARKS)
