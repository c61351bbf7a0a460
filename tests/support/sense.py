"""A reader of sentences without a model: what a test says of a sentence, and vectors of the words in it."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

from server.core.drafting.acts import Act
from server.core.drafting.sense import Clause, Sense, Sensed, clauses

WIDTH = 64


class SaidReader:
    """Answers with what it was told beforehand; other sentences do nothing."""

    def __init__(self, told: Mapping[str, Mapping[Act, float]] | None = None) -> None:
        self.told = told or {}

    def read(self, sentences: Sequence[str]) -> Sense:
        return Sense({each: self._sensed(each) for each in sorted(set(sentences))})

    def _sensed(self, sentence: str) -> Sensed:
        likely = self.told.get(sentence, {})
        parts = [Clause(start, end, likely, bag(sentence[start:end])) for start, end in clauses(sentence)]
        return Sensed(likely, bag(sentence), tuple(parts))


def bag(text: str) -> tuple[float, ...]:
    """A vector of length one by the words of a text."""
    counts = [0.0] * WIDTH
    for word in text.casefold().split():
        counts[zlib.crc32(word.strip(".,;:?!").encode()) % WIDTH] += 1.0
    length = sum(each * each for each in counts) ** 0.5 or 1.0
    return tuple(each / length for each in counts)
