"""Settle: what was written in the shared text becomes versions of the minutes. Each function is one unit of work.

A line becomes a version when nobody has changed it for a moment, or when its editor is left. The rows of who changed
it go in the same transaction, so of several web processes, and after a crash, exactly one does it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from server.core.errors import RoundtableError
from server.services.hearing.translate import Outcome
from server.services.minutes import coedit, record
from server.storage.tables import Segment, Unsettled, Version

CALM_MS = 2_000  # docs/decisions/0020
MOST_LINES = 50  # in one unit of work, which others wait for
EMPTY = "empty"

Routes = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Line:
    """A line and its latest version; ``code`` and ``message``: why it did not become one."""

    session: str
    segment: str
    rev: int
    by: str
    at: int
    code: str = ""
    message: str = ""


@dataclass(slots=True)
class Settled:
    """What became versions, what could not, and what is to be done after the commit."""

    outcome: Outcome = field(default_factory=Outcome)
    lines: list[Line] = field(default_factory=list)
    held: list[Line] = field(default_factory=list)


def is_due(tx: Session, now: int) -> bool:
    """Whether anything is calm and no version yet."""
    return tx.execute(_calm(now).limit(1)).first() is not None


def sweep(tx: Session, routes: Routes, now: int) -> Settled:
    """Settle what is calm, the longest first."""
    found = Settled()
    for row in tx.execute(_calm(now).order_by(func.max(Unsettled.at)).limit(MOST_LINES)).all():
        _settle(tx, row.session_id, row.segment_id, routes, now, found)
    return found


def left(tx: Session, session: str, segment: str, by: str, routes: Routes, now: int) -> Settled:
    """Somebody left the editor of a line: it is settled unless another one is writing in it."""
    theirs = Unsettled.session_id == session, Unsettled.segment_id == segment
    calm = now - CALM_MS
    tx.execute(update(Unsettled).where(*theirs, Unsettled.by == by, Unsettled.at > calm).values(at=calm))
    found = Settled()
    for _ in tx.execute(_calm(now).where(*theirs)).all():
        _settle(tx, session, segment, routes, now, found)
    return found


def standing(tx: Session, session: str, segment: str) -> tuple[bool, int]:
    """Whether all of a line's shared text is a version, and the revision of its latest one (0: there is no line)."""
    found = tx.get(Segment, segment)
    rev = found.rev if found is not None and found.session_id == session else 0
    return not coedit.unsettled(tx, session, segment), rev


def _calm(now: int) -> Select[str, str]:
    """``(session, segment)`` of what nobody has changed for so long."""
    query = select(Unsettled.session_id, Unsettled.segment_id)
    query = query.group_by(Unsettled.session_id, Unsettled.segment_id)
    return query.having(func.max(Unsettled.at).between(1, now - CALM_MS))


def _settle(tx: Session, session: str, segment_id: str, routes: Routes, now: int, into: Settled) -> None:
    rows = coedit.unsettled(tx, session, segment_id)
    segment, text = tx.get(Segment, segment_id), coedit.text(tx, session, segment_id)
    by = ", ".join(row.by for row in rows)
    if segment is None or text is None:
        _forget(tx, rows)
        return
    latest = tx.get_one(Version, (segment_id, segment.rev))
    if not text.strip():
        _hold(tx, rows)
        message = "an empty line is not taken over: the minutes keep its last words"
        into.held.append(Line(session, segment_id, segment.rev, by, now, EMPTY, message))
    elif text.strip() == latest.text.strip():
        _forget(tx, rows)
        into.lines.append(Line(session, segment_id, segment.rev, latest.by, latest.at))
    else:
        try:
            with tx.begin_nested():
                outcome = record.correct(tx, session, segment_id, segment.rev, text, by, routes, now)
                _forget(tx, rows)
        except RoundtableError as error:
            coedit.undo(tx, session)
            _hold(tx, coedit.unsettled(tx, session, segment_id))
            into.held.append(Line(session, segment_id, segment.rev, by, now, error.code, error.message))
            return
        _join(into.outcome, outcome)
        into.lines.append(Line(session, segment_id, segment.rev, by, now))


def _forget(tx: Session, rows: list[Unsettled]) -> None:
    for row in rows:
        tx.delete(row)
    tx.flush()


def _hold(tx: Session, rows: list[Unsettled]) -> None:
    """Until somebody writes in the line again."""
    for row in rows:
        row.at = 0
    tx.flush()


def _join(whole: Outcome, part: Outcome) -> None:
    whole.events += part.events
    whole.jobs += part.jobs
    whole.looks |= part.looks
    whole.unrouted += part.unrouted
    whole.reworded += part.reworded
