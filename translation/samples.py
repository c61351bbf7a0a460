"""The built-in set of meeting sentences: the same in every language of it, with the terms that stand in them."""

from __future__ import annotations

import csv
from pathlib import Path

TABLE = Path(__file__).with_name("check.tsv")


def rows(kind: str) -> list[dict[str, str]]:
    """The rows of a kind (``sentence``, ``term``): ``{language: text}``, and ``kind`` itself."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file, delimiter="\t") if row["kind"] == kind]


def longest(language: str) -> str:
    """The longest sentence of the set in a language; in English where the set does not have the language."""
    sentences = rows("sentence")
    column = language if language in sentences[0] else "en"
    return max((row[column] for row in sentences), key=len)
