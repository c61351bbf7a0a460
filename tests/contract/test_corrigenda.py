"""Corrigenda of approved minutes: numbered, chained, withheld lines; the record stays as it is. On both databases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from server.core.errors import BadRequest, Conflict, MinutesLocked, NotAllowed, NotFound
from server.core.minutes import approved
from server.core.minutes.approval import DAY_MS, FLOOR
from server.core.minutes.retention import Retention
from server.services.meeting import deletion
from server.services.minutes import approval as stored
from server.services.minutes import approve, dossier, propose, record, rectify, sign
from server.services.minutes.steps import Actor
from server.storage import log
from server.storage.database import Database
from server.storage.tables import ApprovedRecord, Base
from server.workers.clock import Clock
from tests.support.approved import (
    CHAIR,
    DESK,
    KOREA,
    NOW,
    RAPPORTEUR,
    ROUTES,
    approved_minutes,
    begin,
    closed_session,
    look,
    look_rev,
    suggest,
)


@pytest.fixture
def minutes(database: Database) -> Database:
    return closed_session(database)


def test_corrigenda_are_numbered_and_chained_and_the_record_stays_as_it_is(minutes: Database) -> None:
    sha256 = approved_minutes(minutes)
    frozen = minutes.read(lambda tx: tx.get_one(ApprovedRecord, "demo").canonical)

    def rectify_it(segment: str, lang: str, text: str, actor: Actor = RAPPORTEUR) -> int:
        return minutes.write(lambda tx: rectify.rectify(tx, "demo", segment, lang, text, "misheard", actor, NOW + 20))

    assert rectify_it("room-16000", "", "It starts in May.") == 1
    assert rectify_it("room-16000", "", "It starts in June.") == 2
    assert rectify_it("room-0", "pt", "Propomos dois pilotos.") == 3
    with pytest.raises(BadRequest):
        rectify_it("room-16000", "", "It starts in June.")
    for segment, lang, refusal in (("room-9", "", NotFound), ("room-16000", "pt", NotFound)):
        with pytest.raises(refusal):
            rectify_it(segment, lang, "x")
    with pytest.raises(NotAllowed):
        rectify_it("room-16000", "", "It starts in July.", CHAIR)
    shown = look(minutes)["corrigenda"]
    assert [(each["number"], each["before"], each["after"]) for each in shown[:2]] == [
        (1, "It starts in may.", "It starts in May."),
        (2, "It starts in May.", "It starts in June."),
    ]
    assert chain(shown, sha256) == [each["sha256"] for each in shown]
    assert minutes.read(lambda tx: tx.get_one(ApprovedRecord, "demo").canonical) == frozen
    assert look(minutes)["sha256"] == sha256


def chain(corrigenda: list[dict[str, Any]], sha256: str) -> list[str]:
    """As a stranger computes it."""
    found, previous = [], sha256
    for each in corrigenda:
        words = {key: each[key] for key in ("salt", "before", "after")}
        digest = each["words"] if each["is_hidden"] else approved.digest(words)
        facts = {key: each[key] for key in ("number", "segment", "lang", "kind", "why", "by", "at")}
        previous = approved.digest({**facts, "record": sha256, "previous": previous, "words": digest})
        found.append(previous)
    return found


def test_a_line_is_withheld_by_a_corrigendum_and_everything_can_still_be_verified(minutes: Database) -> None:
    minutes.write(lambda tx: sign_floor(tx))
    sha256 = approved_minutes(minutes)
    minutes.write(lambda tx: approve.publish(tx, "demo", DESK, look_rev(tx), NOW + 10))
    minutes.write(
        lambda tx: rectify.rectify(tx, "demo", "room-16000", "", "It starts in May.", "misheard", DESK, NOW + 20)
    )
    with pytest.raises(NotAllowed):
        minutes.write(lambda tx: rectify.withhold(tx, "demo", "room-16000", "by court order", RAPPORTEUR, NOW + 21))
    number, outcome = minutes.write(lambda tx: rectify.withhold(tx, "demo", "room-16000", "by order", CHAIR, NOW + 21))
    assert number == 2 and [event.payload["status"] for event in outcome.events] == ["retracted"]
    given = minutes.read(lambda tx: rectify.given_out(tx, "demo", "public"))
    assert "starts in" not in json.dumps(given) and "starts in" in json.dumps(
        minutes.read(lambda tx: rectify.given_out(tx, "demo", "rapporteur"))
    )
    assert approved.sha256(given["record"]) == sha256
    assert chain(given["corrigenda"], sha256) == [each["sha256"] for each in given["corrigenda"]]
    seen = [record.seen_by(each, "public") for each in minutes.read(lambda tx: record.minutes(tx, "demo"))]
    assert "starts in" not in json.dumps(seen)
    events = minutes.read(lambda tx: log.read(tx, "demo", "en", 0))["events"]
    assert "starts in" not in json.dumps(events)
    signed = minutes.read(lambda tx: dossier.standing(tx, "demo", "public", NOW))["sign_offs"]
    assert signed[0]["is_current"], "what was approved was signed, whatever is withheld of it"
    with pytest.raises(Conflict):
        minutes.write(lambda tx: rectify.rectify(tx, "demo", "room-16000", "", "x", "y", DESK, NOW))
    with pytest.raises(NotFound):
        minutes.write(lambda tx: rectify.withhold(tx, "demo", "room-16000", "twice", CHAIR, NOW))
    with pytest.raises(MinutesLocked):
        minutes.write(lambda tx: record.correct(tx, "demo", "room-0", 1, "x", "Ana", ROUTES, NOW))


def sign_floor(tx: Any) -> None:
    sha256 = stored.version_digest(stored.lines(record.minutes(tx, "demo")), FLOOR)
    sign.sign(tx, "demo", FLOOR, sha256, RAPPORTEUR, NOW)


def test_the_record_stays_when_the_sound_has_gone(minutes: Database, tmp_path: Path) -> None:
    sha256 = approved_minutes(minutes)
    (tmp_path / "demo" / "room").mkdir(parents=True)
    assert Clock(minutes, tmp_path, Retention(30)).tick(NOW + 31 * DAY_MS)["sessions"] == 1
    assert not (tmp_path / "demo").exists()
    assert minutes.read(lambda tx: rectify.given_out(tx, "demo", "chair"))["sha256"] == sha256
    assert len(minutes.read(lambda tx: record.minutes(tx, "demo"))) == 3


def test_a_deleted_session_leaves_nothing_of_its_approval(minutes: Database) -> None:
    begin(minutes, 1)
    suggest(minutes, "room-0", "We propose pilots.")
    minutes.write(lambda tx: propose.withdraw(tx, "demo", f"c-room-0-delegation-{NOW}", KOREA, NOW))
    minutes.write(sign_floor)
    minutes.write(lambda tx: approve.set_window(tx, "demo", 0, "all agree", DESK, look_rev(tx), NOW))
    seen = look(minutes, now=NOW)
    minutes.write(lambda tx: approve.approve(tx, "demo", seen["doubts"]["digest"], 0, CHAIR, seen["rev"], NOW))
    minutes.write(lambda tx: rectify.rectify(tx, "demo", "room-16000", "", "It starts in May.", "misheard", DESK, NOW))
    minutes.write(lambda tx: deletion.delete_session(tx, "demo"))
    for name, table in Base.metadata.tables.items():
        rows = minutes.read(lambda tx, each=table: tx.execute(select(each)).all())
        assert bool(rows) == (name == "delegations"), name
