"""Convene: sessions are planned, opened, paused, closed; delegations and invitations. Units of work."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from server.core.errors import BadRequest, Conflict, NotFound, UnknownLanguage
from server.core.text.plain import plain_text
from server.services.hearing.translate import Outcome
from server.services.meeting import zones
from server.services.meeting.floor import floor_state, give_floor, open_span
from server.services.meeting.roles import ROLES
from server.services.meeting.sessions import get_session, session_ms
from server.storage import lock, log
from server.storage.tables import (
    Delegation,
    FloorSpan,
    Invitation,
    Meeting,
)

VISIBILITIES = ("public", "participants", "confidential")
DAY_MS = 86_400_000


def create_session(
    tx: Session, identity: str, title: str, visibility: str, languages: list[str], known: dict[str, str]
) -> Meeting:
    """A planned session. Raises BadRequest, UnknownLanguage or Conflict."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", identity):
        raise BadRequest(f"a session's id has small letters, digits and hyphens; found {identity!r}")
    if visibility not in VISIBILITIES:
        raise BadRequest(f"visibility must be one of {', '.join(VISIBILITIES)}; found {visibility!r}")
    unknown = [code for code in languages if code not in known]
    if unknown or not languages:
        raise UnknownLanguage(
            f"unknown language {', '.join(unknown) or '(none given)'}; there are {', '.join(sorted(known))}"
        )
    if tx.get(Meeting, identity):
        raise Conflict(f"there is a session {identity!r} already")
    meeting = Meeting(
        id=identity,
        title=plain_text(title, 200),
        status="planned",
        visibility=visibility,
        languages=languages,
        head=0,
        paused=False,
    )
    tx.add(meeting)
    tx.flush()
    log.open_views(tx, identity, languages)
    return meeting


def open_session(tx: Session, session: str, now: int) -> Outcome:
    """Captions may begin. Opening an open session changes nothing. Raises MinutesLocked."""
    meeting = get_session(tx, session)
    if meeting.status == "open":
        return Outcome()
    lock.require_open(tx, session)
    meeting.status, meeting.opened_at = "open", meeting.opened_at or now
    closed = open_span(tx, session, "closed")
    if closed is not None:
        closed.end_ms = session_ms(meeting, now)
    return Outcome([_state_event(tx, meeting, now)])


def close_session(tx: Session, session: str, now: int) -> Outcome:
    """The floor falls, the session is closed: nothing more is kept; what was recorded is still recognised."""
    meeting = get_session(tx, session)
    if meeting.status == "closed":
        return Outcome()
    tx.add(FloorSpan(session_id=session, kind="closed", start_ms=session_ms(meeting, now)))
    outcome = give_floor(tx, session, None, session_ms(meeting, now), now)
    meeting.status, meeting.closed_at = "closed", now
    outcome.events.append(_state_event(tx, meeting, now))
    return outcome


def set_paused(tx: Session, session: str, is_paused: bool, now: int) -> Outcome:
    """Stop or go on with captions on every screen."""
    meeting = get_session(tx, session)
    meeting.paused = is_paused
    return Outcome([_state_event(tx, meeting, now)])


def set_off_record(tx: Session, session: str, is_on: bool, now: int) -> Outcome:
    """Begin or end an off-the-record span at the session time now."""
    meeting = get_session(tx, session)
    current = open_span(tx, session, "off_record")
    at_ms = session_ms(meeting, now)
    if is_on and current is None:
        tx.add(FloorSpan(session_id=session, kind="off_record", start_ms=at_ms))
    elif not is_on and current is not None:
        current.end_ms = at_ms
    tx.flush()
    return Outcome([_state_event(tx, meeting, now)])


def put_delegation(tx: Session, code: str, name: str, language: str, time_zone: object = None) -> Delegation:
    """Add a delegation, or give one another name, language or time zone; without one it keeps its own, at first UTC."""
    if not re.fullmatch(r"[A-Z][A-Z0-9]{1,15}", code):
        raise BadRequest(f"a delegation's code is a country code or an acronym in capitals; found {code!r}")
    held = tx.get(Delegation, code)
    zone = zones.known(time_zone) if time_zone else held.time_zone if held is not None else zones.UTC
    return tx.merge(Delegation(code=code, name=plain_text(name, 120), language=language, time_zone=zone))


def invite(tx: Session, identity: str, role: str, delegation: str | None, name: str, days: int, now: int) -> Invitation:
    """An invitation that ends by itself."""
    if role not in ROLES:
        raise BadRequest(f"a role is one of {', '.join(ROLES)}; found {role!r}")
    if role == "delegation" and (not delegation or tx.get(Delegation, delegation) is None):
        raise NotFound(f"there is no delegation {delegation!r}")
    if not 1 <= days <= 365:
        raise BadRequest(f"days must be from 1 to 365; found {days}")
    invitation = Invitation(
        id=identity,
        role=role,
        delegation=delegation if role == "delegation" else None,
        name=plain_text(name, 120),
        expires_at=now + days * DAY_MS,
    )
    tx.add(invitation)
    return invitation


def _state_event(tx: Session, meeting: Meeting, now: int) -> log.Event:
    tx.flush()
    payload = {
        "status": meeting.status,
        "paused": meeting.paused,
        "off_record": floor_state(tx, meeting.id)["off_record"],
    }
    return log.append(tx, meeting.id, log.EVERY_VIEW, "session", payload, now)
