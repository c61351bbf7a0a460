"""Dossier: how the minutes of a session stand, as a person of each role receives it (docs/protocol.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from server.core.minutes import approval, approved
from server.core.minutes.approval import FLOOR, KEEPERS, LOCKED, State
from server.core.minutes.approved import Line, SignOff
from server.services.meeting import roles, sessions
from server.services.minutes import approval as stored
from server.services.minutes import doubts, propose, record, rectify, steps
from server.services.minutes.steps import Actor
from server.storage import tables


def shape(tx: Session, session: str, actor: Actor, unrecognised_s: int, now: int) -> dict[str, Any]:
    """An Approval of the protocol. ``unrecognised_s``: so much of the recording."""
    meeting, row, found = sessions.get_session(tx, session), stored.of(tx, session), brief(tx, session, actor, now)
    if actor.role in roles.OUTSIDERS:
        return found
    found |= {"steps": _steps(tx, session, actor.role), "proposals": propose.proposals(tx, session, actor)}
    if actor.role not in KEEPERS:
        return found
    if State(row.state) in LOCKED:
        frozen = stored.frozen(tx, session)
        lines, told, standing_in_the_way = approved.lines_of(frozen), frozen["doubts"], list[dict[str, Any]]()
        signed = stored.signed(tx, session, lines)
    else:
        minutes, gaps = record.minutes(tx, session), stored.gaps(tx, session)
        lines = stored.lines(minutes)
        signed = stored.signed(tx, session, lines)
        losses = sum(each.why != "off_record" for each in gaps)
        told = doubts.unchecked(tx, meeting, minutes, lines, signed, losses, unrecognised_s)
        standing_in_the_way = doubts.obstacles(tx, meeting, row, now)
    return {
        **found,
        "versions": [_version(lines, signed, code) for code in stored.versions_of(meeting)],
        "obstacles": standing_in_the_way,
        "doubts": {**told, "digest": approved.digest(told)},
    }


def brief(tx: Session, session: str, actor: Actor, now: int) -> dict[str, Any]:
    """The same without what only the page of approval shows: an Approval of anybody who may see the session."""
    row = stored.of(tx, session)
    return {**standing(tx, session, actor.role, now), "rev": row.rev, "can": _can(row, actor.role), "now": now}


def standing(tx: Session, session: str, role: str, now: int) -> dict[str, Any]:
    """What everybody who may see the session is told of its minutes; files print it too.

    ``{session, state, review_ends_at, is_window_open, sha256, approved_at, approved_by, published_at, sign_offs,
    corrigenda}``: hash, name, sign-offs and corrigenda once the minutes are open to this role.
    """
    row = stored.of(tx, session)
    state = State(row.state)
    is_open = state in LOCKED and (state is State.PUBLISHED or role not in roles.OUTSIDERS)
    signed = stored.signed(tx, session, stored.standing_lines(tx, session)) if is_open else {}
    return {
        "session": session,
        "state": row.state,
        "review_ends_at": row.review_ends_at,
        "is_window_open": approval.is_window_open(state, row.review_ends_at, now),
        "sha256": row.sha256 if is_open else None,
        "approved_at": row.approved_at if is_open else None,
        "approved_by": row.approved_by if is_open else None,
        "published_at": row.published_at,
        "sign_offs": [asdict(each) for each in signed.values()],
        "corrigenda": rectify.shapes(tx, session, role) if is_open else [],
    }


def _can(row: tables.Approval, role: str) -> list[str]:
    return [str(action) for action in approval.allowed(State(row.state), role)]


def _version(lines: tuple[Line, ...], signed: Mapping[str, SignOff], language: str) -> dict[str, Any]:
    sign_off = signed.get(language)
    return {
        "language": language,
        "is_floor": language == FLOOR,
        "missing": len(approved.missing(lines, language)),
        "sha256": stored.version_digest(lines, language),
        "sign_off": asdict(sign_off) if sign_off else None,
    }


def _steps(tx: Session, session: str, role: str) -> list[dict[str, Any]]:
    """Words that came too late are for those who keep the minutes."""
    found = steps.of(tx, session)
    if role in KEEPERS:
        return found
    return [each for each in found if each["what"] != steps.HEARD_LATE]
