"""Sensed: what the learned reader makes of the minutes before a draft is written.

No unit of work: it reads the minutes in one, and waits for the reader's process outside of any.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from server.core import drafting
from server.core.drafting import UNREAD, Sense
from server.core.errors import RoundtableError
from server.logs import Log
from server.services.statement import draft
from server.storage import tables

if TYPE_CHECKING:
    from server.services.hearing.hall import Hall

LOG = Log("sensed")


def of_sessions(hall: Hall, sessions: object) -> Sense:
    """A reading of all that was said in these sessions; UNREAD, told in the log, where there is none."""
    names = [each for each in sessions if isinstance(each, str)] if isinstance(sessions, list) else []
    return _read(hall, hall.read(partial(sentences, sessions=names)) if names else ())


def of_statement(hall: Hall, statement_id: str) -> Sense:
    """The same for the sessions of a statement; of one that is not there nothing is read."""

    def its_sentences(tx: Any) -> tuple[str, ...]:
        statement = tx.get(tables.Statement, statement_id)
        return sentences(tx, statement.sessions) if statement is not None else ()

    return _read(hall, hall.read(its_sentences))


def sentences(tx: Session, sessions: Sequence[str]) -> tuple[str, ...]:
    """The English sentences of the minutes as they are drafted from."""
    lines = [each for each in draft.minutes_of(tx, sessions) if each["status"] != "retracted"]
    return drafting.english(draft.evidence_from(lines, {}))


def _read(hall: Hall, asked: Sequence[str]) -> Sense:
    if not asked:
        return UNREAD
    try:
        return hall.sense.read(asked)
    except RoundtableError as error:
        LOG.warning("drafted_by_cues_alone", error)
        return UNREAD
