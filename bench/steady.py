"""Does a long run stay as it was: the lag, the words' times, the processes' memory, and what was degraded. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from statistics import median
from typing import Any

from bench.chaos_checks import Final
from bench.faults import Fault
from bench.figures import rounded, spread
from server.core.hearing.ordering import RATE_HZ

CALM_S = 120.0  # at the end without a fault, so that the last minute can be compared; at most a third of the run
STOPPED_S = (6.0, 14.0)  # shorter and longer than a worker may be silent
STARTED_S = 60.0  # so long a process that has just started may grow
FROM_S = 600.0  # from here on memory must be flat
MINUTE_S = 60.0
EARLY_S = (60.0, 120.0)  # the second minute


@dataclass(frozen=True, slots=True)
class Size:
    """The resident set of a process, by its name, at a second of the run."""

    name: str
    pid: int
    at_s: float
    mb: float


def every(seconds: float, length_s: float, name: str = "speech") -> list[Fault]:
    """A fault of a process every so many seconds, kill -9 and SIGSTOP in turns, and none near the end."""
    kinds = cycle(("kill", "stop"))
    stops = cycle(STOPPED_S)
    count = max(0, int((length_s - min(CALM_S, length_s / 3)) // seconds))
    found = []
    for number in range(1, count + 1):
        kind = next(kinds)
        found.append(Fault(kind, name, number * seconds, next(stops) if kind == "stop" else 0.0))
    return found


def beside(finals: Sequence[Final], suffered: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Where finals stand in a run, in seconds, and how long after the last fault: what it did, and what it did not.

    ``after_fault_s`` counts from the last fault before the final's end to its beginning: negative where the fault fell
    into it, None where there was no fault before.
    """
    found = []
    for final in finals:
        begins_s, ends_s = final.start_sample / RATE_HZ, final.end_sample / RATE_HZ
        before = [each["at_ms"] / 1000 for each in suffered if each["at_ms"] / 1000 < ends_s]
        after_s = rounded(begins_s - max(before)) if before else None
        found.append({"at_s": rounded(begins_s), "after_fault_s": after_s, "text": final.text})
    return found


def early_and_late(values: Sequence[tuple[float, float]], length_s: float) -> dict[str, Any]:
    """The spread of ``(second, value)`` in the second minute and in the last one of a run."""
    late = (length_s - MINUTE_S, length_s)
    return {
        name: spread([value for at_s, value in values if from_s <= at_s < to_s])
        for name, (from_s, to_s) in (("minute_2", EARLY_S), ("last_minute", late))
    }


def memory(sizes: Sequence[Size], length_s: float) -> dict[str, dict[str, Any]]:
    """Of each process, from minute 10 on (of a short run: from a third on): the medians of its minutes in MiB.

    ``growth``: the last of them over the first; ``range``: the largest over the smallest, both less one. What a process
    that was started again uses in its first minute does not count.
    """
    from_s = FROM_S if length_s > 2 * FROM_S else length_s / 3
    started: dict[int, float] = {}
    for each in sizes:
        started.setdefault(each.pid, each.at_s)
    found: dict[str, dict[str, Any]] = {}
    for name in dict.fromkeys(each.name for each in sizes):
        minutes: dict[int, list[float]] = {}
        for each in sizes:
            is_settled = each.at_s - started[each.pid] >= STARTED_S or started[each.pid] <= MINUTE_S
            if each.name == name and each.at_s >= from_s and is_settled:
                minutes.setdefault(int(each.at_s // MINUTE_S), []).append(each.mb)
        medians = [round(median(values), 1) for values in minutes.values()]
        found[name] = {
            "mb": medians,
            "growth": rounded(medians[-1] / medians[0] - 1) if medians else None,
            "range": rounded(max(medians) / min(medians) - 1) if medians else None,
        }
    return found


def lags(states: Sequence[tuple[float, Mapping[str, Any]]], began_s: float) -> list[tuple[float, float]]:
    """``(second of the run, lag in milliseconds)`` as viewers were told it."""
    return [(round(at_s - began_s, 1), float(message["lag_ms"])) for at_s, message in states]


def paces(states: Sequence[tuple[float, Mapping[str, Any]]], began_s: float) -> list[dict[str, Any]]:
    """What viewers were told of how recognition was degraded: each change and its second, if anything is told."""
    found: list[dict[str, Any]] = []
    for at_s, message in states:
        if "pace" in message and (not found or found[-1]["pace"] != message["pace"]):
            found.append({"at_s": round(at_s - began_s, 1), "pace": message["pace"]})
    return found
