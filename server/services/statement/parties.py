"""Parties: who sits at a statement, who observes, who may read it. Each function works inside a unit of work."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.clock import now_ms
from server.core.errors import BadRequest, NotAllowed, NotFound
from server.core.statement.parties import Seats, Visibility, may_read
from server.core.statement.statement import State, standing
from server.core.text.plain import plain_text
from server.services.meeting.roles import check_role
from server.services.minutes.steps import Actor
from server.storage import tables

MOST_DELEGATIONS = 500
MOST_TOLD_BY = 300
PUBLIC = Actor("public", None, "")


class Reader(Protocol):
    """A person who asks for a statement, as far as it matters here."""

    @property
    def role(self) -> str:
        """One of the roles, or ``public``."""
        ...

    @property
    def delegation(self) -> str | None:
        """The code of a delegation's member."""
        ...


def seats(row: tables.Statement) -> Seats:
    """Who sits at a stored statement; whether an embargo is over is looked at now."""
    is_public = standing(State(row.status), row.embargo_until, now_ms()) is State.PUBLISHED
    return Seats(Visibility(row.visibility), tuple(row.parties), tuple(row.observers), is_public)


def is_seen(row: tables.Statement, who: Reader) -> bool:
    """Whether this person may know of the statement: the one place that decides it."""
    return may_read(seats(row), who.role, who.delegation)


def sits(row: tables.Statement, who: Reader) -> bool:
    """Whether this person may read how the statement came about, not only what was published of it."""
    return may_read(replace(seats(row), is_public=False), who.role, who.delegation)


def seen_as(row: tables.Statement, who: Reader) -> Reader:
    """The person as the statement is shown to them: who may read no more than what is published, as the public."""
    return who if sits(row, who) else PUBLIC


def seen(tx: Session, who: Reader) -> list[tables.Statement]:
    """The statements that this person may know of."""
    return [row for row in tx.scalars(select(tables.Statement).order_by(tables.Statement.id)) if is_seen(row, who)]


def seat(tx: Session, row: tables.Statement, parties: object, observers: object, visibility: object) -> None:
    """Another list of parties, of observers, another visibility; None leaves each as it is.

    What a former party said counts no longer. Raises BadRequest or NotFound.
    """
    if parties and row.kind != "statement":
        raise BadRequest("a Chair's summary has no parties")
    if parties is not None and row.kind == "statement":
        row.parties = known(tx, parties, "parties")
        if not row.parties:
            raise BadRequest("parties must be a list of codes, one at least")
    if observers is not None:
        row.observers = known(tx, observers, "observers")
    row.observers = [each for each in row.observers if each not in row.parties]
    if visibility is not None:
        row.visibility = str(visibility_of(visibility))


def known(tx: Session, codes: object, what: str) -> list[str]:
    """Codes of delegations that there are, each once. Raises BadRequest or NotFound."""
    if not isinstance(codes, list) or len(codes) > MOST_DELEGATIONS:
        raise BadRequest(f"{what} must be a list of codes, {MOST_DELEGATIONS} at most")
    for each in codes:
        if tx.get(tables.Delegation, str(each)) is None:
            raise NotFound(f"there is no delegation {each!r}")
    return list(dict.fromkeys(str(each) for each in codes))


def visibility_of(value: object) -> Visibility:
    """Raises BadRequest."""
    if value not in tuple(Visibility):
        raise BadRequest(f"visibility is one of {', '.join(Visibility)}; found {value!r}")
    return Visibility(str(value))


def speaks_for(row: tables.Statement, actor: Actor, asked: object, told_by: object) -> tuple[str, str]:
    """Whose word it is that this person gives, and how the secretariat was told of it ("" from the delegation itself).

    A delegation speaks for itself, the secretariat for ``asked`` when it says who told it. Raises NotAllowed, NotFound
    where that delegation is no party, BadRequest or BadText.
    """
    if actor.role == "delegation":
        if asked not in (None, "", actor.delegation):
            raise NotAllowed("a delegation speaks for itself alone")
        return _party(row, str(actor.delegation)), ""
    check_role(actor.role, "delegation", "secretariat")
    if not asked:
        raise BadRequest("name the delegation whose word it is")
    if not told_by:
        raise BadRequest("say in told_by who told the secretariat of it, and how")
    return _party(row, str(asked)), plain_text(told_by, MOST_TOLD_BY)


def _party(row: tables.Statement, code: str) -> str:
    if code not in row.parties:
        raise NotFound(f"{code} is not a party to this statement")
    return code
