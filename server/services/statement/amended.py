"""Amended: amendments as they are listed, with what they meet and whether they are stale. Each function only reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from server.core.statement.amendments import Change, Kind, Status, collisions, digest, made_of, met, placed, unmarked
from server.core.text import differences
from server.services.statement import statements
from server.services.statement.answers import once
from server.storage import tables

# What every amendment asks. Written out once: that takes longer than answering it.
_OPEN = (
    select(
        tables.Amendment.id, tables.Amendment.of, tables.Amendment.paragraph_id, tables.Amendment.kind,
        tables.Amendment.base_text, tables.Amendment.wording,
    )
    .where(tables.Amendment.statement_id == bindparam("statement"), tables.Amendment.status == Status.OPEN)
    .order_by(tables.Amendment.number)
)  # fmt: skip
_OF_AMENDMENT = _OPEN.where(tables.Amendment.of == bindparam("target"))
_OF_PARAGRAPH = _OPEN.where(tables.Amendment.paragraph_id == bindparam("target"))


@dataclass(frozen=True, slots=True)
class Text:
    """What amendments are of: paragraphs, and the wordings of other amendments, by their ids."""

    paragraphs: Mapping[str, tables.Paragraph]
    wordings: Mapping[str, str]

    def now(self, row: tables.Amendment) -> str | None:
        """The words that an amendment changes as they are now; None where it changes none."""
        if row.of is not None:
            return self.wordings.get(row.of)
        anchor = self.paragraphs.get(row.paragraph_id or "")
        return None if anchor is None or row.kind == Kind.INSERT else unmarked(anchor.text)


def listed(tx: Session, statement: tables.Statement, paragraph_id: str | None = None) -> list[dict[str, Any]]:
    """All amendments in the order of their numbers, or those of one paragraph."""
    rows = _rows(tx, statement)
    found = Text({each.id: each for each in _all(tx, statement)}, {each.id: each.wording for each in rows})
    meets = _met(rows, found)
    chosen = [each for each in rows if paragraph_id is None or each.paragraph_id == paragraph_id]
    return [shaped(each, found, meets.get(each.id, [])) for each in chosen]


def text(tx: Session, statement: tables.Statement, paragraph_id: str | None) -> str:
    """``{amendments, rev}`` as JSON, made once for all who read it in the same moment."""
    return once(
        tx,
        ("amendments", statement.id, paragraph_id),
        lambda: {"amendments": listed(tx, statement, paragraph_id), "rev": statement.rev},
    )


def shape(tx: Session, statement: tables.Statement, row: tables.Amendment) -> dict[str, Any]:
    """One amendment as it is listed; the others are not looked at but for what it meets."""
    found = text_of(tx, row)
    now = row.base_text if found.now(row) is None else str(found.now(row))
    others = (placed(each, now) for each in beside(tx, statement.id, row))
    return shaped(row, found, met(placed(change(row), now), others) if row.status == Status.OPEN else [])


def shaped(row: tables.Amendment, text: Text, met: list[str]) -> dict[str, Any]:
    """An amendment as it is listed. ``met``: the ids of the open ones of the same words."""
    now, anchor = text.now(row), text.paragraphs.get(row.paragraph_id or "")
    is_stale = row.status == Status.OPEN and now is not None and digest(now) != row.base_sha256
    return {
        "id": row.id, "number": f"A{row.number}", "paragraph": row.paragraph_id, "kind": row.kind,
        "becomes": row.becomes or None, "text": row.wording, "original": row.text, "after": row.after, "of": row.of,
        "base": {"rev": row.base_rev, "sha256": row.base_sha256, "text": row.base_text},
        "by": row.sponsors[0], "by_name": row.by_name, "cosponsors": row.sponsors[1:], "note": row.note, "at": row.at,
        "status": row.status, "is_stale": is_stale,
        "is_taken_out": anchor is not None and anchor.place == statements.TAKEN_OUT,
        "pieces": row.pieces,
        "now_pieces": differences.as_dicts(made_of(Kind(row.kind), now or "", row.wording)) if is_stale else None,
        "collides_with": met,
        "decided": None if row.decided_at is None else {
            "by": row.decided_by, "at": row.decided_at, "why": row.decided_why, "rev": row.decided_rev,
            "with": row.merged, "into": row.merged_into, "made": row.made,
        },
    }  # fmt: skip


def text_of(tx: Session, row: tables.Amendment) -> Text:
    """What one amendment is of."""
    anchor = tx.get(tables.Paragraph, row.paragraph_id) if row.paragraph_id else None
    of = tx.get(tables.Amendment, row.of) if row.of else None
    return Text({anchor.id: anchor} if anchor is not None else {}, {of.id: of.wording} if of is not None else {})


def beside(tx: Session, statement_id: str, row: tables.Amendment) -> list[Change]:
    """Open amendments of the same words; what is put in between meets none."""
    target = row.of or row.paragraph_id
    if target is None or row.kind == Kind.INSERT:
        return []
    query = _OF_AMENDMENT if row.of else _OF_PARAGRAPH
    return [change(each) for each in tx.execute(query, {"statement": statement_id, "target": target})]


def change(row: Any) -> Change:
    """What an amendment does, for the core. ``row``: an amendment, or these columns of one."""
    return Change(row.id, row.of or row.paragraph_id or "", Kind(row.kind), row.base_text, row.wording)


def history(tx: Session, row: tables.Amendment) -> list[dict[str, Any]]:
    """What was done to an amendment, oldest first."""
    mine = select(tables.AmendmentStep).where(tables.AmendmentStep.amendment_id == row.id)
    return [
        {"what": each.what, "delegation": each.delegation, "by": each.by, "why": each.why, "at": each.at}
        for each in tx.scalars(mine.order_by(tables.AmendmentStep.id))
    ]


def still_open(tx: Session, statement_id: str) -> list[tables.Amendment]:
    """The amendments that nobody decided on yet, in order."""
    mine = (tables.Amendment.statement_id == statement_id, tables.Amendment.status == Status.OPEN)
    return list(tx.scalars(select(tables.Amendment).where(*mine).order_by(tables.Amendment.number)))


def _rows(tx: Session, statement: tables.Statement) -> list[tables.Amendment]:
    mine = select(tables.Amendment).where(tables.Amendment.statement_id == statement.id)
    return list(tx.scalars(mine.order_by(tables.Amendment.number)))


def _all(tx: Session, statement: tables.Statement) -> Sequence[tables.Paragraph]:
    return tx.scalars(select(tables.Paragraph).where(tables.Paragraph.statement_id == statement.id)).all()


def _met(rows: Iterable[tables.Amendment], text: Text) -> dict[str, list[str]]:
    """Which open amendments meet, by their ids."""
    changes = [change(each) for each in rows if each.status == Status.OPEN]
    words = {each.id: unmarked(each.text) for each in text.paragraphs.values()}
    return collisions(changes, {**words, **text.wordings})
