"""``python -m bench negotiate``: delegations amend one paragraph at once; is each amendment kept, and how soon seen.

A real web process; a delegation is a signed-in person with a connection for calls and one that follows the statement.
All amend one paragraph in the same instant (``at_once``); then each amends, co-sponsors, withdraws and takes positions
now and then, some send what they sent once more, and a chair decides. In the end every amendment must be there once,
every page must show what the server has, and whoever wrote against older words must have been told what differs.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import machine
from bench.delegate import Delegate
from bench.fanout import table
from bench.figures import spread
from bench.house import House, finish, opened
from server.commands import link
from server.services.meeting import convene
from server.settings import Settings
from server.storage import tables
from server.storage.database import Database

STATEMENT = "negotiate"
HOT = "p1"  # the paragraph that all amend
SHARES = ("p50", "p95", "p99", "max")
AGAIN = 0.1  # of what is sent: so often it is sent once more, as after a lost answer
SETTLE_S = 20.0
VALUES = ("agree", "no_objection", "agree_ad_referendum", "reserve", "object")
WORDS = ("nine", "ten", "twelve", "exchange", "publish", "data", "figures", "annually", "twice", "promptly")
TEXT = "We invite all administrations to share figures on seizures by 1 May, and to report on them once a year"


@dataclass(slots=True)
class Ledger:
    """What was sent and answered, and when each page saw it. Owner: the event loop."""

    sent: dict[str, str] = field(default_factory=dict)  # key -> delegation, of every amendment that was answered
    ids: dict[str, set[str]] = field(default_factory=dict)  # key -> the ids that were answered
    sponsors: dict[str, list[str]] = field(default_factory=dict)  # id -> who stands behind it, as answered last
    status: dict[str, tuple[int, str]] = field(default_factory=dict)  # id -> the newest answer's revision and status
    positions: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    at: dict[int, float] = field(default_factory=dict)  # revision -> when the call that made it was sent
    seen: dict[int, list[tuple[int, float]]] = field(default_factory=dict)
    stored_ms: list[float] = field(default_factory=list)  # from when it was stored to each page
    answers_ms: list[float] = field(default_factory=list)
    calls: dict[str, int] = field(default_factory=dict)
    conflicts: int = 0
    bare_conflicts: int = 0  # without the difference
    strange: list[str] = field(default_factory=list)

    def saw(self, number: int, rev: int, now_s: float, age_ms: float) -> None:
        """A page got a revision."""
        self.seen.setdefault(rev, []).append((number, now_s))
        self.stored_ms.append(age_ms)

    def answered(self, what: str, status: int, answer: Any, sent_s: float) -> bool:
        """Note an answer; True where it was taken."""
        self.calls[what] = self.calls.get(what, 0) + 1
        self.answers_ms.append((time.monotonic() - sent_s) * 1000)
        if status == 409:
            self.conflicts += 1
            self.bare_conflicts += not {"paragraph", "pieces"} <= answer["error"]["details"].keys() and what in (
                "amend", "accept",
            )  # fmt: skip
        elif status != 200:
            self.strange.append(f"{what}: {status} {str(answer)[:200]}")
        if status != 200:
            return False
        self.at.setdefault(answer["rev"], sent_s)
        if "amendment" in answer:
            self._note(answer["amendment"], answer["rev"])
        return True

    def echoes_ms(self, pages: int, after: int = 0, upto: int | None = None) -> tuple[list[float], int]:
        """From each call to each page, in milliseconds, and how many pages did not see one; of these revisions."""
        found, missed = list[float](), 0
        for rev, sent_s in self.at.items():
            if rev <= after or (upto is not None and rev > upto):
                continue
            came = self.seen.get(rev, [])
            found += [(now_s - sent_s) * 1000 for _, now_s in came]
            missed += pages - len(came)
        return found, missed

    def _note(self, amendment: Any, rev: int) -> None:
        if rev >= self.status.get(amendment["id"], (0, ""))[0]:
            self.status[amendment["id"]] = (rev, amendment["status"])
            self.sponsors[amendment["id"]] = [amendment["by"], *amendment["cosponsors"]]


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
    web = house.pid("web")
    began_s, began_cpu = time.monotonic(), machine.cpu_s(web)
    await asyncio.gather(*(_amend(each, ledger, random.Random(each.number)) for each in pages))
    burst_rev, burst_s = max(ledger.at), time.monotonic() - began_s
    until_s = began_s + options.seconds
    await asyncio.gather(
        *(_negotiate(each, ledger, options, until_s) for each in pages), _decide(chair, ledger, options, until_s)
    )
    seconds, cpu = time.monotonic() - began_s, machine.cpu_s(web) - began_cpu
    last = (await chair.caller.get(f"{chair.path}/revisions"))["rev"]
    await asyncio.gather(*(each.has(last, SETTLE_S) for each in everybody))
    burst_ms, missed_then = ledger.echoes_ms(len(everybody), upto=burst_rev)
    echo_ms, missed = ledger.echoes_ms(len(everybody), after=burst_rev)
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
        "answer_ms": spread(ledger.answers_ms, SHARES),
        "get": load,
        "web": {"rss_mb": machine.rss_mb(web, "VmHWM"), "cpu": round(cpu / seconds, 3)},
        "load_after": machine.load(),
    }


async def _negotiate(page: Delegate, ledger: Ledger, options: argparse.Namespace, until_s: float) -> None:
    """One delegation: something every few seconds."""
    chance = random.Random(options.seed * 1_000 + page.number)
    while True:
        wait = chance.expovariate(1 / options.pause)
        if time.monotonic() + wait >= until_s:
            return
        await asyncio.sleep(wait)
        what = chance.random()
        if what < 0.35:
            await _amend(page, ledger, chance)
        elif what < 0.45:
            await _cosponsor(page, ledger, chance)
        elif what < 0.5:
            await _withdraw(page, ledger, chance)
        else:
            await _position(page, ledger, chance, options.paragraphs)


async def _amend(page: Delegate, ledger: Ledger, chance: random.Random) -> None:
    """Other words in the paragraph that all amend; who is told that it was changed writes against the newer text."""
    key = secrets.token_hex(6)
    for _ in range(5):
        paragraph = page.paragraphs[HOT]
        words = paragraph["text"].rstrip(";.").split(" ")
        words[chance.randrange(len(words))] = f"{chance.choice(WORDS)}-{page.number}"
        body = {
            "kind": "replace", "paragraph": HOT, "base_rev": paragraph["rev"], "text": " ".join(words), "key": key,
        }  # fmt: skip
        status, answer, sent_s = await page.post("/amendments", **body)
        if ledger.answered("amend", status, answer, sent_s):
            ledger.sent[key] = page.code
            ledger.ids.setdefault(key, set()).add(answer["amendment"]["id"])
            if chance.random() < AGAIN:
                status, answer, _ = await page.post("/amendments", **body)
                ledger.ids[key].add(answer["amendment"]["id"] if status == 200 else f"{status}")
            return
        if status == 409:
            page.paragraphs[HOT] = {**paragraph, **answer["error"]["details"]["paragraph"]}


async def _cosponsor(page: Delegate, ledger: Ledger, chance: random.Random) -> None:
    open_ones = [each for each in page.amendments.values() if each["status"] == "open" and each["by"] != page.code]
    if open_ones:
        one = chance.choice(open_ones)
        joins = page.code not in one["cosponsors"]
        ledger.answered("cosponsor", *await page.post(f"/amendments/{one['id']}/cosponsor", join=joins))


async def _withdraw(page: Delegate, ledger: Ledger, chance: random.Random) -> None:
    mine = [each for each in page.amendments.values() if each["status"] == "open" and each["by"] == page.code]
    if mine:
        ledger.answered("withdraw", *await page.post(f"/amendments/{chance.choice(mine)['id']}/withdraw"))


async def _position(page: Delegate, ledger: Ledger, chance: random.Random, paragraphs: int) -> None:
    paragraph, value = f"p{chance.randrange(paragraphs) + 1}", chance.choice(VALUES)
    status, answer, sent_s = await page.post("/positions", paragraph=paragraph, value=value)
    if ledger.answered("position", status, answer, sent_s):
        ledger.positions[page.code, paragraph] = (answer["rev"], value)


async def _decide(chair: Delegate, ledger: Ledger, options: argparse.Namespace, until_s: float) -> None:
    """The chair takes one up now and then; a stale one in words of their own."""
    chance = random.Random(options.seed)
    while time.monotonic() + options.decide < until_s:
        await asyncio.sleep(options.decide)
        waiting = [each for each in chair.amendments.values() if each["status"] == "open"]
        if not waiting:
            continue
        one, rev = chance.choice(waiting), chair.paragraphs[HOT]["rev"]
        status, answer, sent_s = await chair.post(f"/amendments/{one['id']}/accept", rev=rev)
        if not ledger.answered("accept", status, answer, sent_s) and status == 409:
            newer = answer["error"]["details"].get("paragraph", {}).get("rev", rev)
            again = await chair.post(f"/amendments/{one['id']}/accept", rev=newer, text=one["text"])
            ledger.answered("accept", *again)


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
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="where the JSON goes")
    return parser
