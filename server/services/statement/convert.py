"""Convert: a text that found no consensus becomes the Chair's summary. Each function is part of a unit of work."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core import drafting
from server.core.errors import Conflict
from server.core.statement import summary
from server.core.statement.statement import Action, Kind, Paragraph, State, after, labels, numbered
from server.core.statement.summary import Said
from server.core.statement.table import Table
from server.services.minutes.steps import Actor
from server.services.statement import consensus, draft, explanations, ledger, statements, symbols
from server.services.statement.parties import Reader, is_seen
from server.services.statement.told import tell
from server.storage import tables

SUMMARY = "chairs_summary"
MOST_TITLE = 200
_KINDS = {"explanation": "explanation", "reservation": "reserve", "disassociation": "disassociate"}


def convert(tx: Session, statement_id: str, rev: object, actor: Actor, now: int) -> tables.Statement:
    """A new statement under the Chair's responsibility, without parties, that begins with the words as they stand.

    Who held words stands behind them; the annex records who objected, reserved, explained. The old one is closed and
    both name each other. Raises Conflict while a silence procedure runs, or for a text that is a Chair's summary.
    """
    former = statements.at_rev(tx, statement_id, rev, Action.CONVERT)
    if former.kind == SUMMARY:
        raise Conflict("this is a Chair's summary already")
    table = consensus.table(tx, former, now)
    if table.silent_until_ms is not None:
        raise Conflict("withdraw the silence procedure first", expires_at=table.silent_until_ms)
    words = summary.phrases(former.language)
    made = tables.Statement(
        id=secrets.token_hex(4), title=words["title"].format(title=former.title)[:MOST_TITLE], kind=SUMMARY,
        language=former.language, form=former.form, status=str(State.NEGOTIATION), rev=1, parties=[],
        observers=[*former.parties, *former.observers], visibility=former.visibility, derived_from=former.id,
        sessions=list(former.sessions), omitted=[],
    )  # fmt: skip
    symbols.file(tx, made, now)
    tx.add(made)
    tx.flush()
    _write(tx, made, former, table, actor, now)
    former.status = str(after(State(former.status), Action.CONVERT))
    tell(tx, former, "life")
    ledger.add(tx, former.id, "converted", actor.called, now, role=actor.role, summary=made.id)
    ledger.add(tx, made.id, "begun", actor.called, now, role=actor.role, derived_from=former.id)
    tell(tx, made, "life")
    return made


def links(tx: Session, row: tables.Statement, who: Reader) -> dict[str, Any]:
    """``derived_from`` and ``converted_to``: ``{id, title}`` of the other text where this person may know of it."""
    former = tx.get(tables.Statement, row.derived_from) if row.derived_from else None
    later = tx.scalars(select(tables.Statement).where(tables.Statement.derived_from == row.id)).first()
    return {"derived_from": _link(former, who), "converted_to": _link(later, who)}


def _link(row: tables.Statement | None, who: Reader) -> dict[str, str] | None:
    return {"id": row.id, "title": row.title} if row is not None and is_seen(row, who) else None


def _write(tx: Session, made: tables.Statement, former: tables.Statement, table: Table, actor: Actor, now: int) -> None:
    language, names = former.language, draft.names_in(tx, former.language)
    is_note = partial(drafting.is_note, language=language)
    words, place = summary.phrases(language), 0

    def add(paragraph: Paragraph, problems: list[dict[str, str]]) -> str:
        nonlocal place
        row = tables.Paragraph(id=secrets.token_hex(4), statement_id=made.id, place=place, rev=0, problems=problems)
        statements.store(row, paragraph)
        tx.add(row)
        tx.flush()
        draft.first_version(tx, row, actor.called, now)
        place += 1
        return row.id

    add(Paragraph("", Kind.NOTE, words["opening"]), [])
    new: dict[str, str] = {}
    for row in statements.rows(tx, former.id):
        if not drafting.is_opening(row.text, language):  # that names the parties, and there are none
            opened = summary.unbracketed(statements.paragraph(row), language, names, is_note)
            new[row.id] = add(opened, list(row.problems))
    called = labels(numbered(tuple(statements.paragraph(each) for each in statements.rows(tx, made.id)), language))
    places = {old: called[found] for old, found in new.items()}
    lines = summary.recorded(_said(tx, former, table, places, names), language, names, places)
    for text in (words["record"], *lines) if lines else ():
        add(Paragraph("", Kind.ANNEX, text), [])


def _said(
    tx: Session, former: tables.Statement, table: Table, places: dict[str, str], names: dict[str, str]
) -> Iterable[Said]:
    """Who held words in brackets, what parties took against the text, late words among them, and what they annexed."""
    for paragraph in table.statement.paragraphs:
        for each in paragraph.brackets if paragraph.id in places else ():
            held = paragraph.text[each.start : each.end].removeprefix("[").removesuffix("]")
            called = [names.get(code, code) for code in each.holders]
            quoted = drafting.quoted_in_note(held, called, former.language)
            for code in each.holders:
                yield Said(code, paragraph.id, str(each.hold), held if quoted is None else quoted)
    late = [each for each in table.positions if table.is_late(each)]
    for position in (*(each for _, each in sorted(table.effective().items())), *late):
        if position.value in summary.RECORDED and (not position.paragraph or position.paragraph in places):
            what = summary.RECORDED[position.value]
            yield Said(position.delegation, position.paragraph, what, position.note)
    for given in explanations.quoted(tx, former, former.language):
        if not given["paragraph"] or given["paragraph"] in places:
            yield Said(given["delegation"], given["paragraph"], _KINDS[given["kind"]], given["text"])
