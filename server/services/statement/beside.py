"""Beside: what many do in the same instant is handed to the database together, so that it waits for the disk once.

Owned by the hub. One native thread works at a time, for all who came while it worked before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from server import hub
from server.storage.turns import Turn, Work

# So many at a time: less than a tenth of a second, in which a caption waits for its turn.
MOST = 25


class Beside:
    """Units of work that wait for their turn. ``run``: has the database do several, one after the other."""

    def __init__(self, run: Callable[[list[Turn]], None], native: Callable[..., Any]) -> None:
        self._run, self._native = run, native
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
                taken, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                self._work_on(taken)
        finally:
            self._is_running = False

    def _work_on(self, taken: list[tuple[Turn, hub.Done]]) -> None:
        turns = [turn for turn, _ in taken]
        try:
            self._native(self._run, turns)
        except BaseException as error:
            for each in turns:
                each.fail(error)
            raise
        finally:
            for _, done in taken:
                done.set()
