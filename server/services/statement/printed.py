"""Printed: what a file of a statement needs, as its reader may know it. Parts of units of work; reads only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import BadRequest, NotFound
from server.services.meeting.roles import OUTSIDERS
from server.services.statement import proclaim, proven, revisions, show, statements, symbols, versions
from server.services.statement.parties import Reader, seen_as
from server.storage import tables

LAST = "last"


@dataclass(frozen=True, slots=True)
class Wanted:
    """``language``: "" for the working language; ``since``, ``until``: numbers of revisions, ``last``, or ""."""

    language: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """``statement``: a Statement of the protocol; ``told``: what else a file needs, by the names that it has there."""

    statement: dict[str, Any]
    told: dict[str, Any]


def read(tx: Session, statement_id: str, wanted: Wanted, who: Reader, now: int) -> Printed:
    """The statement in a language, or as changes since a revision.

    Raises NotFound for a language or a revision that there is not, BadRequest for changes of a translation; revisions
    are for those who sit at the statement.
    """
    is_compared = bool(wanted.since or wanted.until)
    find = statements.at_table if is_compared else statements.get
    row = find(tx, statement_id, who)
    if is_compared and wanted.language not in ("", row.language):
        raise BadRequest(
            f"changes are those of the working language, {row.language}: leave out lang, or against and until"
        )
    shape, language = show.shape(tx, row, who), wanted.language or row.language
    told: dict[str, Any] = {"version": _version(tx, row, language, seen_as(row, who).role in OUTSIDERS)}
    if row.canonical is not None:
        told["proclaimed"] = proclaim.shape(tx, row, language, who, now)
    if is_compared:
        told["since"] = revisions.whole(tx, row, _revision(tx, row, wanted.since or LAST))
    if wanted.until:
        shape = _as_revised(tx, row, shape, _revision(tx, row, wanted.until))
        told = {"since": told["since"]}
    return Printed(shape, told)


def evidence(tx: Session, statement_id: str, who: Reader) -> dict[str, Any]:
    """What the verifier needs: of the text in its working language."""
    return proven.evidence(tx, statements.get(tx, statement_id, who), who)


def _version(tx: Session, row: tables.Statement, language: str, is_outside: bool) -> dict[str, Any]:
    """Title, clause and paragraphs in a language; of a translation also how it stands."""
    is_adopted = row.canonical is not None
    if not is_adopted and language not in versions.choice(tx, row).languages:
        raise NotFound(f"this statement has no version in {language!r}")
    told = proclaim.version(tx, row, language) if is_adopted else versions.text(tx, row, language)
    if language == row.language or told.get("is_authentic"):
        return told
    return {**told, "standing": versions.standing(tx, row, language, is_outside)}


def _revision(tx: Session, row: tables.Statement, number: str) -> tables.Revision:
    found = revisions.latest(tx, row) if number == LAST else revisions.one(tx, row, number)
    if found is None:
        raise NotFound("no revision of this statement was issued")
    return found


def _as_revised(tx: Session, row: tables.Statement, shape: dict[str, Any], revision: tables.Revision) -> dict[str, Any]:
    """The statement as it stood at a revision, with the wordings that its paragraphs had until then."""
    paragraphs = [
        {**each, "evidence": [], "versions": _versions(tx, each["id"], revision.at)} for each in revision.paragraphs
    ]
    drafted: dict[str, Any] = {"status": "negotiation", "sha256": None, "adopted_at": None, "explanations": []}
    drafted["symbol"] = symbols.of_revision(row, revision.number)
    return {**shape, **drafted, "title": revision.title, "paragraphs": paragraphs}


def _versions(tx: Session, paragraph_id: str, until: int) -> list[dict[str, Any]]:
    mine = tables.ParagraphVersion.paragraph_id == paragraph_id
    found = select(tables.ParagraphVersion).where(mine, tables.ParagraphVersion.at <= until)
    rows = tx.scalars(found.order_by(tables.ParagraphVersion.rev))
    return [{"rev": each.rev, "text": each.text, "by": each.by, "at": each.at} for each in rows]
