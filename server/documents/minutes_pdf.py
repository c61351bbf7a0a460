"""Minutes as PDF, by typst: PDF/A-2a with PDF/UA-1 tags, a bookmark for each turn, each passage in its language.

The layout is ``layouts/minutes.typ``; what people said enters it as JSON strings only, so none of it can be markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from server.documents import printing
from server.documents.records import Loss, MinutesRecord, cleaned
from server.documents.standing import corrections, seal, standing_lines
from server.documents.times import clock
from server.documents.turns import Paragraph, loss_words, notes, paragraphs
from server.documents.words import day, language_name, party, words

LAYOUT = Path(__file__).parent / "layouts" / "minutes.typ"


def minutes_pdf(record: MinutesRecord, folder: Path) -> bytes:
    """The document. Any thread; blocks for a second or more. A sign that no font has is printed as its number.

    Raises ModelMissing when the text needs fonts that ``folder`` does not have.
    """
    return printing.printed(LAYOUT, "minutes", _content(cleaned(record)), folder)


def _content(record: MinutesRecord) -> dict[str, Any]:
    labels, language = words(record.language), record.language
    parts = list(_parts(record))
    count = sum(each["kind"] == "passage" for each in parts)
    return {
        "title": record.title or "—",
        "short-title": printing.shortened(record.title),
        "standing": labels["minutes"],
        "date": day(record.date, language),
        "lines": list(standing_lines(record)),
        "page": labels["page"],
        "number-width": 0.9 + 0.5 * len(str(max(count, 1))),
        "parts": parts,
        **printing.tongue(language),
    }


def _parts(record: MinutesRecord) -> Iterator[dict[str, Any]]:
    language, number = record.language, 0
    for each in paragraphs(record):
        if isinstance(each, Loss):
            yield {"kind": "gap", "time": clock(each.start_ms), "text": loss_words(each, language)}
            continue
        if each.is_turn:
            entry = each.first
            delegation = party(entry.delegation, language)
            who = entry.speaker or delegation
            yield {
                "kind": "turn",
                "who": who or "—",
                "delegation": delegation if delegation not in who else "",
            }
        number += 1
        yield _passage(each, number, language)
        for piece in each.pieces:
            yield from ({"kind": "gap", "time": "", "text": told} for told in corrections(record, piece.id))
    found = seal(record)
    if found is not None:
        yield {"kind": "gap", "time": "", "text": f"{found[0]}: {found[1]}"}


def _passage(paragraph: Paragraph, number: int, language: str) -> dict[str, Any]:
    labels, first = words(language), paragraph.first
    text = f"[{labels['retracted']}]" if first.retracted else "".join(paragraph.texts)
    return {
        "kind": "passage",
        "number": str(number),
        "time": clock(first.start_ms),
        "text": text,
        "retracted": first.retracted,
        "notes": "; ".join(notes(first, language)),
        "original": _original(paragraph, language) if paragraph.original and not first.retracted else None,
        **printing.tongue(language if first.retracted else first.lang),
    }


def _original(paragraph: Paragraph, language: str) -> dict[str, Any]:
    source = paragraph.first.original_lang
    label = f"{words(language)['original']}, {language_name(source, language)}:"
    return {"label": label, "text": paragraph.original, **printing.tongue(source)}
