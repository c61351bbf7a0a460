"""The queue before the translate workers: what is lost with one goes to another, and what failed is tried once more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from server.metrics import Metrics
from server.services.hearing import publish
from server.services.hearing.publish import AGAIN_S, WINDOW, TranslationQueue
from server.services.hearing.stages import Stages
from server.services.hearing.translate import Job
from server.storage.glossary import Terms


class House:
    """A queue, the jobs that its workers were sent, and a clock that stands."""

    def __init__(self) -> None:
        self.now, self.sent = 100.0, list[str]()
        self.queue = TranslationQueue(self.emit, lambda *_: Terms((), ()), Stages(Metrics()))

    def emit(self, _name: str, payload: dict[str, Any], **_: Any) -> None:
        self.sent.append(payload["job"])


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> House:
    made = House()
    monkeypatch.setattr(publish.time, "monotonic", lambda: made.now)
    return made


def job(number: int) -> Job:
    return Job("hall", f"mic-{number}", 1, f"text {number}", "en", "pt", False)


def test_what_a_lost_worker_had_goes_to_another_first(house: House) -> None:
    house.queue.add_worker("one", {})
    house.queue.put(job(number) for number in range(WINDOW + 1))
    assert house.sent == [f"mic-{number}/1/pt" for number in range(WINDOW)]
    house.sent.clear()
    house.queue.drop_worker("one")
    house.queue.add_worker("two", {})
    assert house.sent == [f"mic-{number}/1/pt" for number in range(WINDOW)]


def test_corrections_go_before_what_was_just_heard_in_their_order(house: House) -> None:
    house.queue.put([job(1), job(2)])
    house.queue.put([replace(job(7), rev=2), job(3), replace(job(8), rev=3)])
    house.queue.add_worker("one", {})
    house.queue.add_worker("two", {})
    assert house.sent == ["mic-7/2/pt", "mic-8/3/pt", "mic-1/1/pt", "mic-2/1/pt", "mic-3/1/pt"]


def test_what_failed_is_tried_once_more_after_a_while(house: House) -> None:
    house.queue.add_worker("one", {})
    house.queue.put([job(1)])
    failed = house.queue.answered("one", "mic-1/1/pt")
    assert failed is not None
    house.queue.again(failed)
    house.now += AGAIN_S - 1
    house.queue.sweep()
    assert house.sent == ["mic-1/1/pt"]
    house.now += 1
    house.queue.sweep()
    assert house.sent == ["mic-1/1/pt"] * 2
    failed = house.queue.answered("one", "mic-1/1/pt")
    assert failed is not None and failed.tried == 1
    house.queue.again(failed)
    house.now += AGAIN_S
    house.queue.sweep()
    assert len(house.sent) == 2


def test_what_could_not_be_stored_is_translated_again_at_the_next_sweep(house: House) -> None:
    house.queue.add_worker("one", {})
    house.queue.later(job(1))
    house.queue.sweep()
    assert house.sent == ["mic-1/1/pt"]


def paragraph(number: int) -> Job:
    return Job("s", f"s.p{number}", 1, f"paragraph {number}", "en", "pt", False, is_document=True)


def test_a_paragraph_of_a_statement_waits_behind_every_caption_and_goes_out_alone(house: House) -> None:
    house.queue.put([paragraph(1), paragraph(2)])
    house.queue.put([job(1), job(2)])
    house.queue.add_worker("one", {})
    assert house.sent == ["mic-1/1/pt", "mic-2/1/pt"]
    house.queue.answered("one", "mic-1/1/pt")
    house.queue.answered("one", "mic-2/1/pt")
    assert house.sent[2:] == ["s.p1/1/pt"]
    house.queue.put([job(3)])
    assert house.sent[3:] == ["mic-3/1/pt"]
    house.queue.answered("one", "s.p1/1/pt")
    assert len(house.sent) == 4
    house.queue.answered("one", "mic-3/1/pt")
    assert house.sent[4:] == ["s.p2/1/pt"]


def test_a_paragraph_leaves_the_worker_to_words_under_way_but_not_for_ever(house: House) -> None:
    house.queue.add_worker("one", {})
    house.queue.put([paragraph(1)])
    assert house.queue.spare() is None
    house.queue.put([paragraph(2)])
    house.queue.answered("one", "s.p1/1/pt")
    assert house.sent == ["s.p1/1/pt"] and house.queue.spare() == "one"
    house.now += publish.LIVE_S + 0.1
    house.queue.sweep()
    assert house.sent == ["s.p1/1/pt", "s.p2/1/pt"]
    house.queue.put([paragraph(3)])
    for _ in range(6):  # somebody speaks all the time
        house.now += 1
        house.queue.spare()
    house.queue.answered("one", "s.p2/1/pt")
    assert house.sent[-1] == "s.p3/1/pt"


def test_a_lost_worker_gives_its_paragraph_back(house: House) -> None:
    house.queue.add_worker("one", {})
    house.queue.put([paragraph(1), paragraph(2)])
    house.queue.drop_worker("one")
    house.sent.clear()
    house.now += publish.PATIENCE_S + 1
    house.queue.add_worker("two", {})
    assert house.sent == ["s.p1/1/pt"] and house.queue.waiting == 0
