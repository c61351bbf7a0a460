"""Records of a session, on SQLite and on PostgreSQL: drafted, accepted, worded, dismissed, marked; rows only added."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.core.errors import BadRequest, Conflict, NotFound
from server.services.meeting import deletion
from server.services.minutes import record_drafts, recorded, records, retraction
from server.storage.database import Database
from server.storage.tables import (
    Attendance,
    RecordApproval,
    RecordItem,
    RecordVersion,
    Translation,
)
from tests.support.records import (
    ANA,
    BO,
    correct,
    find,
    open_session,
    shown,
    write,
)


@pytest.fixture
def meeting(database: Database) -> Database:
    return open_session(database)


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
