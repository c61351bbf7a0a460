"""A statement as a Word file to work on: styles, real numbers, brackets with the names of those who hold them."""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from server.documents.records import StatementParagraph, StatementRecord, cleaned, held_parts
from server.documents.statement_words import owners, party_names, standing
from server.documents.word import (
    HELD,
    QUIET,
    add_field,
    add_rule,
    add_run,
    new_document,
    new_list,
    number,
    packed,
    set_direction,
)
from server.documents.words import words

HANGING = Cm(1.1)


def statement_docx(record: StatementRecord) -> bytes:
    """The file. The header says draft or adopted with the hash, the footer counts pages."""
    record = cleaned(record)
    is_rtl = record.direction == "rtl"
    labels = words(record.language)
    document = new_document(record.title, record.language, is_rtl)
    _header(document.sections[0], record, labels["page"], is_rtl)
    _styled(document, record.title, "Title", is_rtl)
    if record.subtitle:
        _styled(document, record.subtitle, "Subtitle", is_rtl)
    numbering = _numbering(document, record.paragraphs)
    for each in record.paragraphs:
        _paragraph(document, each, record.language, numbering, is_rtl)
    if record.parties:
        _styled(document, labels["parties"], "Heading 1", is_rtl)
        for name in party_names(record):
            row = document.add_paragraph(name)
            row.paragraph_format.space_after = Pt(3)
            set_direction(row, is_rtl)
    if record.annex:
        _styled(document, labels["annex"], "Heading 1", is_rtl).paragraph_format.page_break_before = True
        annexed = _numbering(document, record.annex)
        for each in record.annex:
            _paragraph(document, each, record.language, annexed, is_rtl)
    _sources(document, record, labels["sources"], is_rtl)
    return packed(document)


def _header(section: Any, record: StatementRecord, page: str, is_rtl: bool) -> None:
    head = section.header.paragraphs[0]
    add_run(head, standing(record), QUIET if record.is_adopted else HELD, 8.5, bold=not record.is_adopted)
    if record.is_adopted:
        add_run(head, f"\nSHA-256 {record.sha256}", QUIET, 7)
    add_rule(head)
    set_direction(head, is_rtl)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    pieces = page.split("{}")
    for text, code in zip(pieces, ("PAGE", "NUMPAGES", None), strict=True):
        add_run(foot, text, QUIET, 8.5)
        if code:
            add_field(foot, code)
    set_direction(foot, is_rtl)


def _styled(document: Any, text: str, style: str, is_rtl: bool) -> Any:
    paragraph = document.add_paragraph(text, style=style)
    set_direction(paragraph, is_rtl)
    return paragraph


def _paragraph(
    document: Any, paragraph: StatementParagraph, language: str, numbering: int | None, is_rtl: bool
) -> None:
    row = document.add_paragraph(style="Heading 1" if paragraph.kind == "title" else None)
    if paragraph.number:
        row.paragraph_format.left_indent, row.paragraph_format.first_line_indent = HANGING, -HANGING
        if numbering is not None:
            number(row._p, numbering)
        else:
            add_run(row, f"{paragraph.number}.\t")
    for text, is_held in held_parts(paragraph):
        add_run(row, text, HELD if is_held else None)
    held_by = owners(paragraph, language)
    if held_by:
        add_run(row, f"\n{held_by}", HELD, 9)
    set_direction(row, is_rtl)


def _sources(document: Any, record: StatementRecord, label: str, is_rtl: bool) -> None:
    cited = [each for each in (*record.paragraphs, *record.annex) if each.citations]
    if cited:
        _styled(document, label, "Heading 1", is_rtl)
    for each in cited:
        row = document.add_paragraph()
        row.paragraph_format.space_after = Pt(3)
        add_run(row, (f"{each.number}. " if each.number else "") + " · ".join(each.citations), QUIET, 9)
        set_direction(row, is_rtl)


def _numbering(document: Any, paragraphs: tuple[StatementParagraph, ...]) -> int | None:
    """A list of its own that counts 1. 2. 3.; None where the record counts otherwise (3 bis, gaps)."""
    numbers = [each.number for each in paragraphs if each.number]
    if numbers != [str(place) for place in range(1, len(numbers) + 1)]:
        return None
    return new_list(document)
