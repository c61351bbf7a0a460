"""Writing: what many do in the same instant is handed to the database together, so that it waits for the disk once.

Owned by the hub. One native thread writes at a time, for all who came while it wrote before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from server import hub
from server.storage.database import Database
from server.storage.turns import Turn, Work

# So many at a time: about a tenth of a second, in which a caption waits for its turn.
MOST = 25


class Writing:
    """Units of work that wait for their turn."""

    def __init__(self, database: Database, native: Callable[..., Any]) -> None:
        self._database, self._native = database, native
        self._waiting: list[tuple[Turn, hub.Done]] = []
        self._is_writing = False

    def take(self, work: Work) -> Any:
        """Run a unit of work with those that wait beside it; returns or raises what it does, when it is committed."""
        mine, done = Turn(work), hub.Done()
        self._waiting.append((mine, done))
        if not self._is_writing:
            self._is_writing = True
            hub.spawn(self._write)
        done.wait()
        return mine.result()

    def _write(self) -> None:
        try:
            while self._waiting:
                taken, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                self._write_these(taken)
        finally:
            self._is_writing = False

    def _write_these(self, taken: list[tuple[Turn, hub.Done]]) -> None:
        turns = [turn for turn, _ in taken]
        try:
            self._native(self._database.write_all, turns)
        except BaseException as error:
            for each in turns:
                each.fail(error)
            raise
        finally:
            for _, done in taken:
                done.set()
