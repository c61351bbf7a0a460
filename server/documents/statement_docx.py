"""A statement as a Word file to work on: styles, real numbers, brackets with the names of those who hold them."""

from __future__ import annotations

import io
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from server.documents.changes import SAME
from server.documents.records import cleaned
from server.documents.statement_changes import CAME, STAYED, WENT, ComparedParagraph, Comparison
from server.documents.statement_record import StatementParagraph, StatementRecord, held_parts
from server.documents.statement_words import (
    corrections,
    first_signs,
    head_lines,
    key_of,
    note_of,
    owners,
    party_names,
    positions,
    qr_png,
    signature_of,
    standing,
    tally,
)
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
from server.documents.word_changes import Tracking
from server.documents.words import direction, reading, words

HANGING = Cm(1.1)


def statement_docx(record: StatementRecord, comparison: Comparison | None = None) -> bytes:
    """The file. The header has symbol and standing, of an adopted text the hash; the footer counts pages.

    With a ``comparison`` what was changed since an earlier revision stands as tracked changes.
    """
    record, comparison = cleaned(record), cleaned(comparison)
    is_rtl = record.direction == "rtl"
    labels = words(record.language)
    document = new_document(record.title, record.language, is_rtl)
    _header(document.sections[0], record, labels["page"], is_rtl)
    tracking = Tracking()
    _head(document, record, comparison, tracking, is_rtl)
    writer = _Writer(document, record, tracking)
    writer.all(_rows(record.paragraphs, comparison))
    if record.clause:
        _plain(document, record.clause, is_rtl)
    _parties(document, record, labels["parties"], is_rtl)
    if record.annex:
        _styled(document, labels["annex"], "Heading 1", is_rtl).paragraph_format.page_break_before = True
        writer.all(_rows(record.annex, comparison, is_annex=True))
    _positions(document, record, labels["positions"], is_rtl)
    if record.corrigenda:
        _styled(document, labels["corrigenda"], "Heading 1", is_rtl)
        for line in corrections(record):
            _plain(document, line, is_rtl)
    _sources(document, record, labels["sources"], is_rtl)
    if record.address:
        _seal(document, record, labels["verify_at"], is_rtl)
    return packed(document)


def _head(
    document: Any, record: StatementRecord, comparison: Comparison | None, tracking: Tracking, is_rtl: bool
) -> None:
    title = document.add_paragraph(style="Title")
    if comparison is None:
        title.add_run(record.title)
    for each in comparison.title if comparison else ():
        tracking.add(title, each)
    set_direction(title, is_rtl)
    if record.subtitle:
        _styled(document, record.subtitle, "Subtitle", is_rtl)
    lines = [*head_lines(record)]
    if comparison is not None:
        lines.append(words(record.language)["changes_since"].format(comparison.since))
    for line in lines:
        row = document.add_paragraph()
        row.alignment, row.paragraph_format.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(2)
        add_run(row, line, QUIET, 9)
        set_direction(row, is_rtl)
    if lines:
        row.paragraph_format.space_after = Pt(16)


def _parties(document: Any, record: StatementRecord, label: str, is_rtl: bool) -> None:
    if record.parties:
        _styled(document, label, "Heading 1", is_rtl)
    if told := tally(record):
        set_direction(_quiet(document, told), is_rtl)
    for name, code in zip(party_names(record), record.parties, strict=True):
        row = document.add_paragraph(name)
        signed, key = signature_of(record, code), key_of(record, code)
        if signed:
            add_run(row, f" — {signed}", QUIET, 9)
        if key:
            add_run(row, f"\nEd25519 · {key}", QUIET, 7)
        row.paragraph_format.space_after = Pt(3)
        set_direction(row, is_rtl)


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
            add_field(foot, code, QUIET, 8.5)
    set_direction(foot, is_rtl)


def _styled(document: Any, text: str, style: str, is_rtl: bool) -> Any:
    paragraph = document.add_paragraph(text, style=style)
    set_direction(paragraph, is_rtl)
    return paragraph


