"""Adopted: what adoption fixed, read from its canonical form, whatever edition of it. Pure, but for the row."""

from __future__ import annotations

import json
from typing import Any

from server.core.errors import NotFound
from server.storage import tables


def facts(row: tables.Statement) -> dict[str, Any]:
    """The canonical form of an adopted statement. Raises NotFound."""
    if row.canonical is None:
        raise NotFound("this statement is not adopted")
    found: dict[str, Any] = json.loads(row.canonical)
    return found


def languages(found: dict[str, Any]) -> list[str]:
    """The languages that it was adopted in, the working language first."""
    return list(dict.fromkeys([found["language"], *(each["language"] for each in found.get("languages", []))]))


def version(found: dict[str, Any], language: str) -> dict[str, Any]:
    """``{language, title, clause, paragraphs: [{id, kind, number, text}], is_authentic, prevails}`` in a language.

    The working language is authentic, too, unless others were chosen in its place.

    Raises NotFound for a language in which it was not adopted.
    """
    told = next((each for each in found.get("languages", []) if each["language"] == language), None)
    if told is None and language != found["language"]:
        raise NotFound(f"this statement was not adopted in {language!r}")
    texts = {each["id"]: each["text"] for each in told["paragraphs"]} if told else {}
    own = language == found["language"]
    return {
        "language": language,
        "title": found["title"] if own or not told else told.get("title") or found["title"],
        "is_authentic": told["is_authentic"] if told else not found.get("languages"),
        "prevails": bool(told and told.get("prevails")),
        "clause": str(told.get("clause", "")) if told else "",
        "paragraphs": [
            {
                "id": each["id"],
                "kind": each["kind"],
                "number": each["number"],
                "text": each["text"] if own else texts.get(each["id"], ""),
            }
            for each in found["paragraphs"]
        ],
    }


def text(found: dict[str, Any], paragraph: str, language: str) -> str:
    """A paragraph, or with "" the title, as it was adopted in a language. Raises NotFound."""
    told = version(found, language)
    if not paragraph:
        return str(told["title"])
    for each in told["paragraphs"]:
        if each["id"] == paragraph:
            return str(each["text"])
    raise NotFound(f"the adopted text has no paragraph {paragraph!r}")
