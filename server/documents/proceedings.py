"""A Record of the protocol (docs/protocol.md) as the records that are printed, and its formats by name."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from server.documents.proceedings_docx import decisions_docx, participants_docx, summary_docx
from server.documents.proceedings_html import decisions_html, participants_html, summary_html
from server.documents.proceedings_markdown import proceedings_markdown
from server.documents.proceedings_pdf import proceedings_pdf
from server.documents.records import (
    DecisionsRecord,
    Participant,
    ParticipantsRecord,
    RecordedItem,
    Seal,
    Source,
    SummaryRecord,
)

Record = Mapping[str, Any]
Render = Callable[[Record, Path], bytes]  # the folder of fonts beside it


def summary_of(record: Record) -> SummaryRecord:
    """The summary record of a Record."""
    return SummaryRecord(record["title"], record["date"], record["language"], _items(record, "summary"), _seal(record))


def decisions_of(record: Record) -> DecisionsRecord:
    """The decisions and action points of a Record."""
    items = _items(record, "decision", "action")
    return DecisionsRecord(record["title"], record["date"], record["language"], items, _seal(record))


def participants_of(record: Record) -> ParticipantsRecord:
    """The list of participants of a Record."""
    found = tuple(
        Participant(
            each["name"], each["delegation"], each["role"], tuple(each["people"]),
            tuple((turn["start_ms"], turn["end_ms"]) for turn in each["turns"]),
        )
        for each in record["participants"]
    )  # fmt: skip
    return ParticipantsRecord(record["title"], record["date"], record["language"], found)


def _seal(record: Record) -> Seal | None:
    newest = record["approvals"][-1] if record["approvals"] else None
    if newest is None or newest["reopened"]:
        return None
    day = datetime.datetime.fromtimestamp(newest["at"] / 1000, datetime.UTC).date().isoformat()
    return Seal(newest["number"], day, newest["sha256"])


def _items(record: Record, *kinds: str) -> tuple[RecordedItem, ...]:
    shown = [each for each in record["items"] if each["kind"] in kinds and each["state"] in ("draft", "accepted")]
    return tuple(
        RecordedItem(
            each["id"], each["kind"], each["theme"], each["text"], each["state"] == "accepted",
            tuple(owner["name"] for owner in each["owners"]), each["due"], each["due_said"], tuple(each["notes"]),
            tuple(_source(one) for one in each["evidence"] if one["text"]),
        )
        for each in shown
        if each["text"]
    )  # fmt: skip


def _source(one: Mapping[str, Any]) -> Source:
    return Source(
        one["id"], one["start_ms"], one["speaker"] or "", one["delegation"] or "", one["lang"], one["text"]
    )  # fmt: skip


HTML = "text/html; charset=utf-8"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF, MARKDOWN = "application/pdf", "text/markdown; charset=utf-8"
# By kind of record, then by format.
FORMATS: Mapping[str, Mapping[str, tuple[Render, str]]] = {
    "summary": {
        "docx": (lambda record, fonts: summary_docx(summary_of(record)), DOCX),
        "pdf": (lambda record, fonts: proceedings_pdf(summary_of(record), fonts), PDF),
        "html": (lambda record, fonts: summary_html(summary_of(record)), HTML),
        "markdown": (lambda record, fonts: proceedings_markdown(summary_of(record)), MARKDOWN),
    },
    "decisions": {
        "docx": (lambda record, fonts: decisions_docx(decisions_of(record)), DOCX),
        "pdf": (lambda record, fonts: proceedings_pdf(decisions_of(record), fonts), PDF),
        "html": (lambda record, fonts: decisions_html(decisions_of(record)), HTML),
        "markdown": (lambda record, fonts: proceedings_markdown(decisions_of(record)), MARKDOWN),
    },
    "participants": {
        "docx": (lambda record, fonts: participants_docx(participants_of(record)), DOCX),
        "pdf": (lambda record, fonts: proceedings_pdf(participants_of(record), fonts), PDF),
        "html": (lambda record, fonts: participants_html(participants_of(record)), HTML),
        "markdown": (lambda record, fonts: proceedings_markdown(participants_of(record)), MARKDOWN),
    },
}
