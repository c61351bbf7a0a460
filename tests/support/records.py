"""A session whose summary and decisions are drafted, shown, found and approved: straight on the database."""

from __future__ import annotations

from functools import partial
from typing import Any

from server.services.meeting import convene
from server.services.minutes import record, record_drafts, recorded, records, seal
from server.services.minutes.records import By
from server.services.minutes.steps import Actor
from server.storage.database import Database
from server.storage.tables import (
    Meeting,
    Segment,
    Stream,
    Version,
)

KNOWN = {"en": "English", "pt": "Português", "de": "Deutsch"}
SAID = [
    ("CHAIR", "We turn to the first item, seized cargo."),
    ("KR", "We propose a common register of seized cargo."),
    ("BR", "Brazil supports the proposal and will send its list by 31 March."),
    ("KR", "In 2025 we scanned 640 parcels."),
]
ANA, BO = By("Ana Invented", 10), By("Bo Invented", 20)


def write(database: Database, by: By = ANA, language: str = "en") -> int:
    basis = database.read(lambda tx: record_drafts.basis(tx, "demo", language))
    made = record_drafts.drafted(basis)
    return database.write(lambda tx: record_drafts.store(tx, basis, made, by))


def shown(database: Database, role: str = "rapporteur", language: str = "en") -> dict[str, Any]:
    return database.read(lambda tx: recorded.shape(tx, tx.get_one(Meeting, "demo"), language, role))


def find(database: Database, words: str, role: str = "rapporteur") -> dict[str, Any]:
    return next(each for each in shown(database, role)["items"] if words in each["text"])


def correct(database: Database, segment: str, text: str) -> None:
    rev = database.read(lambda tx: tx.get_one(Segment, segment).rev)
    database.write(lambda tx: record.correct(tx, "demo", segment, rev, text, "Ana", {}, 30))


CHAIR, RAPPORTEUR = Actor("chair", None, "Cy Invented"), Actor("rapporteur", None, "Ana Invented")


def accept_all(database: Database) -> None:
    for each in shown(database)["items"]:
        if each["state"] == "draft":
            database.write(partial(records.accept, session="demo", item=each["id"], rev=each["rev"], by=ANA))


def seal_it(database: Database, now: int = 70) -> dict[str, Any]:
    head = shown(database)["head"]
    database.write(lambda tx: seal.approve(tx, "demo", "en", head, CHAIR, now))
    return shown(database, "chair")


def hinders(database: Database) -> list[str]:
    return [each["what"] for each in shown(database)["obstacles"]]


def open_session(database: Database) -> Database:
    """An open session with four lines in English."""

    def furnish(tx: Any) -> None:
        convene.put_delegation(tx, "KR", "Republic of Korea", "en")
        convene.put_delegation(tx, "BR", "Brazil", "pt")
        convene.create_session(tx, "demo", "Demo", "public", ["en", "pt", "de"], KNOWN)
        convene.open_session(tx, "demo", 1_795_996_800_000)
        tx.add(Stream(id="room", session_id="demo", kind="mixed", language="en", done_sample=0))
        for place, (code, text) in enumerate(SAID):
            tx.add(
                Segment(
                    id=f"s{place}", session_id="demo", stream_id="room", start_sample=place, end_sample=place + 1,
                    start_ms=place * 10_000, end_ms=place * 10_000 + 5_000, language="en", speaker=code,
                    delegation=code, heard=text, words=[], engine="invented", confidence=0.9, rev=1,
                )
            )  # fmt: skip
            tx.flush()
            tx.add(Version(segment_id=f"s{place}", rev=1, text=text, by="", why="heard", at=1))

    database.write(furnish)
    return database
