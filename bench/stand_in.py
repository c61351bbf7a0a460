"""Workers without models: they speak the real ``/worker`` protocol and present results that a bench makes up."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Sequence
from typing import Any

from bench.house import BenchFailed
from server.commands.play import Player
from server.core.hearing.ordering import RATE_HZ
from server.workers.ordered import OrderedClient

PATIENCE_S = 60.0
CHUNK_SAMPLES = 1_600
FILLER = "the administrations exchange risk data before the goods arrive at the port"
_STAMP = re.compile(r"#(\d+)@(\d+)#")


def stamped(number: int, now_s: float) -> str:
    """The text of a final that carries its number and the monotonic moment at which it was presented."""
    return f"#{number}@{round(now_s * 1_000_000)}# {FILLER}."


def stamp(text: str) -> tuple[int, float] | None:
    """The number and the moment (monotonic seconds) in a text, also in its translation; None where there is none."""
    found = _STAMP.search(text)
    return (int(found.group(1)), int(found.group(2)) / 1_000_000) if found else None


class Worker:
    """A connection in ``/worker``, ready when its hello was answered."""

    def __init__(self, address: str, token: str, hello: dict[str, Any]) -> None:
        self.client = OrderedClient(reconnection=False, handle_sigint=False)
        self.listen()
        self.client.connect(address, namespaces=["/worker"], auth={"token": token}, transports=["websocket"])
        self.client.call("hello", {"name": "stand-in", "engine": "stand-in", **hello}, namespace="/worker")
        self._over = threading.Event()
        threading.Thread(target=self._beat, daemon=True).start()

    def listen(self) -> None:
        """Hang the handlers in, before the first message may come."""

    def end(self) -> None:
        """Go away."""
        self._over.set()
        self.client.disconnect()

    def _beat(self) -> None:
        while not self._over.wait(2.0):
            self.client.emit("beat", {"queue": 0}, namespace="/worker")


class Speech(Worker):
    """Leases one stream and presents finals for it."""

    def __init__(self, address: str, token: str) -> None:
        self._leased = threading.Event()
        self._lease: dict[str, Any] = {}
        self._done = 0
        super().__init__(address, token, {"kind": "speech", "capabilities": {}})

    def listen(self) -> None:
        self.client.on("lease", self._on_lease, namespace="/worker")
        self.client.on("audio", self._on_audio, namespace="/worker")

    def wait(self) -> None:
        """Wait for the lease. Raises BenchFailed."""
        if not self._leased.wait(PATIENCE_S):
            raise BenchFailed("the web process leased no stream to the stand-in speech worker")

    def present(self, number: int, samples: int) -> None:
        """Present one final over the next samples of the stream. Raises BenchFailed when it is refused."""
        start, end = self._done, self._done + samples
        final = {
            "kind": "final", "start_sample": start, "end_sample": end, "text": stamped(number, time.monotonic()),
            "words": [], "language": "en", "confidence": 0.9, "english": None,
        }  # fmt: skip
        place = {"stream": self._lease["stream"], "epoch": self._lease["epoch"]}
        answer = self.client.call("results", {**place, "results": [final]}, namespace="/worker", timeout=PATIENCE_S)
        if not (answer or {}).get("accepted"):
            raise BenchFailed(f"the web process did not accept final {number}: {answer}")
        self._done = end

    def _on_lease(self, facts: dict[str, Any]) -> None:
        self._lease, self._done = facts, int(facts["start_sample"])
        self._leased.set()

    def _on_audio(self, place: dict[str, Any], pcm: bytes) -> None:
        heard = {"stream": place["stream"], "epoch": place["epoch"], "sample": place["start_sample"] + len(pcm) // 2}
        self.client.emit("heard", heard, namespace="/worker")


class Translate(Worker):
    """Answers every job at once with the text itself under the target's name."""

    def __init__(self, address: str, token: str, targets: Sequence[str]) -> None:
        matrix = {"en": dict.fromkeys(targets, "stand-in")}
        super().__init__(address, token, {"kind": "translate", "capabilities": matrix})

    def listen(self) -> None:
        self.client.on("translate", self._on_translate, namespace="/worker")

    def _on_translate(self, job: dict[str, Any]) -> None:
        text = f"{job['target']}: {job['text']}"
        self.client.emit("translated", {"job": job["job"], "text": text, "engine": "stand-in"}, namespace="/worker")


class Feed:
    """A microphone of silence in real time."""

    def __init__(self, address: str, token: str, session: str) -> None:
        self._player = Player(address, token)
        opened = self._player.open(session=session, kind="mixed", delegation=None, language="en")
        self._place = {
            "stream": opened["stream"],
            "epoch": opened["epoch"],
            "start_sample": opened["expected_sample"],
        }
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Close the microphone."""
        self._over.set()
        self._thread.join()
        self._player.close({**self._place, "end_sample": self._place["start_sample"]})

    def _run(self) -> None:
        began, silence = time.monotonic(), bytes(CHUNK_SAMPLES * 2)
        while not self._over.is_set():
            self._player.send(self._place, silence)
            self._place = {**self._place, "start_sample": self._place["start_sample"] + CHUNK_SAMPLES}
            self._over.wait(max(0.0, began + self._place["start_sample"] / RATE_HZ - time.monotonic()))
