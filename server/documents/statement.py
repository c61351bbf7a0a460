"""A statement of the protocol (docs/protocol.md) as a record, and its formats by name for the export calls."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from server.documents.records import cleaned
from server.documents.statement_akn import statement_akn
from server.documents.statement_annexed import annexed
from server.documents.statement_changes import Comparison, compared
from server.documents.statement_docx import statement_docx
from server.documents.statement_html import statement_html
from server.documents.statement_json import statement_json
from server.documents.statement_pdf import statement_pdf
from server.documents.statement_record import (
    LinkedDocument,
    PartySignature,
    PartyWord,
    StatementCorrigendum,
    StatementParagraph,
    StatementRecord,
    Translated,
)
from server.documents.times import clock
from server.documents.words import direction

Told = Mapping[str, Any]
POSITION = "position_"


@dataclass(frozen=True, slots=True)
class Printing:
    """What a file may need besides the Statement; None where it has none.

    ``proclaimed``: a Proclamation, of an adopted one; ``proof``: its Record; ``evidence``: what the verifier needs;
    ``version``: the text in a language, with its ``standing`` where it is a translation; ``since``: a revision with its
    text; ``addresses``: where the public pages of statements begin.
    """

    fonts: Path
    proclaimed: Told | None = None
    proof: Told | None = None
    evidence: Told | None = None
    version: Told | None = None
    since: Told | None = None
    addresses: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """How a form is made, of what kind it is, and how its files' names end."""

    render: Callable[[Told, Printing], bytes]
    kind: str
    ending: str


def record_of(statement: Told, printing: Printing | None = None) -> StatementRecord:
    """The record of a Statement of the protocol, in the language of ``printing.version`` where there is one."""
    more = printing or Printing(Path())
    version, told = more.version or {}, more.proclaimed or {}
    language = str(version.get("language") or statement["language"])
    paragraphs = tuple(_paragraph(each, version, statement["language"]) for each in statement["paragraphs"])
    adopted_at = statement["adopted_at"]
    tongues = told.get("languages", ()) if len(told.get("languages", ())) > 1 else ()
    return StatementRecord(
        title=str(version.get("title") or statement["title"]),
        subtitle="",
        language=language,
        parties=tuple(statement["parties"]),
        status=statement["status"],
        sha256=statement["sha256"],
        adopted_at=None if adopted_at is None else _instant(adopted_at),
        paragraphs=tuple(each for each in paragraphs if each.kind != "annex"),
        annex=(*(each for each in paragraphs if each.kind == "annex"), *_annexed(statement, language)),
        direction=direction(language),
        id=str(statement.get("id", "")),
        symbol=str(statement.get("symbol", "")),
        address=f"{more.addresses}/{statement['id']}" if told else "",
        clause=str(version.get("clause") or told.get("clause") or ""),
        authentic=tuple(each["language"] for each in tongues if each["is_authentic"]),
        prevails=next((each["language"] for each in tongues if each["prevails"]), ""),
        translated=_translated(version),
        embargo_until=_instant(told["embargo_until"]) if told.get("embargo_until") else None,
        kind=str(statement.get("kind") or "statement"),
        counts=tuple((str(value), int(count)) for value, count in told.get("counts", {}).items()),
        positions=tuple(
            PartyWord(each["delegation"], each["kind"].removeprefix(POSITION), str(each["label"]), each["text"])
            for each in told.get("words", ())
            if each["kind"].startswith(POSITION)  # explanations stand in the annex, with their translations
        ),
        signatures=tuple(
            PartySignature(each["code"], one["person"], _instant(one["at"]), one["key"])
            for each in told.get("parties", ())
            if (one := each["signature"])
        ),
        corrigenda=tuple(
            _corrigendum(each, told) for each in told.get("corrigenda", ()) if each["language"] == language
        ),
        links=tuple(_links(told.get("documents") or {}, more.addresses)),
    )


def comparison_of(statement: Told, record: StatementRecord, since: Told) -> Comparison:
    """What became of the statement since a revision."""
    printed, annex = iter(record.paragraphs), iter(record.annex)
    records = {each["id"]: next(annex if each["kind"] == "annex" else printed) for each in statement["paragraphs"]}
    return compared(since, {**statement, "title": record.title}, records)


def _docx(statement: Told, printing: Printing) -> bytes:
    record = cleaned(record_of(statement, printing))
    return statement_docx(record, comparison_of(statement, record, printing.since) if printing.since else None)


def _translated(version: Told) -> Translated | None:
    if "standing" not in version:
        return None
    told = version["standing"]
    signed_at = _instant(told["signed_at"]) if told["signed_at"] is not None else ""
    return Translated(told["has_machine"], told["signed_by"], signed_at)


def _corrigendum(each: Told, told: Told) -> StatementCorrigendum:
    called = {one["id"]: str(one["label"]) for one in told["paragraphs"]}
    return StatementCorrigendum(
        each["number"], called.get(each["paragraph"], ""), each["before"], each["after"], each["why"],
        _instant(each["at"]), each["sha256"], tuple(each.get("not_signed", ())),
    )  # fmt: skip


def _links(documents: Told, addresses: str) -> Iterator[LinkedDocument]:
    """The documents that it revises and is revised by, of those that are adopted."""
    former = documents.get("revises")
    for relation, each in (
        *((("revises", former),) if former else ()),
        *(("revised_by", one) for one in documents.get("revised_by", ())),
    ):
        if each["adopted_at"] is not None:
            address = f"{addresses}/{each['statement']}" if each["is_public"] else ""
            yield LinkedDocument(
                relation, each["number"], _instant(each["adopted_at"]), str(each.get("symbol", "")), address
            )


def _annexed(statement: Told, language: str) -> Iterator[StatementParagraph]:
    called = {each.get("id", ""): str(each["number"] or "") for each in statement["paragraphs"]}
    return annexed(statement.get("explanations", ()), called, language)


def _paragraph(paragraph: Told, version: Told, working: str) -> StatementParagraph:
    identity = paragraph.get("id", "")
    told = next((each["text"] for each in version.get("paragraphs", ()) if each["id"] == identity), "")
    note = version.get("standing", {}).get("notes", {}).get(identity, "")
    return StatementParagraph(
        number=str(paragraph["number"] or ""),
        kind=paragraph["kind"],
        text=told or paragraph["text"],
        bracket_owners=tuple(
            dict.fromkeys(owner for each in paragraph["brackets"] for owner in each.get("owners") or [each["owner"]])
        ),
        citations=tuple(
            f"{each['speaker']}, {clock(each['start_ms'])} ({each['id']})" for each in paragraph.get("evidence", ())
        ),
        lang="" if told or version.get("language", working) == working else working,
        note=note,
    )


def _instant(ms: int) -> str:
    return datetime.datetime.fromtimestamp(ms / 1000, datetime.UTC).isoformat(timespec="seconds")


FORMATS: Mapping[str, Format] = {
    "docx": Format(_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    "pdf": Format(lambda shape, how: statement_pdf(record_of(shape, how), how.fonts), "application/pdf", "pdf"),
    "html": Format(lambda shape, how: statement_html(record_of(shape, how)), "text/html; charset=utf-8", "html"),
    "json": Format(
        lambda shape, how: statement_json(record_of(shape, how), how.proof, how.evidence), "application/json", "json"
    ),
    "akn": Format(lambda shape, how: statement_akn(record_of(shape, how)), "application/akn+xml", "akn.xml"),
}
