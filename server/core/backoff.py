"""How long to wait before something that failed is tried again. Must not know what is tried; has no clock."""

from __future__ import annotations

FIRST_S = 0.5
MOST_S = 30.0  # a technician who mends a cable sees it come back within half a minute
HEALTHY_S = 60.0  # what held for so long starts over with short waits


class Backoff:
    """Waits that double from ``first_s`` to ``most_s``. One owner."""

    def __init__(self, first_s: float = FIRST_S, most_s: float = MOST_S, healthy_s: float = HEALTHY_S) -> None:
        self._first_s, self._most_s, self._healthy_s = first_s, most_s, healthy_s
        self._next_s = first_s

    def failed(self, lived_s: float = 0.0) -> float:
        """Seconds to wait now; ``lived_s`` says how long it had worked before it failed."""
        if lived_s >= self._healthy_s:
            self._next_s = self._first_s
        wait_s = self._next_s
        self._next_s = min(self._most_s, self._next_s * 2)
        return wait_s
