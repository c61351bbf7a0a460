"""Tracked changes of a Word file (ECMA-376 part 1, 17.13.5): what came and what went, with its author and its day."""

from __future__ import annotations

import datetime
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from server.documents.changes import GONE, NEW, SAME, Change
from server.documents.word import add_run

MACHINE = "Roundtable"  # whose words are of no person: what was heard
MOST_AUTHOR = 255


class Tracking:
    """Numbers the changes of one document."""

    def __init__(self) -> None:
        self._count = 0

    def add(self, paragraph: Any, change: Change) -> None:
        """Put a change at the end of a paragraph; what stayed is plain text."""
        run = add_run(paragraph, change.text)
        if change.kind == SAME:
            return
        mark = self._mark("w:ins" if change.kind == NEW else "w:del", change)
        run._r.addprevious(mark)
        mark.append(run._r)
        if change.kind == GONE:
            for text in run._r.findall(qn("w:t")):
                text.tag = qn("w:delText")

    def came_whole(self, paragraph: Any, change: Change) -> None:
        """The paragraph itself is new: rejecting the change takes it away. Call it last."""
        properties = paragraph._p.get_or_add_pPr()
        own = OxmlElement("w:rPr")
        own.append(self._mark("w:ins", change))
        properties.insert_element_before(own, "w:sectPr", "w:pPrChange")
        for run in paragraph._p.findall(qn("w:r")):
            mark = self._mark("w:ins", change)
            run.addprevious(mark)
            mark.append(run)

    def went_whole(self, paragraph: Any, change: Change) -> None:
        """The paragraph itself is taken out: accepting the change takes it away. Call it last."""
        properties = paragraph._p.get_or_add_pPr()
        own = OxmlElement("w:rPr")
        own.append(self._mark("w:del", change))
        properties.insert_element_before(own, "w:sectPr", "w:pPrChange")
        for run in paragraph._p.findall(qn("w:r")):  # its number, where that is written out
            mark = self._mark("w:del", change)
            run.addprevious(mark)
            mark.append(run)
            for text in run.findall(qn("w:t")):
                text.tag = qn("w:delText")

    def _mark(self, tag: str, change: Change) -> Any:
        self._count += 1
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(90_000 + self._count))  # apart from the numbers of bookmarks
        mark.set(qn("w:author"), (change.by or MACHINE)[:MOST_AUTHOR])
        moment = datetime.datetime.fromtimestamp(change.at / 1000, datetime.UTC)
        mark.set(qn("w:date"), f"{moment:%Y-%m-%dT%H:%M:%SZ}")
        return mark
