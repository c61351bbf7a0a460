"""Remarks in the database: who may hand them in, who may read them when, and what is answered from them."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select

from server.core.errors import BadRequest, BadText, Conflict, NotAllowed, NotFound, UnknownLanguage
from server.core.translation.remarks import Found
from server.services.hearing import hear, translate
from server.services.meeting import convene, deletion, deliver, floor, remarks
from server.services.meeting.remarks import Handed, Reader
from server.services.minutes import record
from server.storage.database import Database
from server.storage.tables import Remarks, RemarksTranslation, Translation

KNOWN = {"en": "", "pt": "", "fr": ""}
TEXT = "We propose a pilot of six ports. We thank the Chair."
TOLD = "Propomos um piloto em seis portos. Agradecemos ao Presidente."
KOREA, BRAZIL = Reader("delegation", "KR", "Invented Delegate"), Reader("delegation", "BR", "Another Delegate")
DESK = Reader("secretariat", None, "Invented Desk")
LATER = [Reader(role, None, role) for role in ("chair", "rapporteur", "interpreter")]
PUBLIC = Reader("public", None, "")


@pytest.fixture
def event(database: Database) -> Database:
    """A planned session with two delegations and the room's microphone."""

    def furnish(tx: Any) -> None:
        convene.put_delegation(tx, "KR", "Republic of Korea", "en")
        convene.put_delegation(tx, "BR", "Brazil", "pt")
        convene.create_session(tx, "demo", "Demo", "public", ["en", "pt", "fr"], KNOWN)
        hear.open_stream(tx, "room", "demo", "mixed", None, "en", 0, 0)

    database.write(furnish)
    return database


def handed(text: str = TEXT, **told: str) -> Handed:
    return remarks.checked("en", text, told or {"pt": TOLD}, KNOWN)


def hand_in(database: Database, by: Reader = KOREA, delegation: str = "KR", name: str = "r-1", **told: str) -> str:
    return database.write(lambda tx: remarks.hand_in(tx, "demo", name, delegation, handed(**told), by, 5).id)


def seen(database: Database, by: Reader, now: int) -> list[str]:
    return database.read(lambda tx: [row.id for row in remarks.readable(tx, "demo", by, now)])


def count(tx: Any, table: Any) -> Any:
    return tx.scalar(select(func.count()).select_from(table))


def test_until_the_delegation_has_had_the_floor_nobody_else_reads_its_remarks(event: Database) -> None:
    hand_in(event)
    event.write(lambda tx: convene.open_session(tx, "demo", 1_000))
    event.write(lambda tx: floor.give_floor(tx, "demo", "BR", 100, 1_100))
    assert seen(event, KOREA, 2_000) == seen(event, DESK, 2_000) == ["r-1"]
    assert [seen(event, by, 2_000) for by in (BRAZIL, *LATER)] == [[], [], [], []]
    for by in (BRAZIL, *LATER):
        with pytest.raises(NotFound):
            event.read(partial(remarks.one, session="demo", identity="r-1", reader=by, now=2_000))
    event.write(lambda tx: floor.give_floor(tx, "demo", "KR", 2_000, 3_000))
    assert [seen(event, by, 2_900) for by in LATER] == [[], [], []], "the floor is given from then on"
    assert [seen(event, by, 3_500) for by in LATER] == [["r-1"]] * 3
    event.write(lambda tx: floor.give_floor(tx, "demo", None, 4_000, 5_000))
    assert [seen(event, by, 9_000) for by in LATER] == [["r-1"]] * 3
    assert seen(event, BRAZIL, 9_000) == []
    with pytest.raises(NotAllowed):
        seen(event, PUBLIC, 9_000)


def test_the_floor_of_a_session_that_is_not_open_ends_no_embargo(event: Database) -> None:
    hand_in(event)
    event.write(lambda tx: floor.give_floor(tx, "demo", "KR", 0, 500))
    assert seen(event, LATER[0], 900) == []
    event.write(lambda tx: floor.give_floor(tx, "demo", None, 0, 900))
    event.write(lambda tx: convene.open_session(tx, "demo", 1_000))
    assert seen(event, LATER[0], 5_000) == []
    event.write(lambda tx: convene.close_session(tx, "demo", 5_000))
    event.write(lambda tx: floor.give_floor(tx, "demo", "KR", 5_000, 6_000))
    assert seen(event, LATER[0], 9_000) == []
    event.write(lambda tx: convene.open_session(tx, "demo", 10_000))
    assert seen(event, LATER[0], 10_100) == ["r-1"]


