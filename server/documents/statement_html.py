"""A statement as one HTML page that stands alone, for the screen, a screen reader and paper."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from server.documents.page import page
from server.documents.records import StatementParagraph, StatementRecord, cleaned, held_parts
from server.documents.statement_words import owners, party_names, standing
from server.documents.words import words


def statement_html(record: StatementRecord) -> bytes:
    """The page, UTF-8. Everything that people wrote is escaped."""
    record = cleaned(record)
    labels = words(record.language)
    state = "adopted" if record.is_adopted else "draft"
    parts = [
        f'<p class="standing {state}">{escape(standing(record))}</p>\n<h1>{escape(record.title)}</h1>',
        f'<p class="subtitle">{escape(record.subtitle)}</p>' if record.subtitle else "",
        "<hr>",
        *(_paragraph(each, record.language) for each in record.paragraphs),
        _parties(labels["parties"], party_names(record)),
        f"<section><h2>{labels['annex']}</h2>" if record.annex else "",
        *(_paragraph(each, record.language) for each in record.annex),
        "</section>" if record.annex else "",
        _sources(labels["sources"], (*record.paragraphs, *record.annex)),
        _fingerprint(labels["fingerprint"], record),
    ]
    return page(record.title, record.language, record.direction, parts)


def _paragraph(paragraph: StatementParagraph, language: str) -> str:
    wording = "".join(
        f"<mark>{escape(text)}</mark>" if is_held else escape(text) for text, is_held in held_parts(paragraph)
    ).replace("\n", "<br>")
    held_by = owners(paragraph, language)
    wording += f'<small class="owners">{escape(held_by)}</small>' if held_by else ""
    if paragraph.kind == "title":
        return f'<h2 dir="auto">{wording}</h2>'
    if not paragraph.number:
        return f'<p dir="auto">{wording}</p>'
    number = f'<span class="number">{escape(paragraph.number)}.</span>'
    return f'<div class="numbered">{number}<p dir="auto">{wording}</p></div>'


def _parties(label: str, names: Iterable[str]) -> str:
    rows = "".join(f"<li>{escape(name)}</li>" for name in names)
    return f'<section><h2>{label}</h2><ul class="parties">{rows}</ul></section>' if rows else ""


def _sources(label: str, paragraphs: Iterable[StatementParagraph]) -> str:
    rows = "".join(
        f'<li dir="auto">{escape(f"{each.number}. " if each.number else "")}{escape(" · ".join(each.citations))}</li>'
        for each in paragraphs
        if each.citations
    )
    return f'<section><h2>{label}</h2><ul class="sources">{rows}</ul></section>' if rows else ""


def _fingerprint(label: str, record: StatementRecord) -> str:
    if not record.is_adopted:
        return ""
    return f'<p class="hash">{label}<br><code dir="ltr">{escape(record.sha256 or "")}</code></p>'
