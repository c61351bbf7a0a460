"""How long each stage of a caption takes, over the last minute. Pure: moments are seconds of a monotonic clock.

Two machines' clocks never meet here: a stage is a duration that one process measured.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from dataclasses import dataclass, field

WINDOW_S = 60.0
MOST = 600  # ten a second for a minute; more would tell nothing more
DRIFT = 0.0002  # a sound card's clock may run so much faster or slower than the server's (200 ppm)
PLACES = 1_200  # two minutes of chunks


@dataclass(slots=True)
class Durations:
    """The newest durations of one stage in milliseconds; bounded."""

    _kept: deque[tuple[float, float]] = field(default_factory=lambda: deque(maxlen=MOST))

    def add(self, now_s: float, ms: float) -> None:
        """Keep one; a negative one is none at all."""
        self._kept.append((now_s, max(0.0, ms)))

    def figures(self, now_s: float) -> dict[str, int] | None:
        """``{p50_ms, p95_ms, count}`` of the last minute; None when there is nothing."""
        found = sorted(ms for at_s, ms in self._kept if now_s - at_s <= WINDOW_S)
        if not found:
            return None
        return {"p50_ms": _quantile(found, 0.5), "p95_ms": _quantile(found, 0.95), "count": len(found)}


@dataclass(slots=True)
class Arrival:
    """How late a device's audio arrives, against the earliest that its own count of samples allows.

    The device's clock is its sample count. The smallest difference to ours counts as no delay; it may grow as slowly as
    sound cards drift, so that a standing backlog stays visible.
    """

    rate_hz: int
    _earliest: tuple[float, float] | None = None

    def begin(self, now_s: float, sample: int) -> None:
        """The device captures this sample now."""
        self._earliest = (now_s, now_s - sample / self.rate_hz)

    def delay_ms(self, now_s: float, end_sample: int) -> float:
        """How late audio up to a sample is that arrives now."""
        found = now_s - end_sample / self.rate_hz
        at_s, least = self._earliest or (now_s, found)
        allowed = least + DRIFT * max(0.0, now_s - at_s)
        self._earliest = (now_s, min(allowed, found))
        return 1000 * (found - self._earliest[1])


@dataclass(slots=True)
class Places:
    """When each place of a stream was written; bounded, so what is older counts as the oldest."""

    _ends: list[int] = field(default_factory=list)
    _moments: list[float] = field(default_factory=list)

    def written(self, now_s: float, end_sample: int) -> None:
        """Everything up to a sample is on disk now."""
        if self._ends and end_sample <= self._ends[-1]:
            return
        self._ends.append(end_sample)
        self._moments.append(now_s)
        if len(self._ends) > 2 * PLACES:
            del self._ends[:PLACES], self._moments[:PLACES]

    def moment(self, sample: int) -> float | None:
        """When the audio up to a sample was on disk; None when that is not known."""
        at = bisect_left(self._ends, sample)
        return self._moments[at] if at < len(self._ends) else None


def _quantile(ordered: list[float], share: float) -> int:
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))])
