"""What must hold after ``bench chaos``. Pure: what the database, the recordings and the viewers hold is given."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench.words import matches, units

LEAST_UNITS = 4  # shorter finals are not judged by their words: two passes may well differ there
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Final:
    """A stored final: its place in the stream and its words."""

    start_sample: int
    end_sample: int
    text: str


def overlaps(finals: Sequence[Final]) -> int:
    """How many finals begin before the one before them ends: what was said twice in the record."""
    ordered = sorted(finals, key=lambda each: each.start_sample)
    return sum(later.start_sample < earlier.end_sample for earlier, later in pairwise(ordered))


def missing(wanted: Sequence[Final], found: Sequence[Final], language: str) -> int:
    """How many of the wanted finals the other run does not say; changed over, how many it says that are not wanted."""
    return len(lacking(wanted, found, language))


def lacking(wanted: Sequence[Final], found: Sequence[Final], language: str) -> list[Final]:
    """The wanted finals that have less than half of their words among the found ones, laid beside each other."""
    words = [(number, unit) for number, each in enumerate(wanted) for unit in units(each.text, language)]
    other = [unit for each in found for unit in units(each.text, language)]
    there = {at for at, _ in matches([unit for _, unit in words], other)}
    lost: list[Final] = []
    for number, final in enumerate(wanted):
        places = [at for at, (owner, _) in enumerate(words) if owner == number]
        if len(places) >= LEAST_UNITS and sum(at in there for at in places) < len(places) * HALF:
            lost.append(final)
    return lost


def is_readable(file: Path) -> bool:
    """Whether a file of a recording is whole: its description, where it was closed, agrees with it."""
    described = file.with_suffix(".json")
    try:
        pcm = file.read_bytes()
        if not described.is_file():
            return True  # the process was killed: a torn last sample is cut when it is read
        facts: Mapping[str, Any] = json.loads(described.read_text(encoding="utf-8"))
        return bool(facts["samples"] == len(pcm) // 2 and facts["sha256"] == hashlib.sha256(pcm).hexdigest())
    except (OSError, ValueError, KeyError):
        return False
