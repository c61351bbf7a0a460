"""``python -m bench negotiate``: delegations amend one paragraph at once; is each amendment kept, and how soon seen.

A real web process; a delegation is a signed-in person with a connection for calls and one that follows the statement.
All amend one paragraph in the same instant (``at_once``); then each amends, co-sponsors, withdraws and takes positions
now and then, some send what they sent once more, and a chair decides; then come more instants (``bench.instants``). In
the end every amendment must be there once, every page must show what the server has, and whoever wrote against older
words must have been told what differs.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench import machine
from bench.delegate import Delegate
from bench.echoes import Ledger
from bench.fanout import table
from bench.figures import spread
from bench.house import House, finish, opened
from bench.instants import instants
from bench.moves import amend, decide, negotiate
from server.commands import link
from server.services.meeting import convene
from server.settings import Settings
from server.storage import tables
from server.storage.database import Database

STATEMENT = "negotiate"
SHARES = ("p50", "p95", "p99", "max")
SETTLE_S = 60.0
TEXT = "We invite all administrations to share figures on seizures by 1 May, and to report on them once a year"


def furnish(settings: Settings, delegations: int, paragraphs: int) -> list[str]:
    """Invented delegations and a statement of theirs under negotiation; returns their codes."""
    codes = [f"D{number}" for number in range(1, delegations + 1)]
    database = Database(settings.database)

    def work(tx: Any) -> None:
        for code in codes:
            convene.put_delegation(tx, code, f"Invented Land {code[1:]}", "en")
        tx.add(
            tables.Statement(
                id=STATEMENT, title="Joint statement", language="en", form="communique", status="negotiation", rev=1,
                parties=codes, sessions=[], omitted=[],
            )
        )  # fmt: skip
        tx.flush()
        for place in range(paragraphs):
            text = f"{TEXT} ({place + 1});"
            name = f"p{place + 1}"
            tx.add(
                tables.Paragraph(
                    id=name, statement_id=STATEMENT, place=place, kind="operative", rev=1, text=text, brackets=[],
                    citations=[], problems=[],
                )
            )  # fmt: skip
            tx.flush()
            tx.add(tables.ParagraphVersion(paragraph_id=name, rev=1, text=text, amendment="", by="bench", at=1))

    try:
        database.write(work)
    finally:
        database.close()
    return codes


def main(arguments: Sequence[str]) -> int:
    """The command line; returns the exit status: 1 when anything was lost, doubled, wrong or not seen."""
    options = _parser().parse_args(arguments)
    machine.raise_file_limit()
    made = measure(options)
    finish(made, options.out)
    print(table(made))
    return int(
        any(made[name] for name in ("lost", "doubled", "wrong", "not_seen", "gaps", "conflicts_bare", "strange"))
    )


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Run the whole bench; returns the JSON."""
    described = machine.describe()
    with opened(["web"]) as house:
        codes = furnish(house.settings, options.delegations, options.paragraphs)
        made = asyncio.run(_run(house, codes, options))
    return {"delegations": options.delegations, "paragraphs": options.paragraphs, **made, "machine": described}


