"""The server that a bench measures, and when all that was said to it is recognised and translated."""

from __future__ import annotations

import time
from typing import Any

from bench import machine
from bench.house import BenchFailed, House
from server.commands.play import Chair

SETTLE_S = 240.0  # the longest wait for the next final or the next translation
QUIET_S = 8.0  # on a server whose database is not ours: so long without anything new
PROCESSES = ("web", "speech", "translate")


class Place:
    """The server that is measured: its own, with processes to look at, or a given one."""

    def __init__(self, address: str, token: str, house: House | None) -> None:
        self.address, self.token, self.house = address, token, house
        self.chair = Chair(address, token)

    def cpu_s(self, name: str) -> float | None:
        """Processor seconds of a process, or None where it is not ours."""
        return machine.cpu_s(self.house.pid(name)) if self.house else None

    def peaks(self) -> dict[str, float] | None:
        """The peak of each process's resident set in MiB, or None."""
        return {name: machine.rss_mb(self.house.pid(name), "VmHWM") for name in PROCESSES} if self.house else None

    def clear_peaks(self) -> None:
        """Begin the peaks anew."""
        for name in PROCESSES if self.house else ():
            machine.clear_peak(self.house.pid(name))  # type: ignore[union-attr]

    def settle(self, session: str, stream: str) -> list[dict[str, Any]]:
        """Wait until all is recognised and translated; returns the segments of the minutes. Raises BenchFailed."""
        since, count = time.monotonic(), (-1, 0)
        while time.monotonic() < since + SETTLE_S:
            segments = self.chair.get(f"/api/sessions/{session}/minutes")["segments"]
            pending = sum(each["status"] == "pending" for one in segments for each in one["translations"].values())
            if (len(segments), pending) != count:
                since, count = time.monotonic(), (len(segments), pending)
            is_done = self._is_recognised(stream) if self.house else time.monotonic() - since > QUIET_S
            if is_done and not pending:
                time.sleep(1.0)  # the last events are on their way to the viewers
                return list(segments)
            time.sleep(0.25)
        raise BenchFailed(f"{count[0]} finals came, {count[1]} translations wait; nothing more in {SETTLE_S:.0f} s")

    def _is_recognised(self, stream: str) -> bool:
        from server.storage.database import Database
        from server.storage.tables import Stream

        assert self.house is not None
        database = Database(self.house.settings.database)
        try:
            row = database.read(lambda tx: tx.get_one(Stream, stream))
            return row.end_sample is not None and row.done_sample >= row.end_sample
        finally:
            database.close()
