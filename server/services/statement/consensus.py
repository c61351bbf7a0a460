"""Consensus: what stands on a statement at a moment, read for the core and shown. Changes nothing."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core import drafting
from server.core.statement.consensus import Level, counts_on, levels, unanswered
from server.core.statement.obstacles import Obstacle, Question, questions, require_adoptable
from server.core.statement.obstacles import obstacles as obstacles_of
from server.core.statement.positions import WHOLE, Position, Terms, Value, deadline_ms, is_lapsed
from server.core.statement.silence import State
from server.core.statement.statement import Statement
from server.core.statement.table import Amendment, Mark, Table, Word
from server.services.meeting.roles import OUTSIDERS
from server.services.minutes import lineage
from server.services.statement import amended, draft, silences, statements
from server.services.statement.answers import once
from server.services.statement.parties import Reader, seen_as
from server.storage import tables


def table(tx: Session, row: tables.Statement, now: int) -> Table:
    """A statement as the core counts it, at a moment; an adopted one as it was when it was adopted."""
    at = now if row.adopted_at is None else row.adopted_at
    standing = statements.read(tx, row)
    procedures = silences.every(tx, row)
    running = next((each for each in procedures if silences.moments(each).state(at) is State.RUNNING), None)
    return Table(
        standing,
        tuple(statements.positions(tx, row.id)),
        at,
        Terms(row.ad_referendum_until, Value(row.lapsed_counts_as)),
        statements.changed_at(tx, row.id),
        _amendments(tx, row),
        _retracted(tx, row, standing) if row.adopted_at is None else (),
        silences.passed_over(silences.passed(procedures, standing, at)),
        None if running is None else running.expires_at,
    )


def obstacles(tx: Session, row: tables.Statement, now: int) -> tuple[Obstacle, ...]:
    """What stands in the way of adoption now; nothing where it is adopted."""
    return () if row.adopted_at is not None else obstacles_of(table(tx, row, now))


def require(tx: Session, row: tables.Statement, now: int) -> Table:
    """The same, raised as Conflict with ``obstacles``; returns what was looked at where there are none."""
    found = table(tx, row, now)
    require_adoptable(found)
    return found


def shape(tx: Session, row: tables.Statement, who: Reader, now: int) -> dict[str, Any]:
    """The answer of ``GET positions``; who sees no more than what is published gets no late words and no questions."""
    who, found = seen_as(row, who), table(tx, row, now)
    is_outside = who.role in OUTSIDERS
    matrix = found.matrix()
    level = levels(found, matrix)
    places = (WHOLE, *(each.id for each in found.statement.paragraphs))
    return {
        "rev": row.rev, "parties": list(found.statement.parties), "now": found.now_ms,
        "positions": positions(found, who),
        "late": [] if is_outside else [position(found, each, who) for each in found.positions if found.is_late(each)],
        "matrix": {party: {place: str(word.value) for place, word in cells.items()} for party, cells in matrix.items()},
        "marks": _marks(matrix),
        "counts": {place: {str(value): n for value, n in counts_on(matrix, place).items()} for place in places},
        "unanswered": list(unanswered(matrix)),
        "unanswered_on": {place: list(unanswered(matrix, place)) for place in places if place},
        "levels": {place: str(each) for place, each in level.items()},
        "whole": str(level[WHOLE]),
        "is_agreed": level[WHOLE] in (Level.AGREED, Level.ADOPTED),
        "obstacles": [] if row.adopted_at is not None else [_obstacle(each) for each in obstacles_of(found)],
        "to_confirm": [] if is_outside else [_question(each) for each in questions(found)],
        "terms": {"until": row.ad_referendum_until, "lapsed": row.lapsed_counts_as},
    }  # fmt: skip


def text(tx: Session, row: tables.Statement, who: Reader, now: int) -> str:
    """The same as JSON, made once for all who read it in the same moment."""
    is_outside = seen_as(row, who).role in OUTSIDERS
    return once(tx, ("positions", row.id, is_outside), lambda: shape(tx, row, who, now))


def positions(found: Table, who: Reader) -> list[dict[str, Any]]:
    """The newest position of each party on the whole and on each paragraph that stands, by delegation."""
    return [position(found, each, who) for _, each in sorted(found.effective().items())]


def fresh(row: tables.Statement, made: Position, is_late: bool) -> dict[str, Any]:
    """The same of a position that is taken now, without a look at all the others: nothing was changed since."""
    terms = Terms(row.ad_referendum_until, Value(row.lapsed_counts_as))
    return {
        **statements.as_dicts([made])[0],
        "until": deadline_ms(made, terms),
        "is_on_behalf": bool(made.told_by),
        "is_outdated": False,
        "is_lapsed": is_lapsed(made, terms, made.at_ms),
        "is_late": is_late,
    }


def position(found: Table, each: Position, who: Reader) -> dict[str, Any]:
    """A Position of the protocol. The person's name and how the secretariat was told are for those at the table."""
    made = statements.as_dicts([each])[0]
    if who.role in OUTSIDERS:
        made = {**made, "by": "", "told_by": ""}
    return {
        **made,
        "until": deadline_ms(each, found.terms),
        "is_on_behalf": bool(each.told_by),
        "is_outdated": found.is_outdated(each),
        "is_lapsed": is_lapsed(each, found.terms, found.now_ms),
        "is_late": found.is_late(each),
    }


def _marks(matrix: dict[str, dict[str, Word]]) -> dict[str, dict[str, list[str]]]:
    """Only where there are any; whether a word is one on the whole is seen from the positions."""
    bare = frozenset({Mark.FROM_WHOLE})
    found = {
        party: {place: sorted(map(str, word.marks - bare)) for place, word in cells.items() if word.marks - bare}
        for party, cells in matrix.items()
    }
    return {party: cells for party, cells in found.items() if cells}


def _obstacle(each: Obstacle) -> dict[str, Any]:
    return {
        "what": str(each.what), "text": each.text, "paragraph": each.paragraph, "delegation": each.delegation,
        "value": each.value, "number": each.number, "is_outdated": each.is_outdated,
    }  # fmt: skip


def _question(each: Question) -> dict[str, Any]:
    return {"delegation": each.delegation, "paragraph": each.paragraph, "why": each.why, "until": each.until_ms}


def _amendments(tx: Session, row: tables.Statement) -> tuple[Amendment, ...]:
    """Those that nobody has decided on."""
    return tuple(
        Amendment(f"A{each.number}", each.paragraph_id or WHOLE, each.sponsors[0], each.at)
        for each in amended.still_open(tx, row.id)
    )


def _retracted(tx: Session, row: tables.Statement, standing: Statement) -> tuple[str, ...]:
    """The ids of paragraphs that hold words cited from a line retracted since; the opening only names who spoke."""
    gone = select(tables.Segment.id).where(
        tables.Segment.session_id.in_(row.sessions), tables.Segment.retracted_by.is_not(None)
    )
    names = set(tx.scalars(gone))
    if not names:
        return ()
    ways = lineage.ways(tx, row.sessions)
    return tuple(
        each.id
        for each in standing.paragraphs
        if not drafting.is_opening(each.text, standing.language) and names & set(draft.led(each, ways).cited())
    )
