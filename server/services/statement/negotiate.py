"""Negotiate: a statement is made, opened, and positions are taken on it. Each function is one unit of work."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from server.core import drafting
from server.core.drafting import UNREAD, Sense
from server.core.errors import BadRequest, Conflict
from server.core.statement.parties import Visibility
from server.core.statement.statement import Action, Form, State, after
from server.core.text.plain import plain_text
from server.services.meeting.sessions import get_session
from server.services.statement import draft, ledger, statements, symbols, told, zero
from server.services.statement.parties import known, seat, visibility_of
from server.services.statement.zero import Brought
from server.storage import tables


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
    brought: Brought | None = None,
    sense: Sense = UNREAD,
) -> tables.Statement:
    """A statement: the text that somebody brought, else drafted at once from the minutes of its sessions, or empty.

    Without a title it gets the brought text's, without parties those that it lists or those who spoke. ``sense``: as
    for ``draft.write``, of a text that was brought, too.
    """
    if language not in drafting.LANGUAGES:
        raise BadRequest(f"a statement is drafted in {', '.join(drafting.LANGUAGES)}; found {language!r}")
    if form not in tuple(Form):
        raise BadRequest(f"a form is one of {', '.join(Form)}; found {form!r}")
    for each in sessions:
        get_session(tx, each)
    if brought is not None:
        title = title or zero.recognised(tx, brought, language).title
        parties = parties or zero.parties_of(tx, brought, language)
    statement = tables.Statement(
        id=secrets.token_hex(4), title=plain_text(title, 200), language=language, form=form, status=str(State.DRAFT),
        rev=1, parties=known(tx, parties, "parties"), sessions=list(dict.fromkeys(sessions)), omitted=[],
        observers=known(tx, list(observers), "observers"), visibility=str(visibility_of(visibility)), derived_from=None,
    )  # fmt: skip
    symbols.file(tx, statement, now)
    tx.add(statement)
    tx.flush()
    if brought is not None:
        zero.begin(tx, statement, brought, by, now, sense)
    elif sessions:
        draft.write(tx, statement, by, now, sense)
    statement.observers = [each for each in statement.observers if each not in statement.parties]
    return statement


def redraft(tx: Session, statement_id: str, rev: object, by: str, now: int, sense: Sense = UNREAD) -> None:
    """Draft again from the minutes as they are now."""
    statement = statements.at_rev(tx, statement_id, rev, Action.REDRAFT)
    if statement.zero is not None or not statement.sessions:
        raise Conflict("this statement was not drafted from minutes: its text is a person's, and stays")
    for paragraph in (*statements.rows(tx, statement_id), *statements.taken_out(tx, statement_id)):
        tx.execute(delete(tables.ParagraphVersion).where(tables.ParagraphVersion.paragraph_id == paragraph.id))
        tx.delete(paragraph)
    tx.flush()
    draft.write(tx, statement, by, now, sense)


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


def open_it(tx: Session, statement_id: str, rev: object, by: str, now: int) -> None:
    """Open the negotiation: from now on delegations take positions."""
    statement = statements.at_rev(tx, statement_id, rev, Action.OPEN)
    statement.status = str(after(State(statement.status), Action.OPEN))
    told.tell(tx, statement, "life")
    ledger.add(tx, statement_id, "opened", by, now, parties=list(statement.parties))
