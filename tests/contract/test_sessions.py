"""A session from its opening to its statement, with several processes at once, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from server.core.errors import Conflict, NotFound
from server.services.hearing import hear, session_time
from server.services.meeting import convene, deletion, floor
from server.services.minutes import record, retraction
from server.services.minutes.steps import Actor
from server.services.statement import adopt, negotiate, positions, show, statements
from server.signing.seal import Seal
from server.storage import log
from server.storage.database import Database
from server.storage.tables import FloorSpan, Invitation
from tests.support.heard import EVA, ROUTES, accepts, final, open_session

Open = Callable[[str], Database]


@pytest.fixture
def meeting(database: Database) -> Database:
    return open_session(database)


def test_of_two_corrections_of_the_same_version_one_is_refused_with_the_newer_text(
    meeting: Database, url: str, opened: Open
) -> None:
    epoch = meeting.write(lambda tx: hear.lease(tx, "room"))["epoch"]
    stored = accepts(meeting, epoch, final(0, 16_000))
    assert stored is not None
    segment = stored.jobs[0].segment
    databases = [meeting, opened(url)]

    def correct(number: int) -> str:
        try:
            databases[number % 2].write(
                lambda tx: record.correct(tx, "demo", segment, 1, f"Wording {number}.", "Ana", ROUTES, 6)
            )
        except Conflict as error:
            return str(error.details["segment"]["text"])  # type: ignore[index]
        return "stored"

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(correct, range(4)))
    kept = meeting.read(lambda tx: record.minutes(tx, "demo"))[0]
    assert answers.count("stored") == 1 and answers.count(kept["text"]) == 3
    assert [version["rev"] for version in kept["versions"]] == [1, 2]


def test_a_retraction_keeps_the_words_in_the_minutes_and_takes_them_from_the_log(meeting: Database) -> None:
    epoch = meeting.write(lambda tx: hear.lease(tx, "room"))["epoch"]
    accepts(meeting, epoch, final(0, 16_000, "Not for every ear."))
    meeting.write(lambda tx: retraction.retract(tx, "demo", None, "the chair", "misheard", 6))
    line = meeting.read(lambda tx: record.minutes(tx, "demo"))[0]
    assert (line["status"], line["why"], line["text"]) == ("retracted", "retracted: misheard", "Not for every ear.")
    events = meeting.read(lambda tx: log.read(tx, "demo", "en", 0))["events"]
    assert "Not for every ear." not in str(events)
    with pytest.raises(NotFound):
        meeting.write(lambda tx: retraction.retract(tx, "demo", None, "the chair", "again", 7))


def test_the_floor_has_one_holder_whoever_gives_it_at_once(meeting: Database, url: str, opened: Open) -> None:
    databases = [meeting, opened(url)]

    def give(number: int) -> None:
        code = ("KR", "BR")[number % 2]
        databases[number % 2].write(lambda tx: floor.give_floor(tx, "demo", code, number, 1_000 + number))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(give, range(8)))
    open_spans = meeting.read(lambda tx: list(tx.scalars(select(FloorSpan).where(FloorSpan.end_ms.is_(None)))))
    assert len(open_spans) == 1
    meeting.write(lambda tx: convene.close_session(tx, "demo", 9_000))
    assert meeting.read(lambda tx: floor.floor_state(tx, "demo"))["floor"] is None


def test_off_the_record_is_begun_once_and_ended_once(meeting: Database, url: str, opened: Open) -> None:
    databases = [meeting, opened(url)]

    def begin(each: Database) -> None:
        each.write(lambda tx: convene.set_off_record(tx, "demo", True, 3_000))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(begin, databases * 2))
    meeting.write(lambda tx: convene.set_off_record(tx, "demo", False, 5_000))
    spans = meeting.read(lambda tx: session_time.spans(tx, "demo", "off_record"))
    assert [(span.start_ms, span.end_ms) for span in spans] == [(2_000, 4_000)]


def test_a_deleted_session_leaves_no_row(meeting: Database) -> None:
    epoch = meeting.write(lambda tx: hear.lease(tx, "room"))["epoch"]
    accepts(meeting, epoch, final(0, 16_000, "Bonjour.", "fr", english="Hello."))
    assert meeting.write(lambda tx: deletion.delete_session(tx, "demo")) == ["room"]
    from server.storage.tables import Base

    kept = {"delegations"}
    for name, table in Base.metadata.tables.items():
        rows = meeting.read(lambda tx, each=table: tx.execute(select(each)).all())
        assert bool(rows) == (name in kept), name


def test_a_statement_goes_from_the_minutes_to_its_publication(meeting: Database) -> None:
    epoch = meeting.write(lambda tx: hear.lease(tx, "room"))["epoch"]
    meeting.write(lambda tx: floor.give_floor(tx, "demo", "KR", 0, 1_000))
    accepts(meeting, epoch, final(0, 160_000, "Korea proposes a pilot exchange of data with nine administrations."))
    made = meeting.write(lambda tx: negotiate.create(tx, "Joint", ["demo"], "en", "communique", ["KR", "BR"], "Eva", 7))
    shape = meeting.read(lambda tx: show.shape(tx, statements.get(tx, made.id, EVA), EVA))
    assert any("pilot" in paragraph["text"] for paragraph in shape["paragraphs"])
    meeting.write(lambda tx: negotiate.open_it(tx, made.id, shape["rev"], "Eva", 8))
    for party in ("KR", "BR"):
        meeting.write(
            lambda tx, each=party: positions.take(
                tx, made.id, "", "agree", "", None, None, None, Actor("delegation", each, each), 9
            )
        )
    rev = meeting.read(lambda tx: statements.get(tx, made.id, EVA).rev)
    meeting.write(lambda tx: adopt.adopt(tx, made.id, rev, EVA, Seal("of a test"), 10))
    meeting.write(lambda tx: adopt.approve(tx, made.id, rev + 1, EVA, 11))
    meeting.write(lambda tx: adopt.publish(tx, made.id, rev + 2, None, EVA, 12))
    published = meeting.read(lambda tx: statements.get(tx, made.id, Actor("public", None, "")))
    assert published.status == "published" and len(published.sha256 or "") == 64


def test_of_two_that_open_the_negotiation_one_is_refused(meeting: Database, url: str, opened: Open) -> None:
    made = meeting.write(lambda tx: negotiate.create(tx, "Joint", ["demo"], "en", "communique", ["KR"], "Eva", 7))
    rev = meeting.read(lambda tx: statements.get(tx, made.id, EVA).rev)

    def advance(each: Database) -> bool:
        try:
            each.write(lambda tx: negotiate.open_it(tx, made.id, rev, "Eva", 8))
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(advance, [meeting, opened(url)])) == [False, True]


def test_an_invitation_keeps_its_end(meeting: Database) -> None:
    meeting.write(lambda tx: convene.invite(tx, "i1", "delegation", "KR", "Head of delegation", 7, 1_795_600_000_000))
    found = meeting.read(lambda tx: tx.get_one(Invitation, "i1"))
    assert found.expires_at == 1_795_600_000_000 + 7 * convene.DAY_MS and found.revoked_at is None