async def _run(house: House, codes: Sequence[str], options: argparse.Namespace) -> dict[str, Any]:
    ledger = Ledger()
    tokens = [link(house.settings, "delegation", code, f"Head of {code}", 1).rsplit("/", 1)[1] for code in codes]
    pages = [
        Delegate(number, code, house.address, token, STATEMENT, ledger.saw)
        for number, (code, token) in enumerate(zip(codes, tokens, strict=True))
    ]
    chair = Delegate(len(pages), "CHAIR", house.address, house.token("chair"), STATEMENT, ledger.saw)
    everybody = [*pages, chair]
    for each in everybody:
        await each.come()
    gc.collect()
    gc.freeze()  # the bench looks through its own memory for 0.2 s otherwise, while its pages should receive
    web = house.pid("web")
    began_s, began_cpu = time.monotonic(), machine.cpu_s(web)
    await asyncio.gather(*(amend(each, ledger, random.Random(each.number)) for each in pages))
    burst_rev, burst_s = max(ledger.at), time.monotonic() - began_s
    until_s = began_s + options.seconds
    await asyncio.gather(
        *(negotiate(each, ledger, options, until_s) for each in pages), decide(chair, ledger, options, until_s)
    )
    seconds, cpu = time.monotonic() - began_s, machine.cpu_s(web) - began_cpu
    negotiated_rev = max(ledger.at)
    later = await instants(pages, ledger, lambda: machine.cpu_s(web), options)
    last = (await chair.caller.get(f"{chair.path}/revisions"))["rev"]
    await asyncio.gather(*(each.has(last, SETTLE_S) for each in everybody))
    burst_ms, missed_then = ledger.echoes_ms(len(everybody), upto=burst_rev)
    echo_ms, missed = ledger.echoes_ms(len(everybody), burst_rev, negotiated_rev)
    missed += ledger.echoes_ms(len(everybody), after=negotiated_rev)[1]
    verdict = await _verdict(chair, everybody, ledger)
    load = await _reading(chair)
    for each in everybody:
        each.leave()
    return {
        "seconds": round(seconds, 1),
        "calls": ledger.calls,
        "amendments": len(ledger.sent),
        **verdict,
        "not_seen": missed + missed_then,
        "gaps": sum(each.gaps for each in everybody),
        "conflicts": ledger.conflicts,
        "conflicts_bare": ledger.bare_conflicts,
        "strange": ledger.strange[:5],
        "echoes": len(echo_ms),
        "echo_ms": spread(echo_ms, SHARES),
        "late_500": round(sum(each > 500 for each in echo_ms) / max(1, len(echo_ms)), 5),
        "stored_to_seen_ms": spread(ledger.stored_ms, SHARES),
        "at_once_ms": spread(burst_ms, SHARES),
        "at_once_s": round(burst_s, 2),
        **later,
        "answer_ms": spread(ledger.answers_ms, SHARES),
        "get": load,
        "web": {"rss_mb": machine.rss_mb(web, "VmHWM"), "cpu": round(cpu / seconds, 3)},
        "load_after": machine.load(),
    }


async def _verdict(chair: Delegate, pages: Sequence[Delegate], ledger: Ledger) -> dict[str, Any]:
    """What is lost, doubled or wrong: on the server, and on every page."""
    told = (await chair.caller.get(f"{chair.path}/amendments"))["amendments"]
    stored = {each["id"]: each for each in told}
    text = (await chair.caller.get(f"{chair.path}/view/clean"))["paragraphs"]
    answered = {name for names in ledger.ids.values() for name in names}
    numbers = [each["number"] for each in told]
    facts = {name: _facts(each) for name, each in stored.items()}
    return {
        "lost": len(answered - stored.keys()),
        "doubled": sum(len(names) - 1 for names in ledger.ids.values())
        + (len(stored) - len(ledger.sent))
        + (len(numbers) - len(set(numbers))),
        "wrong": sum(
            {name: _facts(each) for name, each in page.amendments.items()} != facts
            or [page.paragraphs[each["id"]]["text"] for each in text] != [each["text"] for each in text]
            or any(
                page.positions.get(place, {}).get("value") != value for place, (_, value) in ledger.positions.items()
            )
            for page in pages
        )
        + sum(stored[name]["status"] != status for name, (_, status) in ledger.status.items() if name in stored)
        + sum(
            [stored[name]["by"], *stored[name]["cosponsors"]] != sponsors
            for name, sponsors in ledger.sponsors.items()
            if name in stored
        ),
        "accepted": sum(each["status"] == "accepted" for each in told),
    }


def _facts(amendment: Any) -> tuple[Any, ...]:
    return tuple(
        amendment[name] if name != "cosponsors" else tuple(amendment[name])
        for name in ("number", "status", "text", "by", "cosponsors")
    )


async def _reading(chair: Delegate) -> dict[str, Any]:
    """How long the calls take that a page begins with, in milliseconds, after all that was done."""
    found = {}
    for name in ("", "/amendments", "/positions", "/view/compilation"):
        times = []
        for _ in range(5):
            began_s = time.monotonic()
            await chair.caller.get(chair.path + name)
            times.append((time.monotonic() - began_s) * 1000)
        found[name or "/"] = round(sorted(times)[2], 1)
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench negotiate", description=__doc__)
    parser.add_argument("--delegations", type=int, default=75)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--paragraphs", type=int, default=20)
    parser.add_argument("--pause", type=float, default=8.0, help="seconds between what one delegation does, on average")
    parser.add_argument("--decide", type=float, default=5.0, help="seconds between decisions of the chair")
    parser.add_argument("--instants", type=int, default=4, help="times that all act in one instant once more")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="where the JSON goes")
    return parser
