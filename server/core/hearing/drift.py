"""A sound clock against the wall clock: how much faster it runs, and how to keep its sound in time.

A device or a stream counts time by its own quartz. What arrives comes late by a varying delay and never early, so the
best arrival of each window is looked at, not the mean. Must not know where the sound comes from; has no clock.
Times in seconds of any steady wall clock, positions in samples at 16 kHz.
"""

from __future__ import annotations

import statistics
from collections import deque

from server.core.hearing.ordering import RATE_HZ

WINDOW_S = 10.0  # longer than the segments of most HLS streams, so that each window has an arrival on time
WINDOWS = 60  # ten minutes: long enough for one part in a million, short enough to follow a warming device
KNOWN_AFTER = 6  # windows, before which a number would be noise
UNSURE_PPM = 25.0  # a number that may be wrong by more is not shown
MOST_PPM = 1_000.0  # quartzes differ by 200 at most; a thousandth of a pitch is not heard
SLEW_PPM_PER_S = 50.0  # the correction itself changes in small steps
SETTLED_S = 60.0  # an error is worked off over this time
JUMP_S = 0.4  # so much behind, and it was not the clock: sound is missing
JUMP_WINDOWS = 3


class DriftMeter:
    """Measures how many parts in a million a source's clock is fast. One owner."""

    def __init__(self) -> None:
        self._best = _Windows()
        self._points: deque[tuple[float, float]] = deque(maxlen=WINDOWS)
        self._known: float | None = None

    @property
    def ppm(self) -> float | None:
        """Positive: faster than the wall clock. None until it is known to some 25 ppm; then the last known one."""
        return self._known

    def add(self, at_s: float, samples: int) -> None:
        """``samples`` had come since the start when something arrived at ``at_s``."""
        point = self._best.add(at_s, samples / RATE_HZ - at_s)
        if point is None:
            return
        self._points.append(point)
        if len(self._points) >= KNOWN_AFTER:
            slope, unsure = _line(list(self._points))
            self._known = slope * 1e6 if unsure * 1e6 <= UNSURE_PPM else self._known

    def restart(self) -> None:
        """Another connection, or sound that is missing: count from 0 again, and keep what is known."""
        self._best = _Windows()
        self._points.clear()


class Steering:
    """Keeps the sound of a source at its place in time by a small correction of its speed. One owner.

    ``ppm`` is how many samples in a million are to be taken out (negative: put in) by resampling.
    """

    def __init__(self) -> None:
        self._best = _Windows()
        self._behind = 0
        self._target, self.ppm = 0.0, 0.0
        self._at_s: float | None = None

    def add(self, at_s: float, lead_s: float, drift_ppm: float | None) -> float:
        """Something arrived; ``lead_s``: how far its end lies ahead of the wall clock in the output.

        Returns the seconds of sound that are missing for good, mostly 0: to be declared as a gap.
        """
        elapsed = 0.0 if self._at_s is None else max(0.0, at_s - self._at_s)
        self._at_s = at_s
        point = self._best.add(at_s, lead_s)
        missing_s = 0.0
        if point is not None:
            missing_s = self._look(point[1], drift_ppm)
        step = SLEW_PPM_PER_S * elapsed
        self.ppm += min(step, max(-step, self._target - self.ppm))
        return missing_s

    def restart(self) -> None:
        """Another connection, whose sound was put at its place: nothing is to be worked off."""
        self._best, self._behind, self._at_s = _Windows(), 0, None

    def _look(self, lead_s: float, drift_ppm: float | None) -> float:
        self._behind = self._behind + 1 if lead_s < -JUMP_S else 0
        if self._behind >= JUMP_WINDOWS:
            self._behind = 0
            return -lead_s
        wanted = (drift_ppm or 0.0) + lead_s / SETTLED_S * 1e6
        self._target = min(MOST_PPM, max(-MOST_PPM, wanted))
        return 0.0


class _Windows:
    """The best (highest) value of each window; the best value is the one with the least delay."""

    def __init__(self) -> None:
        self._from_s: float | None = None
        self._best: tuple[float, float] = (0.0, float("-inf"))

    def add(self, at_s: float, value: float) -> tuple[float, float] | None:
        """The best ``(at_s, value)`` of the window that ends with this arrival, or None within a window."""
        if self._from_s is None:
            self._from_s = at_s
        if value > self._best[1]:
            self._best = (at_s, value)
        if at_s - self._from_s < WINDOW_S:
            return None
        found, self._from_s, self._best = self._best, at_s, (0.0, float("-inf"))
        return found


def _line(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The slope of points, by the median of all pairs (Theil 1950, Sen 1968), and how unsure it is."""
    pairs = [(x1, y1, x2, y2) for i, (x1, y1) in enumerate(points) for x2, y2 in points[i + 1 :] if x2 > x1]
    slope = statistics.median((y2 - y1) / (x2 - x1) for x1, y1, x2, y2 in pairs)
    rests = [y - slope * x for x, y in points]
    middle = statistics.median(rests)
    spread = statistics.median(abs(each - middle) for each in rests)
    return slope, 2 * spread / (points[-1][0] - points[0][0])