def _rows(
    paragraphs: tuple[StatementParagraph, ...], comparison: Comparison | None, is_annex: bool = False
) -> tuple[ComparedParagraph, ...]:
    """What is printed of the body or of the annex; what delegations annex has no earlier state."""
    if comparison is None:
        return tuple(ComparedParagraph(each, (), STAYED) for each in paragraphs)
    known = [each for each in comparison.paragraphs if (each.paragraph.kind == "annex") is is_annex]
    held = {each.paragraph for each in known}
    return (*known, *(ComparedParagraph(each, (), STAYED) for each in paragraphs if each not in held))


class _Writer:
    def __init__(self, document: Any, record: StatementRecord, tracking: Tracking) -> None:
        self._document, self._record, self._tracking = document, record, tracking

    def all(self, rows: tuple[ComparedParagraph, ...]) -> None:
        """Paragraphs with numbers of their own; of those that went, too, which Word counts until that is accepted."""
        numbering = _numbering(self._document, tuple(each.paragraph for each in rows if each.state != WENT))
        for each in rows:
            self._paragraph(each, numbering)

    def _paragraph(self, compared: ComparedParagraph, numbering: int | None) -> None:
        paragraph, record = compared.paragraph, self._record
        row = self._document.add_paragraph(style="Heading 1" if paragraph.kind == "title" else None)
        if paragraph.number:
            row.paragraph_format.left_indent, row.paragraph_format.first_line_indent = HANGING, -HANGING
            if numbering is not None:
                number(row._p, numbering)
            else:
                add_run(row, f"{paragraph.number}.\t")
        if any(each.kind != SAME for each in compared.changes):
            for each in compared.changes:
                self._tracking.add(row, each)
        else:
            for text, is_held in held_parts(paragraph):
                add_run(row, text, HELD if is_held else None)
        if compared.state != WENT:
            self._below(row, paragraph)
        if compared.state == CAME:
            self._tracking.came_whole(row, compared.changes[0])
        if compared.state == WENT:
            self._tracking.went_whole(row, compared.changes[0])
        set_direction(row, (direction(paragraph.lang) if paragraph.lang else record.direction) == "rtl")

    def _below(self, row: Any, paragraph: StatementParagraph) -> None:
        held_by, note = owners(paragraph, self._record.language), note_of(self._record, paragraph)
        if held_by:
            add_run(row, f"\n{held_by}", HELD, 9)
        if note:
            add_run(row, f"\n({note})", QUIET, 9)


def _positions(document: Any, record: StatementRecord, label: str, is_rtl: bool) -> None:
    found = positions(record)
    if found:
        _styled(document, label, "Heading 1", is_rtl)
    for head, text in found:
        row = document.add_paragraph()
        add_run(row, head, None, None, bold=True)
        set_direction(row, is_rtl)
        for line in filter(str.strip, text.splitlines()):
            set_direction(document.add_paragraph(line), reading(line, record.language) == "rtl")


def _quiet(document: Any, text: str) -> Any:
    row = document.add_paragraph()
    add_run(row, text, QUIET, 9)
    return row


def _plain(document: Any, text: str, is_rtl: bool) -> None:
    set_direction(document.add_paragraph(text), is_rtl)


def _seal(document: Any, record: StatementRecord, label: str, is_rtl: bool) -> None:
    """The code that leads to the permanent address, which is printed beside it with the first signs of the hash."""
    row = document.add_paragraph()
    row.paragraph_format.space_before = Pt(22)
    row.paragraph_format.keep_with_next = True
    picture = row.add_run().add_picture(io.BytesIO(qr_png(record.address)), width=Cm(2.4))
    picture._inline.docPr.set("descr", f"{record.address}/verify")
    set_direction(row, is_rtl)
    told = document.add_paragraph()
    add_run(told, f"{label}\n{record.address}\n{first_signs(record)}", QUIET, 9)
    set_direction(told, is_rtl)


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
