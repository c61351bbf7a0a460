"""Minutes as a Word file: one heading for each speaker's turn, each text in its language and direction."""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from server.documents.records import Entry, Loss, MinutesRecord, cleaned
from server.documents.times import clock
from server.documents.word import QUIET, add_field, add_rule, add_run, new_document, packed, set_direction
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
    before: Entry | None = None
    for entry in record.in_order:
        if isinstance(entry, Loss):
            _loss(document, entry, language, is_rtl)
            before = None
            continue
        if before is None or (before.speaker, before.delegation) != (entry.speaker, entry.delegation):
            _turn(document, entry, language, is_rtl)
        _entry(document, entry, language)
        before = entry
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


def _entry(document: Any, entry: Entry, language: str) -> None:
    labels = words(language)
    row = _row(document, 4)
    add_run(row, f"{clock(entry.start_ms)}  ", QUIET, 9)
    add_run(row, f"[{labels['retracted']}]" if entry.retracted else entry.text, QUIET if entry.retracted else None)
    notes = [labels["rough"]] if entry.rough and not entry.retracted else []
    notes += [entry.note] if entry.note else []
    if notes:
        add_run(row, f"  ({'; '.join(notes)})", QUIET, 9, italic=True)
    set_direction(row, direction(entry.lang) == "rtl")
    if entry.original_text and not entry.retracted:
        below = _row(document, 6)
        name = language_name(entry.original_lang, language)
        add_run(below, f"{labels['original']}, {name}: {entry.original_text}", QUIET, 9)
        set_direction(below, direction(entry.original_lang) == "rtl")


def _loss(document: Any, loss: Loss, language: str, is_rtl: bool) -> None:
    row = _row(document, 6)
    add_run(row, f"{clock(loss.start_ms)}  ", QUIET, 9)
    told = words(language)["lost"].format(loss.seconds)
    add_run(row, f"[{told}]" + (f" · {loss.speaker}" if loss.speaker else ""), QUIET, 9, italic=True)
    set_direction(row, is_rtl)


def _row(document: Any, space_after: float) -> Any:
    row = document.add_paragraph()
    row.paragraph_format.space_after = Pt(space_after)
    return row
