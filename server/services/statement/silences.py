"""Silences: the silence procedures of a statement as they are stored and shown. Changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import rfc8785
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from server.core.statement import silence
from server.core.statement.positions import WHOLE, Value
from server.core.statement.silence import Effect, State
from server.core.statement.statement import Statement
from server.core.statement.table import Mark, Passed, Table
from server.services.meeting import zones
from server.services.meeting.roles import OUTSIDERS
from server.services.statement import answers, statements
from server.services.statement.parties import Reader
from server.storage import tables

# Asked with every amendment and position. Written out once: that takes longer than answering it.
_EVERY = (
    select(tables.Silence)
    .where(tables.Silence.statement_id == bindparam("statement"))
    .order_by(tables.Silence.opened_at.desc(), tables.Silence.id)
)


def shape(tx: Session, row: tables.Statement, table: Table, who: Reader) -> dict[str, Any]:
    """``{current, past, now, can}``: the procedure that runs, or that has passed on the words as they stand; the
    others, the newest first. ``table``: the statement as the core counts it, which says the moment, too."""
    rows = every(tx, row)
    known = zones.of(tx, row.parties)
    current = next((each for each in rows if moments(each).state(table.now_ms) is State.RUNNING), None)
    current = current or passed(rows, table.statement, table.now_ms)
    state = moments(current).state(table.now_ms) if current else None
    shown = {each.id: one(tx, each, table, known, who) for each in rows}
    return {
        "current": shown[current.id] if current else None,
        "past": [shown[each.id] for each in rows if each is not current],
        "now": table.now_ms,
        "can": _can(row, who, state is State.RUNNING, state is State.PASSED),
    }


def text(tx: Session, row: tables.Statement, table: Callable[[], Table], who: Reader) -> str:
    """The same with ``rev`` as JSON, made once for all to whom it says the same and who read it in the same moment."""
    key = ("silence", row.id, who.role, _is_party(row, who))
    return answers.once(tx, key, lambda: {**shape(tx, row, table(), who), "rev": row.rev})


def one(tx: Session, row: tables.Silence, table: Table, known: dict[str, str], who: Reader) -> dict[str, Any]:
    """A Silence of the protocol. ``known``: the time zones of the parties; those outside read no person's name."""
    now, procedure = table.now_ms, moments(row)
    words = [_word(each, who) for each in words_of(tx, row)]
    broken = next((each for each in words if each["effect"] == Effect.BREAKS), None)
    is_outside = who.role in OUTSIDERS
    return {
        "id": row.id, "opened_at": row.opened_at, "opens_by": "" if is_outside else row.opened_by,
        "expires_at": row.expires_at, "state": str(procedure.state(now)),
        "text_sha256": row.text_sha256, "is_on_the_text": row.text_sha256 == fixed(table.statement)[1],
        "revision": row.revision, "parties": row.parties, "silent": _silent(table, row),
        "time_zone_of": {code: known.get(code, zones.UTC) for code in row.parties},
        "local": {code: zones.local(row.expires_at, known.get(code, zones.UTC)) for code in row.parties},
        "broken": broken, "late": [each for each in words if each["effect"] == Effect.LATE],
        "withdrawn": None if row.withdrawn_at is None else {
            "by": "" if is_outside else row.withdrawn_by, "at": row.withdrawn_at, "why": row.withdrawn_why,
        },
        "reminders": row.reminders, "due": list(procedure.due(row.reminders, now)),
    }  # fmt: skip


def words_of(tx: Session, row: tables.Silence) -> list[tables.SilenceWord]:
    """The objections and amendments that came in a procedure, the first one first."""
    query = select(tables.SilenceWord).where(tables.SilenceWord.silence_id == row.id)
    return list(tx.scalars(query.order_by(tables.SilenceWord.at, tables.SilenceWord.id)))


