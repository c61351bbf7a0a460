"""The matrix of positions as a table for a spreadsheet: a row a party, a column the whole and each paragraph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from server.core.statement.commitments import table
from server.core.statement.positions import WHOLE
from server.documents.words import party, words


def positions_csv(
    positions: Mapping[str, Any], paragraphs: Sequence[tuple[str, str]], names: Mapping[str, str], language: str
) -> bytes:
    """RFC 4180 in UTF-8; no cell begins as a formula.

    ``positions``: the answer of ``GET positions``; ``paragraphs``: ids with what they are called; ``names``:
    delegations by code. A party that has not spoken on a paragraph stands there with its word on the whole.
    """
    labels = words(language)
    places = [(WHOLE, labels["whole_text"]), *paragraphs]
    header = [labels["parties"], *(called for _, called in places)]
    rows = [
        [names.get(code) or party(code, language), *(labels[f"position_{cells[place]}"] for place, _ in places)]
        for code, cells in positions["matrix"].items()
    ]
    return table(header, rows)
