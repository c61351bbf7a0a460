"""A room with a statement under a silence procedure, and whoever may break it: straight on the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from server.core.statement.silence import Effect
from server.services.meeting import convene
from server.services.minutes.steps import Actor
from server.services.statement import (
    adopt,
    consensus,
    negotiate,
    positions,
    reword,
    silence,
    silences,
)
from server.signing.seal import Seal
from server.storage.database import Database
from server.storage.tables import Meeting, Statement, StatementEvent
from tests.support.adoption import override_all

NOW = 1_795_600_000_000
HOUR = 3_600_000
END = NOW + 48 * HOUR
EVA = Actor("secretariat", None, "Eva")
CHAIR = Actor("chair", None, "Chair Kim")
KR, BR, KE = (Actor("delegation", code, f"Person of {code}") for code in ("KR", "BR", "KE"))


class Room:
    """A statement under negotiation, with three parties and one paragraph."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.id = database.write(self._furnish)
        self.paragraph = database.write(
            lambda tx: reword.add(tx, self.id, None, "operative", "We will share data.", None, "Eva", NOW - 10)
        )
        self.write(lambda tx: negotiate.open_it(tx, self.id, self.row(tx).rev, "Eva", NOW - 5))

    def _furnish(self, tx: Any) -> str:
        for code, zone in (("KR", "Asia/Seoul"), ("BR", "America/Sao_Paulo"), ("KE", None)):
            convene.put_delegation(tx, code, f"Delegation {code}", "en", zone)
        if tx.get(Meeting, "demo") is None:
            convene.create_session(tx, "demo", "Demo", "public", ["en"], {"en": "English"})
        parties = ["KR", "BR", "KE"]
        return negotiate.create(tx, "Joint", ["demo"], "en", "communique", parties, "Eva", NOW - 20).id

    def row(self, tx: Any) -> Statement:
        return tx.get_one(Statement, self.id)

    def write(self, work: Any) -> Any:
        return self.database.write(work)

    def open(self, expires_at: int = END, now: int = NOW, **more: Any) -> str:
        return self.write(
            lambda tx: (
                silence.open_(
                    tx, self.id, self.row(tx).rev, expires_at, None, more.get("reminders"), more.get("by", EVA), now
                ).id
            )
        )

    def take(self, who: Actor, value: str, now: int, place: str = "", **more: Any) -> Any:
        given = (more.get("note"), more.get("until"), more.get("delegation"), more.get("told_by"))
        return self.write(lambda tx: positions.take(tx, self.id, place, value, *given, who, now))

    def object(self, who: Actor, text: str, now: int, delegation: str | None = None, told_by: str = "") -> Effect:
        return self.write(lambda tx: silence.object_(tx, self.row(tx), text, None, delegation, told_by, who, now))

    def shown(self, now: int, who: Actor = EVA) -> Any:
        return self.database.read(
            lambda tx: silences.shape(tx, self.row(tx), consensus.table(tx, self.row(tx), now), who)
        )

    def stands(self, now: int, who: Actor = EVA) -> Any:
        return self.database.read(lambda tx: consensus.shape(tx, self.row(tx), who, now))

    def events(self) -> list[str]:
        return self.database.read(lambda tx: [each.about for each in tx.scalars(select(StatementEvent))])

    def adopt(self, now: int) -> None:
        def work(tx: Any) -> None:
            override_all(tx, self.id, now)
            adopt.adopt(tx, self.id, self.row(tx).rev, EVA, Seal("of a test"), now)

        self.write(work)
