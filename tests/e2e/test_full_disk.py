"""A full disk: nothing acknowledged is lost, the refusal has a stable code, the stream goes on when there is room.

The disk is made full by the limit on the size of a process's files, which needs no rights: beyond it every write fails.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from server.workers.ordered import OrderedClient
from tests.support.house import House, Person

pytestmark = pytest.mark.slow
CHUNK = 1_600
FAR = 6_000_000  # samples: beyond the size of the database's files, so that the recording meets the limit first
ROOM = 5 * CHUNK


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with House.web_only(tmp_path_factory.mktemp("full") / "house") as opened:
        yield opened


@pytest.fixture(scope="module")
def desk(house: House) -> Iterator[Person]:
    person = house.person("secretariat")
    person.post("/api/sessions", id="demo", title="Demo", visibility="public", languages=["en"])
    person.post("/api/sessions/demo/open")
    yield person
    person.close()


class Page:
    """What the microphone's page does: after a refusal it sends again from where it is told."""

    def __init__(self, house: House, person: Person) -> None:
        self.kept: dict[int, bytes] = {}
        self.acknowledged, self.next = 0, 0
        self.refusals: list[dict[str, Any]] = []
        self.client = OrderedClient(reconnection=False, handle_sigint=False)
        self.client.on("ack", self._on_ack, namespace="/speaker")
        self.client.on("refused", self.refusals.append, namespace="/speaker")
        token = {"token": str(person.link).rsplit("/", 1)[1]}
        self.client.connect(house.address, namespaces=["/speaker"], auth=token, transports=["websocket"])
        facts = {"session": "demo", "kind": "mixed", "language": "en", "consent": True}
        self.opened = self.client.call("open", facts, namespace="/speaker", timeout=60)

    def _on_ack(self, message: dict[str, Any]) -> None:
        self.acknowledged = message["sample"]

    def skip(self, to_sample: int) -> None:
        """Muted up to a sample."""
        place = {"stream": self.opened["stream"], "epoch": self.opened["epoch"], "from_sample": self.next}
        self.client.emit("gap", {**place, "to_sample": to_sample, "why": "muted"}, namespace="/speaker")
        self.next = to_sample

    def say(self, chunks: int) -> None:
        for _ in range(chunks):
            self.kept[self.next] = np.full(CHUNK, 1 + self.next // CHUNK % 30_000, "<i2").tobytes()
            self.send(self.next)
            self.next += CHUNK

    def send(self, start: int) -> None:
        place = {"stream": self.opened["stream"], "epoch": self.opened["epoch"], "start_sample": start}
        self.client.emit("audio", (place, self.kept[start]), namespace="/speaker")

    def resend(self) -> None:
        """Everything from where the first refusal says."""
        expected = self.refusals[0]["expected_sample"]
        self.refusals.clear()
        for start in sorted(self.kept):
            if start + CHUNK > expected:
                self.send(start)


def wait(is_true: Callable[[], Any], what: str) -> None:
    deadline = time.monotonic() + 60
    while not is_true():
        assert time.monotonic() < deadline, f"{what} did not come"
        time.sleep(0.02)


def disk_of(person: Person) -> str:
    return str(person.get("/health").json()["components"]["disk"]["status"])


def limit(house: House, size: int) -> None:
    """The largest size of a file that the web process may write."""
    resource.prlimit(house.processes["web"].pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def test_a_microphone_goes_on_when_there_is_room_again_and_nothing_is_lost(house: House, desk: Person) -> None:
    page = Page(house, desk)
    page.say(5)
    wait(lambda: page.acknowledged == page.next, "the acknowledgement")
    page.skip(FAR)
    page.say(5)
    wait(lambda: page.acknowledged == page.next, "the acknowledgement")
    limit(house, (page.next + ROOM) * 2 + 100)
    page.say(10)
    wait(lambda: page.refusals, "the refusal")
    assert page.refusals[0]["code"] == "disk_full"  # then what was on its way is refused as ahead of its turn
    assert page.acknowledged <= page.refusals[0]["expected_sample"] <= FAR + 10 * CHUNK + 50
    assert disk_of(desk) == "full"
    page.resend()
    wait(lambda: "disk_full" in [each["code"] for each in page.refusals], "the second refusal")
    limit(house, resource.RLIM_INFINITY)
    page.say(3)  # on its way while the page still waits: leaves no gap
    page.resend()
    wait(lambda: page.acknowledged == page.next, "the acknowledgement of everything")
    page.say(2)
    wait(lambda: page.acknowledged == page.next, "the acknowledgement")
    assert disk_of(desk) != "full"
    page.client.disconnect()
    files = list((house.folder / "recordings" / "demo" / page.opened["stream"]).glob("*.s16le"))
    assert len(files) == 1
    sound = np.frombuffer(files[0].read_bytes(), "<i2")
    assert len(sound) == page.next
    for start, pcm in page.kept.items():
        assert sound[start : start + CHUNK].tobytes() == pcm, start


def test_a_database_that_can_not_write_answers_with_a_code_and_takes_nothing(house: House, desk: Person) -> None:
    limit(house, 512)
    refused = desk.post("/api/sessions", id="late", title="Late", visibility="public", languages=["en"])
    assert (refused.status_code, refused.json()["error"]["code"]) == (507, "disk_full")
    assert disk_of(desk) == "full"
    assert [each["id"] for each in desk.get("/api/sessions").json()["sessions"]] == ["demo"]
    limit(house, resource.RLIM_INFINITY)
    assert desk.post("/api/sessions", id="late", title="Late", visibility="public", languages=["en"]).ok
    assert disk_of(desk) != "full"
