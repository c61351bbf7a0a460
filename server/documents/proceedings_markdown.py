"""A summary record, decisions and actions, or participants as Markdown (CommonMark; tables as GitHub has them)."""

from __future__ import annotations

from collections.abc import Iterator

from server.documents.minutes_markdown import escaped, front, one_line
from server.documents.proceedings_outline import Point, Record, Section, outline
from server.documents.records import cleaned
from server.documents.words import day


def proceedings_markdown(record: Record) -> bytes:
    """The file, UTF-8."""
    record = cleaned(record)
    found, language = outline(record), record.language
    date = day(record.date, language) if record.date else ""
    rows = [*front(record.title, record.date, (language,)), f"# {one_line(record.title)}", ""]
    rows += [f"*{one_line(' · '.join(each for each in (found.kind, date) if each))}*", ""]
    rows += [f"*{one_line(found.standing)}*", ""] if found.standing else []
    for section in found.sections:
        rows += [f"## {one_line(section.heading)}", ""] if section.heading else []
        rows += list(_section(section))
    return "\n".join(rows).encode()


def _section(section: Section) -> Iterator[str]:
    for each in section.points:
        number = f"**{each.number}.** " if each.number else ""
        notes = f" *({one_line(each.notes)})*" if each.notes else ""
        yield from (f"{number}{escaped(each.text)}{notes}", "")
        if each.below:
            yield from (f"*{one_line(each.below)}*", "")
    if section.rows:
        width = len(section.rows[0])
        heads = [one_line(each) for each in section.heads] or [" "] * width
        yield from (_row(heads), _row(["---"] * width))
        yield from (_row([_cell(each) for each in row]) for row in section.rows)
        yield ""


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(value: Point | str) -> str:
    if isinstance(value, str):
        return one_line(value) if value else " "
    parts = [one_line(value.text), *(f"*{one_line(each)}*" for each in (value.notes, value.below) if each)]
    return "<br>".join(parts)
