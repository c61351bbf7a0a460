"""The speech worker's side of the wire, with a listener that says what the test wants."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, cast

import numpy as np
import pytest

from server.core.errors import UnknownLanguage
from server.core.hearing.hypothesis import Tentative
from server.core.hearing.pace import LADDER, NAMES
from server.core.hearing.turns import Waiting
from server.speech.listener import Advanced, Listener
from server.speech.port import Heard, Transcriber
from server.speech.scripted import Scripted
from server.speech.task import Steps, Task
from server.workers.rota import Rota
from server.workers.seat import Either, Owner, Seat
from server.workers.speech import SpeechWorker
from server.workers.wire import Wire


class FakeWire:
    """Keeps what was sent; ``accepts`` is the web process's answer to results."""

    def __init__(self, accepts: bool = True) -> None:
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self._accepts = accepts

    def send(self, event: str, payload: dict[str, Any]) -> None:
        self.sent.append((event, payload))

    def ask(self, event: str, payload: dict[str, Any]) -> dict[str, bool]:
        self.sent.append((event, payload))
        return {"accepted": self._accepts}


def lease_of(stream: str, epoch: int = 1, **more: Any) -> tuple[str, dict[str, Any]]:
    turns = [{"at_sample": 0, "language": "en", "english": False}]
    return "lease", {"stream": stream, "epoch": epoch, "start_sample": 0, "end_sample": None, "turns": turns, **more}


class FakeListener:
    """One step with words under way first and what goes before them second."""

    language, is_done, is_passing, is_catching_up, start_sample, end_sample = "en", False, False, False, 16_000, 32_000

    def __init__(self, *_: Any, **__: Any) -> None:
        self.has_spoken = False

    def hear(self) -> None:
        pass

    def has_final(self) -> bool:
        return False

    def wants_look(self) -> bool:
        return False

    def begin(self, *_: Any, **__: Any) -> Task:
        return Task(self.steps())

    def steps(self) -> Steps:
        yield from ()
        return self.speak()

    def speak(self) -> list[Any]:
        found = [] if self.has_spoken else [Tentative(16_000, 32_000, "we", "propose"), Advanced(0, 16_000)]
        self.has_spoken = True
        return found


@pytest.mark.parametrize(("accepts", "expected"), [(True, ["results", "tentative", "heard"]), (False, ["results"])])
def test_words_under_way_come_after_what_they_go_on_from_and_say_how_long_it_took(
    monkeypatch: pytest.MonkeyPatch, accepts: bool, expected: list[str]
) -> None:
    monkeypatch.setattr("server.workers.speech.Listener", FakeListener)
    wire = FakeWire(accepts)
    worker = SpeechWorker(cast(Wire, wire), cast(Transcriber, Scripted([])))
    worker.handle(lease_of("m", 3))
    assert wire.sent == [("pace", {"pace": "full", "lag_ms": 0})]
    worker.handle(None)
    assert [event for event, _ in wire.sent[1:]] == expected
    assert all(message["decode_ms"] >= 0 for event, message in wire.sent[1:] if event != "heard")


WORDS = [f" word{number}" for number in range(200)]


class Room:
    """Microphones of one worker that speak as long as they are told to; only decoding and waiting take time."""

    def __init__(self, look_s: float, final_s: float, smaller: Transcriber | None = None) -> None:
        self.now_s, self.wire = 0.0, FakeWire()
        self.model = Slow(self, look_s, final_s)
        self.rota = Rota(smaller is not None, lambda: self.now_s)
        self.worker = SpeechWorker(cast(Wire, self.wire), cast(Transcriber, self.model), self.rota, smaller)
        phrase = np.concatenate([self.model.speech(0, 11), np.zeros(10_400, np.int16)])
        self._sound = np.tile(phrase, 40)
        self._fed: dict[str, int] = {}

    def open(self, stream: str, **more: Any) -> None:
        self.worker.handle(lease_of(stream, **more))
        self._fed[stream] = 0

    def go_on(self, seconds: float, speaking: set[str] | None = None) -> None:
        """Time passes: what was captured meanwhile comes in before each step, silence of those who do not speak."""
        until_s, last_s = self.now_s + seconds, self.now_s
        wait_s = 0.1 if speaking is None or speaking else 1.0
        while self.now_s < until_s:
            for stream in self._fed:
                self._feed(stream, self.now_s - last_s, speaking is None or stream in speaking)
            last_s = self.now_s
            if not self.worker.handle(None):
                self.now_s += wait_s

    def _feed(self, stream: str, seconds: float, is_speaking: bool) -> None:
        start, samples = self._fed[stream], int(seconds * 16_000)
        sound = self._sound[start : start + samples] if is_speaking else np.zeros(samples, np.int16)
        self._fed[stream] += len(sound)
        if len(sound):
            place = {"stream": stream, "epoch": 1, "start_sample": start}
            self.worker.handle(("audio", (place, sound.tobytes())))

    def came(self, event: str, stream: str) -> list[dict[str, Any]]:
        return [message for name, message in self.wire.sent if name == event and message.get("stream") == stream]

    def finals(self, stream: str) -> list[dict[str, Any]]:
        """The finals of a stream; fails where its results leave a hole or come twice."""
        found = [result for message in self.came("results", stream) for result in message["results"]]
        for before, after in pairwise(found):
            assert before["end_sample"] == after["start_sample"]
        return [each for each in found if each["kind"] == "final"]

    def paces(self) -> list[str]:
        told = [message["pace"] for name, message in self.wire.sent if name == "pace"]
        return [pace for number, pace in enumerate(told) if number == 0 or pace != told[number - 1]]


