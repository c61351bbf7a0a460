"""Where the samples of a microphone stand in the time of its session: each connection begins at a place of its own.

Pure; must not know recordings. Samples at 16 kHz, times in milliseconds of the session.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from server.core.hearing.ordering import RATE_HZ

SAMPLES_PER_MS = RATE_HZ // 1000


@dataclass(frozen=True, slots=True)
class Stretch:
    """Samples that follow each other in the session's time: ``[start_sample, end_sample)`` from ``start_ms`` on."""

    start_sample: int
    end_sample: int
    start_ms: int


class Timeline:
    """The connections of one microphone."""

    def __init__(self, epochs: Iterable[tuple[int, int]]) -> None:
        """``epochs``: (start sample, session time there) of each connection, in the order of connecting.

        Of connections that begin at the same sample the last one counts: nothing came of the others.
        """
        places = dict(sorted(epochs, key=lambda each: each[0]))  # the order of connecting stays among equals
        self._samples, self._ms = list(places), list(places.values())

    def ms(self, sample: int) -> int:
        """The session time of a sample; one before the first connection is dated back from it. Raises IndexError
        without any connection."""
        place = max(0, bisect_right(self._samples, sample) - 1)
        return self._ms[place] + (sample - self._samples[place]) // SAMPLES_PER_MS

    def stretches(self, from_ms: int, to_ms: int) -> list[Stretch]:
        """What a microphone sent in a span of the session's time, in the order of samples.

        Of the last connection as much as the span asks for: how far it came, only the recording knows.
        """
        found = []
        for place, start_sample in enumerate(self._samples):
            start_ms = self._ms[place]
            first = start_sample + max(0, from_ms - start_ms) * SAMPLES_PER_MS
            last = start_sample + max(0, to_ms - start_ms) * SAMPLES_PER_MS
            if place + 1 < len(self._samples):
                last = min(last, self._samples[place + 1])
            if first < last:
                found.append(Stretch(first, last, start_ms + (first - start_sample) // SAMPLES_PER_MS))
        return found
