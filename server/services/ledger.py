"""Ledger: the log of a statement, which is only added to. Each function is part of a unit of work."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core import ledger
from server.core.errors import Internal
from server.core.ledger import Entry
from server.services.convene import OUTSIDERS
from server.storage.tables import LedgerEntry

SALT_BYTES = 16


def add(tx: Session, statement_id: str, what: str, by: str, now: int, **facts: Any) -> LedgerEntry:
    """Write down what was done to a statement, by whom, with its facts (plain: no fractions).

    A fact that no two programs would write alike is a fault of ours.
    """
    if not ledger.plain(facts):
        raise Internal
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


def shapes(tx: Session, statement_id: str, role: str) -> list[dict[str, Any]]:
    """All entries, the first one first, as a person of this role may read them: outsiders not what is internal."""
    is_outside = role in OUTSIDERS
    return [
        ledger.given_out(statement_id, _entry(row), not is_outside or row.what in ledger.OPEN)
        for row in tx.scalars(_of(statement_id).order_by(LedgerEntry.n))
    ]


def _of(statement_id: str) -> Any:
    return select(LedgerEntry).where(LedgerEntry.statement_id == statement_id)


def _entry(row: LedgerEntry) -> Entry:
    return Entry(row.n, row.what, row.at, row.by, row.facts, row.salt, row.prev)
