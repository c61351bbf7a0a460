"""Statements as they are stored, read into the core's values and back. Each function works inside a unit of work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.brackets import Bracket, Hold
from server.core.errors import Conflict, NotFound
from server.core.positions import Position, Value
from server.core.statement import Action, Citation, Form, Kind, Paragraph, State, Statement, after, numbered
from server.services.parties import Reader, is_seen
from server.storage import tables

# Where a paragraph stands that was taken out: its row and its versions stay.
TAKEN_OUT = -1


def get(tx: Session, statement_id: str, who: Reader) -> tables.Statement:
    """A statement that this person may know of. Raises NotFound."""
    row = tx.get(tables.Statement, statement_id)
    if row is None or not is_seen(row, who):
        raise NotFound(f"there is no statement {statement_id!r}")
    return row


def existing(tx: Session, statement_id: str) -> tables.Statement:
    """A statement, whoever asks: the caller has asked ``get`` for the person. Raises NotFound."""
    row = tx.get(tables.Statement, statement_id)
    if row is None:
        raise NotFound(f"there is no statement {statement_id!r}")
    return row


def accepting(tx: Session, statement_id: str, action: Action) -> tables.Statement:
    """A statement whose state accepts the action. Raises NotFound, or Conflict that names what it accepts."""
    row = existing(tx, statement_id)
    after(State(row.status), action)
    return row


def at_rev(tx: Session, statement_id: str, rev: object, action: Action) -> tables.Statement:
    """The same, seen at its newest revision. Raises Conflict where somebody was faster."""
    row = accepting(tx, statement_id, action)
    if row.rev != rev:
        raise Conflict(f"the statement was changed meanwhile: you saw version {rev}, it is at {row.rev}", rev=row.rev)
    return row


def rows(tx: Session, statement_id: str) -> list[tables.Paragraph]:
    """The paragraphs that stand in the text, in order."""
    standing = (tables.Paragraph.statement_id == statement_id, tables.Paragraph.place != TAKEN_OUT)
    return list(tx.scalars(select(tables.Paragraph).where(*standing).order_by(tables.Paragraph.place)))


def taken_out(tx: Session, statement_id: str) -> list[tables.Paragraph]:
    """The paragraphs that stood in the text once."""
    gone = (tables.Paragraph.statement_id == statement_id, tables.Paragraph.place == TAKEN_OUT)
    return list(tx.scalars(select(tables.Paragraph).where(*gone)))


def row_of(tx: Session, statement: tables.Statement, paragraph_id: str) -> tables.Paragraph:
    """A paragraph of this statement, also one that was taken out. Raises NotFound."""
    row = tx.get(tables.Paragraph, paragraph_id)
    if row is None or row.statement_id != statement.id:
        raise NotFound(f"there is no paragraph {paragraph_id!r} in this statement")
    return row


def paragraph(row: tables.Paragraph) -> Paragraph:
    """A row as the core's value, as it was written: without number."""
    return Paragraph(
        row.id,
        Kind(row.kind),
        row.text,
        citations=tuple(_citation(each) for each in row.citations),
        brackets=tuple(Bracket(each["owner"], Hold(each["kind"]), *each["span"]) for each in row.brackets),
    )


def _citation(stored: dict[str, Any]) -> Citation:
    start, end = stored["span"]
    return Citation(start, end, tuple(stored["segments"]))


def store(row: tables.Paragraph, given: Paragraph) -> None:
    """The core's value into its row; place and revision are not touched."""
    row.kind, row.text = str(given.kind), given.text
    row.brackets = [
        {"owner": each.owner, "kind": str(each.hold), "span": [each.start, each.end]} for each in given.brackets
    ]
    row.citations = [{"span": [each.start, each.end], "segments": list(each.segments)} for each in given.citations]


def read(tx: Session, row: tables.Statement) -> Statement:
    """The statement with its paragraphs numbered and marked, as it is shown."""
    standing = tuple(paragraph(each) for each in rows(tx, row.id))
    # What was adopted keeps the marks it was hashed with, whatever a later edition of the rules says.
    shown = numbered(standing, row.language)
    if row.adopted_at is not None:
        shown = tuple(replace(new, text=old.text) for new, old in zip(shown, standing, strict=True))
    return Statement(
        row.title, row.language, Form(row.form), tuple(row.parties), shown, State(row.status), row.adopted_at
    )


def positions(tx: Session, statement_id: str) -> list[Position]:
    """Every position ever taken on the statement, oldest first."""
    kept = select(tables.Position).where(tables.Position.statement_id == statement_id).order_by(tables.Position.at)
    return [
        Position(row.delegation, row.paragraph_id, Value(row.value), row.at, row.by, row.note, row.until, row.told_by)
        for row in tx.scalars(kept)
    ]


def changed_at(tx: Session, statement_id: str) -> dict[str, int]:
    """When each paragraph got its newest wording, by id, in Unix milliseconds."""
    versions = (
        select(tables.ParagraphVersion)
        .join(tables.Paragraph)
        .where(tables.Paragraph.statement_id == statement_id)
        .order_by(tables.ParagraphVersion.rev)
    )
    return {row.paragraph_id: row.at for row in tx.scalars(versions)}


def placed(standing: Iterable[tables.Paragraph]) -> None:
    """Give the rows the places 0, 1, 2... in the order given."""
    for place, row in enumerate(standing):
        row.place = place


def as_dicts(found: Iterable[Position]) -> list[dict[str, Any]]:
    """Positions as the pages receive them."""
    return [
        {
            "delegation": each.delegation,
            "paragraph": each.paragraph,
            "value": str(each.value),
            "note": each.note,
            "by": each.by,
            "at": each.at_ms,
            "until": each.until_ms,
            "told_by": each.told_by,
        }
        for each in found
    ]
