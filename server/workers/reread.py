"""The reader of the second reading: asks for units while nobody speaks, and lets go at once when somebody does.

This process is small and loads no model; a child of it does, as long as there is something to read, and is killed when
a microphone opens. Nothing is lost with it: an unanswered unit is handed out again.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol

from server import logs
from server.workers.program import run
from server.workers.reading import ReadingProcess
from server.workers.several import serve
from server.workers.wire import Message, Wire

LOG = logs.Log("reread")
ASK_S = 5.0  # how often one asks that has nothing to do
KEEP_S = 60.0  # so long the model stays loaded after the last unit
TRIES = 2  # a unit at which the child died so often is given up
EVENTS = ("halt",)


class Reading(Protocol):
    """Somebody who reads one unit at a time, elsewhere. See ``server.workers.reading``."""

    def begin(self, unit: dict[str, Any], pcm: bytes) -> None:
        """Start with a unit; does not wait."""

    def answer(self) -> dict[str, Any] | None:
        """``{words}`` or ``{error: {code}}`` when it is ready; ``{died: True}`` when the reader is no more."""

    def end(self) -> None:
        """Let go of everything, at once."""


class Reader:
    """The owner of the reading, for all web processes. One thread. ``clock``: seconds that never go back."""

    def __init__(self, wires: Sequence[Any], reading: Reading, clock: Callable[[], float] = time.monotonic) -> None:
        self._wires, self._reading, self._clock = wires, reading, clock
        self._unit: dict[str, Any] | None = None
        self._pcm, self._of, self._tries = b"", 0, 0
        self._ask_at, self._used_at, self._is_loaded = 0.0, 0.0, False

    def handle(self, number: int, message: Message | None) -> bool:
        """Take a message of a web process, or go on when there is none; True when there is more to do at once."""
        if message is not None:
            self._take(number, *message)
            return False
        return self._go_on() if number == 0 else False

    def _take(self, number: int, event: str, payload: Any) -> None:
        is_ours = self._unit is not None and number == self._of
        if event == "halt" or (event == "connected" and is_ours):
            self._let_go()

    def _go_on(self) -> bool:
        now = self._clock()
        if self._unit is not None:
            answer = self._reading.answer()
            return self._answered(answer) if answer is not None else False
        if self._is_loaded and now - self._used_at > KEEP_S:
            self._let_go()
        if now < self._ask_at:
            return False
        self._ask_at = now + ASK_S
        return self._ask()

    def _ask(self) -> bool:
        """Ask each web process for a unit, once all of them have said that nobody speaks there."""
        if len(self._wires) > 1:
            looks = [wire.ask("unit", {"look": True}) for wire in self._wires]
            if not all(look is None or look.get("is_free") for look in looks):
                return False
        for number, wire in enumerate(self._wires):
            told = wire.ask("unit", {}) or {}
            if told.get("unit"):
                self._of, self._unit, self._pcm, self._tries = number, told["unit"], told["pcm"], 1
                self._begin()
                return True
        return False

    def _begin(self) -> None:
        assert self._unit is not None
        self._is_loaded = True
        self._reading.begin(self._unit, self._pcm)

    def _answered(self, answer: dict[str, Any]) -> bool:
        assert self._unit is not None
        self._used_at = self._clock()
        if answer.get("died"):
            self._reading.end()
            if self._tries < TRIES:
                self._tries += 1
                self._begin()
                return False
            answer = {"error": {"code": "reader_died"}}
        unit, self._unit, self._pcm = self._unit, None, b""
        if "error" in answer:
            LOG.warning("unit_failed", code=answer["error"]["code"], kind=answer["error"].get("kind", ""))
        place = {key: unit[key] for key in ("stream", "epoch", "start_sample", "end_sample")}
        self._wires[self._of].ask("reread", {**place, **answer})
        self._ask_at = 0.0
        return True

    def _let_go(self) -> None:
        self._reading.end()
        self._unit, self._pcm, self._is_loaded = None, b"", False
        self._ask_at = self._clock() + ASK_S


def main() -> None:
    """Ask and read for ever."""
    from server import door
    from server.models.whisper import best
    from server.settings import Settings

    settings = Settings.from_env()
    logs.configure("reread", settings.log, settings.worker_token)
    if settings.second_reading == "off":
        LOG.info("off")
        threading.Event().wait()
    folder = best(settings.whisper_best, settings.whisper, settings.models)
    hello = {"kind": "reread", "name": "reread", "engine": folder.name, "capabilities": {}}
    trust = door.trust(settings)
    wires = [Wire(address, settings.worker_token, hello, EVENTS, trust) for address in settings.web_addresses]
    LOG.info("ready", engine=folder.name)
    reader = Reader(wires, ReadingProcess(folder, settings.device, settings.compute))
    serve(wires, [partial(reader.handle, number) for number in range(len(wires))])


if __name__ == "__main__":
    run(main)
