"""Corrected: how the minutes that a statement rests on were corrected since its words were written.

Nothing is stored of it but who has seen it: what stands in the versions of lines and paragraphs says it all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.text.marked import marked
from server.services.minutes import lineage
from server.services.statement import statements, told
from server.storage.tables import Paragraph, Segment


def since(cited: Iterable[Mapping[str, Any]], at: int) -> list[dict[str, Any]]:
    """Of segments (as the reader sees them, with their ``session``) those that say something else than they did at
    that time, or are another's words: what was, what is, and who changed it last."""
    found = []
    for segment in cited:
        versions = segment["versions"]
        before = next((each for each in reversed(versions) if each["at"] <= at), versions[0])
        after = versions[-1]
        if _facts(before) != _facts(after):
            found.append(_shape(segment, before, after))
    return found


def seen(tx: Session, statement_id: str, paragraph_id: str, by: str, now: int) -> None:
    """Somebody has looked at how the minutes behind a paragraph were corrected, and its words stay. Raises NotFound."""
    statement = statements.existing(tx, statement_id)
    row = statements.row_of(tx, statement, paragraph_id)
    row.seen_at, row.seen_by = now, by
    told.tell(tx, statement, "text")


def citing(tx: Session, segments: Iterable[str]) -> list[str]:
    """The statements that cite these lines, or those in whose place they stand."""
    rows = [row for each in segments if (row := tx.get(Segment, each)) is not None]
    names = {name.id for row in rows for name in (row, *lineage.before(tx, row))}
    standing = select(Paragraph.statement_id, Paragraph.citations).where(Paragraph.place != statements.TAKEN_OUT)
    found = {
        statement
        for statement, citations in tx.execute(standing)
        if any(names & set(citation["segments"]) for citation in citations)
    }
    return sorted(found)


def _facts(version: Mapping[str, Any]) -> Sequence[Any]:
    return version["text"], version["speaker"], version["delegation"]


def _shape(segment: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "segment": segment["id"], "session": segment["session"], "start_ms": segment["start_ms"],
        "lang": segment["lang"], "before": before["text"], "after": after["text"],
        "pieces": [asdict(each) for each in marked(before["text"], after["text"], segment["lang"])],
        "speakers": [before["speaker"], after["speaker"]], "by": after["by"], "at": after["at"],
    }  # fmt: skip
