"""What a printed text under negotiation is made of. Knows no format, and not where it comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """An amendment or a proposal: who proposes what, the words in pieces (same, gone, new), what else is said."""

    head: str
    pieces: tuple[tuple[str, str], ...]
    notes: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph with what is proposed to it; ``parts``: its text, True for what stands in brackets."""

    kind: str
    number: str
    parts: tuple[tuple[str, bool], ...]
    held: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """``before``, ``taken_out`` and ``whole``: a heading with what belongs to no paragraph that stands."""

    title: str
    standing: str
    lines: tuple[str, ...]
    language: str
    direction: str
    passages: tuple[Passage, ...]
    before: tuple[str, tuple[Entry, ...]] = ("", ())
    taken_out: tuple[str, tuple[Entry, ...]] = ("", ())
    whole: tuple[str, tuple[Entry, ...]] = ("", ())
