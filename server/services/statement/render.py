"""Render: paragraphs of a statement go to the translate workers, behind every caption, and come back as versions.

Each function is one unit of work; ``Renderer`` joins them to the hall.
"""

from __future__ import annotations

import zlib
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from server.core.errors import RoundtableError
from server.core.statement.statement import State
from server.core.versions import signs, strength
from server.logs import Log
from server.services.hearing.translate import Job, Routes
from server.services.statement import explained, told, versions
from server.services.statement.versions import MACHINE, MISSING, REVISED, TITLE, Version
from server.storage import tables

if TYPE_CHECKING:
    from server.services.hearing.hall import Hall

LOG = Log("render")
PIECES = "not every part of the paragraph between its brackets came back translated"


def watched(tx: Session) -> dict[str, int]:
    """Statements that have other languages or texts annexed and are not published, with their revisions."""
    chosen = select(tables.LanguageChoice.statement_id).distinct()
    annexed = select(tables.Explanation.statement_id).distinct()
    kept = select(tables.Statement).where(
        or_(tables.Statement.id.in_(chosen), tables.Statement.id.in_(annexed)),
        tables.Statement.status != str(State.PUBLISHED),
    )
    return {row.id: row.rev for row in tx.scalars(kept)}


def wanted(
    tx: Session, statement_id: str, routes: Routes, language: str | None = None, is_again: bool = False
) -> list[Job]:
    """What a machine is to translate: what has no text yet, and what no person revised and whose source has changed.

    ``is_again``: also what failed, and what a machine made of the wording that stands.
    """
    statement = tx.get(tables.Statement, statement_id)
    if statement is None:
        return []
    source, found = statement.language, []
    for target in versions.choice(tx, statement).others(source):
        if (
            target not in routes.get(source, set())
            or language not in (None, target)
            or _is_fixed(tx, statement, target)
        ):
            continue
        for each in versions.versions(tx, statement, target):
            text = signs.asked(each.source.text)
            if text and _is_due(each, is_again):
                found.append(_job(statement, each, text, source, target))
    return found


def rendered(tx: Session, job: Job, text: str, engine: str, error: str, now: int, note: str) -> list[Job]:
    """Store what a worker answered; nothing where the source says something else since, or a person was faster.

    Returns what is to be asked once more: a paragraph whose opening verb came back on no known rung, with that verb
    fixed. An answer to this is taken where it is better.
    """
    statement = tx.get(tables.Statement, job.session)
    if statement is None:
        return []
    if explained.is_of(job):
        explained.rendered(tx, job, "" if error else text, engine, now)
        return []
    paragraph = job.segment.partition(".")[2]
    every = versions.versions(tx, statement, job.target)
    version = next((each for each in every if each.source.id == paragraph), None)
    is_current = version is not None and signs.asked(version.source.text) == job.text
    if version is None or not is_current or version.state == REVISED or _is_fixed(tx, statement, job.target):
        return []
    source = version.source.text
    whole = None if error else signs.together(source, text, job.target)
    words = strength.fitted(source, whole, job.source, job.target) if whole else ""
    is_moved = bool(words) and not strength.is_kept(source, words, job.source, job.target)
    if job.fixed and version.text and (not words or is_moved):
        return []
    why = error or (PIECES if whole is None else "")
    row = version.row
    if row is None or version.is_stale or (row.text, row.note) != (words, why or note):
        add(
            tx, statement, version, job.target, MISSING if why else MACHINE, words, now, engine=engine, note=why or note
        )
        left = (each for each in every if each is not version and signs.asked(each.source.text))
        if not any(_is_due(each, False) for each in left):
            told.tell(tx, statement, "languages")
    verb = strength.rendering(source, job.source, job.target) if is_moved and not job.fixed else None
    return [replace(job, fixed=(verb,))] if verb else []


def add(
    tx: Session, statement: tables.Statement, version: Version, language: str, state: str, text: str, now: int, *,
    engine: str = "", note: str = "", order: list[int] | None = None, by: str = "", role: str = "",
) -> tables.VersionText:  # fmt: skip
    """One more row of a paragraph in a language, made of the wording that its source has now."""
    row = tables.VersionText(
        statement_id=statement.id, paragraph_id=version.source.id, language=language,
        rev=version.row.rev + 1 if version.row is not None else 1, state=state, text=text, order=order or [],
        source_rev=version.source.rev, source_text=version.source.text, engine=engine, note=note, by=by, role=role,
        at=now,
    )  # fmt: skip
    tx.add(row)
    tx.flush()
    return row


class Renderer:
    """Looks after the versions of all statements. Runs on the hub."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._seen: dict[str, tuple[int, int]] = {}

    def sweep(self) -> None:
        """Queue what is to be translated of statements that changed, or for which there are other engines now."""
        queue = self._hall.translations
        routes = queue.routes()
        if not queue.is_served or not routes:
            return
        stamp = hash(tuple(sorted((source, target) for source, targets in routes.items() for target in targets)))
        try:
            standing = self._hall.read(watched)
            due = [name for name, rev in standing.items() if self._seen.get(name) != (rev, stamp)]
            for name in due:
                queue.put(self._hall.read(partial(wanted, statement_id=name, routes=routes)))
                queue.put(self._hall.read(partial(explained.wanted, statement_id=name, routes=routes)))
                self._seen[name] = (standing[name], stamp)
        except RoundtableError as error:
            LOG.warning("not_looked_at", error)
            return
        self._seen = {name: seen for name, seen in self._seen.items() if name in standing}

    def again(self, statement_id: str, language: str) -> int:
        """Translate once more what no person revised in a language; returns how many paragraphs."""
        routes = self._hall.translations.routes()
        jobs = self._hall.read(
            partial(wanted, statement_id=statement_id, routes=routes, language=language, is_again=True)
        )
        self._hall.translations.put(jobs)
        return len(jobs)


def _is_due(version: Version, is_again: bool) -> bool:
    if version.state == REVISED:
        return False
    row = version.row
    return row is None or row.source_text != version.source.text or is_again


def _is_fixed(tx: Session, statement: tables.Statement, language: str) -> bool:
    """Whether adoption has fixed the wording of a language."""
    return statement.adopted_at is not None and language in versions.choice(tx, statement).authentic


def _job(statement: tables.Statement, version: Version, text: str, source: str, target: str) -> Job:
    # A title has no revision: its words stand for one, so that a job of its former words is another job.
    rev = version.source.rev if version.source.id != TITLE else zlib.crc32(text.encode())
    return Job(statement.id, f"{statement.id}.{version.source.id}", rev, text, source, target, False, is_document=True)
