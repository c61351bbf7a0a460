"""Emend: Corr.n, a document beside an adopted statement, whose own text never changes. Parts of units of work."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import BadRequest
from server.core.proof import corrigendum_hash
from server.core.statement import Action
from server.services import adopted, ledger, statements, told
from server.services.convene import plain_text
from server.services.steps import Actor
from server.storage import tables
from server.storage.tables import StatementCorrigendum

MOST_REASON = 500
MOST_WORDS = 10_000
TITLE = ""  # the paragraph that is the title


def emend(tx: Session, statement_id: str, given: dict[str, Any], actor: Actor, now: int) -> int:
    """How words of a language version are to be read; returns the number of the corrigendum.

    ``given``: ``{paragraph, language, before, after, why}``; ``before`` stands in the paragraph as it reads now.
    Raises NotFound for a paragraph or a language that was not adopted, BadRequest.
    """
    statement = statements.accepting(tx, statement_id, Action.RECTIFY)
    paragraph, language = str(given.get("paragraph") or TITLE), str(given.get("language") or statement.language)
    before, after = plain_text(given.get("before"), MOST_WORDS), plain_text(given.get("after"), MOST_WORDS)
    rows = of(tx, statement_id)
    text = reads(statement, paragraph, language, rows)
    if text.count(before) != 1:
        raise BadRequest("what is corrected must stand in the paragraph once: give more of the words around it")
    if before == after:
        raise BadRequest("it reads so already: a corrigendum is another wording")
    number = len(rows) + 1
    facts: dict[str, Any] = {
        "number": number, "paragraph": paragraph, "language": language, "before": before, "after": after,
        "why": plain_text(given.get("why"), MOST_REASON), "by": actor.called, "at": now,
    }  # fmt: skip
    sha256 = corrigendum_hash(str(statement.sha256), rows[-1].sha256 if rows else "", facts)
    tx.add(StatementCorrigendum(statement_id=statement_id, sha256=sha256, **facts))
    told.tell(tx, statement, "life")
    place = {name: facts[name] for name in ("number", "paragraph", "language")}
    ledger.add(tx, statement_id, "corrigendum", actor.called, now, role=actor.role, sha256=sha256, **place)
    return number


def of(tx: Session, statement_id: str) -> list[StatementCorrigendum]:
    """All of them, in order."""
    query = select(StatementCorrigendum).where(StatementCorrigendum.statement_id == statement_id)
    return list(tx.scalars(query.order_by(StatementCorrigendum.number)))


def shape(row: StatementCorrigendum) -> dict[str, Any]:
    """A StatementCorrigendum of the protocol."""
    return {
        "number": row.number, "label": f"Corr.{row.number}", "paragraph": row.paragraph, "language": row.language,
        "before": row.before, "after": row.after, "why": row.why, "by": row.by, "at": row.at, "sha256": row.sha256,
    }  # fmt: skip


def reads(statement: tables.Statement, paragraph: str, language: str, rows: list[StatementCorrigendum]) -> str:
    """A paragraph of a language version as it is to be read: as adopted, with the corrigenda. Raises NotFound."""
    text = adopted.text(adopted.facts(statement), paragraph, language)
    for each in rows:
        if (each.paragraph, each.language) == (paragraph, language):
            text = text.replace(each.before, each.after, 1)
    return text
