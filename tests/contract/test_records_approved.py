"""Records of a session approved under a hash, locked, opened again, with lines withheld later. On both databases."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from sqlalchemy.orm import Session

from server.core.errors import Conflict, NotAllowed, NotFound, RecordLocked
from server.services.minutes import records, seal
from server.storage.database import Database
from server.storage.lock import lifted
from server.storage.tables import (
    Approval,
    Segment,
)
from tests.support.records import (
    ANA,
    CHAIR,
    RAPPORTEUR,
    accept_all,
    hinders,
    open_session,
    seal_it,
    shown,
    write,
)


@pytest.fixture
def meeting(database: Database) -> Database:
    return open_session(database)


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
