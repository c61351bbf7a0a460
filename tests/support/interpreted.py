"""A session whose Portuguese is in an interpreter's hands, straight on the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from server.services.hearing import hear, interpret, translate
from server.services.hearing.interpret import Booth, Written
from server.services.meeting import convene
from server.services.minutes import record
from server.storage.database import Database
from server.storage.tables import Holding, LogEntry

KNOWN = {"en": "English", "pt": "Português", "fr": "Français"}
ROUTES = {"en": {"pt"}}
START = 1_000_000
MINE = Booth("demo", "pt", "i1", "Ana Exemplo")
THEIRS = Booth("demo", "pt", "i2", "Rui Exemplo")


class Meeting:
    """An open session with the room's microphone; every final takes a second of sound, a second after another."""

    def __init__(self, database: Database) -> None:
        self.database, self.now, self.number = database, START, 0
        self.spoken = self.voice = 0
        database.write(self._furnish)
        self.lease = database.write(lambda tx: hear.lease(tx, "room"))["epoch"]

    def _furnish(self, tx: Any) -> None:
        convene.put_delegation(tx, "KR", "Republic of Korea", "en")
        convene.put_delegation(tx, "KE", "Kenya", "en")
        convene.create_session(tx, "demo", "Demo", "public", ["en", "pt"], KNOWN)
        convene.open_session(tx, "demo", START)
        hear.open_stream(tx, "room", "demo", "mixed", None, "en", 0, 0)

    def take(self, booth: Booth = MINE) -> translate.Outcome:
        return self.database.write(lambda tx: interpret.take(tx, booth, ROUTES, self.now))

    def release(self, booth: Booth = MINE, may_end_others: bool = False) -> translate.Outcome:
        return self.database.write(lambda tx: interpret.release(tx, booth, may_end_others, ROUTES, self.now))

    def keep(self) -> None:
        self.database.write(lambda tx: interpret.keep(tx, MINE, self.now))

    def hear(self, text: str, language: str = "en", english: str | None = None) -> translate.Outcome:
        start, self.number, self.now = self.number * 16_000, self.number + 1, self.now + 1_000
        result = {"kind": "final", "start_sample": start, "end_sample": start + 16_000, "text": text, "words": []}
        result |= {"language": language, "english": english}
        routes = ROUTES if language == "en" else {"en": {"pt"}}
        outcome = self.database.write(
            lambda tx: hear.accept(tx, "room", self.lease, result, routes, "invented", self.now)
        )
        assert outcome is not None
        return outcome

    def write(
        self, text: str, upto: str | None = None, replaces: int | None = None, key: str = ""
    ) -> tuple[int, list[str]]:
        written = Written(text, upto, replaces, key or None)
        row, outcome = self.database.write(lambda tx: interpret.write(tx, MINE, written, self.now))
        self.events = outcome.events
        return row.id, list(row.segments)

    def speak(self, text: str, began_s: int) -> translate.Outcome:
        """The interpreter says something into their own microphone, in the session's second ``began_s``."""

        def open_microphone(tx: Any) -> int:
            hear.open_stream(tx, "booth", "demo", "interpreter", None, "pt", 0, 0)
            return int(hear.lease(tx, "booth")["epoch"])

        if not self.spoken:
            self.voice = self.database.write(open_microphone)
        start, end, self.now = self.spoken, (began_s + 1) * 16_000, self.now + 1_000
        words = [{"start_sample": began_s * 16_000, "end_sample": end}]
        result = {"kind": "final", "start_sample": start, "end_sample": end, "text": text, "words": words}
        result["language"], self.spoken = "pt", end
        outcome = self.database.write(
            lambda tx: hear.accept(tx, "booth", self.voice, result, ROUTES, "invented", self.now)
        )
        assert outcome is not None
        return outcome

    def be_silent(self, seconds: int) -> None:
        """Nobody speaks on the floor, and recognition knows."""
        start, self.number = self.number * 16_000, self.number + seconds
        silence = {"kind": "advanced", "start_sample": start, "end_sample": self.number * 16_000}
        self.database.write(lambda tx: hear.accept(tx, "room", self.lease, silence, ROUTES, "invented", self.now))

    def sweep(self, after_ms: int, is_kept: bool = True) -> translate.Outcome:
        """``is_kept``: the interpreter's page gives signs all the time."""
        self.now += after_ms
        if is_kept:
            self.database.write(lambda tx: setattr(tx.scalars(select(Holding)).all()[-1], "seen_at", self.now))
        assert self.database.read(lambda tx: interpret.is_due(tx, self.now))
        outcome = self.database.write(lambda tx: interpret.sweep(tx, ROUTES, self.now))
        assert not self.database.read(lambda tx: interpret.is_due(tx, self.now))
        return outcome

    def lines(self, language: str = "pt") -> list[tuple[str, str, str]]:
        """(status, engine, text) of each translation."""
        rows = self.database.read(lambda tx: record.minutes(tx, "demo"))
        found = [each["translations"].get(language, {"status": "", "engine": "", "text": ""}) for each in rows]
        return [(each["status"], each["engine"], each["text"]) for each in found]

    def told(self) -> list[dict[str, Any]]:
        """What the log says of interpreters."""
        entries = self.database.read(
            lambda tx: tx.scalars(select(LogEntry).where(LogEntry.kind == "interpreter")).all()
        )
        return [each.payload for each in entries]
