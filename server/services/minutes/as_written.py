"""As written: lines of the minutes whose words their delegation had handed in, and how those were written there.

``asked`` is a part of a unit of work; ``offered`` is pure, takes milliseconds a line, and belongs on a native thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from server.core.errors import BadRequest
from server.core.text.marked import marked
from server.core.translation.alignment import align
from server.core.translation.remarks import Remarks
from server.services.meeting import remarks
from server.services.meeting.remarks import Reader
from server.services.minutes import words
from server.storage.tables import Remarks as Row
from server.storage.tables import Segment, Version

WHY = "as handed in"


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands, and who said it in which language."""

    segment: str
    rev: int
    delegation: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Paper:
    """Remarks as they were handed in."""

    identity: str
    delegation: str
    language: str
    text: str


def asked(tx: Session, session: str, names: Sequence[str], reader: Reader, now: int) -> tuple[list[Line], list[Paper]]:
    """These lines of a session, and the remarks of who said them that this reader may read. Raises BadRequest."""
    if len(names) > words.MOST_LINES:
        raise BadRequest(f"ask for {words.MOST_LINES} lines at most; found {len(names)}")
    rows = tx.execute(
        select(Segment, Version.text)
        .join(Version, (Version.segment_id == Segment.id) & (Version.rev == Segment.rev))
        .where(Segment.session_id == session, Segment.id.in_(names), Segment.stands)
    )
    said = [
        Line(segment.id, segment.rev, segment.delegation, segment.language, text)
        for segment, text in rows
        if segment.delegation
    ]
    speakers = {each.delegation for each in said}
    papers = [
        Paper(row.id, row.delegation, row.language, _text(tx, row))
        for row in remarks.readable(tx, session, reader, now)
        if row.delegation in speakers and row.withdrawn_at is None
    ]
    return said, papers


def offered(lines: Sequence[Line], papers: Sequence[Paper]) -> dict[str, dict[str, Any]]:
    """By line ``{rev, text, pieces, likeness, remarks}`` where what was handed in is written otherwise."""
    found: dict[str, dict[str, Any]] = {}
    for paper in papers:
        ready = Remarks(align(paper.text, paper.text, paper.language, paper.language), paper.language, paper.language)
        place = 0
        for line in lines:
            if (line.delegation, line.language) != (paper.delegation, paper.language):
                continue
            best = ready.find(line.text, place)
            if best is None:
                continue
            place = best.end
            if best.text == line.text or best.likeness <= found.get(line.segment, {}).get("likeness", 0):
                continue
            pieces = [asdict(piece) for piece in marked(line.text, best.text, line.language)]
            facts = {"rev": line.rev, "text": best.text, "pieces": pieces, "likeness": round(best.likeness, 3)}
            found[line.segment] = {**facts, "remarks": paper.identity}
    return found


def _text(tx: Session, row: Row) -> str:
    mine = (Row.id == row.id, Row.rev == row.rev)
    return tx.scalars(select(Row).where(*mine).options(undefer(Row.text))).one().text
