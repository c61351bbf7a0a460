"""Brackets: opened, closed, handed on; alternatives offered and chosen between. Each function is one unit of work.

``rev`` is the paragraph's: whoever was slower gets Conflict with the newer paragraph and the difference.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from server.core import bracketing
from server.core.bracketing import Alternative
from server.core.brackets import Hold
from server.core.errors import BadRequest
from server.services import bracketed, draft, statements
from server.services.reword import current
from server.storage import tables

KEPT, REMOVED, CHOSEN = "kept", "removed", "chosen"  # how a bracket was closed, beside "edited"


def open_bracket(
    tx: Session, statement_id: str, paragraph_id: str, rev: object, given: dict[str, object], by: str, now: int
) -> tables.Paragraph:
    """Signs around words of the paragraph, held by these owners; perhaps with alternatives to them behind."""
    statement, row = current(tx, statement_id, paragraph_id, rev)
    made = bracketed.bracket(
        statement, given.get("start"), given.get("end"), given.get("kind"), given.get("owners"), by, now
    )
    others = [Alternative(*each) for each in bracketed.alternatives(statement, given.get("alternatives"))]
    paragraph = bracketing.opened(statements.paragraph(row), made, others)
    draft.keep(tx, statement, row, paragraph, by, now)
    return row


def offer(
    tx: Session, statement_id: str, paragraph_id: str, rev: object, bracket_id: str, text: object, owners: object,
    by: str, now: int,
) -> tables.Paragraph:  # fmt: skip
    """One more alternative to the words of a bracket."""
    statement, row = current(tx, statement_id, paragraph_id, rev)
    [(identity, words, holders)] = bracketed.alternatives(statement, [{"text": text, "owners": owners}])
    paragraph = bracketing.offered(statements.paragraph(row), bracket_id, Alternative(identity, words, holders))
    dated = tuple(
        replace(each, opened_by=by, opened_at=now) if each.id == identity else each for each in paragraph.brackets
    )
    draft.keep(tx, statement, row, replace(paragraph, brackets=dated), by, now)
    return row


def choose(
    tx: Session, statement_id: str, paragraph_id: str, rev: object, bracket_id: str, by: str, now: int
) -> tables.Paragraph:
    """One alternative stays without its signs, the others leave the text; the versions keep them."""
    statement, row = current(tx, statement_id, paragraph_id, rev)
    paragraph = bracketing.chosen(statements.paragraph(row), bracket_id)
    draft.keep(tx, statement, row, paragraph, by, now, how=CHOSEN)
    return row


def close(
    tx: Session, statement_id: str, paragraph_id: str, rev: object, owner: str, kind: object, keeps: bool,
    by: str, now: int, bracket_id: str = "",
) -> tables.Paragraph:  # fmt: skip
    """Close a bracket, by its id or as the owner's first one: its words leave the paragraph (the versions keep them),
    or stay without the signs."""
    statement, row = current(tx, statement_id, paragraph_id, rev)
    if kind is not None and kind not in tuple(Hold):
        raise BadRequest(f"a bracket is one of {', '.join(Hold)}; found {kind!r}")
    hold = Hold(str(kind)) if kind is not None else None
    made = bracketing.closed(statements.paragraph(row), owner, hold, keeps, bracket_id)
    draft.keep(tx, statement, row, made, by, now, how=KEPT if keeps else REMOVED)
    return row


def hand(
    tx: Session, statement_id: str, paragraph_id: str, rev: object, bracket_id: str, owners: object, by: str, now: int
) -> tables.Paragraph:
    """A bracket is held by these from now on: some have lifted it, or others hold it too."""
    statement, row = current(tx, statement_id, paragraph_id, rev)
    paragraph = statements.paragraph(row)
    found, holders = bracketing.find(paragraph, bracket_id), bracketed.known(statement, owners)
    held = tuple(
        replace(each, owner=holders[0], owners=holders) if each is found else each for each in paragraph.brackets
    )
    draft.keep(tx, statement, row, replace(paragraph, brackets=held), by, now)
    return row
