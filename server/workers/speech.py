"""The speech worker: one model, several microphones, fair among them; what it can't follow it does less carefully."""

from __future__ import annotations

import queue
import time
from dataclasses import asdict
from functools import partial
from typing import Any, cast

import numpy as np

from server import logs
from server.core.hearing.hypothesis import Final, Tentative
from server.core.hearing.pace import Rung
from server.speech.listener import Listener, Result
from server.speech.port import Transcriber
from server.workers.lanes import Lanes
from server.workers.program import run
from server.workers.rota import Rota
from server.workers.seat import Either, Seat
from server.workers.several import Shared, serve, wake
from server.workers.tongues import LanguageWatch
from server.workers.wire import QUEUE_MESSAGES, Message, Wire

EVENTS = ("lease", "turn", "audio", "place", "end", "release")


class SpeechWorker:
    """The worker's side of one web process: takes its microphones in, sends back what was heard. One owner."""

    def __init__(
        self, wire: Wire, transcriber: Transcriber, rota: Rota | None = None, smaller: Transcriber | None = None
    ) -> None:
        """``rota``: shared by all web processes of a worker. ``smaller``: a model for when it can't follow."""
        self._wire, self._transcriber, self._smaller = wire, transcriber, smaller
        self._rota = rota or Rota(smaller is not None)
        self._rota.join(self)
        self._seats: dict[str, Seat] = {}
        self._tongues = LanguageWatch(transcriber, wire.send)

    def handle(self, message: Message | None) -> bool:
        """Take one message, or begin with one step of work when there is none; True while there may be more to do."""
        if message is not None:
            event, payload = message
            getattr(self, f"_{event}")(payload)
            return True
        return self._rota.step() or self._tongues.step()

    def deliver(self, seat: Seat, results: list[Result], seconds: float, engine: str) -> None:
        """Send what was heard: finals first, then the words under way that go on from them."""
        listener, place = seat.listener, {"stream": seat.stream, "epoch": seat.epoch}
        told = {**place, "decode_ms": round(1000 * seconds)}
        durable = [_shape(result, engine) for result in results if not isinstance(result, Tentative)]
        if durable or listener.is_done:
            answer = self._wire.ask("results", {**told, "results": durable, "is_end": listener.is_done})
            if not (answer or {}).get("accepted") or listener.is_done:
                self._let_go(seat)
                return
        for result in results:
            if isinstance(result, Tentative):
                self._wire.send("tentative", {**told, **asdict(result), "language": listener.language})
        if durable:
            self._wire.send("heard", {**place, "sample": listener.start_sample})

    def tell_pace(self, rung: Rung, lag_s: float) -> None:
        """Say what the worker spends from now on."""
        self._wire.send("pace", {"pace": rung.name, "lag_ms": round(1000 * lag_s)})

    def _connected(self, _: Any) -> None:
        for seat in list(self._seats.values()):
            self._let_go(seat)
        self._tongues.clear()

    def _lease(self, facts: dict[str, Any]) -> None:
        start = int(facts["start_sample"])
        before = [turn for turn in facts["turns"] if turn["at_sample"] <= start]
        first = before[-1] if before else facts["turns"][0]
        models = Either(self._transcriber, self._smaller)
        listener = Listener(
            cast(Transcriber, models),
            start,
            first["language"],
            translate_to_english=bool(first["english"]),
            hotwords=facts.get("hotwords", ""),
        )
        for turn in facts["turns"]:
            if turn["at_sample"] > start:
                listener.turn(turn["at_sample"], turn["language"], bool(turn["english"]))
        self._take(Seat(facts["stream"], int(facts["epoch"]), listener, models, self), facts)
        self._tongues.lease(facts)

    def _take(self, seat: Seat, facts: dict[str, Any]) -> None:
        if seat.stream in self._seats:
            self._let_go(self._seats[seat.stream])
        seat.is_live, seat.is_late = facts.get("end_sample") is None, bool(facts.get("is_late"))
        self._seats[seat.stream] = seat
        self._rota.add(seat)
        self.tell_pace(self._rota.rung, 0.0)  # the web process may be new and not know

    def _turn(self, turn: dict[str, Any]) -> None:
        seat = self._current(turn)
        if seat is not None:
            seat.listener.turn(int(turn["at_sample"]), turn["language"], bool(turn["english"]))
            self._tongues.turn(turn)

    def _audio(self, args: tuple[dict[str, Any], bytes]) -> None:
        place, pcm = args
        seat = self._current(place)
        if seat is not None:
            seat.listener.feed(int(place["start_sample"]), np.frombuffer(pcm, "<i2"))
            self._tongues.audio(place, pcm)

    def _place(self, message: dict[str, Any]) -> None:
        seat = self._current(message)
        if seat is not None:
            seat.is_late = bool(message["is_late"])

    def _end(self, message: dict[str, Any]) -> None:
        seat = self._current(message)
        if seat is not None:
            seat.listener.finish()
            seat.is_live = False

    def _release(self, message: dict[str, Any]) -> None:
        seat = self._current(message)
        if seat is not None:
            self._let_go(seat)

    def _let_go(self, seat: Seat) -> None:
        self._rota.remove(seat)
        if self._seats.get(seat.stream) is seat:
            del self._seats[seat.stream]
            self._tongues.release(seat.stream)

    def _current(self, message: dict[str, Any]) -> Seat | None:
        seat = self._seats.get(message["stream"])
        return seat if seat is not None and seat.epoch == message["epoch"] else None


def _shape(result: Result, engine: str) -> dict[str, Any]:
    by = {"engine": engine} if isinstance(result, Final) else {}
    return {"kind": type(result).__name__.lower(), **asdict(result), **by}


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
    facts["lanes"] = loaded.lanes
    logs.Log("speech").info("ready", **facts, seconds=time.monotonic() - begun)
    share = -(-microphones // len(settings.web_addresses))  # each web process counts its own microphones only
    able = {"microphones": share, "english": model.speaks_english}
    hello = {"kind": "speech", "name": "speech", "engine": model.name, "capabilities": able}
    wires = [
        Wire(address, settings.worker_token, hello, EVENTS, door.trust(settings)) for address in settings.web_addresses
    ]
    inbox: Shared = queue.Queue(QUEUE_MESSAGES)
    rota = Rota(loaded.smaller is not None, lanes=Lanes(loaded.lanes, wake=partial(wake, inbox)))
    serve(wires, [SpeechWorker(wire, model, rota, loaded.smaller).handle for wire in wires], inbox)


if __name__ == "__main__":
    run(main)
