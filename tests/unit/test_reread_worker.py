"""The reader's loop: it asks when nobody speaks, lets go at once, and survives what it reads with."""

from __future__ import annotations

from typing import Any

from server.core.errors import UnknownLanguage
from server.speech.port import Heard
from server.workers.reading import answer
from server.workers.reread import ASK_S, KEEP_S, Reader

UNIT = {"stream": "room", "epoch": 3, "start_sample": 0, "end_sample": 32_000, "language": "en", "audio_start": 1_600}
PLACE = {"stream": "room", "epoch": 3, "start_sample": 0, "end_sample": 32_000}
PCM = bytes(64_000)


class FakeWire:
    """A web process: answers looks, has a number of units, keeps what it is told."""

    def __init__(self, units: int = 0, is_free: bool = True) -> None:
        self.units, self.is_free, self.told = units, is_free, list[Any]()

    def ask(self, event: str, payload: dict[str, Any]) -> Any:
        if event == "reread":
            self.told.append(payload)
            return {"accepted": True}
        if payload.get("look") or not self.is_free or not self.units:
            return {"is_free": self.is_free, "unit": None}
        self.units -= 1
        return {"is_free": True, "unit": UNIT, "pcm": PCM}


class FakeReading:
    """Reads when the test says so."""

    def __init__(self) -> None:
        self.begun, self.ended, self.next = list[Any](), 0, None

    def begin(self, unit: dict[str, Any], pcm: bytes) -> None:
        self.begun.append((unit, pcm))

    def answer(self) -> dict[str, Any] | None:
        found, self.next = self.next, None
        return found

    def end(self) -> None:
        self.ended += 1


class Desk:
    """A reader with one or more web processes and a clock that the test moves."""

    def __init__(self, *wires: FakeWire) -> None:
        self.now, self.wires, self.reading = 100.0, wires, FakeReading()
        self.reader = Reader(wires, self.reading, lambda: self.now)

    def idle(self) -> bool:
        steps = [self.reader.handle(number, None) for number in range(len(self.wires))]
        return any(steps)


def test_units_are_read_one_after_the_other_and_then_it_waits() -> None:
    desk = Desk(FakeWire(units=2))
    assert desk.idle() and desk.reading.begun == [(UNIT, PCM)]
    assert not desk.idle() and desk.wires[0].told == []
    desk.reading.next = {"words": []}
    assert desk.idle() and desk.wires[0].told == [{**PLACE, "words": []}]
    assert desk.idle() and len(desk.reading.begun) == 2
    desk.reading.next = {"words": []}
    assert desk.idle() and not desk.idle()
    desk.wires[0].units = 1
    assert not desk.idle()
    desk.now += ASK_S
    assert desk.idle()


def test_it_lets_go_at_once_when_somebody_speaks_and_answers_nothing() -> None:
    desk = Desk(FakeWire(units=2))
    desk.idle()
    desk.reader.handle(0, ("halt", {"stream": "room", "epoch": 3}))
    desk.reading.next = {"words": []}
    assert not desk.idle() and desk.reading.ended == 1 and desk.wires[0].told == []
    desk.now += ASK_S
    assert desk.idle()


def test_a_web_process_that_comes_back_has_forgotten_its_unit() -> None:
    desk = Desk(FakeWire(units=1), FakeWire())
    desk.idle()
    desk.reader.handle(1, ("connected", None))
    assert desk.reading.ended == 0
    desk.reader.handle(0, ("connected", None))
    assert desk.reading.ended == 1


def test_of_several_web_processes_all_must_be_quiet() -> None:
    busy = FakeWire(is_free=False)
    desk = Desk(FakeWire(units=1), busy)
    assert not desk.idle() and desk.reading.begun == []
    busy.is_free, desk.now = True, desk.now + ASK_S
    assert desk.idle()


def test_a_unit_at_which_the_reading_dies_is_tried_once_more_and_then_given_up() -> None:
    desk = Desk(FakeWire(units=1))
    desk.idle()
    desk.reading.next = {"died": True}
    desk.idle()
    assert len(desk.reading.begun) == 2 and desk.wires[0].told == []
    desk.reading.next = {"died": True}
    desk.idle()
    assert desk.wires[0].told == [{**PLACE, "error": {"code": "reader_died"}}]


def test_the_model_is_let_go_when_nothing_was_read_for_a_minute() -> None:
    desk = Desk(FakeWire(units=1))
    desk.idle()
    desk.reading.next = {"words": []}
    desk.idle()
    desk.now += KEEP_S + 1
    desk.idle()
    desk.idle()
    assert desk.reading.ended == 1


class FakeModel:
    def words(self, audio: Any, language: str, before: str) -> list[Heard]:
        if language == "tlh":
            raise UnknownLanguage("nobody knows it")
        if language == "xx":
            raise RuntimeError("the engine broke")
        return [Heard(" Hello", 0.5, 1.0, 0.75)]


def test_words_come_back_at_their_place_in_the_stream_and_faults_as_codes() -> None:
    said = answer(FakeModel(), UNIT, PCM)
    assert said == {"words": [{"text": " Hello", "start_sample": 9_600, "end_sample": 17_600, "probability": 0.75}]}
    assert answer(FakeModel(), {**UNIT, "language": "tlh"}, PCM) == {"error": {"code": "unknown_language"}}
    assert answer(FakeModel(), {**UNIT, "language": "xx"}, PCM)["error"] == {"code": "internal", "kind": "RuntimeError"}
