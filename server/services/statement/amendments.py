"""Amendments: proposed, co-sponsored and withdrawn; each has a number in its statement that it keeps.

Each function is one unit of work. How they are decided on is ``decisions``, how they are shown ``amended``.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import BadRequest, Conflict, NotAllowed, NotFound
from server.core.statement.amendments import CHAIR, SECRETARIAT, Kind, Status, digest, made_of, unmarked
from server.core.statement.statement import Action
from server.core.statement.statement import Kind as ParagraphKind
from server.core.text import differences
from server.core.text.plain import plain_text
from server.services.statement import amended, proposed, silence, statements, told
from server.storage import shared, tables

MAX_CHARACTERS = 10_000
MAX_NOTE_CHARACTERS = 2_000
DEEPEST = 3  # an amendment to an amendment to an amendment


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody sends: ``paragraph``, ``after`` and ``of`` are ids or None; ``key`` is their own name for it."""

    kind: object
    paragraph: object
    base_rev: object
    text: object = None
    after: object = None
    of: object = None
    note: object = None
    becomes: object = None
    key: object = None


@dataclass(frozen=True, slots=True)
class Author:
    """Whose the amendment is (a code, CHAIR or SECRETARIAT), and the person."""

    code: str
    name: str


def author(statement: tables.Statement, who: Any, by: object = None) -> Author:
    """For whom a person may propose: a delegation for itself, the chair as such, the secretariat for any party.

    Raises NotAllowed for those who are no party.
    """
    if who.role == "chair":
        return Author(CHAIR, who.name)
    if who.role == "secretariat":
        code = str(by or SECRETARIAT)
        if code not in (*statement.parties, CHAIR, SECRETARIAT):
            raise NotFound(f"{code} is not a party to this statement")
        return Author(code, who.name)
    if who.role != "delegation" or who.delegation not in statement.parties:
        raise NotAllowed("only parties to this statement, the chair and the secretariat propose amendments")
    return Author(str(who.delegation), who.name)


def propose(tx: Session, statement_id: str, given: Given, who: Any, by: object, now: int) -> dict[str, Any]:
    """A new amendment, as it is listed. What is sent twice under one ``key`` is one.

    Raises Conflict with the difference where the words it was written against were changed meanwhile.
    """
    statement = statements.accepting(tx, statement_id, Action.AMEND)
    sponsor = author(statement, who, by)
    if given.kind not in tuple(Kind):
        raise BadRequest(f"an amendment is one of {', '.join(Kind)}; found {given.kind!r}")
    key, others = str(given.key or ""), proposed.others(tx, statement_id)
    again = others.sent_before(tx, sponsor.code, key)
    if again is not None:
        return amended.shape(tx, statement, again)
    row = tables.Amendment(
        id=secrets.token_hex(4), statement_id=statement_id, number=others.next(), kind=str(given.kind),
        becomes="", after=None, of=None, note=plain_text(given.note, MAX_NOTE_CHARACTERS) if given.note else "",
        key=key, sponsors=[sponsor.code], by_name=sponsor.name, at=now, status=str(Status.OPEN), text="",
        merged=[], decided_by="", decided_why="",
    )  # fmt: skip
    if given.of is not None:
        _to_an_amendment(tx, statement, row, given)
    else:
        _to_the_text(tx, statement, row, given)
    row.wording = row.text
    row.pieces = differences.as_dicts(made_of(Kind(row.kind), row.base_text, row.wording))
    text = amended.text_of(tx, row)
    words = text.now(row)
    made = amended.shaped(row, text, [] if words is None else others.meet(tx, row, words))
    tx.add(row)
    step(tx, row, "proposed", sponsor.code, sponsor.name, now)
    told.tell(tx, statement, "amendments", made)
    _break_silence(tx, statement, row, sponsor, now)
    others.put(row, words)
    shared.still_true(tx)
    return made


def cosponsor(
    tx: Session, statement_id: str, amendment_id: str, is_joining: bool, who: Any, by: object, now: int
) -> dict[str, Any]:
    """A party stands behind an open amendment, or no longer. The one whose it is withdraws instead."""
    statement, row = open_one(tx, statement_id, amendment_id)
    sponsor = author(statement, who, by)
    is_in = sponsor.code in row.sponsors
    if is_joining == is_in:
        return amended.shape(tx, statement, row)
    if not is_joining and len(row.sponsors) == 1:
        raise Conflict("nobody else stands behind this amendment: withdraw it")
    others = [each for each in row.sponsors if each != sponsor.code]
    row.sponsors = [*others, sponsor.code] if is_joining else others
    step(tx, row, "joined" if is_joining else "left", sponsor.code, sponsor.name, now)
    made = tell(tx, statement, row)
    if is_joining:
        _break_silence(tx, statement, row, sponsor, now)
    return made


