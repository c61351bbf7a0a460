"""The speech worker: one model, several microphones, newest audio first."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import Any

import numpy as np

from server import logs
from server.core.hypothesis import Tentative
from server.speech.listener import Listener, Result
from server.speech.port import Transcriber
from server.workers.program import run
from server.workers.several import serve
from server.workers.tongues import LanguageWatch
from server.workers.wire import Message, Wire

EVENTS = ("lease", "turn", "audio", "end", "release")


class SpeechWorker:
    """The owner of all listeners of one worker. One thread."""

    def __init__(self, wire: Wire, transcriber: Transcriber) -> None:
        self._wire, self._transcriber = wire, transcriber
        self._leases: dict[str, tuple[int, Listener]] = {}
        self._tongues = LanguageWatch(transcriber, wire.send)

    def handle(self, message: Message | None) -> bool:
        """Take one message, or do one step of work when there is none; True while there may be more to do."""
        if message is not None:
            event, payload = message
            getattr(self, f"_{event}")(payload)
            return True
        may_look = not any(listener.has_final() for _, listener in self._leases.values())
        steps = [self._step(stream, may_look) for stream in list(self._leases)]
        return any(steps) or self._tongues.step()

    def _connected(self, _: Any) -> None:
        self._leases.clear()
        self._tongues.clear()

    def _lease(self, facts: dict[str, Any]) -> None:
        start = int(facts["start_sample"])
        before = [turn for turn in facts["turns"] if turn["at_sample"] <= start]
        first = before[-1] if before else facts["turns"][0]
        listener = Listener(
            self._transcriber,
            start,
            first["language"],
            translate_to_english=bool(first["english"]),
            hotwords=facts.get("hotwords", ""),
        )
        for turn in facts["turns"]:
            if turn["at_sample"] > start:
                listener.turn(turn["at_sample"], turn["language"], bool(turn["english"]))
        self._leases[facts["stream"]] = (int(facts["epoch"]), listener)
        self._tongues.lease(facts)

    def _turn(self, turn: dict[str, Any]) -> None:
        listener = self._current(turn)
        if listener is not None:
            listener.turn(int(turn["at_sample"]), turn["language"], bool(turn["english"]))
            self._tongues.turn(turn)

    def _audio(self, args: tuple[dict[str, Any], bytes]) -> None:
        place, pcm = args
        listener = self._current(place)
        if listener is not None:
            listener.feed(int(place["start_sample"]), np.frombuffer(pcm, "<i2"))
            self._tongues.audio(place, pcm)

    def _end(self, message: dict[str, Any]) -> None:
        listener = self._current(message)
        if listener is not None:
            listener.finish()

    def _release(self, message: dict[str, Any]) -> None:
        if self._current(message) is not None:
            del self._leases[message["stream"]]
            self._tongues.release(message["stream"])

    def _current(self, message: dict[str, Any]) -> Listener | None:
        epoch, listener = self._leases.get(message["stream"], (0, None))
        return listener if epoch == message["epoch"] else None

    def _step(self, stream: str, may_look: bool) -> bool:
        epoch, listener = self._leases[stream]
        begun = time.monotonic()
        results = listener.step(may_look)
        place = {"stream": stream, "epoch": epoch}
        told = {**place, "decode_ms": round(1000 * (time.monotonic() - begun))}
        durable = [_shape(result) for result in results if not isinstance(result, Tentative)]
        if durable or listener.is_done:
            answer = self._wire.ask("results", {**told, "results": durable, "is_end": listener.is_done})
            if not (answer or {}).get("accepted") or listener.is_done:
                self._leases.pop(stream, None)
                self._tongues.release(stream)
                return True
        for result in results:  # after the finals that they go on from
            if isinstance(result, Tentative):
                self._wire.send("tentative", {**told, **asdict(result), "language": listener.language})
        if durable:
            self._wire.send("heard", {**place, "sample": listener.start_sample})
        return bool(results)


def _shape(result: Result) -> dict[str, Any]:
    return {"kind": type(result).__name__.lower(), **asdict(result)}


def main() -> None:
    """Load the model, then serve for ever."""
    from server import door
    from server.settings import Settings
    from server.speech.loading import load

    begun, settings = time.monotonic(), Settings.from_env()
    logs.configure("speech", settings.log, settings.worker_token)
    loaded = load(settings)
    model, microphones = loaded.transcriber, loaded.microphones
    facts = {"engine": model.name, "device": loaded.device, "compute": loaded.compute, "microphones": microphones}
    logs.Log("speech").info("ready", **facts, seconds=time.monotonic() - begun)
    hello = {"kind": "speech", "name": "speech", "engine": model.name, "capabilities": {"microphones": microphones}}
    wires = [
        Wire(address, settings.worker_token, hello, EVENTS, door.trust(settings)) for address in settings.web_addresses
    ]
    serve(wires, [SpeechWorker(wire, model).handle for wire in wires])


if __name__ == "__main__":
    run(main)
