"""Convene: sessions, the floor, what is off the record, invitations. Each function is one unit of work."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server.core.errors import BadRequest, BadText, Conflict, NotAllowed, NotFound, UnknownLanguage
from server.services.hearing import hear, translate
from server.services.hearing.translate import Outcome
from server.services.meeting import memory, zones
from server.services.minutes import coedit, lineage
from server.services.minutes.attribute import RE_ATTRIBUTED, attribute
from server.storage import lock, log
from server.storage.tables import (
    Approval,
    ApprovalStep,
    ApprovedRecord,
    Attendance,
    BroughtIn,
    Check,
    Corrigendum,
    Delegation,
    FloorRequest,
    FloorSpan,
    Holding,
    Invitation,
    LogEntry,
    Meeting,
    Proposal,
    Reading,
    RecordApproval,
    RecordItem,
    RecordVersion,
    Remarks,
    RemarksTranslation,
    Remembered,
    Segment,
    SharedDocument,
    SharedUpdate,
    SignOff,
    Stream,
    Suggestion,
    Translation,
    Unsettled,
    Version,
    ViewHead,
)

VISIBILITIES = ("public", "participants", "confidential")
ROLES = ("secretariat", "chair", "rapporteur", "delegation", "interpreter")
KEEPERS = ("secretariat", "chair", "rapporteur")  # who keep the minutes: they see what was retracted, nobody else does
OUTSIDERS = ("public", "interpreter")  # who have no part in a statement: they see it when it is published
DAY_MS = 86_400_000
# Controls but for tab and line feed, halves of characters, and the marks that turn other people's text around.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]")


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


def plain_text(value: object, limit: int) -> str:
    """Text from outside: stripped, without control characters. Raises BadText."""
    if not isinstance(value, str) or not value.strip():
        raise BadText("a text is expected; found nothing")
    if len(value) > limit:
        raise BadText(f"the text is too long: {len(value)} characters, {limit} at most")
    if CONTROL.search(value):
        raise BadText("the text holds control characters; write it without them")
    return value.strip()


def session_ms(meeting: Meeting, now: int) -> int:
    """The session time now: milliseconds since it was opened."""
    return max(0, now - meeting.opened_at) if meeting.opened_at else 0


def open_session(tx: Session, session: str, now: int) -> Outcome:
    """Captions may begin. Opening an open session changes nothing. Raises MinutesLocked."""
    meeting = get_session(tx, session)
    if meeting.status == "open":
        return Outcome()
    lock.require_open(tx, session)
    meeting.status, meeting.opened_at = "open", meeting.opened_at or now
    closed = _open_span(tx, session, "closed")
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
    current = _open_span(tx, session, "off_record")
    at_ms = session_ms(meeting, now)
    if is_on and current is None:
        tx.add(FloorSpan(session_id=session, kind="off_record", start_ms=at_ms))
    elif not is_on and current is not None:
        current.end_ms = at_ms
    tx.flush()
    return Outcome([_state_event(tx, meeting, now)])


def give_floor(tx: Session, session: str, delegation: str | None, at_ms: int, now: int) -> Outcome:
    """From a session time on, a delegation (or nobody) has the floor."""
    found = tx.get(Delegation, delegation) if delegation else None
    if delegation and found is None:
        raise NotFound(f"there is no delegation {delegation!r}")
    get_session(tx, session)
    current = _open_span(tx, session, "floor")
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


def retract(tx: Session, session: str, segment_id: str | None, by: str, why: str, now: int) -> tuple[str, Outcome]:
    """Take a line (the last one when none is named) from every screen; the minutes keep who and why."""
    query = select(Segment).where(Segment.session_id == session, Segment.stands)
    query = query.where(Segment.id == segment_id) if segment_id else query.order_by(Segment.start_ms.desc()).limit(1)
    segment = tx.scalars(query).first()
    if segment is None:
        raise NotFound("there is no line to retract")
    coedit.keep(tx, segment, now)
    segment.retracted_by, segment.retracted_why = by, plain_text(why or "retracted by the chair", 500)
    segment.rev += 1
    for each in (segment, *lineage.before(tx, segment)):  # whose words these were, too: nobody reads them out any more
        each.retracted_by, each.retracted_why = segment.retracted_by, segment.retracted_why
        memory.forget(tx, each.id)
    text = tx.get_one(Version, (segment.id, segment.rev - 1)).text
    tx.add(
        Version(
            segment_id=segment.id, rev=segment.rev, text=text, by=by, why=f"retracted: {segment.retracted_why}", at=now
        )
    )
    tx.flush()
    coedit.lines_changed(tx, session)
    return segment.id, Outcome([translate.publish_source(tx, segment, "", "retracted", now)])


def delete_session(tx: Session, session: str) -> list[str]:
    """Delete a session's rows and log; returns its streams, whose audio the caller deletes."""
    get_session(tx, session)
    streams = list(tx.scalars(select(Stream.id).where(Stream.session_id == session)))
    for segment in tx.scalars(select(Segment.id).where(Segment.session_id == session)).all():
        tx.execute(delete(Translation).where(Translation.segment_id == segment))
        tx.execute(delete(Version).where(Version.segment_id == segment))
    for table in (
        BroughtIn,
        Check,
        Unsettled,
        SharedUpdate,
        SharedDocument,
        Approval,
        ApprovalStep,
        ApprovedRecord,
        Corrigendum,
        Proposal,
        SignOff,
        RecordApproval,
        RecordVersion,
        RecordItem,
        Attendance,
        RemarksTranslation,
        Remarks,
        Remembered,
        Holding,
        Suggestion,
        Reading,
        Segment,
        LogEntry,
        ViewHead,
        FloorSpan,
        FloorRequest,
        Stream,
    ):
        tx.execute(delete(table).where(table.session_id == session))
    tx.execute(delete(Meeting).where(Meeting.id == session))
    return streams


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


def check_role(role: str, *allowed: str) -> None:
    """Raise NotAllowed unless the role is one of those."""
    if role not in allowed:
        raise NotAllowed(f"this needs one of the roles {', '.join(allowed)}; you are signed in as {role}")


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


def _open_span(tx: Session, session: str, kind: str) -> FloorSpan | None:
    query = select(FloorSpan).where(FloorSpan.session_id == session, FloorSpan.kind == kind, FloorSpan.end_ms.is_(None))
    return tx.scalars(query.order_by(FloorSpan.start_ms.desc())).first()


def floor_state(tx: Session, session: str) -> dict[str, Any]:
    """``{floor, off_record, requests}`` as the pages receive them."""
    current = _open_span(tx, session, "floor")
    requests = tx.scalars(select(FloorRequest).where(FloorRequest.session_id == session).order_by(FloorRequest.at_ms))
    return {
        "floor": {"delegation": current.delegation, "since_ms": current.start_ms} if current else None,
        "off_record": _open_span(tx, session, "off_record") is not None,
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


def _state_event(tx: Session, meeting: Meeting, now: int) -> log.Event:
    tx.flush()
    payload = {
        "status": meeting.status,
        "paused": meeting.paused,
        "off_record": floor_state(tx, meeting.id)["off_record"],
    }
    return log.append(tx, meeting.id, log.EVERY_VIEW, "session", payload, now)
