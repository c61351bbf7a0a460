"""A summary record, decisions and actions, or participants as one HTML page that stands alone.

Each item has its id as an anchor, and names where it was said.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from server.documents import proceedings_words as told
from server.documents.page import page
from server.documents.records import DecisionsRecord, ParticipantsRecord, RecordedItem, SummaryRecord, cleaned
from server.documents.words import day, direction, party, words


def summary_html(record: SummaryRecord) -> bytes:
    """The page, UTF-8: headings of the agenda, one paragraph for each turn."""
    record = cleaned(record)
    parts = []
    for theme, items in told.by_theme(record.items):
        parts.append(f'<section><h2 dir="auto">{escape(theme)}</h2>' if theme else "<section>")
        parts += [_item(each, record.language) for each in items]
        parts.append("</section>")
    return _page("summary", record, parts, record.items)


def decisions_html(record: DecisionsRecord) -> bytes:
    """The page, UTF-8: the decisions numbered, then a table of action points with owner and day."""
    record = cleaned(record)
    labels, language = words(record.language), record.language
    decisions, actions = record.of_kind("decision"), record.of_kind("action")
    parts = []
    if decisions:
        rows = "".join(f"<li>{_item(each, language)}{_charge(each, language)}</li>" for each in decisions)
        parts.append(f"<section><h2>{labels['decisions']}</h2><ol>{rows}</ol></section>")
    if actions:
        head = "".join(f'<th scope="col">{labels[key]}</th>' for key in ("actions", "owner", "due"))
        rows = "".join(
            f'<tr><td>{_item(each, language)}</td><td dir="auto">{escape(told.owners(each, language))}</td>'
            f'<td dir="auto">{escape(told.due(each, language))}</td></tr>'
            for each in actions
        )
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        parts.append(f"<section><h2>{labels['actions']}</h2>{table}</section>")
    return _page("decisions_actions", record, parts, record.items)


def participants_html(record: ParticipantsRecord) -> bytes:
    """The page, UTF-8: one line for each delegation or person."""
    record = cleaned(record)
    language, rows = record.language, []
    for each in record.participants:
        name = party(each.delegation, language) if each.delegation else ""
        name = name if name and name != each.delegation else each.name
        people = f"<br>{escape(', '.join(each.people))}" if each.people else ""
        rows.append(
            f'<tr><td dir="auto"><strong>{escape(name)}</strong>{people}</td>'
            f"<td>{escape(told.role(each, language))}</td><td>{escape(told.spoke(each, language))}</td></tr>"
        )
    return _page("participants", record, [f"<table><tbody>{''.join(rows)}</tbody></table>"] if rows else [], ())


def _page(
    kind: str,
    record: SummaryRecord | DecisionsRecord | ParticipantsRecord,
    parts: list[str],
    items: Iterable[RecordedItem],
) -> bytes:
    labels, language = words(record.language), record.language
    is_draft = any(not each.is_accepted for each in items)
    far = told.standing(record)
    when = f'<time datetime="{escape(record.date)}">{escape(day(record.date, language))}</time>' if record.date else ""
    standing = f'<p class="standing{" draft" if is_draft else ""}">{labels[kind]}'
    standing += f" · {escape(far)}</p>" if far else "</p>"
    head = [standing, f'<h1 dir="auto">{escape(record.title)}</h1>']
    head += [f'<p class="subtitle">{when}</p>' if when else "", "<hr>"]
    return page(record.title, language, direction(language), [*head, *(parts or [f"<p>{labels['nothing']}</p>"])])


def _item(item: RecordedItem, language: str) -> str:
    text = escape(told.wording(item))
    body = text if item.is_accepted else f"<mark>{text}</mark>"
    small = " · ".join(each for each in (told.notes(item, language), told.sources(item)) if each)
    below = f'<p class="note" dir="auto">{escape(small)}</p>' if small else ""
    return f'<div id="{escape(item.id)}"><p dir="auto">{body}</p>{below}</div>'


def _charge(item: RecordedItem, language: str) -> str:
    labels = words(language)
    told_of = [
        f"{labels[key]}: {text}"
        for key, text in (("owner", told.owners(item, language)), ("due", told.due(item, language)))
        if text
    ]
    return f'<p class="note" dir="auto">{escape(" · ".join(told_of))}</p>' if told_of else ""
