"""One process of many viewers for ``bench fanout``: obeys lines of JSON on stdin, answers on stdout.

``{"do": "join", "viewers": [...]}`` connects them and answers when all have read the log;
``{"do": "drop", "viewers": [...]}`` cuts their lines, and they come back and resume;
``{"do": "end", "sent": N}`` waits until all have everything, answers with what they received, and ends the process.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Mapping
from typing import Any

from bench.stand_in import stamp
from bench.viewer import Viewer

GRACE_S = 60.0  # after the last final, for what is still on its way
AWAY_S = (0.5, 3.0)


class Seat:
    """One viewer and what it was shown. Owner: the event loop."""

    def __init__(self, address: str, session: str, view: str) -> None:
        self.view = view
        self.viewer = Viewer(address, session, view, self._watch)
        self.finals: Counter[int] = Counter()
        self.translations: Counter[int] = Counter()
        self.latencies_ms: list[float] = []
        self.translated_ms: list[float] = []
        self.joined_ms = 0.0

    async def join(self, tasks: set[asyncio.Task[None]]) -> None:
        """Connect and read the log."""
        began = time.monotonic()
        tasks.add(asyncio.get_running_loop().create_task(self.viewer.run()))
        await self.viewer.is_current.wait()
        self.joined_ms = (time.monotonic() - began) * 1000

    def has_all(self, sent: int) -> bool:
        """Whether every final came, and every translation where the view has them."""
        return len(self.finals) >= sent and (self.view == "en" or len(self.translations) >= sent)

    def report(self, sent: int) -> dict[str, Any]:
        """The figures of this viewer."""
        wanted = [self.finals] if self.view == "en" else [self.finals, self.translations]
        return {
            "delivered": len(self.finals),
            "translations": len(self.translations),
            "lost": sum(sent - len(each) for each in wanted),
            "doubled": sum(count - 1 for each in wanted for count in each.values()) + self.viewer.reader.repeats,
            "latencies_ms": [round(each, 1) for each in self.latencies_ms],
            "translated_ms": [round(each, 1) for each in self.translated_ms],
            "joined_ms": round(self.joined_ms, 1),
            "connections": self.viewer.connections,
            "reads": self.viewer.reads,
        }

    def _watch(self, now: float, name: str, message: Mapping[str, Any]) -> None:
        found = stamp(str(message.get("text", ""))) if name == "event" and message["kind"] == "caption" else None
        if found is None:
            return
        number, presented = found
        is_source = message["lang"] == message["src_lang"]
        (self.finals if is_source else self.translations)[number] += 1
        if presented >= self.viewer.connected_at:  # what was said while it was away is no delay of the server's
            (self.latencies_ms if is_source else self.translated_ms).append((now - presented) * 1000)


class Crowd:
    """The viewers of this process."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self._seats = [Seat(facts["address"], facts["session"], view) for view in facts["views"]]
        self._tasks: set[asyncio.Task[None]] = set()
        self._chance = random.Random(facts["seed"])

    async def obey(self, order: Mapping[str, Any]) -> dict[str, Any]:
        """Do what one line says; returns the answer."""
        chosen = [self._seats[number] for number in order.get("viewers", [])]
        if order["do"] == "join":
            await asyncio.gather(*(seat.join(self._tasks) for seat in chosen))
        elif order["do"] == "drop":
            for seat in chosen:
                seat.viewer.drop(self._chance.uniform(*AWAY_S))
        elif order["do"] == "end":
            return await self._end(int(order["sent"]))
        return {"done": order["do"]}

    async def _end(self, sent: int) -> dict[str, Any]:
        deadline = time.monotonic() + GRACE_S
        while time.monotonic() < deadline and not all(seat.has_all(sent) for seat in self._seats):
            await asyncio.sleep(0.2)
        for seat in self._seats:
            seat.viewer.stop()
        await asyncio.gather(*self._tasks)
        return {"seats": [seat.report(sent) for seat in self._seats]}


async def _serve() -> None:
    reader = asyncio.StreamReader(limit=2**24)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    crowd = Crowd(json.loads(await reader.readline()))
    running: set[asyncio.Task[None]] = set()

    async def answer(order: Mapping[str, Any]) -> None:
        print(json.dumps(await crowd.obey(order)), flush=True)

    while line := await reader.readline():
        order = json.loads(line)
        task = asyncio.get_running_loop().create_task(answer(order))
        running.add(task)
        if order["do"] == "end":
            break
    await asyncio.gather(*running)


if __name__ == "__main__":
    asyncio.run(_serve())
