"""A text under negotiation as it is printed: clean, or with all that was proposed under each paragraph.

Knows no format: ``services/statement/views`` gives the rows, the files set what is here.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from server.documents.compilation_docx import compilation_docx
from server.documents.compilation_pdf import compilation_pdf
from server.documents.compiled import Compiled, Entry, Passage
from server.documents.words import day, direction, party, words

View = Mapping[str, Any]
Render = Callable[[Compiled, Path], bytes]
FORMATS: Mapping[str, tuple[Render, str]] = {
    "docx": (
        lambda made, fonts: compilation_docx(made),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "pdf": (compilation_pdf, "application/pdf"),
}


@dataclass(frozen=True, slots=True)
class _Names:
    """How delegations are called in a language."""

    known: Mapping[str, str]
    language: str

    def one(self, code: str) -> str:
        """A delegation, the chair or the secretariat."""
        if code in self.known:
            return self.known[code]
        return words(self.language)["secretariat"] if code == "SECRETARIAT" else party(code, self.language)

    def all(self, codes: Sequence[str]) -> str:
        """Several, with commas."""
        return ", ".join(map(self.one, codes))


def compiled(view: View) -> Compiled:
    """What is printed of a clean view or of a compilation."""
    language, labels = view["language"], words(view["language"])
    names = _Names(view["names"], language)
    called = {each["id"]: each["label"] for each in view["paragraphs"]}
    is_full = "before" in view

    def entries(rows: Sequence[View]) -> tuple[Entry, ...]:
        numbers = {each["id"]: each["number"] for each in rows}
        return tuple(_amendment(each, names, labels, called, numbers) for each in rows)

    before, taken_out = (entries(view[name]) if is_full else () for name in ("before", "taken_out"))
    whole = tuple(_proposal(each, names) for each in view["whole"]) if is_full else ()
    return Compiled(
        view["title"],
        labels["compilation"] if is_full else labels["clean_text"],
        tuple(_lines(view, labels)),
        language,
        direction(language),
        tuple(_passage(each, names, labels, entries) for each in view["paragraphs"]),
        (labels["before_all"], before),
        (labels["taken_out"], taken_out),
        (labels["whole_text"], whole),
    )


def _lines(view: View, labels: Mapping[str, str]) -> list[str]:
    """What stands below the title: reading, the revision issued last, what is open."""
    found = [labels[f"reading_{view['reading']}"]]
    if view["revision"] is not None:
        last = view["revision"]
        moment = datetime.datetime.fromtimestamp(last["at"] / 1000, datetime.UTC)
        issued = day(moment.isoformat(timespec="seconds"), view["language"])
        found.append(f"{last['label']}, {issued} · SHA-256 {last['sha256']}")
    found.append(labels["brackets_left"].format(view["brackets"]))
    if "amendments" in view:
        found.append(labels["amendments_open"].format(view["amendments"]))
    return found


def _passage(
    row: View, names: _Names, labels: Mapping[str, str], entries: Callable[[Sequence[View]], tuple[Entry, ...]]
) -> Passage:
    held = "; ".join(
        " ".join(filter(None, (row["text"][slice(*each["span"])], each["label"]))) + f": {names.all(each['owners'])}"
        for each in row["brackets"]
    )
    proposals = tuple(_proposal(each, names) for each in row.get("proposals", ()))
    return Passage(
        row["kind"],
        row["number"],
        _parts(row["text"], row["brackets"]),
        f"{labels['brackets']}: {held}" if held else "",
        (*entries(row.get("amendments", ())), *proposals),
    )


def _parts(text: str, brackets: Sequence[View]) -> tuple[tuple[str, bool], ...]:
    """The text in pieces; True for what stands in brackets. One around the whole paragraph has no signs in it: here
    it gets them."""
    if any(each.get("is_whole") for each in brackets):
        return ((f"[{text}]", True),)
    edges = sorted({0, len(text), *(place for each in brackets for place in each["span"])})
    return tuple(
        (text[start:end], any(each["span"][0] <= start and end <= each["span"][1] for each in brackets))
        for start, end in pairwise(edges)
        if start < end
    )


def _amendment(
    each: View, names: _Names, labels: Mapping[str, str], called: Mapping[str, str], numbers: Mapping[str, str]
) -> Entry:
    does = labels[f"amendment_{each['kind']}"]
    if each["of"]:
        does = labels["amends"].format(numbers.get(each["of"], "—"))
    elif each["kind"] == "move":
        place = called.get(each["after"] or "")
        does += f" ({labels['behind'].format(place)})" if place else f" ({labels['before_all']})"
    by = labels["proposed_by"].format(names.one(each["by"]))
    others = labels["supported_by"].format(names.all(each["cosponsors"])) if each["cosponsors"] else ""
    head = "; ".join(filter(None, (f"{each['number']} {does}", by, others)))
    notes = [each["note"], labels["changed_since"] if each["is_stale"] else ""]
    pieces = tuple((one["text"], one["kind"]) for one in each["pieces"])
    return Entry(head, pieces if each["kind"] != "move" else (), " · ".join(filter(None, notes)))


def _proposal(each: View, names: _Names) -> Entry:
    return Entry(names.one(each["delegation"]), ((each["text"], "same"),), "")