def withdraw(tx: Session, statement_id: str, amendment_id: str, who: Any, by: object, now: int) -> dict[str, Any]:
    """A sponsor withdraws; where others stand behind it, it goes on under the first of them.

    Raises NotAllowed for those who are no sponsor.
    """
    statement, row = open_one(tx, statement_id, amendment_id)
    is_desk = who.role == "secretariat" and by is None
    sponsor = Author(row.sponsors[0], who.name) if is_desk else author(statement, who, by)
    if sponsor.code not in row.sponsors:
        raise NotAllowed(f"A{row.number} is not an amendment of {sponsor.code}")
    others = [each for each in row.sponsors if each != sponsor.code]
    if others:
        row.sponsors = others
        step(tx, row, "left", sponsor.code, sponsor.name, now)
    else:
        end(tx, row, Status.WITHDRAWN, sponsor.name, "", now)
        lapse(tx, statement, row, now)
    return tell(tx, statement, row)


def open_one(tx: Session, statement_id: str, amendment_id: str) -> tuple[tables.Statement, tables.Amendment]:
    """An amendment that is still open. Raises NotFound, or Conflict that says what became of it."""
    statement = statements.accepting(tx, statement_id, Action.AMEND)
    row = one(tx, statement, amendment_id)
    if row.status != Status.OPEN:
        raise Conflict(f"A{row.number} is {row.status} already", amendment=amended.shape(tx, statement, row))
    return statement, row


def one(tx: Session, statement: tables.Statement, amendment_id: object) -> tables.Amendment:
    """An amendment of this statement. Raises NotFound."""
    row = tx.get(tables.Amendment, str(amendment_id))
    if row is None or row.statement_id != statement.id:
        raise NotFound(f"there is no amendment {amendment_id!r} to this statement")
    return row


def end(
    tx: Session, row: tables.Amendment, status: Status, by: str, why: str, now: int, rev: int | None = None
) -> None:
    """An amendment is open no longer; ``rev``: the revision of the paragraph that came of it."""
    row.status, row.decided_by, row.decided_at, row.decided_why = str(status), by, now, why
    row.decided_rev = rev
    step(tx, row, str(status), "", by, now, why)


def lapse(tx: Session, statement: tables.Statement, row: tables.Amendment, now: int) -> None:
    """What was to amend an amendment falls with it."""
    mine = (tables.Amendment.of == row.id, tables.Amendment.status == Status.OPEN)
    for each in list(tx.scalars(select(tables.Amendment).where(*mine))):
        end(tx, each, Status.LAPSED, "", "", now)
        tell(tx, statement, each)
        lapse(tx, statement, each, now)


def step(tx: Session, row: tables.Amendment, what: str, delegation: str, by: str, now: int, why: str = "") -> None:
    """Write down what was done to an amendment."""
    tx.add(tables.AmendmentStep(amendment=row, what=what, delegation=delegation, by=by, why=why, at=now))


def tell(tx: Session, statement: tables.Statement, row: tables.Amendment) -> dict[str, Any]:
    """The followers get the amendment as it is listed, and so does the caller."""
    tx.flush()
    made = amended.shape(tx, statement, row)
    told.tell(tx, statement, "amendments", made)
    return made


def overtaken(tx: Session, statement: tables.Statement, row: tables.Paragraph, seen: str) -> Conflict:
    """Somebody was faster: the paragraph as it stands and what differs from the words that were seen."""
    found = differences.pieces(unmarked(seen), unmarked(row.text))
    return Conflict(
        f"this paragraph was changed meanwhile; it is at version {row.rev}",
        paragraph=statements.told_shape(tx, statement, row),
        pieces=differences.as_dicts(found),
    )


def standing(tx: Session, statement: tables.Statement, paragraph_id: object) -> tables.Paragraph:
    """A paragraph that stands in the text. Raises NotFound."""
    row = statements.row_of(tx, statement, str(paragraph_id))
    if row.place == statements.TAKEN_OUT:
        raise NotFound("this paragraph was taken out of the text meanwhile")
    return row


