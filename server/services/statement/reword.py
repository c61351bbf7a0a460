"""Reword: paragraphs are changed, added, moved and taken out. Each function is one unit of work."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from server.core.errors import BadRequest, Conflict, NotFound
from server.core.statement.brackets import Hold, with_written
from server.core.statement.edits import reworded
from server.core.statement.statement import Action, Citation, Kind, Paragraph
from server.core.text import differences
from server.core.text.plain import plain_text
from server.services.statement import draft, statements, told
from server.storage import tables

MAX_CHARACTERS = 10_000
MAX_PARAGRAPHS = 500


def edit(tx: Session, statement_id: str, paragraph_id: str, rev: object, text: object, by: str, now: int) -> None:
    """A new wording over revision ``rev``; the verifier looks again. Raises Conflict with the newer paragraph."""
    statement, row = current(tx, statement_id, paragraph_id, rev)
    draft.keep(tx, statement, row, written(statements.paragraph(row), plain_text(text, MAX_CHARACTERS)), by, now)


def written(paragraph: Paragraph, text: str, by: frozenset[str] = frozenset()) -> Paragraph:
    """A paragraph in the words that a person wrote, whose square brackets are open ones. ``by``: as for ``reworded``.

    Raises Conflict where words that somebody holds are gone or changed.
    """
    made = reworded(paragraph, text, by)
    return replace(made, brackets=with_written(text, made.brackets))


def add(
    tx: Session,
    statement_id: str,
    after: object,
    kind: object,
    text: object,
    segments: object,
    by: str,
    now: int,
    amendment: str = "",
) -> str:
    """A paragraph of a person's own behind another one (None: before all); returns its id. It may cite segments."""
    statement = statements.accepting(tx, statement_id, Action.EDIT)
    if kind not in tuple(Kind):
        raise BadRequest(f"a paragraph is {', '.join(Kind)}; found {kind!r}")
    standing = statements.rows(tx, statement_id)
    if len(standing) >= MAX_PARAGRAPHS:
        raise BadRequest(f"a statement has {MAX_PARAGRAPHS} paragraphs at most")
    wording = plain_text(text, MAX_CHARACTERS)
    cited = _cited(tx, statement, segments, wording)
    row = tables.Paragraph(id=secrets.token_hex(4), statement_id=statement_id, place=0, rev=0, problems=[])
    row.origin = "person"
    standing.insert(_behind(standing, after), row)
    made = Paragraph(row.id, Kind(str(kind)), wording, citations=cited, brackets=with_written(wording, ()))
    statements.store(row, made, by, now)
    made = statements.paragraph(row)  # its brackets have names now, under which they are kept
    statements.placed(standing)
    tx.add(row)
    draft.keep(tx, statement, row, made, by, now, amendment)
    return row.id


def move(tx: Session, statement_id: str, paragraph_id: str, rev: object, after: object) -> None:
    """The paragraph behind another one (None: before all); its wording and its revision stay."""
    statement, row = current(tx, statement_id, paragraph_id, rev)
    if after == paragraph_id:
        raise BadRequest("a paragraph can't stand behind itself")
    standing = [each for each in statements.rows(tx, statement_id) if each is not row]
    standing.insert(_behind(standing, after), row)
    statements.placed(standing)
    told.tell(tx, statement, "text")


def take_out(
    tx: Session, statement_id: str, paragraph_id: str, rev: object, by: str, now: int, amendment: str = ""
) -> None:
    """The paragraph leaves the text; its versions stay, it can come back. Raises Conflict while it has brackets."""
    statement, row = current(tx, statement_id, paragraph_id, rev)
    holders = [each["owner"] for each in row.brackets if each["kind"] != Hold.UNTRANSLATED]
    if holders:
        names = ", ".join(dict.fromkeys(holders))
        raise Conflict(f"{names} holds words in this paragraph: close the brackets first", owners=holders)
    _leave(tx, row, by, now, amendment)
    statements.placed([each for each in statements.rows(tx, statement_id) if each is not row])
    told.tell(tx, statement, "text")


def bring_back(tx: Session, statement_id: str, paragraph_id: str, by: str, now: int) -> None:
    """A paragraph that was taken out stands at the end of those of its kind again."""
    statement = statements.accepting(tx, statement_id, Action.EDIT)
    row = statements.row_of(tx, statement, paragraph_id)
    if row.place != statements.TAKEN_OUT:
        raise Conflict("this paragraph stands in the text")
    standing = statements.rows(tx, statement_id)
    same = [at for at, each in enumerate(standing) if each.kind == row.kind]
    standing.insert(same[-1] + 1 if same else len(standing), row)
    statements.placed(standing)
    draft.keep(tx, statement, row, statements.paragraph(row), by, now)


def _leave(tx: Session, row: tables.Paragraph, by: str, now: int, amendment: str) -> None:
    row.place = statements.TAKEN_OUT
    row.rev += 1
    tx.add(tables.ParagraphVersion(paragraph_id=row.id, rev=row.rev, text="", amendment=amendment, by=by, at=now))
    tx.flush()


def current(
    tx: Session, statement_id: str, paragraph_id: str, rev: object
) -> tuple[tables.Statement, tables.Paragraph]:
    """A paragraph that stands in the text, seen at its newest revision.

    Raises NotFound, or Conflict with the newer paragraph and what differs from the words that were seen.
    """
    statement = statements.accepting(tx, statement_id, Action.EDIT)
    row = statements.row_of(tx, statement, paragraph_id)
    if row.place == statements.TAKEN_OUT:
        raise NotFound("this paragraph was taken out of the text meanwhile")
    if row.rev != rev:
        seen = tx.get(tables.ParagraphVersion, (row.id, rev)) if isinstance(rev, int) else None
        found = differences.pieces(seen.text if seen is not None else "", row.text)
        raise Conflict(
            f"this paragraph was changed meanwhile: you saw version {rev}, it is at {row.rev}",
            paragraph=statements.told_shape(tx, statement, row), pieces=differences.as_dicts(found),
        )  # fmt: skip
    return statement, row


def _behind(standing: Sequence[tables.Paragraph], after: object) -> int:
    if after is None:
        return 0
    place = next((at for at, each in enumerate(standing) if each.id == after), None)
    if place is None:
        raise NotFound(f"there is no paragraph {after!r} in this statement")
    return place + 1


def _cited(tx: Session, statement: tables.Statement, segments: object, text: str) -> tuple[Citation, ...]:
    if segments is None or segments == []:
        return ()
    if not isinstance(segments, list) or not all(isinstance(each, str) for each in segments):
        raise BadRequest("segments must be a list of names of segments")
    for each in segments:
        found = tx.get(tables.Segment, each)
        if found is None or found.session_id not in statement.sessions:
            raise NotFound(f"there is no segment {each!r} in the sessions of this statement")
    return (Citation(0, len(text), tuple(dict.fromkeys(segments))),)
