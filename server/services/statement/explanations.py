"""Explanations of position, reservations and disassociations: handed in by delegations, annexed to a statement.

Each function is part of a unit of work.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server import languages
from server.core.errors import BadRequest, Conflict, NotAllowed, NotFound, UnknownLanguage
from server.core.statement.positions import WHOLE
from server.core.statement.statement import Action, labels
from server.services.meeting import remarks
from server.services.meeting.roles import KEEPERS, OUTSIDERS
from server.services.minutes.steps import Actor
from server.services.statement import explained, statements
from server.services.statement.parties import Reader, seen_as, speaks_for
from server.services.statement.told import tell
from server.storage import tables

MOST_CHARACTERS = 10_000
MOST_OF_ONE = 20  # of one delegation on one statement
MOST_TRANSLATIONS = 20


class Kind(StrEnum):
    """What is annexed, in the order in which it is."""

    EXPLANATION = "explanation"
    RESERVATION = "reservation"
    DISASSOCIATION = "disassociation"


def hand_in(tx: Session, statement_id: str, given: Mapping[str, Any], actor: Actor, now: int) -> tables.Explanation:
    """A delegation hands one in, in any language, perhaps with its own translations.

    ``given``: ``{kind, paragraph?, text, language?, translations?, delegation?, told_by?}``. Raises BadRequest,
    BadText, UnknownLanguage, NotFound, NotAllowed, Conflict.
    """
    statement = statements.accepting(tx, statement_id, Action.EXPLAIN)
    if given.get("kind") not in tuple(Kind):
        raise BadRequest(f"what is annexed is {', '.join(Kind)}; found {given.get('kind')!r}")
    delegation, how = speaks_for(statement, actor, given.get("delegation"), given.get("told_by"))
    place = str(given.get("paragraph") or WHOLE)
    if place and statements.row_of(tx, statement, place).place == statements.TAKEN_OUT:
        raise NotFound("this paragraph was taken out of the text meanwhile")
    mine = (tables.Explanation.statement_id == statement_id, tables.Explanation.delegation == delegation)
    if (tx.scalar(select(func.count()).where(*mine)) or 0) >= MOST_OF_ONE:
        raise Conflict(f"this delegation has handed in {MOST_OF_ONE} texts for this statement")
    language = _known(given.get("language") or tx.get_one(tables.Delegation, delegation).language)
    row = tables.Explanation(
        id=secrets.token_hex(4), statement_id=statement_id, delegation=delegation, kind=str(given["kind"]),
        paragraph_id=place, language=language, text=remarks.tidy(given.get("text"), MOST_CHARACTERS), by=actor.called,
        told_by=how, at=now,
    )  # fmt: skip
    tx.add(row)
    tx.flush()
    for code, text in _translations(given.get("translations") or {}, language).items():
        tx.add(tables.ExplanationTranslation(explanation_id=row.id, language=code, text=text, engine="", at=now))
    tx.flush()
    explained.remembered(tx, statement, row, now)
    tell(tx, statement, "positions")
    return row


def withdraw(tx: Session, statement_id: str, identity: str, actor: Actor, now: int) -> None:
    """Its delegation (or the secretariat) takes it back. Raises NotFound, NotAllowed or Conflict."""
    statement = statements.accepting(tx, statement_id, Action.EXPLAIN)
    row = tx.get(tables.Explanation, identity)
    if row is None or row.statement_id != statement_id:
        raise NotFound(f"there is no explanation {identity!r} on this statement")
    if actor.role != "secretariat" and (actor.role, actor.delegation) != ("delegation", row.delegation):
        raise NotAllowed("a delegation takes back its own words alone")
    if row.withdrawn_at is not None:
        raise Conflict("it was withdrawn already")
    row.withdrawn_at, row.withdrawn_by = now, actor.called
    tell(tx, statement, "positions")


def annexed(tx: Session, statement: tables.Statement, who: Reader) -> list[dict[str, Any]]:
    """What is annexed, by delegation in the order of the parties, then by kind and time, each in its own language with
    the translations that there are."""
    reader = seen_as(statement, who)
    return [shape(tx, row, reader) for row in _rows(tx, statement) if row.withdrawn_at is None]


def everything(tx: Session, statement: tables.Statement, who: Reader) -> list[dict[str, Any]]:
    """The same with what was withdrawn, for those who keep the statement and for the delegation itself."""
    reader = seen_as(statement, who)
    return [
        shape(tx, row, reader)
        for row in _rows(tx, statement)
        if row.withdrawn_at is None or reader.role in KEEPERS or reader.delegation == row.delegation
    ]


def fixed(tx: Session, statement: tables.Statement) -> list[dict[str, Any]]:
    """What adoption fixes of them, plain enough for RFC 8785: the originals; translations are no part of the text."""
    return [
        {
            "delegation": row.delegation, "kind": row.kind, "paragraph": row.paragraph_id, "language": row.language,
            "text": row.text, "at": row.at,
        }
        for row in _rows(tx, statement) if row.withdrawn_at is None
    ]  # fmt: skip


def quoted(tx: Session, statement: tables.Statement, language: str) -> list[dict[str, Any]]:
    """The same, each in the delegation's own words in a language where it handed some in."""
    standing = [row for row in _rows(tx, statement) if row.withdrawn_at is None]
    kept = tables.ExplanationTranslation
    own = (kept.explanation_id.in_([row.id for row in standing]), kept.language == language, kept.engine == "")
    texts = {row.explanation_id: row.text for row in tx.scalars(select(kept).where(*own))}
    return [
        {**each, "text": texts.get(row.id, row.text)} for row, each in zip(standing, fixed(tx, statement), strict=True)
    ]


