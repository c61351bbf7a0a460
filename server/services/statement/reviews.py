"""Reviews: what was said in another language stands as translated, not reviewed until a person accepts it.

An acceptance is of these words for that original: when the line, its translation or the words change, it is over.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core import drafting
from server.core.drafting.copies import is_copied
from server.core.drafting.sentences import words
from server.core.errors import BadRequest, NotFound
from server.core.statement.marks import BOTH
from server.core.statement.spans import quoted, replaced
from server.core.statement.statement import Kind, Paragraph
from server.core.text.plain import plain_text
from server.services.minutes import lineage
from server.services.minutes.lineage import Ways
from server.storage import tables

MAX_CHARACTERS = 5_000
Minutes = Mapping[str, Mapping[str, Any]]

_OPENING = frozenset("“«")


@dataclass(frozen=True, slots=True)
class Told:
    """Characters ``start..end`` of a paragraph say in its language what these lines said in others."""

    start: int
    end: int
    segments: tuple[str, ...]
    source: str


def told(paragraph: Paragraph, minutes: Minutes, ways: Ways, language: str) -> list[Told]:
    """The spans of a paragraph that stand there as translated. What is quoted as it was said is none of them."""
    if drafting.is_opening(paragraph.text, language):
        return []
    if paragraph.kind is Kind.ANNEX and not _OPENING & set(paragraph.text):
        return []  # it names who told something, and says none of it
    spans = [
        (each, [minutes[name] for name in lineage.on(each.segments, ways) if name in minutes])
        for each in paragraph.citations
    ]
    # Where some words are quoted or copied, the others are a template's: names, counts, "supported by".
    copying = [each for each, lines in spans if _copies(paragraph.text[each.start : each.end], lines, language)]
    found = []
    for each, lines in spans:
        if copying and each not in copying:
            continue
        foreign = [line for line in lines if line["lang"] != language and _translation(line, language)]
        start, end = quoted(paragraph.text, each.start, each.end)
        if foreign and not _is_said(paragraph.text[start:end], lines):
            names = tuple(line["id"] for line in foreign)
            found.append(Told(start, end, names, _source(foreign, language)))
    return found


def _copies(clause: str, lines: Sequence[Mapping[str, Any]], language: str) -> bool:
    return bool(_OPENING & set(clause)) or any(is_copied(clause, _translation(line, language)) for line in lines)


def shape(
    paragraph: Paragraph, minutes: Minutes, ways: Ways, language: str, rows: Sequence[tables.TranslationReview]
) -> list[dict[str, Any]]:
    """``reviews`` of a Paragraph: ``{segment, segments, span, state, by, at}``."""
    found = []
    for each in told(paragraph, minutes, ways, language):
        row = _accepted(each, paragraph.text, rows)
        found.append(
            {
                "segment": each.segments[0], "segments": list(each.segments), "span": [each.start, each.end],
                "state": "accepted" if row else "not_reviewed",
                "by": row.by if row else "", "at": row.at if row else None,
            }
        )  # fmt: skip
    return found


def accept(
    tx: Session, row: tables.Paragraph, paragraph: Paragraph, minutes: Minutes, ways: Ways, language: str,
    segment: object, span: object, text: object, by: str, now: int,
) -> Paragraph:  # fmt: skip
    """A person accepts how a line is translated here, perhaps in a better wording; the paragraph with that wording.

    Raises NotFound where the line is not translated in this paragraph, BadRequest where it is so in several places.
    """
    found = [each for each in told(paragraph, minutes, ways, language) if segment in each.segments]
    if span is not None:
        found = [each for each in found if [each.start, each.end] == span]
    if not found:
        raise NotFound(f"{segment!r} does not stand as translated in this paragraph")
    if len(found) > 1 and text is not None:
        raise BadRequest("this line is translated in several places of the paragraph: say which span is meant")
    made = paragraph
    for each in found:
        wording = plain_text(text, MAX_CHARACTERS) if text is not None else paragraph.text[each.start : each.end]
        if text is not None:
            made = replaced(paragraph, each.start, each.end, wording.strip(BOTH))
            wording = wording.strip(BOTH)
        tx.add(
            tables.TranslationReview(
                id=secrets.token_hex(8), paragraph_id=row.id, segments=list(each.segments), source=each.source,
                wording=wording, by=by, at=now,
            )
        )  # fmt: skip
    tx.flush()
    return made


def of(tx: Session, statement_id: str) -> dict[str, list[tables.TranslationReview]]:
    """Every acceptance of a statement by its paragraph, the newest first."""
    wanted = (
        select(tables.TranslationReview)
        .join(tables.Paragraph)
        .where(tables.Paragraph.statement_id == statement_id)
        .order_by(tables.TranslationReview.at.desc(), tables.TranslationReview.id)
    )
    found: dict[str, list[tables.TranslationReview]] = {}
    for row in tx.scalars(wanted):
        found.setdefault(row.paragraph_id, []).append(row)
    return found


def wordings(
    tx: Session, statement_id: str, minutes: Iterable[Mapping[str, Any]], language: str
) -> dict[str, list[str]]:
    """For each line the wordings in ``language`` that a person accepted for it as it reads now."""
    lines = {each["id"]: each for each in minutes}
    found: dict[str, list[str]] = {}
    for rows in of(tx, statement_id).values():
        for row in rows:
            told_now = [lines[name] for name in row.segments if name in lines]
            if len(told_now) == len(row.segments) and _source(told_now, language) == row.source:
                for name in row.segments:
                    found.setdefault(name, []).append(row.wording)
    return found


def _accepted(each: Told, text: str, rows: Sequence[tables.TranslationReview]) -> tables.TranslationReview | None:
    """The newest acceptance of these very words for what the lines say now."""
    facts = (list(each.segments), each.source, text[each.start : each.end])
    return next((row for row in rows if (row.segments, row.source, row.wording) == facts), None)


def _translation(line: Mapping[str, Any], language: str) -> str:
    return (line["translations"].get(language) or {}).get("text") or ""


def _source(lines: Sequence[Mapping[str, Any]], language: str) -> str:
    said = "\n".join(f"{each['lang']}\t{each['text']}\t{_translation(each, language)}" for each in lines)
    return hashlib.sha256(said.encode()).hexdigest()


def _is_said(text: str, lines: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the words stand in one of the originals as they are."""
    joined = " ".join(words(text))
    return any(joined in " ".join(words(each["text"])) for each in lines)
