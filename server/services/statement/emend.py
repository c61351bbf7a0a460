"""Emend: Corr.n, a document beside an adopted statement, whose own text never changes. Parts of units of work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import BadRequest, NotFound
from server.core.minutes.approved import digest
from server.core.statement.proof import corrigendum
from server.core.statement.statement import Action
from server.core.text.plain import plain_text
from server.services.minutes.steps import Actor
from server.services.statement import adopted, ledger, statements, told
from server.storage import tables
from server.storage.tables import CorrigendumSignature, StatementCorrigendum

MOST_REASON = 500
MOST_WORDS = 10_000
TITLE = ""  # the paragraph that is the title


def emend(tx: Session, statement_id: str, given: dict[str, Any], actor: Actor, now: int) -> int:
    """How words of a language version are to be read; returns the number of the corrigendum, which the parties sign.

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
        "parties": list(statement.parties),
    }  # fmt: skip
    previous = rows[-1].sha256 if rows else ""
    sha256 = digest(corrigendum(statement_id, str(statement.sha256), previous, facts))
    tx.add(StatementCorrigendum(statement_id=statement_id, sha256=sha256, **facts))
    told.tell(tx, statement, "life")
    place = {name: facts[name] for name in ("number", "paragraph", "language")}
    ledger.add(tx, statement_id, "corrigendum", actor.called, now, role=actor.role, sha256=sha256, **place)
    return number


def of(tx: Session, statement_id: str) -> list[StatementCorrigendum]:
    """All of them, in order."""
    query = select(StatementCorrigendum).where(StatementCorrigendum.statement_id == statement_id)
    return list(tx.scalars(query.order_by(StatementCorrigendum.number)))


def one(tx: Session, statement_id: str, number: object) -> StatementCorrigendum:
    """Corr.n. Raises NotFound."""
    found = next((each for each in of(tx, statement_id) if str(each.number) == str(number)), None)
    if found is None:
        raise NotFound(f"this statement has no corrigendum {number}")
    return found


def signatures(tx: Session, statement_id: str) -> dict[int, list[CorrigendumSignature]]:
    """Who signed which corrigendum, by its number, the first one first."""
    mine = select(CorrigendumSignature).where(CorrigendumSignature.statement_id == statement_id)
    found: dict[int, list[CorrigendumSignature]] = {}
    for each in tx.scalars(mine.order_by(CorrigendumSignature.at, CorrigendumSignature.delegation)):
        found.setdefault(each.number, []).append(each)
    return found


def shapes(tx: Session, statement: tables.Statement) -> list[dict[str, Any]]:
    """All corrigenda of a statement, in order, each a StatementCorrigendum of the protocol."""
    signed = signatures(tx, statement.id)
    return [_shape(each, statement, signed.get(each.number, [])) for each in of(tx, statement.id)]


def document(tx: Session, statement: tables.Statement, number: object) -> dict[str, Any]:
    """``{document, sha256, signatures, unsigned}``: Corr.n as it is signed, in its canonical form's members."""
    row, rows = one(tx, statement.id, number), of(tx, statement.id)
    previous = next((each.sha256 for each in rows if each.number == row.number - 1), "")
    shown = next(each for each in shapes(tx, statement) if each["number"] == row.number)
    facts = {**shown, "parties": row.parties}
    return {
        "document": corrigendum(statement.id, str(statement.sha256), previous, facts), "sha256": row.sha256,
        "label": shown["label"], "signatures": shown["signatures"], "unsigned": shown["unsigned"],
    }  # fmt: skip


def parties_of(row: StatementCorrigendum, statement: tables.Statement) -> list[str]:
    """Who signs a corrigendum: of an earlier edition, the parties to the statement."""
    return list(statement.parties if row.parties is None else row.parties)


def _shape(
    row: StatementCorrigendum, statement: tables.Statement, signed: Sequence[CorrigendumSignature]
) -> dict[str, Any]:
    has_signed = {each.delegation for each in signed}
    return {
        "number": row.number, "label": f"Corr.{row.number}", "paragraph": row.paragraph, "language": row.language,
        "before": row.before, "after": row.after, "why": row.why, "by": row.by, "at": row.at, "sha256": row.sha256,
        "parties": row.parties,
        "signatures": [
            {"delegation": each.delegation, "person": each.person, "at": each.at, "key": each.key_id,
             "value": each.value}
            for each in signed
        ],
        "unsigned": [each for each in parties_of(row, statement) if each not in has_signed],
    }  # fmt: skip


def reads(statement: tables.Statement, paragraph: str, language: str, rows: list[StatementCorrigendum]) -> str:
    """A paragraph of a language version as it is to be read: as adopted, with the corrigenda. Raises NotFound."""
    text = adopted.text(adopted.facts(statement), paragraph, language)
    for each in rows:
        if (each.paragraph, each.language) == (paragraph, language):
            text = text.replace(each.before, each.after, 1)
    return text
