"""A meeting with everything that a backup saves: its rows and its sounds, and what is said in it meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from server.services.hearing import hear, interpret
from server.services.meeting import convene, floor, remarks
from server.services.minutes import record
from server.settings import Settings
from server.storage.database import Database
from server.storage.recording import Recording
from server.storage.tables import Base

LOUD = b"\x10\x20" * 1_600
ROUTES: dict[str, set[str]] = {"en": {"pt"}}


def work(settings: Settings, unit: Callable[[Any], Any]) -> Any:
    database = Database(settings.database)
    try:
        return database.write(unit)
    finally:
        database.close()


def rows(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that is in the database."""

    def read(tx: Any) -> dict[str, list[tuple[Any, ...]]]:
        tables = Base.metadata.tables
        return {
            name: sorted((tuple(row) for row in tx.execute(select(table))), key=str) for name, table in tables.items()
        }

    return work(settings, read)  # type: ignore[no-any-return]


def sounds(settings: Settings) -> dict[str, bytes]:
    return {str(path.relative_to(settings.recordings)): path.read_bytes() for path in settings.recordings.glob("*/*/*")}


def meet(settings: Settings) -> None:
    """A meeting with everything that rows can hold."""

    def begin(tx: Any) -> None:
        convene.put_delegation(tx, "KR", "대한민국 · 'quoted' · \\", "ko")
        convene.create_session(tx, "demo", "Demo", "confidential", ["en", "pt"], {"en": "English", "pt": "Português"})
        convene.open_session(tx, "demo", 1_000)
        floor.give_floor(tx, "demo", "KR", 0, 1_000)
        convene.invite(tx, "i1", "chair", None, "The chair", 7, 1_000)
        hear.open_stream(tx, "room", "demo", "mixed", None, "en", 0, 0)
        booth = interpret.Booth("demo", "pt", "i2", "Ana Exemplo")
        interpret.take(tx, booth, ROUTES, 1_000)
        interpret.write(tx, booth, interpret.Written("Propomos um projeto-piloto."), 1_000)
        given = remarks.checked("ko", "시범 사업을 제안합니다.", {"en": "We propose a pilot."}, ("ko", "en"))
        remarks.hand_in(tx, "demo", "r-1", "KR", given, remarks.Reader("secretariat", None, "The desk"), 1_000)

    work(settings, begin)
    recording = Recording(settings.recordings / "demo" / "room")
    recording.open_epoch(1, 0)
    recording.write(0, LOUD)
    recording.close()
    say(settings, 0)
    work(settings, lambda tx: record.translate_by_hand(tx, "demo", "room-0", 1, "pt", "Propomos.", 6, "rapporteur"))


def say(settings: Settings, number: int, text: str = "We propose a pilot.") -> None:
    place = {"start_sample": number * 1_600, "end_sample": (number + 1) * 1_600}
    result = {"kind": "final", **place, "text": text, "language": "en", "words": [{"text": "We", **place}]}

    def store(tx: Any) -> None:
        epoch = hear.lease(tx, "room")["epoch"]
        hear.accept(tx, "room", epoch, result, ROUTES, "invented", 5)

    work(settings, store)
