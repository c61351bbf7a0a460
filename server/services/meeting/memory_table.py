"""The translation memory as the secretariat keeps it: looked through, taken out of, brought in and out.

Each function is one unit of work. What was made in a confidential session is shown here and leaves in no file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Select, func, insert, or_, select
from sqlalchemy.orm import Session

from server.core.errors import NotFound
from server.core.translation import memory
from server.core.translation.tmx import Unit
from server.services.meeting.memory import indexed, is_kept, visibility
from server.storage.tables import Meeting, Remembered

MOST_SHOWN = 50
AT_ONCE = 500
NAMES = ("source", "target", "digest", "text", "visibility")  # of two entries that say the same
CONFIDENTIAL = "confidential"
Direction = tuple[str | None, str | None]


def listed(tx: Session, words: str, over: int | None) -> dict[str, Any]:
    """``{count, confidential, entries, more}``: the newest entries that hold these words, in either language."""
    rows = _all(over)
    count = tx.scalar(select(func.count()).select_from(rows.subquery())) or 0
    hidden = rows.where(visibility() == CONFIDENTIAL)
    confidential = tx.scalar(select(func.count()).select_from(hidden.subquery())) or 0
    wanted = " ".join(unicodedata.normalize("NFKC", words).casefold().split())
    if wanted:
        places = (Remembered.plain, Remembered.sentence, Remembered.text)
        rows = rows.where(or_(*(place.icontains(wanted, autoescape=True) for place in places)))
    found = tx.execute(rows.order_by(Remembered.at.desc(), Remembered.id.desc()).limit(MOST_SHOWN + 1)).all()
    used = _used(tx, [row for row, _ in found], over)
    entries = [_shape(row, seen, row.id in used) for row, seen in found[:MOST_SHOWN]]
    return {"count": count, "confidential": confidential, "entries": entries, "more": len(found) > MOST_SHOWN}


def remove(tx: Session, number: int) -> None:
    """An entry less; what it had replaced is used again. Raises NotFound."""
    found = tx.get(Remembered, number)
    if found is None:
        raise NotFound("there is no such entry; somebody may have removed it")
    tx.delete(found)


def batches(units: Sequence[Unit]) -> Iterator[Sequence[Unit]]:
    """So many units as may be brought in at once: captions wait for whoever writes."""
    return (units[start : start + AT_ONCE] for start in range(0, len(units), AT_ONCE))


def bring_in(tx: Session, units: Iterable[Unit], by: str, now: int) -> int:
    """Add the units of a file that did not come from a file before; returns how many came."""
    fresh: dict[tuple[str, ...], dict[str, Any]] = {}
    for unit in units:
        plain = memory.key(unit.sentence, unit.source)
        facts = indexed(unit.source, unit.target, unit.sentence, plain)
        at = now if unit.at is None else min(unit.at, now)
        row = {**facts, "text": unit.text, "by": by, "visibility": unit.visibility, "at": at}
        if plain:
            fresh.setdefault(tuple(str(row[name]) for name in NAMES), row)
    digests = {row["digest"] for row in fresh.values()}
    columns = [getattr(Remembered, name) for name in NAMES]
    known = select(*columns).where(Remembered.session_id.is_(None), Remembered.digest.in_(digests))
    for found in tx.execute(known):
        fresh.pop(tuple(found), None)
    if fresh:
        tx.execute(insert(Remembered), list(fresh.values()))
    return len(fresh)


def taken_out(tx: Session, over: int | None, direction: Direction = (None, None)) -> list[Unit]:
    """The entries that are used, oldest first, without those of confidential sessions; of one direction if wanted."""
    rows = _all(over).where(visibility() != CONFIDENTIAL)
    for column, code in zip((Remembered.source, Remembered.target), direction, strict=True):
        rows = rows.where(column == code) if code else rows
    newest: dict[tuple[str, str, str], Unit] = {}
    for row, seen in tx.execute(rows.order_by(Remembered.at, Remembered.id)):
        name = (row.source, row.target, row.digest)
        newest.pop(name, None)  # so that the order is that of the last word on each
        newest[name] = Unit(row.source, row.sentence, row.target, row.text, row.at, seen)
    return list(newest.values())


def _all(over: int | None) -> Select[Remembered, str]:
    """Entries with who may read them."""
    joint = select(Remembered, visibility().label("seen"))
    return joint.outerjoin(Meeting, Meeting.id == Remembered.session_id).where(is_kept(over))


def _used(tx: Session, shown: Iterable[Remembered], over: int | None) -> set[int]:
    """Of these entries the numbers of those that no newer one replaces, in their session or wherever they are read."""
    names = {(row.source, row.target, row.digest) for row in shown}
    digests = {digest for _, _, digest in names}
    newest: dict[tuple[str, str, str, str | None], int] = {}
    for row, seen in tx.execute(
        _all(over).where(Remembered.digest.in_(digests)).order_by(Remembered.at, Remembered.id)
    ):
        newest[row.source, row.target, row.digest, row.session_id if seen == CONFIDENTIAL else None] = row.id
    return set(newest.values())


def _shape(row: Remembered, seen: str, is_used: bool) -> dict[str, Any]:
    facts = {"id": row.id, "source": row.source, "sentence": row.sentence, "target": row.target, "text": row.text}
    where = {"session": row.session_id, "segment": row.segment_id, "visibility": seen}
    return {**facts, **where, "by": row.by, "at": row.at, "is_used": is_used}