def kept(tx: Session, statement: tables.Statement, table: Table) -> dict[str, Any] | None:
    """What adoption fixes of the procedure that has passed on the words as they stand; None without one.

    ``silent``: the parties that count as having no objection because they kept silence.
    """
    row = passed(every(tx, statement), table.statement, table.now_ms)
    if row is None:
        return None
    return {
        "opened_at": row.opened_at, "expires_at": row.expires_at, "text_sha256": row.text_sha256,
        "silent": _silent(table, row),
        "late": [{"delegation": each.delegation, "at": each.at, "text": each.text} for each in words_of(tx, row)],
    }  # fmt: skip


def every(tx: Session, statement: tables.Statement) -> list[tables.Silence]:
    """All procedures of a statement, the newest first."""
    return list(tx.scalars(_EVERY, {"statement": statement.id}))


def newest(tx: Session, statement: tables.Statement) -> tables.Silence | None:
    """The last one that was opened."""
    return next(iter(every(tx, statement)), None)


def running(tx: Session, statement: tables.Statement, now: int) -> tables.Silence | None:
    """The one that runs now."""
    return next((each for each in every(tx, statement) if moments(each).state(now) is State.RUNNING), None)


def passed(rows: list[tables.Silence], standing: Statement, now: int) -> tables.Silence | None:
    """The last procedure of a statement that was not withdrawn, if it has passed on the words as they stand."""
    found = next((each for each in rows if moments(each).state(now) is not State.WITHDRAWN), None)
    if found is None or moments(found).state(now) is not State.PASSED:
        return None
    return found if found.text_sha256 == fixed(standing)[1] else None


def passed_over(row: tables.Silence | None) -> Passed | None:
    """A procedure that has passed, as the core counts with it."""
    return None if row is None else Passed(row.opened_at, row.expires_at, tuple(row.parties))


def is_on(tx: Session, row: tables.Silence, statement: tables.Statement) -> bool:
    """Whether the words on which a procedure was opened are those that stand."""
    return row.text_sha256 == fixed(statements.read(tx, statement))[1]


def ends(tx: Session, statement: tables.Statement, now: int) -> int | None:
    """The end of the procedure that runs now; None where none does."""
    found = running(tx, statement, now)
    return None if found is None else found.expires_at


def moments(row: tables.Silence) -> silence.Silence:
    """A stored procedure as the core reads it."""
    return silence.Silence(row.opened_at, row.expires_at, row.broken_at, row.withdrawn_at)


def fixed(standing: Statement) -> tuple[str, str]:
    """What a procedure fixes, as canonical JSON (RFC 8785), and its SHA-256."""
    text = rfc8785.dumps(silence.fixed(standing))
    return text.decode(), hashlib.sha256(text).hexdigest()


def _silent(table: Table, row: tables.Silence) -> list[str]:
    """The parties that have said nothing on the whole (yet), or whose silence counts as no objection."""
    newest_words = table.effective()
    found = []
    for party in (each for each in row.parties if each in table.statement.parties):
        word = table.word(party, WHOLE, newest_words)
        if word.value is Value.NO_REPLY or Mark.BY_SILENCE in word.marks:
            found.append(party)
    return found


def _word(row: tables.SilenceWord, who: Reader) -> dict[str, Any]:
    name = "" if who.role in OUTSIDERS else row.by
    return {
        "by": row.delegation, "name": name, "told_by": row.told_by, "at": row.at, "what": row.what, "text": row.text,
        "effect": row.effect,
    }  # fmt: skip


def _can(row: tables.Statement, who: Reader, is_running: bool, has_passed: bool) -> list[str]:
    runs = who.role in ("secretariat", "chair")
    is_party = _is_party(row, who)
    found = {
        "open": runs and not is_running and bool(row.parties) and row.status == "negotiation",
        "withdraw": runs and is_running,
        "object": (is_running or has_passed) and (is_party or who.role == "secretariat"),
    }
    return [name for name, is_so in found.items() if is_so]


def _is_party(row: tables.Statement, who: Reader) -> bool:
    return who.role == "delegation" and who.delegation in row.parties
