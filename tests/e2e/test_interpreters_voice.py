"""An interpreter speaks over the floor, in real time and with real recognition, and stands for the right words."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jiwer
import numpy as np
import pytest

from server import demo
from server.commands.play import Player
from server.speech.audiofile import CHUNK_SAMPLES, chunks
from tests.support.house import House, Person
from tests.support.viewer import Viewer

pytestmark = [pytest.mark.models, pytest.mark.slow]
RATE = 16_000
CANADA, BRAZIL, KENYA, PORTUGAL = (
    "s3",
    "s4",
    "Kenya supports the joint declaration",
    "Portugal apoia a declaração conjunta",
)
CLOSING = "I thank every delegation."
# Seconds: who interprets begins so long after the floor, and goes on after it has ended.
BEGINS, FOLLOWS, PAUSE = 1.0, 2.5, 7.0
WORST_WER = 0.25  # for each of two turns of ten to twenty-five words
PATIENCE_S = 120.0


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path / "house") as opened:
        yield opened


@pytest.fixture
def desk(house: House) -> Iterator[Person]:
    person = house.person("secretariat")
    assert person.post("/api/sessions", id="demo", title="Demo", languages=["en", "pt"]).ok
    assert person.post("/api/sessions/demo/open").ok
    yield person
    person.close()


class Stage:
    """What is said on the floor and what in the booth, each at its second."""

    def __init__(self) -> None:
        self._whole = np.concatenate(list(chunks(demo.recording_path())))
        self._turns = demo.transcript().turns
        self.floor, self.booth = np.zeros(0, "<i2"), np.zeros(0, "<i2")

    def turn(self, told: str) -> Any:
        """A turn of the demo, by its id or its beginning."""
        return next(each for each in self._turns if each.id == told or each.text.startswith(told))

    def say(self, told: str, interpreted: str = "", pause: float = PAUSE) -> float:
        """Somebody says a turn, and the interpreter another one behind it; returns the second at which it begins."""
        begin_s = max(len(self.floor), len(self.booth)) / RATE
        self.floor = self._joined(self.floor, begin_s, told)
        if interpreted:
            self.booth = self._joined(self.booth, begin_s + FOLLOWS, interpreted)
        length = max(len(self.floor), len(self.booth)) + round(pause * RATE)
        self.floor, self.booth = (np.pad(each, (0, length - len(each))) for each in (self.floor, self.booth))
        return begin_s

    def _joined(self, before: Any, at_s: float, told: str) -> Any:
        turn = self.turn(told)
        gap = np.zeros(round(at_s * RATE) - len(before), "<i2")
        return np.concatenate([before, gap, self._whole[turn.start_ms * 16 : turn.end_ms * 16]]).astype("<i2")


class Microphone:
    """A microphone whose sound goes out as time goes by."""

    def __init__(self, house: House, person: Person, **facts: str) -> None:
        self._player = Player(house.address, str(person.link).rsplit("/", 1)[1])
        opened = self._player.open(session="demo", **facts)
        self._place, self.sent = {"stream": opened["stream"], "epoch": opened["epoch"]}, 0

    def send(self, sound: Any) -> None:
        """One chunk."""
        self._player.send({**self._place, "start_sample": self.sent}, sound.tobytes())
        self.sent += len(sound)

    def close(self) -> None:
        """Nothing more is said."""
        self._player.close({**self._place, "end_sample": self.sent})


def go_on(floor: Microphone, booth: Microphone, stage: Stage) -> None:
    """What is left of the stage is heard, in real time."""
    began_s, first = time.monotonic(), floor.sent
    for at in range(first, len(stage.floor), CHUNK_SAMPLES):
        floor.send(stage.floor[at : at + CHUNK_SAMPLES])
        booth.send(stage.booth[at : at + CHUNK_SAMPLES])
        threading.Event().wait(began_s + (at - first) / RATE - time.monotonic())


def words(text: str) -> str:
    return " ".join(re.sub(r"[^\w ]", " ", text.casefold()).split())


def test_what_an_interpreter_says_stands_for_what_they_heard_and_the_machine_returns(
    house: House, desk: Person
) -> None:
    interpreter, reader, stage = house.person("interpreter"), Viewer(house.address, "pt"), Stage()
    assert interpreter.post("/api/sessions/demo/languages/pt/take").ok
    stage.floor, stage.booth = (np.zeros(round(BEGINS * RATE), "<i2") for _ in range(2))
    stage.say(CANADA, BRAZIL)
    kenya_s = stage.say(KENYA, PORTUGAL)
    floor = Microphone(house, desk, kind="mixed", language="en")
    booth = Microphone(house, interpreter, kind="interpreter", language="pt")

    def lines() -> list[dict[str, Any]]:
        return list(desk.get("/api/sessions/demo/minutes").json()["segments"])

    def interpreted(segments: list[dict[str, Any]]) -> str:
        told = [each["translations"]["pt"] for each in segments]
        assert {(each["engine"], each["status"]) for each in told} == {("interpreter", "interpreted")}, told
        return words(" ".join(each["text"] for each in told))

    go_on(floor, booth, stage)
    assert interpreter.post("/api/sessions/demo/languages/pt/beat").ok
    house.wait(lambda: "iniciativa" in str(lines()), "the end of what the interpreter said", PATIENCE_S)
    heard = lines()
    begin_ms = heard[0]["start_ms"] - BEGINS * 1_000
    border_ms = begin_ms + (kenya_s - PAUSE / 2) * 1_000
    parts = (
        [each for each in heard if each["start_ms"] < border_ms],
        [each for each in heard if each["start_ms"] >= border_ms],
    )
    for spoken, told, segments in ((CANADA, BRAZIL, parts[0]), (KENYA, PORTUGAL, parts[1])):
        assert (
            jiwer.wer(words(stage.turn(spoken).text), words(" ".join(each["text"] for each in segments))) <= WORST_WER
        )
        assert jiwer.wer(words(stage.turn(told).text), interpreted(segments)) <= WORST_WER, segments
    wanted = {f"{each['id']}/pt" for each in heard}
    house.wait(lambda: wanted <= reader.captions().keys(), "all of it at the reader")
    assert all(reader.captions()[each]["engine"] == "interpreter" for each in wanted)

    assert interpreter.post("/api/sessions/demo/languages/pt/release").ok
    stage.say(CLOSING, pause=3.0)
    go_on(floor, booth, stage)
    floor.close()
    booth.close()

    def by_machine() -> bool:
        after = lines()[len(heard) :]
        return bool(after) and all(each["translations"]["pt"]["engine"] == "firefox" for each in after)

    house.wait(by_machine, "the machine's translation", PATIENCE_S)
    assert [each["lang"] for each in lines()] == ["en"] * len(lines()), "the booth is no microphone of the floor"
    reader.close()
    interpreter.close()
