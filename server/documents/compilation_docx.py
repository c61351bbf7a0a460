"""A text under negotiation as a Word file: what an amendment takes out is struck through, what it puts in underlined.

These are no tracked changes: several amendments of one paragraph can't all be accepted.
"""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from server.documents.compiled import Compiled, Entry, Passage
from server.documents.records import cleaned
from server.documents.word import HELD, QUIET, add_field, add_rule, add_run, new_document, packed, set_direction
from server.documents.words import words

HANGING, INSET = Cm(1.1), Cm(1.6)


def compilation_docx(made: Compiled) -> bytes:
    """The file."""
    made = cleaned(made)
    is_rtl = made.direction == "rtl"
    document = new_document(made.title, made.language, is_rtl)
    _frame(document.sections[0], made, is_rtl)
    set_direction(document.add_paragraph(made.title, style="Title"), is_rtl)
    set_direction(document.add_paragraph("\n".join((made.standing, *made.lines)), style="Subtitle"), is_rtl)
    _group(document, *made.before, is_rtl)
    for each in made.passages:
        _passage(document, each, is_rtl)
    _group(document, *made.whole, is_rtl)
    _group(document, *made.taken_out, is_rtl)
    return packed(document)


def _frame(section: Any, made: Compiled, is_rtl: bool) -> None:
    head = section.header.paragraphs[0]
    add_run(head, made.standing, HELD, 8.5, bold=True)
    add_rule(head)
    set_direction(head, is_rtl)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, code in zip(words(made.language)["page"].split("{}"), ("PAGE", "NUMPAGES", None), strict=True):
        add_run(foot, text, QUIET, 8.5)
        if code:
            add_field(foot, code, QUIET, 8.5)
    set_direction(foot, is_rtl)


def _passage(document: Any, passage: Passage, is_rtl: bool) -> None:
    row = document.add_paragraph(style="Heading 1" if passage.kind == "title" else None)
    if passage.number:
        row.paragraph_format.left_indent, row.paragraph_format.first_line_indent = HANGING, -HANGING
        add_run(row, f"{passage.number}.\t")
    for text, is_held in passage.parts:
        add_run(row, text, HELD if is_held else None)
    if passage.held:
        add_run(row, f"\n{passage.held}", HELD, 9)
    set_direction(row, is_rtl)
    for each in passage.entries:
        _entry(document, each, is_rtl)


def _group(document: Any, heading: str, entries: tuple[Entry, ...], is_rtl: bool) -> None:
    if entries:
        set_direction(document.add_paragraph(heading, style="Heading 1"), is_rtl)
    for each in entries:
        _entry(document, each, is_rtl)


def _entry(document: Any, entry: Entry, is_rtl: bool) -> None:
    row = document.add_paragraph()
    row.paragraph_format.left_indent = INSET
    row.paragraph_format.space_after = Pt(6)
    add_run(row, entry.head, QUIET, 9.5, bold=True)
    if entry.pieces:
        add_run(row, "\n", None, 10)
    for text, kind in entry.pieces:
        run = add_run(row, text, HELD if kind == "gone" else None, 10)
        run.font.strike, run.font.underline = kind == "gone", kind == "new"
    if entry.notes:
        add_run(row, f"\n{entry.notes}", QUIET, 9, italic=True)
    set_direction(row, is_rtl)
