"""A session as it stands: found by its id, its own time, who may know of it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from server.core.errors import NotFound
from server.services.meeting.roles import KEEPERS
from server.storage.tables import (
    Meeting,
)


def session_ms(meeting: Meeting, now: int) -> int:
    """The session time now: milliseconds since it was opened."""
    return max(0, now - meeting.opened_at) if meeting.opened_at else 0


def get_session(tx: Session, session: str) -> Meeting:
    """A session. Raises NotFound."""
    meeting = tx.get(Meeting, session)
    if meeting is None:
        raise NotFound(f"there is no session {session!r}")
    return meeting


def may_see(meeting: Meeting, role: str) -> bool:
    """Whether this role may know of the session."""
    if meeting.visibility == "public" or role in KEEPERS:
        return True
    return meeting.visibility == "participants" and role in ("delegation", "interpreter")


def check_may_see(meeting: Meeting, role: str) -> None:
    """Raise NotFound where this role may not even know of the session."""
    if not may_see(meeting, role):
        raise NotFound(f"there is no session {meeting.id!r}")
