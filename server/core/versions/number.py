"""A number of a text and how sure it is that it is one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# One and two are said in too many other ways ("both", "a pair") to be held to.
FEW = 2.0


class Kind(StrEnum):
    """How sure a number is: digits must arrive, words may be said otherwise, what is loose only explains digits."""

    DIGITS = "digits"
    WORD = "word"
    LOOSE = "loose"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Number:
    """Characters ``start..end`` of a text; ``values`` are its readings (text for what is no quantity, as 1.2.3)."""

    start: int
    end: int
    text: str
    kind: Kind
    values: frozenset[float | str]
