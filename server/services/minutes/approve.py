"""Approve: minutes go from a draft through review to an approved, locked record, and are published.

Each function is one unit of work.
"""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import Conflict
from server.core.minutes import approval, approved
from server.core.minutes.approval import Action
from server.core.text.plain import plain_text
from server.services.hearing import translate
from server.services.hearing.translate import Outcome
from server.services.meeting import sessions
from server.services.minutes import approval as stored
from server.services.minutes import doubts, record, steps
from server.services.minutes.steps import Actor
from server.storage import tables

MOST_REASON = 500
SALT_BYTES = 16


def review(tx: Session, session: str, days: int, why: object, actor: Actor, rev: object, now: int) -> None:
    """The minutes lie before the delegations for so many days; ``why`` may be empty. Raises Conflict."""
    row, after = stored.at_rev(tx, session, Action.REVIEW, actor, rev)
    row.state = after
    _open_window(tx, row, days, _maybe(why), actor, now)


def set_window(tx: Session, session: str, days: int, why: object, actor: Actor, rev: object, now: int) -> None:
    """The window ends so many days from now instead, 0: at once; with a reason. Raises BadText, Conflict."""
    row, after = stored.at_rev(tx, session, Action.WINDOW, actor, rev)
    row.state = after
    _open_window(tx, row, days, plain_text(why, MOST_REASON), actor, now)


def back(tx: Session, session: str, why: object, actor: Actor, rev: object, now: int) -> None:
    """From review back to a draft, with a reason; what delegations proposed stays. Raises BadText, Conflict."""
    row, after = stored.at_rev(tx, session, Action.BACK, actor, rev)
    row.state = after
    row.review_ends_at = None
    steps.add(tx, session, Action.BACK, actor, plain_text(why, MOST_REASON), now)


def approve(
    tx: Session, session: str, confirmed: str, unrecognised_s: int, actor: Actor, rev: object, now: int
) -> Outcome:
    """The minutes are frozen under their hash and locked.

    ``confirmed``: the digest of the doubts that this person was shown, ``unrecognised_s`` among them. Raises Conflict,
    with ``details["obstacles"]`` where something stands in the way, with ``details["doubts"]`` where they are others.
    """
    row, after = stored.at_rev(tx, session, Action.APPROVE, actor, rev)
    meeting = sessions.get_session(tx, session)
    standing = doubts.obstacles(tx, meeting, row, now)
    if standing:
        told = ", ".join(str(each["what"]) for each in standing)
        raise Conflict(f"the minutes can't be approved yet: {told}", obstacles=standing)
    minutes = record.minutes(tx, session)
    frozen = _facts(tx, meeting, minutes, unrecognised_s, actor, now)
    if approved.digest(dict(frozen.doubts)) != confirmed:
        raise Conflict("what is unchecked has changed meanwhile: look at it again", doubts=dict(frozen.doubts))
    outcome = Outcome(_give_up_waiting(tx, session, now))
    canonical = approved.canonical(frozen)
    row.sha256 = approved.sha256(canonical)
    tx.add(tables.ApprovedRecord(session_id=session, canonical=approved.written(canonical)))
    tx.flush()
    row.state, row.approved_at, row.approved_by = after, now, actor.called
    steps.add(tx, session, Action.APPROVE, actor, "", now, sha256=row.sha256)
    return outcome


def publish(tx: Session, session: str, actor: Actor, rev: object, now: int) -> None:
    """Everybody who may see the session reads the approved record. Raises Conflict."""
    row, after = stored.at_rev(tx, session, Action.PUBLISH, actor, rev)
    row.state = after
    row.published_at = now
    steps.add(tx, session, Action.PUBLISH, actor, "", now)


def _open_window(tx: Session, row: tables.Approval, days: int, why: str, actor: Actor, now: int) -> None:
    is_first = row.review_ends_at is None
    row.review_ends_at = approval.window_end(days, now)
    what = Action.REVIEW if is_first else Action.WINDOW
    steps.add(tx, row.session_id, what, actor, why, now, ends_at=row.review_ends_at)


def _maybe(why: object) -> str:
    return plain_text(why, MOST_REASON) if isinstance(why, str) and why.strip() else ""


def _facts(
    tx: Session, meeting: tables.Meeting, minutes: list[dict[str, Any]], unrecognised_s: int, actor: Actor, now: int
) -> approved.Record:
    salts = {each["id"]: secrets.token_hex(SALT_BYTES) for each in minutes}
    lines, gaps = stored.lines(minutes, salts), stored.gaps(tx, meeting.id)
    signed = stored.signed(tx, meeting.id, lines)
    losses = sum(each.why != "off_record" for each in gaps)
    return approved.Record(
        session=meeting.id,
        title=meeting.title,
        opened_at=meeting.opened_at or 0,
        closed_at=meeting.closed_at or 0,
        languages=tuple(meeting.languages),
        lines=lines,
        gaps=gaps,
        sign_offs=tuple(signed.values()),
        doubts=doubts.unchecked(tx, meeting, minutes, lines, signed, losses, unrecognised_s),
        approved_by=actor.called,
        approved_at=now,
    )


def _give_up_waiting(tx: Session, session: str, now: int) -> list[Any]:
    """What is still to be translated stays without a translation: the record says so, and nothing waits any more."""
    waiting = select(tables.Translation).join(tables.Segment).where(
        tables.Segment.session_id == session,
        tables.Translation.rev == tables.Segment.rev,
        tables.Translation.status.in_(translate.WAITING),
    )  # fmt: skip
    events = []
    for row in tx.scalars(waiting).all():
        segment = tx.get_one(tables.Segment, row.segment_id)
        events += translate.store_translation(tx, segment, row.language, "", "", False, "failed", "", now)
    return events
