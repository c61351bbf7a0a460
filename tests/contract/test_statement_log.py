"""The log of a statement on SQLite and on PostgreSQL: everything that was done stands in it, once, in one chain."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from server.core.errors import Internal
from server.core.minutes.retention import Retention
from server.core.statement import ledger as rules
from server.services.meeting import convene
from server.services.minutes.steps import Actor
from server.services.statement import (
    adopt,
    amendments,
    convert,
    ledger,
    negotiate,
    revise,
    revisions,
    reword,
    silence,
    versions,
)
from server.services.statement.amendments import Given
from server.signing.seal import Seal
from server.storage.database import Database
from server.storage.tables import Amendment, Paragraph, Statement
from server.workers.clock import Clock
from tests.support.adoption import override_all

NOW = 1_795_600_000_000
HOUR = 3_600_000
END = NOW + HOUR
EVA, CHAIR = Actor("secretariat", None, "Eva Exemplo"), Actor("chair", None, "Caro Exemplo")
KR, BR = (Actor("delegation", code, f"Person of {code}") for code in ("KR", "BR"))


class Desk:
    """A statement of two parties under negotiation, with one paragraph."""

    def __init__(self, database: Database) -> None:
        self.database = database

        def furnish(tx: Any) -> str:
            for code in ("KR", "BR"):
                convene.put_delegation(tx, code, f"Delegation {code}", "en")
            row = negotiate.create(tx, "Joint", [], "en", "communique", ["KR", "BR"], "Eva", NOW - 20)
            reword.add(tx, row.id, None, "operative", "We will share data.", None, "Eva", NOW - 10)
            negotiate.open_it(tx, row.id, row.rev, "Eva", NOW - 5)
            return row.id

        self.id = database.write(furnish)

    def row(self, tx: Any) -> Statement:
        return tx.get_one(Statement, self.id)  # type: ignore[no-any-return]

    def write(self, work: Any) -> Any:
        return self.database.write(work)

    def open(self, now: int = NOW, end: int = END) -> str:
        return str(self.write(lambda tx: silence.open_(tx, self.id, self.row(tx).rev, end, None, None, EVA, now).id))

    def object(self, who: Actor, now: int) -> None:
        self.write(lambda tx: silence.object_(tx, self.row(tx), "Not the figures.", None, None, "", who, now))

    def adopt(self, now: int) -> None:
        def work(tx: Any) -> None:
            override_all(tx, self.id, now)
            adopt.adopt(tx, self.id, self.row(tx).rev, EVA, Seal("of a test"), now)

        self.write(work)

    def log(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.database.read(lambda tx: ledger.shapes(tx, self.id, "secretariat"))
        assert rules.broken(self.id, found) is None
        return found

    def told(self) -> list[str]:
        return [each["what"] for each in self.log() if each["what"] not in ("opened", "override")]


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def test_readings_revisions_and_how_silence_was_opened_broken_and_withdrawn_stand_in_the_log(desk: Desk) -> None:
    desk.write(lambda tx: revisions.read_on(tx, desk.id, desk.row(tx).rev, 2, "Eva", NOW))
    desk.write(lambda tx: revisions.issue(tx, desk.id, desk.row(tx).rev, "after lunch", "Eva", NOW + 1))
    first = desk.open(NOW + 2)
    given = Given(kind="replace", paragraph=desk.write(paragraph), base_rev=1, text="We may share data")
    desk.write(lambda tx: amendments.propose(tx, desk.id, given, Person(KR), None, NOW + 3))
    desk.object(BR, NOW + 4)  # too late to break it again, and kept
    desk.write(lambda tx: amendments.withdraw(tx, desk.id, made(tx), Person(KR), None, NOW + 5))
    desk.open(NOW + 6)
    desk.write(lambda tx: silence.withdraw(tx, desk.row(tx), "a day off", CHAIR, NOW + 7))
    assert desk.told() == [
        "reading",
        "revision",
        *("silence_opened", "silence_broken", "silence_late"),
        *("silence_opened", "silence_withdrawn"),
    ]
    reading, issued, opened, broken, late, _, withdrawn = (each["facts"] for each in desk.log()[1:])
    assert reading == {"reading": 2} and (issued["number"], issued["note"]) == (1, "after lunch")
    assert (opened["revision"], opened["expires_at"], opened["parties"]) == (1, END, ["KR", "BR"])
    assert broken == {
        "silence": first, "delegation": "KR", "what": "amendment", "text": "A1: We may share data", "told_by": "",
    }  # fmt: skip
    assert (late["delegation"], late["what"], late["text"]) == ("BR", "objection", "Not the figures.")
    assert withdrawn["why"] == "a day off"


def test_that_silence_passed_is_written_once_before_what_comes_next_with_a_clock_and_without_one(
    desk: Desk, tmp_path: Any
) -> None:
    identity = desk.open()
    assert desk.told() == ["revision", "silence_opened"], "nobody was awake"
    clock = Clock(desk.database, tmp_path, Retention())
    clock.tick(END + 1)
    assert desk.told()[2:] == [], "an objection that came in time may still wait for its turn"
    clock.tick(END + ledger.SETTLED_MS)
    clock.tick(END + HOUR)
    desk.object(KR, END + HOUR)
    assert desk.told()[2:] == ["silence_passed", "silence_late"]
    passed = desk.log()[3]
    assert (passed["at"], passed["by"], passed["facts"]["silence"]) == (END, "", identity)


def test_adoption_writes_first_that_silence_passed_though_no_clock_ever_ran(desk: Desk) -> None:
    desk.open()
    desk.adopt(END + 1)
    assert desk.told()[2:] == ["silence_passed", "adopted"]


def test_an_objection_that_came_in_time_and_waited_its_turn_finds_no_entry_that_silence_passed(desk: Desk) -> None:
    desk.open()
    desk.write(lambda tx: revisions.read_on(tx, desk.id, desk.row(tx).rev, 3, "Eva", END + 500))
    desk.object(KR, END - 1)
    assert desk.told()[2:] == ["reading", "silence_broken"]


def test_signing_a_version_off_and_the_chairs_summary_stand_in_the_log(desk: Desk) -> None:
    desk.write(
        lambda tx: revise.choose(
            tx, desk.id, desk.row(tx).rev, [{"code": "fr", "is_authentic": True}], None, ("en", "fr"), EVA, NOW
        )
    )
    for name, text in (("title", "Commun"), (desk.write(paragraph), "Nous partagerons des données.")):
        desk.write(lambda tx, name=name, text=text: revise.write(tx, desk.id, "fr", name, 0, text, None, EVA, NOW))
    seen = desk.database.read(lambda tx: versions.digest(versions.versions(tx, desk.row(tx), "fr"), "fr"))
    desk.write(lambda tx: revise.sign(tx, desk.id, "fr", seen, EVA, NOW + 1))
    desk.write(lambda tx: convert.convert(tx, desk.id, desk.row(tx).rev, CHAIR, NOW + 2))
    assert desk.told() == ["signed_off", "converted"]
    assert desk.log()[1]["facts"] == {"language": "fr", "sha256": seen, "role": "secretariat"}


def test_an_entry_of_a_kind_that_nobody_knows_is_refused(desk: Desk) -> None:
    for what, facts in (("forgotten", {}), ("reading", {"half": 0.5})):
        with pytest.raises(Internal):
            desk.write(lambda tx, what=what, facts=facts: ledger.add(tx, desk.id, what, "Eva", NOW, **facts))


def paragraph(tx: Any) -> str:
    return str(tx.scalars(select(Paragraph.id)).one())


def made(tx: Any) -> str:
    return str(tx.scalars(select(Amendment.id)).one())


class Person:
    """Somebody signed in."""

    def __init__(self, actor: Actor) -> None:
        self.role, self.delegation, self.name = actor.role, actor.delegation, actor.name
