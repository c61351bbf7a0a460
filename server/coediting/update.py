"""An update of a page: read and looked through before anything is done with it.

Yjs, update format 1: the new structs of each client in the order of its clock, then what is deleted. A page may bring
text and delete; it may not make, name or format anything (docs/decisions/0020). Pure.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from server.coediting.encoding import MOST, Reader
from server.core.errors import BadEdit

MOST_BYTES = 262_144  # hours of typing while offline; a socket's frame may have 1 MB
GC, DELETED, STRING, TYPE = 0, 1, 4, 7  # the kinds of structs; a page may not send the last, which makes a text
DOUBLE = re.compile("[\U00010000-\U0010ffff]")  # characters of two UTF-16 units
Place = tuple[int, int]  # client and clock
NAMED = 1  # the parent is a root of the document, by its name
HAS_LEFT, HAS_RIGHT, HAS_KEY, KIND = 0x80, 0x40, 0x20, 0x1F


@dataclass(frozen=True, slots=True)
class Run:
    """Clocks of one client, one for each UTF-16 unit of a text; ``text`` is "" where there is none (any more)."""

    client: int
    clock: int
    length: int
    text: str = ""

    @property
    def end(self) -> int:
        """The first clock behind it."""
        return self.clock + self.length


@dataclass(frozen=True, slots=True)
class Update:
    """What an update brings and what it deletes; ``cuts``: the clocks in front of which it parts what is there."""

    runs: tuple[Run, ...]
    gone: tuple[Run, ...]
    cuts: frozenset[Place]

    def shown_units(self, known: dict[int, int]) -> int:
        """UTF-16 units of text that it brings to who knows each client up to a clock, and does not delete itself."""
        deleted = _ranges(self.gone)
        total = 0
        for run in self.runs:
            start = max(run.clock, known.get(run.client, 0))
            if run.text and start < run.end:
                total += run.end - start - _overlap(deleted.get(run.client, []), start, run.end)
        return total

    def ends(self) -> Iterator[Run]:
        """Everything of which an owner must know the end when it has taken the update in."""
        yield from self.runs
        yield from self.gone


def read(content: bytes) -> Update:
    """An update of a page: nothing but text and deletions. Raises BadEdit."""
    if len(content) > MOST_BYTES:
        raise BadEdit(f"an edit has {MOST_BYTES} bytes at most; found {len(content)}")
    return _read(content, is_ours=False)


def halves(runs: Iterable[Run]) -> set[Place]:
    """The second UTF-16 units of characters that have two: Yjs and pycrdt disagree about what is parted there."""
    found = set()
    for run in runs:
        for count, each in enumerate(DOUBLE.finditer(run.text)):
            found.add((run.client, run.clock + each.start() + count + 1))
    return found


def read_ours(content: bytes) -> Update:
    """An update that is stored: the server's own among them, which makes lines. Raises BadEdit."""
    return _read(content, is_ours=True)


def clocks(state: bytes) -> dict[int, int]:
    """The clock up to which each client is known, of a state vector. Raises BadEdit."""
    reader = Reader(state)
    found = {}
    for _ in range(reader.number()):
        client = reader.number()
        found[client] = reader.number()
    if not reader.is_over:
        raise BadEdit("the state has more bytes than it says")
    return found


def units(text: str) -> int:
    """The UTF-16 units of a text: its length in Yjs."""
    return len(text) + len(DOUBLE.findall(text))


def _read(content: bytes, is_ours: bool) -> Update:
    reader, cuts = Reader(content), set[Place]()
    runs = tuple(_structs(reader, cuts, is_ours))
    gone = tuple(_deletions(reader))
    if not reader.is_over:
        raise BadEdit("the edit has more bytes than it says")
    cuts |= {(run.client, clock) for run in gone for clock in (run.clock, run.end)}
    return Update(runs, gone, frozenset(cuts))


def _structs(reader: Reader, cuts: set[Place], is_ours: bool) -> Iterator[Run]:
    for _ in range(reader.number()):
        count, client, clock = reader.number(), reader.number(), reader.number()
        for _ in range(count):
            run = _struct(reader, client, clock, cuts, is_ours)
            if not run.length:
                raise BadEdit("a part of the edit is empty")
            yield run
            clock = run.end


def _struct(reader: Reader, client: int, clock: int, cuts: set[Place], is_ours: bool) -> Run:
    info = reader.byte()
    kind = info & KIND
    if info == GC:
        return Run(client, clock, reader.number())
    if kind not in (DELETED, STRING) and not (is_ours and kind == TYPE):
        raise BadEdit("only the text of lines may be changed: no formats, nothing else in it, nothing left out")
    if info & HAS_LEFT:
        cuts.add((reader.number(), reader.number() + 1))
    if info & HAS_RIGHT:
        cuts.add((reader.number(), reader.number()))
    if info & HAS_KEY and not is_ours:
        raise BadEdit("lines are made by the server alone")
    if not info & (HAS_LEFT | HAS_RIGHT):
        _parent(reader, info, is_ours)
    if kind == STRING:
        text = reader.text()
        return Run(client, clock, units(text), text)
    length = reader.number()
    return Run(client, clock, 1 if kind == TYPE else length)


def _parent(reader: Reader, info: int, is_ours: bool) -> None:
    if reader.number() != NAMED:
        reader.number(), reader.number()
    elif is_ours:
        reader.text()
    else:
        raise BadEdit("lines are made by the server alone")
    if info & HAS_KEY:
        reader.text()


def _deletions(reader: Reader) -> Iterator[Run]:
    for _ in range(reader.number()):
        client = reader.number()
        for _ in range(reader.number()):
            clock = reader.number()
            yield Run(client, clock, reader.number())


def _ranges(runs: Iterable[Run]) -> dict[int, list[tuple[int, int]]]:
    """By client: from where to where, in order and without overlap."""
    found: dict[int, list[tuple[int, int]]] = {}
    for run in sorted(runs, key=lambda each: each.clock):
        ranges = found.setdefault(run.client, [])
        if ranges and run.clock <= ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(ranges[-1][1], run.end))
        else:
            ranges.append((run.clock, run.end))
    return found


def _overlap(ranges: list[tuple[int, int]], start: int, end: int) -> int:
    """How much of start to end lies in ranges."""
    total = 0
    for at in range(max(0, bisect_right(ranges, (start, MOST)) - 1), len(ranges)):
        if ranges[at][0] >= end:
            break
        total += max(0, min(end, ranges[at][1]) - max(start, ranges[at][0]))
    return total
