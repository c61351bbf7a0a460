"""One process of viewers, one for each view, that keep all they are shown: for ``bench live`` and ``bench chaos``.

A line of JSON on stdin says whom to watch; ``ready`` comes on stdout when every view has read its log; when stdin ends,
what was seen is written and the process ends. It runs at low priority: watching must not slow what is watched.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.viewer import Viewer
from bench.viewer import Watch as WatchCall
from server.settings import ROOT

NICE = 10
END_S = 30.0


@dataclass(frozen=True, slots=True)
class Seen:
    """What one view was shown, and how it fared.

    ``records``: ``(monotonic seconds, event|tentative|interim|state, message)`` in order.
    """

    records: tuple[tuple[float, str, Mapping[str, Any]], ...]
    last: int
    repeats: int
    connections: int

    def events(self) -> list[Mapping[str, Any]]:
        """The durable events in the order in which they were shown."""
        return [message for _, name, message in self.records if name == "event"]

    def states(self) -> list[tuple[float, Mapping[str, Any]]]:
        """What was told every two seconds, and when."""
        return [(at_s, message) for at_s, name, message in self.records if name == "state"]


class Watch:
    """The process, from outside."""

    def __init__(self, address: str, session: str, views: Sequence[str], out: Path) -> None:
        self._out = out
        self._running = subprocess.Popen(
            [sys.executable, "-m", "bench.watch"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._running.stdin is not None and self._running.stdout is not None
        facts = {"address": address, "session": session, "views": list(views), "out": str(out)}
        self._running.stdin.write(json.dumps(facts) + "\n")
        self._running.stdin.flush()
        self._running.stdout.readline()

    def end(self) -> dict[str, Seen]:
        """End it; returns what each view was shown."""
        self._running.communicate(timeout=END_S)
        found = json.loads(self._out.read_text(encoding="utf-8"))
        return {
            view: Seen(tuple((at, name, message) for at, name, message in each.pop("records")), **each)
            for view, each in found.items()
        }

    def kill(self) -> None:
        """Leave nothing behind."""
        if self._running.poll() is None:
            self._running.kill()
            self._running.communicate()


async def _serve() -> None:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    facts = json.loads(await reader.readline())
    records: dict[str, list[tuple[float, str, Any]]] = {view: [] for view in facts["views"]}
    viewers = {view: Viewer(facts["address"], facts["session"], view, _keeper(kept)) for view, kept in records.items()}
    running = [asyncio.get_running_loop().create_task(each.run()) for each in viewers.values()]
    await asyncio.gather(*(each.is_current.wait() for each in viewers.values()))
    print("ready", flush=True)
    await reader.read()
    for each in viewers.values():
        each.stop()
    await asyncio.gather(*running)
    found = {
        view: {
            "records": records[view], "last": each.reader.last, "repeats": each.reader.repeats,
            "connections": each.connections,
        }
        for view, each in viewers.items()
    }  # fmt: skip
    Path(facts["out"]).write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


def _keeper(kept: list[tuple[float, str, Any]]) -> WatchCall:
    def keep(at_s: float, name: str, message: Mapping[str, Any]) -> None:
        if name in ("event", "tentative", "interim", "state"):
            kept.append((at_s, name, dict(message)))

    return keep


if __name__ == "__main__":
    os.nice(NICE)
    asyncio.run(_serve())
