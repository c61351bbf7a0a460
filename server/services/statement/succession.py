"""Succession: an adopted statement is revised by a new one, Rev.n, linked both ways. Parts of units of work."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.core.statement.statement import Action, State
from server.services.minutes.steps import Actor
from server.services.statement import draft, ledger, parties, statements, symbols, told
from server.services.statement.parties import Reader
from server.storage import tables
from server.storage.tables import Succession


def revise(tx: Session, statement_id: str, actor: Actor, now: int) -> str:
    """A new statement in negotiation that begins with the adopted text; returns its id.

    Paragraphs have new names in it, and cite what they cited. Raises Conflict for a statement that is not adopted.
    """
    former = statements.accepting(tx, statement_id, Action.REVISE)
    made = tables.Statement(
        id=secrets.token_hex(4), title=former.title, kind=former.kind, language=former.language, form=former.form,
        status=str(State.NEGOTIATION), rev=1, parties=list(former.parties), observers=list(former.observers),
        visibility=former.visibility, sessions=list(former.sessions), omitted=[],
    )  # fmt: skip
    symbols.file(tx, made, now)
    tx.add(made)
    tx.flush()
    for row in statements.rows(tx, statement_id):
        draft.copied(tx, made, row, actor.called, now)
    number = 1 + (tx.scalar(select(func.count()).where(Succession.revises == statement_id)) or 0)
    tx.add(
        Succession(
            statement_id=made.id, revises=statement_id, number=number, begun_at=now, begun_by=actor.called
        )
    )  # fmt: skip
    told.tell(tx, former, "life")
    ledger.add(tx, made.id, "begun", actor.called, now, revises=statement_id, number=number, sha256=former.sha256)
    ledger.add(tx, statement_id, "revision_begun", actor.called, now, revision=made.id, number=number)
    return made.id


def adopted(tx: Session, statement: tables.Statement, actor: Actor, now: int) -> None:
    """Where an adopted statement revises another one, that one's log says so."""
    link = tx.get(Succession, statement.id)
    if link is not None:
        facts = {"revision": statement.id, "number": link.number, "sha256": statement.sha256}
        ledger.add(tx, link.revises, "revision_adopted", actor.called, now, **facts)


def fixed(tx: Session, statement: tables.Statement) -> dict[str, Any] | None:
    """What the hash of a revision says of the statement that it revises: ``{statement, sha256, number}``."""
    link = tx.get(Succession, statement.id)
    if link is None:
        return None
    former = tx.get_one(tables.Statement, link.revises)
    return {"statement": former.id, "sha256": former.sha256, "number": link.number}


def documents(tx: Session, statement: tables.Statement, who: Reader) -> dict[str, Any]:
    """``{revises, revised_by}`` of the protocol, as far as this person may know of the other statement."""
    link = tx.get(Succession, statement.id)
    former = tx.get(tables.Statement, link.revises) if link is not None else None
    later = tx.scalars(select(Succession).where(Succession.revises == statement.id).order_by(Succession.number))
    found = [(each, tx.get_one(tables.Statement, each.statement_id)) for each in later]
    return {
        "revises": _link(tx, link.number, former) if link and former and parties.is_seen(former, who) else None,
        "revised_by": [_link(tx, each.number, row) for each, row in found if parties.is_seen(row, who)],
    }


def _link(tx: Session, number: int, row: tables.Statement) -> dict[str, Any]:
    is_public = parties.seats(row).is_public
    return {
        "statement": row.id, "title": row.title, "number": number, "label": f"Rev.{number}", "status": row.status,
        "is_public": is_public, "adopted_at": row.adopted_at, "symbol": symbols.symbol(tx, row),
    }  # fmt: skip
