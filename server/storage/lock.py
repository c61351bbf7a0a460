"""The lock of approved minutes and records: whatever unit of work writes, nothing that belongs to them changes.

Every writing unit of work is a ``Unit``, and everything it stores passes its ``flush``; so there is no way round, and a
new unit of work can't forget to ask. Statements that write rows unseen (``update(Segment)``) are none of this house;
a test sees to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import MinutesLocked, RecordLocked
from server.core.minutes.approval import LOCKED
from server.storage import fixed, settled
from server.storage.tables import (
    Approval,
    Check,
    FloorSpan,
    RecordApproval,
    RecordItem,
    RecordVersion,
    Segment,
    Translation,
    Version,
)

OF_SESSION = (Segment, FloorSpan, Check)  # rows of minutes that name their session
OF_SEGMENT = (Version, Translation)  # and those that name their line
_OPEN, _LIFTED = "minutes_open", "minutes_lifted"


class Unit(Session):
    """A unit of work that may write.

    ``flush`` raises MinutesLocked or RecordLocked for a row of what is approved, StatementLocked for one of an adopted
    statement.
    """

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        """Look at what is about to be written, then write it."""
        if not (self.new or self.deleted or self.identity_map.check_modified()):
            return  # every query asks; most have nothing before them to be written
        with self.no_autoflush:
            settled.check(self)
            for session in _touched(self):
                if session not in self.info.setdefault(_OPEN, set()):
                    if is_locked(self, session):
                        raise MinutesLocked
                    self.info[_OPEN].add(session)  # one writer at a time: nobody else approves meanwhile
            for session, language in _records(self):
                if is_record_locked(self, session, language):
                    raise RecordLocked
            fixed.require_free(self)
        super().flush(objects)


def is_locked(tx: Session, session: str) -> bool:
    """Whether the minutes of a session are approved."""
    return tx.scalar(select(Approval.state).where(Approval.session_id == session)) in LOCKED


def is_record_locked(tx: Session, session: str, language: str) -> bool:
    """Whether summary and decisions of a session are approved in a language."""
    standing = (RecordApproval.language == language, RecordApproval.reopened_at.is_(None))
    return tx.scalar(select(RecordApproval.number).where(RecordApproval.session_id == session, *standing)) is not None


def require_open(tx: Session, session: str) -> None:
    """Raise MinutesLocked where the minutes of a session are approved: for what is refused before it is begun."""
    if is_locked(tx, session):
        raise MinutesLocked


@contextmanager
def lifted(tx: Session, session: str) -> Iterator[None]:
    """A line is withheld by a corrigendum: its retraction is written though the minutes are approved."""
    tx.flush()
    tx.info.setdefault(_LIFTED, set()).add(session)
    try:
        yield
        tx.flush()
    finally:
        tx.info[_LIFTED].discard(session)


def _records(tx: Session) -> set[tuple[str, str]]:
    """Session and language of each record that is about to change."""
    changed = [*tx.new, *(each for each in tx.dirty if tx.is_modified(each))]
    items = {each.id: each for each in tx.new if isinstance(each, RecordItem)}
    names = {each.item_id for each in changed if isinstance(each, RecordVersion)}
    found = [*items.values(), *(tx.get_one(RecordItem, name) for name in names - set(items))]
    return {(each.session_id, each.language) for each in found}


def _touched(tx: Session) -> set[str]:
    changed = [*tx.new, *(each for each in tx.dirty if tx.is_modified(each)), *tx.deleted]
    found: set[str] = {each.session_id for each in changed if isinstance(each, OF_SESSION)}
    names = {each.segment_id for each in changed if isinstance(each, OF_SEGMENT)}
    fresh = {each.id: each.session_id for each in tx.new if isinstance(each, Segment)}
    for name in names:
        segment = None if name in fresh else tx.get(Segment, name)
        session = fresh.get(name) or (segment.session_id if segment else None)
        found |= {session} if session else set()
    lifted_ones: set[str] = tx.info.get(_LIFTED, set())
    return found - lifted_ones
