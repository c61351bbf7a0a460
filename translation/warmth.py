"""How long engines take: the first answer of each direction, with the loading of its model, and a warm sentence.

A stopwatch around an engine reads what happens anyway; ``measure`` makes something happen.
"""

from __future__ import annotations

import statistics
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from translation.port import Engine, Health, Pair, Translated
from translation.samples import longest

LATEST = 20  # calls that the warm time is the median of
MEASURED = 3  # warm sentences of a measurement


@dataclass(frozen=True, slots=True)
class Warmth:
    """One engine in one direction, in milliseconds.

    ``first_ms``: until the first answer, loading included. ``sentence_ms``: a sentence since then (the median of the
    last LATEST calls; of a batch a sentence's share); None before there was one.
    """

    engine: str
    source: str
    target: str
    first_ms: float
    sentence_ms: float | None


class Stopwatch:
    """An engine whose calls are timed. Threads as the engine."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.perf_counter) -> None:
        self.inner = engine
        self._clock = clock
        self._lock = threading.Lock()
        self._first: dict[Pair, float] = {}
        self._latest: dict[Pair, deque[float]] = {}

    @property
    def name(self) -> str:
        """The engine's."""
        return self.inner.name

    @property
    def uses_context(self) -> bool:
        """The engine's."""
        return self.inner.uses_context

    def pairs(self) -> frozenset[Pair]:
        """The engine's."""
        return self.inner.pairs()

    def refresh(self) -> None:
        """What is no longer installed has no times."""
        self.inner.refresh()
        with self._lock:
            for pair in set(self._first) - self.inner.pairs():
                del self._first[pair]
                self._latest.pop(pair, None)

    def translate(
        self, sentences: Sequence[str], source: str, target: str, before: Sequence[str] = ()
    ) -> list[Translated]:
        """The engine's; what fails is not timed."""
        begun = self._clock()
        answers = self.inner.translate(sentences, source, target, before)
        if sentences:
            self._note((source, target), self._clock() - begun, len(sentences))
        return answers

    def go_on(self, sentence: str, source: str, target: str, shown: str) -> Translated:
        """The engine's; timed as ``translate``."""
        begun = self._clock()
        answer = self.inner.go_on(sentence, source, target, shown)
        self._note((source, target), self._clock() - begun, 1)
        return answer

    def alternatives(self, sentence: str, source: str, target: str) -> list[Translated]:
        """The engine's, not timed: they cost several times as much."""
        return self.inner.alternatives(sentence, source, target)

    def warm_up(self, source: str, target: str) -> None:
        """The engine's; timed where it is the first call."""
        begun = self._clock()
        self.inner.warm_up(source, target)
        with self._lock:
            self._first.setdefault((source, target), self._clock() - begun)

    def measure(self, source: str, target: str) -> None:
        """Load the model if need be and translate a few sentences. Errors as ``translate``; blocks."""
        self.warm_up(source, target)
        for _ in range(MEASURED):
            self.translate([longest(source)], source, target)

    def warmth(self) -> list[Warmth]:
        """The times of each direction that was called."""
        with self._lock:
            return [
                Warmth(self.name, *pair, round(1000 * first, 1), _median_ms(self._latest.get(pair)))
                for pair, first in sorted(self._first.items())
            ]

    def health(self) -> Health:
        """The engine's."""
        return self.inner.health()

    def close(self) -> None:
        """The engine's."""
        self.inner.close()

    def _note(self, pair: Pair, seconds: float, sentences: int) -> None:
        with self._lock:
            if pair not in self._first:
                self._first[pair] = seconds
                return
            self._latest.setdefault(pair, deque(maxlen=LATEST)).append(seconds / sentences)


def _median_ms(seconds: deque[float] | None) -> float | None:
    return round(1000 * statistics.median(seconds), 1) if seconds else None
