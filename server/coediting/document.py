"""The shared text of one session: a Yjs document with a map ``lines`` from a segment's id to its text.

Places never leave this module: pycrdt counts UTF-8 bytes, Yjs UTF-16 units, we code points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pycrdt

from server.coediting import update
from server.core.errors import BadEdit, BadText
from server.core.minutes.rewriting import Edit, applied

LINES = "lines"
MOST_CHARACTERS = 5_000  # of one line, as in the minutes


@dataclass(frozen=True, slots=True)
class Taken:
    """What an update changed.

    ``lines``: whose text is another now; ``is_new``: whether it brought anything; ``is_lost``: some of its text went
    into a line that was taken out.
    """

    lines: frozenset[str]
    is_new: bool
    is_lost: bool


class SharedText:
    """One document. One owner at a time; it may be another thread each time.

    ``is_spoilt``: it took in what was refused then, and may hold anything: make another one of the stored updates.
    """

    def __init__(self, updates: Iterable[bytes] = ()) -> None:
        """The document of its stored updates. Raises BadEdit where one of them can't be read."""
        self._doc: pycrdt.Doc[Any] = pycrdt.Doc()
        self._halves: set[update.Place] = set()
        for each in updates:
            self.follow(each)
        self._lines: pycrdt.Map[Any] = self._doc.get(LINES, type=pycrdt.Map)
        self.is_spoilt = False

    def lines(self) -> set[str]:
        """The ids of all lines."""
        return set(self._lines.keys())

    def text(self, line: str) -> str | None:
        """The text of a line; None where there is none."""
        found = self._lines.get(line)
        return None if found is None else str(found)

    def state(self) -> bytes:
        """The state vector: what is known of each client."""
        return self._doc.get_state()

    def since(self, state: bytes | None = None) -> bytes:
        """An update with everything that somebody with this state lacks. Raises BadEdit for what is no state."""
        if state is not None:
            update.clocks(state)
        with _without_panic():
            return self._doc.get_update(state)

    def follow(self, content: bytes) -> None:
        """Take in an update that was checked before: a stored one."""
        with _without_panic():
            self._doc.apply_update(content)
        self._learn(content)

    def take(self, content: bytes, is_allowed: Callable[[str], bool]) -> Taken:
        """Take in an update from a page. ``is_allowed``: whether a text may stand in a line.

        Raises BadEdit for one that does more than change the text of lines, or whose beginning is missing here;
        BadText where a line becomes too long or holds what may not stand there.
        """
        read = update.read(content)
        if not all(is_allowed(run.text) for run in read.runs if run.text):
            raise BadText("the text holds control characters; write it without them")
        if read.cuts & (self._halves | update.halves(read.runs)):
            raise BadEdit("the edit cuts a character in two")
        known, standing = update.clocks(self.state()), len(self._lines)
        self.is_spoilt = True
        with self._watched() as events:
            self.follow(content)
        now = update.clocks(self.state())
        if any(now.get(run.client, 0) < run.end for run in read.ends()):
            raise BadEdit("what this edit goes on from is not known here")
        touched, shown = _texts_changed(events)
        if len(self._lines) != standing:
            raise BadEdit("lines are made and taken out by the server alone")
        for line in touched:
            self._check(line)
        self.is_spoilt = False
        return Taken(frozenset(touched), bool(touched) or now != known, shown < read.shown_units(known))

    def make(self, texts: Mapping[str, str]) -> bytes:
        """New lines; returns the update."""
        with self._changing() as changes:
            for line, text in texts.items():
                self._lines[line] = pycrdt.Text(text)
        return self._learn(changes[-1])

    def remove(self, lines: Iterable[str]) -> bytes:
        """Take lines out; returns the update."""
        with self._changing() as changes:
            for line in lines:
                del self._lines[line]
        return self._learn(changes[-1])

    def rewrite(self, line: str, edits: list[Edit]) -> bytes:
        """Edits of a line's text, whose places are code points of it as it stands; returns the update."""
        text = self._lines[line]
        before = str(text)
        with self._changing() as changes:
            for each in reversed(edits):
                start = len(before[: each.start].encode())
                size = len(before[each.start : each.start + each.gone].encode())
                if size:
                    del text[start : start + size]
                if each.new:
                    text.insert(start, each.new)
        assert str(text) == applied(before, edits)
        return self._learn(changes[-1])

    def _learn(self, content: bytes) -> bytes:
        """Know where the characters of an update may not be parted; returns the update."""
        self._halves |= update.halves(update.read_ours(content).runs)
        return content

    @contextmanager
    def _changing(self) -> Iterator[list[bytes]]:
        """One transaction; its update is in the list afterwards."""
        changes: list[bytes] = []
        watching = self._doc.observe(lambda event: changes.append(event.update))
        try:
            with self._doc.transaction():
                yield changes
        finally:
            self._doc.unobserve(watching)

    @contextmanager
    def _watched(self) -> Iterator[list[Any]]:
        """What changes in the lines meanwhile. Not for longer: a watch belongs to its thread, and keeps a document."""
        events: list[Any] = []
        watching = self._lines.observe_deep(events.extend)
        try:
            yield events
        finally:
            self._lines.unobserve(watching)

    def _check(self, line: str) -> None:
        found = self._lines.get(line)
        if not isinstance(found, pycrdt.Text):
            raise BadEdit("lines are made by the server alone")
        if len(str(found)) > MOST_CHARACTERS:
            raise BadText(f"the line is too long: {len(str(found))} characters, {MOST_CHARACTERS} at most", line=line)


def _texts_changed(events: list[Any]) -> tuple[set[str], int]:
    """The lines whose text changed, and how many UTF-16 units came. Raises BadEdit for any other change."""
    touched, shown = set(), 0
    for event in events:
        is_text = isinstance(event, pycrdt.TextEvent)
        if not is_text or len(event.path) != 1:
            raise BadEdit("lines are made and taken out by the server alone")
        touched.add(str(event.path[0]))
        for part in event.delta:
            if part.get("attributes") or not isinstance(part.get("insert", ""), str):
                raise BadEdit("only the text of lines may be changed")
            shown += update.units(part.get("insert", ""))
    return touched, shown


@contextmanager
def _without_panic() -> Iterator[None]:
    """pycrdt's Rust ends in panics for what it can't bear, and these are no Exceptions."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise BadEdit("this is no edit of the shared text") from error
        raise
