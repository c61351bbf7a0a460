"""Kept: wordings that lack evidence and that a person keeps, knowingly. It is undone when the text changes."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import NotFound
from server.core.text.plain import plain_text
from server.storage import tables

MAX_WHY = 1_000


def keep(tx: Session, row: tables.Paragraph, fault: object, text: object, why: object, by: str, now: int) -> None:
    """A person keeps a fault that the verifier finds in the paragraph as it reads. Raises NotFound, BadText."""
    if {"fault": fault, "text": text} not in row.problems:
        raise NotFound("the verifier finds no such fault in this paragraph as it reads now")
    tx.add(
        tables.KeptFault(
            id=secrets.token_hex(8), paragraph_id=row.id, rev=row.rev, fault=str(fault), text=str(text),
            why=plain_text(why, MAX_WHY), by=by, at=now,
        )
    )  # fmt: skip
    tx.flush()


def of(tx: Session, statement_id: str) -> dict[str, list[tables.KeptFault]]:
    """Everything ever kept in a statement by its paragraph, oldest first."""
    wanted = (
        select(tables.KeptFault)
        .join(tables.Paragraph)
        .where(tables.Paragraph.statement_id == statement_id)
        .order_by(tables.KeptFault.at, tables.KeptFault.id)
    )
    found: dict[str, list[tables.KeptFault]] = {}
    for row in tx.scalars(wanted):
        found.setdefault(row.paragraph_id, []).append(row)
    return found


def standing(rows: Sequence[tables.KeptFault], versions: Sequence[tables.ParagraphVersion]) -> list[tables.KeptFault]:
    """Those that hold of the paragraph as it reads: its text has not changed since. ``versions``: oldest first."""
    since = next((before.rev + 1 for before in reversed(versions) if before.text != versions[-1].text), versions[0].rev)
    newest = {(each.fault, each.text): each for each in rows if each.rev >= since}
    return list(newest.values())


def split(
    problems: Sequence[dict[str, str]], kept: Sequence[tables.KeptFault]
) -> tuple[list[dict[str, str]], list[dict[str, Any]]]:
    """The faults that nobody keeps, and those that somebody does."""
    keys = {(each.fault, each.text) for each in kept}
    open_ones = [each for each in problems if (each["fault"], each["text"]) not in keys]
    still = {(each["fault"], each["text"]) for each in problems}
    return open_ones, [shape(each) for each in kept if (each.fault, each.text) in still]


def shape(row: tables.KeptFault) -> dict[str, Any]:
    """What a page receives."""
    return {"fault": row.fault, "text": row.text, "by": row.by, "why": row.why, "at": row.at}
