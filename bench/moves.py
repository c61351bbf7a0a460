"""What delegations and the chair do with a statement, and what of it is noted."""

from __future__ import annotations

import argparse
import asyncio
import random
import secrets
import time

from bench.delegate import Delegate
from bench.echoes import Ledger

HOT = "p1"  # the paragraph that all amend
AGAIN = 0.1  # of what is sent: so often it is sent once more, as after a lost answer
VALUES = ("agree", "no_objection", "agree_ad_referendum", "reserve", "object")
WORDS = ("nine", "ten", "twelve", "exchange", "publish", "data", "figures", "annually", "twice", "promptly")


async def negotiate(page: Delegate, ledger: Ledger, options: argparse.Namespace, until_s: float) -> None:
    """One delegation: something every few seconds."""
    chance = random.Random(options.seed * 1_000 + page.number)
    while True:
        wait = chance.expovariate(1 / options.pause)
        if time.monotonic() + wait >= until_s:
            return
        await asyncio.sleep(wait)
        what = chance.random()
        if what < 0.35:
            await amend(page, ledger, chance)
        elif what < 0.45:
            await _cosponsor(page, ledger, chance)
        elif what < 0.5:
            await _withdraw(page, ledger, chance)
        else:
            await _position(page, ledger, chance, options.paragraphs)


async def amend(page: Delegate, ledger: Ledger, chance: random.Random, place: str = HOT) -> None:
    """Other words in a paragraph; who is told that it was changed writes against the newer text."""
    key = secrets.token_hex(6)
    for _ in range(5):
        paragraph = page.paragraphs[place]
        words = paragraph["text"].rstrip(";.").split(" ")
        words[chance.randrange(len(words))] = f"{chance.choice(WORDS)}-{page.number}"
        body = {
            "kind": "replace", "paragraph": place, "base_rev": paragraph["rev"], "text": " ".join(words), "key": key,
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
            page.paragraphs[place] = {**paragraph, **answer["error"]["details"]["paragraph"]}


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
    await take(page, ledger, f"p{chance.randrange(paragraphs) + 1}", chance.choice(VALUES))


async def decide(chair: Delegate, ledger: Ledger, options: argparse.Namespace, until_s: float) -> None:
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


async def take(page: Delegate, ledger: Ledger, paragraph: str, value: str) -> None:
    """A position on a paragraph."""
    status, answer, sent_s = await page.post("/positions", paragraph=paragraph, value=value)
    if ledger.answered("position", status, answer, sent_s):
        ledger.positions[page.code, paragraph] = (answer["rev"], value)
