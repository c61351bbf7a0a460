"""Minutes as Markdown (CommonMark): a heading for each turn, numbered paragraphs.

Every sign that people used stands for itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from html import escape

from server.documents.records import Loss, MinutesRecord, cleaned
from server.documents.standing import corrections, seal, standing_lines
from server.documents.times import clock
from server.documents.turns import Paragraph, loss_words, notes, paragraphs
from server.documents.words import day, direction, language_name, party, words

# Any ASCII punctuation may be escaped (CommonMark 2.4); these are what could mean something inside a line.
_MEANT = re.compile(r"([\\`*_{}\[\]<>&~|$^=#])")
# And these at a line's beginning: lists, with their numbers, and definitions.
_AT_BEGINNING = re.compile(r"(?m)^([ \t]*(?:\d{1,9}(?=[.)]))?)([-+:.)])")


def minutes_markdown(record: MinutesRecord) -> bytes:
    """The file, UTF-8. Its head (YAML) has title, day and languages; a passage in another language says which it is."""
    record = cleaned(record)
    language = record.language
    rows = front(record.title, record.date, record.languages)
    rows += [f"# {one_line(record.title)}", "", f"*{one_line(words(language)['minutes'])}*", ""]
    rows += [one_line(day(record.date, language)), ""] if record.date else []
    for line in standing_lines(record):
        rows += [one_line(line), ""]
    found = seal(record)
    end = [f"*{one_line(found[0])}:* `{found[1]}`", ""] if found else []
    return "\n".join([*rows, *_body(record, language), *end]).encode()


def escaped(text: str) -> str:
    """A text that Markdown shows as it is; its line ends stay line ends."""
    marked = _AT_BEGINNING.sub(r"\1\\\2", _MEANT.sub(r"\\\1", text))
    return "\\\n".join(marked.split("\n"))


def one_line(text: str) -> str:
    """A text on one line; a dash where there is none."""
    return escaped(" ".join(text.split())) or "—"


def front(title: str, date: str, languages: Sequence[str]) -> list[str]:
    """The head of a file, in YAML."""
    head = {"title": title, "date": date, "languages": list(languages)}
    return ["---", *(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()), "---", ""]


def _body(record: MinutesRecord, language: str) -> Iterator[str]:
    number = 0
    for each in paragraphs(record):
        if isinstance(each, Loss):
            yield from (f"`{clock(each.start_ms)}` *{one_line(loss_words(each, language))}*", "")
            continue
        if each.is_turn:
            yield from (f"## {one_line(_who(each, language))}", "")
        number += 1
        yield from _passage(each, number, language)
        for piece in each.pieces:
            for told in corrections(record, piece.id):
                yield from (f"> **{one_line(told)}**", "")


def _who(paragraph: Paragraph, language: str) -> str:
    entry = paragraph.first
    delegation = party(entry.delegation, language)
    who = entry.speaker or delegation
    return f"{who} · {delegation}" if delegation and delegation not in who else who


def _passage(paragraph: Paragraph, number: int, language: str) -> Iterator[str]:
    labels, first = words(language), paragraph.first
    lead = f"**{number}.** `{clock(first.start_ms)}` "
    if first.retracted:
        yield from (f"{lead}*{one_line('[' + labels['retracted'] + ']')}*", "")
        return
    yield from _set(lead + escaped("".join(paragraph.texts)), first.lang, language)
    doubts = notes(first, language)
    if doubts:
        yield from (f"*({one_line('; '.join(doubts))})*", "")
    if paragraph.original:
        name = language_name(first.original_lang, language)
        yield from (f"> {one_line(labels['original'] + ', ' + name)}:", ">")
        yield from _quoted(_set(escaped(paragraph.original), first.original_lang, language))


def _set(text: str, lang: str, language: str) -> Iterator[str]:
    """A paragraph; in another language than the document's it stands in a block that names it."""
    if lang == language:
        yield from (text, "")
    else:
        yield from (f'<div lang="{escape(lang)}" dir="{direction(lang)}">', "", text, "", "</div>", "")


def _quoted(rows: Iterator[str]) -> Iterator[str]:
    for each in "\n".join(rows).rstrip("\n").split("\n"):
        yield f"> {each}".rstrip()
    yield ""
