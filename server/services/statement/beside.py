"""Beside: what many do in the same instant is handed to the database together, so that it waits for the disk once.

Owned by the hub. One native thread works at a time, for all who came while it worked before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from server import hub
from server.logs import Log
from server.storage.turns import Turn, Work

LOG = Log("beside")
# So many at a time: less than a tenth of a second, in which a caption waits for its turn.
MOST = 25


class Beside:
    """Units of work that wait for their turn. ``run``: has the database do several, one after the other.

    ``most``: so many at a time; those that came meanwhile wait ``gather_s`` for more of their kind.
    """

    def __init__(
        self, run: Callable[[list[Turn]], None], native: Callable[..., Any], most: int = MOST, gather_s: float = 0.0
    ) -> None:
        self._run, self._native, self._most, self._gather_s = run, native, most, gather_s
        self._waiting: list[tuple[Turn, hub.Done]] = []
        self._is_running = False

    def take(self, work: Work) -> Any:
        """Run a unit of work with those that wait beside it; returns or raises what it does, when all are through."""
        mine, done = Turn(work), hub.Done()
        self._waiting.append((mine, done))
        if not self._is_running:
            self._is_running = True
            hub.spawn(self._work)
        done.wait()
        return mine.result()

    def _work(self) -> None:
        try:
            while self._waiting:
                taken, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
                self._work_on(taken)
                if self._gather_s and self._waiting:
                    hub.sleep(self._gather_s)
        finally:
            self._is_running = False

    def _work_on(self, taken: list[tuple[Turn, hub.Done]]) -> None:
        turns = [turn for turn, _ in taken]
        try:
            self._native(self._run, turns)
        except BaseException as error:
            for each in turns:
                each.fail(error)
            if not isinstance(error, Exception):
                raise
            LOG.warning("not_begun", error, units=len(turns))  # those who still wait have their turn
        finally:
            for _, done in taken:
                done.set()
