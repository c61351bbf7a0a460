"""Explained: what delegations annex, in other languages: from the memory of what persons translated, else by machine.

Each function is part of a unit of work. A translation is no part of the adopted text.
"""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from server.core.translation import memory
from server.services.hearing.translate import Job, Routes
from server.services.meeting.memory import ENGINE, visibility
from server.services.statement import versions
from server.services.statement.told import tell
from server.storage import tables

PREFIX = "annexed-"  # of the name under which a text goes to the translate workers, behind its statement's


def remembered(tx: Session, statement: tables.Statement, row: tables.Explanation, now: int) -> None:
    """Keep what persons translated of the very sentences before, for the languages of the statement."""
    for target in _missing(tx, statement, row):
        text = _recalled(tx, statement, row, target)
        if text is not None:
            _add(tx, row, target, text, ENGINE, now)


def wanted(tx: Session, statement_id: str, routes: Routes) -> list[Job]:
    """What a machine is to translate: into the working language and the others of the statement."""
    statement = tx.get(tables.Statement, statement_id)
    if statement is None:
        return []
    standing = (tables.Explanation.statement_id == statement_id, tables.Explanation.withdrawn_at.is_(None))
    return [
        Job(
            statement_id, f"{statement_id}.{PREFIX}{row.id}", 1, row.text, row.language, target, False, is_document=True
        )
        for row in tx.scalars(select(tables.Explanation).where(*standing).order_by(tables.Explanation.at))
        for target in _missing(tx, statement, row)
        if target in routes.get(row.language, set())
    ]


def is_of(job: Job) -> bool:
    """Whether a translated text is one of these."""
    return job.segment.partition(".")[2].startswith(PREFIX)


def rendered(tx: Session, job: Job, text: str, engine: str, now: int) -> None:
    """Store what a worker answered; nothing where the text was withdrawn, or has a translation by now."""
    row = tx.get(tables.Explanation, job.segment.partition(".")[2].removeprefix(PREFIX))
    statement = tx.get(tables.Statement, job.session)
    if row is None or statement is None or row.withdrawn_at is not None or not text:
        return
    if job.target in _missing(tx, statement, row):
        _add(tx, row, job.target, text, engine or "machine", now)
        tell(tx, statement, "positions")


def _missing(tx: Session, statement: tables.Statement, row: tables.Explanation) -> list[str]:
    query = select(tables.ExplanationTranslation.language)
    there = {row.language, *tx.scalars(query.where(tables.ExplanationTranslation.explanation_id == row.id))}
    wished = dict.fromkeys((statement.language, *versions.choice(tx, statement).languages))
    return [each for each in wished if each not in there]


def _recalled(tx: Session, statement: tables.Statement, row: tables.Explanation, target: str) -> str | None:
    """By what everybody may read, or was made in the statement's own sessions."""
    ways = memory.asked(row.text, row.language)
    digests = {memory.digest(plain) for way in ways for plain in way}
    if not digests:
        return None
    entries = (
        select(tables.Remembered)
        .outerjoin(tables.Meeting, tables.Meeting.id == tables.Remembered.session_id)
        .where(
            tables.Remembered.source == row.language,
            tables.Remembered.target == target,
            tables.Remembered.digest.in_(digests),
            or_(visibility() == "public", tables.Remembered.session_id.in_(statement.sessions)),
        )
        .order_by(tables.Remembered.at, tables.Remembered.id)
    )
    return memory.answer(ways, {each.plain: each.text for each in tx.scalars(entries)}, target)


def _add(tx: Session, row: tables.Explanation, language: str, text: str, engine: str, now: int) -> None:
    tx.add(
        tables.ExplanationTranslation(explanation_id=row.id, language=language, text=text, engine=engine, at=now)
    )  # fmt: skip
    tx.flush()
