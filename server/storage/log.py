"""The append-only log of a session: every durable event has its own ``seq``; each view of it knows its last one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from server.core.errors import NotFound
from server.storage.tables import LogEntry, Meeting, Segment, ViewHead

EVERY_VIEW = "*"
FLOOR_VIEW = "floor"


@dataclass(frozen=True, slots=True)
class Event:
    """A stored event and, for each view that shows it, the sequence number before it in that view."""

    session: str
    seq: int
    kind: str
    payload: dict[str, Any]
    previous: dict[str, int] = field(default_factory=dict)

    def for_view(self, view: str) -> dict[str, Any]:
        """The message that a client of the view receives."""
        return {
            "session": self.session,
            "seq": self.seq,
            "prev": self.previous[view],
            "kind": self.kind,
            **self.payload,
        }


def append(tx: Session, session: str, view: str, kind: str, payload: dict[str, Any], at: int) -> Event:
    """Add an event in the caller's transaction. ``view`` is a language or EVERY_VIEW."""
    seq = tx.scalar(update(Meeting).where(Meeting.id == session).values(head=Meeting.head + 1).returning(Meeting.head))
    if seq is None:
        raise NotFound(f"there is no session {session!r}")
    tx.add(LogEntry(session_id=session, seq=seq, view=view, kind=kind, payload=payload, at=at))
    heads = {row.view: row for row in tx.scalars(select(ViewHead).where(ViewHead.session_id == session))}
    previous = {}
    for name in heads if view == EVERY_VIEW else [view]:
        if name in heads:
            previous[name] = heads[name].seq
            heads[name].seq = seq
    tx.flush()
    return Event(session, seq, kind, payload, previous)


def append_all(tx: Session, session: str, told: Sequence[tuple[str, str, dict[str, Any]]], at: int) -> None:
    """Add many events at once, as ``(view, kind, payload)`` in order; nobody is told: readers see by the heads."""
    head = tx.scalar(
        update(Meeting).where(Meeting.id == session).values(head=Meeting.head + len(told)).returning(Meeting.head)
    )
    if head is None:
        raise NotFound(f"there is no session {session!r}")
    numbered = list(enumerate(told, head - len(told) + 1))
    tx.add_all(
        LogEntry(session_id=session, seq=seq, view=view, kind=kind, payload=payload, at=at)
        for seq, (view, kind, payload) in numbered
    )
    for row in tx.scalars(select(ViewHead).where(ViewHead.session_id == session)):
        row.seq = max((seq for seq, (view, _, _) in numbered if view in (EVERY_VIEW, row.view)), default=row.seq)
    tx.flush()


def open_views(tx: Session, session: str, languages: list[str]) -> None:
    """Make the heads of a new session's views."""
    for view in [FLOOR_VIEW, *languages]:
        tx.add(ViewHead(session_id=session, view=view, seq=0))


def read(tx: Session, session: str, view: str, after: int, limit: int = 500) -> dict[str, Any]:
    """``{head, events, more}`` of a view after a sequence number, as clients receive them.

    The words of a line that was retracted since are not read out again; its events stay, so that no number is missing.
    """
    rows = list(
        tx.scalars(
            select(LogEntry)
            .where(LogEntry.session_id == session, LogEntry.seq > after, LogEntry.view.in_([EVERY_VIEW, view]))
            .order_by(LogEntry.seq)
            .limit(limit + 1)
        )
    )
    retracted = set(
        tx.scalars(select(Segment.id).where(Segment.session_id == session, Segment.retracted_by.is_not(None)))
    )
    events, previous = [], after
    for row in rows[:limit]:
        payload = {**row.payload, "text": ""} if row.payload.get("seg") in retracted else row.payload
        events.append({"session": session, "seq": row.seq, "prev": previous, "kind": row.kind, **payload})
        previous = row.seq
    return {"head": previous, "events": events, "more": len(rows) > limit}
