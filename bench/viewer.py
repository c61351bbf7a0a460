"""A reader of one view, as a page is: joins, mends holes from the log, comes back after a cut and resumes by seq."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Any

from bench.ledger import Event, Reader
from bench.wire import Line

RETRY_S = 0.5
# Called with the monotonic second of arrival, what it is (event, tentative, state, ...) and the message.
Watch = Callable[[float, str, Mapping[str, Any]], None]


class Viewer:
    """One client. Owner: the event loop; ``run`` goes on until ``stop``."""

    def __init__(self, address: str, session: str, view: str, watch: Watch) -> None:
        self._address, self._session, self._view, self._watch = address, session, view, watch
        self.reader = Reader()
        self.connections = self.reads = 0
        self.connected_at = 0.0  # monotonic seconds
        self.away_s = 0.0  # a wait before the next connection, for those whose line is cut on purpose
        self._line: Line | None = None
        self._task: asyncio.Task[None] | None = None
        self._is_over = False
        self.is_current = asyncio.Event()  # everything that the log had is here

    async def run(self) -> None:
        """Stay connected."""
        while not self._is_over:
            line = self._line = Line("/viewer", self._took)
            try:
                await line.connect(self._address)
                self.connections += 1
                self.connected_at = time.monotonic()
                self.reader.began()
                await self._catch_up(line, "join")
                await line.gone.wait()
            except OSError:
                pass
            line.cut()
            self.is_current.clear()
            if not self._is_over:
                await asyncio.sleep(max(RETRY_S, self.away_s))
                self.away_s = 0.0

    def drop(self, away_s: float) -> None:
        """Lose the connection and come back after a while."""
        self.away_s = away_s
        if self._line is not None:
            self._line.cut()

    def stop(self) -> None:
        """End."""
        self._is_over = True
        if self._line is not None:
            self._line.cut()

    async def _catch_up(self, line: Line, ask: str) -> None:
        """Read the log until nothing is missing."""
        while self.reader.wants_log:
            self.reader.asked()
            self.reads += 1
            asked = {"session": self._session, "lang": self._view, "after": self.reader.last}
            answer = await line.call(ask, asked)
            if "error" in answer:
                raise ConnectionError(str(answer["error"]["message"]))
            self._show(self.reader.log(answer))
            ask = "fetch"
        self.is_current.set()

    async def _mend(self, line: Line) -> None:
        try:
            await self._catch_up(line, "fetch")
        except OSError:
            line.cut()

    def _took(self, name: str, message: Any) -> None:
        if name == "event":
            self._show(self.reader.live(message))
        else:
            self._watch(time.monotonic(), name, message)
        if name == "state":
            self.reader.told(int(message["head"]))
        is_free = self._task is None or self._task.done()
        if self.reader.wants_log and not self.reader.is_reading and is_free and self._line is not None:
            self._task = asyncio.get_running_loop().create_task(self._mend(self._line))

    def _show(self, events: list[Event]) -> None:
        now = time.monotonic()
        for event in events:
            self._watch(now, "event", event)
