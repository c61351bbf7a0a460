"""Positions: what a delegation holds of a paragraph or of the whole. Each function is part of a unit of work."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy.orm import Session

from server.core.errors import BadRequest, NotFound
from server.core.statement.positions import BLOCKING, Position, Value, terms_of
from server.core.statement.silence import Effect
from server.core.statement.statement import Action
from server.core.text.plain import plain_text
from server.services.minutes.steps import Actor
from server.services.statement import consensus, silence, statements
from server.services.statement.parties import Reader, speaks_for
from server.services.statement.told import tell
from server.storage import shared, tables

MAX_NOTE_CHARACTERS = 2_000


def take(
    tx: Session, statement_id: str, paragraph_id: str, value: object, note: object, until: object, asked: object,
    told_by: object, actor: Actor, now: int,
) -> dict[str, Any]:  # fmt: skip
    """A position on a paragraph or, with an empty id, on the whole, with what the delegation adds in words.

    An objection or the announcement of an amendment breaks a silence procedure that runs; where one has passed on this
    very text it is kept as late, without effect. Returns the Position. Raises BadRequest, BadText, NotFound,
    NotAllowed.
    """
    statement = statements.accepting(tx, statement_id, Action.TAKE_POSITION)
    if value not in tuple(Value):
        raise BadRequest(f"a position is one of {', '.join(Value)}; found {value!r}")
    delegation, how = speaks_for(statement, actor, asked, told_by)
    if paragraph_id and statements.row_of(tx, statement, paragraph_id).place == statements.TAKEN_OUT:
        raise NotFound("this paragraph was taken out of the text meanwhile")
    words = plain_text(note, MAX_NOTE_CHARACTERS) if note else ""
    taken = Value(str(value))
    row = tables.Position(
        id=secrets.token_hex(8), statement_id=statement_id, paragraph_id=paragraph_id, delegation=delegation,
        value=str(taken), note=words, by=actor.called, at=now, until=_until(taken, until, now), told_by=how,
    )  # fmt: skip
    effect: Effect | None = None
    if taken in BLOCKING:
        what = silence.OBJECTION if taken is Value.OBJECT else silence.AMENDMENT
        effect = silence.broken_by(tx, statement, delegation, what, words, now, actor.called, how)
    tx.add(row)
    made = Position(delegation, paragraph_id, taken, now, row.by, words, row.until, how)
    shown = consensus.fresh(statement, made, effect is Effect.LATE)
    tell(tx, statement, "positions", shown)
    shared.still_true(tx)
    return {**shown, "silence": effect}


def history(tx: Session, statement: tables.Statement, delegation: str, who: Reader, now: int) -> list[dict[str, Any]]:
    """Every position that a delegation ever took on a statement, the first one first."""
    found = consensus.table(tx, statement, now)
    return [consensus.position(found, each, who) for each in found.positions if each.delegation == delegation]


def set_terms(tx: Session, statement_id: str, rev: object, until: object, lapsed: object) -> None:
    """By when agreements ad referendum are to be confirmed (None: no time), and what they count as afterwards."""
    statement = statements.at_rev(tx, statement_id, rev, Action.EDIT)
    if until is not None and (not isinstance(until, int) or isinstance(until, bool)):
        raise BadRequest(f"until is Unix time in milliseconds; found {until!r}")
    terms = terms_of(until, lapsed)
    statement.ad_referendum_until, statement.lapsed_counts_as = terms.until_ms, str(terms.lapsed)
    tell(tx, statement, "positions")


def _until(value: Value, until: object, now: int) -> int | None:
    if until is None:
        return None
    if value is not Value.AGREE_AD_REFERENDUM:
        raise BadRequest("only an agreement ad referendum has a time by when it is confirmed")
    if not isinstance(until, int) or isinstance(until, bool) or until <= now:
        raise BadRequest(f"until is a moment to come, as Unix time in milliseconds; found {until!r}")
    return until
