"""Reminders: what the clock tells of silence procedures. Nothing rests on it: each reader computes how they stand."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.statement.silence import State
from server.services.statement import ledger
from server.services.statement.silences import moments
from server.services.statement.told import tell
from server.storage import tables

PASSED_MS = 0  # the row that says that followers were told of the end
RECENT_MS = 7 * 24 * 3_600_000  # an end of longer ago is no news after a restart


def send(tx: Session, now: int) -> int:
    """Tell those who follow a statement that silence on it ends soon, or that it has ended; each once.

    Returns how many were told. Done twice, or by two clocks, it changes nothing more.
    """
    query = select(tables.Silence).where(
        tables.Silence.broken_at.is_(None),
        tables.Silence.withdrawn_at.is_(None),
        tables.Silence.expires_at > now - RECENT_MS,
    )
    told = 0
    for row in tx.scalars(query).all():
        ledger.settle(tx, row.statement_id, now - ledger.SETTLED_MS)
        due = set(_due(row, now)) - sent(tx, row).keys()
        for before_ms in due:
            tx.add(tables.SilenceReminder(silence_id=row.id, before_ms=before_ms, at=now))
        if due:
            tell(tx, tx.get_one(tables.Statement, row.statement_id), "silence")
            told += 1
    return told


def sent(tx: Session, row: tables.Silence) -> dict[int, int]:
    """The reminders of a procedure that were sent, by the milliseconds before its end, and when."""
    query = select(tables.SilenceReminder).where(tables.SilenceReminder.silence_id == row.id)
    return {each.before_ms: each.at for each in tx.scalars(query)}


def _due(row: tables.Silence, now: int) -> tuple[int, ...]:
    procedure = moments(row)
    return (PASSED_MS,) if procedure.state(now) is State.PASSED else procedure.due(row.reminders, now)
