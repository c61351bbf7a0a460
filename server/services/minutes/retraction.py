"""Retraction: a line goes from every screen, and stays in the minutes with who took it away and why. A unit of work."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import NotFound
from server.core.text.plain import plain_text
from server.services.hearing import translate
from server.services.hearing.translate import Outcome
from server.services.meeting import memory
from server.services.minutes import coedit, lineage
from server.storage.tables import (
    Segment,
    Version,
)


def retract(tx: Session, session: str, segment_id: str | None, by: str, why: str, now: int) -> tuple[str, Outcome]:
    """Take a line (the last one when none is named) from every screen; the minutes keep who and why."""
    query = select(Segment).where(Segment.session_id == session, Segment.stands)
    query = query.where(Segment.id == segment_id) if segment_id else query.order_by(Segment.start_ms.desc()).limit(1)
    segment = tx.scalars(query).first()
    if segment is None:
        raise NotFound("there is no line to retract")
    coedit.keep(tx, segment, now)
    segment.retracted_by, segment.retracted_why = by, plain_text(why or "retracted by the chair", 500)
    segment.rev += 1
    for each in (segment, *lineage.before(tx, segment)):  # whose words these were, too: nobody reads them out any more
        each.retracted_by, each.retracted_why = segment.retracted_by, segment.retracted_why
        memory.forget(tx, each.id)
    text = tx.get_one(Version, (segment.id, segment.rev - 1)).text
    tx.add(
        Version(
            segment_id=segment.id, rev=segment.rev, text=text, by=by, why=f"retracted: {segment.retracted_why}", at=now
        )
    )
    tx.flush()
    coedit.lines_changed(tx, session)
    return segment.id, Outcome([translate.publish_source(tx, segment, "", "retracted", now)])
