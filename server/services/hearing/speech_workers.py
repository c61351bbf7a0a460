"""The speech workers of this web process: which model each has, whether it answers, what waits in it.

Of the hub's thread. Must not know streams or leases.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

SILENT_S = 10.0  # a worker that says nothing for so long loses its leases


@dataclass(slots=True)
class _Worker:
    engine: str
    speaks_english: bool
    seen_s: float
    queued: int = 0


class SpeechWorkers:
    """By the id of each worker's socket."""

    def __init__(self) -> None:
        self._known: dict[str, _Worker] = {}

    def __len__(self) -> int:
        return len(self._known)

    def __contains__(self, worker: str) -> bool:
        return worker in self._known

    def add(self, worker: str, engine: str, speaks_english: bool) -> None:
        """A worker is ready."""
        self._known[worker] = _Worker(engine, speaks_english, time.monotonic())

    def remove(self, worker: str) -> None:
        """A worker is gone."""
        self._known.pop(worker, None)

    def beat(self, worker: str, queued: int = 0) -> None:
        """A worker lives; ``queued`` messages wait in it."""
        if worker in self._known:
            self._known[worker].seen_s, self._known[worker].queued = time.monotonic(), queued

    def living(self) -> list[str]:
        """Those that answer."""
        return [name for name, worker in self._known.items() if time.monotonic() - worker.seen_s < SILENT_S]

    def engine(self, worker: str) -> str:
        """The model of a worker, empty for one that is not there."""
        found = self._known.get(worker)
        return found.engine if found is not None else ""

    @property
    def queued(self) -> int:
        """Messages that wait in them, by their own word."""
        return sum(each.queued for each in self._known.values())

    @property
    def speaks_english(self) -> bool:
        """Whether one of them speaks rough English of other languages; true until one is there to say no."""
        return not self._known or any(each.speaks_english for each in self._known.values())
