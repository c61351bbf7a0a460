"""A statement's JSON export as somebody holds it: the record in it, and whether it shows what that record says."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from server.core.errors import BadDocument

FORM = "roundtable/statement/1"
ANNEX = "annex"


def is_export(given: Any) -> bool:
    """Whether this is a statement's export, not a record."""
    return isinstance(given, Mapping) and given.get("schema") == FORM


def record_in(given: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The record of an export, None of a text that was not adopted; anything else is taken for a record itself."""
    if not is_export(given):
        return given
    record = given.get("record")
    return record if isinstance(record, Mapping) else None


def altered(given: Mapping[str, Any]) -> tuple[str, ...]:
    """What an export shows otherwise than the record in it: fingerprint, parties, signatures, positions, language,
    title, and the numbers or the places of paragraphs. Nothing where it has no record.

    A language that was not adopted must say that it is a translation. Raises BadDocument.
    """
    record = record_in(given)
    if record is None or record is given:
        return ()
    try:
        return tuple(_altered(given, record))
    except (KeyError, TypeError, AttributeError) as error:
        raise BadDocument(f"this is no statement's JSON export ({error!r})") from error


def _altered(given: Mapping[str, Any], record: Mapping[str, Any]) -> Iterator[str]:
    adopted, language = record["adopted"], given["language"]
    if given["sha256"] != record["sha256"]:
        yield "fingerprint"
    if given["parties"] != adopted["parties"]:
        yield "parties"
    if _signed(given["signatures"], "party") != _signed(record["signatures"], "delegation"):
        yield "signatures"
    held = {
        (each["delegation"], each["value"], _plain(each["note"]))
        for each in adopted["positions"]
        if each["note"] or each["paragraph"]
    }
    if {(each["party"], each["position"], _plain(each["text"])) for each in given["positions"]} != held:
        yield "positions"
    told = _version(adopted, language)
    if told is None:
        if given["translated"] is None:
            yield "language"
        return
    title, texts = told
    if _plain(given["title"]) != _plain(title):
        yield "title"
    body = sum(kind != ANNEX for kind, _ in texts)
    # What delegations annex follows in the annex, and stands in the record elsewhere.
    shown = [*given["paragraphs"], *given[ANNEX][: len(texts) - body]]
    for place in range(max(len(texts), len(shown))):
        mine = shown[place] if place < len(shown) else {"kind": "", "text": "", "number": ""}
        kind, text = texts[place] if place < len(texts) else ("", "")
        if (mine["kind"], _plain(mine["text"])) != (kind, _plain(text)):
            yield mine["number"] or str(place + 1)


def _version(adopted: Mapping[str, Any], language: str) -> tuple[str, list[tuple[str, str]]] | None:
    """Title, and kinds with texts: of the body, then of the annex; None in a language that was not adopted."""
    rows = sorted(adopted["paragraphs"], key=lambda each: each["kind"] == ANNEX)
    if language == adopted["language"]:
        return adopted["title"], [(each["kind"], each["text"]) for each in rows]
    for each in adopted.get("languages", ()):
        if each["language"] == language:
            texts = {one["id"]: one["text"] for one in each["paragraphs"]}
            return each.get("title") or adopted["title"], [(one["kind"], texts[one["id"]]) for one in rows]
    return None


def _signed(rows: Any, whose: str) -> set[tuple[str, str, str]]:
    return {(each[whose], each["person"], each["key"]) for each in rows}


def _plain(text: str) -> str:
    """Without signs that files leave out: they can make a text read otherwise than it is stored."""
    return "".join(sign for sign in text if unicodedata.category(sign)[0] != "C")
