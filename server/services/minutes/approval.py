"""Approval as it is stored, and minutes as the core's values. Each function works inside a unit of work."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import Conflict
from server.core.minutes import approval, approved
from server.core.minutes.approval import FLOOR, LOCKED, Action, State
from server.core.minutes.approved import Gap, Line, Told
from server.services.hearing.translate import INTERPRETER
from server.services.meeting import sessions
from server.services.minutes import record
from server.services.minutes.steps import Actor
from server.storage import tables

Minutes = Iterable[Mapping[str, Any]]
_MAKERS = {INTERPRETER: "interpreter", "remarks": "remarks", "memory": "memory"}


def of(tx: Session, session: str) -> tables.Approval:
    """How the minutes of a session stand; a draft where nobody did anything yet. Raises NotFound."""
    sessions.get_session(tx, session)
    found = tx.get(tables.Approval, session)
    return found or tables.Approval(session_id=session, state=str(State.DRAFT), rev=0)


def state(tx: Session, session: str) -> State:
    """The state alone."""
    return State(of(tx, session).state)


def states(tx: Session) -> dict[str, tables.Approval]:
    """Of every session whose minutes are no mere draft."""
    return {row.session_id: row for row in tx.scalars(select(tables.Approval))}


def at_rev(tx: Session, session: str, action: Action, actor: Actor, rev: object) -> tuple[tables.Approval, str]:
    """The row of minutes that are seen as they stand and accept the action, and the state that the action leads to.

    Raises Conflict where somebody was faster, and what ``core.approval.after`` raises.
    """
    row = of(tx, session)
    after = approval.after(State(row.state), action, actor.role)
    if row.rev != rev:
        raise Conflict(f"somebody did something meanwhile: you saw step {rev}, it is at {row.rev}", rev=row.rev)
    if row not in tx:
        tx.add(row)
    row.rev += 1
    return row, str(after)


def frozen(tx: Session, session: str) -> dict[str, Any]:
    """The approved record in full, as core/minutes/approved.py writes it."""
    found: dict[str, Any] = json.loads(tx.get_one(tables.ApprovedRecord, session).canonical)
    return found


def standing_lines(tx: Session, session: str) -> tuple[Line, ...]:
    """The lines as they stand: of approved minutes those that were approved, whatever is withheld of them since."""
    if state(tx, session) in LOCKED:
        return approved.lines_of(frozen(tx, session))
    return lines(record.minutes(tx, session))


def lines(minutes: Minutes, salts: Mapping[str, str] | None = None) -> tuple[Line, ...]:
    """Segments as the pages receive them, as the core's lines."""
    return tuple(_line(each, (salts or {}).get(each["id"], "")) for each in minutes)


def gaps(tx: Session, session: str) -> tuple[Gap, ...]:
    """Where there are no words: audio that was lost, and what was off the record."""
    return tuple(Gap(each["start_ms"], each["end_ms"], each["name"], each["why"]) for each in record.gaps(tx, session))


def signed(tx: Session, session: str, found: Iterable[Line]) -> dict[str, approved.SignOff]:
    """The newest sign-off of each language version, and whether it is of what the minutes say now."""
    rows = tx.scalars(
        select(tables.SignOff).where(tables.SignOff.session_id == session).order_by(tables.SignOff.id)
    )  # fmt: skip
    newest, known = {row.language: row for row in rows}, tuple(found)
    return {
        language: approved.SignOff(
            language, row.by, row.role, row.at, row.sha256, row.sha256 == version_digest(known, language)
        )
        for language, row in newest.items()
    }


def version_digest(found: Iterable[Line], language: str) -> str:
    """The hash of a language version as it is now."""
    return approved.digest(approved.language_version(found, language))


def versions_of(meeting: tables.Meeting) -> tuple[str, ...]:
    """The language versions that a session has: as it was said, and each of its languages."""
    return (FLOOR, *meeting.languages)


def _line(segment: Mapping[str, Any], salt: str) -> Line:
    is_retracted = segment["status"] == "retracted"
    why = str(segment["why"]).removeprefix("retracted: ")
    return Line(
        id=segment["id"],
        salt=salt,
        start_ms=segment["start_ms"],
        end_ms=segment["end_ms"],
        lang=segment["lang"],
        speaker=segment["speaker"],
        delegation=segment["delegation"] or "",
        text="" if is_retracted else segment["text"],
        version=segment["rev"],
        retracted=f"{segment['by']}: {why}" if is_retracted else "",
        translations=() if is_retracted else tuple(_told(*each) for each in segment["translations"].items()),
    )


def _told(language: str, translation: Mapping[str, Any]) -> Told:
    text = translation["text"]
    made_by = "person" if translation["status"] == "person" else _MAKERS.get(translation["engine"], "machine")
    return Told(language, text, made_by if text else "", bool(text and translation["rough"]))
