"""``python -m bench coedit``: people edit the minutes of one session at once; is every edit kept, and how soon seen.

A real web process; editors that speak the real ``/minutes`` protocol over loopback, in one process beside it. They
write words in several scripts, and take some of their own out again. Now and then some lose their line and write on;
the web process is killed (-9) and started again. In the end every word must stand once where it was written and not
taken out, nothing else may have changed, all copies and the minutes must be the same.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from bench import machine
from bench.editor import MARK, Editor
from bench.fanout import table
from bench.figures import spread
from bench.house import House, finish, opened
from server.commands import link
from server.commands.play import Chair
from server.services.hearing import hear
from server.services.meeting import convene
from server.settings import Settings
from server.storage.database import Database

SESSION = "coedit"
SHARES = ("p50", "p95", "p99", "max")
CUT_EVERY_S = 20.0
AWAY_S = (1.0, 6.0)
ERASED = 0.15  # of what an editor does
SETTLE_S = 60.0
BASES = (
    "세관 당국들은 위험 정보를 교환하기로 합의했습니다.",
    "نحن رؤساء إدارات الجمارك نؤكد التزامنا بتبادل البيانات.",
    "各方同意设立数据交换工作组，并于明年提交报告。",
    "The administrations 🙂 share risk data before the goods arrive 👩‍💻 at the port.",
    "Les délégations proposent un projet pilote à six administrations.",
)


@dataclass(slots=True)
class Ledger:
    """What was written where and when, and when another editor saw it. Owner: one thread."""

    written: dict[str, str] = field(default_factory=dict)  # word -> line
    erased: set[str] = field(default_factory=set)
    sent: dict[str, tuple[float, int]] = field(default_factory=dict)  # word -> when, and who watches for it
    echo_ms: list[float] = field(default_factory=list)

    def wrote(self, word: str, line: str, now_s: float | None, watcher: int) -> None:
        """``now_s``: None where the writer has no line now, so that nobody can be waiting."""
        self.written[word] = line
        if now_s is not None:
            self.sent[word] = (now_s, watcher)

    def saw(self, watcher: Editor, word: str, now_s: float) -> None:
        """An editor sees a word; it counts for the one who watches for it, if its line stood all the while."""
        sent_s, wanted = self.sent.get(word, (now_s, -1))
        if wanted == watcher.number and watcher.connected_at <= sent_s:
            self.echo_ms.append((now_s - sent_s) * 1000)
            del self.sent[word]

    def verdict(self, texts: Mapping[str, str], bases: Mapping[str, str]) -> dict[str, Any]:
        """``{lost, doubled, wrong}``: words that are missing, words that stand twice or should not, and lines in which
        something else changed."""
        standing = Counter((each.group(0), line) for line, text in texts.items() for each in MARK.finditer(text))
        wanted = {(word, line) for word, line in self.written.items() if word not in self.erased}
        return {
            "lost": sum(each not in standing for each in wanted),
            "doubled": sum(count - (each in wanted) for each, count in standing.items()),
            "wrong": sum(MARK.sub("", texts.get(line, "")) != base for line, base in bases.items()),
        }


def furnish(settings: Settings, lines: int) -> dict[str, str]:
    """A session with so many final lines, as recognition stores them; returns them."""
    database = Database(settings.database)
    texts = [f"{BASES[number % len(BASES)]} ({number})" for number in range(lines)]

    def work(tx: Any) -> None:
        convene.create_session(tx, SESSION, "Editing together", "public", ["en", "pt"], {"en": "", "pt": ""})
        convene.open_session(tx, SESSION, 1_000)
        hear.open_stream(tx, f"{SESSION}-room", SESSION, "mixed", None, "en", 0, 0)
        epoch = hear.lease(tx, f"{SESSION}-room")["epoch"]
        for number, text in enumerate(texts):
            place = {"kind": "final", "start_sample": 16_000 * number, "end_sample": 16_000 * (number + 1)}
            result = {**place, "text": text, "language": "en", "words": []}
            hear.accept(tx, f"{SESSION}-room", epoch, result, {}, "invented", 1_000)

    try:
        database.write(work)
    finally:
        database.close()
    return {f"{SESSION}-room-{16_000 * number}": text for number, text in enumerate(texts)}


def main(arguments: Sequence[str]) -> int:
    """The command line; returns the exit status: 1 when anything was lost, doubled or different."""
    options = _parser().parse_args(arguments)
    machine.raise_file_limit()
    made = measure(options)
    finish(made, options.out)
    print(table(made))
    return int(
        bool(made["lost"] or made["doubled"] or made["wrong"] or not (made["copies_equal"] and made["minutes_equal"]))
    )


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Run the whole bench; returns the JSON."""
    described = machine.describe()
    with opened(["web"]) as house:
        bases = furnish(house.settings, options.lines)
        made = asyncio.run(_run(house, bases, options))
        made |= _minutes(house, made.pop("texts"))
    return {"editors": options.editors, "minutes": options.minutes, **made, "machine": described}


