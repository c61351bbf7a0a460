"""What goes wrong in ``bench chaos``: which process is killed or stopped, when, and how soon all is well again."""

from __future__ import annotations

import random
import signal
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from bench import machine
from bench.house import House
from server.workers.supervisor import FIRST_WAIT_S

NAMES = ("web", "speech", "translate")
EVERY_S = 12.0
CALM_SHARE = 0.85  # no fault begins after this share of the time
STOPPED_S = (2.0, 15.0)  # shorter and longer than a worker may be silent
WELL_S = 90.0
SETTLED_S, SAMPLES = 15, 5  # a process that has just started still grows


@dataclass(frozen=True, slots=True)
class Fault:
    """``kill`` (-9, started again as the supervisor does) or ``stop`` (SIGSTOP, after ``for_s`` seconds SIGCONT)."""

    kind: str
    name: str
    at_s: float
    for_s: float


def plan(seconds: float, seed: int) -> list[Fault]:
    """The faults of a run: one in each twelve seconds; every kind comes before one comes again."""
    chance = random.Random(seed)
    calm = seconds * CALM_SHARE
    count = max(1, int(calm // EVERY_S))
    kinds: list[tuple[str, str]] = []
    while len(kinds) < count:
        more = [(kind, name) for kind in ("kill", "stop") for name in NAMES]
        chance.shuffle(more)
        kinds += more
    width = calm / count
    return [
        Fault(kind, name, round(width * (number + chance.random()), 1), round(chance.uniform(*STOPPED_S), 1))
        for number, (kind, name) in enumerate(kinds[:count])
    ]


def cause(house: House, fault: Fault) -> None:
    """Do it; returns when the process runs again."""
    if fault.kind == "kill":
        house.kill(fault.name)
        time.sleep(FIRST_WAIT_S)
        house.start(fault.name)
        return
    house.processes[fault.name].send_signal(signal.SIGSTOP)
    time.sleep(fault.for_s)
    house.processes[fault.name].send_signal(signal.SIGCONT)


def suffer(house: House, faults: Sequence[Fault], began_s: float) -> list[dict[str, object]]:
    """Cause the faults at their times; one waits until all is well after the one before. Times in milliseconds.

    ``recovered_ms``: from the fault until every process answers again; null where that took longer than 90 s.
    """
    made: list[dict[str, object]] = []
    for fault in faults:
        time.sleep(max(0.0, began_s + fault.at_s - time.monotonic()))
        at_s = time.monotonic()
        cause(house, fault)
        deadline = time.monotonic() + WELL_S
        while not house.is_well() and time.monotonic() < deadline:
            time.sleep(0.1)
        took = (time.monotonic() - at_s) * 1000 if time.monotonic() < deadline else None
        made.append(
            {
                "kind": f"{fault.kind} {fault.name}",
                "at_ms": round((at_s - began_s) * 1000),
                "recovered_ms": None if took is None else round(took),
                "stopped_ms": round(fault.for_s * 1000) if fault.kind == "stop" else None,
            }
        )
    return made


class Sizes:
    """The resident sets of a house's processes, once a second. One thread of its own."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._sizes: dict[int, list[float]] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Stop looking."""
        self._over.set()
        self._thread.join()

    def growth(self) -> float | None:
        """How much the process that grew most did since it had settled, as a share; None when none lived for long."""
        found = [growth(each) for each in self._sizes.values()]
        return max((each for each in found if each is not None), default=None)

    def _run(self) -> None:
        while not self._over.wait(1.0):
            for process in list(self._house.processes.values()):
                size = machine.rss_mb(process.pid)
                if size:
                    self._sizes.setdefault(process.pid, []).append(size)


def growth(sizes: Sequence[float]) -> float | None:
    """From a process's sizes, one a second from its start: the last ones over the first ones after it had settled."""
    if len(sizes) < SETTLED_S + 3 * SAMPLES:
        return None
    return median(sizes[-SAMPLES:]) / median(sizes[SETTLED_S : SETTLED_S + SAMPLES]) - 1
