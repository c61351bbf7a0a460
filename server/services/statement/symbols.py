"""Symbols: a statement gets its number in the year in which it is begun, and keeps it. Parts of units of work."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.core.statement import symbols
from server.core.statement.statement import SETTLED, Paragraph, State
from server.core.statement.symbols import Filed
from server.storage import tables


def file(tx: Session, row: tables.Statement, now: int) -> None:
    """Give a new statement the next number of this year (UTC)."""
    year = datetime.datetime.fromtimestamp(now / 1000, datetime.UTC).year
    last = tx.scalar(select(func.max(tables.Statement.filed_number)).where(tables.Statement.filed_year == year))
    row.filed_year, row.filed_number = year, (last or 0) + 1


def symbol(tx: Session, row: tables.Statement, text: Sequence[Paragraph] | None = None) -> str:
    """What the document is called as it stands: adopted, or a draft, as Rev.n while nothing of it was changed since.

    ``text``: its paragraphs as they are shown; without them a draft is called by its number alone. "" for a row that
    was never filed.
    """
    filed = _filed(row)
    if State(row.status) not in SETTLED:
        return of_revision(row, _revision(tx, row, text) if text is not None else 0)
    link = tx.get(tables.Succession, row.id)
    if link is not None:
        return symbols.revised(symbol(tx, tx.get_one(tables.Statement, link.revises)), link.number)
    return symbols.adopted(filed, row.kind) if filed else ""


def of_revision(row: tables.Statement, number: int) -> str:
    """What Rev.n of the draft is called; 0: the text before the first one."""
    filed = _filed(row)
    return symbols.draft(filed, number) if filed else ""


def _revision(tx: Session, row: tables.Statement, text: Sequence[Paragraph]) -> int:
    """The number of the revision issued last where the text is still that; else 0."""
    issued = select(tables.Revision).where(tables.Revision.statement_id == row.id)
    last = tx.scalars(issued.order_by(tables.Revision.number.desc()).limit(1)).first()
    if last is None or last.title != row.title:
        return 0
    was = [tuple(each[name] for name in ("id", "kind", "number", "text")) for each in last.paragraphs]
    return last.number if was == [(each.id, str(each.kind), each.number, each.text) for each in text] else 0


def _filed(row: tables.Statement) -> Filed | None:
    if row.filed_year is None or row.filed_number is None:
        return None
    return Filed(row.filed_year, row.filed_number)
