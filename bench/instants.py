"""Instants: all delegations act at once, again and again, and their pages read the positions anew as a desk does.

The first instant of a house that has just started is in ``bench.negotiate``; these find it warm.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from bench.delegate import Delegate
from bench.echoes import Ledger
from bench.figures import spread
from bench.moves import VALUES, amend, take

SHARES = ("p50", "p95", "p99", "max")
REST_S = 1.0
PATIENCE_S = 60.0
# So long after the last position a desk reads the counts (``web/js/net/negotiation.js``).
COUNT_S = (0.45, 1.35)
PROBES = 8  # amendments while all read


async def instants(
    pages: Sequence[Delegate], ledger: Ledger, cpu_s: Callable[[], float], options: argparse.Namespace
) -> dict[str, Any]:
    """All amend, all take positions, all read the positions while some amend; each ``options.instants`` times.

    ``cpu_s``: what the web process has used. Returns the figures.
    """
    chance, amended, taken, meanwhile = random.Random(options.seed), list[float](), list[float](), list[float]()
    read_ms, amending_s, taking_s = list[float](), 0.0, 0.0
    for number in range(options.instants):
        place = f"p{2 + number % max(1, options.paragraphs - 1)}"
        amending_s += await _instant(
            pages, ledger, amended, cpu_s, [amend(each, ledger, chance, place) for each in pages]
        )
        value = VALUES[number % len(VALUES)]
        taking_s += await _instant(pages, ledger, taken, cpu_s, [take(each, ledger, place, value) for each in pages])
        probes = chance.sample(list(pages), min(PROBES, len(pages) // 2))
        reads = [_read(each, chance.uniform(*COUNT_S), read_ms) for each in pages if each not in probes]
        acts = [*reads, _probe(probes, ledger, chance, place)]
        await _instant(pages, ledger, meanwhile, cpu_s, acts)
    calls = max(1, options.instants * len(pages))
    return {
        "amended_at_once_ms": spread(amended, SHARES),
        "taken_at_once_ms": spread(taken, SHARES),
        "while_all_read_ms": spread(meanwhile, SHARES),
        "reading_ms": spread(read_ms, SHARES),
        "web_ms_a_call": {"amended": round(amending_s * 1000 / calls, 2), "taken": round(taking_s * 1000 / calls, 2)},
    }


async def _instant(
    pages: Sequence[Delegate], ledger: Ledger, echo_ms: list[float], cpu_s: Callable[[], float],
    acts: Sequence[Awaitable[None]],
) -> float:  # fmt: skip
    """All at once, and until every page has seen it; returns the processor seconds of the web process."""
    await asyncio.sleep(REST_S)
    before, began_s = max(ledger.at, default=0), cpu_s()
    await asyncio.gather(*acts)
    last = max(ledger.at)
    await asyncio.gather(*(each.has(last, PATIENCE_S) for each in pages))
    echo_ms += ledger.echoes_ms(len(pages), before)[0]
    return cpu_s() - began_s


async def _read(page: Delegate, after_s: float, read_ms: list[float]) -> None:
    await asyncio.sleep(after_s)
    began_s = time.monotonic()
    await page.caller.get(f"{page.path}/positions")
    read_ms.append((time.monotonic() - began_s) * 1000)


async def _probe(probes: Sequence[Delegate], ledger: Ledger, chance: random.Random, place: str) -> None:
    """Somebody amends now and then while the others read."""
    first, last = COUNT_S
    await asyncio.sleep(first)
    for each in probes:
        await amend(each, ledger, chance, place)
        await asyncio.sleep((last - first) / len(probes))
