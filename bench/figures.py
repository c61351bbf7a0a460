"""Figures that several benches print: percentiles and the erasure of a reader's text. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile: the smallest value that at least ``share`` (0 to 1) of all do not exceed."""
    if not values:
        raise ValueError("a percentile of nothing was asked for")
    ordered = sorted(values)
    rank = max(1, -(-round(share * 1_000_000) * len(ordered) // 1_000_000))
    return ordered[min(rank, len(ordered)) - 1]


def spread(values: Sequence[float], shares: Sequence[str] = ("p50", "p95", "max")) -> dict[str, float] | None:
    """``{"p50": ..., "p95": ..., "max": ...}`` to a tenth, or None where there is nothing to measure."""
    if not values:
        return None
    return {name: round(percentile(values, 1.0 if name == "max" else int(name[1:]) / 100), 1) for name in shares}


def erasure(texts: Iterable[Sequence[str]]) -> float | None:
    """Normalised erasure of a text as it was shown over time: units taken back over the units of the last text.

    What stands after the first unit that differs counts as taken back (arXiv 1912.03393). None for an empty last text.
    """
    taken, last = erased(texts)
    return taken / last if last else None


def erased(texts: Iterable[Sequence[str]]) -> tuple[int, int]:
    """Units taken back, and the units of the last text."""
    taken, before = 0, cast("Sequence[str]", ())
    for after in texts:
        taken, before = taken + len(before) - _common(before, after), after
    return taken, len(before)


def _common(before: Sequence[str], after: Sequence[str]) -> int:
    return next(
        (at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other),
        min(len(before), len(after)),
    )


def rounded(value: float | None, digits: int = 3) -> float | None:
    """A figure for people; None stays."""
    return None if value is None else round(value, digits)


def pair(times: Mapping[str, float] | None) -> str:
    """``p50 / p95`` of milliseconds, in seconds."""
    return "-" if times is None else f"{times['p50'] / 1000:.2f} / {times['p95'] / 1000:.2f}"


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows of as many cells each, one under the other."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    cells = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in rows]
    return "\n".join("  ".join(row).rstrip() for row in cells)
