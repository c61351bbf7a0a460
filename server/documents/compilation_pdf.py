"""A text under negotiation as PDF, by typst (PDF/A-2a, PDF/UA-1): struck through goes, underlined comes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from server.documents import printing
from server.documents.compiled import Compiled, Entry
from server.documents.records import cleaned
from server.documents.words import words

LAYOUT = Path(__file__).parent / "layouts" / "compilation.typ"


def compilation_pdf(made: Compiled, folder: Path) -> bytes:
    """The document. Any thread; blocks. Raises ModelMissing when the text needs fonts that ``folder`` does not have."""
    made = cleaned(made)
    content = {
        "title": made.title or "—",
        "short-title": printing.shortened(made.title),
        "standing": made.standing,
        "date": made.standing,
        "lines": list(made.lines),
        "page": words(made.language)["page"],
        "before": _group(*made.before),
        "whole": _group(*made.whole),
        "taken-out": _group(*made.taken_out),
        "passages": [
            {
                "kind": each.kind, "number": each.number, "held": each.held,
                "parts": [{"text": text, "held": is_held} for text, is_held in each.parts],
                "entries": [_entry(one) for one in each.entries],
            }
            for each in made.passages
        ],
        **printing.tongue(made.language),
    }  # fmt: skip
    return printing.printed(LAYOUT, "compilation", content, folder)


def _group(heading: str, entries: tuple[Entry, ...]) -> dict[str, Any]:
    return {"heading": heading, "entries": [_entry(each) for each in entries]}


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "head": entry.head, "notes": entry.notes,
        "pieces": [{"text": text, "kind": kind} for text, kind in entry.pieces],
    }  # fmt: skip
