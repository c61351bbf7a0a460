"""Grounds: what a paragraph rests on, as a reader receives it: evidence that is missing or kept, translations to be
reviewed, what the room said of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from server.core.drafting import Fault
from server.services.minutes.lineage import Ways
from server.services.statement import kept, reviews, statements
from server.storage import tables

Lines = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Grounds:
    """Everything accepted and kept in a statement, by paragraph.

    ``settled``: (paragraph, party) where a party has consented to the words that it held back from in the room.
    """

    reviews: Mapping[str, Sequence[tables.TranslationReview]]
    kept: Mapping[str, Sequence[tables.KeptFault]]
    settled: Collection[tuple[str, str]] = frozenset()

    def is_settled(self, paragraph: str, problem: Mapping[str, str]) -> bool:
        """Whether a fault says that a party holds back which by its own word does so no more."""
        return problem["fault"] == Fault.HELD and (paragraph, problem["text"]) in self.settled


def read(tx: Session, statement_id: str, settled: Collection[tuple[str, str]]) -> Grounds:
    """Two queries for the whole statement. ``settled``: what ``core.consensus.settled`` gives."""
    return Grounds(reviews.of(tx, statement_id), kept.of(tx, statement_id), settled)


def shape(
    row: tables.Paragraph, versions: Sequence[tables.ParagraphVersion], lines: Lines, ways: Ways, language: str,
    found: Grounds, is_outside: bool,
) -> dict[str, Any]:  # fmt: skip
    """``problems``, ``kept``, ``reviews`` and ``versions`` of a Paragraph; empty for those outside of the room.

    ``lines``: the cited lines that this reader may see.
    """
    if is_outside:
        return {"problems": [], "kept": [], "reviews": [], "versions": []}
    mine = found.kept.get(row.id, ())
    open_ones = [each for each in row.problems if not found.is_settled(row.id, each)]
    problems, still = kept.split(open_ones, kept.standing(mine, versions))
    told = reviews.shape(statements.paragraph(row), lines, ways, language, found.reviews.get(row.id, ()))
    return {
        "problems": problems, "kept": still, "reviews": told,
        "versions": [
            {"rev": each.rev, "text": each.text, "amendment": each.amendment, "by": each.by, "at": each.at,
             "kept": [kept.shape(one) for one in mine if one.rev == each.rev]}
            for each in versions
        ],
    }  # fmt: skip


def support(
    row: tables.Paragraph, minutes: Lines, sessions: Collection[str], is_outside: bool
) -> dict[str, Any] | None:
    """``support`` of a paragraph, None where nothing is told; words only of lines that the reader may see."""
    if row.support is None:
        return None
    told = {key: () if is_outside else row.support.get(key, ()) for key in KINDS}
    kinds = {key: [said(each, minutes, sessions) for each in found] for key, found in told.items()}
    return {**kinds, "carried": row.support["carried"]}


# The last was never stored with paragraphs of earlier editions.
KINDS = ("supports", "reservations", "amendments", "leaning")


def named(rows: Iterable[tables.Paragraph]) -> set[str]:
    """The lines of which ``support`` speaks."""
    return {
        name for row in rows if row.support is not None for key in KINDS for each in row.support.get(key, ())
        for name in each["segments"]
    }  # fmt: skip


def said(remark: Mapping[str, Any], minutes: Lines, sessions: Collection[str]) -> dict[str, Any]:
    """What somebody said of a paragraph; no words where its session is closed to the reader or it was retracted."""
    lines = [minutes[name] for name in remark["segments"] if name in minutes]
    is_open = bool(lines) and all(each["session"] in sessions and each["status"] != "retracted" for each in lines)
    return {**remark, "words": remark["words"] if is_open else "", "segments": remark["segments"] if is_open else []}
