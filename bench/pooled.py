"""The figures of many clips together, by language and over all, live beside offline. Pure.

The intervals are of a paired bootstrap over blocks of the reference: the words of one sentence are not independent, and
live and offline are drawn together, so that their difference has an interval of its own.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bench.clips import is_by_character
from bench.figures import columns, pair, percentile, rounded, spread
from bench.live_figures import TIMES, Reading
from bench.words import errors_by_place

BARRED = ("en", "fr", "es", "pt", "ru")  # pooled over all; of the other languages there are too few words
BLOCK_UNITS = 15  # about a sentence
DRAWS = 2_000
SEED = 1
SHARES = (0.025, 0.975)  # the ends of a 95 % interval


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the reference: its units, and how many errors are in it live and offline."""

    units: int
    live: int
    offline: int


def pooled(readings: Sequence[Reading]) -> dict[str, Any]:
    """By language, and over the barred languages: error rates with intervals, times, erasure, committed words."""
    spoken = list(dict.fromkeys(lang for each in readings for lang in _languages(each)))
    barred = [lang for lang in BARRED if lang in spoken]
    by_language = {
        lang: {
            **compared(_blocks(readings, lang), "cer" if is_by_character([lang]) else "wer"),
            **_screens([each for each in readings if _languages(each) == [lang]]),
        }
        for lang in spoken
    }
    mine = [each for each in readings if _languages(each) and set(_languages(each)) <= set(barred)]
    blocks = [block for lang in barred for block in _blocks(readings, lang)]
    return {"by_language": by_language, "all": {"languages": barred, **compared(blocks, "wer"), **_screens(mine)}}


def compared(blocks: Sequence[Block], name: str) -> dict[str, Any]:
    """Error rates, live, offline and their difference, each with its 95 % interval; null without a reference."""
    draws = [_Sums(blocks)] if blocks else []
    if blocks:
        chance = random.Random(SEED)
        draws += [_Sums(chance.choices(blocks, k=len(blocks))) for _ in range(DRAWS)]
    live, offline = [each.live / each.units for each in draws], [each.offline / each.units for each in draws]
    beyond = [(each.live - each.offline) / each.units for each in draws]
    return {
        "words": draws[0].units if draws else 0,
        **_rate(live, name),
        "offline": _rate(offline, name),
        "beyond_offline": _rate(beyond, name),
    }


def table(made: dict[str, Any]) -> str:
    """One line a language and one over all, errors in percent; ``[from, to]`` is a 95 % interval."""
    found = made["by_language"] | ({"all": made["all"]} if made["all"]["words"] else {})
    rows = [("", "words", "error live", "offline", "beyond", "shown", "committed", "final", "changed", "erasure")]
    for lang, each in found.items():
        name = "cer" if "cer" in each else "wer"
        rates = [_percent(one, name) for one in (each, each["offline"], each["beyond_offline"])]
        times = [pair(each[one]) for one in TIMES]
        shares = ["-" if each[one] is None else f"{each[one]:.3f}" for one in ("committed_changed", "erasure")]
        rows.append((lang, str(each["words"]), *rates, *times, *shares))
    return columns(rows)


class _Sums:
    """The sums of one draw."""

    __slots__ = ("live", "offline", "units")

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.units = sum(each.units for each in blocks)
        self.live = sum(each.live for each in blocks)
        self.offline = sum(each.offline for each in blocks)


def _rate(draws: Sequence[float], name: str) -> dict[str, Any]:
    """The rate of the first draw, which is of all blocks as they are, and the interval of the others."""
    if not draws:
        return {name: None, "interval": None}
    interval = [rounded(percentile(draws[1:], share), 4) for share in SHARES]
    return {name: rounded(draws[0], 4), "interval": interval}


def _blocks(readings: Sequence[Reading], lang: str) -> list[Block]:
    """What was written down of a language, in blocks of one clip each."""
    found: list[Block] = []
    for each in readings:
        said = _units(each.reference or (), lang)
        live, offline = (errors_by_place(said, _units(heard, lang)) for heard in (each.found, each.offline))
        for at in range(0, len(said), BLOCK_UNITS):
            stretch = slice(at, at + BLOCK_UNITS)
            found.append(Block(len(said[stretch]), sum(live[stretch]), sum(offline[stretch])))
    return found


def _screens(readings: Sequence[Reading]) -> dict[str, Any]:
    """What readers had, all their words in one pot."""
    times = [each.times() for each in readings]
    said = sum(len(each.said()) for each in readings)
    return {
        "clips": len(readings),
        **{name: spread([value for each in times for value in each[name]]) for name in TIMES},
        "timed_share": _share(sum(len(each.spoken) for each in readings), said),
        "committed_changed": _share(
            sum(each.shown.committed_changed for each in readings), sum(each.shown.committed for each in readings)
        ),
        "erasure": _share(*_sums([each.erased for each in readings])),
        "erasure_finals_only": _share(*_sums([each.erased_in_finals for each in readings])),
    }


def _sums(pairs: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return sum(one for one, _ in pairs), sum(other for _, other in pairs)


def _share(part: int, whole: int) -> float | None:
    return rounded(part / whole) if whole else None


def _languages(read: Reading) -> list[str]:
    return list(dict.fromkeys(lang for lang, _ in read.said()))


def _units(heard: Sequence[tuple[str, str]], lang: str) -> list[str]:
    return [unit for each, unit in heard if each == lang]


def _percent(rated: dict[str, Any], name: str) -> str:
    if rated[name] is None:
        return "-"
    low, high = rated["interval"]
    return f"{rated[name] * 100:.1f} [{low * 100:.1f}, {high * 100:.1f}]"
