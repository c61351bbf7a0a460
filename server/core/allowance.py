"""Allowance: so much a second, and a bit at once after a pause. Pure: the caller brings the time."""

from __future__ import annotations


class Allowance:
    """A bucket that fills with time (a token bucket). One owner."""

    def __init__(self, per_s: float, at_once: int) -> None:
        self._per_s, self._most = per_s, float(at_once)
        self._left, self._at_s = self._most, 0.0

    def take(self, now_s: float) -> bool:
        """Whether one more is allowed now (seconds of a monotonic clock); if so it counts."""
        self._left = min(self._most, self._left + self._per_s * max(0.0, now_s - self._at_s))
        self._at_s = now_s
        if self._left < 1.0:
            return False
        self._left -= 1.0
        return True
