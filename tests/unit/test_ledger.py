"""The kinds of entries of a statement's log: each is known to readers of every language, and to the protocol."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from server.core.statement import ledger

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("language", ["en", "ko", "pt"])
def test_every_kind_of_entry_has_words(language: str) -> None:
    words = json.loads((ROOT / "web" / "i18n" / f"{language}.json").read_text(encoding="utf-8"))
    assert {each for each in ledger.KNOWN if f"verify.log_{each}" not in words} == set()


def test_every_kind_of_entry_stands_in_the_protocol() -> None:
    told = (ROOT / "docs" / "protocol.md").read_text(encoding="utf-8")
    told = told[told.index("LedgerEntry: ") : told.index("`adopted` is what adoption fixed")]
    assert {each for each in ledger.KNOWN if f"`{each}`" not in told} == set()
    assert not ledger.OPEN & ledger.INTERNAL
