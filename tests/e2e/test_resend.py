"""Audio that is resent after a cut belongs to the moment it was captured: floor and off the record hold by position."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from server.workers.ordered import OrderedClient
from tests.support.house import House, Person

pytestmark = pytest.mark.slow
CHUNK = 1_600
LOUD = np.full(CHUNK, 7_000, "<i2").tobytes()
SLACK = 8_000  # samples: half a second, for the clocks of two processes


class Device:
    """A microphone that captures by the clock whether or not it is connected, and sends when it is."""

    def __init__(self, house: House, link: str, **facts: Any) -> None:
        self._house, self._token, self._facts = house, link.rsplit("/", 1)[1], facts
        self._began = time.monotonic()
        self.stream: str | None = None
        self.slack = SLACK  # and as long as the server took to take the device's word for the time, at most

    def now(self) -> int:
        """The sample that is being captured."""
        return int((time.monotonic() - self._began) * 16_000)

    def connect(self) -> dict[str, Any]:
        """Connect and open (again)."""
        self._client = OrderedClient(handle_sigint=False, reconnection=False)
        self._client.connect(
            self._house.address, namespaces=["/speaker"], auth={"token": self._token}, transports=["websocket"]
        )
        asked = self.now()
        facts = {**self._facts, "session": "demo", "language": "en", "consent": True, "next_sample": asked}
        answer = self._client.call("open", {**facts, "stream": self.stream}, namespace="/speaker", timeout=60)
        if "error" not in answer:
            self.slack = max(self.slack, SLACK + self.now() - asked)
            self.stream, self._epoch, self._sent = answer["stream"], answer["epoch"], answer["expected_sample"]
        return dict(answer)

    def send(self) -> None:
        """Send everything that was captured and not sent."""
        until = self.now()
        while self._sent + CHUNK <= until:
            place = {"stream": self.stream, "epoch": self._epoch, "start_sample": self._sent}
            self._client.emit("audio", (place, LOUD), namespace="/speaker")
            self._sent += CHUNK

    def speak(self, seconds: float) -> None:
        """Capture and send for a while."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            time.sleep(0.1)
            self.send()

    def during(self, work: Callable[[], Any]) -> tuple[int, int]:
        """Between which samples something happened, on a machine of any load."""
        begun = self.now()
        assert work().ok
        return begun - self.slack, self.now() + self.slack

    def close(self) -> None:
        """End the microphone; all of it is on disk afterwards."""
        place = {"stream": self.stream, "epoch": self._epoch, "end_sample": self._sent}
        self._client.call("close", place, namespace="/speaker", timeout=60)
        self._client.disconnect()

    def cut(self) -> None:
        """Lose the connection."""
        self._client.disconnect()

    def recorded(self) -> np.ndarray:
        """What stands on disk, by sample; what was not kept is zero."""
        sound = np.zeros(self._sent, "<i2")
        for path in (self._house.folder / "recordings" / "demo" / str(self.stream)).glob("*.s16le"):
            start, part = int(path.stem.split("-")[1]), np.frombuffer(path.read_bytes(), "<i2")
            sound[start : start + len(part)] = part
        return sound


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House.web_only(tmp_path / "house") as opened:
        yield opened


@pytest.fixture
def desk(house: House) -> Iterator[Person]:
    with house.convened() as person:
        yield person


def test_what_was_said_off_the_record_during_a_cut_is_never_stored(house: House, desk: Person) -> None:
    device = Device(house, desk.link or "", kind="mixed")
    device.connect()
    device.speak(2.0)
    device.cut()
    hidden = device.during(lambda: desk.post("/api/sessions/demo/off-record", on=True))
    time.sleep(3.0)
    shown = device.during(lambda: desk.post("/api/sessions/demo/off-record", on=False))
    time.sleep(2.0)
    device.connect()
    device.speak(2.0)
    device.close()
    sound, more = device.recorded(), device.slack - SLACK
    assert not sound[hidden[1] + more : shown[0] - more].any()
    assert (sound[SLACK : hidden[0] - more] == 7_000).all()
    assert (sound[shown[1] + more :] == 7_000).all()


def test_words_under_the_floor_are_kept_although_they_arrive_after_it_was_taken_back(
    house: House, desk: Person
) -> None:
    device = Device(house, house.flask("invite", "delegation", "--delegation", "BR"), kind="delegation")
    device.connect()
    given = device.during(lambda: desk.post("/api/sessions/demo/floor", delegation="BR"))
    device.speak(1.0)
    device.cut()
    time.sleep(2.0)
    taken = device.during(lambda: desk.post("/api/sessions/demo/floor", delegation="KR"))
    time.sleep(2.0)
    device.connect()
    device.speak(1.0)
    device.close()
    sound, more = device.recorded(), device.slack - SLACK
    assert (sound[given[1] + more : taken[0] - more] == 7_000).all()
    assert not sound[taken[1] + more :].any()


def test_a_microphone_is_resumed_only_by_a_device_that_says_where_it_is(house: House, desk: Person) -> None:
    device = Device(house, desk.link or "", kind="mixed")
    device.connect()
    device.speak(0.5)
    device.cut()
    device.now = lambda: None  # type: ignore[assignment, method-assign, return-value]
    assert device.connect()["error"]["code"] == "bad_request"
