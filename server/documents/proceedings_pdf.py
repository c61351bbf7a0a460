"""A summary record, decisions and actions, or participants as PDF, by typst (PDF/A-2a, PDF/UA-1)."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from server.documents import printing
from server.documents.proceedings_outline import Point, Record, outline
from server.documents.records import cleaned
from server.documents.words import day, words

LAYOUT = Path(__file__).parent / "layouts" / "proceedings.typ"


def proceedings_pdf(record: Record, folder: Path) -> bytes:
    """The document. Any thread; blocks. Raises ModelMissing when the text needs fonts that ``folder`` does not have."""
    record = cleaned(record)
    found, language = outline(record), record.language
    date = day(record.date, language) if record.date else ""
    content = {
        "title": record.title or "—",
        "short-title": printing.shortened(record.title),
        "standing": found.kind,
        "date": " · ".join(each for each in (found.kind, date) if each),
        "lines": [found.standing] if found.standing else [],
        "page": words(language)["page"],
        "sections": [
            {
                "heading": section.heading,
                "points": [asdict(each) for each in section.points],
                "heads": list(section.heads),
                "rows": [[asdict(each) if isinstance(each, Point) else each for each in row] for row in section.rows],
            }
            for section in found.sections
        ],
        **printing.tongue(language),
    }
    return printing.printed(LAYOUT, "proceedings", content, folder)