class Slow(Scripted):
    """A model that takes its time."""

    def __init__(self, room: Room, look_s: float, final_s: float) -> None:
        super().__init__(WORDS)
        self._room, self._look_s, self._final_s = room, look_s, final_s

    def look(self, *args: Any, **more: Any) -> str:
        self._room.now_s += self._look_s
        return super().look(*args, **more)

    def words(self, *args: Any, **more: Any) -> list[Heard]:
        self._room.now_s += self._final_s
        return super().words(*args, **more)


def test_four_microphones_at_once_are_all_followed_and_none_is_starved() -> None:
    room = Room(look_s=0.1, final_s=0.4)
    for stream in "abcd":
        room.open(stream)
    room.go_on(20.0)
    finals, looks = [len(room.finals(each)) for each in "abcd"], [len(room.came("tentative", each)) for each in "abcd"]
    assert min(finals) >= 4 and max(finals) - min(finals) <= 1
    assert min(looks) >= 8 and max(looks) <= 1.5 * min(looks)
    assert room.paces() == ["full"]


def test_a_microphone_with_a_long_backlog_leaves_the_words_under_way_of_the_others_alone() -> None:
    room = Room(look_s=0.1, final_s=0.6)
    room.open("new")
    sound = room._sound[: 30 * 16_000]
    room.open("old", end_sample=len(sound))
    room.worker.handle(("audio", ({"stream": "old", "epoch": 1, "start_sample": 0}, sound.tobytes())))
    del room._fed["old"]
    room.go_on(8.0)
    assert len(room.came("tentative", "new")) >= 5 and len(room.finals("new")) >= 1
    assert len(room.finals("old")) >= 3


def test_a_worker_that_can_not_follow_gives_up_rung_by_rung_says_so_and_takes_it_up_again_by_itself() -> None:
    room = Room(look_s=0.9, final_s=1.5)
    for stream in "abc":
        room.open(stream)
    room.go_on(25.0)
    down = room.paces()
    assert down[:3] == ["full", "fewer_looks", "no_english"]
    lag_ms = [message["lag_ms"] for name, message in room.wire.sent if name == "pace"]
    assert all(lag >= 0 for lag in lag_ms) and max(lag_ms) > 4_500
    room.go_on(90.0, speaking=set())
    assert room.paces()[-1] == "full" and room.rota.rung.name == "full"
    for stream in "abc":
        assert room.finals(stream)


def test_a_microphone_without_a_place_comes_after_the_others_without_words_under_way_until_it_gets_one() -> None:
    room = Room(look_s=0.1, final_s=0.4)
    room.open("first")
    room.open("late", is_late=True)
    room.go_on(9.0)
    assert not room.came("tentative", "late") and room.came("tentative", "first")
    assert room.finals("late")
    room.worker.handle(("place", {"stream": "late", "epoch": 1, "is_late": False}))
    room.go_on(5.0)
    assert room.came("tentative", "late")


def test_audio_that_nobody_waits_for_any_more_does_not_set_the_pace() -> None:
    room = Room(look_s=0.2, final_s=1.0)
    sound = room._sound[: 30 * 16_000]
    room.open("closed", end_sample=len(sound))
    room.worker.handle(("audio", ({"stream": "closed", "epoch": 1, "start_sample": 0}, sound.tobytes())))
    room.worker.handle(("end", {"stream": "closed", "epoch": 1, "at_sample": len(sound)}))
    del room._fed["closed"]
    room.go_on(30.0)
    assert room.paces() == ["full"] and len(room.finals("closed")) >= 8
    assert room.came("results", "closed")[-1]["is_end"]


def test_finals_of_the_smaller_model_carry_its_name_and_languages_that_it_lacks_stay_with_the_other() -> None:
    small = English(WORDS, name="small")
    room = Room(look_s=1.5, final_s=8.0, smaller=cast(Transcriber, small))
    french = [{"at_sample": 0, "language": "fr", "english": False}]
    room.open("en")
    room.open("fr", turns=french)
    room.go_on(110.0)
    assert "smaller_model" in room.paces()
    engines = [each["engine"] for each in room.finals("en")]
    assert engines[0] == "scripted" and "small" in engines
    assert small.calls and all(call.language == "en" for call in small.calls)
    assert room.finals("fr")


class English(Scripted):
    """A model that knows English only."""

    def words(self, audio: Any, language: str, *args: Any, **more: Any) -> list[Heard]:
        if language != "en":
            raise UnknownLanguage(f"no {language}")
        return super().words(audio, language, *args, **more)

    def look(self, audio: Any, language: str, *args: Any, **more: Any) -> list[Heard]:
        if language != "en":
            raise UnknownLanguage(f"no {language}")
        return super().look(audio, language, *args, **more)


def test_a_rung_decides_what_the_model_is_asked_for() -> None:
    model = English(WORDS)
    asked = list[tuple[int, bool]]()
    for name in ("full", "smaller_beam", "quick_finals"):
        listener = Listener(model, 0, "en")
        seat = Seat("stream", 1, listener, Either(cast(Transcriber, model), None), cast(Owner, None))
        listener.feed(0, np.concatenate([model.speech(0, 4), np.zeros(16_000, np.int16)]))
        seat.begin(LADDER[NAMES.index(name)], Waiting("stream", True), 0.0).at_once()
        asked.append((listener.effort.beam, model.calls[-1].kind == "quick words"))
    assert asked == [(5, False), (2, False), (2, True)]
