"""Lineage: lines that were split or merged, and those that stand in their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.storage.tables import Segment

Ways = Mapping[str, tuple[str, ...]]


def led(tx: Session, segments: Iterable[str]) -> tuple[str, ...]:
    """The lines that stand in the place of these, in order, each once; those that stand themselves stay."""
    found: list[str] = []
    for each in segments:
        row = tx.get(Segment, each)
        found += [each] if row is None or row.replaced_by is None else led(tx, row.replaced_by)
    return tuple(dict.fromkeys(found))


def ways(tx: Session, sessions: Sequence[str]) -> Ways:
    """For each line of these sessions that was replaced those that stand in its place now."""
    rows = tx.execute(
        select(Segment.id, Segment.replaced_by).where(
            Segment.session_id.in_(sessions), Segment.replaced_by.is_not(None)
        )
    )
    direct = {name: tuple(successors) for name, successors in rows}
    return {name: _followed((name,), direct) for name in direct}


def on(segments: Iterable[str], found: Ways) -> tuple[str, ...]:
    """The same as ``led``, by ``ways`` that were read before."""
    return tuple(dict.fromkeys(name for each in segments for name in found.get(each, (each,))))


def before(tx: Session, segment: Segment) -> list[Segment]:
    """All lines in whose place a line stands, the nearest first."""
    found: list[Segment] = []
    waiting = list(segment.replaces or ())
    while waiting:
        row = tx.get(Segment, waiting.pop(0))
        if row is not None and row not in found:
            found.append(row)
            waiting += row.replaces or ()
    return found


def _followed(names: Iterable[str], direct: Ways) -> tuple[str, ...]:
    found: list[str] = []
    for name in names:
        found += _followed(direct[name], direct) if name in direct else (name,)
    return tuple(dict.fromkeys(found))
