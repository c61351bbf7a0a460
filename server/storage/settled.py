"""The lock of adopted statements: whatever unit of work writes, nothing that adoption fixed changes.

And of what is only ever added: logs, signatures and corrigenda. ``lock.Unit`` asks it at every flush.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from server.core.errors import StatementLocked
from server.core.statement.statement import State
from server.storage.tables import (
    CorrigendumSignature,
    Explanation,
    LanguageChoice,
    LedgerEntry,
    Paragraph,
    ParagraphVersion,
    Position,
    Statement,
    StatementCorrigendum,
    StatementSignature,
    VersionText,
)

OF_STATEMENT: tuple[type[Any], ...] = (
    Explanation,
    LanguageChoice,
    Paragraph,
    Position,
)  # rows that name their statement
OF_PARAGRAPH: tuple[type[Any], ...] = (ParagraphVersion,)  # and those that name their paragraph
ADDED_ONLY: tuple[type[Any], ...] = (LedgerEntry, StatementSignature, StatementCorrigendum, CorrigendumSignature)
# What may be written of them all the same: how far a statement is, and that somebody has seen corrected minutes.
FREE = {
    Statement: frozenset({"status", "rev", "approved_at", "approved_by", "published_at", "embargo_until"}),
    Paragraph: frozenset({"seen_at", "seen_by"}),
}
_OPEN = "statements_open"


def check(tx: Session) -> None:
    """Raise StatementLocked where what is about to be written belongs to an adopted statement."""
    for each in (*tx.dirty, *tx.deleted):
        if isinstance(each, ADDED_ONLY) and (each in tx.deleted or tx.is_modified(each)):
            raise StatementLocked
    for each in (*tx.new, *tx.dirty, *tx.deleted):
        if isinstance(each, VersionText) and _is_fixed(tx, each):
            raise StatementLocked
    for statement in _touched(tx):
        if statement not in tx.info.setdefault(_OPEN, set()):
            if tx.scalar(select(Statement.adopted_at).where(Statement.id == statement)) is not None:
                raise StatementLocked
            tx.info[_OPEN].add(statement)  # one writer at a time: nobody else adopts it meanwhile


def _touched(tx: Session) -> set[str]:
    changed = [*tx.new, *(each for each in tx.dirty if _is_changed(tx, each)), *tx.deleted]
    found = {each.id for each in changed if isinstance(each, Statement) and each not in tx.new}
    found |= {each.statement_id for each in changed if isinstance(each, OF_STATEMENT)}
    fresh = {each.id: each.statement_id for each in tx.new if isinstance(each, Paragraph)}
    for each in changed:
        if isinstance(each, OF_PARAGRAPH):
            paragraph = None if each.paragraph_id in fresh else tx.get(Paragraph, each.paragraph_id)
            found.add(fresh.get(each.paragraph_id) or (paragraph.statement_id if paragraph else ""))
    return found - {""}


def _is_fixed(tx: Session, row: VersionText) -> bool:
    """Whether a language version stands: an authentic one from adoption on, a translation once it is published."""
    found = tx.execute(select(Statement.canonical, Statement.status).where(Statement.id == row.statement_id)).first()
    if found is None or found.canonical is None or row.statement_id in tx.info.get(_OPEN, set()):
        return False
    tongues = {each["language"] for each in json.loads(found.canonical).get("languages", [])}
    return found.status == State.PUBLISHED or row.language in tongues


def _is_changed(tx: Session, row: Any) -> bool:
    if not tx.is_modified(row):
        return False
    free = FREE.get(type(row), frozenset())
    return any(each.history.has_changes() and each.key not in free for each in inspect(row).attrs)
