"""Decisions on amendments, by the chair or the secretariat: taken up, several merged into one wording, or turned down.

Nothing is ever applied by itself: where the words were changed since, a person says what the text shall be. Each
function is one unit of work.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import BadRequest, Conflict
from server.core.statement.amendments import Kind, Status, digest, made_of, unmarked
from server.core.text import differences
from server.core.text.plain import plain_text
from server.services.statement import amended, draft, reword, statements
from server.services.statement.amendments import (
    MAX_CHARACTERS,
    end,
    lapse,
    one,
    open_one,
    overtaken,
    standing,
    step,
    tell,
)
from server.storage import tables

MAX_WHY_CHARACTERS = 2_000


@dataclass(frozen=True, slots=True)
class Decision:
    """``rev``: the version of the paragraph that whoever decides has seen; ``text``: their wording, None for the
    amendment's own; ``joined``: ids of others that this wording takes in."""

    rev: object
    text: object = None
    joined: Sequence[str] = ()
    why: object = None
    after: object = None


def accept(tx: Session, statement_id: str, amendment_id: str, decision: Decision, by: str, now: int) -> dict[str, Any]:
    """Take an amendment up, with those that are merged into it: the text has a new version that names them.

    Raises Conflict with the difference where the text was changed since it was written and nobody says what it shall
    be, and where amendments to it, or somebody's brackets, stand in the way.
    """
    statement, row = open_one(tx, statement_id, amendment_id)
    _require_settled(tx, statement, row)
    others = _joined(tx, statement, row, decision)
    rev = None
    if row.of is not None:
        _into_the_amendment(tx, statement, row, decision, by, now)
    else:
        rev = _into_the_text(tx, statement, row, others, decision, by, now)
    why = _why(decision.why)
    row.merged = [each.id for each in others]
    end(tx, row, Status.ACCEPTED, by, why, now, rev)
    for each in others:
        each.merged_into = row.id
        end(tx, each, Status.MERGED, by, why, now, rev)
        tell(tx, statement, each)
    return tell(tx, statement, row)


def reject(tx: Session, statement_id: str, amendment_id: str, why: object, by: str, now: int) -> dict[str, Any]:
    """Turn an amendment down, and say why; those to it fall with it."""
    statement, row = open_one(tx, statement_id, amendment_id)
    end(tx, row, Status.REJECTED, by, plain_text(why, MAX_WHY_CHARACTERS), now)
    lapse(tx, statement, row, now)
    return tell(tx, statement, row)


def names(rows: Sequence[tables.Amendment]) -> str:
    """What the version of a paragraph says of the amendments that made it."""
    return ", ".join(f"A{each.number}" for each in rows)


def _require_settled(tx: Session, statement: tables.Statement, row: tables.Amendment) -> None:
    mine = (tables.Amendment.of == row.id, tables.Amendment.status == Status.OPEN)
    waiting = list(tx.scalars(select(tables.Amendment).where(*mine).order_by(tables.Amendment.number)))
    if waiting:
        raise Conflict(
            f"decide first on what amends A{row.number}: {names(waiting)}", amendments=[each.id for each in waiting]
        )


def _joined(
    tx: Session, statement: tables.Statement, row: tables.Amendment, decision: Decision
) -> list[tables.Amendment]:
    """Those that the wording takes in: open ones of the same words."""
    others = [one(tx, statement, each) for each in dict.fromkeys(decision.joined) if each != row.id]
    if not others:
        return []
    if decision.text is None:
        raise BadRequest("amendments are merged by a person: say what the text shall be")
    for each in others:
        if each.status != Status.OPEN:
            raise Conflict(f"A{each.number} is {each.status} already", amendment=amended.shape(tx, statement, each))
        _require_settled(tx, statement, each)
        if (each.paragraph_id, each.of) != (row.paragraph_id, row.of) or {each.kind, row.kind} != {Kind.REPLACE}:
            raise BadRequest(f"A{row.number} and A{each.number} do not change the words of one paragraph")
    return others


def _into_the_amendment(
    tx: Session, statement: tables.Statement, row: tables.Amendment, decision: Decision, by: str, now: int
) -> None:
    """The amendment that it amends has another wording from now on."""
    of = one(tx, statement, row.of)
    if decision.text is None and digest(of.wording) != row.base_sha256:
        found = differences.pieces(row.base_text, of.wording)
        raise Conflict(
            f"A{of.number} was reworded since A{row.number} was written: say what its text shall be",
            amendment=amended.shape(tx, statement, of), pieces=differences.as_dicts(found),
        )  # fmt: skip
    of.wording = unmarked(plain_text(decision.text if decision.text is not None else row.wording, MAX_CHARACTERS))
    of.pieces = differences.as_dicts(made_of(Kind(of.kind), of.base_text, of.wording))
    step(tx, of, "amended", row.sponsors[0], by, now, f"A{row.number}")
    tell(tx, statement, of)


def _into_the_text(
    tx: Session, statement: tables.Statement, row: tables.Amendment, others: Sequence[tables.Amendment],
    decision: Decision, by: str, now: int,
) -> int:  # fmt: skip
    """Returns the revision of the paragraph that came of it."""
    name = names([row, *others])
    if row.kind == Kind.INSERT:
        after = decision.after if decision.after is not None else row.after
        _require_place(tx, statement, row, after)
        wording = decision.text if decision.text is not None else row.wording
        row.made = reword.add(tx, statement.id, after, row.becomes, wording, None, by, now, name)
        return 1
    anchor = standing(tx, statement, row.paragraph_id)
    _require_seen(tx, statement, row, anchor, decision)
    if row.kind == Kind.REPLACE:
        wording = plain_text(decision.text if decision.text is not None else row.wording, MAX_CHARACTERS)
        sponsors = frozenset(code for each in (row, *others) for code in each.sponsors)
        made = reword.written(statements.paragraph(anchor), wording, sponsors)
        draft.keep(tx, statement, anchor, made, by, now, name)
    elif row.kind == Kind.DELETE:
        reword.take_out(tx, statement.id, anchor.id, anchor.rev, by, now, name)
    else:
        after = decision.after if decision.after is not None else row.after
        reword.move(tx, statement.id, anchor.id, anchor.rev, after)
    return anchor.rev


def _require_place(tx: Session, statement: tables.Statement, row: tables.Amendment, after: object) -> None:
    if after is not None and statements.row_of(tx, statement, str(after)).place == statements.TAKEN_OUT:
        raise Conflict(
            f"the paragraph behind which A{row.number} was to stand was taken out: say in after where it stands now"
        )


def _require_seen(
    tx: Session, statement: tables.Statement, row: tables.Amendment, anchor: tables.Paragraph, decision: Decision
) -> None:
    """Whoever decides has seen the words as they are; a stale amendment is taken up in words that they give."""
    seen: Any = tx.get(tables.ParagraphVersion, (anchor.id, decision.rev)) if isinstance(decision.rev, int) else None
    if seen is None:
        raise BadRequest(f"rev must be a version of this paragraph; found {decision.rev!r}")
    if digest(seen.text) != digest(anchor.text):
        raise overtaken(tx, statement, anchor, seen.text)
    if row.kind == Kind.REPLACE and decision.text is None and digest(anchor.text) != row.base_sha256:
        raise overtaken(tx, statement, anchor, row.base_text)


def _why(why: object) -> str:
    return plain_text(why, MAX_WHY_CHARACTERS) if why else ""
