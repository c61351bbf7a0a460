"""A delegation at a statement without its browser: it follows the text live, amends it and takes positions."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

from bench.caller import Caller
from bench.wire import Line

NAMESPACE = "/viewer"
Saw = Callable[[int, int, float, float], None]  # who, the revision that came, the monotonic second, its age in ms


class Delegate:
    """One delegation (or the chair). Owner: the event loop.

    ``amendments`` and ``positions`` are what its page shows: read once, then kept by the events alone.
    """

    def __init__(self, number: int, code: str, address: str, token: str, statement: str, saw: Saw) -> None:
        self.number, self.code = number, code
        self.caller = Caller(address, token)
        self._address, self._token, self._saw = address, token, saw
        self._statement = statement
        self.path = f"/api/statements/{statement}"
        self._line: Line | None = None
        self.rev = self.reads = 0
        self.amendments: dict[str, Any] = {}
        self.positions: dict[tuple[str, str], Any] = {}
        self.paragraphs: dict[str, Any] = {}
        self.gaps = 0

    async def come(self) -> None:
        """Sign in, read the statement and follow it."""
        await self.caller.sign_in()
        self._line = Line(NAMESPACE, self._took)
        await self._line.connect(self._address, {"token": self._token})
        answer = await self._line.call("follow", {"statement": self._statement})
        self.rev = answer["rev"]
        await self.read()

    async def read(self) -> None:
        """Everything that the page shows."""
        self.reads += 1
        whole = await self.caller.get(self.path)
        told = await self.caller.get(f"{self.path}/amendments")
        self.paragraphs = {each["id"]: each for each in whole["paragraphs"]} | self.paragraphs
        self.amendments = {each["id"]: each for each in told["amendments"]} | self.amendments

    async def post(self, path: str, **body: Any) -> tuple[int, Any, float]:
        """A call below the statement; with the second at which it was sent."""
        sent_s = time.monotonic()
        status, answer = await self.caller.post(self.path + path, body)
        return status, answer, sent_s

    async def has(self, rev: int, seconds: float) -> bool:
        """Wait until the page has come to a revision; False where it did not."""
        until_s = time.monotonic() + seconds
        while self.rev < rev and time.monotonic() < until_s:
            await asyncio.sleep(0.02)
        return self.rev >= rev

    def leave(self) -> None:
        """Close everything."""
        if self._line is not None:
            self._line.cut()
        self.caller.close()

    def _took(self, name: str, told: Any) -> None:
        if name == "statement":
            now_s = time.monotonic()
            for each in (told, *told.get("more", ())):
                self._change(each, now_s)

    def _change(self, told: Any, now_s: float) -> None:
        if told["rev"] <= self.rev:
            return
        self.gaps += told["prev"] > self.rev
        self.rev = told["rev"]
        item = told.get("item")
        if item is None:
            self.gaps += told["about"] in ("amendments", "positions")
        elif told["about"] == "amendments":
            self.amendments[item["id"]] = item
        elif told["about"] == "positions":
            self.positions[item["delegation"], item["paragraph"]] = item
        elif told["about"] == "text":
            self.paragraphs[item["id"]] = item
        self._saw(self.number, told["rev"], now_s, time.time() * 1000 - told["at"])
