"""The shared text of three lines of minutes, and pages that write in it: straight on the database, without sockets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pycrdt

from server.core.text.plain import CONTROL
from server.services.hearing import hear
from server.services.meeting import convene
from server.services.minutes import coedit, record, settle
from server.services.minutes.coedit import Edit, Saved
from server.services.minutes.settle import Settled
from server.storage.database import Database
from server.storage.tables import Segment

KNOWN = {"en": "English", "pt": "Português"}
ROUTES = {"en": {"pt"}}
TEXTS = ["세관 당국은 🙂 합의했다.", "نؤكد تبادل البيانات.", "各方同意设立工作组。"]
NAMES = [f"room-{16_000 * number}" for number in range(len(TEXTS))]


def heard(tx: Any, number: int, text: str) -> None:
    place = {"kind": "final", "start_sample": 16_000 * number, "end_sample": 16_000 * (number + 1)}
    epoch = hear.lease(tx, "room")["epoch"]
    hear.accept(tx, "room", epoch, {**place, "text": text, "language": "en", "words": []}, ROUTES, "invented", 5)


def furnish(tx: Any) -> None:
    """A session in which three lines were said."""
    convene.create_session(tx, "demo", "Demo", "public", ["en", "pt"], KNOWN)
    convene.open_session(tx, "demo", 1_000)
    hear.open_stream(tx, "room", "demo", "mixed", None, "en", 0, 0)
    for number, text in enumerate(TEXTS):
        heard(tx, number, text)


class Page:
    """A page's copy: what it wrote and nobody acknowledged is sent again, whole and in order."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.doc: pycrdt.Doc[Any] = pycrdt.Doc()
        self.lines: pycrdt.Map[Any] = self.doc.get("lines", type=pycrdt.Map)
        self.generation: int | None = None
        self.unsaved: list[bytes] = []
        self.doc.observe(self._changed)
        self._is_own = False

    def opens(self, database: Database, now: int = 10) -> coedit.Opened:
        state = self.doc.get_state()
        found = database.write(lambda tx: coedit.opened(tx, "demo", self.generation, state, now))
        self.generation = found.generation
        self.doc.apply_update(found.content)
        return found

    def writes(self, line: str, place: int, words: str) -> None:
        text = self.lines[line]
        self._does(lambda: text.insert(len(str(text)[:place].encode()), words))

    def erases(self, line: str, words: str) -> bool:
        text = self.lines[line]
        start = str(text).find(words)
        if start >= 0:
            first = len(str(text)[:start].encode())
            self._does(lambda: text.__delitem__(slice(first, first + len(words.encode()))))
        return start >= 0

    def sends(self, database: Database, now: int = 20, is_acknowledged: bool = True) -> Any:
        """The answer to all that is unsaved in one message; ``is_acknowledged``: whether it arrives."""
        content = pycrdt.merge_updates(*self.unsaved) if len(self.unsaved) > 1 else self.unsaved[0]
        (answer,) = sends(database, [Edit(self.generation or 0, content, self.name)], now)
        if is_acknowledged and isinstance(answer, Saved):
            self.unsaved.clear()
        return answer

    def texts(self) -> dict[str, str]:
        return {line: str(self.lines[line]) for line in self.lines}

    def _does(self, work: Callable[[], object]) -> None:
        self._is_own = True
        with self.doc.transaction():
            work()
        self._is_own = False

    def _changed(self, event: Any) -> None:
        if self._is_own:
            self.unsaved.append(event.update)


def sends(database: Database, edits: list[Edit], now: int = 20) -> list[Any]:
    return database.write(lambda tx: coedit.edit(tx, "demo", edits, lambda text: not CONTROL.search(text), now))


def sweeps(database: Database, now: int) -> Settled:
    return database.write(lambda tx: settle.sweep(tx, ROUTES, now))


def versions(database: Database, line: str) -> list[tuple[str, str, str]]:
    shape = database.read(lambda tx: record.one(tx, tx.get_one(Segment, line)))
    return [(each["text"], each["by"], each["why"]) for each in shape["versions"]]


def standing(database: Database) -> dict[str, str]:
    """The document as somebody sees it who opens it now."""
    page = Page("reader")
    page.opens(database)
    return page.texts()
