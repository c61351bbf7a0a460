"""Silence procedures and positions on SQLite and on PostgreSQL: exact, fixed, broken, late, and with no clock."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select

from server.core.errors import BadRequest, Conflict, NotAllowed, NotFound, UnderSilence
from server.core.minutes.retention import Retention
from server.core.statement.silence import Effect
from server.services.meeting import convene
from server.services.minutes.steps import Actor
from server.services.statement import (
    amendments,
    ledger,
    negotiate,
    positions,
    reminders,
    revisions,
    reword,
    sheet,
    silence,
    silences,
    statements,
)
from server.storage import fixed
from server.storage.database import Database
from server.storage.tables import Delegation, Silence, SilenceReminder, SilenceWord
from server.workers.clock import Clock
from tests.support.silence import BR, CHAIR, END, EVA, HOUR, KE, KR, NOW, Room


@pytest.fixture
def room(database: Database) -> Room:
    return Room(database)


def test_silence_passes_at_its_millisecond_by_reading_alone_and_the_silent_have_no_objection(room: Room) -> None:
    room.take(KR, "agree", NOW - 1)
    room.open()
    rows = room.events()
    for now, state, whole in ((NOW, "running", "pending"), (END - 1, "running", "pending"), (END, "passed", "agreed")):
        current = room.shown(now)["current"]
        assert (current["state"], current["silent"], current["is_on_the_text"]) == (state, ["BR", "KE"], True)
        found = room.stands(now)
        assert found["whole"] == whole and found["is_agreed"] is (state == "passed")
        assert found["unanswered"] == ([] if state == "passed" else ["BR", "KE"])
    assert found["matrix"]["BR"][""] == found["matrix"]["BR"][room.paragraph] == "no_objection"
    assert found["marks"]["BR"][""] == ["by_silence"] and found["counts"][""] == {"agree": 1, "no_objection": 2}
    with pytest.raises(Conflict, match="silence procedure has not ended"):
        room.adopt(END - 1)
    assert rows == room.events()
    room.adopt(END)
    adopted = room.stands(END + 9 * HOUR)
    assert adopted["levels"] == {room.paragraph: "adopted"} | dict.fromkeys(adopted["levels"], "adopted")
    assert (adopted["whole"], adopted["is_agreed"]) == ("adopted", True)
    assert adopted["counts"][""] == {"agree": 1, "no_objection": 2}


def test_a_clock_that_stands_still_or_ticks_changes_nothing_of_how_a_procedure_stands(
    database: Database, tmp_path: Any
) -> None:
    room, told = Room(database), dict[int, list[Any]]()
    room.open()
    clock = Clock(database, tmp_path, Retention())
    for ticks in (False, True):
        for now in (NOW + HOUR, END - HOUR, END - 1, END, END + HOUR):
            if ticks:
                clock.tick(now)
                clock.tick(now)
            told.setdefault(now, []).append((room.shown(now), room.stands(now)["matrix"]))
    assert all(one == other for one, other in told.values())
    sent = database.read(lambda tx: sorted((each.before_ms, each.at) for each in tx.scalars(select(SilenceReminder))))
    assert sent == [(0, END), (HOUR, END - HOUR), (24 * HOUR, END - HOUR)]
    assert (
        room.events().count("silence") == 1 + 2
    )  # opened, the reminders that were due at once, the end: each told once


def test_whatever_is_done_has_the_same_outcome_with_a_clock_that_never_ran(database: Database, tmp_path: Any) -> None:
    def acted(act: str, clock: Clock | None) -> Any:
        room = Room(database)
        room.open()
        for now in (END - HOUR, END - 1, END, END + HOUR):
            if clock is not None:
                clock.tick(now)
            if (act, now) in (("in time", END - 1), ("late", END)):
                room.object(BR, "Not the figures.", now)
        if act != "in time":
            room.adopt(END + HOUR)
        row = database.read(room.row)
        fixed = json.loads(row.canonical or "{}")
        for name in ("statement", "paragraphs"):  # with names that are made anew
            fixed.pop(name, None)
        (fixed.get("silence") or {}).pop("text_sha256", None)
        log = [
            (each["what"], each["at"], each["by"])
            for each in database.read(lambda tx: ledger.shapes(tx, room.id, "secretariat"))
        ]
        current = room.shown(END + 2 * HOUR)["current"]
        return row.status, fixed, log, current and current["state"]

    acts = ("kept", "in time", "late")
    never = [acted(each, None) for each in acts]
    clock = Clock(database, tmp_path, Retention())
    ticking = [acted(each, clock) for each in acts]
    assert never == ticking
    assert [each[0] for each in never] == ["adopted", "negotiation", "adopted"]
    assert [each[2][-1][0] for each in never] == ["adopted", "silence_broken", "adopted"]


def test_what_is_fixed_is_hashed_and_nobody_changes_it_while_silence_runs(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fixed, "now_ms", lambda: END - 1)
    identity = room.open()
    text, digest = room.database.read(lambda tx: silences.fixed(statements.read(tx, room.row(tx))))
    kept = room.database.read(lambda tx: tx.get_one(Silence, identity))
    assert (kept.text, kept.text_sha256, kept.revision) == (text, digest, 1) and "We will share data." in text
    works = {
        "edit": lambda tx: reword.edit(tx, room.id, room.paragraph, 1, "We may share data.", "Eva", END - 1),
        "add": lambda tx: reword.add(tx, room.id, None, "annex", "More.", None, "Eva", END - 1),
        "take out": lambda tx: reword.take_out(tx, room.id, room.paragraph, 1, "Eva", END - 1),
        "title": lambda tx: negotiate.entitle(tx, room.id, room.row(tx).rev, "Other", None),
        "parties": lambda tx: negotiate.entitle(tx, room.id, room.row(tx).rev, None, ["KR"]),
    }
    for name, work in works.items():
        with pytest.raises(UnderSilence) as error:
            room.write(work)
        assert error.value.code == "under_silence" and error.value.details == {"expires_at": END}, name
    monkeypatch.setattr(fixed, "now_ms", lambda: END)
    room.write(works["edit"])
    assert room.shown(END)["current"] is None and room.shown(END)["past"][0]["is_on_the_text"] is False
    assert room.stands(END)["unanswered"] == ["KR", "BR", "KE"]  # they kept silence over other words


@pytest.mark.parametrize("way", ["objection", "position", "amendment"])
def test_an_objection_or_an_amendment_of_a_party_breaks_it_at_once_and_everybody_is_told(room: Room, way: str) -> None:
    room.open()
    at = END - 1
    if way == "objection":
        assert room.object(KE, "Kenya cannot join paragraph 1.", at) is Effect.BREAKS
    elif way == "position":
        assert room.take(KE, "object", at, note="Kenya cannot join paragraph 1.")["silence"] == "breaks"
    else:
        work = lambda tx: silence.broken_by(tx, room.row(tx), "KE", "amendment", "Kenya cannot join paragraph 1.", at)  # noqa: E731
        assert room.write(work) is Effect.BREAKS
    shown = room.shown(END + 1)
    assert shown["current"] is None and shown["past"][0]["state"] == "broken"
    broken = shown["past"][0]["broken"]
    assert (broken["by"], broken["at"], broken["text"]) == ("KE", at, "Kenya cannot join paragraph 1.")
    assert broken["what"] == ("amendment" if way == "amendment" else "objection")
    if way != "amendment":
        assert [each["delegation"] for each in room.stands(END + 1)["obstacles"]] == ["KE"]
        with pytest.raises(Conflict, match="KE: object on the whole"):
            room.adopt(END + 1)
    assert room.events().count("silence") == 2
    assert room.object(BR, "Nor can Brazil.", END - 1) is Effect.LATE  # it was broken already
    assert [each["by"] for each in room.shown(END)["past"][0]["late"]] == ["BR"]


def test_a_late_objection_is_kept_without_effect_and_the_text_is_adopted(room: Room) -> None:
    room.open()
    assert room.object(KE, "We were late.", END) is Effect.LATE
    assert room.take(BR, "object", END + 5, note="So were we.")["is_late"]
    found, shown = room.stands(END + 6), room.shown(END + 6)["current"]
    assert [(each["by"], each["text"], each["at"]) for each in shown["late"]] == [
        ("KE", "We were late.", END), ("BR", "So were we.", END + 5),
    ]  # fmt: skip
    assert shown["state"] == "passed" and found["obstacles"] == [] and found["is_agreed"]
    assert [each["delegation"] for each in found["late"]] == ["BR"]
    given = amendments.Given("replace", room.paragraph, 1, "We will share nothing.")
    room.write(lambda tx: amendments.propose(tx, room.id, given, KE, None, END + 6)["id"])
    assert room.stands(END + 6)["obstacles"] == []
    assert (
        room.write(lambda tx: [each.what for each in sheet.lines(tx, room.row(tx), END + 6)]).count("open_amendments")
        == 0
    )
    room.adopt(END + 7)
    assert room.object(KR, "After adoption.", END + 8) is Effect.LATE
    assert room.object(KR, "On its way when it was adopted.", END - 1) is Effect.LATE
    assert room.shown(END + 9)["current"]["state"] == "passed"


def test_a_reservation_does_not_break_it_and_who_is_no_party_cannot(room: Room) -> None:
    room.open()
    for value in ("reserve", "disassociate", "no_objection", "agree_ad_referendum", "not_a_party"):
        assert room.take(KE, value, NOW + 1)["silence"] is None
    room.write(lambda tx: convene.put_delegation(tx, "ZZ", "Stranger", "en"))
    stranger = Actor("delegation", "ZZ", "Z")
    for work in (lambda: room.object(stranger, "No.", NOW + 2), lambda: room.take(stranger, "object", NOW + 2)):
        with pytest.raises(NotFound, match="not a party"):
            work()
    with pytest.raises(NotAllowed):
        room.object(CHAIR, "No.", NOW + 2)
    assert room.write(lambda tx: silence.broken_by(tx, room.row(tx), "ZZ", "amendment", "No", NOW + 2)) is None
    assert room.shown(NOW + 3)["current"]["state"] == "running"


def test_it_opens_on_a_text_on_which_nothing_is_open_once_and_the_chair_may_withdraw_it(room: Room) -> None:
    room.take(BR, "object", NOW - 1)
    with pytest.raises(Conflict) as error:
        room.open()
    assert error.value.details["obstacles"] == ["BR: object on the whole"]
    room.write(lambda tx: reword.edit(tx, room.id, room.paragraph, 1, "We may share data.", "Eva", NOW))
    room.open(by=CHAIR)  # put again: the objection was to other words
    assert room.shown(NOW)["current"]["opens_by"] == "Chair Kim"
    with pytest.raises(Conflict, match="already"):
        room.open()
    room.write(lambda tx: silence.withdraw(tx, room.row(tx), "Another text comes.", CHAIR, NOW + 1))
    with pytest.raises(Conflict, match="no silence procedure runs"):
        room.write(lambda tx: silence.withdraw(tx, room.row(tx), None, CHAIR, NOW + 2))
    past = room.shown(END + 1)["past"][0]
    assert past["state"] == "withdrawn" and past["withdrawn"]["why"] == "Another text comes."
    room.open()
    assert [each["text"] for each in room.stands(END)["obstacles"]] == ["BR: object on the whole"]  # silence lifts none
    for wrong in (NOW, NOW - 1):
        with pytest.raises(BadRequest):
            room.write(lambda tx, at=wrong: silence.open_(tx, room.id, room.row(tx).rev, at, None, None, EVA, NOW))


def test_a_newer_procedure_that_was_broken_takes_away_what_an_older_one_had_passed(room: Room) -> None:
    room.open()
    assert room.stands(END)["is_agreed"]
    room.open(END + 2 * HOUR, END + 1)
    room.object(KE, "No.", END + 2)
    assert not room.stands(END + 3)["is_agreed"] and room.stands(END + 3)["unanswered"] == ["KR", "BR"]


def test_a_text_is_issued_as_rev_n_when_it_is_put_under_silence_and_one_that_was_issued_is_not_issued_again(
    room: Room,
) -> None:
    for place in range(2):
        room.open()
        assert room.shown(NOW)["current"]["revision"] == 1
        room.write(lambda tx: silence.withdraw(tx, room.row(tx), None, CHAIR, NOW))
        assert len(room.database.read(lambda tx: revisions.listed(tx, room.row(tx)))) == 1, place
    room.write(lambda tx: reword.edit(tx, room.id, room.paragraph, 1, "We may share data.", "Eva", NOW))
    room.open()
    assert room.shown(NOW)["current"]["revision"] == 2


def test_each_delegation_reads_the_end_on_its_own_clocks(room: Room) -> None:
    room.open()
    current = room.shown(NOW)["current"]
    assert current["time_zone_of"] == {"KR": "Asia/Seoul", "BR": "America/Sao_Paulo", "KE": "UTC"}
    assert current["local"] == {
        "KR": "2026-11-27T18:46:40.000+09:00",
        "BR": "2026-11-27T06:46:40.000-03:00",
        "KE": "2026-11-27T09:46:40.000+00:00",
    }
    room.write(lambda tx: convene.put_delegation(tx, "KE", "Kenya", "en", "Africa/Nairobi"))
    room.write(lambda tx: convene.put_delegation(tx, "KE", "Republic of Kenya", "en"))
    assert room.database.read(lambda tx: tx.get_one(Delegation, "KE").time_zone) == "Africa/Nairobi"
    for wrong in ("Mars/Olympus", "../etc/passwd", "EST5EDT", 5):
        with pytest.raises(BadRequest, match="Asia/Seoul"):
            room.write(lambda tx, zone=wrong: convene.put_delegation(tx, "KE", "Kenya", "en", zone))


def test_the_secretariat_writes_a_position_down_and_says_who_told_it(room: Room) -> None:
    made = room.take(
        EVA, "reserve", NOW, delegation="KE", told_by="Ms Invented, by telephone", note="A law is pending."
    )
    assert made["is_on_behalf"] and made["by"] == "Eva" and made["told_by"] == "Ms Invented, by telephone"
    assert room.stands(NOW)["marks"]["KE"][""] == ["on_behalf"]
    for who, delegation, told_by, error in (
        (EVA, "KE", None, BadRequest), (EVA, None, "x", BadRequest), (EVA, "ZZ", "x", NotFound),
        (KR, "KE", "x", NotAllowed), (CHAIR, "KE", "x", NotAllowed),
    ):  # fmt: skip
        with pytest.raises(error):
            room.take(who, "agree", NOW, delegation=delegation, told_by=told_by)
    room.take(KE, "agree", NOW + 1)
    history = room.database.read(lambda tx: positions.history(tx, room.row(tx), "KE", EVA, NOW + 2))
    assert [(each["value"], each["by"], each["at"]) for each in history] == [
        ("reserve", "Eva", NOW), ("agree", "Person of KE", NOW + 1),
    ]  # fmt: skip


def test_agreement_ad_referendum_lapses_when_it_is_read_and_counts_as_the_statement_says(room: Room) -> None:
    room.take(KE, "agree_ad_referendum", NOW, until=NOW + 10)
    assert room.stands(NOW + 9)["matrix"]["KE"][""] == "agree_ad_referendum"
    lapsed = room.stands(NOW + 10)
    assert lapsed["matrix"]["KE"][""] == "no_reply" and "KE" in lapsed["unanswered"]
    assert lapsed["marks"]["KE"][""] == ["lapsed"] and lapsed["positions"][0]["is_lapsed"]
    assert lapsed["to_confirm"] == [{"delegation": "KE", "paragraph": "", "why": "lapsed", "until": NOW + 10}]
    room.write(lambda tx: positions.set_terms(tx, room.id, room.row(tx).rev, NOW + 5, "agree"))
    assert room.stands(NOW + 4)["positions"][0]["until"] == NOW + 5
    assert room.stands(NOW + 5)["matrix"]["KE"][""] == "agree"
    for value, until in (("agree", NOW + 10), ("agree_ad_referendum", NOW), ("agree_ad_referendum", "soon")):
        with pytest.raises(BadRequest):
            room.take(KE, value, NOW, until=until)


def test_everything_of_a_silence_procedure_goes_with_its_statement(room: Room) -> None:
    room.open()
    room.object(KE, "No.", NOW + 1)
    room.write(lambda tx: tx.delete(room.row(tx)))
    for each in (Silence, SilenceWord, SilenceReminder):
        assert room.database.read(lambda tx, table=each: tx.scalars(select(table)).all()) == []


def test_reminders_come_once_and_none_of_what_was_broken(room: Room) -> None:
    room.open()
    assert room.write(lambda tx: reminders.send(tx, END - 24 * HOUR - 1)) == 0
    assert room.write(lambda tx: reminders.send(tx, END - 24 * HOUR)) == 1
    assert room.write(lambda tx: reminders.send(tx, END - 24 * HOUR + 1)) == 0
    room.object(KE, "No.", END - 2 * HOUR)
    assert room.write(lambda tx: reminders.send(tx, END - HOUR)) == 0
    assert room.write(lambda tx: reminders.send(tx, END)) == 0
