"""Two web processes on one database and one Redis, and who connects to them: readers, microphones, a speech worker."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import socketio

from server.workers.ordered import OrderedClient
from tests.support.house import House, Person

CHUNK = 1_600
LOUD = np.full(CHUNK, 7_000, "<i2").tobytes()
TOKEN = "the workers' proof"


class Pair:
    """Two houses with one database, one folder of recordings, one Redis and one secret."""

    def __init__(self, folder: Path, database: str, port: int) -> None:
        shared = {
            "ROUNDTABLE_DATABASE": database,
            "ROUNDTABLE_REDIS": f"redis://127.0.0.1:{port}/0",
            "ROUNDTABLE_SECRET": "one secret",
            "ROUNDTABLE_WORKER_TOKEN": TOKEN,
            "ROUNDTABLE_RECORDINGS": str(folder / "recordings"),
        }
        self.first, self.second = House(folder / "first", **shared), House(folder / "second", **shared)
        self.recordings = folder / "recordings"
        self.clients: list[socketio.Client] = []
        self.people: list[Person] = []

    def start(self) -> None:
        """Both at once, on a database without tables."""
        for house in (self.first, self.second):
            house.start("web")
        for house in (self.first, self.second):
            house.wait(house.is_up, "a web process")

    def sign_in(self, house: House, link: str) -> Person:
        self.people.append(Person(house.address, link))
        return self.people[-1]

    def delegate(self, desk: Person, house: House, delegation: str) -> tuple[str, Person]:
        """A signed-in delegate, and the invitation."""
        made = desk.post("/api/invitations", role="delegation", delegation=delegation, name=delegation, days=1).json()
        return made["id"], self.sign_in(house, made["link"])

    def connect(self, house: House, namespace: str, auth: dict[str, str] | None = None) -> OrderedClient:
        client = OrderedClient(reconnection=False, handle_sigint=False)
        client.connect(house.address, namespaces=[namespace], auth=auth, transports=["websocket"])
        self.clients.append(client)
        return client

    def close(self) -> None:
        for client in self.clients:
            client.disconnect()
        for person in self.people:
            person.close()
        for house in (self.first, self.second):
            house.__exit__()


class Viewer:
    """A reader who follows the protocol: takes what comes in order, fetches what is missing."""

    def __init__(self, pair: Pair, house: House, session: str, lang: str = "en") -> None:
        self.events: list[dict[str, Any]] = []
        self.pushed: list[int] = []
        self.tentatives: list[str] = []
        self.heads: list[int] = []
        self.client = pair.connect(house, "/viewer")
        self._ask = {"session": session, "lang": lang}
        self.client.on("event", self._event, namespace="/viewer")
        self.client.on("state", lambda each: self.heads.append(each["head"]), namespace="/viewer")
        self.client.on("tentative", lambda each: self.tentatives.append(each["text"]), namespace="/viewer")
        self.events += self.client.call("join", {**self._ask, "after": 0}, namespace="/viewer")["events"]

    def _event(self, event: dict[str, Any]) -> None:
        self.pushed.append(event["seq"])
        if not self.events or event["seq"] > self.events[-1]["seq"]:  # what was on its way when the log was read
            self.events.append(event)

    def fetch(self) -> list[dict[str, Any]]:
        return list(self.client.call("fetch", {**self._ask, "after": 0}, namespace="/viewer")["events"])

    def texts(self) -> list[str]:
        return [event["text"] for event in self.events if event["kind"] == "caption" and event["lang"] == "en"]


class Microphone:
    """A page's microphone, without the page."""

    def __init__(self, pair: Pair, person: Person, session: str, **facts: Any) -> None:
        self._pair, self._facts = pair, {"session": session, "language": "en", "consent": True, **facts}
        self._token = str(person.link).rsplit("/", 1)[1]
        self.stream: str | None = None
        self.next = self.acknowledged = 0
        self._began = time.monotonic()
        self.slack = 0  # samples: so long the server took at most to take the device's word for the time
        self.refused: list[str] = []
        self.floor: list[bool] = []

    def open(self, house: House) -> dict[str, Any]:
        self.client = self._pair.connect(house, "/speaker", {"token": self._token})
        self.client.on("ack", lambda each: setattr(self, "acknowledged", each["sample"]), namespace="/speaker")
        self.client.on("refused", lambda each: self.refused.append(each["code"]), namespace="/speaker")
        self.client.on("floor", lambda each: self.floor.append(each["heard"]), namespace="/speaker")
        asked = self.now()
        facts = {**self._facts, "stream": self.stream, "next_sample": asked}
        answer = self.client.call("open", facts, namespace="/speaker", timeout=60)
        self.slack = max(self.slack, self.now() - asked)
        assert "error" not in answer, answer
        self.stream, self._epoch, self.next = answer["stream"], answer["epoch"], answer["expected_sample"]
        return dict(answer)

    def now(self) -> int:
        """The sample that is being captured."""
        return int((time.monotonic() - self._began) * 16_000)

    def send(self) -> None:
        place = {"stream": self.stream, "epoch": self._epoch, "start_sample": self.next}
        self.client.emit("audio", (place, LOUD), namespace="/speaker")
        self.next += CHUNK

    def say(self, chunks: int) -> None:
        """Send chunks as fast as they go; then wait for the acknowledgement."""
        for _ in range(chunks):
            self.send()
        wait(lambda: self.acknowledged >= self.next or bool(self.refused), "the acknowledgement")

    def speak(self, seconds: float) -> None:
        """Speak by the clock, so that the place in the stream is the time of the session."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            time.sleep(0.05)
            while self.next + CHUNK <= self.now():
                self.send()
        wait(lambda: self.acknowledged >= self.next, "the acknowledgement")

    def recorded(self) -> np.ndarray:
        sound = np.zeros(self.next, "<i2")
        for path in (self._pair.recordings / self._facts["session"] / str(self.stream)).glob("*.s16le"):
            start, part = int(path.stem.split("-")[1]), np.frombuffer(path.read_bytes(), "<i2")
            sound[start : start + len(part)] = part[: self.next - start]
        return sound


class Worker:
    """A speech worker that says what the test tells it to."""

    def __init__(self, pair: Pair, house: House) -> None:
        self.leases: list[dict[str, Any]] = []
        self.turns: list[str] = []
        self.heard: dict[str, int] = {}
        self.client = pair.connect(house, "/worker", {"token": TOKEN})
        self.client.on("lease", self.leases.append, namespace="/worker")
        self.client.on("turn", lambda each: self.turns.append(each["language"]), namespace="/worker")
        self.client.on("audio", self._audio, namespace="/worker")
        self.hello = {"kind": "speech", "name": "speech", "engine": "invented", "capabilities": {}}
        self.client.call("hello", self.hello, namespace="/worker")
        self._stopped = threading.Event()
        threading.Thread(target=self._beat, daemon=True).start()

    def _audio(self, place: dict[str, Any], pcm: bytes) -> None:
        self.heard[place["stream"]] = place["start_sample"] + len(pcm) // 2

    def _beat(self) -> None:
        while not self._stopped.wait(2.0) and self.client.connected:
            self.client.emit("beat", {}, namespace="/worker")

    def lease(self, stream: str | None) -> dict[str, Any]:
        wait(lambda: any(each["stream"] == stream for each in self.leases), "the lease")
        return [each for each in self.leases if each["stream"] == stream][-1]

    def final(self, stream: str | None, start: int, end: int, text: str) -> bool:
        result = {
            "kind": "final",
            "start_sample": start,
            "end_sample": end,
            "text": text,
            "language": "en",
            "words": [],
        }
        facts = {"stream": stream, "epoch": self.lease(stream)["epoch"], "results": [result]}
        return bool(self.client.call("results", facts, namespace="/worker", timeout=60).get("accepted"))

    def tentative(self, stream: str | None, end: int, text: str) -> None:
        """Returns when the process has taken it."""
        lease = self.lease(stream)
        place = {"stream": stream, "epoch": lease["epoch"], "start_sample": 0, "end_sample": end}
        self.client.call("tentative", {**place, "committed": "", "text": text, "language": "en"}, namespace="/worker")

    def stop(self) -> None:
        self._stopped.set()
        self.client.disconnect()


def wait(is_true: Callable[[], Any], what: str, seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline, f"{what} did not come"
        time.sleep(0.02)
