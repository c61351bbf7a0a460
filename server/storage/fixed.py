"""What a silence procedure fixes: while one runs on a statement, no unit of work changes its words (``lock.Unit``)."""

from __future__ import annotations

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from server.clock import now_ms
from server.core.errors import UnderSilence
from server.storage.tables import Paragraph, Silence, Statement

# The words, their order, the brackets in them, and whose they are.
FIXED = {Paragraph: ("text", "kind", "place", "brackets"), Statement: ("title", "language", "form", "parties")}


def require_free(tx: Session) -> None:
    """Raise UnderSilence where something that is about to be written changes words on which a procedure runs."""
    for statement in _reworded(tx):
        expires_at = silent_until(tx, statement, now_ms())
        if expires_at is not None:
            raise UnderSilence(expires_at)


def silent_until(tx: Session, statement: str, now: int) -> int | None:
    """When the silence procedure that runs now on a statement expires; None where none runs."""
    running = (Silence.statement_id == statement, Silence.expires_at > now)
    ended = (Silence.broken_at.is_(None), Silence.withdrawn_at.is_(None))
    return tx.scalar(select(Silence.expires_at).where(*running, *ended).limit(1))


def _reworded(tx: Session) -> set[str]:
    """The statements of whose words something is about to change."""
    found = set()
    for each in [*tx.new, *tx.dirty, *tx.deleted]:
        fields = FIXED.get(type(each))
        if fields is None or (isinstance(each, Statement) and each in tx.new):
            continue
        state = inspect(each)
        if each in tx.new or each in tx.deleted or any(state.attrs[name].history.has_changes() for name in fields):
            found.add(each.id if isinstance(each, Statement) else each.statement_id)
    return found
