"""Brackets: opened, closed, handed on; alternatives offered and chosen between. Each function is one unit of work.

``rev`` is the paragraph's: whoever was slower gets Conflict with the newer paragraph and the difference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from server.core import drafting
from server.core.errors import BadRequest, NotAllowed
from server.core.statement import bracketing
from server.core.statement.bracketing import Alternative
from server.core.statement.brackets import Bracket, Hold
from server.core.statement.statement import Action, Paragraph
from server.services.minutes.steps import Actor
from server.services.statement import bracketed, draft, kept, ledger, statements
from server.services.statement.reword import current
from server.storage import tables

# How a bracket was closed, beside "edited".
KEPT, REMOVED, CHOSEN, LIFTED, WITHDRAWN = "kept", "removed", "chosen", "lifted", "withdrawn"


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


def lift(
    tx: Session, statement_id: str, paragraph_id: str, rev: object, bracket_id: str, actor: Actor, now: int
) -> tables.Paragraph:
    """A delegation lifts its own bracket, or no longer holds one with others: everybody is told, and the log.

    Raises NotAllowed for others, Conflict for a statement that is not negotiated and for what it can't lift.
    """
    statements.accepting(tx, statement_id, Action.TAKE_POSITION)
    statement, row = current(tx, statement_id, paragraph_id, rev)
    if actor.role != "delegation" or not actor.delegation:
        raise NotAllowed("the delegation that holds a bracket lifts it, signed in as one of it")
    before = statements.paragraph(row)
    one = bracketing.find(before, bracket_id)
    words = before.text[one.start : one.end]
    names = draft.names_in(tx, statement.language)
    left = tuple(each for each in one.holders if each != actor.delegation)
    note = _note(before, one, left, names, statement.language)
    made = bracketing.lifted(before, bracket_id, actor.delegation, note)
    is_closed = all(each.id != bracket_id for each in made.brackets)
    how = WITHDRAWN if one.alternative_of is not None else LIFTED
    lifted = {"delegation": actor.delegation, "bracket": bracket_id, "is_closed": is_closed, "how": how}
    draft.keep(tx, statement, row, made, actor.called, now, how=how, more={"lifted": lifted})
    if {"fault": drafting.Fault.HELD, "text": actor.delegation} in row.problems:  # it said so once, and lets it go
        kept.keep(tx, row, str(drafting.Fault.HELD), actor.delegation, "lifted by the delegation", actor.called, now)
    facts = {**lifted, "paragraph": paragraph_id, "hold": str(one.hold), "text": words, "rev": row.rev}
    ledger.add(tx, statement_id, "bracket_lifted", actor.called, now, **facts)
    return row


def hand(
    tx: Session, statement_id: str, paragraph_id: str, rev: object, bracket_id: str, owners: object, by: str, now: int
) -> tables.Paragraph:
    """A bracket is held by these from now on: some have lifted it, or others hold it too."""
    statement, row = current(tx, statement_id, paragraph_id, rev)
    paragraph, holders = statements.paragraph(row), bracketed.known(statement, owners)
    found = bracketing.find(paragraph, bracket_id)
    names = draft.names_in(tx, statement.language)
    note = _note(paragraph, found, holders, names, statement.language)
    draft.keep(tx, statement, row, bracketing.handed(paragraph, bracket_id, holders, note), by, now)
    return row


def _note(
    paragraph: Paragraph, bracket: Bracket, holders: Sequence[str], names: Mapping[str, str], language: str
) -> str | None:
    """What a bracket says when these hold it, where its words only say who holds what; None for other words."""
    words = paragraph.text[bracket.start : bracket.end].removeprefix("[").removesuffix("]")
    before, after = ([names.get(each, each) for each in codes] for codes in (bracket.holders, holders))
    return drafting.note_naming(words, before, after, language)
