"""Minutes as one HTML page that stands alone: an article for each turn, running paragraphs in it.

Each piece of a paragraph has its id as an anchor, and its time where a pointer rests on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from server.documents.losses import loss_text
from server.documents.page import page
from server.documents.records import Entry, Loss, MinutesRecord, cleaned
from server.documents.scripts import runs
from server.documents.standing import corrections, seal, standing_lines
from server.documents.times import clock, duration
from server.documents.turns import Paragraph, paragraphs
from server.documents.words import day, direction, language_name, party, words


def minutes_html(record: MinutesRecord) -> bytes:
    """The page, UTF-8. Everything that people said or wrote is escaped."""
    record = cleaned(record)
    language = record.language
    when = f'<time datetime="{escape(record.date)}">{escape(day(record.date, language))}</time>' if record.date else ""
    parts = [
        f'<p class="standing">{words(language)["minutes"]}</p>\n<h1 dir="auto">{escape(record.title)}</h1>',
        f'<p class="subtitle">{when}</p>' if when else "",
        *(f'<p class="subtitle">{escape(line)}</p>' for line in standing_lines(record)),
        "<hr>",
        *_body(record, language),
        _seal(record),
    ]
    return page(record.title, language, direction(language), parts)


def _body(record: MinutesRecord, language: str) -> Iterator[str]:
    is_open = False
    for each in paragraphs(record):
        if is_open and (isinstance(each, Loss) or each.is_turn):
            yield "</article>"
            is_open = False
        if isinstance(each, Loss):
            yield _loss(each, language)
            continue
        if each.is_turn:
            who = escape(_who(each.first, language))
            yield f'<article>\n<h2>{_time(each.first.start_ms)} <span dir="auto">{who}</span></h2>'
            is_open = True
        yield _paragraph(each, language)
        for piece in each.pieces:
            yield from (f'<p class="note" dir="auto">{escape(told)}</p>' for told in corrections(record, piece.id))
    if is_open:
        yield "</article>"


def _paragraph(paragraph: Paragraph, language: str) -> str:
    labels, first = words(language), paragraph.first
    time = "" if paragraph.is_turn else f"{_time(first.start_ms)} "
    notes = [labels["rough"]] if first.rough and not first.retracted else []
    notes += [first.note] if first.note else []
    rows = []
    if first.retracted:
        rows.append(f'<p class="note" id="{escape(first.id)}">{time}[{labels["retracted"]}]</p>')
    else:
        pieces = (
            _gap(text)
            + f'<span id="{escape(each.id)}" title="{clock(each.start_ms)}">{_set(text.strip(), each.lang)}</span>'
            for each, text in zip(paragraph.pieces, paragraph.texts, strict=True)
        )
        rows.append(_text(time + "".join(pieces), first.lang, ""))
        if paragraph.original:
            lead = f"{labels['original']}, {language_name(first.original_lang, language)}"
            rows.append(f'<p class="note">{escape(lead)}</p>')
            rows.append(_text(_set(paragraph.original, first.original_lang), first.original_lang, "original"))
    if notes:
        rows.append(f'<p class="note" dir="auto">{escape("; ".join(notes))}</p>')
    return "\n".join(rows)


def _loss(loss: Loss, language: str) -> str:
    told = escape(loss_text(loss, language))
    who = f" · {escape(loss.speaker)}" if loss.speaker else ""
    return f'<p class="note lost">{_time(loss.start_ms)} <span dir="auto">[{told}]{who}</span></p>'


def _seal(record: MinutesRecord) -> str:
    found = seal(record)
    return f'<p class="hash">{escape(found[0])}<br><code dir="ltr">{found[1]}</code></p>' if found else ""


def _time(ms: int) -> str:
    return f'<time datetime="{duration(ms)}">{clock(ms)}</time>'


def _gap(text: str) -> str:
    return " " if text.startswith(" ") else ""


def _set(text: str, lang: str) -> str:
    """A text as HTML, what runs the other way set apart."""
    pieces = (f'<bdi dir="ltr">{escape(run)}</bdi>' if is_apart else escape(run) for run, is_apart in runs(text, lang))
    return "".join(pieces).replace("\n", "<br>")


def _text(body: str, lang: str, kind: str) -> str:
    mark = f' class="{kind}"' if kind else ""
    return f'<p{mark} lang="{escape(lang)}" dir="{direction(lang)}">{body}</p>'


def _who(entry: Entry, language: str) -> str:
    """The speaker, and the delegation where the name does not say it."""
    delegation = party(entry.delegation, language) if entry.delegation else ""
    if not delegation or delegation in entry.speaker or entry.delegation == entry.speaker:
        return entry.speaker or delegation
    return f"{entry.speaker} ({delegation})"
