"""Leases, results and turns of microphones: stored once, from the current lease, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select

from server.core.errors import Conflict, NotFound
from server.services.hearing import group, hear, session_time, spoken, translate
from server.services.meeting import deletion, floor
from server.services.minutes import record
from server.storage.database import Database
from server.storage.tables import LogEntry, Stream
from tests.support.heard import ROUTES, accepts, final, open_session

Open = Callable[[str], Database]


@pytest.fixture
def meeting(database: Database) -> Database:
    return open_session(database)


def test_a_result_is_stored_once_and_only_from_the_current_lease_and_the_done_sample(meeting: Database) -> None:
    old = meeting.write(lambda tx: hear.lease(tx, "room"))
    new = meeting.write(lambda tx: hear.lease(tx, "room"))
    assert (old["epoch"], new["epoch"], new["start_sample"]) == (1, 2, 0)
    assert accepts(meeting, 1, final(0, 16_000)) is None
    stored = accepts(meeting, 2, final(0, 16_000))
    assert stored is not None and [job.target for job in stored.jobs] == ["pt"]
    assert accepts(meeting, 2, final(0, 16_000)) is None
    assert accepts(meeting, 2, final(32_000, 48_000)) is None
    assert (
        accepts(meeting, 2, {"kind": "advanced", "start_sample": 16_000, "end_sample": 20_000}) == translate.Outcome()
    )
    assert meeting.write(lambda tx: hear.lease(tx, "room"))["start_sample"] == 20_000
    assert len(meeting.read(lambda tx: record.minutes(tx, "demo"))) == 1


def test_of_several_processes_that_offer_the_same_result_one_stores_it(
    meeting: Database, url: str, opened: Open
) -> None:
    epoch = meeting.write(lambda tx: hear.lease(tx, "room"))["epoch"]
    databases = [meeting, opened(url), opened(url)]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda each: accepts(each, epoch, final(0, 16_000)), databases * 2))
    assert sum(answer is not None for answer in answers) == 1
    finals = meeting.read(lambda tx: list(tx.scalars(select(LogEntry).where(LogEntry.kind == "caption"))))
    assert len(finals) == 1


def test_of_several_leases_taken_at_once_each_has_its_own_epoch(meeting: Database, url: str, opened: Open) -> None:
    databases = [meeting, opened(url)]
    with ThreadPoolExecutor(4) as pool:
        epochs = list(pool.map(lambda each: each.write(lambda tx: hear.lease(tx, "room"))["epoch"], databases * 4))
    assert sorted(epochs) == list(range(1, 9))


def test_a_microphone_is_resumed_under_the_next_epoch_and_a_closed_one_is_not(meeting: Database) -> None:
    def again(tx: Any) -> int:
        return hear.open_stream(tx, "room", "demo", "mixed", None, "en", 3_000, 48_000).epoch

    assert meeting.write(again) == 2
    assert meeting.read(lambda tx: [each.start_sample for each in session_time.epochs_of(tx, "room")]) == [0, 48_000]
    meeting.write(lambda tx: setattr(tx.get_one(Stream, "room"), "end_sample", 48_000))
    with pytest.raises(Conflict):
        meeting.write(again)


def test_a_microphone_speaks_another_language_from_where_somebody_says_so_until_the_next_turn(
    meeting: Database,
) -> None:
    def change(language: str, at_sample: int) -> translate.Outcome | None:
        return meeting.write(lambda tx: spoken.declare(tx, "demo", "room", language, at_sample, "Ana", 9))

    def turns() -> list[tuple[int, str]]:
        found = meeting.read(lambda tx: session_time.turns(tx, tx.get_one(Stream, "room")))
        return [(turn["at_sample"], turn["language"]) for turn in found]

    assert change("en", 16_000) is None and turns() == [(0, "en")]
    told = change("fr", 16_000)
    assert told is not None and told.events[0].kind == "language"
    assert told.events[0].payload == {
        "stream": "room", "delegation": None, "name": "", "language": "fr", "at_sample": 16_000,
    }  # fmt: skip
    meeting.write(lambda tx: floor.give_floor(tx, "demo", "BR", 2_000, 10))
    assert turns() == [(0, "en"), (16_000, "fr"), (32_000, "pt")]
    change("en", 20_000)  # a moment late: it holds for who has the floor now
    assert turns() == [(0, "en"), (16_000, "fr"), (32_000, "pt"), (32_000, "en")]
    assert meeting.write(lambda tx: hear.lease(tx, "room"))["turns"][-1] == {"at_sample": 32_000, "language": "en"}
    with pytest.raises(NotFound):
        meeting.write(lambda tx: spoken.declare(tx, "other", "room", "fr", 0, "Ana", 9))
    meeting.write(lambda tx: setattr(tx.get_one(Stream, "room"), "end_sample", 48_000))
    with pytest.raises(Conflict):
        change("pt", 48_000)
    meeting.write(lambda tx: deletion.delete_session(tx, "demo"))


def test_a_microphone_that_never_sent_anything_keeps_its_language_whoever_has_the_floor(meeting: Database) -> None:
    meeting.write(lambda tx: tx.add(Stream(id="idle", session_id="demo", kind="mixed", language="en", done_sample=0)))
    meeting.write(lambda tx: floor.give_floor(tx, "demo", "BR", 2_000, 10))
    idle = meeting.read(lambda tx: session_time.turns(tx, tx.get_one(Stream, "idle")))
    assert idle == [{"at_sample": 0, "language": "en"}]
    meeting.write(lambda tx: deletion.delete_session(tx, "demo"))


def test_a_translation_is_stored_for_the_version_that_it_was_made_of(meeting: Database) -> None:
    epoch = meeting.write(lambda tx: hear.lease(tx, "room"))["epoch"]
    first = accepts(meeting, epoch, final(0, 16_000))
    assert first is not None
    assert meeting.read(group.pending) == first.jobs
    corrected = meeting.write(
        lambda tx: record.correct(tx, "demo", first.jobs[0].segment, 1, "We propose two pilots.", "Ana", ROUTES, 6)
    )
    late, fresh = first.jobs[0], corrected.jobs[0]
    assert meeting.write(lambda tx: translate.translated(tx, late, "velho", "e", False, "", 7)) == []
    events = meeting.write(lambda tx: translate.translated(tx, fresh, "novo", "e", False, "", 7))
    assert [event.payload["text"] for event in events] == ["novo"]
    assert meeting.write(lambda tx: translate.translated(tx, fresh, "de novo", "e", False, "", 8)) == []
    line = meeting.read(lambda tx: record.minutes(tx, "demo"))[0]
    assert (line["text"], line["translations"]["pt"]["text"], line["heard"]) == (
        "We propose two pilots.",
        "novo",
        "We propose a pilot.",
    )
