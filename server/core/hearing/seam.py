"""Where new words begin in a reading that starts with words already known: a window heard again with what follows it.

Must not know audio or models. Times are seconds on one clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from server.core.hearing.agreement import normal
from server.core.hearing.hypothesis import Word

TIME_WEIGHT = 0.5  # a word on the wrong side in time weighs less than a word that differs
SAME_LAST = 0.75  # what it speaks for a place that the word before it is the last known one
EARLY_S, LATE_S = 0.15, 0.25  # how far a word's middle may lie on the wrong side: recognised times are that uncertain


class Timed(Protocol):
    """A word with its seconds."""

    @property
    def text(self) -> str: ...
    @property
    def start_s(self) -> float: ...
    @property
    def end_s(self) -> float: ...


def seam(known: Sequence[str], words: Sequence[Timed], boundary_s: float) -> int:
    """How many of ``words`` say again what is known: the known words end at ``boundary_s``.

    The place at which the words before it differ least from the known ones, and fewest lie on the wrong side in time.
    """
    seen = [normal(word.text) for word in words]
    row = _distances([normal(word) for word in known], seen)
    last = normal(known[-1]) if known else ""
    middles = [(word.start_s + word.end_s) / 2 for word in words]
    late = 0
    early = sum(middle < boundary_s - EARLY_S for middle in middles)
    best, cost = 0, float("inf")
    for place in range(len(words) + 1):
        here = row[place] + TIME_WEIGHT * (early + late)
        if place and last and seen[place - 1] == last:
            here -= SAME_LAST
        if here < cost:
            best, cost = place, here
        if place < len(words):
            early -= middles[place] < boundary_s - EARLY_S
            late += middles[place] > boundary_s + LATE_S
    return best


def following(known: Sequence[Word], words: Sequence[Word]) -> list[Word]:
    """Of the words those after the known ones, where both are on one clock; all of them after none."""
    near = [word for word in known if word.end_sample > words[0].start_sample] if words else []
    if not near:
        return list(words)
    return list(words[seam([word.text for word in near], words, near[-1].end_s) :])


def _distances(known: Sequence[str], seen: Sequence[str]) -> list[int]:
    """The edit distance of the known words to each beginning of those seen."""
    row = list(range(len(seen) + 1))
    for number, word in enumerate(known, 1):
        before, row[0] = row[0], number
        for place, other in enumerate(seen, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (word != other))
    return row
