"""Silence: a text is put under a silence procedure, which is broken or withdrawn. Each is part of a unit of work.

How a procedure stands is computed from stored moments whenever it is read (``core.silence``). While one runs, the lock
of ``storage.lock`` lets nobody change the words.
"""

from __future__ import annotations

import secrets

from sqlalchemy.orm import Session

from server.core.errors import BadRequest, Conflict, NotFound
from server.core.statement import silence
from server.core.statement.positions import WHOLE, Value
from server.core.statement.silence import Effect, State
from server.core.statement.statement import Action
from server.core.text.plain import plain_text
from server.services.meeting import zones
from server.services.minutes.steps import Actor
from server.services.statement import consensus, ledger, revisions, statements
from server.services.statement.parties import speaks_for
from server.services.statement.silences import fixed, is_on, moments, newest, running, words_of
from server.services.statement.told import tell
from server.storage import shared, tables

MOST_CHARACTERS = 10_000
MOST_WORDS = 500  # objections and amendments kept with one procedure: each of 75 delegations six times
OBJECTION, AMENDMENT = "objection", "amendment"
_ENTERED = {Effect.BREAKS: "silence_broken", Effect.LATE: "silence_late"}  # how the log calls it


def open_(
    tx: Session, statement_id: str, rev: object, expires_at: object, hours: object, reminders: object, actor: Actor,
    now: int,
) -> tables.Silence:  # fmt: skip
    """The text as it stands is fixed, hashed and put to the parties until a moment.

    Raises Conflict where one runs already, there are no parties, or brackets, amendments or objections to these very
    words are open; BadRequest.
    """
    statement = statements.at_rev(tx, statement_id, rev, Action.SILENCE)
    end = silence.expiry(now, expires_at, hours)
    kept = silence.reminders(reminders, end - now)
    if running(tx, statement, now) is not None:
        raise Conflict("a silence procedure runs on this text already")
    if not statement.parties:
        raise Conflict("a silence procedure needs parties: this text has none")
    hinders = [each.text for each in consensus.obstacles(tx, statement, now) if not each.is_outdated]
    if hinders:
        raise Conflict(f"silence is for a text on which nothing is open: {'; '.join(hinders)}", obstacles=hinders)
    number = _issued(tx, statement, end, actor, now)
    text, digest = fixed(statements.read(tx, statement))
    row = tables.Silence(
        id=secrets.token_hex(4), statement_id=statement.id, opened_at=now, opened_by=actor.called, expires_at=end,
        text=text, text_sha256=digest, revision=number, parties=list(statement.parties), reminders=list(kept),
    )  # fmt: skip
    tx.add(row)
    tx.flush()
    tell(tx, statement, "silence")
    facts = {"silence": row.id, "sha256": digest, "revision": number, "expires_at": end, "parties": row.parties}
    ledger.add(tx, statement_id, "silence_opened", actor.called, now, role=actor.role, **facts)
    return row


def object_(
    tx: Session, statement: tables.Statement, text: object, paragraph: object, asked: object, told_by: object,
    actor: Actor, now: int,
) -> Effect:  # fmt: skip
    """A party's written objection: it breaks the procedure that runs and is the party's position; one that comes when
    it has ended is kept, without effect. Raises Conflict where there never was one, BadText, NotFound, NotAllowed."""
    delegation, how = speaks_for(statement, actor, asked, told_by)
    words = plain_text(text, MOST_CHARACTERS)
    place = _place(tx, statement, paragraph)
    effect = broken_by(tx, statement, delegation, OBJECTION, words, now, actor.called, how, is_always_kept=True)
    if effect is None:
        raise Conflict("no silence procedure was opened on this statement")
    if effect is Effect.BREAKS:
        note = words if len(words) <= 2_000 else words[:1_999] + "…"
        tx.add(
            tables.Position(
                id=secrets.token_hex(8), statement_id=statement.id, paragraph_id=place, delegation=delegation,
                value=str(Value.OBJECT), note=note, by=actor.called, at=now, until=None, told_by=how,
            )
        )  # fmt: skip
        tell(tx, statement, "positions")
    return effect


def broken_by(
    tx: Session, statement: tables.Statement, delegation: str, what: str, text: str, now: int, by: str = "",
    told_by: str = "", is_always_kept: bool = False,
) -> Effect | None:  # fmt: skip
    """A party objects (``what``: objection) or proposes an amendment (amendment) in writing at a moment.

    ``breaks``: it ended the procedure that ran, and everybody is told. ``late``: one had passed on this very text, or
    the words were on their way when it was adopted; they are kept with the procedure, without effect. None: no
    procedure is concerned, or the delegation is no party.
    """
    with tx.no_autoflush:  # what waits to be written is no procedure
        row = shared.once(tx, ("silence", statement.id), lambda: newest(tx, statement))
    if row is None or delegation not in row.parties or delegation not in statement.parties:
        return None
    effect = moments(row).effect(now) if statement.adopted_at is None else Effect.LATE
    is_passed = moments(row).state(now) is State.PASSED and is_on(tx, row, statement)
    if effect is Effect.LATE and not (is_passed or is_always_kept):
        return None
    if len(words_of(tx, row)) >= MOST_WORDS:
        raise Conflict(f"{MOST_WORDS} objections and amendments are kept with this procedure already")
    if effect is Effect.BREAKS:
        row.broken_at = now
    tx.add(
        tables.SilenceWord(
            id=secrets.token_hex(8), silence_id=row.id, delegation=delegation, what=what, effect=str(effect), text=text,
            by=by, told_by=told_by, at=now,
        )
    )  # fmt: skip
    tx.flush()
    tell(tx, statement, "silence")
    facts = {"silence": row.id, "delegation": delegation, "what": what, "text": text, "told_by": told_by}
    ledger.add(tx, statement.id, _ENTERED[effect], by, now, **facts)
    return effect


def withdraw(tx: Session, statement: tables.Statement, why: object, actor: Actor, now: int) -> None:
    """Who put the text under silence takes it back. Raises Conflict where none runs (any more)."""
    row = running(tx, statement, now)
    if row is None:
        raise Conflict("no silence procedure runs on this text")
    row.withdrawn_at, row.withdrawn_by = now, actor.called
    row.withdrawn_why = plain_text(why, 1_000) if why else ""
    tell(tx, statement, "silence")
    facts = {"silence": row.id, "why": row.withdrawn_why}
    ledger.add(tx, statement.id, "silence_withdrawn", actor.called, now, role=actor.role, **facts)


def _issued(tx: Session, statement: tables.Statement, end: int, actor: Actor, now: int) -> int:
    """The number of the Rev that holds the words as they stand; one is issued where the last one holds others."""
    last = revisions.latest(tx, statement)
    if last is None or (last.title, last.paragraphs) != (statement.title, revisions.frozen(tx, statement)):
        note = f"under silence until {zones.local(end, zones.UTC)}"
        last = revisions.issue(tx, statement.id, statement.rev, note, actor.called, now)
    return last.number


def _place(tx: Session, statement: tables.Statement, paragraph: object) -> str:
    if paragraph in (None, ""):
        return WHOLE
    if not isinstance(paragraph, str):
        raise BadRequest(f"paragraph must be the id of a paragraph; found {paragraph!r}")
    if statements.row_of(tx, statement, paragraph).place == statements.TAKEN_OUT:
        raise NotFound("this paragraph was taken out of the text meanwhile")
    return paragraph
