"""Negotiate: a statement is made, opened, and positions are taken on it. Each function is one unit of work."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from server.core import drafting
from server.core.errors import BadRequest, NotFound
from server.core.parties import Visibility
from server.core.positions import Value
from server.core.statement import Action, Form, State, after
from server.services import draft, ledger, statements, told
from server.services.convene import get_session, plain_text
from server.services.parties import known, seat, visibility_of
from server.storage import tables

MAX_NOTE_CHARACTERS = 2_000


def create(
    tx: Session,
    title: object,
    sessions: list[str],
    language: str,
    form: str,
    parties: list[str],
    by: str,
    now: int,
    observers: Sequence[str] = (),
    visibility: object = Visibility.TABLE,
) -> tables.Statement:
    """A statement, drafted at once from the minutes of its sessions."""
    if language not in drafting.LANGUAGES:
        raise BadRequest(f"a statement is drafted in {', '.join(drafting.LANGUAGES)}; found {language!r}")
    if form not in tuple(Form):
        raise BadRequest(f"a form is one of {', '.join(Form)}; found {form!r}")
    if not sessions:
        raise BadRequest("choose at least one session to draft from")
    for each in sessions:
        get_session(tx, each)
    statement = tables.Statement(
        id=secrets.token_hex(4), title=plain_text(title, 200), language=language, form=form, status=str(State.DRAFT),
        rev=1, parties=known(tx, parties, "parties"), sessions=list(dict.fromkeys(sessions)), omitted=[],
        observers=known(tx, list(observers), "observers"), visibility=str(visibility_of(visibility)), derived_from=None,
    )  # fmt: skip
    tx.add(statement)
    tx.flush()
    draft.write(tx, statement, by, now)
    return statement


def redraft(tx: Session, statement_id: str, rev: object, by: str, now: int) -> None:
    """Draft again from the minutes as they are now."""
    statement = statements.at_rev(tx, statement_id, rev, Action.REDRAFT)
    for paragraph in (*statements.rows(tx, statement_id), *statements.taken_out(tx, statement_id)):
        tx.execute(delete(tables.ParagraphVersion).where(tables.ParagraphVersion.paragraph_id == paragraph.id))
        tx.delete(paragraph)
    tx.flush()
    draft.write(tx, statement, by, now)


def entitle(
    tx: Session, statement_id: str, rev: object, title: object, parties: object, observers: object = None,
    visibility: object = None,
) -> None:  # fmt: skip
    """Another title, list of parties or of observers, visibility; None leaves each as it is."""
    statement = statements.at_rev(tx, statement_id, rev, Action.EDIT)
    if title is not None:
        statement.title = plain_text(title, 200)
    seat(tx, statement, parties, observers, visibility)
    is_title_alone = (parties, observers, visibility) == (None, None, None)
    told.tell(tx, statement, "life" if is_title_alone else "parties")


def take_position(
    tx: Session, statement_id: str, paragraph_id: str, delegation: str, value: str, note: object, by: str, now: int
) -> None:
    """A delegation's position on a paragraph or, with an empty id, on the whole, with what it adds in words."""
    statement = statements.accepting(tx, statement_id, Action.TAKE_POSITION)
    if value not in tuple(Value):
        raise BadRequest(f"a position is one of {', '.join(Value)}; found {value!r}")
    if delegation not in statement.parties:
        raise NotFound(f"{delegation} is not a party to this statement")
    if paragraph_id and statements.row_of(tx, statement, paragraph_id).place == statements.TAKEN_OUT:
        raise NotFound("this paragraph was taken out of the text meanwhile")
    words = plain_text(note, MAX_NOTE_CHARACTERS) if note else ""
    tx.add(
        tables.Position(
            id=secrets.token_hex(8), statement_id=statement_id, paragraph_id=paragraph_id, delegation=delegation,
            value=value, note=words, by=by, at=now,
        )
    )  # fmt: skip
    told.tell(tx, statement, "positions")


def open_it(tx: Session, statement_id: str, rev: object, by: str, now: int) -> None:
    """Open the negotiation: from now on delegations take positions."""
    statement = statements.at_rev(tx, statement_id, rev, Action.OPEN)
    statement.status = str(after(State(statement.status), Action.OPEN))
    told.tell(tx, statement, "life")
    ledger.add(tx, statement_id, "opened", by, now, parties=list(statement.parties))
