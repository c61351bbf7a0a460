"""Symbols: what the documents of a statement are called for good, whoever prints them and in whatever language. Pure.

``RT/2026/L.4/Rev.2`` is the second revision of a draft, ``RT/2026/4`` what was adopted of it, ``RT/2026/CS.4`` a
Chair's summary; ``/Rev.1`` behind an adopted one is a new document that revises it, ``/Corr.1`` one that corrects it.
"""

from __future__ import annotations

from dataclasses import dataclass

HOUSE = "RT"
SUMMARY = "chairs_summary"


@dataclass(frozen=True, slots=True)
class Filed:
    """The place of a statement among those of its year."""

    year: int
    number: int


def draft(filed: Filed, revision: int = 0) -> str:
    """A text under negotiation, as it is (0) or as it was issued as Rev.n."""
    symbol = f"{HOUSE}/{filed.year}/L.{filed.number}"
    return revised(symbol, revision) if revision else symbol


def adopted(filed: Filed, kind: str) -> str:
    """A text that was adopted. ``kind``: of the statement."""
    return f"{HOUSE}/{filed.year}/{'CS.' if kind == SUMMARY else ''}{filed.number}"


def revised(symbol: str, number: int) -> str:
    """A later document in its place."""
    return f"{symbol}/Rev.{number}"


def corrected(symbol: str, number: int) -> str:
    """A corrigendum to it."""
    return f"{symbol}/Corr.{number}"
