"""A statement of two parties and one observer on its way from negotiation to signature."""

from __future__ import annotations

import json
from typing import Any

import pyotp

from server.core.statement import proof as checks
from server.services.meeting import convene
from server.services.minutes.steps import Actor
from server.services.statement import (
    adopt,
    emend,
    enrol,
    ledger,
    negotiate,
    proof,
    reword,
    signatures,
    statements,
)
from server.signing import ed25519
from server.signing.seal import Seal
from server.storage.database import Database
from tests.support.adoption import override_all

NOW = 1_795_600_000_000
SEAL = Seal("a secret of the test")
EVA = Actor("secretariat", None, "Eva Exemplo")
CHAIR = Actor("chair", None, "Caro Exemplo")
KOREA, BRAZIL, KENYA = (Actor("delegation", code, f"{code} person") for code in ("KR", "BR", "KE"))
PUBLIC = Actor("public", None, "")


class Table:
    """A statement of two parties and one observer, open, with one paragraph."""

    def __init__(self, database: Database) -> None:
        self.database = database

        def furnish(tx: Any) -> str:
            for code, name in (("KR", "Republic of Korea"), ("BR", "Brazil"), ("KE", "Kenya")):
                convene.put_delegation(tx, code, name, "en")
            convene.create_session(tx, "demo", "Demo", "public", ["en"], {"en": "English"})
            row = negotiate.create(
                tx, "Joint Statement", ["demo"], "en", "communique", ["KR", "BR"], "Eva", NOW, ["KE"], "parties"
            )
            negotiate.open_it(tx, row.id, row.rev, "Eva", NOW)
            reword.add(tx, row.id, None, "operative", "We will meet again in Busan in 2027", None, "Eva", NOW)
            override_all(tx, row.id, NOW, EVA)
            return row.id

        self.id = database.write(furnish)

    def rev(self) -> int:
        return int(self.database.read(lambda tx: statements.existing(tx, self.id).rev))

    def write(self, work: Any) -> Any:
        return self.database.write(work)

    def adopt(self) -> str:
        rev = self.rev()
        self.write(lambda tx: adopt.adopt(tx, self.id, rev, EVA, SEAL, NOW + 10))
        return str(self.database.read(lambda tx: statements.existing(tx, self.id).sha256))

    def publish(self, until: int | None = None) -> None:
        rev = self.rev()
        self.write(lambda tx: adopt.approve(tx, self.id, rev, CHAIR, NOW + 20))
        self.write(lambda tx: adopt.publish(tx, self.id, rev + 1, until, EVA, NOW + 30))

    def enrol(self, code: str, person: str) -> str:
        """The secret that the phone got."""
        handed = self.write(lambda tx: enrol.enrol(tx, self.id, code, person, EVA, SEAL, NOW))
        return str(handed.secret)

    def sign(self, who: Actor, code: str, now: int = NOW, seen: str | None = None) -> Any:
        return self.write(lambda tx: signatures.sign(tx, self.id, code, seen, who, SEAL, now))

    def record(self, who: Actor = EVA) -> dict[str, Any]:
        made = self.database.read(
            lambda tx: proof.record(tx, statements.existing(tx, self.id), who, SEAL, "https://house.example/p/1")
        )
        return json.loads(json.dumps(made))  # type: ignore[no-any-return]

    def log(self, who: Actor = EVA) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.database.read(lambda tx: ledger.shapes(tx, self.id, who.role))
        return found


def code_at(secret: str, now: int) -> str:
    return pyotp.TOTP(secret).at(now // 1000)


def failing(record: dict[str, Any]) -> set[str]:
    return {each.what for each in checks.check(record, ed25519.verify) if not each.holds}


def correct(table: Table) -> int:
    paragraph = table.database.read(lambda tx: statements.rows(tx, table.id)[0].id)
    given = {"paragraph": paragraph, "language": "en", "before": "in 2027", "after": "in 2028", "why": "a slip"}
    return int(table.write(lambda tx: emend.emend(tx, table.id, given, EVA, NOW + 50)))
