"""Minutes of three lines on their way to approval: review, proposals, the record; straight on the database."""

from __future__ import annotations

from typing import Any

from server.services.hearing import hear, translate
from server.services.meeting import convene, floor
from server.services.minutes import approval as stored
from server.services.minutes import approve, dossier, propose
from server.services.minutes.steps import Actor
from server.storage.database import Database
from server.storage.tables import Proposal, Segment

KNOWN = {"en": "English", "pt": "Português"}
ROUTES = {"en": {"pt"}}
NOW = 1_795_600_000_000
DESK = Actor("secretariat", None, "Iris Exemplo")
RAPPORTEUR = Actor("rapporteur", None, "Ana Exemplo")
CHAIR = Actor("chair", None, "Caro Exemplo")
KOREA, BRAZIL = Actor("delegation", "KR", "Kim Ye-si"), Actor("delegation", "BR", "Eva Exemplo")
PUBLIC = Actor("public", None, "")


def told(tx: Any, segment: str, text: str) -> None:
    found = tx.get_one(Segment, segment)
    translate.store_translation(tx, found, "pt", text, "invented", False, "done", "", NOW)


def look(database: Database, actor: Actor = DESK, now: int = NOW) -> dict[str, Any]:
    return database.read(lambda tx: dossier.shape(tx, "demo", actor, 0, now))


def begin(database: Database, days: int = 7) -> None:
    database.write(lambda tx: approve.review(tx, "demo", days, "", DESK, look_rev(tx), NOW))


def look_rev(tx: Any) -> int:
    return stored.of(tx, "demo").rev


def approved_minutes(database: Database) -> str:
    """Review that is over at once, and approval; returns the hash."""
    begin(database, 0)
    seen = look(database)
    assert seen["obstacles"] == []
    database.write(lambda tx: approve.approve(tx, "demo", seen["doubts"]["digest"], 0, CHAIR, seen["rev"], NOW + 9))
    return str(look(database)["sha256"])


def suggest(database: Database, segment: str, text: str, actor: Actor = KOREA, now: int = NOW, **more: Any) -> Proposal:
    given = {"rev": 1, "why": "we said so", "asked": None, **more}
    return database.write(
        lambda tx: propose.propose(
            tx, "demo", f"c-{segment}-{actor.role}-{now}", segment, given["rev"], text, given["why"], given["asked"],
            actor, now,
        )
    )  # fmt: skip


def closed_session(database: Database) -> Database:
    """A closed session: two lines of Korea and one of Brazil, one translated, with a span off the record."""

    def furnish(tx: Any) -> None:
        convene.put_delegation(tx, "KR", "Republic of Korea", "en")
        convene.put_delegation(tx, "BR", "Brazil", "pt")
        convene.create_session(tx, "demo", "Demo", "public", ["en", "pt"], KNOWN)
        convene.open_session(tx, "demo", NOW)
        hear.open_stream(tx, "room", "demo", "mixed", None, "en", 0, 0)
        floor.give_floor(tx, "demo", "KR", 0, NOW)
        floor.give_floor(tx, "demo", "BR", 2_000, NOW)
        convene.set_off_record(tx, "demo", True, NOW + 3_000)
        convene.set_off_record(tx, "demo", False, NOW + 4_000)

    database.write(furnish)
    epoch = database.write(lambda tx: hear.lease(tx, "room"))["epoch"]
    for place, text in enumerate(("We propose a pilot.", "It starts in may.", "We thank Korea.")):
        words = {"kind": "final", "start_sample": place * 16_000, "end_sample": (place + 1) * 16_000, "words": []}
        result = {**words, "text": text, "language": "en", "confidence": 0.9}
        database.write(lambda tx, each=result: hear.accept(tx, "room", epoch, each, ROUTES, "invented", NOW + 1))
    database.write(lambda tx: told(tx, "room-0", "Propomos um piloto."))
    database.write(lambda tx: convene.close_session(tx, "demo", NOW + 5_000))
    return database
