"""Revisions: Rev.n is issued as the text stands and never changes; readings; the difference of any two states.

Each function is one unit of work, or reads.
"""

from __future__ import annotations

import hashlib
from typing import Any

import rfc8785
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.core.errors import BadRequest, NotFound
from server.core.statement.statement import Action, labels
from server.core.text.comparison import Passage, compared
from server.core.text.plain import plain_text
from server.services.statement import ledger, statements, told
from server.storage import tables

READINGS = (1, 2, 3)
NOW = "now"
MAX_NOTE_CHARACTERS = 2_000


def issue(tx: Session, statement_id: str, rev: object, note: object, by: str, now: int) -> tables.Revision:
    """Rev.n: the text as it stands, for good. Raises Conflict where it was changed since it was seen."""
    statement = statements.at_rev(tx, statement_id, rev, Action.EDIT)
    mine = tables.Revision.statement_id == statement_id
    number: int = (tx.scalar(select(func.max(tables.Revision.number)).where(mine)) or 0) + 1
    paragraphs = frozen(tx, statement)
    row = tables.Revision(
        statement_id=statement_id, number=number, reading=statement.reading, title=statement.title,
        paragraphs=paragraphs, note=plain_text(note, MAX_NOTE_CHARACTERS) if note else "", by=by, at=now,
        sha256=_digest(statement, number, paragraphs),
    )  # fmt: skip
    tx.add(row)
    tx.flush()
    told.tell(tx, statement, "revisions", shape(row))
    facts = {"number": number, "reading": row.reading, "sha256": row.sha256, "note": row.note}
    ledger.add(tx, statement_id, "revision", by, now, **facts)
    return row


def read_on(tx: Session, statement_id: str, rev: object, reading: object, by: str, now: int) -> tables.Statement:
    """The negotiation is in its first, second or third reading."""
    statement = statements.at_rev(tx, statement_id, rev, Action.AMEND)
    if reading not in READINGS or isinstance(reading, bool):
        raise BadRequest(f"a reading is 1, 2 or 3; found {reading!r}")
    statement.reading = int(str(reading))
    told.tell(tx, statement, "revisions", {"reading": statement.reading, "by": by, "at": now})
    ledger.add(tx, statement_id, "reading", by, now, reading=statement.reading)
    return statement


def listed(tx: Session, statement: tables.Statement) -> list[dict[str, Any]]:
    """The revisions that were issued, oldest first, without their text."""
    return [shape(row) for row in _rows(tx, statement)]


def latest(tx: Session, statement: tables.Statement) -> tables.Revision | None:
    """The newest revision that was issued."""
    rows = _rows(tx, statement)
    return rows[-1] if rows else None


def one(tx: Session, statement: tables.Statement, number: object) -> tables.Revision:
    """A revision by its number. Raises NotFound."""
    wanted = int(number) if isinstance(number, str) and number.isascii() and number.isdigit() else number
    is_number = isinstance(wanted, int) and wanted < 2**31
    row = tx.get(tables.Revision, (statement.id, wanted)) if is_number else None
    if row is None:
        raise NotFound(f"there is no revision {number!r} of this statement")
    return row


def shape(row: tables.Revision) -> dict[str, Any]:
    """A Revision of the protocol."""
    return {
        "number": row.number, "label": f"Rev.{row.number}", "reading": row.reading, "title": row.title, "at": row.at,
        "by": row.by, "sha256": row.sha256, "note": row.note,
        "brackets": sum(len(each["brackets"]) for each in row.paragraphs),
    }  # fmt: skip


def whole(tx: Session, statement: tables.Statement, row: tables.Revision) -> dict[str, Any]:
    """A revision with its text."""
    return {**shape(row), "language": statement.language, "paragraphs": row.paragraphs}


def frozen(tx: Session, statement: tables.Statement) -> list[dict[str, Any]]:
    """The paragraphs as they stand: what a revision keeps."""
    found = statements.read(tx, statement)
    called = labels(found.paragraphs)
    return [
        {
            "id": each.id, "kind": str(each.kind), "number": each.number, "label": called[each.id], "text": each.text,
            "brackets": [statements.bracket_shape(one) for one in each.brackets],
            "citations": [{"span": [one.start, one.end], "segments": list(one.segments)} for one in each.citations],
        }
        for each in found.paragraphs
    ]  # fmt: skip


def compare(tx: Session, statement: tables.Statement, start: str, end: str) -> dict[str, Any]:
    """The difference of two revisions, or of one and the text as it is (``now``), paragraph by paragraph."""
    before, after = (_passages(tx, statement, each) for each in (start, end))
    return {
        "from": start, "to": end,
        "paragraphs": [
            {
                "id": each.id, "kind": each.kind, "number": each.label, "number_before": each.label_before,
                "state": str(each.state),
                "pieces": [{"text": one.text, "kind": str(one.kind)} for one in each.pieces],
            }
            for each in compared(before, after)
        ],
    }  # fmt: skip


def _passages(tx: Session, statement: tables.Statement, state: str) -> list[Passage]:
    rows = frozen(tx, statement) if state == NOW else one(tx, statement, state).paragraphs
    return [Passage(each["id"], each["label"], each["kind"], each["text"]) for each in rows]


def _rows(tx: Session, statement: tables.Statement) -> list[tables.Revision]:
    mine = select(tables.Revision).where(tables.Revision.statement_id == statement.id)
    return list(tx.scalars(mine.order_by(tables.Revision.number)))


def _digest(statement: tables.Statement, number: int, paragraphs: list[dict[str, Any]]) -> str:
    """SHA-256 of the canonical JSON (RFC 8785) of what a reader of the revision sees."""
    facts: dict[str, Any] = {
        "statement": statement.id, "number": number, "title": statement.title, "language": statement.language,
        "paragraphs": [{key: each[key] for key in ("id", "kind", "number", "text")} for each in paragraphs],
    }  # fmt: skip
    return hashlib.sha256(rfc8785.dumps(facts)).hexdigest()