def shape(tx: Session, row: tables.Explanation, who: Reader) -> dict[str, Any]:
    """An Explanation of the protocol. Persons' names are for those at the table."""
    query = select(tables.ExplanationTranslation).where(tables.ExplanationTranslation.explanation_id == row.id)
    is_outside = who.role in OUTSIDERS
    return {
        "id": row.id, "delegation": row.delegation, "kind": row.kind, "paragraph": row.paragraph_id,
        "language": row.language, "direction": languages.direction(row.language), "text": row.text,
        "translations": [
            {
                "language": each.language, "direction": languages.direction(each.language), "text": each.text,
                "engine": each.engine, "is_machine": each.engine not in ("", "memory"), "at": each.at,
            }
            for each in tx.scalars(query.order_by(tables.ExplanationTranslation.language))
        ],
        "by": "" if is_outside else row.by, "told_by": "" if is_outside else row.told_by, "at": row.at,
        "withdrawn_at": row.withdrawn_at,
    }  # fmt: skip


def called(tx: Session, statement: tables.Statement) -> dict[str, str]:
    """What each paragraph that stands is called, by its id."""
    return labels(statements.read(tx, statement).paragraphs)


def _rows(tx: Session, statement: tables.Statement) -> list[tables.Explanation]:
    query = select(tables.Explanation).where(tables.Explanation.statement_id == statement.id)
    order, kinds = {code: place for place, code in enumerate(statement.parties)}, list(Kind)
    return sorted(
        (row for row in tx.scalars(query) if row.delegation in order),
        key=lambda row: (order[row.delegation], kinds.index(Kind(row.kind)), row.at, row.id),
    )


def _translations(given: object, language: str) -> dict[str, str]:
    if not isinstance(given, dict) or len(given) > MOST_TRANSLATIONS:
        raise BadRequest(f"translations are texts by their language, {MOST_TRANSLATIONS} at most")
    if language in given:
        raise BadRequest(f"the text is in {language} itself: a translation is into another language")
    return {_known(code): remarks.tidy(text, MOST_CHARACTERS) for code, text in given.items() if text}


def _known(code: object) -> str:
    if code not in languages.names():
        raise UnknownLanguage(f"unknown language {code!r}; there are {', '.join(languages.names())}")
    return str(code)
