"""Records of a session, on SQLite and on PostgreSQL: drafted, accepted, worded, dismissed, marked; rows only added."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.core.errors import BadRequest, Conflict, NotAllowed, NotFound, RecordLocked
from server.services.meeting import convene, deletion
from server.services.minutes import record, record_drafts, recorded, records, retraction, seal
from server.services.minutes.records import By
from server.services.minutes.steps import Actor
from server.storage.database import Database
from server.storage.lock import lifted
from server.storage.tables import (
    Approval,
    Attendance,
    Meeting,
    RecordApproval,
    RecordItem,
    RecordVersion,
    Segment,
    Stream,
    Translation,
    Version,
)

KNOWN = {"en": "English", "pt": "Português", "de": "Deutsch"}
SAID = [
    ("CHAIR", "We turn to the first item, seized cargo."),
    ("KR", "We propose a common register of seized cargo."),
    ("BR", "Brazil supports the proposal and will send its list by 31 March."),
    ("KR", "In 2025 we scanned 640 parcels."),
]
ANA, BO = By("Ana Invented", 10), By("Bo Invented", 20)


@pytest.fixture
def meeting(database: Database) -> Database:
    """An open session with four lines in English."""

    def furnish(tx: Any) -> None:
        convene.put_delegation(tx, "KR", "Republic of Korea", "en")
        convene.put_delegation(tx, "BR", "Brazil", "pt")
        convene.create_session(tx, "demo", "Demo", "public", ["en", "pt", "de"], KNOWN)
        convene.open_session(tx, "demo", 1_795_996_800_000)
        tx.add(Stream(id="room", session_id="demo", kind="mixed", language="en", done_sample=0))
        for place, (code, text) in enumerate(SAID):
            tx.add(
                Segment(
                    id=f"s{place}", session_id="demo", stream_id="room", start_sample=place, end_sample=place + 1,
                    start_ms=place * 10_000, end_ms=place * 10_000 + 5_000, language="en", speaker=code,
                    delegation=code, heard=text, words=[], engine="invented", confidence=0.9, rev=1,
                )
            )  # fmt: skip
            tx.flush()
            tx.add(Version(segment_id=f"s{place}", rev=1, text=text, by="", why="heard", at=1))

    database.write(furnish)
    return database


def write(database: Database, by: By = ANA, language: str = "en") -> int:
    basis = database.read(lambda tx: record_drafts.basis(tx, "demo", language))
    made = record_drafts.drafted(basis)
    return database.write(lambda tx: record_drafts.store(tx, basis, made, by))


def shown(database: Database, role: str = "rapporteur", language: str = "en") -> dict[str, Any]:
    return database.read(lambda tx: recorded.shape(tx, tx.get_one(Meeting, "demo"), language, role))


def find(database: Database, words: str, role: str = "rapporteur") -> dict[str, Any]:
    return next(each for each in shown(database, role)["items"] if words in each["text"])


def correct(database: Database, segment: str, text: str) -> None:
    rev = database.read(lambda tx: tx.get_one(Segment, segment).rev)
    database.write(lambda tx: record.correct(tx, "demo", segment, rev, text, "Ana", {}, 30))


def test_a_draft_is_in_brackets_and_only_those_who_keep_the_minutes_see_it_until_it_is_accepted(
    meeting: Database,
) -> None:
    assert write(meeting) == 4
    made = shown(meeting)
    assert {each["kind"] for each in made["items"]} == {"summary", "action"} and {
        each["state"] for each in made["items"]
    } == {"draft"}
    assert made["can"] == ["edit"] and made["languages"] == ["en", "pt"]
    action = find(meeting, "Brazil would send its list")
    assert (action["owners"], action["due"], action["due_said"]) == (
        [{"code": "BR", "name": "Brazil"}],
        "2027-03-31",
        "by 31 March",
    )
    assert action["theme"] == "Seized cargo" and [each["id"] for each in action["evidence"]] == ["s2"]
    assert (shown(meeting, "chair")["can"], len(shown(meeting, "chair")["items"])) == (["approve"], 4)
    assert shown(meeting, "delegation")["items"] == [] == shown(meeting, "public")["items"]
    meeting.write(lambda tx: records.accept(tx, "demo", action["id"], 1, BO))
    (seen,) = shown(meeting, "public")["items"]
    assert (seen["text"], seen["state"], seen["by"], seen["versions"]) == (action["text"], "accepted", "", [])
    versions = find(meeting, "Brazil would send")["versions"]
    assert [(each["rev"], each["why"], each["by"]) for each in versions] == [
        (1, "drafted", ANA.name),
        (2, "accepted", BO.name),
    ]


def test_drafting_again_keeps_what_a_person_has_touched_and_changes_nothing_where_nothing_changed(
    meeting: Database,
) -> None:
    write(meeting)
    head = shown(meeting)["head"]
    assert write(meeting, BO) == 0 and shown(meeting)["head"] == head
    accepted, worded, gone = (find(meeting, words) for words in ("proposed a common", "supported", "scanned"))
    meeting.write(lambda tx: records.accept(tx, "demo", accepted["id"], 1, BO))
    meeting.write(lambda tx: records.edit(tx, "demo", worded["id"], 1, {"text": "Brazil was in favour."}, BO))
    meeting.write(lambda tx: records.set_aside(tx, "demo", gone["id"], 1, BO))
    correct(meeting, "s2", "Brazil supports the proposal and will send its two lists by 31 March.")
    assert write(meeting) == 1
    texts = {each["text"]: each["state"] for each in shown(meeting)["items"]}
    assert texts == {
        accepted["text"]: "accepted", "Brazil was in favour.": "draft", gone["text"]: "dismissed",
        "Brazil would send its two lists by 31 March.": "draft",
    }  # fmt: skip
    counted = meeting.read(lambda tx: tx.scalar(select(func.count()).select_from(RecordItem)))
    assert counted == 5, "the row of what was drafted anew stays"


def test_an_item_is_marked_when_its_line_is_corrected_and_accepted_again_over_what_it_says_now(
    meeting: Database,
) -> None:
    write(meeting)
    item = find(meeting, "scanned 640")
    meeting.write(lambda tx: records.accept(tx, "demo", item["id"], 1, BO))
    assert find(meeting, "scanned 640")["marks"] == []
    correct(meeting, "s3", "In 2025 we scanned 620 parcels.")
    marked = find(meeting, "scanned 640")
    assert marked["marks"] == [{"segment": "s3", "kind": "corrected"}] and marked["strange"] == ["640"]
    meeting.write(
        lambda tx: records.edit(tx, "demo", item["id"], 2, {"text": "Korea scanned 620 parcels.", "accept": True}, BO)
    )
    mended = find(meeting, "scanned 620")
    assert (mended["marks"], mended["strange"], mended["state"], mended["is_worded"]) == ([], [], "accepted", True)


def test_words_of_a_retracted_line_are_shown_to_nobody_but_those_who_keep_the_minutes(meeting: Database) -> None:
    write(meeting)
    item = find(meeting, "scanned 640")
    meeting.write(lambda tx: records.accept(tx, "demo", item["id"], 1, BO))
    meeting.write(lambda tx: retraction.retract(tx, "demo", "s3", "Chair", "taken back", 40))
    assert find(meeting, "scanned 640")["marks"] == [{"segment": "s3", "kind": "retracted"}]
    for role in ("public", "delegation", "interpreter"):
        (seen,) = shown(meeting, role)["items"]
        told = {key: value for key, value in seen.items() if key != "id"}  # random, and may have these digits
        assert seen["is_withheld"] and "640" not in str(told), role
    with pytest.raises(Conflict):
        meeting.write(lambda tx: records.accept(tx, "demo", item["id"], 2, BO))
    assert write(meeting) == 0, "what was retracted is not drafted from"


def test_who_was_slower_is_told_so_and_citations_can_not_all_go(meeting: Database) -> None:
    write(meeting)
    item = find(meeting, "proposed a common")
    meeting.write(lambda tx: records.edit(tx, "demo", item["id"], 1, {"owner": "KR", "theme": None}, ANA))
    kept = find(meeting, "proposed a common")
    assert (kept["owner"], kept["theme"], kept["text"]) == ("KR", "Seized cargo", item["text"])
    with pytest.raises(Conflict) as told:
        meeting.write(lambda tx: records.accept(tx, "demo", item["id"], 1, BO))
    assert told.value.details["rev"] == 2
    wrong: list[dict[str, Any]] = [{"segments": []}, {"due": "soon"}, {"due": "2027-02-30"}]
    for given in wrong:
        with pytest.raises(BadRequest):
            meeting.write(partial(records.edit, session="demo", item=item["id"], rev=2, given=given, by=ANA))
    with pytest.raises(NotFound):
        meeting.write(lambda tx: records.edit(tx, "demo", item["id"], 2, {"segments": ["s99"]}, ANA))
    with pytest.raises(NotFound):
        meeting.write(lambda tx: records.accept(tx, "other", item["id"], 2, ANA))
    with pytest.raises(BadRequest):
        meeting.read(lambda tx: record_drafts.basis(tx, "demo", "de"))


def test_items_are_added_by_hand_behind_what_they_cite_and_moved_about(meeting: Database) -> None:
    write(meeting)
    given = {
        "kind": "decision",
        "text": "The register opens.",
        "segments": ["s1", "s3"],
        "owner": "KR, BR",
        "due": "2027-05",
    }
    made = meeting.write(lambda tx: records.add(tx, "demo", "en", given, BO))
    listed = [each for each in shown(meeting)["items"] if each["kind"] != "summary"]
    assert [each["id"] == made for each in listed] == [True, False]
    other = listed[1]["id"]
    for after in (other, None, other, None):
        rev = find(meeting, "The register opens.")["rev"]
        meeting.write(partial(records.move, session="demo", item=made, rev=rev, after=after, by=BO))
        order = [each["id"] for each in shown(meeting)["items"] if each["kind"] != "summary"]
        assert order == ([other, made] if after else [made, other])
    assert [each["name"] for each in find(meeting, "The register opens.")["owners"]] == ["Republic of Korea", "Brazil"]
    meeting.write(lambda tx: records.set_aside(tx, "demo", made, find_rev(tx, made), BO))
    meeting.write(lambda tx: records.bring_back(tx, "demo", made, find_rev(tx, made), BO))
    assert find(meeting, "The register opens.")["state"] == "draft"


def find_rev(tx: Any, item: str) -> int:
    return int(tx.scalar(select(func.max(RecordVersion.rev)).where(RecordVersion.item_id == item)))


def test_a_record_in_another_language_is_made_of_the_translations_and_labelled(meeting: Database) -> None:
    told = "Propomos um registo comum de carga apreendida."
    meeting.write(
        lambda tx: tx.add(
            Translation(
                segment_id="s1", rev=1, language="pt", text=told, engine="invented", rough=True, status="done", note=""
            )
        )
    )
    write(meeting, language="pt")
    items = shown(meeting, language="pt")["items"]
    rough = next(each for each in items if "propôs um registo comum" in each["text"])
    assert "rough" in rough["notes"] and rough["text"].endswith("(tradução aproximada)")
    assert any("untranslated" in each["notes"] for each in items)
    assert shown(meeting, language="en")["items"] == []


def test_who_follows_a_session_took_part_and_all_goes_with_it(meeting: Database) -> None:
    write(meeting)
    for _ in range(2):
        meeting.write(lambda tx: recorded.attend(tx, "demo", "i1", "delegation", "KR", "Ana Invented", 50))
    found = {each["name"]: each for each in shown(meeting)["participants"]}
    assert found["Republic of Korea"]["people"] == ["Ana Invented"]
    assert [each["segment"] for each in found["Republic of Korea"]["turns"]] == ["s1", "s3"]
    assert all(each["people"] == [] for each in shown(meeting, "public")["participants"])
    meeting.write(lambda tx: deletion.delete_session(tx, "demo"))
    for table in (RecordItem, RecordVersion, RecordApproval, Attendance):
        counted = select(func.count()).select_from(table)
        assert meeting.read(partial(Session.scalar, statement=counted)) == 0


CHAIR, RAPPORTEUR = Actor("chair", None, "Cy Invented"), Actor("rapporteur", None, "Ana Invented")


def accept_all(database: Database) -> None:
    for each in shown(database)["items"]:
        if each["state"] == "draft":
            database.write(partial(records.accept, session="demo", item=each["id"], rev=each["rev"], by=ANA))


def seal_it(database: Database, now: int = 70) -> dict[str, Any]:
    head = shown(database)["head"]
    database.write(lambda tx: seal.approve(tx, "demo", "en", head, CHAIR, now))
    return shown(database, "chair")


def hinders(database: Database) -> list[str]:
    return [each["what"] for each in shown(database)["obstacles"]]


@pytest.fixture
def accepted(meeting: Database) -> Database:
    """All items are accepted, and the minutes below them approved."""
    write(meeting)
    accept_all(meeting)
    meeting.write(
        lambda tx: tx.add(
            Approval(session_id="demo", state="approved", rev=1, sha256="ab", approved_at=60, approved_by="Cy Invented")
        )
    )
    return meeting


def test_records_are_approved_when_the_minutes_are_and_nothing_stands_in_brackets(meeting: Database) -> None:
    assert hinders(meeting) == ["minutes_open", "nothing_accepted"]
    write(meeting)
    assert hinders(meeting) == ["minutes_open", "nothing_accepted", "in_brackets"]
    with pytest.raises(Conflict) as refused:
        seal_it(meeting)
    assert [each["what"] for each in refused.value.details["obstacles"]] == hinders(meeting)
    with pytest.raises(NotAllowed):
        meeting.write(lambda tx: seal.approve(tx, "demo", "en", shown(meeting)["head"], RAPPORTEUR, 70))


def test_an_approved_record_is_locked_until_it_is_opened_again_and_every_approval_stays(accepted: Database) -> None:
    with pytest.raises(Conflict):
        accepted.write(lambda tx: seal.approve(tx, "demo", "en", 0, CHAIR, 70))  # changed meanwhile
    first = seal_it(accepted)
    item = first["items"][0]
    assert first["can"] == ["reopen"] and shown(accepted)["can"] == []
    for change in (
        lambda tx: records.set_aside(tx, "demo", item["id"], item["rev"], ANA),
        lambda tx: records.add(tx, "demo", "en", {"kind": "decision", "text": "New.", "segments": ["s1"]}, ANA),
        lambda tx: records.edit(tx, "demo", item["id"], item["rev"], {"text": "Changed."}, ANA),
    ):
        with pytest.raises(RecordLocked):
            accepted.write(change)
    accepted.write(lambda tx: seal.reopen(tx, "demo", "en", "a name was wrong", CHAIR, 80))
    accepted.write(
        lambda tx: records.edit(tx, "demo", item["id"], item["rev"], {"text": "Changed.", "accept": True}, ANA)
    )
    second = seal_it(accepted, 90)
    assert [each["number"] for each in second["approvals"]] == [1, 2]
    assert second["approvals"][0]["reopened"] == {"by": "Cy Invented", "at": 80, "why": "a name was wrong"}
    kept, now = (accepted.read(partial(_sealed, number=number)) for number in (1, 2))
    assert now["record"]["previous"] == kept["sha256"] == first["approvals"][0]["sha256"]
    assert "Changed." in str(now["record"]) and "Changed." not in str(kept["record"])
    assert all(each["sha256"] == seal.sha256(each["record"]) for each in (kept, now))
    assert [each["number"] for each in shown(accepted, "public")["approvals"]] == [2]
    with pytest.raises(NotFound):
        accepted.read(partial(_sealed, number=1, role="public"))


def _sealed(tx: Session, number: int, role: str = "rapporteur") -> dict[str, Any]:
    return seal.sealed(tx, "demo", "en", number, role)


def test_of_an_item_whose_line_is_withheld_later_outsiders_get_the_hash_and_the_whole_stays_true(
    accepted: Database,
) -> None:
    seal_it(accepted)

    def withhold(tx: Session) -> None:
        with lifted(tx, "demo"):
            segment = tx.get_one(Segment, "s1")
            segment.retracted_by, segment.retracted_why, segment.rev = "Cy Invented", "the law", 2

    accepted.write(withhold)
    inside, outside = (accepted.read(partial(_sealed, number=1, role=role)) for role in ("chair", "public"))
    assert "seized cargo" in str(inside["record"]["items"][0:2]) and "register" not in str(outside)
    assert seal.sha256(outside["record"]) == outside["sha256"] == inside["sha256"]
