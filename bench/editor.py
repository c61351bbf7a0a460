"""A page of the minutes' editor without its browser: a copy of the shared text, what is not saved yet, and its line.

Writes words that carry their writer and number, so that it can be told later whether each is there, and once.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from typing import Any

import pycrdt

from bench.wire import Line

NAMESPACE = "/minutes"
RETRY_S = 0.3
MOST_AT_ONCE = 200  # changes of one message
SCRIPTS = ("회의", "اجتماع", "会议", "réunion", "🙂👩‍💻", "會", "한국", "نعم")
MARK = re.compile(r"‹[^‹›]*?(\d+)\.(\d+)›")
PIECE = re.compile(r"‹[^‹›]*›|.", re.S)
PASSING = ("overloaded", "database_away", "disk_full", "internal")
Saw = Callable[[str, float], None]  # a word that came from somebody else, and the monotonic second


class Refused(Exception):
    """The server does not take what this editor wrote; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Editor:
    """One page. Owner: the event loop; ``run`` goes on until ``stop``."""

    def __init__(self, number: int, address: str, token: str, session: str) -> None:
        self.number = number
        self._address, self._token, self._session = address, token, session
        self._saw: Saw = lambda *_: None
        self.doc: pycrdt.Doc[Any] = pycrdt.Doc()
        self.lines: pycrdt.Map[Any] = self.doc.get("lines", type=pycrdt.Map)
        self.unsaved: list[bytes] = []
        self.saved = self.connections = self.words = 0
        self.saved_ms: list[float] = []
        self.connected_at = 0.0
        self.away_s = 0.0
        self.settled: list[Any] = []
        self.held: list[Any] = []
        self.refused: list[str] = []
        self._generation: int | None = None
        self._line: Line | None = None
        self._is_over = self._is_own = False
        self._wake = asyncio.Event()
        self.is_current = asyncio.Event()
        self._changes: list[bytes] = []
        self.doc.observe(self._changed)
        self.lines.observe_deep(self._came)

    def watch(self, saw: Saw) -> None:
        """Tell somebody of the words that come."""
        self._saw = saw

    def texts(self) -> dict[str, str]:
        """The text of each line."""
        return {line: str(self.lines[line]) for line in self.lines.keys()}  # noqa: SIM118 (its iterator is one of keys)

    def write(self, line: str, place: int, text: str) -> None:
        """Put text behind so many code points of a line."""
        found = self.lines[line]
        self._change(lambda: found.insert(len(str(found)[:place].encode()), text))

    def erase(self, line: str, start: int, end: int) -> None:
        """Take code points out of a line."""
        found = self.lines[line]
        before = str(found)
        first, size = len(before[:start].encode()), len(before[start:end].encode())
        self._change(lambda: found.__delitem__(slice(first, first + size)))

    def write_word(self, line: str, share: float) -> str:
        """A word of this editor somewhere in a line (``share`` of its length), never within another; returns it."""
        self.words += 1
        word = f"‹{SCRIPTS[self.words % len(SCRIPTS)]}{self.number}.{self.words}›"
        pieces = PIECE.findall(str(self.lines[line]))
        self.write(line, len("".join(pieces[: round(share * len(pieces))])), word)
        return word

    def erase_word(self, line: str, word: str) -> bool:
        """Take a word of this editor out of a line; False where it is not there."""
        start = str(self.lines[line]).find(word)
        if start >= 0:
            self.erase(line, start, start + len(word))
        return start >= 0

    def leave(self, line: str) -> None:
        """The editor of a line was left."""
        if self._line is not None:
            self._line.send("leave", {"session": self._session, "segment": line})

    async def run(self) -> None:
        """Stay connected, and send what is written."""
        while not self._is_over:
            line = self._line = Line(NAMESPACE, self._took)
            try:
                await line.connect(self._address, {"token": self._token})
                await self._open(line)
                self.connections += 1
                self.connected_at = time.monotonic()
                self.is_current.set()
                await self._send_all(line)
            except (OSError, TimeoutError):
                pass
            line.cut()
            self.is_current.clear()
            if not self._is_over:
                await asyncio.sleep(max(RETRY_S, self.away_s))
                self.away_s = 0.0

    def drop(self, away_s: float) -> None:
        """Lose the connection and come back after a while."""
        self.away_s = away_s
        self.is_current.clear()
        if self._line is not None:
            self._line.cut()

    def stop(self) -> None:
        """End."""
        self._is_over = True
        self.drop(0.0)
        self._wake.set()

    async def is_saved(self, seconds: float = 60.0) -> None:
        """Wait until all that was written is saved. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while self.unsaved or not self.is_current.is_set():
                await asyncio.sleep(0.02)

    async def _open(self, line: Line) -> None:
        asked: dict[str, Any] = {"session": self._session, "state": self.doc.get_state()}
        if self._generation is not None:
            asked["generation"] = self._generation
        answer = await line.call("open", asked)
        if "error" in answer:
            raise ConnectionError(str(answer["error"]["message"]))
        if self._generation not in (None, answer["generation"]):
            raise Refused("begun_anew")
        self._generation = answer["generation"]
        self.doc.apply_update(answer["update"])

    async def _send_all(self, line: Line) -> None:
        """One message at a time, as a page does."""
        gone = asyncio.ensure_future(line.gone.wait())
        try:
            while not self._is_over and not line.gone.is_set():
                if not self.unsaved:
                    self._wake.clear()
                    waking = asyncio.ensure_future(self._wake.wait())
                    await asyncio.wait({gone, waking}, return_when=asyncio.FIRST_COMPLETED)
                    waking.cancel()
                    continue
                await self._send(line, self.unsaved[:MOST_AT_ONCE])
        finally:
            gone.cancel()

    async def _send(self, line: Line, batch: list[bytes]) -> None:
        content = batch[0] if len(batch) == 1 else pycrdt.merge_updates(*batch)
        began = time.monotonic()
        asked = {"session": self._session, "generation": self._generation, "update": content}
        answer = await line.call("edit", asked)
        error = answer.get("error")
        if error is not None and error["code"] in PASSING:
            await asyncio.sleep(RETRY_S)
            return
        if error is not None:
            self.refused.append(error["code"])
            raise Refused(error["code"])
        self.saved_ms.append((time.monotonic() - began) * 1000)
        del self.unsaved[: len(batch)]
        self.saved += len(batch)

    def _change(self, work: Callable[[], object]) -> None:
        self._changes.clear()
        self._is_own = True
        try:
            with self.doc.transaction():
                work()
        finally:
            self._is_own = False
        self.unsaved += self._changes
        self._wake.set()

    def _changed(self, event: Any) -> None:
        if self._is_own:
            self._changes.append(event.update)

    def _came(self, events: list[Any]) -> None:
        if self._is_own or not self.is_current.is_set():
            return
        now = time.monotonic()
        for event in events:
            for part in getattr(event, "delta", ()):
                for found in MARK.finditer(str(part.get("insert", ""))):
                    self._saw(found.group(0), now)

    def _took(self, name: str, message: Any) -> None:
        if name == "edit" and message["generation"] == self._generation:
            self.doc.apply_update(message["update"])
        elif name in ("settled", "held"):
            getattr(self, name).extend(message["lines"])
