"""Minutes from review to an approved, locked record with corrigenda, on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select

from server.core.errors import BadRequest, Conflict, MinutesLocked, NotAllowed, NotFound
from server.core.minutes import approved
from server.core.minutes.approval import DAY_MS, FLOOR
from server.services.hearing import group, hear, suggestions, translate
from server.services.meeting import convene, floor
from server.services.minutes import approval as stored
from server.services.minutes import approve, dossier, propose, record, rectify, retraction, sign, steps
from server.services.minutes.steps import Actor
from server.storage.database import Database
from server.storage.tables import ApprovedRecord, Segment, Suggestion, Translation, Version
from tests.support.approved import (
    BRAZIL,
    CHAIR,
    DESK,
    KOREA,
    NOW,
    PUBLIC,
    RAPPORTEUR,
    ROUTES,
    approved_minutes,
    begin,
    closed_session,
    look,
    look_rev,
    suggest,
)

Open = Callable[[str], Database]


@pytest.fixture
def minutes(database: Database) -> Database:
    return closed_session(database)


def test_a_delegation_corrects_its_own_words_within_the_window_and_the_rapporteur_answers(minutes: Database) -> None:
    with pytest.raises(Conflict):
        suggest(minutes, "room-0", "Too early.")
    begin(minutes)
    for actor, segment in ((KOREA, "room-32000"), (BRAZIL, "room-0"), (CHAIR, "room-0")):
        with pytest.raises(NotAllowed):
            suggest(minutes, segment, "Not mine.", actor)
    with pytest.raises(BadRequest):
        suggest(minutes, "room-16000", "It starts in may.")
    first = suggest(minutes, "room-16000", "It starts in March.")
    second = suggest(minutes, "room-16000", "It starts in May.", now=NOW + 1)
    for_brazil = suggest(minutes, "room-32000", "We thank the Republic of Korea.", DESK, asked="BR")
    shown = {each["id"]: each for each in look(minutes)["proposals"]}
    assert [shown[each.id]["state"] for each in (first, second, for_brazil)] == ["withdrawn", "open", "open"]
    assert [each["kind"] for each in shown[second.id]["pieces"]] == ["same", "gone", "new"]
    assert {each["id"] for each in look(minutes, BRAZIL)["proposals"]} == {for_brazil.id}
    assert "proposals" not in look(minutes, PUBLIC) and "doubts" not in look(minutes, KOREA)
    outcome = minutes.write(lambda tx: propose.accept(tx, "demo", second.id, 1, RAPPORTEUR, ROUTES, NOW + 2))
    assert [job.text for job in outcome.jobs] == ["It starts in May."]
    line = next(each for each in minutes.read(lambda tx: record.minutes(tx, "demo")) if each["id"] == "room-16000")
    assert (line["text"], line["by"], line["why"]) == (
        "It starts in May.",
        "Ana Exemplo",
        "corrected by Republic of Korea",
    )
    minutes.write(lambda tx: propose.decline(tx, "demo", for_brazil.id, "heard otherwise", RAPPORTEUR, NOW + 3))
    answer = look(minutes, BRAZIL)["proposals"][0]
    assert (answer["state"], answer["answer"]) == ("declined", "heard otherwise")
    with pytest.raises(Conflict):
        minutes.write(lambda tx: propose.accept(tx, "demo", for_brazil.id, 1, RAPPORTEUR, ROUTES, NOW + 4))


def test_a_proposal_whose_line_was_changed_meanwhile_shows_both_texts_and_can_still_be_taken(minutes: Database) -> None:
    begin(minutes)
    made = suggest(minutes, "room-16000", "It starts in May 2031.")
    minutes.write(lambda tx: record.correct(tx, "demo", "room-16000", 1, "It starts in May.", "Ana", ROUTES, NOW + 1))
    with pytest.raises(Conflict) as error:
        suggest(minutes, "room-16000", "Over an old version.")
    assert error.value.details["segment"]["rev"] == 2  # type: ignore[index]
    shown = look(minutes)["proposals"][0]
    assert shown["is_stale"] and (shown["before"], shown["now"]["text"]) == ("It starts in may.", "It starts in May.")
    with pytest.raises(Conflict):
        minutes.write(lambda tx: propose.accept(tx, "demo", made.id, 1, RAPPORTEUR, ROUTES, NOW + 2))
    minutes.write(lambda tx: propose.accept(tx, "demo", made.id, 2, RAPPORTEUR, ROUTES, NOW + 2))
    assert look(minutes)["proposals"][0]["state"] == "accepted"


def test_after_the_window_a_proposal_is_kept_as_late_and_changes_nothing(minutes: Database) -> None:
    begin(minutes, 7)
    end = NOW + 7 * DAY_MS
    assert suggest(minutes, "room-0", "In time.", now=end - 1).state == "open"
    assert suggest(minutes, "room-16000", "Too late.", now=end).state == "late"
    assert [each["what"] for each in look(minutes, now=end)["obstacles"]] == ["proposals_open"]
    assert not look(minutes, now=end)["is_window_open"]
    late = next(each for each in look(minutes)["proposals"] if each["state"] == "late")
    with pytest.raises(Conflict):
        minutes.write(lambda tx: propose.accept(tx, "demo", late["id"], 1, RAPPORTEUR, ROUTES, end + 1))
    minutes.write(lambda tx: approve.set_window(tx, "demo", 3, "they asked for it", DESK, look_rev(tx), end))
    assert suggest(minutes, "room-16000", "In time again.", now=end + 1).state == "open"
    minutes.write(lambda tx: approve.back(tx, "demo", "a speaker is missing", DESK, look_rev(tx), end + 2))
    told_steps = [(each["what"], each["why"]) for each in look(minutes)["steps"]]
    assert told_steps == [("review", ""), ("window", "they asked for it"), ("back", "a speaker is missing")]
    with pytest.raises(Conflict):
        suggest(minutes, "room-16000", "A draft takes none.", now=end + 3)


def test_approval_waits_for_what_stands_in_the_way_and_for_who_saw_other_doubts(minutes: Database) -> None:
    minutes.write(lambda tx: convene.open_session(tx, "demo", NOW))
    begin(minutes, 1)
    made = suggest(minutes, "room-0", "We propose two pilots.")
    seen = look(minutes)
    assert [each["what"] for each in seen["obstacles"]] == ["session_open", "window_open", "proposals_open"]
    with pytest.raises(Conflict) as error:
        minutes.write(lambda tx: approve.approve(tx, "demo", seen["doubts"]["digest"], 0, CHAIR, seen["rev"], NOW))
    assert error.value.details["obstacles"] == seen["obstacles"]
    minutes.write(lambda tx: convene.close_session(tx, "demo", NOW + 1))
    minutes.write(lambda tx: propose.withdraw(tx, "demo", made.id, KOREA, NOW + 1))
    later = NOW + 2 * DAY_MS
    seen = look(minutes, now=later)
    assert seen["obstacles"] == [] and seen["doubts"]["unchecked"] == 3
    pt = next(each for each in seen["doubts"]["languages"] if each["language"] == "pt")
    assert (pt["missing"], pt["under_way"], pt["machine"], pt["signed"]) == (2, 2, 1, "no")
    minutes.write(lambda tx: record.correct(tx, "demo", "room-0", 1, "We propose pilots.", "Ana", ROUTES, later))
    with pytest.raises(Conflict) as error:
        minutes.write(lambda tx: approve.approve(tx, "demo", seen["doubts"]["digest"], 0, CHAIR, seen["rev"], later))
    assert error.value.details["doubts"]["unchecked"] == 2  # type: ignore[index]
    assert look(minutes)["state"] == "review"
    with pytest.raises(NotAllowed):
        minutes.write(lambda tx: approve.approve(tx, "demo", "", 0, RAPPORTEUR, seen["rev"], later))


def test_of_two_who_approve_at_once_one_is_refused(minutes: Database, url: str, opened: Open) -> None:
    begin(minutes, 0)
    seen, databases = look(minutes), [minutes, opened(url)]

    def work(each: Database) -> str:
        try:
            each.write(lambda tx: approve.approve(tx, "demo", seen["doubts"]["digest"], 0, CHAIR, seen["rev"], NOW))
        except Conflict as error:
            return error.code
        return "approved"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(work, databases)) == ["approved", "conflict"]
    assert len(minutes.read(lambda tx: tx.scalars(select(ApprovedRecord.session_id)).all())) == 1


def test_the_approved_record_holds_every_line_gap_and_doubt_and_its_hash_can_be_recomputed(minutes: Database) -> None:
    minutes.write(lambda tx: retraction.retract(tx, "demo", "room-32000", "Caro", "not for the record", NOW + 6))
    sha256 = approved_minutes(minutes)
    given = minutes.read(lambda tx: rectify.given_out(tx, "demo", "secretariat"))
    frozen = given["record"]
    assert approved.sha256(frozen) == given["sha256"] == sha256
    assert [(each["id"], each["text"], each["speaker"]) for each in frozen["segments"]] == [
        ("room-0", "We propose a pilot.", "Republic of Korea"),
        ("room-16000", "It starts in may.", "Republic of Korea"),
        ("room-32000", "", "Brazil"),
    ]
    assert frozen["segments"][2]["retracted"] == "Caro: not for the record"
    assert frozen["segments"][0]["translations"][0]["made_by"] == "machine"
    assert frozen["segments"][1]["translations"] == [{"lang": "pt", "text": "", "made_by": "", "is_rough": False}]
    assert frozen["gaps"] == [{"start_ms": 3_000, "end_ms": 4_000, "speaker": "", "why": "off_record"}]
    assert frozen["doubts"]["languages"][2]["under_way"] == 1 and frozen["approved_by"] == "Caro Exemplo"
    assert len({each["salt"] for each in frozen["segments"]}) == 3
    assert minutes.read(group.pending) == [], "nothing waits for a worker any more"
    with pytest.raises(NotFound):
        minutes.read(lambda tx: rectify.given_out(tx, "demo", "public"))
    minutes.write(lambda tx: approve.publish(tx, "demo", DESK, look_rev(tx), NOW + 10))
    assert minutes.read(lambda tx: rectify.given_out(tx, "demo", "public"))["sha256"] == sha256


def test_nothing_changes_a_line_of_approved_minutes(minutes: Database) -> None:
    minutes.write(lambda tx: tx.add(offer()))
    job = translate.Job("demo", "room-16000", 1, "It starts in may.", "en", "pt", False)
    approved_minutes(minutes)
    before = minutes.read(lambda tx: record.minutes(tx, "demo"))
    works: list[Callable[[Any], Any]] = [
        lambda tx: record.correct(tx, "demo", "room-0", 1, "Changed.", "Ana", ROUTES, NOW),
        lambda tx: record.translate_by_hand(tx, "demo", "room-0", 1, "pt", "Mudado.", NOW, "rapporteur"),
        lambda tx: suggestions.take(tx, "demo", "room-0", 1, "Ana", ROUTES, NOW),
        lambda tx: retraction.retract(tx, "demo", "room-0", "Caro", "misheard", NOW),
        lambda tx: retraction.retract(tx, "demo", None, "Caro", "misheard", NOW),
        lambda tx: floor.mend_floor(tx, "demo", "BR", 0, None, NOW),
        lambda tx: convene.set_off_record(tx, "demo", True, NOW + 99_000),
        lambda tx: floor.give_floor(tx, "demo", "KR", 9_000, NOW),
        lambda tx: convene.open_session(tx, "demo", NOW),
        lambda tx: setattr(tx.get_one(Segment, "room-0"), "speaker", "Somebody else"),
        lambda tx: setattr(tx.get_one(Version, ("room-0", 1)), "text", "Changed."),
        lambda tx: tx.delete(tx.get_one(Version, ("room-0", 1))),
        lambda tx: tx.merge(Translation(**translation("room-16000", "Mudado."))),
    ]
    for place, work in enumerate(works):
        with pytest.raises(MinutesLocked) as error:
            minutes.write(work)
        assert (error.value.code, error.value.http_status) == ("minutes_locked", 423), place
    assert minutes.write(lambda tx: translate.translated(tx, job, "Começa em maio.", "e", False, "", NOW)) == []
    with pytest.raises(Conflict):
        minutes.write(lambda tx: approve.back(tx, "demo", "too late", DESK, look_rev(tx), NOW))
    assert suggest(minutes, "room-0", "After approval.").state == "late"
    assert minutes.read(lambda tx: record.minutes(tx, "demo")) == before


def offer() -> Suggestion:
    facts = {"words": [], "engine": "invented", "confidence": 0.9, "state": "open", "by": "", "at": NOW}
    return Suggestion(segment_id="room-0", rev=1, session_id="demo", text="We propose pilots.", **facts)


def translation(segment: str, text: str) -> dict[str, Any]:
    facts = {"engine": "invented", "rough": False, "status": "done", "note": "", "led_by": None}
    return {"segment_id": segment, "rev": 1, "language": "pt", "text": text, **facts}


def test_words_that_are_recognised_after_the_approval_are_told_and_in_no_line(minutes: Database) -> None:
    approved_minutes(minutes)
    epoch = minutes.write(lambda tx: hear.lease(tx, "room"))["epoch"]
    words = {"kind": "final", "start_sample": 48_000, "end_sample": 64_000, "text": "And one thing more.", "words": []}
    late = {**words, "language": "en"}
    stored_late = minutes.write(lambda tx: hear.accept(tx, "room", epoch, late, ROUTES, "invented", NOW + 10))
    assert stored_late == translate.Outcome(), "the worker is not asked for it again"
    assert len(minutes.read(lambda tx: record.minutes(tx, "demo"))) == 3
    last = look(minutes)["steps"][-1]
    assert (last["what"], last["facts"]["text"]) == (steps.HEARD_LATE, "And one thing more.")
    assert "And one thing more." not in json.dumps(look(minutes, KOREA))


def test_a_sign_off_is_of_one_version_and_a_later_correction_ends_it_visibly(minutes: Database) -> None:
    def version(language: str, actor: Actor = DESK) -> dict[str, Any]:
        return next(each for each in look(minutes, actor)["versions"] if each["language"] == language)

    def put(language: str, actor: Actor = RAPPORTEUR) -> None:
        sha256 = version(language)["sha256"]
        minutes.write(lambda tx: sign.sign(tx, "demo", language, sha256, actor, NOW))

    with pytest.raises(Conflict) as error:
        put("pt")
    assert error.value.details["missing"] == 2
    with pytest.raises(NotAllowed):
        put(FLOOR, Actor("rapporteur", None, ""))
    for segment, text in (("room-16000", "Começa em maio."), ("room-32000", "Agradecemos.")):
        minutes.write(
            lambda tx, at=segment, say=text: record.translate_by_hand(tx, "demo", at, 1, "pt", say, NOW, "Eva")
        )
    put("pt")
    put(FLOOR)
    assert version("pt")["sign_off"]["is_current"] and version(FLOOR)["sign_off"]["by"] == "Ana Exemplo"
    minutes.write(lambda tx: record.translate_by_hand(tx, "demo", "room-16000", 1, "pt", "Em maio.", NOW, "Eva"))
    assert (version("pt")["sign_off"]["is_current"], version(FLOOR)["sign_off"]["is_current"]) == (False, True)
    sha256 = version("pt")["sha256"]
    minutes.write(lambda tx: record.correct(tx, "demo", "room-0", 1, "We propose pilots.", "Ana", {}, NOW))
    assert not version(FLOOR)["sign_off"]["is_current"]
    with pytest.raises(Conflict):
        minutes.write(lambda tx: sign.sign(tx, "demo", "pt", sha256, RAPPORTEUR, NOW))
    put(FLOOR)
    approved_minutes(minutes)
    signed = minutes.read(lambda tx: stored.frozen(tx, "demo"))["sign_offs"]
    assert {each["language"]: each["is_current"] for each in signed} == {"floor": True, "pt": False}
    told_to_all = minutes.read(lambda tx: dossier.standing(tx, "demo", "delegation", NOW))
    assert {each["language"]: each["is_current"] for each in told_to_all["sign_offs"]} == {"floor": True, "pt": False}
