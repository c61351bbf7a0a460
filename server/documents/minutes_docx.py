"""Minutes as a Word file: one heading for each speaker's turn, running paragraphs in their language and direction.

Each piece of a paragraph is a bookmark, named by its time and its id, so that a citation leads to it.
"""

from __future__ import annotations

import re
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from server.documents.losses import loss_text
from server.documents.records import Entry, Loss, MinutesRecord, cleaned
from server.documents.times import clock
from server.documents.turns import Paragraph, paragraphs
from server.documents.word import QUIET, add_bookmark, add_field, add_rule, add_run, new_document, packed, set_direction
from server.documents.words import day, direction, language_name, party, words


def minutes_docx(record: MinutesRecord) -> bytes:
    """The file: title and day, then every turn with its time, speaker and delegation; page numbers below."""
    record = cleaned(record)
    language = record.language
    is_rtl = direction(language) == "rtl"
    document = new_document(record.title, language, is_rtl)
    _frame(document.sections[0], record, is_rtl)
    set_direction(document.add_paragraph(record.title, style="Title"), is_rtl)
    set_direction(document.add_paragraph(day(record.date, language), style="Subtitle"), is_rtl)
    for each in paragraphs(record):
        if isinstance(each, Loss):
            _loss(document, each, language, is_rtl)
            continue
        if each.is_turn:
            _turn(document, each.first, language, is_rtl)
        _paragraph(document, each, language)
    return packed(document)


def _frame(section: Any, record: MinutesRecord, is_rtl: bool) -> None:
    labels = words(record.language)
    head = section.header.paragraphs[0]
    add_run(head, f"{labels['minutes']} · {record.title}", QUIET, 8.5)
    add_rule(head)
    set_direction(head, is_rtl)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, code in zip(labels["page"].split("{}"), ("PAGE", "NUMPAGES", ""), strict=True):
        add_run(foot, text, QUIET, 8.5)
        if code:
            add_field(foot, code)
    set_direction(foot, is_rtl)


def _turn(document: Any, entry: Entry, language: str, is_rtl: bool) -> None:
    row = document.add_paragraph()
    row.paragraph_format.space_before, row.paragraph_format.space_after = Pt(14), Pt(2)
    row.paragraph_format.keep_with_next = True
    add_run(row, entry.speaker or party(entry.delegation, language), bold=True)
    delegation = party(entry.delegation, language)
    if delegation and entry.speaker and delegation not in entry.speaker:
        add_run(row, f" · {delegation}", QUIET)
    set_direction(row, is_rtl)


def _paragraph(document: Any, paragraph: Paragraph, language: str) -> None:
    labels, first = words(language), paragraph.first
    row = _row(document, 4)
    add_run(row, f"{clock(first.start_ms)}  ", QUIET, 9)
    for piece, text in zip(paragraph.pieces, paragraph.texts, strict=True):
        with add_bookmark(row, _mark(piece)):
            add_run(row, f"[{labels['retracted']}]" if piece.retracted else text, QUIET if piece.retracted else None)
    notes = [labels["rough"]] if first.rough and not first.retracted else []
    notes += [first.note] if first.note else []
    if notes:
        add_run(row, f"  ({'; '.join(notes)})", QUIET, 9, italic=True)
    set_direction(row, direction(first.lang) == "rtl")
    if paragraph.original and not first.retracted:
        below = _row(document, 6)
        name = language_name(first.original_lang, language)
        add_run(below, f"{labels['original']}, {name}: {paragraph.original}", QUIET, 9)
        set_direction(below, direction(first.original_lang) == "rtl")


def _mark(entry: Entry) -> str:
    """A name that Word takes for a bookmark: letters, figures and low lines, 40 at most; ids differ at their ends."""
    return f"t{clock(entry.start_ms).replace(':', '')}_" + re.sub(r"[^0-9A-Za-z]", "_", entry.id)[-31:]


def _loss(document: Any, loss: Loss, language: str, is_rtl: bool) -> None:
    row = _row(document, 6)
    add_run(row, f"{clock(loss.start_ms)}  ", QUIET, 9)
    told = loss_text(loss, language)
    add_run(row, f"[{told}]" + (f" · {loss.speaker}" if loss.speaker else ""), QUIET, 9, italic=True)
    set_direction(row, is_rtl)


def _row(document: Any, space_after: float) -> Any:
    row = document.add_paragraph()
    row.paragraph_format.space_after = Pt(space_after)
    return row
