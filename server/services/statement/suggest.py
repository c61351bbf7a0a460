"""Suggest: what a model may word a paragraph from, and what the verifier says of its wording. Nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from server.core import drafting
from server.core.drafting import Evidence
from server.core.errors import Conflict
from server.core.statement.statement import Action, Citation, Paragraph
from server.core.text.plain import CONTROL
from server.services.minutes import lineage
from server.services.statement import draft, statements
from server.storage import tables

LINE_BREAKS = str.maketrans({"\n": " ", "\r": " ", "\t": " "})


@dataclass(frozen=True, slots=True)
class Asked:
    """A paragraph, the lines that it cites as a model reads them, and what its wording is held against."""

    paragraph: Paragraph
    lines: tuple[str, ...]
    language: str
    evidence: Evidence


def asked(tx: Session, statement_id: str, paragraph_id: str) -> Asked:
    """What a wording may rest on: the lines that the paragraph cites, and no others. Raises Conflict without any."""
    statement = statements.accepting(tx, statement_id, Action.EDIT)
    row = statements.row_of(tx, statement, paragraph_id)
    minutes = draft.minutes_of(tx, statement.sessions)
    evidence = draft.evidence_of(tx, statement, minutes)
    paragraph = draft.led(statements.paragraph(row), lineage.ways(tx, statement.sessions))
    cited = set(paragraph.cited()) | _said_of(row)
    lines = tuple(_line(each, statement.language) for each in evidence.segments if each.id in cited)
    if not lines:
        raise Conflict("this paragraph cites nothing that was said: there is nothing to word it from")
    names = tuple(each.id for each in evidence.segments if each.id in cited)
    return Asked(replace(paragraph, citations=(Citation(0, 0, names),)), lines, statement.language, evidence)


def judged(given: Asked, text: str) -> tuple[str, list[dict[str, str]]]:
    """A model's wording on one line, and its faults; what is held and has no bracket in it is one of them."""
    bare = CONTROL.sub(" ", text.translate(LINE_BREAKS)).strip()
    (cited,) = given.paragraph.citations
    made = replace(given.paragraph, text=bare, brackets=(), citations=(replace(cited, end=len(bare)),))
    found = drafting.check(made, given.evidence, given.language)
    return bare, [{"fault": str(each.fault), "text": each.text} for each in found]


def _said_of(row: tables.Paragraph) -> set[str]:
    """The lines that speak of a zero draft's paragraph."""
    told = row.support or {}
    kinds = ("supports", "reservations", "amendments")
    return {name for kind in kinds for each in told.get(kind, ()) for name in each["segments"]}


def _line(each: drafting.Segment, language: str) -> str:
    shown = each.shown(language)
    original = "" if shown == each.text else f" ({each.lang}: {each.text})"
    return f"{each.speaker or each.delegation or '?'}: {shown or each.text}{original}"
