"""Statements as they are stored, read into the core's values and back. Each function works inside a unit of work."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import Conflict, NotFound
from server.core.statement.amendments import digest
from server.core.statement.brackets import Bracket, Hold, is_around
from server.core.statement.positions import Position, Value
from server.core.statement.statement import Action, Citation, Form, Kind, Paragraph, State, Statement, after, numbered
from server.services.statement import told
from server.services.statement.parties import Reader, is_seen, sits
from server.storage import tables

# Where a paragraph stands that was taken out: its row and its versions stay.
TAKEN_OUT = -1


def get(tx: Session, statement_id: str, who: Reader) -> tables.Statement:
    """A statement that this person may know of. Raises NotFound."""
    row = tx.get(tables.Statement, statement_id)
    if row is None or not is_seen(row, who):
        raise NotFound(f"there is no statement {statement_id!r}")
    return row


def at_table(tx: Session, statement_id: str, who: Reader) -> tables.Statement:
    """The same where this person may read how it came about. Raises NotFound: what is published does not tell."""
    row = get(tx, statement_id, who)
    if not sits(row, who):
        raise NotFound(f"there is nothing of the negotiation of statement {statement_id!r} for you to see")
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
    require_seen(tx, row, rev)
    return row


def require_seen(tx: Session, row: tables.Statement, rev: object) -> None:
    """Raise Conflict where somebody was faster: ``details.changes`` are those since the revision that was seen, None
    where they are too many to be told."""
    if row.rev == rev:
        return
    missed = told.since(tx, row.id, rev) if isinstance(rev, int) and 0 <= rev < row.rev else None
    raise Conflict(
        f"the statement was changed meanwhile: you saw version {rev}, it is at {row.rev}",
        rev=row.rev, changes=None if missed is None else [each.payload() for each in missed],
    )  # fmt: skip


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
        brackets=tuple(_bracket(each) for each in row.brackets),
        suffix=row.suffix or "",
    )


def _citation(stored: dict[str, Any]) -> Citation:
    start, end = stored["span"]
    return Citation(start, end, tuple(stored["segments"]))


def _bracket(stored: dict[str, Any]) -> Bracket:
    opened, (start, end) = stored.get("opened") or {"by": "", "at": 0}, stored["span"]
    return Bracket(
        stored["owner"], Hold(stored["kind"]), start, end, id=stored.get("id", ""),
        owners=tuple(stored.get("owners") or (stored["owner"],)), label=stored.get("label", ""),
        alternative_of=stored.get("alternative_of"), opened_by=opened["by"], opened_at=opened["at"],
        is_whole=stored.get("is_whole", False),
    )  # fmt: skip


def bracket_shape(given: Bracket) -> dict[str, Any]:
    """A bracket as it is stored and as the pages receive it."""
    is_dated = given.opened_at > 0
    return {
        "id": given.id, "owner": given.owner, "owners": list(given.holders), "kind": str(given.hold),
        "span": [given.start, given.end], "label": given.label, "alternative_of": given.alternative_of,
        "opened": {"by": given.opened_by, "at": given.opened_at} if is_dated else None, "is_whole": given.is_whole,
    }  # fmt: skip


def store(row: tables.Paragraph, given: Paragraph, by: str = "", now: int = 0) -> None:
    """The core's value into its row; place and revision are not touched.

    A bracket without an id gets one, and is opened by this person now.
    """
    row.kind, row.text, row.suffix = str(given.kind), given.text, given.suffix
    row.brackets = [bracket_shape(each if each.id else _named(each, given.text, by, now)) for each in given.brackets]
    row.citations = [{"span": [each.start, each.end], "segments": list(each.segments)} for each in given.citations]


def _named(given: Bracket, text: str, by: str, now: int) -> Bracket:
    is_whole = is_around(given, text)
    return replace(given, id=secrets.token_hex(4), opened_by=by, opened_at=now, is_whole=is_whole)


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


def told_shape(tx: Session, row: tables.Statement, paragraph_row: tables.Paragraph) -> dict[str, Any]:
    """A paragraph as everybody at the table sees it, without its evidence: what a change of it tells.

    ``sha256`` is of its words without the closing mark: what amendments are written against.
    """
    shown = next((each for each in read(tx, row).paragraphs if each.id == paragraph_row.id), None)
    return {
        "id": paragraph_row.id, "rev": paragraph_row.rev, "kind": paragraph_row.kind,
        "number": shown.number if shown else "", "text": shown.text if shown else paragraph_row.text,
        "sha256": digest(paragraph_row.text), "brackets": paragraph_row.brackets,
        "citations": paragraph_row.citations, "problems": paragraph_row.problems,
    }  # fmt: skip


def positions(tx: Session, statement_id: str) -> list[Position]:
    """Every position ever taken on the statement, oldest first."""
    kept = tables.Position
    columns = (kept.delegation, kept.paragraph_id, kept.value, kept.at, kept.by, kept.note, kept.until, kept.told_by)
    found = tx.execute(select(*columns).where(kept.statement_id == statement_id).order_by(kept.at))
    return [
        Position(party, place, Value(value), at, by, note, until, told_by)
        for party, place, value, at, by, note, until, told_by in found
    ]


def changed_at(tx: Session, statement_id: str) -> dict[str, int]:
    """When each paragraph got its newest wording, by id, in Unix milliseconds."""
    versions = (
        select(tables.ParagraphVersion.paragraph_id, tables.ParagraphVersion.at)
        .join(tables.Paragraph)
        .where(tables.Paragraph.statement_id == statement_id)
        .order_by(tables.ParagraphVersion.rev)
    )
    found = tx.execute(versions)
    return {each.paragraph_id: each.at for each in found}


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
