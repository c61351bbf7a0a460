"""What must be the same in a source and its version: numbers, brackets, figures, strength, negations, length. Pure.

Each fault names the words in question. A check says only what it can show; a person may say that something is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from server.core.versions import denials, numbering, signs, strength
from server.core.versions.numbers import differing


class Fault(StrEnum):
    """What differs between a paragraph and its version."""

    NUMBERING = "numbering"
    BRACKETS = "brackets"
    FIGURE = "figure"
    NAME = "name"
    TERM = "term"
    STRENGTH = "strength"
    NEGATION = "negation"
    LENGTH = "length"
    LOOP = "loop"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Problem:
    """``text``: the words in question, as they stand in the source or in the version."""

    fault: Fault
    text: str


# What one character carries, a Latin letter being 1. Of 9,000 pairs of professional translations 99 % lie between the
# bounds below (docs/benchmarks.md).
_WEIGHT = {"zh": 2.7, "ja": 2.2, "ko": 1.9, "ar": 1.1}
_LONGEST, _SHORTEST = 1.9, 0.52
_JUDGED = 60.0  # shorter texts vary too much


@lru_cache(maxsize=20_000)
def problems(source: str, version: str, language: str, target: str, order: tuple[int, ...] = ()) -> tuple[Problem, ...]:
    """All that differs. ``order``: which of the source's brackets each one of the version is (empty: as they come)."""
    found = [
        *(Problem(Fault.NUMBERING, each) for each in _labels(source, version)),
        *(Problem(Fault.BRACKETS, each) for each in signs.faults(source, version, order)),
        *(Problem(Fault.FIGURE, each) for each in differing(source, version, language, target)),
        *(Problem(Fault.STRENGTH, each) for each in strength.moved(source, version, language, target)),
        *_negations(source, version, language, target),
        *_length(source, version, language, target),
    ]
    return tuple(dict.fromkeys(found))


def ratio(source: str, version: str, language: str, target: str) -> float:
    """How long a version is beside what one of its language usually is: 1 is as usual."""
    return _weight(version, target) / max(_weight(source, language), 1.0)


def is_figure(fault: str) -> bool:
    """Whether a fault is of figures and dates: those stand on the last-look sheet by themselves."""
    return fault == Fault.FIGURE


def _labels(source: str, version: str) -> Sequence[str]:
    given, got = numbering.label(source), numbering.label(version)
    return [got or given] if given != got else []


def _negations(source: str, version: str, language: str, target: str) -> Sequence[Problem]:
    counts = denials.turned(source, version, language, target)
    return [Problem(Fault.NEGATION, f"{counts[0]} → {counts[1]}")] if counts else []


def _length(source: str, version: str, language: str, target: str) -> Sequence[Problem]:
    if max(_weight(source, language), _weight(version, target)) < _JUDGED:
        return []
    share = ratio(source, version, language, target)
    return [] if _SHORTEST <= share <= _LONGEST else [Problem(Fault.LENGTH, f"{share:.0%}")]


def _weight(text: str, language: str) -> float:
    return len("".join(text.split())) * _WEIGHT.get(language, 1.0)
