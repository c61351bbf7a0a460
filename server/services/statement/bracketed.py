"""Bracketed: which brackets are open, which were closed, by whom and how; and what somebody gives for a new one.

Each function is one unit of work, or reads.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import BadRequest, NotFound
from server.core.statement.brackets import LABELS, Bracket, Hold
from server.core.statement.statement import Paragraph
from server.core.text.plain import plain_text
from server.services.statement import statements
from server.storage import tables

MAX_CHARACTERS = 5_000


def note_closed(
    tx: Session, statement: tables.Statement, row: tables.Paragraph, given: Paragraph, how: str, by: str, now: int
) -> None:
    """Write down which brackets of a paragraph are in its new wording no longer."""
    standing = {each.id for each in given.brackets}
    for each in statements.paragraph(row).brackets:
        if each.id and each.id not in standing:
            tx.add(
                tables.ClosedBracket(
                    id=each.id, statement_id=statement.id, paragraph_id=row.id, text=row.text[each.start : each.end],
                    bracket=statements.bracket_shape(each), how=how, by=by, at=now,
                )
            )  # fmt: skip


def listed(tx: Session, statement: tables.Statement) -> dict[str, Any]:
    """``{open, closed, progress}``: every bracket with its words, in the order of the text and of their closing."""
    rows = statements.rows(tx, statement.id)
    standing = [
        {"paragraph": row.id, "text": row.text[slice(*each["span"])], **each} for row in rows for each in row.brackets
    ]
    mine = select(tables.ClosedBracket).where(tables.ClosedBracket.statement_id == statement.id)
    gone = [
        {
            "paragraph": row.paragraph_id, **row.bracket, "text": row.text,
            "closed": {"by": row.by, "at": row.at, "how": row.how},
        }
        for row in tx.scalars(mine.order_by(tables.ClosedBracket.at, tables.ClosedBracket.id))
    ]  # fmt: skip
    return {"open": standing, "closed": gone, "progress": {"open": len(standing), "closed": len(gone)}}


def bracket(
    statement: tables.Statement, start: object, end: object, kind: object, owners: object, by: str, now: int
) -> Bracket:
    """A bracket that is to be opened. Raises BadRequest or NotFound."""
    if not isinstance(start, int) or not isinstance(end, int):
        raise BadRequest("start and end are places in the text, in code points")
    if kind not in tuple(Hold):
        raise BadRequest(f"a bracket is one of {', '.join(Hold)}; found {kind!r}")
    holders = known(statement, owners)
    return Bracket(
        holders[0], Hold(str(kind)), start, end, id=secrets.token_hex(4), owners=holders, opened_by=by, opened_at=now
    )


def alternatives(statement: tables.Statement, given: object) -> list[tuple[str, str, tuple[str, ...]]]:
    """``[{text, owners}]`` as ``(id, text, owners)``. Raises BadRequest, NotFound or BadText."""
    rows: Sequence[Any] = given if isinstance(given, list) else []
    if len(rows) >= len(LABELS):
        raise BadRequest(f"there are {len(LABELS) - 1} alternatives at most: {', '.join(LABELS[1:])}")
    return [
        (secrets.token_hex(4), plain_text(each.get("text"), MAX_CHARACTERS), known(statement, each.get("owners")))
        for each in rows
    ]


def known(statement: tables.Statement, owners: object) -> tuple[str, ...]:
    """Codes of parties. Raises BadRequest for none, NotFound for those who are no party."""
    if not isinstance(owners, list) or not owners:
        raise BadRequest("owners must be a list of codes, one at least")
    strange = [each for each in owners if each not in statement.parties]
    if strange:
        raise NotFound(f"{strange[0]} is not a party to this statement")
    return tuple(dict.fromkeys(str(each) for each in owners))
