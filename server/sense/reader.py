"""The second reader of sentences: what each likely does, and what those that do something are about."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from server.core.drafting.acts import HOLDING, Act
from server.core.drafting.sense import Clause, Sense, Sensed, clauses
from server.sense import taught
from server.sense.encoder import Encoder, unit
from server.sense.weights import Array

_DIGITS = 4  # of a component: as much as a likeness needs, and the same on the way through JSON
# Acts that a draft is made of. A sentence gets a vector where they are not unlikely.
_MATTERS = HOLDING | {Act.SUPPORT, Act.NO_OBJECTION, Act.WITHDRAWAL, Act.COMMITMENT, Act.PROPOSAL}
_LIKELY = 0.1
_Places = Sequence[tuple[int, int]]


class SenseReader:
    """Reads with two encoders: what is done stands in the middle of one, what it is about at its end.

    One thread at a time; blocks, about two milliseconds a sentence and core.
    """

    def __init__(self, folder: Path, threads: int = 1, learned: Path = taught.FILE) -> None:
        """``folder``: of the installed model; ``learned``: what it was taught. Raises ModelDamaged."""
        self._taught = taught.load(learned)
        self._acts = Encoder(folder, threads, taught=self._taught)
        self._matter = Encoder(folder, threads)

    def read(self, sentences: Sequence[str]) -> Sense:
        """A reading of each sentence, of what is said twice one."""
        asked = sorted(set(sentences))
        likely: dict[str, Mapping[Act, float]] = {}
        parts: dict[str, list[tuple[int, int, Mapping[Act, float]]]] = {}
        for at, states, places in self._acts.states(asked):
            sentence = asked[at]
            likely[sentence] = self._taught.likely(states)
            if math.fsum(likely[sentence].get(act, 0.0) for act in _MATTERS) >= _LIKELY:
                spans = ((start, end, _within(places, start, end)) for start, end in clauses(sentence))
                parts[sentence] = [(start, end, self._taught.likely(states[own])) for start, end, own in spans if own]
        found = {sentence: Sensed(likely[sentence], ()) for sentence in asked}
        matter = sorted(parts)
        for at, states, places in self._matter.states(matter):
            found[matter[at]] = _sensed(likely[matter[at]], parts[matter[at]], states, places)
        return Sense(found)


def _sensed(
    likely: Mapping[Act, float], parts: Sequence[tuple[int, int, Mapping[Act, float]]], states: Array, places: _Places
) -> Sensed:
    made = [
        Clause(start, end, acts, _told(states[own]))
        for start, end, acts in parts
        if (own := _within(places, start, end))
    ]
    return Sensed(likely, _told(states), tuple(made))


def _within(places: _Places, start: int, end: int) -> list[int]:
    """The tokens of some characters."""
    return [row for row, (begin, stop) in enumerate(places) if begin < end and start < stop]


def _told(states: Array) -> tuple[float, ...]:
    return tuple(np.round(unit(states.mean(axis=0)), _DIGITS).tolist())
