"""What became of a statement since a revision of it: each paragraph with what its words were and who changed them.

Knows no format. Accepting every change gives the later text, rejecting every one that of the revision.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from server.documents.changes import GONE, SAME, Change, traced
from server.documents.records import Wording, clean
from server.documents.statement_record import StatementParagraph

STAYED, CAME, WENT = "same", "new", "gone"
_MARK = re.compile(r"[\s,;.:،؛。，；：]*$")  # what numbering sets behind the words, by the place of the paragraph


@dataclass(frozen=True, slots=True)
class ComparedParagraph:
    """A paragraph and its words in pieces. ``state``: same (in both), new or gone."""

    paragraph: StatementParagraph
    changes: tuple[Change, ...]
    state: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """``since``: what the earlier state is called (Rev.2). One that was moved is gone from its place and new at its
    place of now."""

    since: str
    title: tuple[Change, ...]
    paragraphs: tuple[ComparedParagraph, ...]


def compared(
    since: Mapping[str, Any], statement: Mapping[str, Any], records: Mapping[str, StatementParagraph]
) -> Comparison:
    """``since``: a revision with its text; ``statement``: title and paragraphs of a Statement of the protocol, with
    their versions as far as the reader may know them; ``records``: the paragraphs by their ids."""
    paragraphs: Sequence[Mapping[str, Any]] = statement["paragraphs"]
    end = max([since["at"], *(one["at"] for each in paragraphs for one in each.get("versions", ()))])
    before, after = [each["id"] for each in since["paragraphs"]], [each["id"] for each in paragraphs]
    found: list[ComparedParagraph] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            found += [_gone(each, end) for each in since["paragraphs"][i1:i2]]
            found += [_new(each, records[each["id"]], since["at"], end) for each in paragraphs[j1:j2]]
            continue
        for former, each in zip(since["paragraphs"][i1:i2], paragraphs[j1:j2], strict=True):
            pieces = _reworded(clean(former["text"]), records[each["id"]].text, _steps(each, since["at"]), end)
            found.append(ComparedParagraph(records[each["id"]], pieces, STAYED))
    title = _reworded(clean(str(since.get("title", statement["title"]))), statement["title"], [], end)
    return Comparison(since["label"], title, tuple(found))


def _gone(each: Mapping[str, Any], end: int) -> ComparedParagraph:
    gone = StatementParagraph(str(each["number"] or ""), each["kind"], clean(each["text"]))
    return ComparedParagraph(gone, (Change(gone.text, GONE, "", end),), WENT)


def _new(each: Mapping[str, Any], record: StatementParagraph, since: int, end: int) -> ComparedParagraph:
    """Its author is who worded it last; one that was only moved is nobody's."""
    steps = _steps(each, since)
    last = steps[-1] if steps else Wording(0, "", "", "", end)
    return ComparedParagraph(record, (Change(record.text, SAME, last.by, last.at),), CAME)


def _reworded(before: str, after: str, steps: Sequence[Wording], end: int) -> tuple[Change, ...]:
    """Versions lack the mark that numbering sets: they are read with that of then, and the new one is nobody's."""
    found = _MARK.search(before)
    mark = found.group() if found else ""
    known = [replace(each, text=_MARK.sub("", each.text) + mark) for each in steps]
    return traced(before, [*known, Wording(0, after, "", "", known[-1].at if known else end)])


def _steps(paragraph: Mapping[str, Any], since: int) -> list[Wording]:
    """The wordings after a moment, as far as the reader may know them."""
    return [
        Wording(each["rev"], clean(each["text"]), each["by"], "", each["at"])
        for each in paragraph.get("versions", ())
        if each["at"] > since
    ]
