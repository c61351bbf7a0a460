"""More microphones than the speech workers can bear: nobody is refused, everybody is told. Workers are stand-ins."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.support.house import House, Person
from tests.support.wires import Wire, worker_token

pytestmark = pytest.mark.slow
CHUNK = 1_600
LOUD = np.full(CHUNK, 7_000, "<i2").tobytes()
LATE = "captions_late"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House.web_only(tmp_path / "house") as opened:
        yield opened


@pytest.fixture
def desk(house: House) -> Iterator[Person]:
    with house.convened(delegations={}) as person:
        yield person


class Microphone:
    """A feed of a room that speaks whenever it is told to."""

    def __init__(self, house: House, token: str) -> None:
        self.house, self.wire = house, Wire(house, "/speaker", {"token": token}, "ack", "captions")
        answer = self.wire.ask("open", session="demo", kind="mixed", language="en", consent=True)
        self.opened, self.stream, self._at = answer["captions"], answer["stream"], 0
        self._place = {"stream": answer["stream"], "epoch": answer["epoch"]}
        self._spoke_s = 0.0

    def go_on(self) -> None:
        """Speak again, if that was a while ago: who is silent for ten seconds gives the place up."""
        if time.monotonic() - self._spoke_s > 1.0:
            self.speak()

    def speak(self) -> None:
        self._spoke_s = time.monotonic()
        for _ in range(5):
            self.wire.send("audio", {**self._place, "start_sample": self._at}, LOUD)
            self._at += CHUNK
        self.house.wait(lambda: (self.wire.last("ack") or {}).get("sample") == self._at, "the acknowledgement")

    def told(self) -> dict[str, Any]:
        return dict(self.wire.last("captions") or {})

    def close(self) -> None:
        assert self.wire.ask("close", **self._place, end_sample=self._at)["sample"] == self._at
        self.wire.close()


class Worker:
    """A speech worker that holds what it is given and recognises nothing."""

    def __init__(self, house: House, microphones: Any) -> None:
        events = ("lease", "place", "release", "end", "audio", "turn")
        self.wire = Wire(house, "/worker", {"token": worker_token(house)}, *events)
        hello = {"kind": "speech", "name": "s", "engine": "invented"}
        self.answer = self.wire.ask("hello", **hello, capabilities={"microphones": microphones})

    def holds(self) -> set[str]:
        held = dict[str, int]()
        for event, message in self.wire.came:
            if event == "lease":
                held[message["stream"]] = message["epoch"]
            if event == "release" and held.get(message["stream"]) == message["epoch"]:
                del held[message["stream"]]
        return set(held)

    def late(self) -> dict[str, bool]:
        return {each["stream"]: each["is_late"] for event, each in self.wire.came if event == "place"}

    def close(self) -> None:
        self.wire.close()


def test_a_microphone_above_what_the_workers_bear_is_recorded_told_and_served_when_there_is_room(
    house: House, desk: Person
) -> None:
    token = house.flask("invite", "secretariat").rsplit("/", 1)[1]
    reader = Wire(house, "/viewer", None, "state", "event")
    reader.ask("join", session="demo", lang="en", after=0)

    def captions(microphone: Microphone) -> str:
        streams = desk.get("/api/sessions/demo").json()["streams"]
        return str(next(each["captions"] for each in streams if each["id"] == microphone.stream))

    def pace() -> str:
        return str((reader.last("state") or {}).get("pace"))

    def wait_while_speaking(is_true: Callable[[], bool], what: str) -> None:
        def go_on() -> bool:
            for each in speaking:
                each.go_on()
            return is_true()

        house.wait(go_on, what)

    speaking: list[Microphone] = []

    # Without a worker: recorded, and said.
    first = Microphone(house, token)
    assert (first.opened["status"], first.opened["code"]) == ("away", "captions_away")
    assert "recorded" in first.opened["message"]
    assert Worker(house, 0).answer["error"]["code"] == "bad_request"

    # One place, two who speak: the second is told at once, and so are the worker, the desk and the readers.
    worker = Worker(house, 1)
    house.wait(lambda: worker.holds() == {first.stream}, "the lease")
    speaking.append(first)
    wait_while_speaking(lambda: first.told().get("status") == "live", "word that captions are live")
    second = Microphone(house, token)
    assert (second.opened["status"], second.opened["code"]) == ("late", LATE)
    speaking.append(second)
    wait_while_speaking(lambda: second.told().get("code") == LATE, "word that captions are late")
    wait_while_speaking(lambda: worker.late() == {second.stream: True}, "word to the worker")
    assert worker.holds() == {first.stream, second.stream}
    assert (captions(first), captions(second)) == ("live", "late")
    wait_while_speaking(lambda: pace() == "late", "word to the readers")
    metrics = desk.get("/metrics").text
    assert 'roundtable_speaking_microphones{of="late"} 1.0' in metrics
    assert 'roundtable_speaking_microphones{of="places"} 1.0' in metrics

    # A second worker with room: whoever was late moves there, from its last final on, and is told so.
    other = Worker(house, 2)
    wait_while_speaking(lambda: other.holds() == {second.stream} and worker.holds() == {first.stream}, "the move")
    wait_while_speaking(lambda: second.told().get("status") == "live", "word that captions are live again")
    assert captions(second) == "live"

    # The worker says what it gives up; the readers of the session see it, and that it is taken up again.
    wait_while_speaking(lambda: pace() == "full", "word that all is well")
    worker.wire.send("pace", {"pace": "no_looks", "lag_ms": 12_000})
    wait_while_speaking(lambda: pace() == "no_looks", "word of the pace")
    assert "roundtable_recognition_pace 5.0" in desk.get("/metrics").text
    worker.wire.send("pace", {"pace": "full", "lag_ms": 0})
    wait_while_speaking(lambda: pace() == "full", "word that it is over")

    # A worker that is gone: its microphone goes to the other, from the same sample on.
    worker.close()
    wait_while_speaking(lambda: other.holds() == {first.stream, second.stream}, "the takeover")
    for each in (first, second):
        each.close()
    reader.close()
    other.close()
