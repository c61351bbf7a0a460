"""A statement of the protocol (docs/protocol.md) as a record, and its formats by name for the export calls."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from server.documents.records import StatementParagraph, StatementRecord
from server.documents.statement_annexed import annexed
from server.documents.statement_docx import statement_docx
from server.documents.statement_html import statement_html
from server.documents.statement_json import statement_json
from server.documents.statement_pdf import statement_pdf
from server.documents.times import clock
from server.documents.words import direction

Render = Callable[[Mapping[str, Any], Path], bytes]


def record_of(statement: Mapping[str, Any]) -> StatementRecord:
    """The record of a Statement of the protocol."""
    paragraphs = tuple(_paragraph(each) for each in statement["paragraphs"])
    adopted_at = statement["adopted_at"]
    return StatementRecord(
        title=statement["title"],
        subtitle="",
        language=statement["language"],
        parties=tuple(statement["parties"]),
        status=statement["status"],
        sha256=statement["sha256"],
        adopted_at=None if adopted_at is None else _instant(adopted_at),
        paragraphs=tuple(each for each in paragraphs if each.kind != "annex"),
        annex=(*(each for each in paragraphs if each.kind == "annex"), *_annexed(statement)),
        direction=direction(statement["language"]),
    )


def _annexed(statement: Mapping[str, Any]) -> Iterator[StatementParagraph]:
    called = {each.get("id", ""): str(each["number"] or "") for each in statement["paragraphs"]}
    return annexed(statement.get("explanations", ()), called, statement["language"])


def _paragraph(paragraph: Mapping[str, Any]) -> StatementParagraph:
    return StatementParagraph(
        number=str(paragraph["number"] or ""),
        kind=paragraph["kind"],
        text=paragraph["text"],
        bracket_owners=tuple(
            dict.fromkeys(owner for each in paragraph["brackets"] for owner in each.get("owners") or [each["owner"]])
        ),
        citations=tuple(
            f"{each['speaker']}, {clock(each['start_ms'])} ({each['id']})" for each in paragraph.get("evidence", ())
        ),
    )


def _instant(ms: int) -> str:
    return datetime.datetime.fromtimestamp(ms / 1000, datetime.UTC).isoformat(timespec="seconds")


FORMATS: Mapping[str, tuple[Render, str]] = {
    "docx": (
        lambda statement, fonts: statement_docx(record_of(statement)),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "pdf": (lambda statement, fonts: statement_pdf(record_of(statement), fonts), "application/pdf"),
    "html": (lambda statement, fonts: statement_html(record_of(statement)), "text/html; charset=utf-8"),
    "json": (
        lambda statement, fonts: statement_json(record_of(statement), statement.get("proven")),
        "application/json",
    ),
}
