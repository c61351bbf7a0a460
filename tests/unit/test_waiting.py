"""When the web process looks at pieces of sentences that wait."""

from __future__ import annotations

from typing import Any

import pytest

from server.core.errors import DiskFull
from server.core.translation.grouping import Patience
from server.services.hearing import group
from server.services.hearing.translate import Outcome


class Hall:
    """Keeps what was looked at, with when words were last heard; ``looks`` is what the next look finds."""

    def __init__(self) -> None:
        self.leases = self
        self.looked: list[tuple[str, int]] = []
        self.looks: dict[str, int] = {}
        self.lag: int | None = None
        self.is_full = False
        self.waiting = group.Waiting(self, Patience())  # type: ignore[arg-type]

    def lag_ms(self, stream: str) -> int | None:
        return self.lag

    def read(self, work: Any) -> list[str]:
        return ["room", "hall"]

    def write(self, work: Any) -> Outcome:
        if self.is_full:
            raise DiskFull("full")
        self.looked.append((work.keywords["stream_id"], work.keywords["heard_at"]))
        return Outcome([], [], self.looks)

    def apply(self, outcome: Outcome) -> None:
        self.waiting.later(outcome.looks)


@pytest.fixture
def hall(monkeypatch: pytest.MonkeyPatch) -> Hall:
    made = Hall()
    made.now = 1_000  # type: ignore[attr-defined]
    monkeypatch.setattr(group, "now_ms", lambda: made.now)  # type: ignore[attr-defined]
    return made


def at(hall: Hall, now: int) -> list[tuple[str, int]]:
    hall.now, hall.looked = now, []  # type: ignore[attr-defined]
    hall.waiting.sweep()
    return hall.looked


def test_a_microphone_is_looked_at_when_it_is_due_and_again_when_its_pieces_still_wait(hall: Hall) -> None:
    hall.waiting.later({"room": 3_500})
    assert at(hall, 3_499) == []
    hall.now = 3_499  # type: ignore[attr-defined]
    hall.waiting.heard("room")
    hall.looks = {"room": 6_000}
    assert at(hall, 3_500) == [("room", 3_499)] and at(hall, 5_999) == []
    hall.looks = {}
    assert at(hall, 6_000) == [("room", 3_499)] and at(hall, 60_000) == []


def test_recognition_that_is_behind_says_nothing_of_whether_somebody_speaks(hall: Hall) -> None:
    hall.lag = group.LAG_MS + 1
    hall.waiting.later({"room": 0})
    assert at(hall, 9_000) == [("room", 9_000)]


def test_the_end_of_a_microphone_and_a_restart_are_looked_at_at_once(hall: Hall) -> None:
    hall.waiting.later({"room": 50_000})
    hall.waiting.finish("room")
    assert at(hall, 1_000) == [("room", 0)]
    hall.waiting.resume()
    assert sorted(at(hall, 1_000)) == [("hall", 0), ("room", 0)]


def test_a_database_that_takes_nothing_is_asked_again(hall: Hall) -> None:
    hall.waiting.later({"room": 1_000})
    hall.is_full = True
    with pytest.raises(DiskFull):
        at(hall, 1_000)
    hall.is_full = False
    assert at(hall, 1_000) == [] and at(hall, 3_500) == [("room", 0)]
