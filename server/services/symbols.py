"""Symbols: a statement gets its number in the year in which it is begun, and keeps it. Parts of units of work."""

from __future__ import annotations

import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.core import symbols
from server.core.statement import SETTLED, State
from server.core.symbols import Filed
from server.storage import tables


def file(tx: Session, row: tables.Statement, now: int) -> None:
    """Give a new statement the next number of this year (UTC)."""
    year = datetime.datetime.fromtimestamp(now / 1000, datetime.UTC).year
    last = tx.scalar(select(func.max(tables.Statement.filed_number)).where(tables.Statement.filed_year == year))
    row.filed_year, row.filed_number = year, (last or 0) + 1


def symbol(tx: Session, row: tables.Statement) -> str:
    """What the document is called as it stands: an adopted text, or a draft by the revision issued last.

    "" for a row that was never filed.
    """
    if State(row.status) not in SETTLED:
        mine = tables.Revision.statement_id == row.id
        return of_revision(row, tx.scalar(select(func.max(tables.Revision.number)).where(mine)) or 0)
    filed = _filed(row)
    link = tx.get(tables.Succession, row.id)
    if link is not None:
        return symbols.revised(symbol(tx, tx.get_one(tables.Statement, link.revises)), link.number)
    return symbols.adopted(filed, row.kind) if filed else ""


def of_revision(row: tables.Statement, number: int) -> str:
    """What Rev.n of the draft is called; 0: the text before the first one."""
    filed = _filed(row)
    return symbols.draft(filed, number) if filed else ""


def _filed(row: tables.Statement) -> Filed | None:
    if row.filed_year is None or row.filed_number is None:
        return None
    return Filed(row.filed_year, row.filed_number)
