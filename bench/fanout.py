"""``python -m bench fanout``: does every viewer get every final once, and how soon.

A real web process; a real microphone of silence; stand-in workers present finals and their translations through the
real ``/worker`` protocol, so each is stored and logged as in a meeting. The viewers are real websocket clients over
loopback in processes of their own. Some lose their connection on the way and resume; some come late.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench import machine
from bench.figures import percentile, spread
from bench.house import House, finish, opened
from bench.stand_in import Feed, Speech, Translate
from server import languages
from server.commands.play import Chair
from server.core.hearing.ordering import RATE_HZ
from server.settings import ROOT

SESSION = "fanout"
SHARES = ("p50", "p95", "p99", "max")
RECONNECT_SHARE, LATE_SHARE = 0.05, 0.05
PROBE_S = 0.1
IDLE_PROBES = 20


class Crowds:
    """The processes of viewers; viewer number n sits in process n modulo their count."""

    def __init__(self, address: str, views: Sequence[str], processes: int, seed: int) -> None:
        self._running = [
            subprocess.Popen(
                [sys.executable, "-m", "bench.crowd"],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(processes)
        ]
        for at, each in enumerate(self._running):
            facts = {"address": address, "session": SESSION, "views": views[at::processes], "seed": seed + at}
            self._tell(each, facts)

    def order(self, do: str, viewers: Iterable[int] = (), **more: Any) -> list[dict[str, Any]]:
        """Have every process do something; returns their answers when all are done."""
        chosen, count = list(viewers), len(self._running)
        for at, each in enumerate(self._running):
            self._tell(each, {"do": do, "viewers": [one // count for one in chosen if one % count == at], **more})
        answers = []
        for each in self._running:
            assert each.stdout is not None
            answers.append(json.loads(each.stdout.readline()))
        return answers

    def seats(self, sent: int) -> list[dict[str, Any]]:
        """What each viewer received, in the order of the viewers, once all have everything or a minute has passed."""
        answers = [answer["seats"] for answer in self.order("end", sent=sent)]
        count = len(answers)
        return [answers[number % count][number // count] for number in range(sum(map(len, answers)))]

    def end(self) -> None:
        """End the processes."""
        for each in self._running:
            each.kill()
            each.wait()
            for pipe in (each.stdin, each.stdout):
                if pipe is not None:
                    pipe.close()

    @staticmethod
    def _tell(process: subprocess.Popen[str], what: dict[str, Any]) -> None:
        assert process.stdin is not None
        process.stdin.write(json.dumps(what) + "\n")
        process.stdin.flush()


class Probe:
    """Asks ten times a second for what needs the hub alone: its time above the idle one is the lag."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        self._idle_ms = min(self._ask() for _ in range(IDLE_PROBES))
        self.lags_ms: list[float] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Stop asking."""
        self._over.set()
        self._thread.join()
        self._line.close()

    def _run(self) -> None:
        while not self._over.wait(PROBE_S):
            self.lags_ms.append(max(0.0, self._ask() - self._idle_ms))

    def _ask(self) -> float:
        began = time.monotonic()
        self._line.request("GET", "/health?of=speech")
        self._line.getresponse().read()
        return (time.monotonic() - began) * 1000


def main(arguments: Sequence[str]) -> int:
    """The command line; returns the exit status: 1 when a final was lost or doubled."""
    options = _parser().parse_args(arguments)
    machine.raise_file_limit()
    made = measure(options)
    finish(made, options.out)
    print(table(made))
    return int(bool(made["lost"] or made["doubled"]))


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Run the whole bench; returns the JSON."""
    spoken = ["en", *(code for code in languages.CODES if code != "en")][: options.languages]
    views = [spoken[number % len(spoken)] for number in range(options.viewers)]
    described = machine.describe()
    with opened(["web"]) as house:
        token = house.token()
        chair = Chair(house.address, token)
        chair.post("/api/sessions", {"id": SESSION, "title": "Fan-out", "visibility": "public", "languages": spoken})
        chair.post(f"/api/sessions/{SESSION}/open", {})
        crowds = Crowds(house.address, views, options.processes, options.seed)
        try:
            made = _run(house, token, crowds, spoken, options)
        finally:
            crowds.end()
    return {"viewers": options.viewers, "languages": len(spoken), "sent": options.sent, **made, "machine": described}


