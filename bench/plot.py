"""A plot of lag over time as SVG. Pure: returns the text of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

WIDTH, HEIGHT = 960, 340
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 56, 44
INK, FAINT, LINE = "#1b1f24", "#d9dde2", "#0b5cad"
MARKS = {"kill": ("#b3261e", ""), "stop": ("#8a5a00", "5 4")}  # colour and dashes
STEPS = (1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 1200, 3600)
TICKS = 8  # at most


def lag_svg(lags: Sequence[tuple[float, float]], faults: Sequence[Mapping[str, Any]], title: str) -> str:
    """The lag in seconds over minutes, from ``(second, milliseconds)``, with a line for each fault."""
    length_s = max([1.0, *(at_s for at_s, _ in lags)])
    top_s = max([1.0, *(lag_ms / 1000 for _, lag_ms in lags)]) * 1.1

    def x(at_s: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * at_s / length_s, 1)

    def y(lag_s: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * lag_s / top_s, 1)

    rows = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif" '
        f'font-size="13" fill="{INK}"><title>{escape(title)}</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="22" font-size="15">{escape(title)}</text>',
    ]
    for tick in _ticks(top_s):
        rows.append(f'<path d="M{LEFT} {y(tick)}H{WIDTH - RIGHT}" stroke="{FAINT}"/>')
        rows.append(f'<text x="{LEFT - 8}" y="{y(tick) + 4}" text-anchor="end">{tick:g} s</text>')
    for tick in _ticks(length_s):
        rows.append(f'<text x="{x(tick)}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{_time(tick)}</text>')
    for fault in faults:
        colour, dashes = MARKS[str(fault["kind"]).split()[0]]
        place = x(float(fault["at_ms"]) / 1000)
        rows.append(f'<path d="M{place} {TOP}V{HEIGHT - BOTTOM}" stroke="{colour}" stroke-dasharray="{dashes}"/>')
    rows.append(f'<path d="M{LEFT} {HEIGHT - BOTTOM}H{WIDTH - RIGHT}" stroke="{INK}"/>')
    points = " ".join(f"{x(at_s)},{y(lag_ms / 1000)}" for at_s, lag_ms in lags)
    rows.append(f'<polyline points="{points}" fill="none" stroke="{LINE}" stroke-width="1.5"/>')
    rows += _legend({str(fault["kind"]) for fault in faults})
    return "\n".join([*rows, "</svg>", ""])


def _legend(kinds: set[str]) -> list[str]:
    """What the lines are."""
    found, place = [], LEFT
    for name, colour, dashes in [
        ("lag as viewers are told", LINE, ""),
        *((kind, *MARKS[kind.split()[0]]) for kind in sorted(kinds)),
    ]:
        found.append(
            f'<path d="M{place} 40H{place + 24}" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"/>'
        )
        found.append(f'<text x="{place + 30}" y="44">{escape(name)}</text>')
        place += 52 + 7 * len(name)
    return found


def _ticks(end: float) -> list[float]:
    """Round values from 0 to ``end``."""
    step = next((each for each in STEPS if end / each <= TICKS), STEPS[-1])
    return [float(step * at) for at in range(int(end // step) + 1)]


def _time(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
