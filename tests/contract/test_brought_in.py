"""Recordings and transcripts from elsewhere as units of work, on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from server.core.errors import BadRequest, Conflict, NotFound, UnknownLanguage
from server.core.minutes.transcript import Line
from server.services.hearing import hear
from server.services.hearing.translate import Outcome
from server.services.meeting import brought, convene, deletion
from server.services.meeting.brought import File, Wanted
from server.services.minutes import record
from server.storage import log
from server.storage.database import Database
from server.storage.tables import BroughtIn, Meeting, Segment, Stream, ViewHead

KNOWN = {"en": "English", "pt": "Português", "fr": "Français"}
ROUTES = {"en": {"pt"}, "fr": {"en"}}
MINE = File("day 1.mp3", "0" * 64, "Desk")
HOUR_MS = 3_600_000
NOW = 1_900_000_000_000
LINES = [
    Line(1, "We propose a pilot.", "Republic of Korea", start_ms=1_000, end_ms=3_000),
    Line(2, "Merci.", "Somebody", "FR", "fr", 3_000, 4_000, (("en", "Thank you."), ("xx", "?"))),
    Line(3, "So do we.", "Ana Exemplo"),
]


def new(session: str = "s-1", **more: Any) -> Wanted:
    given = {"title": "Day 1", "visibility": "public", "languages": ("en", "pt"), **more}
    return Wanted(session, is_new=True, **given)


@pytest.fixture
def event(database: Database) -> Database:
    """An event with a delegation."""
    database.write(lambda tx: convene.put_delegation(tx, "KR", "Republic of Korea", "en"))
    return database


def record_into(database: Database, wanted: Wanted, samples: int = 160_000, **more: Any) -> Stream:
    given = {"language": "fr", "delegation": None, "is_recognised": True, **more}
    return database.write(
        lambda tx: brought.put_recording(tx, wanted, MINE, "f-1", samples, known=KNOWN, now=NOW, **given)
    )


def write_into(database: Database, wanted: Wanted, lines: list[Line] = LINES, language: str = "en") -> Outcome:
    return database.write(
        lambda tx: brought.put_transcript(tx, wanted, MINE, "t-1", lines, language, {"form": "vtt"}, ROUTES, KNOWN, NOW)
    )


def test_a_recording_is_a_closed_microphone_that_waits_to_be_recognised(event: Database) -> None:
    record_into(event, new(opened_at=NOW - HOUR_MS), delegation="KR")
    stream = event.read(lambda tx: tx.get_one(Stream, "f-1"))
    assert (stream.kind, stream.delegation, stream.done_sample, stream.end_sample) == ("delegation", "KR", 0, 160_000)
    meeting = event.read(lambda tx: tx.get_one(Meeting, "s-1"))
    assert (meeting.status, meeting.opened_at, meeting.closed_at) == ("closed", NOW - HOUR_MS, NOW)
    lease = event.write(lambda tx: hear.lease(tx, "f-1"))
    assert (lease["start_sample"], lease["end_sample"], lease["turns"][0]["language"]) == (0, 160_000, "fr")
    result = {"kind": "final", "start_sample": 0, "end_sample": 32_000, "text": "Oui.", "language": "fr", "words": []}
    event.write(lambda tx: hear.accept(tx, "f-1", lease["epoch"], result, ROUTES, "invented", NOW))
    line = event.read(lambda tx: record.minutes(tx, "s-1"))[0]
    assert (line["speaker"], line["start_ms"], line["end_ms"]) == ("Republic of Korea", 0, 2_000)
    told = event.read(brought.listed)
    assert [(each["kind"], each["name"], each["done_ms"], each["length_ms"]) for each in told] == [
        ("recording", "day 1.mp3", 2_000, 10_000)
    ]


def test_a_recording_goes_into_a_planned_session_and_into_no_other(event: Database) -> None:
    event.write(lambda tx: convene.create_session(tx, "plan", "Plan", "public", ["en"], KNOWN))
    record_into(event, Wanted("plan", is_new=False))
    with pytest.raises(Conflict, match="no longer planned"):
        event.write(
            lambda tx: brought.put_recording(
                tx, Wanted("plan", is_new=False), MINE, "f-2", 160, "fr", None, True, KNOWN, NOW
            )
        )
    event.write(lambda tx: convene.create_session(tx, "live", "Live", "public", ["en"], KNOWN))
    event.write(lambda tx: convene.open_session(tx, "live", NOW))
    for wanted, error, more in (
        (Wanted("live", is_new=False), Conflict, {}),
        (Wanted("none", is_new=False), NotFound, {}),
        (new(languages=("en", "xx")), UnknownLanguage, {}),
        (new(), UnknownLanguage, {"language": "xx"}),
        (new(), NotFound, {"delegation": "XX"}),
        (new(opened_at=NOW + 1), BadRequest, {}),
    ):
        with pytest.raises(error):
            event.write(
                lambda tx, wanted=wanted, more=more: brought.put_recording(
                    tx, wanted, MINE, "f-3", 160,
                    **{"language": "fr", "delegation": None, "is_recognised": True, "known": KNOWN, "now": NOW, **more},
                )
            )  # fmt: skip
    assert event.read(lambda tx: tx.get(Meeting, "s-1")) is None


def test_a_transcript_becomes_lines_that_are_translated_as_any_others(event: Database) -> None:
    outcome = write_into(event, new())
    lines = event.read(lambda tx: record.minutes(tx, "s-1"))
    assert [(each["text"], each["speaker"], each["delegation"], each["lang"]) for each in lines] == [
        ("We propose a pilot.", "Republic of Korea", "KR", "en"),
        ("Merci.", "Somebody", "FR", "fr"),
        ("So do we.", "Ana Exemplo", None, "en"),
    ]
    assert [(each["start_ms"], each["versions"][0]["by"]) for each in lines] == [
        (1_000, "Desk"), (3_000, "Desk"), (4_000, "Desk"),
    ]  # fmt: skip
    assert lines[1]["translations"]["en"]["text"] == "Thank you."
    assert {(job.segment, job.target) for job in outcome.jobs} == {("t-1-f1", "pt"), ("t-1-f3", "pt")}
    told = event.read(lambda tx: log.read(tx, "s-1", "pt", 0))
    assert [(each["seg"], each["lang"], each["status"], each["prev"]) for each in told["events"]] == [
        ("t-1-f1", "en", "final", 0), ("t-1-f2", "fr", "final", 1), ("t-1-f2", "pt", "failed", 2),
        ("t-1-f3", "en", "final", 4),
    ]  # fmt: skip
    head = event.read(lambda tx: tx.get_one(ViewHead, ("s-1", "pt")).seq)
    assert (told["head"], head, event.read(lambda tx: tx.get_one(Meeting, "s-1").head)) == (5, 5, 5)
    assert [(job.segment, job.target) for job in outcome.unrouted] == [("t-1-f2", "pt")]
    row = event.read(lambda tx: tx.scalars(select(BroughtIn)).one())
    assert (row.kind, row.facts) == ("transcript", {"form": "vtt", "lines": 3})
    corrected = event.write(lambda tx: record.correct(tx, "s-1", "t-1-f1", 1, "We do.", "Ana", ROUTES, NOW))
    assert [job.text for job in corrected.jobs] == ["We do."]


def test_a_transcript_is_laid_beside_the_sound_of_a_recording_that_was_not_recognised(event: Database) -> None:
    record_into(event, new(), samples=16_000 * 60, is_recognised=False)
    write_into(event, Wanted("s-1", is_new=False))
    segments = event.read(lambda tx: list(tx.scalars(select(Segment).order_by(Segment.start_ms))))
    assert {each.stream_id for each in segments} == {"f-1"}
    assert (segments[0].start_sample, segments[0].end_sample) == (16_000, 48_000)
    assert event.read(lambda tx: tx.get(Stream, "t-1")) is None
    with pytest.raises(Conflict, match="has lines already"):
        write_into(event, Wanted("s-1", is_new=False))


def test_a_transcript_without_times_fills_the_recording(event: Database) -> None:
    record_into(event, new(), samples=16_000 * 40, is_recognised=False)
    write_into(event, Wanted("s-1", is_new=False), [Line(1, "a" * 10), Line(2, "b" * 30)])
    lines = event.read(lambda tx: record.minutes(tx, "s-1"))
    assert [each["start_ms"] for each in lines] == [0, 10_000]


def test_no_transcript_comes_between_the_lines_of_recognition_or_into_an_open_session(event: Database) -> None:
    record_into(event, new())
    with pytest.raises(Conflict, match="still being recognised"):
        write_into(event, Wanted("s-1", is_new=False))
    event.write(lambda tx: convene.create_session(tx, "live", "Live", "public", ["en"], KNOWN))
    event.write(lambda tx: convene.open_session(tx, "live", NOW))
    with pytest.raises(Conflict, match="close it first"):
        write_into(event, Wanted("live", is_new=False))


def test_what_was_brought_in_goes_with_its_session(event: Database) -> None:
    write_into(event, new())
    event.write(lambda tx: deletion.delete_session(tx, "s-1"))
    assert event.read(lambda tx: tx.scalars(select(BroughtIn)).all()) == []
