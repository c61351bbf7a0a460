"""A meeting with everything that a session's file carries: held, taken out, brought in, and what its readers see."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from server.documents import minutes
from server.services.hearing import hear, interpret
from server.services.meeting import bundle, convene, floor, glossary, remarks
from server.services.minutes import record, retraction
from server.settings import Settings
from server.storage import log
from server.storage.database import Database
from server.storage.recording import Recording
from server.storage.tables import Meeting

LOUD = b"".join(((place * 977) % 20_011 - 10_000).to_bytes(2, "little", signed=True) for place in range(1_600))
ROUTES: dict[str, set[str]] = {"en": {"pt"}}
KNOWN = {"en": "English", "pt": "Português"}


def work(settings: Settings, unit: Callable[[Any], Any]) -> Any:
    database = Database(settings.database)
    try:
        return database.write(unit)
    finally:
        database.close()


def meet(settings: Settings, session: str = "demo", stream: str = "room") -> None:
    """A meeting with lines in two languages, a correction, a retracted line, a loss, what was off the record, sound."""

    def begin(tx: Any) -> None:
        convene.put_delegation(tx, "KR", "대한민국 · 'quoted' · \\", "ko")
        convene.put_delegation(tx, "BR", "Brazil", "pt")
        convene.create_session(tx, session, "Démo · 시험", "public", ["en", "pt"], KNOWN)
        convene.open_session(tx, session, 1_900_000_000_000)
        floor.give_floor(tx, session, "KR", 0, 1_900_000_000_000)
        floor.ask_floor(tx, session, "BR", True, 1_900_000_000_000)
        hear.open_stream(tx, stream, session, "mixed", None, "en", 0, 0)
        booth = interpret.Booth(session, "pt", "i2", "Ana Exemplo")
        interpret.take(tx, booth, ROUTES, 1_000)
        first = interpret.write(tx, booth, interpret.Written("Propomos um projeto."), 1_000)
        assert first is not None
        given = remarks.checked("ko", "시범 사업을 제안합니다.", {"en": "We propose a pilot."}, ("ko", "en"))
        remarks.hand_in(tx, session, f"r-{stream}", "KR", given, remarks.Reader("secretariat", None, "Desk"), 1_000)
        glossary.add(tx, {"en": "single window", "pt": "janela única"})
        log.append(tx, session, log.EVERY_VIEW, "gap", {"stream": stream, "delegation": "KR", "name": "대한민국",
                   "start_ms": 400, "end_ms": 900, "why": "missing"}, 5)  # fmt: skip

    work(settings, begin)
    recording = Recording(settings.recordings / session / stream)
    recording.open_epoch(1, 0)
    recording.write(0, LOUD * 4)
    recording.close()
    for number, text in enumerate(("We propose a pilot.", "Secret words.", "And we thank you.")):
        place = {"start_sample": number * 1_600, "end_sample": (number + 1) * 1_600}
        words = [{"text": text.split()[0], **place, "probability": 0.9}]
        result = {"kind": "final", **place, "text": text, "language": "en", "words": words, "confidence": 0.9}

        def store(tx: Any, each: dict[str, Any] = result) -> None:
            hear.accept(tx, stream, hear.lease(tx, stream)["epoch"], each, ROUTES, "invented", 5)

        work(settings, store)
    work(settings, lambda tx: record.correct(tx, session, f"{stream}-0", 1, "We propose one pilot.", "Ana", ROUTES, 9))
    work(settings, lambda tx: record.translate_by_hand(tx, session, f"{stream}-0", 2, "pt", "Propomos.", 10, "Ana"))
    work(settings, lambda tx: retraction.retract(tx, session, f"{stream}-1600", "Chair", "in confidence", 11))
    work(settings, lambda tx: convene.set_off_record(tx, session, True, 1_900_000_001_000))
    work(settings, lambda tx: convene.set_off_record(tx, session, False, 1_900_000_002_000))
    work(settings, lambda tx: convene.close_session(tx, session, 1_900_000_003_000))


def seen(settings: Settings, session: str) -> dict[str, Any]:
    """All that readers get of a session: minutes, words, losses, every text file, what a joining page reads."""

    def read(tx: Any) -> dict[str, Any]:
        lines, gaps = record.minutes(tx, session, is_timed=True), record.gaps(tx, session, 1)
        meeting = tx.get_one(Meeting, session)
        files = {}
        for language in (None, *meeting.languages):
            made = minutes.record_of(meeting.title, lines, language, gaps, "2031-05-18")
            for form, chosen in minutes.FORMATS.items():
                if form != "pdf":
                    files[form, language] = chosen.render(made, minutes.Printing(session="s"))
        head = log.read(tx, session, "pt", 0, limit=1_000)
        return {"lines": lines, "gaps": gaps, "files": files, "events": head["events"], "head": meeting.head}

    return work(settings, read)  # type: ignore[no-any-return]


def sounds(settings: Settings, session: str) -> dict[str, bytes]:
    folder = settings.recordings / session
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.glob("*/*"))}


def taken_out(settings: Settings, file: Path, session: str = "demo") -> Path:
    database = Database(settings.database)
    try:
        bundle.take_out(database, settings.recordings, session, file)
    finally:
        database.close()
    return file


def brought_in(settings: Settings, file: Path) -> bundle.Brought:
    database = Database(settings.database)
    try:
        return bundle.bring_in(database, settings.recordings, file, file.name, "Desk", 2_000_000_000_000)
    finally:
        database.close()
