"""Language versions of a statement as they are stored: what each renders, how it stands, what the text says of them.

Each function works inside a unit of work.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import rfc8785
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.statement.statement import Kind, Paragraph, numbered
from server.core.versions import closing, signs
from server.services.statement import statements
from server.storage import tables

TITLE = "title"  # the id under which a statement's title is translated
MACHINE, MISSING, REVISED = "machine", "missing", "revised"
STALE, STALE_MACHINE = "stale", "stale_machine"


@dataclass(frozen=True, slots=True)
class Source:
    """A paragraph, or the title, in the working language. ``text`` has no mark at its end, ``shown`` has it."""

    id: str
    kind: Kind
    number: str
    rev: int
    text: str
    shown: str
    owners: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The languages of a statement: codes in order, the working language among them, and which prevails ("": none)."""

    languages: tuple[str, ...]
    authentic: tuple[str, ...]
    prevails: str = ""

    def others(self, working: str) -> tuple[str, ...]:
        """Those into which the text is translated."""
        return tuple(each for each in self.languages if each != working)


@dataclass(frozen=True, slots=True)
class Version:
    """A source in another language; ``row`` is None while nothing came of it."""

    source: Source
    row: tables.VersionText | None

    @property
    def text(self) -> str:
        """The words, without the mark at their end; empty where there are none."""
        return self.row.text if self.row is not None else ""

    @property
    def state(self) -> str:
        """Machine, missing or revised."""
        return self.row.state if self.row is not None else MISSING

    @property
    def is_stale(self) -> bool:
        """Whether the source says something else since."""
        return self.row is not None and bool(self.row.text) and self.row.source_text != self.source.text

    @property
    def is_whole(self) -> bool:
        """Whether a person looked at it, and the source still says that."""
        return self.state == REVISED and not self.is_stale


def choice(tx: Session, statement: tables.Statement) -> Choice:
    """The newest choice; where nobody made one, the working language alone."""
    chosen = tx.scalars(
        select(tables.LanguageChoice)
        .where(tables.LanguageChoice.statement_id == statement.id)
        .order_by(tables.LanguageChoice.id.desc())
        .limit(1)
    ).first()
    if chosen is None:
        return Choice((statement.language,), (statement.language,))
    codes = tuple(each["code"] for each in chosen.languages)
    authentic = tuple(each["code"] for each in chosen.languages if each["is_authentic"])
    return Choice(codes, authentic, chosen.prevails)


def sources(tx: Session, statement: tables.Statement) -> list[Source]:
    """The title and every paragraph that stands in the text, in order."""
    rows = {each.id: each for each in statements.rows(tx, statement.id)}
    title = Source(TITLE, Kind.TITLE, "", 0, statement.title.strip(), statement.title, ())
    return [
        title,
        *(
            Source(
                each.id, each.kind, each.number, rows[each.id].rev, signs.bare(rows[each.id].text), each.text,
                signs.owners(rows[each.id].text, rows[each.id].brackets),
            )
            for each in statements.read(tx, statement).paragraphs
        ),
    ]  # fmt: skip


def newest(tx: Session, statement_id: str, language: str | None = None) -> dict[tuple[str, str], tables.VersionText]:
    """The newest row of each ``(language, paragraph)``."""
    kept = select(tables.VersionText).where(tables.VersionText.statement_id == statement_id)
    if language is not None:
        kept = kept.where(tables.VersionText.language == language)
    return {(row.language, row.paragraph_id): row for row in tx.scalars(kept.order_by(tables.VersionText.rev))}


def versions(tx: Session, statement: tables.Statement, language: str) -> list[Version]:
    """Title and paragraphs in a language, in order."""
    rows = newest(tx, statement.id, language)
    return [Version(each, rows.get((language, each.id))) for each in sources(tx, statement)]


def shown(found: Iterable[Version], language: str) -> dict[str, str]:
    """``{id: text}`` with the marks that the places of the paragraphs ask for in that language."""
    each = list(found)
    paragraphs = tuple(Paragraph(one.source.id, one.source.kind, one.text) for one in each if one.source.id != TITLE)
    marked = {one.id: one.text for one in numbered(paragraphs, language)}
    return {one.source.id: (marked.get(one.source.id, one.text) if one.text else "") for one in each}


