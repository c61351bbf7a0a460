"""Suggestions of the second reading: a person takes one as an ordinary correction, or dismisses it. Units of work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import Conflict, NotFound
from server.core.text.marked import marked
from server.core.text.wording import is_same, tokens
from server.services.hearing.translate import Outcome
from server.services.minutes import record
from server.storage.tables import Segment, Suggestion, Version

WHY = "second reading"


def listed(tx: Session, session: str) -> list[dict[str, Any]]:
    """Everything that was offered for a session, in the order of speech; ``stale``: the line was changed meanwhile."""
    rows = tx.execute(
        select(Suggestion, Segment, Version.text)
        .join(Segment, Segment.id == Suggestion.segment_id)
        .join(Version, (Version.segment_id == Suggestion.segment_id) & (Version.rev == Suggestion.rev))
        .where(Suggestion.session_id == session, Segment.stands)
        .order_by(Segment.start_ms, Segment.start_sample)
    )
    return [_shape(row, segment, text) for row, segment, text in rows]


def take(
    tx: Session, session: str, segment_id: str, rev: int, by: str, routes: dict[str, set[str]], now: int
) -> Outcome:
    """A person takes what is offered for version ``rev``: an ordinary correction. Raises NotFound or Conflict."""
    row = _open(tx, session, segment_id, rev)
    outcome = record.correct(tx, session, segment_id, rev, row.text, by, routes, now, WHY)
    row.state, row.by = "accepted", by
    return outcome


def offered(tx: Session, segment: Segment) -> Suggestion | None:
    """What is offered for a line as it stands, if nobody has decided on it."""
    row = tx.get(Suggestion, (segment.id, segment.rev))
    return row if row is not None and row.state == "open" else None


def pass_on(tx: Session, rows: Sequence[Suggestion], made: Iterable[tuple[Segment, str, str]]) -> None:
    """Offers for lines that were split or merged go over to those in their place: ``(line, its text, the offer)``.

    A part that says the same has none.
    """
    for segment, text, offer in made:
        language = segment.language
        if not offer or is_same(tokens(offer, language), tokens(text, language), language):
            continue
        heard = [each for row in rows for each in row.words if each["start_sample"] < segment.end_sample]
        tx.add(
            Suggestion(
                segment_id=segment.id, rev=segment.rev, session_id=segment.session_id, text=offer,
                words=[each for each in heard if each["start_sample"] >= segment.start_sample], engine=rows[0].engine,
                confidence=min(row.confidence for row in rows), state="open", by="", at=rows[0].at,
            )
        )  # fmt: skip


def dismiss(tx: Session, session: str, segment_id: str, rev: int, by: str) -> None:
    """A person does not take it. Raises NotFound or Conflict."""
    row = _open(tx, session, segment_id, rev)
    row.state, row.by = "dismissed", by


def take_all(
    tx: Session, session: str, confidence: float, by: str, routes: dict[str, set[str]], now: int
) -> tuple[int, Outcome]:
    """A person takes everything that is open and at least so sure; returns how many, and what is to be published."""
    whole, count = Outcome(), 0
    for each in listed(tx, session):
        if each["state"] == "open" and each["confidence"] >= confidence:
            outcome = take(tx, session, each["segment"], each["rev"], by, routes, now)
            whole.events += outcome.events
            whole.jobs += outcome.jobs
            whole.unrouted += outcome.unrouted
            whole.reworded += outcome.reworded
            count += 1
    return count, whole


def _open(tx: Session, session: str, segment_id: str, rev: int) -> Suggestion:
    segment = record.get_segment(tx, session, segment_id)
    row = tx.get(Suggestion, (segment_id, rev))
    if row is None:
        raise NotFound(f"the second reading offers nothing for version {rev} of {segment_id!r}")
    if row.state != "open":
        raise Conflict(
            f"this suggestion was {row.state} already, by {row.by}", segment=record.one(tx, segment), state=row.state
        )
    return row


def _shape(row: Suggestion, segment: Segment, text: str) -> dict[str, Any]:
    is_stale = row.state == "open" and row.rev != segment.rev
    return {
        "segment": row.segment_id,
        "rev": row.rev,
        "text": row.text,
        "pieces": [asdict(piece) for piece in marked(text, row.text, segment.language)],
        "confidence": row.confidence,
        "engine": row.engine,
        "at": row.at,
        "state": "stale" if is_stale else row.state,
        "by": row.by,
    }
