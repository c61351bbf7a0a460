"""A statement as one HTML page that stands alone, for the screen, a screen reader and paper."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from server.documents.page import page
from server.documents.records import cleaned
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
    qr_svg,
    signature_of,
    standing,
    tally,
)
from server.documents.words import words


def statement_html(record: StatementRecord) -> bytes:
    """The page, UTF-8. Everything that people wrote is escaped."""
    record = cleaned(record)
    labels = words(record.language)
    state = "adopted" if record.is_adopted else "draft"
    parts = [
        f'<p class="standing {state}">{escape(standing(record))}</p>\n<h1>{escape(record.title)}</h1>',
        f'<p class="subtitle">{escape(record.subtitle)}</p>' if record.subtitle else "",
        *(f'<p class="about" dir="auto">{escape(each)}</p>' for each in head_lines(record)),
        "<hr>",
        *(_paragraph(each, record) for each in record.paragraphs),
        f'<p dir="auto">{escape(record.clause)}</p>' if record.clause else "",
        _parties(labels["parties"], record),
        f"<section><h2>{labels['annex']}</h2>" if record.annex else "",
        *(_paragraph(each, record) for each in record.annex),
        "</section>" if record.annex else "",
        _positions(labels["positions"], record),
        _corrections(labels["corrigenda"], record),
        _sources(labels["sources"], (*record.paragraphs, *record.annex)),
        _fingerprint(labels["fingerprint"], record),
    ]
    return page(record.title, record.language, record.direction, parts)


def _paragraph(paragraph: StatementParagraph, record: StatementRecord) -> str:
    wording = "".join(
        f"<mark>{escape(text)}</mark>" if is_held else escape(text) for text, is_held in held_parts(paragraph)
    ).replace("\n", "<br>")
    if paragraph.lang:
        wording = f'<span lang="{escape(paragraph.lang)}">{wording}</span>'
    held_by, note = owners(paragraph, record.language), note_of(record, paragraph)
    wording += f'<small class="owners">{escape(held_by)}</small>' if held_by else ""
    wording += f'<small class="doubt">({escape(note)})</small>' if note else ""
    if paragraph.kind == "title":
        return f'<h2 dir="auto">{wording}</h2>'
    if not paragraph.number:
        return f'<p dir="auto">{wording}</p>'
    number = f'<span class="number">{escape(paragraph.number)}.</span>'
    return f'<div class="numbered">{number}<p dir="auto">{wording}</p></div>'


def _parties(label: str, record: StatementRecord) -> str:
    rows = "".join(_party(name, code, record) for name, code in zip(party_names(record), record.parties, strict=True))
    told = f'<p class="tally">{escape(tally(record))}</p>' if record.counts else ""
    return f'<section><h2>{label}</h2>{told}<ul class="parties">{rows}</ul></section>' if rows else ""


def _positions(label: str, record: StatementRecord) -> str:
    rows = "".join(
        f'<li><strong>{escape(head)}</strong>{f"""<p dir="auto">{_lined(text)}</p>""" if text else ""}</li>'
        for head, text in positions(record)
    )
    return f'<section><h2>{label}</h2><ul class="held">{rows}</ul></section>' if rows else ""


def _lined(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _party(name: str, code: str, record: StatementRecord) -> str:
    signed, key = signature_of(record, code), key_of(record, code)
    told = f" <small>{escape(signed)}</small>" if signed else ""
    told += f'<code class="key" dir="ltr">Ed25519 · {escape(key)}</code>' if key else ""
    return f"<li>{escape(name)}{told}</li>"


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
    found = f'<p class="hash">{label}<br><code dir="ltr">{escape(record.sha256 or "")}</code></p>'
    if not record.address:
        return found
    place = f'{escape(words(record.language)["verify_at"])}<br><span dir="ltr">{escape(record.address)}</span>'
    signs = f'<code dir="ltr">{escape(first_signs(record))}</code>'
    return f'{found}<div class="seal">{qr_svg(record.address)}<p>{place}<br>{signs}</p></div>'


def _corrections(label: str, record: StatementRecord) -> str:
    rows = "".join(f'<li dir="auto">{escape(each)}</li>' for each in corrections(record))
    return f"<section><h2>{label}</h2><ul>{rows}</ul></section>" if rows else ""