def _minutes(house: House, texts: Mapping[str, str]) -> dict[str, Any]:
    """Whether the minutes come to say what the shared text says, and in how many versions."""
    chair, until_s, is_equal = Chair(house.address, house.token()), time.monotonic() + SETTLE_S, False
    segments: list[Any] = []
    while not is_equal and time.monotonic() < until_s:
        time.sleep(0.2)
        segments = chair.get(f"/api/sessions/{SESSION}/minutes")["segments"]
        is_equal = {each["id"]: each["text"] for each in segments} == {
            line: text.strip() for line, text in texts.items()
        }
    return {"minutes_equal": is_equal, "versions": sum(len(each["versions"]) for each in segments)}


async def _run(house: House, bases: Mapping[str, str], options: argparse.Namespace) -> dict[str, Any]:
    ledger, chance = Ledger(), random.Random(options.seed)
    editors: list[Editor] = []
    for number in range(options.editors):
        token = link(house.settings, "rapporteur", None, f"Editor {number}", 1).rsplit("/", 1)[1]
        editors.append(Editor(number, house.address, token, SESSION))
        editors[-1].watch(partial(ledger.saw, editors[-1]))
    running = [asyncio.create_task(each.run()) for each in editors]
    await asyncio.gather(*(each.is_current.wait() for each in editors))
    began_s, began_cpu = time.monotonic(), machine.cpu_s(house.pid("web"))
    until_s = began_s + options.minutes * 60
    typing = [asyncio.create_task(_type(each, ledger, options, until_s)) for each in editors]
    cutting = asyncio.create_task(_cut(editors, chance, options, until_s))
    started_s = await _restart(house, options, began_s, until_s)
    await asyncio.gather(*typing, cutting)
    await asyncio.gather(*(each.is_saved() for each in editors))
    seconds, web = time.monotonic() - began_s, house.pid("web")
    cpu = (machine.cpu_s(web) - (0.0 if options.restarts else began_cpu)) / (time.monotonic() - started_s)
    late = Editor(options.editors, house.address, house.token(), SESSION)
    running.append(asyncio.create_task(late.run()))
    await late.is_current.wait()
    is_equal = await _agree([*editors, late])
    texts = late.texts()
    for each in [*editors, late]:
        each.stop()
    await asyncio.gather(*running)
    return {
        "written": len(ledger.written),
        "erased": len(ledger.erased),
        "saved": sum(each.saved for each in editors),
        **ledger.verdict(texts, bases),
        "copies_equal": is_equal,
        "reconnects": sum(each.connections - 1 for each in editors),
        "restarts": options.restarts,
        "echo_ms": spread(ledger.echo_ms, SHARES),
        "echoes": len(ledger.echo_ms),
        "saved_ms": spread([one for each in editors for one in each.saved_ms], SHARES),
        "seconds": round(seconds, 1),
        "web": {"rss_mb": machine.rss_mb(web, "VmHWM"), "cpu": round(cpu, 3)},
        "load_after": machine.load(),
        "texts": texts,
    }


async def _type(editor: Editor, ledger: Ledger, options: argparse.Namespace, until_s: float) -> None:
    """One person: a word now and then, mostly in the line in which they wrote before."""
    chance = random.Random(options.seed * 1_000 + editor.number)
    lines = sorted(editor.texts())
    line, mine = chance.choice(lines), list[tuple[str, str]]()
    while time.monotonic() < until_s:
        await asyncio.sleep(chance.expovariate(1 / options.pause))
        if chance.random() < 0.1:
            if editor.is_current.is_set():
                editor.leave(line)
            line = chance.choice(lines)
        if mine and chance.random() < ERASED:
            word, where = mine.pop(chance.randrange(len(mine)))
            if editor.erase_word(where, word):
                ledger.erased.add(word)
                ledger.sent.pop(word, None)
            continue
        is_online = editor.is_current.is_set() and not editor.unsaved
        word = editor.write_word(line, chance.random())
        ledger.wrote(word, line, time.monotonic() if is_online else None, (editor.number + 1) % options.editors)
        mine.append((word, line))


async def _cut(editors: Sequence[Editor], chance: random.Random, options: argparse.Namespace, until_s: float) -> None:
    """Now and then some lose their line and write on without."""
    every_s = min(CUT_EVERY_S, options.minutes * 60 / 4)
    while time.monotonic() + every_s < until_s:
        await asyncio.sleep(every_s)
        for each in chance.sample(list(editors), round(options.cut * len(editors))):
            each.drop(chance.uniform(*AWAY_S))


async def _restart(house: House, options: argparse.Namespace, began_s: float, until_s: float) -> float:
    """The web process is killed and started again, so many times at even distances; returns when it last began."""
    started_s = began_s
    for number in range(options.restarts):
        at_s = began_s + (until_s - began_s) * (number + 1) / (options.restarts + 1)
        await asyncio.sleep(max(0.0, at_s - time.monotonic()))
        await asyncio.to_thread(house.kill, "web")
        house.start("web")
        started_s = time.monotonic()
    return started_s


async def _agree(editors: Sequence[Editor]) -> bool:
    """Whether all copies become the same within a while."""
    for _ in range(600):
        texts = [each.texts() for each in editors]
        if all(each == texts[0] for each in texts):
            return True
        await asyncio.sleep(0.1)
    return False


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench coedit", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--editors", type=int, default=20)
    parser.add_argument("--lines", type=int, default=30)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between two words of one editor, on average")
    parser.add_argument("--cut", type=float, default=0.1, help="share of the editors that lose their line at a time")
    parser.add_argument("--restarts", type=int, default=1, help="of the web process, by kill -9")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="where the JSON goes")
    return parser
