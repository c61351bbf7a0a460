"""Minutes as one HTML page that stands alone: an article for each thing said, in its language and direction."""

from __future__ import annotations

from html import escape

from server.documents.page import page
from server.documents.records import Entry, Loss, MinutesRecord, cleaned
from server.documents.scripts import runs
from server.documents.times import clock, duration
from server.documents.words import day, direction, language_name, party, words


def minutes_html(record: MinutesRecord) -> bytes:
    """The page, UTF-8. Everything that people said or wrote is escaped."""
    record = cleaned(record)
    language = record.language
    when = f'<time datetime="{escape(record.date)}">{escape(day(record.date, language))}</time>' if record.date else ""
    parts = [
        f'<p class="standing">{words(language)["minutes"]}</p>\n<h1 dir="auto">{escape(record.title)}</h1>',
        f'<p class="subtitle">{when}</p>' if when else "",
        "<hr>",
        *(_loss(each, language) if isinstance(each, Loss) else _article(each, language) for each in record.in_order),
    ]
    return page(record.title, language, direction(language), parts)


def _article(entry: Entry, language: str) -> str:
    labels = words(language)
    time = f'<time datetime="{duration(entry.start_ms)}">{clock(entry.start_ms)}</time>'
    rows = [
        f'<article id="{escape(entry.id)}">\n<h2>{time} <span dir="auto">{escape(_who(entry, language))}</span></h2>'
    ]
    if entry.retracted:
        rows.append(f'<p class="note">[{labels["retracted"]}]</p>')
    else:
        rows.append(_text(entry.text, entry.lang, ""))
        if entry.original_text:
            lead = f"{labels['original']}, {language_name(entry.original_lang, language)}"
            rows.append(
                f'<p class="note">{escape(lead)}</p>' + _text(entry.original_text, entry.original_lang, "original")
            )
    notes = [labels["rough"]] if entry.rough and not entry.retracted else []
    notes += [entry.note] if entry.note else []
    if notes:
        rows.append(f'<p class="note" dir="auto">{escape("; ".join(notes))}</p>')
    return "\n".join([*rows, "</article>"])


def _loss(loss: Loss, language: str) -> str:
    told = escape(words(language)["lost"].format(loss.seconds))
    who = f" · {escape(loss.speaker)}" if loss.speaker else ""
    time = f'<time datetime="{duration(loss.start_ms)}">{clock(loss.start_ms)}</time>'
    return f'<p class="note lost">{time} <span dir="auto">[{told}]{who}</span></p>'


def _text(text: str, lang: str, kind: str) -> str:
    mark = f' class="{kind}"' if kind else ""
    pieces = (f'<bdi dir="ltr">{escape(run)}</bdi>' if is_apart else escape(run) for run, is_apart in runs(text, lang))
    body = "".join(pieces).replace("\n", "<br>")
    return f'<p{mark} lang="{escape(lang)}" dir="{direction(lang)}">{body}</p>'


def _who(entry: Entry, language: str) -> str:
    """The speaker, and the delegation where the name does not say it."""
    delegation = party(entry.delegation, language) if entry.delegation else ""
    if not delegation or delegation in entry.speaker or entry.delegation == entry.speaker:
        return entry.speaker or delegation
    return f"{entry.speaker} ({delegation})"