def _to_the_text(tx: Session, statement: tables.Statement, row: tables.Amendment, given: Given) -> None:
    """Anchor it at a paragraph, or at the place behind one."""
    kind = Kind(row.kind)
    if kind is Kind.INSERT:
        _inserting(tx, statement, row, given)
        return
    anchor = standing(tx, statement, given.paragraph)
    row.paragraph_id = anchor.id
    _anchor(tx, statement, row, anchor, given.base_rev)
    if kind is Kind.REPLACE:
        row.text = unmarked(plain_text(given.text, MAX_CHARACTERS))
        if row.text == row.base_text:
            raise BadRequest("this is the text as it stands: say what should be different")
    elif kind is Kind.MOVE:
        if given.after == anchor.id:
            raise BadRequest("a paragraph can't stand behind itself")
        row.after = None if given.after is None else standing(tx, statement, given.after).id


def _inserting(tx: Session, statement: tables.Statement, row: tables.Amendment, given: Given) -> None:
    place = given.after if given.after is not None else given.paragraph
    before = None if place is None else standing(tx, statement, place)
    kind = given.becomes or (before.kind if before is not None else ParagraphKind.PREAMBULAR)
    if kind not in tuple(ParagraphKind):
        raise BadRequest(f"a paragraph is {', '.join(ParagraphKind)}; found {kind!r}")
    row.becomes, row.after = str(kind), None if before is None else before.id
    row.paragraph_id = row.after
    row.text = unmarked(plain_text(given.text, MAX_CHARACTERS))
    row.base_rev, row.base_text, row.base_sha256 = 0 if before is None else before.rev, "", digest("")


def _to_an_amendment(tx: Session, statement: tables.Statement, row: tables.Amendment, given: Given) -> None:
    """Anchor it at the words of another amendment."""
    of = one(tx, statement, given.of)
    if of.status != Status.OPEN:
        raise Conflict(f"A{of.number} is {of.status} already", amendment=amended.shape(tx, statement, of))
    if row.kind != Kind.REPLACE or of.kind not in (Kind.REPLACE, Kind.INSERT):
        raise BadRequest("an amendment to an amendment gives its text another wording (replace)")
    if _depth(tx, of) >= DEEPEST:
        raise BadRequest(f"amendments to amendments go {DEEPEST} deep at most: settle some first")
    row.of, row.paragraph_id = of.id, of.paragraph_id
    row.base_rev, row.base_text, row.base_sha256 = 0, of.wording, digest(of.wording)
    row.text = unmarked(plain_text(given.text, MAX_CHARACTERS))
    if row.text == row.base_text:
        raise BadRequest(f"this is the wording of A{of.number}: say what should be different")


def _anchor(
    tx: Session, statement: tables.Statement, row: tables.Amendment, anchor: tables.Paragraph, base_rev: object
) -> None:
    """The words that its author saw; raises Conflict where they stand no longer."""
    if base_rev == anchor.rev and not isinstance(base_rev, bool):
        row.base_rev, row.base_text, row.base_sha256 = anchor.rev, unmarked(anchor.text), digest(anchor.text)
        return
    seen = tx.get(tables.ParagraphVersion, (anchor.id, base_rev)) if isinstance(base_rev, int) else None
    if seen is None:
        raise BadRequest(f"base_rev must be a version of this paragraph; found {base_rev!r}")
    if digest(seen.text) != digest(anchor.text):
        raise overtaken(tx, statement, anchor, seen.text)
    row.base_rev, row.base_text, row.base_sha256 = anchor.rev, unmarked(anchor.text), digest(anchor.text)


def _depth(tx: Session, row: tables.Amendment) -> int:
    parent = tx.get(tables.Amendment, row.of) if row.of else None
    return 1 + (_depth(tx, parent) if parent is not None else 0)


def _break_silence(tx: Session, statement: tables.Statement, row: tables.Amendment, sponsor: Author, now: int) -> None:
    """An amendment of a party, or a party behind one of the chair's, breaks a silence that runs: the one place that
    says so."""
    if sponsor.code not in (CHAIR, SECRETARIAT):
        words = f"A{row.number}: {row.text or row.kind}"
        silence.broken_by(tx, statement, sponsor.code, silence.AMENDMENT, words, now, sponsor.name)
