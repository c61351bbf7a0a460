"""A part of a paragraph in other words, and where its citations and brackets stand then. Must not know who did it."""

from __future__ import annotations

import re
from dataclasses import replace

from server.core.statement.statement import Paragraph

_QUOTED = re.compile(r"“([^”]*)”|«([^»]*)»")


def quoted(text: str, start: int, end: int) -> tuple[int, int]:
    """The characters between the first quotation marks in ``start..end``, or all of these without any."""
    found = _QUOTED.search(text, start, end)
    return found.span(found.lastindex or 0) if found else (start, end)


def replaced(paragraph: Paragraph, start: int, end: int, words: str) -> Paragraph:
    """The paragraph with ``words`` at ``start..end``; what holds or cites these characters holds or cites the new ones.

    Unlike an edit this may change words between somebody's brackets: they are said in another way, not taken out.
    """
    text = paragraph.text[:start] + words + paragraph.text[end:]
    grown = len(words) - (end - start)

    def left(place: int) -> int:
        return place if place <= start else max(start, place + grown)

    def right(place: int) -> int:
        return place + grown if place >= end else min(place, start + len(words))

    return replace(
        paragraph,
        text=text,
        citations=tuple(replace(each, start=left(each.start), end=right(each.end)) for each in paragraph.citations),
        brackets=tuple(replace(each, start=left(each.start), end=right(each.end)) for each in paragraph.brackets),
    )
