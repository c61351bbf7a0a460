"""Checked: what differs between a statement and its language versions, and what a person said is right.

Each function works inside a unit of work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.translation import glossary as table
from server.core.versions import checks
from server.core.versions.checks import Fault, Problem
from server.services.meeting import glossary
from server.services.statement.versions import Version
from server.storage import tables
from translation import guard, masking
from translation.names import Countries

# What the guard of live translation finds, as a fault of a version; the rest is checked here more closely.
_GUARDED = {"loop": Fault.LOOP, "script": Fault.LANGUAGE, "language": Fault.LANGUAGE, "copied": Fault.LANGUAGE}
_STEM = 4  # letters of a term that a language may inflect
_INFLECTED = frozenset({"ru", "ar", "ko", "de"})
Rows = Sequence[Mapping[str, str]]


def faults(version: Version, source: str, target: str, rows: Rows) -> tuple[Problem, ...]:
    """All that differs between a paragraph and its version; nothing where that has no words. ``rows``: the glossary."""
    if not version.text:
        return ()
    before, after = version.source.text, version.text
    order = tuple(version.row.order) if version.row is not None else ()
    found = [
        *checks.problems(before, after, source, target, order),
        *_guarded(before, after, source, target),
        *(Problem(Fault.NAME, each) for each in names(before, after, source, target)),
        *(Problem(Fault.TERM, each) for each in _terms(before, after, source, target, rows)),
    ]
    return tuple(dict.fromkeys(found))


def terms(tx: Session) -> Rows:
    """The event's glossary, as far as a version must keep to it."""
    return glossary.rows(tx)


def marks(tx: Session, statement_id: str) -> list[tables.VersionMark]:
    """What persons said is right, first to last."""
    kept = select(tables.VersionMark).where(tables.VersionMark.statement_id == statement_id)
    return list(tx.scalars(kept.order_by(tables.VersionMark.id)))


def right(version: Version, language: str, said: Iterable[tables.VersionMark]) -> dict[tuple[str, str], Any]:
    """The marks that hold for a version: ``{(fault, text): mark}``; a source that was reworded asks for a new look."""
    return {
        (each.fault, each.text): each
        for each in said
        if (each.paragraph_id, each.language, each.source_text) == (version.source.id, language, version.source.text)
    }


def open_faults(
    version: Version, source: str, target: str, rows: Rows, said: Iterable[tables.VersionMark]
) -> tuple[Problem, ...]:
    """The faults that nobody called right."""
    kept = right(version, target, said)
    return tuple(each for each in faults(version, source, target, rows) if (str(each.fault), each.text) not in kept)


@lru_cache(maxsize=8192)
def names(before: str, after: str, source: str, target: str) -> tuple[str, ...]:
    """Countries that one of the two texts names and the other does not, as they stand there."""
    known = _countries()
    lost = [each.said for each in known.lost(before, after, source, target) if _stands(each.said, before)]
    new = [each.said for each in known.lost(after, before, target, source) if _stands(each.said, after)]
    return tuple(dict.fromkeys([*lost, *new]))


@lru_cache(maxsize=8192)
def _guarded(before: str, after: str, source: str, target: str) -> tuple[Problem, ...]:
    names = guard.problems(before, after, source, target)
    return tuple(Problem(fault, name) for name, fault in _GUARDED.items() if name in names)


@cache
def _countries() -> Countries:
    return Countries()


def _stands(name: str, text: str) -> bool:
    """Whether a country is named for itself: not as a part of a longer word of Kana, nor of another country's name."""
    edge = "[\u30a0-\u30ff]" if all("\u30a0" <= each <= "\u30ff" for each in name) else r"(?!)"
    return re.search(rf"(?<!{edge})(?<!North ){re.escape(name)}(?!{edge})", text) is not None


def _terms(before: str, after: str, source: str, target: str, rows: Rows) -> list[str]:
    """Renderings that the glossary asks for and the version does not have."""
    found = []
    for row in rows:
        kept = [(each, each) for each in table.forms(row.get(table.KEEP))]
        for term, rendering in (*kept, *table.pairs(row, source, target)):
            stem = rendering[: max(_STEM, len(rendering) - 3)] if target in _INFLECTED else rendering
            if masking.has_term(before, term) and stem.casefold() not in after.casefold():
                found.append(rendering)
    return found