def test_a_delegation_changes_its_own_and_the_secretariat_any(event: Database) -> None:
    hand_in(event)
    hand_in(event, DESK, "BR", "r-2")
    for by, delegation in ((BRAZIL, "KR"), (LATER[0], "KR"), (LATER[1], "KR"), (PUBLIC, "KR")):
        with pytest.raises(NotAllowed):
            hand_in(event, by, delegation, "r-3")
    for by in (BRAZIL, *LATER, PUBLIC):
        with pytest.raises(NotFound):
            event.write(partial(remarks.withdraw, session="demo", identity="r-1", rev=1, reader=by, now=9))
        with pytest.raises(NotFound):
            change = partial(remarks.replace, session="demo", identity="r-1", rev=1, given=handed())
            event.write(partial(change, reader=by, now=9))
    event.write(lambda tx: remarks.replace(tx, "demo", "r-1", 1, handed("Other words."), KOREA, 9))
    with pytest.raises(Conflict):
        event.write(lambda tx: remarks.replace(tx, "demo", "r-1", 1, handed(), DESK, 9))
    event.write(lambda tx: remarks.withdraw(tx, "demo", "r-1", 2, DESK, 10))
    with pytest.raises(Conflict):
        event.write(lambda tx: remarks.withdraw(tx, "demo", "r-1", 2, DESK, 11))
    with pytest.raises(NotFound):
        hand_in(event, DESK, "XX", "r-4")


def test_versions_are_kept_and_what_was_withdrawn_is_read_by_nobody(event: Database) -> None:
    hand_in(event)
    event.write(lambda tx: remarks.replace(tx, "demo", "r-1", 1, handed("Other words.", pt="Outras."), KOREA, 9))
    shape = event.read(lambda tx: remarks.shape(tx, remarks.one(tx, "demo", "r-1", KOREA, 9), KOREA, 9, True))
    assert (shape["rev"], shape["text"], shape["translations"]) == (2, "Other words.", {"pt": "Outras."})
    assert (shape["is_embargoed"], shape["can"], shape["languages"]) == (True, ["replace", "withdraw"], ["pt"])
    event.write(lambda tx: remarks.withdraw(tx, "demo", "r-1", 2, KOREA, 10))
    shape = event.read(lambda tx: remarks.shape(tx, remarks.one(tx, "demo", "r-1", DESK, 11), DESK, 11, True))
    assert (shape["withdrawn_by"], shape["text"], shape["translations"]) == ("Invented Delegate", "", {})
    event.write(lambda tx: convene.open_session(tx, "demo", 1_000))
    event.write(lambda tx: floor.give_floor(tx, "demo", "KR", 0, 1_000))
    assert seen(event, LATER[0], 2_000) == []
    event.write(lambda tx: remarks.replace(tx, "demo", "r-1", 2, handed(), KOREA, 2_000))
    assert seen(event, LATER[0], 2_000) == ["r-1"]
    assert event.read(partial(count, table=Remarks)) == 3


def test_a_deleted_session_takes_its_remarks_with_it(event: Database) -> None:
    hand_in(event)
    event.write(lambda tx: deletion.delete_session(tx, "demo"))
    for table in (Remarks, RemarksTranslation):
        assert event.read(partial(count, table=table)) == 0


def test_a_delegation_hands_nothing_in_to_a_session_that_it_may_not_know_of(event: Database) -> None:
    event.write(lambda tx: convene.create_session(tx, "closed", "Closed", "confidential", ["en"], KNOWN))
    with pytest.raises(NotFound):
        event.write(lambda tx: remarks.hand_in(tx, "closed", "r-1", "KR", handed(), KOREA, 5))
    event.write(lambda tx: remarks.hand_in(tx, "closed", "r-1", "KR", handed(), DESK, 5))


