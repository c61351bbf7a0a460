"""The second reader of sentences: the encoder, and what was taught on it. The real adapter of the port."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from server.core.drafting.acts import Act
from server.core.drafting.sense import Clause, Sense, Sensed, clauses
from server.sense.encoder import Encoder, unit
from server.sense.weights import Array

_DIGITS = 4  # of a component: as much as a likeness needs, and the same on the way through JSON


class SenseReader:
    """Reads with one encoder. One thread at a time; blocks, about two milliseconds a sentence and core."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """``folder``: of the installed model. Raises ModelDamaged."""
        self._encoder = Encoder(folder, threads)

    def read(self, sentences: Sequence[str]) -> Sense:
        """A reading of each sentence, of what is said twice one."""
        asked = sorted(set(sentences))
        found: dict[str, Sensed] = {}
        for at, states, places in self._encoder.states(asked):
            found[asked[at]] = _sensed(asked[at], states, places)
        return Sense({each: found[each] for each in asked})


def _sensed(sentence: str, states: Array, places: Sequence[tuple[int, int]]) -> Sensed:
    parts = []
    for start, end in clauses(sentence):
        own = [row for row, (begin, stop) in enumerate(places) if begin < end and start < stop]
        if own:
            parts.append(Clause(start, end, _likely(states[own]), _told(states[own])))
    return Sensed(_likely(states), _told(states), tuple(parts))


def _likely(_states: Array) -> Mapping[Act, float]:
    return {}


def _told(states: Array) -> tuple[float, ...]:
    return tuple(np.round(unit(states.mean(axis=0)), _DIGITS).tolist())
