"""Seal: summary and decisions of a session are approved in a language, locked under a hash, and opened again.

Each function is one unit of work. What was approved once stays, with its number and its hash.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import Conflict, NotFound
from server.core.minutes.approval import LOCKED
from server.core.minutes.approved import digest, written
from server.core.text.plain import plain_text
from server.services.meeting.roles import KEEPERS, check_role
from server.services.meeting.sessions import get_session
from server.services.minutes import approval, lineage, records
from server.services.minutes.steps import Actor
from server.storage.tables import Approval, RecordApproval, RecordItem, RecordVersion, Segment

FORM = "roundtable/approved-records/1"
SEALERS = ("chair", "secretariat")
MOST_REASON = 500
SALT_BYTES = 16


def approve(tx: Session, session: str, language: str, head: object, actor: Actor, now: int) -> None:
    """Freeze what was accepted. ``head``: of the records as this person saw them.

    Raises Conflict, with ``details["obstacles"]`` where something stands in the way, where somebody was faster, or
    where they are approved already.
    """
    check_role(actor.role, *SEALERS)
    if records.head(tx, session) != head:
        raise Conflict("the records were changed meanwhile: look at them again", head=records.head(tx, session))
    if standing(tx, session, language) is not None:
        raise Conflict("these records are approved already")
    in_the_way = obstacles(tx, session, language)
    if in_the_way:
        told = ", ".join(str(each["what"]) for each in in_the_way)
        raise Conflict(f"the records can't be approved yet: {told}", obstacles=in_the_way)
    facts = _facts(tx, session, language, actor, now)
    tx.add(
        RecordApproval(
            session_id=session, language=language, number=facts["number"], canonical=written(facts),
            sha256=sha256(facts), by=actor.called, at=now,
        )
    )  # fmt: skip


def reopen(tx: Session, session: str, language: str, why: object, actor: Actor, now: int) -> None:
    """What was approved can be changed again; it is kept, and the next approval names it. Raises BadText, Conflict."""
    check_role(actor.role, *SEALERS)
    row = standing(tx, session, language)
    if row is None:
        raise Conflict("these records are not approved")
    row.why = plain_text(why, MOST_REASON)
    row.reopened_by, row.reopened_at = actor.called, now


def obstacles(tx: Session, session: str, language: str) -> list[dict[str, Any]]:
    """What stands in the way: ``minutes_open``, ``nothing_accepted``, ``in_brackets``, ``retracted`` (with a count)."""
    found: list[dict[str, Any]] = []
    minutes = tx.get(Approval, session)
    if minutes is None or minutes.state not in LOCKED:
        found.append({"what": "minutes_open"})
    items = _items(tx, session, language)
    accepted = [version for _, version in items if version.state == records.ACCEPTED]
    if not accepted:
        found.append({"what": "nothing_accepted"})
    drafts = sum(version.state == records.DRAFT for _, version in items)
    if drafts:
        found.append({"what": "in_brackets", "count": drafts})
    withdrawn = sum(_is_withheld(tx, [one["segment"] for one in each.citations]) for each in accepted)
    return found + ([{"what": "retracted", "count": withdrawn}] if withdrawn else [])


def standing(tx: Session, session: str, language: str) -> RecordApproval | None:
    """The approval that holds now, if there is one."""
    found = _all(tx, session, language)
    return found[-1] if found and found[-1].reopened_at is None else None


def listed(tx: Session, session: str, language: str) -> list[dict[str, Any]]:
    """Every approval, the first one first, as the page shows it."""
    return [
        {
            "number": row.number, "sha256": row.sha256, "by": row.by, "at": row.at,
            "reopened": {"by": row.reopened_by, "at": row.reopened_at, "why": row.why} if row.reopened_at else None,
        }
        for row in _all(tx, session, language)
    ]  # fmt: skip


def sealed(tx: Session, session: str, language: str, number: int, role: str) -> dict[str, Any]:
    """What was approved under a number, and its hash. Raises NotFound.

    Who does not keep the minutes sees no number that was opened again, and of an item whose line was withheld since
    only ``{"id", "sha256"}``: the hash of the whole is the same.
    """
    row = tx.get(RecordApproval, (session, language, number))
    if row is None or (role not in KEEPERS and row.reopened_at is not None):
        raise NotFound(f"nothing stands approved under number {number} in this language")
    facts: dict[str, Any] = json.loads(row.canonical)
    if role not in KEEPERS:
        facts["items"] = [_guarded(tx, each) for each in facts["items"]]
    return {"sha256": row.sha256, "record": facts}


def sha256(facts: Mapping[str, Any]) -> str:
    """The hash of what was approved: its items are hashed each by itself, with a salt of its own."""
    return digest({**facts, "items": [each.get("sha256") or digest(each) for each in facts["items"]]})


def _guarded(tx: Session, item: dict[str, Any]) -> dict[str, Any]:
    return {"id": item["id"], "sha256": digest(item)} if _is_withheld(tx, item["segments"]) else item


def _all(tx: Session, session: str, language: str) -> list[RecordApproval]:
    of = (RecordApproval.session_id == session, RecordApproval.language == language)
    return list(tx.scalars(select(RecordApproval).where(*of).order_by(RecordApproval.number)))


def _items(tx: Session, session: str, language: str) -> list[tuple[RecordItem, RecordVersion]]:
    return [pair for pair in records.newest(tx, session, language) if pair[1].state != records.DISMISSED]


def _is_withheld(tx: Session, segments: Iterable[str]) -> bool:
    lines = (tx.get(Segment, each) for each in lineage.led(tx, segments))
    return any(line is not None and line.retracted_by is not None for line in lines)


def _facts(tx: Session, session: str, language: str, actor: Actor, now: int) -> dict[str, Any]:
    before = _all(tx, session, language)
    return {
        "form": FORM, "session": session, "title": get_session(tx, session).title, "language": language,
        "number": len(before) + 1, "previous": before[-1].sha256 if before else "",
        "minutes": approval.of(tx, session).sha256, "approved_by": actor.called, "approved_at": now,
        "items": [
            {
                "id": row.id, "salt": secrets.token_hex(SALT_BYTES),
                "kind": row.kind, "theme": each.theme, "text": each.text, "owner": each.owner,
                "due": each.due, "due_said": each.due_said, "segments": [one["segment"] for one in each.citations],
            }
            for row, each in _items(tx, session, language)
        ],
    }  # fmt: skip
