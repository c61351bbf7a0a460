"""A statement as PDF, by typst: PDF/A-2a with PDF/UA-1 tags, fonts embedded, the same bytes for the same record.

The layout is ``layouts/statement.typ``; what people wrote enters it as JSON strings only, so none of it can be markup
or code.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst

from server.core.errors import BadText
from server.documents import fonts, printing
from server.documents.records import cleaned
from server.documents.statement_record import StatementParagraph, StatementRecord, held_parts
from server.documents.statement_words import (
    corrections,
    head_lines,
    key_of,
    note_of,
    owners,
    party_names,
    positions,
    qr_svg,
    signature_of,
    standing,
    tally,
)
from server.documents.words import reading, words

LAYOUT = Path(__file__).parent / "layouts" / "statement.typ"
# A mark across the page must fit its diagonal: 17 cm at 36 degrees, letters about 0.6 em wide.
MARK_WIDTH_PT = 640


def statement_pdf(record: StatementRecord, folder: Path) -> bytes:
    """The document. Any thread; takes about 0.2 s.

    Raises ModelMissing when the text needs fonts that ``folder`` does not have, and BadText, which names the
    characters, when no font has them.
    """
    content = json.dumps(_content(cleaned(record)), ensure_ascii=False)
    try:
        return printing.compiled(LAYOUT, {"statement": content}, folder)
    except typst.TypstError as error:
        raise _explained(error, folder) from error


def _explained(error: Any, folder: Path) -> BadText:
    fonts.find(folder)
    return BadText(
        f"the statement can't be printed: {error.message}; reword it, or put a font that has it into {folder}"
    )


def _content(record: StatementRecord) -> dict[str, Any]:
    labels = words(record.language)
    names = party_names(record)
    mark = labels["draft"].split(":")[0].split("：")[0].strip().upper()
    base = record.language.split("-")[0].lower()
    wide = base in ("ko", "zh", "ja")
    return {
        "title": record.title or "—",
        "short-title": printing.shortened(record.title),
        "number-width": 0.9 + 0.6 * max((len(each.number) for each in (*record.paragraphs, *record.annex)), default=1),
        "subtitle": record.subtitle,
        "lang": base if len(base) in (2, 3) and base.isascii() and base.isalpha() else "en",
        "direction": record.direction,
        "families": list(fonts.families(record.language)),
        "hyphenate": not wide and record.direction == "ltr",
        "adopted": record.is_adopted,
        "standing": standing(record),
        "sha256": record.sha256 if record.is_adopted else None,
        "mark": mark,
        "mark-size": min(150, MARK_WIDTH_PT / (max(len(mark), 1) * (1.0 if wide else 0.66))),
        "page": labels["page"],
        "words": dict(labels),
        "parties": list(record.parties),
        "party-names": list(names),
        "party-signs": [{"signed": signature_of(record, each), "key": key_of(record, each)} for each in record.parties],
        "head": list(head_lines(record)),
        "clause": record.clause,
        "tally": tally(record),
        "positions": [
            {"head": head, "text": text, "direction": reading(text, record.language)}
            for head, text in positions(record)
        ],
        "corrections": list(corrections(record)),
        "qr": qr_svg(record.address) if record.address else "",
        "address": record.address,
        "party-line": " · ".join(names),
        "paragraphs": [_paragraph(each, record) for each in record.paragraphs],
        "annex": [_paragraph(each, record) for each in record.annex],
        "sources": _sources((*record.paragraphs, *record.annex)),
    }


def _paragraph(paragraph: StatementParagraph, record: StatementRecord) -> dict[str, Any]:
    language = paragraph.lang or record.language
    return {
        "kind": paragraph.kind,
        "number": paragraph.number,
        "parts": [{"text": text, "held": is_held} for text, is_held in held_parts(paragraph)],
        "owners": owners(paragraph, record.language),
        "note": note_of(record, paragraph),
        **printing.tongue(language),
    }


def _sources(paragraphs: Sequence[StatementParagraph]) -> list[dict[str, str]]:
    return [{"number": each.number or "—", "text": " · ".join(each.citations)} for each in paragraphs if each.citations]
