"""Admission: how many microphones the speech workers can bear, who gets late captions, and who moves to which worker.

Owned by the hub; reads and marks leases, sends nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from server.core.hearing import places
from server.core.hearing.pace import FULL, NAMES
from server.core.hearing.places import Bearer
from server.services.hearing.lease import Lease

LATE = "late"  # worse than every rung: this microphone has no place at all


class Admission:
    """The speech workers of this web process and what they can bear."""

    def __init__(self, held: Mapping[str, Lease]) -> None:
        self._held = held
        self._most: dict[str, int] = {}
        self._pace: dict[str, str] = {}

    def add(self, worker: str, most: int | None) -> None:
        """A worker that can bear so many microphones at once; None: it does not say."""
        self._most[worker], self._pace[worker] = most or places.UNTOLD, FULL.name

    def remove(self, worker: str) -> None:
        """A worker is gone."""
        self._most.pop(worker, None)
        self._pace.pop(worker, None)

    def paced(self, worker: str, pace: str) -> None:
        """A worker spends from now on what a rung of the ladder allows."""
        if worker in self._pace:
            self._pace[worker] = pace

    def choose(self, living: list[str]) -> str:
        """The worker for one more microphone."""
        return places.choose(self._bearers(living))

    def is_full(self, living: list[str]) -> bool:
        """Whether one more microphone would get late captions."""
        return all(each.is_full for each in self._bearers(living))

    def settle(self) -> list[tuple[str, Lease]]:
        """Give places to whoever spoke first; returns the leases whose standing has changed."""
        changed = []
        for worker, most in self._most.items():
            late = places.late(self._speaking(worker), most)
            for stream, lease in self._held.items():
                if lease.worker == worker and lease.is_late != (stream in late):
                    lease.is_late = stream in late
                    changed.append((stream, lease))
        return changed

    def move(self, living: list[str]) -> str | None:
        """A stream that should be leased to another worker: the last that began to speak where most do."""
        step = places.uneven(self._bearers(living))
        return self._speaking(step[0])[-1] if step else None

    def pace_of(self, lease: Lease) -> str:
        """``late``, or the rung of the ladder on which the worker of a lease stands."""
        return LATE if lease.is_late else self._pace.get(lease.worker, FULL.name)

    def worst(self) -> dict[str, str]:
        """The pace of each session that has leases: of its microphones the one that fares worst."""
        found: dict[str, str] = {}
        for lease in self._held.values():
            pace = self.pace_of(lease)
            found[lease.session] = max(found.get(lease.session, pace), pace, key=level)
        return found

    def figures(self) -> dict[str, Any]:
        """``level``: the deepest rung of any worker; ``places``, ``taken`` and ``late`` microphones."""
        speaking = [each for worker in self._most for each in self._speaking(worker)]
        level_now = max((level(pace) for pace in self._pace.values()), default=0)
        late = sum(self._held[each].is_late for each in speaking)
        return {"level": level_now, "places": sum(self._most.values()), "taken": len(speaking), "late": late}

    def _bearers(self, living: list[str]) -> list[Bearer]:
        held = [lease.worker for lease in self._held.values()]
        return [
            Bearer(each, self._most.get(each, places.UNTOLD), len(self._speaking(each)), held.count(each))
            for each in living
        ]

    def _speaking(self, worker: str) -> list[str]:
        """The microphones of a worker that speak, in the order in which they began."""
        found = [
            (lease.speaks_since_s, stream)
            for stream, lease in self._held.items()
            if lease.worker == worker and lease.speaks_since_s is not None
        ]
        return [stream for _, stream in sorted(found)]


def level(pace: str) -> int:
    """How much a pace gives up: 0 for nothing."""
    return NAMES.index(pace) if pace in NAMES else len(NAMES)
