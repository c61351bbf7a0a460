"""A summary record, decisions and actions, or participants as a Word file in the style of our other documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Pt

from server.documents import proceedings_words as told
from server.documents.records import DecisionsRecord, ParticipantsRecord, RecordedItem, SummaryRecord, cleaned
from server.documents.word import HELD, QUIET, add_field, add_rule, add_run, new_document, packed, set_direction
from server.documents.words import day, direction, party, words

Record = SummaryRecord | DecisionsRecord | ParticipantsRecord


def summary_docx(record: SummaryRecord) -> bytes:
    """The file: headings of the agenda, a paragraph for each turn, where it was said below in small type."""
    record = cleaned(record)
    document = _opened("summary", record, record.items)
    for theme, items in told.by_theme(record.items):
        if theme:
            _set(document.add_paragraph(theme, style="Heading 1"), record)
        for each in items:
            _item(document.add_paragraph(), each, record)
            _below(document, told.sources(each), record)
    return packed(document)


def decisions_docx(record: DecisionsRecord) -> bytes:
    """The file: the decisions numbered, then a table of action points with owner and day."""
    record = cleaned(record)
    labels, language = words(record.language), record.language
    document = _opened("decisions_actions", record, record.items)
    decisions, actions = record.of_kind("decision"), record.of_kind("action")
    if decisions:
        _set(document.add_paragraph(labels["decisions"], style="Heading 1"), record)
    for number, each in enumerate(decisions, 1):
        row = document.add_paragraph()
        add_run(row, f"{number}.  ")
        _item(row, each, record)
        charge = [f"{labels['owner']}: {told.owners(each, language)}"] if each.owners else []
        charge += [f"{labels['due']}: {told.due(each, language)}"] if told.due(each, language) else []
        _below(document, " · ".join([*charge, told.sources(each)]), record)
    if actions:
        _set(document.add_paragraph(labels["actions"], style="Heading 1"), record)
        rows: list[list[RecordedItem | str]] = [
            [each, told.owners(each, language), told.due(each, language)] for each in actions
        ]
        _table(document, [labels["actions"], labels["owner"], labels["due"]], rows, record)
    return packed(document)


def participants_docx(record: ParticipantsRecord) -> bytes:
    """The file: a table with name, role and times of speaking."""
    record = cleaned(record)
    language = record.language
    document = _opened("participants", record, ())
    rows = []
    for each in record.participants:
        name = party(each.delegation, language) if each.delegation else ""
        name = name if name and name != each.delegation else each.name
        people = f"\n{', '.join(each.people)}" if each.people else ""
        rows.append([name + people, told.role(each, language), told.spoke(each, language)])
    if rows:
        _table(document, [], rows, record)
    return packed(document)


def _opened(kind: str, record: Record, items: Iterable[RecordedItem]) -> Any:
    labels, language = words(record.language), record.language
    document = new_document(record.title, language, direction(language) == "rtl")
    section = document.sections[0]
    head = section.header.paragraphs[0]
    add_run(head, f"{labels[kind]} · {record.title}", QUIET, 8.5)
    add_rule(head)
    _set(head, record)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, code in zip(labels["page"].split("{}"), ("PAGE", "NUMPAGES", ""), strict=True):
        add_run(foot, text, QUIET, 8.5)
        if code:
            add_field(foot, code, QUIET, 8.5)
    _set(foot, record)
    _set(document.add_paragraph(record.title, style="Title"), record)
    date = day(record.date, language) if record.date else ""
    _set(document.add_paragraph(" · ".join(each for each in (labels[kind], date) if each), style="Subtitle"), record)
    if told.standing(record):
        row = document.add_paragraph()
        is_draft = any(not each.is_accepted for each in items)
        add_run(row, told.standing(record), HELD if is_draft else QUIET, 9.5, italic=True)
        _set(row, record)
    return document


def _item(row: Any, item: RecordedItem, record: Record) -> None:
    add_run(row, told.wording(item), None if item.is_accepted else HELD)
    notes = told.notes(item, record.language)
    if notes:
        add_run(row, f"  ({notes})", QUIET, 9, italic=True)
    row.paragraph_format.space_after = Pt(3)
    _set(row, record)


def _below(document: Any, text: str, record: Record) -> None:
    if not text.strip(" ·"):
        return
    row = document.add_paragraph()
    add_run(row, text.strip(" ·"), QUIET, 8.5)
    row.paragraph_format.space_after = Pt(10)
    _set(row, record)


def _table(document: Any, heads: Sequence[str], rows: Sequence[Sequence[RecordedItem | str]], record: Record) -> None:
    """A table with a ruled head that is repeated on every page."""
    table = document.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    if heads:
        for cell, text in zip(table.add_row().cells, heads, strict=True):
            add_run(cell.paragraphs[0], text, bold=True)
            _set(cell.paragraphs[0], record)
        _repeated(table.rows[0])
    for values in rows:
        for cell, value in zip(table.add_row().cells, values, strict=True):
            row = cell.paragraphs[0]
            if isinstance(value, RecordedItem):
                _item(row, value, record)
                add_run(row, f"\n{told.sources(value)}", QUIET, 8.5)
            else:
                add_run(row, value)
                _set(row, record)


def _repeated(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _set(paragraph: Any, record: Record) -> None:
    set_direction(paragraph, direction(record.language) == "rtl")
