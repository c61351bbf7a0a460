"""Keep: what has been kept long enough goes. Each function is one unit of work."""

from __future__ import annotations

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from server.core.minutes.retention import DAY_MS, Retention
from server.storage.tables import Invitation, Meeting, Stream

INVITATION_DAYS = 7  # the secretariat still sees for a week whose link has ended


def ended_sessions(tx: Session, retention: Retention, now: int) -> list[str]:
    """The sessions whose time is over."""
    latest = retention.latest_closing(now)
    if latest is None:
        return []
    query = select(Meeting.id).where(Meeting.status == "closed", Meeting.closed_at <= latest)
    return list(tx.scalars(query.order_by(Meeting.id)))


def give_up_sound(tx: Session, session: str) -> None:
    """The microphones of a session are closed and nothing of them waits to be recognised: the sound is to go."""
    end = func.coalesce(Stream.end_sample, Stream.done_sample)
    tx.execute(update(Stream).where(Stream.session_id == session).values(end_sample=end, done_sample=end))


def sweep_invitations(tx: Session, now: int) -> int:
    """Delete invitations that ended long ago; returns how many."""
    latest = now - INVITATION_DAYS * DAY_MS
    return len(tx.execute(delete(Invitation).where(Invitation.expires_at <= latest).returning(Invitation.id)).all())