def digest(found: Iterable[Version], language: str) -> str:
    """What a sign-off is of: the texts of a version, and what they render. SHA-256 in hexadecimal."""
    rows = [[each.source.id, each.source.text, each.text] for each in found]
    return hashlib.sha256(rfc8785.dumps({"language": language, "texts": rows})).hexdigest()


def sign_off(tx: Session, statement_id: str, language: str) -> tables.VersionSignOff | None:
    """The newest sign-off of a version, of whatever wording."""
    return tx.scalars(
        select(tables.VersionSignOff)
        .where(tables.VersionSignOff.statement_id == statement_id, tables.VersionSignOff.language == language)
        .order_by(tables.VersionSignOff.id.desc())
        .limit(1)
    ).first()


def standing(tx: Session, statement: tables.Statement, language: str, is_outside: bool) -> dict[str, Any]:
    """How a translation stands: ``{notes, is_all_machine, has_machine, signed_by, signed_at}``.

    ``notes``: of each paragraph "", machine (no person looked at it), stale (its source was reworded since),
    stale_machine (both) or missing; ``signed_at``: when a person signed it as it reads now, None where nobody did;
    who, is for the table alone.
    """
    found = versions(tx, statement, language)
    signed = sign_off(tx, statement.id, language)
    is_current = signed is not None and signed.sha256 == digest(found, language)
    notes = {each.source.id: _note(each) for each in found if each.source.id != TITLE}
    return {
        "notes": notes,
        "is_all_machine": all(note == MACHINE for note in notes.values()),
        "has_machine": any(note in (MACHINE, STALE_MACHINE) for note in notes.values()),
        "signed_by": signed.by if signed is not None and is_current and not is_outside else "",
        "signed_at": signed.at if signed is not None and is_current else None,
    }


def clause(tx: Session, statement: tables.Statement, language: str) -> str:
    """The final clause in a language; empty while the statement has one language alone."""
    found = choice(tx, statement)
    return closing.clause(found.authentic, found.prevails, language) if len(found.languages) > 1 else ""


def text(tx: Session, statement: tables.Statement, language: str) -> dict[str, Any]:
    """``{language, title, clause, paragraphs: [{id, kind, number, text, brackets}]}`` as it is read in a language.

    What has no text there has an empty one. ``brackets``: ``[{span, owners, of}]``.
    """
    found = _read(tx, statement, language)
    words = shown(found, language)
    return {
        "language": language,
        "title": words[TITLE],
        "clause": clause(tx, statement, language),
        "paragraphs": [
            {
                "id": each.source.id, "kind": str(each.source.kind), "number": each.source.number,
                "text": words[each.source.id],
                "brackets": signs.bracketed(
                    words[each.source.id], each.source.owners, each.row.order if each.row is not None else None
                ),
            }
            for each in found
            if each.source.id != TITLE
        ],
    }  # fmt: skip


def canonical(tx: Session, statement: tables.Statement) -> list[dict[str, Any]]:
    """What adoption fixes of the languages, ready for RFC 8785; nothing of a statement with one language alone.

    ``[{language, is_authentic, prevails, title, clause, paragraphs: [{id, text}]}]``: the authentic languages, by code.
    Courtesy translations are no part of it.
    """
    found = choice(tx, statement)
    if len(found.languages) == 1:
        return []
    return [
        {
            "language": each, "is_authentic": True, "prevails": each == found.prevails, "title": told["title"],
            "clause": told["clause"],
            "paragraphs": [{"id": one["id"], "text": one["text"]} for one in told["paragraphs"]],
        }
        for each in sorted(found.authentic)
        for told in (text(tx, statement, each),)
    ]  # fmt: skip


def _read(tx: Session, statement: tables.Statement, language: str) -> list[Version]:
    """A version; the working language is one of itself."""
    if language != statement.language:
        return versions(tx, statement, language)
    return [Version(each, _itself(statement, each)) for each in sources(tx, statement)]


def _note(version: Version) -> str:
    if not version.text:
        return MISSING
    is_machine = version.state == MACHINE
    if version.is_stale:
        return STALE_MACHINE if is_machine else STALE
    return MACHINE if is_machine else ""


def _itself(statement: tables.Statement, source: Source) -> tables.VersionText:
    return tables.VersionText(
        statement_id=statement.id, paragraph_id=source.id, language=statement.language, rev=source.rev, state=REVISED,
        text=source.text, order=[], source_rev=source.rev, source_text=source.text, engine="", note="", by="", role="",
        at=0,
    )  # fmt: skip
