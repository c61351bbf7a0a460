"""A session with one microphone of the room: results that a speech worker sends, taken in on the database."""

from __future__ import annotations

from typing import Any

from server.services.hearing import hear, translate
from server.services.meeting import convene
from server.services.minutes.steps import Actor
from server.storage.database import Database

KNOWN = {"en": "English", "pt": "Português", "fr": "Français"}
ROUTES = {"en": {"pt"}, "fr": {"en"}}
EVA = Actor("secretariat", None, "Eva")


def final(start: int, end: int, text: str = "We propose a pilot.", language: str = "en", **more: Any) -> dict[str, Any]:
    place = {"kind": "final", "start_sample": start, "end_sample": end}
    return {**place, "text": text, "language": language, "words": [], **more}


def accepts(database: Database, epoch: int, result: dict[str, Any]) -> translate.Outcome | None:
    return database.write(lambda tx: hear.accept(tx, "room", epoch, result, ROUTES, "invented", 5))


def open_session(database: Database) -> Database:
    """An open session with a microphone of the room and two delegations."""

    def furnish(tx: Any) -> None:
        convene.put_delegation(tx, "KR", "Republic of Korea", "en")
        convene.put_delegation(tx, "BR", "Brazil", "pt")
        convene.create_session(tx, "demo", "Demo", "public", ["en", "pt"], KNOWN)
        convene.open_session(tx, "demo", 1_000)
        hear.open_stream(tx, "room", "demo", "mixed", None, "en", 0, 0)

    database.write(furnish)
    return database
