"""Interpreted: the lines of interpreters as rows, the finals that wait for one, and what readers are shown of them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import NotFound
from server.core.translation import interpreting
from server.core.translation.interpreting import Line, Said
from server.services.hearing import translate
from server.services.hearing.translate import HELD, INTERPRETED, INTERPRETER
from server.services.minutes import lineage
from server.storage import log
from server.storage.tables import Holding, InterpreterLine, Segment, Translation, Version


def lines(tx: Session, holding: Holding) -> list[Line]:
    """Every line of a holding, in the order in which they were sent."""
    rows = tx.scalars(
        select(InterpreterLine).where(InterpreterLine.holding_id == holding.id).order_by(InterpreterLine.id)
    )
    return [Line(row.id, row.text, row.at, tuple(row.segments), row.replaces, row.began_ms) for row in rows]


def waiting(tx: Session, holding: Holding) -> list[Said]:
    """The finals that wait for an interpreter."""
    rows = tx.execute(
        select(Segment, Version.at)
        .join(Translation, (Translation.segment_id == Segment.id) & (Translation.rev == Segment.rev))
        .join(Version, (Version.segment_id == Segment.id) & (Version.rev == 1))
        .where(
            Segment.session_id == holding.session_id,
            Segment.stands,
            Translation.language == holding.language,
            Translation.status == HELD,
        )
    )
    return [_said(segment, at, "") for segment, at in rows]


def read_up_to(tx: Session, holding: Holding, upto: str | None) -> Said | None:
    """The final up to which an interpreter has read; what became final before they came is not theirs.

    Raises NotFound.
    """
    if not upto:
        return None
    segment = tx.get(Segment, upto)
    if segment is None or segment.session_id != holding.session_id:
        raise NotFound(f"there is no segment {upto!r} in this session")
    row = tx.get(Translation, (upto, segment.rev, holding.language))
    stored_at = tx.get_one(Version, (upto, 1)).at
    is_free = row is not None and row.status == HELD
    is_machines = row is not None and row.status in ("pending", "done", "failed") and stored_at >= holding.started_at
    return _said(segment, stored_at, "" if is_free else "machine" if is_machines else "person")


def place(tx: Session, holding: Holding, early: list[Line], segments: tuple[str, ...], now: int) -> list[log.Event]:
    """Lines that waited stand for these segments from now on, behind those that do already."""
    for each in early:
        tx.get_one(InterpreterLine, each.number).segments = list(segments)
    tx.flush()
    return show(tx, holding, segments, now) if early else []


def show(tx: Session, holding: Holding, segments: tuple[str, ...], now: int) -> list[log.Event]:
    """Store what the interpreter says of segments, each its part, and tell the readers what has changed."""
    if not segments:
        return []
    text = interpreting.text_of(lines(tx, holding), segments, holding.language)
    found = [tx.get_one(Segment, each) for each in lineage.led(tx, segments)]
    said = [tx.get_one(Version, (each.id, each.rev)).text for each in found]
    events: list[log.Event] = []
    for each, part in zip(found, translate.shared(text, said, found[0].language, holding.language), strict=True):
        row = tx.get(Translation, (each.id, each.rev, holding.language))
        is_same = row is not None and (row.status, row.text) == (INTERPRETED, part)
        if each.retracted_by is not None or is_same or (row is not None and row.status == "person"):
            continue
        facts = (holding.language, part, INTERPRETER, False, INTERPRETED, "")
        events += translate.store_translation(tx, each, *facts, now)
    return events


def _said(segment: Segment, stored_at: int, by: str) -> Said:
    voice = f"{segment.stream_id} {segment.delegation or segment.speaker}"
    return Said(segment.id, stored_at, segment.start_ms, voice, by)