@pytest.mark.parametrize(
    ("language", "text", "told", "error"),
    [
        ("en", "", {}, BadText),
        ("en", None, {}, BadText),
        ("en", "x" * 100_001, {}, BadText),
        ("en", "bell\u0007", {}, BadText),
        ("en", TEXT, {"pt": " "}, BadText),
        ("xx", TEXT, {}, UnknownLanguage),
        ("en", TEXT, {"xx": TOLD}, UnknownLanguage),
        ("en", TEXT, {"en": TOLD}, BadRequest),
    ],
)
def test_what_can_not_be_remarks_is_refused(language: str, text: Any, told: dict[str, Any], error: type) -> None:
    with pytest.raises(error):
        remarks.checked(language, text, told, KNOWN)


def test_marks_of_word_processors_are_left_out() -> None:
    assert remarks.checked("en", "\ufeffOne.\r\n\x0bTwo\u200f.\u2028", {}, KNOWN).text == "One.\n\nTwo."


def test_only_as_many_remarks_as_can_be_meant_are_taken(event: Database) -> None:
    for number in range(remarks.MOST_REMARKS):
        hand_in(event, name=f"r-{number}")
    with pytest.raises(Conflict):
        hand_in(event, name="r-more")
    hand_in(event, DESK, "BR", "r-other")


def hear_one(database: Database, text: str, routes: dict[str, set[str]], **more: Any) -> translate.Outcome:
    """The next line of who has the floor."""
    result = {"kind": "final", "text": text, "language": "en", "words": [], **more}

    def accept(tx: Any) -> translate.Outcome | None:
        lease = hear.lease(tx, "room")
        start = lease["start_sample"]
        place = {"start_sample": start, "end_sample": start + 16_000}
        return hear.accept(tx, "room", lease["epoch"], {**result, **place}, routes, "invented", 2_000)

    outcome = database.write(accept)
    assert outcome is not None
    return outcome


def speak(database: Database, delegation: str) -> None:
    database.write(lambda tx: convene.open_session(tx, "demo", 1_000))
    database.write(lambda tx: floor.give_floor(tx, "demo", delegation, 0, 1_000))


def asked(database: Database, outcome: translate.Outcome) -> list[tuple[str, str, list[str]]]:
    jobs = [*outcome.jobs, *outcome.unrouted]
    found = database.read(lambda tx: deliver.asked(tx, jobs, ()))
    return [(each.job.target, each.said, [paper.key[0] for paper in each.papers]) for each in found]


def test_only_what_that_delegation_says_in_the_language_of_its_remarks_is_looked_for_in_them(event: Database) -> None:
    hand_in(event)
    hand_in(event, BRAZIL, "BR", "r-2")
    speak(event, "KR")
    line = "We thank the Chair."
    assert asked(event, hear_one(event, line, {"en": {"pt", "fr"}})) == [("pt", line, ["r-1"])]
    other = hear_one(event, line, {"fr": {"pt", "en"}}, language="fr")
    assert asked(event, other) == []
    event.write(lambda tx: remarks.withdraw(tx, "demo", "r-1", 1, KOREA, 10))
    assert asked(event, hear_one(event, line, {"en": {"pt", "fr"}})) == []


def test_remarks_answer_what_no_engine_has_a_way_for_and_what_only_recognition_translated(event: Database) -> None:
    hand_in(event, pt=TOLD, fr="Nous remercions le Président.")
    speak(event, "KR")
    outcome = hear_one(event, "We thank the Chair.", {})
    assert not outcome.jobs and {each[0] for each in asked(event, outcome)} == {"pt", "fr"}
    found = Found(0, 4, 1.0, True, "Agradecemos.")
    answers = {job: found for job in outcome.unrouted if job.target == "pt"}
    events = event.write(lambda tx: deliver.answer(tx, answers, 9))
    assert [(each.payload["text"], each.payload["engine"], each.payload["note"]) for each in events] == [
        ("Agradecemos.", "remarks", "delivery")
    ]
    row = event.read(lambda tx: tx.get_one(Translation, (outcome.unrouted[0].segment, 1, "pt")))
    assert (row.status, row.rough) == ("done", False)


def test_a_persons_own_translation_stands(event: Database) -> None:
    hand_in(event)
    speak(event, "KR")
    outcome = hear_one(event, "We thank the Chair.", {"en": {"pt"}})
    job = next(each for each in outcome.jobs if each.target == "pt")
    event.write(lambda tx: record.translate_by_hand(tx, "demo", job.segment, 1, "pt", "Obrigado.", 9))
    assert event.write(lambda tx: deliver.answer(tx, {job: Found(0, 4, 1.0, False, "X.")}, 10)) == []
