"""Ledger: the log of a statement, which is only added to, and only here. Each function is part of a unit of work."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import Internal
from server.core.statement import ledger
from server.core.statement.ledger import Entry
from server.services.meeting.roles import OUTSIDERS
from server.storage.tables import LedgerEntry, Silence

SALT_BYTES = 16
PASSED = "silence_passed"
# An objection that came in time may wait so long for its turn to write: until then nobody writes that silence passed.
SETTLED_MS = 30_000


def add(tx: Session, statement_id: str, what: str, by: str, now: int, /, **facts: Any) -> LedgerEntry:
    """Write down what was done to a statement, by whom, with its facts (plain: no fractions).

    What time alone has brought about stands before it. An entry of a kind that no page can name, or a fact that no two
    programs would write alike, is a fault of ours.
    """
    if what not in ledger.KNOWN or not ledger.plain(facts):
        raise Internal
    settle(tx, statement_id, now - SETTLED_MS)
    return _add(tx, statement_id, what, by, now, facts)


def settle(tx: Session, statement_id: str, until: int) -> None:
    """Write down the silence procedures that have passed by a moment, each once, under the moment of its end.

    Whoever writes next does it, so that no process need be awake at the expiry; the clock only does it sooner.
    """
    gone = (Silence.statement_id == statement_id, Silence.expires_at <= until)
    over = select(Silence).where(*gone, Silence.broken_at.is_(None), Silence.withdrawn_at.is_(None))
    rows = tx.scalars(over.order_by(Silence.expires_at)).all()
    if not rows:
        return
    told = {each.facts["silence"] for each in tx.scalars(_of(statement_id).where(LedgerEntry.what == PASSED))}
    for row in rows:
        if row.id not in told:
            facts = {"silence": row.id, "sha256": row.text_sha256, "revision": row.revision, "parties": row.parties}
            _add(tx, statement_id, PASSED, "", row.expires_at, facts)


def shapes(tx: Session, statement_id: str, role: str) -> list[dict[str, Any]]:
    """All entries, the first one first, as a person of this role may read them: outsiders not what is internal."""
    is_outside = role in OUTSIDERS
    return [
        ledger.given_out(statement_id, _entry(row), not is_outside or row.what in ledger.OPEN)
        for row in tx.scalars(_of(statement_id).order_by(LedgerEntry.n))
    ]


def _add(tx: Session, statement_id: str, what: str, by: str, now: int, facts: dict[str, Any]) -> LedgerEntry:
    tx.flush()
    last = tx.scalars(_of(statement_id).order_by(LedgerEntry.n.desc()).limit(1)).first()
    entry = Entry(
        last.n + 1 if last else 1, what, now, by, facts, secrets.token_hex(SALT_BYTES),
        last.sha256 if last else ledger.FIRST,
    )  # fmt: skip
    row = LedgerEntry(
        statement_id=statement_id, n=entry.n, what=what, at=now, by=by, facts=facts, salt=entry.salt, prev=entry.prev,
        sha256=ledger.chained(statement_id, entry),
    )  # fmt: skip
    tx.add(row)
    tx.flush()
    return row


def _of(statement_id: str) -> Any:
    return select(LedgerEntry).where(LedgerEntry.statement_id == statement_id)


def _entry(row: LedgerEntry) -> Entry:
    return Entry(row.n, row.what, row.at, row.by, row.facts, row.salt, row.prev)
