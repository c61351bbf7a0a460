"""The floor: who has it, who asks for it, and whose words were said before a late click. Units of work."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server.core.errors import NotFound
from server.services.hearing import hear
from server.services.hearing.translate import Outcome
from server.services.meeting.sessions import get_session, session_ms
from server.services.minutes.attribute import RE_ATTRIBUTED, attribute
from server.storage import log
from server.storage.tables import (
    Delegation,
    FloorRequest,
    FloorSpan,
    Segment,
)


def give_floor(tx: Session, session: str, delegation: str | None, at_ms: int, now: int) -> Outcome:
    """From a session time on, a delegation (or nobody) has the floor."""
    found = tx.get(Delegation, delegation) if delegation else None
    if delegation and found is None:
        raise NotFound(f"there is no delegation {delegation!r}")
    get_session(tx, session)
    current = open_span(tx, session, "floor")
    if current is not None:
        if current.delegation == delegation:
            return Outcome()
        current.end_ms = max(current.start_ms, at_ms)
    if found is not None:
        tx.add(
            FloorSpan(session_id=session, kind="floor", delegation=found.code, language=found.language, start_ms=at_ms)
        )
        tx.execute(
            delete(FloorRequest).where(FloorRequest.session_id == session, FloorRequest.delegation == found.code)
        )
    tx.flush()
    return Outcome([_floor_event(tx, session, at_ms, now)])


def ask_floor(tx: Session, session: str, delegation: str, is_asking: bool, now: int) -> Outcome:
    """A delegation asks for the floor or withdraws."""
    meeting = get_session(tx, session)
    at_ms = session_ms(meeting, now)
    if is_asking:
        if tx.get(FloorRequest, (session, delegation)) is None:
            tx.add(FloorRequest(session_id=session, delegation=delegation, at_ms=at_ms))
    else:
        tx.execute(
            delete(FloorRequest).where(FloorRequest.session_id == session, FloorRequest.delegation == delegation)
        )
    tx.flush()
    return Outcome([_floor_event(tx, session, at_ms, now)])


def mend_floor(tx: Session, session: str, delegation: str, from_ms: int, to_ms: int | None, now: int) -> Outcome:
    """A late click: what was said since then was this delegation. Its segments get the name, on every screen."""
    found = tx.get(Delegation, delegation)
    if found is None:
        raise NotFound(f"there is no delegation {delegation!r}")
    outcome = Outcome()
    query = select(Segment).where(Segment.session_id == session, Segment.start_ms >= from_ms, Segment.stands)
    for segment in tx.scalars(query if to_ms is None else query.where(Segment.start_ms < to_ms)).all():
        if segment.delegation != delegation:
            made = attribute(tx, segment, found.name, found.code, "chair", RE_ATTRIBUTED, now)
            outcome.events += made.events
            outcome.looks |= made.looks
            outcome.reworded += made.reworded
    return outcome


def open_span(tx: Session, session: str, kind: str) -> FloorSpan | None:
    query = select(FloorSpan).where(FloorSpan.session_id == session, FloorSpan.kind == kind, FloorSpan.end_ms.is_(None))
    return tx.scalars(query.order_by(FloorSpan.start_ms.desc())).first()


def floor_state(tx: Session, session: str) -> dict[str, Any]:
    """``{floor, off_record, requests}`` as the pages receive them."""
    current = open_span(tx, session, "floor")
    requests = tx.scalars(select(FloorRequest).where(FloorRequest.session_id == session).order_by(FloorRequest.at_ms))
    return {
        "floor": {"delegation": current.delegation, "since_ms": current.start_ms} if current else None,
        "off_record": open_span(tx, session, "off_record") is not None,
        "requests": [
            {"delegation": row.delegation, "name": hear.speaker_name(tx, row.delegation), "at_ms": row.at_ms}
            for row in requests
        ],
    }


def _floor_event(tx: Session, session: str, at_ms: int, now: int) -> log.Event:
    state = floor_state(tx, session)
    code = state["floor"]["delegation"] if state["floor"] else None
    payload = {"delegation": code, "name": hear.speaker_name(tx, code), "at_ms": at_ms, "requests": state["requests"]}
    return log.append(tx, session, log.EVERY_VIEW, "floor", payload, now)