def table(made: dict[str, Any]) -> str:
    """One line a figure."""
    groups = [(name, value) for name, value in made.items() if isinstance(value, dict) and name != "machine"]
    flat = {name: value for name, value in made.items() if not isinstance(value, dict)}
    flat |= {f"{name} {key}": figure for name, value in groups for key, figure in value.items()}
    flat["load_before"] = made["machine"]["load"]
    width = max(map(len, flat))
    return "\n".join(f"{name:<{width}}  {value}" for name, value in flat.items())


def _run(
    house: House, token: str, crowds: Crowds, spoken: Sequence[str], options: argparse.Namespace
) -> dict[str, Any]:
    chosen = random.Random(options.seed).sample(range(options.viewers), options.viewers)
    away, late = round(options.viewers * RECONNECT_SHARE), round(options.viewers * LATE_SHARE)
    dropped, coming, early = chosen[:away], chosen[away : away + late], [*chosen[:away], *chosen[away + late :]]
    web = house.pid("web")
    empty_mb = machine.rss_mb(web)
    crowds.order("join", early)
    full_mb = machine.rss_mb(web)
    with _workers(house, token, spoken[1:]) as speech:
        probe = Probe(house.address)
        began_s, began_cpu = time.monotonic(), machine.cpu_s(web)
        _present(speech, crowds, dropped, coming, options)
        seconds, cpu = time.monotonic() - began_s, machine.cpu_s(web) - began_cpu
        seats = crowds.seats(options.sent)
        probe.end()
    return {
        **_summed(seats),
        "late_joiners_ms": spread([seats[number]["joined_ms"] for number in coming]),
        "seconds": round(seconds, 1),
        "rate_per_s": options.rate,
        "web": {
            "processes": 1,
            "rss_mb": machine.rss_mb(web, "VmHWM"),
            "kb_per_viewer": round((full_mb - empty_mb) * 1024 / max(1, len(early)), 1),
            "cpu": round(cpu / seconds, 3),
            "hub_lag_ms_p99": round(percentile(probe.lags_ms or [0.0], 0.99), 1),
        },
        "load_after": machine.load(),
    }


@contextlib.contextmanager
def _workers(house: House, token: str, targets: Sequence[str]) -> Iterator[Speech]:
    """The stand-in workers and the microphone of silence; the speech worker holds its lease."""
    speech = Speech(house.address, house.settings.worker_token)
    translate = Translate(house.address, house.settings.worker_token, targets)
    feed = Feed(house.address, token, SESSION)
    speech.wait()
    try:
        yield speech
    finally:
        feed.end()
        speech.end()
        translate.end()


def _present(
    speech: Speech, crowds: Crowds, dropped: Sequence[int], coming: Sequence[int], options: argparse.Namespace
) -> None:
    """Present the finals at their rate; on the way some viewers are cut off and, later, some come."""
    began_s = time.monotonic()
    joining = threading.Thread(target=crowds.order, args=("join", coming))
    for number in range(options.sent):
        time.sleep(max(0.0, began_s + (number + 1) / options.rate - time.monotonic()))
        if number == options.sent * 2 // 5:
            crowds.order("drop", dropped)
        if number == options.sent * 3 // 4:
            joining.start()
        speech.present(number, int(RATE_HZ / options.rate) // 2)
    joining.join()


def _summed(seats: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The figures of all viewers together."""
    return {
        **{
            name: sum(seat[name] for seat in seats)
            for name in ("delivered", "translations", "lost", "doubled", "reads")
        },
        "reconnects": sum(seat["connections"] - 1 for seat in seats),
        "latency_ms": spread([each for seat in seats for each in seat["latencies_ms"]], SHARES),
        "translated_ms": spread([each for seat in seats for each in seat["translated_ms"]], SHARES),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench fanout", description=__doc__)
    parser.add_argument("--viewers", type=int, default=600)
    parser.add_argument("--languages", type=int, default=10, help="views of the session, the original among them")
    parser.add_argument("--sent", type=int, default=600, help="finals; each goes to all viewers")
    parser.add_argument("--rate", type=float, default=2.0, help="finals a second")
    parser.add_argument("--processes", type=int, default=2, help="processes that hold the viewers")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="where the JSON goes")
    return parser
