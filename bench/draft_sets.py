"""``python -m bench draft --set FOLDER``: every labelled roundtable of a folder, as heard and spoilt, against the bars.

Shares are pooled by what they are shares of, so that a roundtable with nine reservations counts nine times as much as
one with one; counts are added. Rows with faults are means of ``SEEDS``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.cutting import cut
from bench.machine import describe
from bench.noise import misheard, swapped
from bench.roundtables import SETTLED_BY, Roundtable, read

Report = Mapping[str, Any]
Records = Sequence[Mapping[str, Any]]
SEEDS = (1, 2, 3)
# Two hours of live recognition: so many finals of so many words at most.
LONG_SEGMENTS, LONG_WORDS = 3000, 12
SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Fault:
    """A simulated fault. ``is_judged``: the bars hold for it; where they do not, its row shows the damage."""

    name: str
    spoil: Callable[[Records, int], Records]
    seeds: tuple[int, ...] = SEEDS
    is_judged: bool = True


@dataclass(frozen=True, slots=True)
class Bar:
    """What a metric must be: ``at_least`` or at most ``value``, ``worn`` with 20 % of the words misheard."""

    metric: str
    value: float
    at_least: bool = True
    worn: float | None = None

    def met(self, value: float, fault: str) -> bool:
        """True where the figure, pooled, is as asked."""
        bar = self.value if self.worn is None or fault != WORN else self.worn
        return value >= bar if self.at_least else value <= bar

    def asked(self) -> str:
        """The bar as printed."""
        worn = "" if self.worn is None else f" ({self.worn:g})"
        return f"{'>=' if self.at_least else '<='} {self.value:g}{worn}"


WORN = "20 % of words"
FAULTS = (
    Fault("as heard", lambda records, _: records, (1,)),
    Fault("10 % of words", lambda records, seed: misheard(records, 0.1, seed)),
    Fault(WORN, lambda records, seed: misheard(records, 0.2, seed)),
    Fault("10 % of speakers", lambda records, seed: swapped(records, 0.1, seed), is_judged=False),
)
BARS = (
    Bar("citation_recall", 1.0),
    Bar("attribution", 1.0),
    Bar("false_consensus", 0, at_least=False),
    Bar("reservation_recall", 0.95, worn=0.9),
    Bar("condition_recall", 0.95, worn=0.9),
    Bar("commitment_recall", 0.9),
    Bar("proposal_recall", 0.9),
    Bar("changed_figures", 0, at_least=False),
    Bar("flipped_negations", 0, at_least=False),
    Bar("raised_strength", 0, at_least=False),
    Bar("coverage", 1.0),
    Bar("proposal_precision", 0.85),
    Bar("commitment_precision", 0.85),
    Bar("needless_brackets", 0.1, at_least=False),
    Bar("length_share", 0.25, at_least=False),
    Bar("duplicates", 0.05, at_least=False),
)
# Reported beside the bars: no bar is set for them.
BESIDE = ("correction_recall", "conflict_recall", "support_recall", "silently_dropped", "unverified")
FLAGGED = "contradictions_flagged"
COUNTS = (
    "false_consensus",
    "changed_figures",
    "flipped_negations",
    "raised_strength",
    "silently_dropped",
    "unverified",
)


def measure(roundtables: Sequence[Roundtable], report: Callable[[Records, Any], Report]) -> dict[str, Any]:
    """The JSON for a set: for each fault the figures pooled and of each roundtable, and the time of a long meeting."""
    found: dict[str, Any] = {"machine": describe(), "roundtables": len(roundtables), "faults": {}}
    for fault in FAULTS:
        runs = [
            [(each, report(fault.spoil(each.records, seed), each.gold)) for each in roundtables] for seed in fault.seeds
        ]
        found["faults"][fault.name] = {
            "pooled": _mean([pooled(run) for run in runs]),
            "each": {each.name: _mean([run[at][1]["metrics"] for run in runs]) for at, each in enumerate(roundtables)},
        }
    meeting = long_meeting(roundtables)
    made = report(meeting, None)
    found["long"] = {
        "segments": sum("id" in each for each in meeting),
        "seconds": made["metrics"]["seconds"],
        "paragraphs": len(made["paragraphs"]),
    }
    found["met"] = {
        fault.name: {bar.metric: bar.met(_figure(found, fault.name, bar.metric), fault.name) for bar in BARS}
        for fault in FAULTS
        if fault.is_judged
    }
    return found


def pooled(run: Sequence[tuple[Roundtable, Report]]) -> dict[str, float]:
    """One figure for each metric over the roundtables of a run."""
    found: dict[str, float] = {}
    for metric in (*(bar.metric for bar in BARS), *BESIDE):
        values = [made["metrics"][metric] for _, made in run]
        if metric in COUNTS:
            found[metric] = sum(values)
            continue
        weights = [_weight(metric, each, made) for each, made in run]
        whole = sum(weights)
        told = sum(value * weight for value, weight in zip(values, weights, strict=True))
        found[metric] = round(told / whole, 3) if whole else 1.0
    flags = [flag for each, made in run for flag in _flagged(each, made)]
    found[FLAGGED] = round(sum(flags) / len(flags), 3) if flags else 1.0
    return found


def long_meeting(roundtables: Sequence[Roundtable]) -> list[dict[str, Any]]:
    """The roundtables one after the other in finals of a few words, again and again until they are two hours long."""
    found: list[dict[str, Any]] = []
    turn = 0
    while len(found) < LONG_SEGMENTS:
        for each in roundtables:
            turn += 1
            shift = found[-1]["end_ms"] if found else 0
            found += (
                {
                    **record,
                    "id": f"{turn}.{record['id']}",
                    "start_ms": shift + record["start_ms"],
                    "end_ms": shift + record["end_ms"],
                }
                for record in cut(each.records, LONG_WORDS)
                if "id" in record
            )
    return found[:LONG_SEGMENTS]


def table(measured: Mapping[str, Any]) -> str:
    """A line for each metric: its bar, and the pooled figure under each fault, marked where the bar is missed."""
    lines = [f"{'pooled':<22}{'bar':>15}" + "".join(f"{each.name:>20}" for each in FAULTS)]
    for bar in BARS:
        lines.append(
            f"{bar.metric:<22}{bar.asked():>15}"
            + "".join(f"{_cell(measured, fault, bar.metric):>20}" for fault in FAULTS)
        )
    for metric in (*BESIDE, FLAGGED):
        lines.append(f"{metric:<22}{'':>15}" + "".join(f"{_cell(measured, fault, metric):>20}" for fault in FAULTS))
    long = measured["long"]
    told = "met" if long["seconds"] <= SECONDS else "MISSED"
    lines.append(
        f"{long['segments']} segments: {long['seconds']} s (<= {SECONDS:g} s) {told}, {long['paragraphs']} paragraphs"
    )
    return "\n".join([*lines, "", *_of_each(measured)])


def main(folder: Path, out: Path, report: Callable[[Records, Any], Report]) -> int:
    """Measure a folder, print the table, write the JSON; 0 also where bars are missed: figures are no failure."""
    measured = measure(read(folder), report)
    measured["set"] = folder.name
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(measured, ensure_ascii=False, indent=1), encoding="utf-8")
    print(table(measured))
    return 0


def _weight(metric: str, roundtable: Roundtable, made: Report) -> int:
    """How many things a share is a share of."""
    gold, paragraphs = roundtable.gold, made["paragraphs"]
    if metric in ("reservation_recall", "condition_recall"):
        kind = metric.removesuffix("_recall") + "s"
        settled = [each for each in SETTLED_BY if each != "taken_up_in"]
        return sum(not any(each.get(key) for key in settled) for each in gold.get(kind, []))
    if metric.endswith("_recall") and metric != "citation_recall":
        return len(gold.get(metric.removesuffix("_recall") + "s", []))
    if metric.endswith("_precision"):
        return sum(each["role"] == metric.removesuffix("_precision") for each in paragraphs)
    if metric == "coverage":
        return len(roundtable.delegations())
    if metric == "length_share":
        return roundtable.words()
    return len(paragraphs)


def _flagged(roundtable: Roundtable, made: Report) -> list[bool]:
    """For each delegation that says yes and no: it holds a bracket, and is no supporter of what it said both to."""
    found = []
    for label in roundtable.gold.get("contradictions", []):
        opened = [
            each
            for each in made["paragraphs"]
            if label["of"] in (each["citations"] or [{"segments": ()}])[0]["segments"]
        ]
        owners = {owner for each in made["paragraphs"] for owner in each["owners"]}
        found.append(label["by"] in owners and all(label["by"] not in each["supporters"] for each in opened))
    return found


def _mean(runs: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    keys = [key for key in runs[0] if all(isinstance(run[key], int | float) for run in runs)]
    return {key: round(sum(run[key] for run in runs) / len(runs), 3) for key in keys}


def _figure(measured: Mapping[str, Any], fault: str, metric: str) -> float:
    return float(measured["faults"][fault]["pooled"][metric])


def _cell(measured: Mapping[str, Any], fault: Fault, metric: str) -> str:
    told = f"{_figure(measured, fault.name, metric):g}"
    missed = not measured["met"].get(fault.name, {}).get(metric, True)
    return f"{told} MISSED" if missed else told


def _of_each(measured: Mapping[str, Any]) -> list[str]:
    """The roundtables as heard, the metrics that have a bar in columns."""
    each = measured["faults"][FAULTS[0].name]["each"]
    names = [bar.metric for bar in BARS]
    short = {name: "".join(part[:6] + " " for part in name.split("_")).strip() for name in names}
    lines = [f"{'as heard':<12}" + "".join(f"{short[name]:>15}" for name in names)]
    lines += (f"{who:<12}" + "".join(f"{found[name]:>15g}" for name in names) for who, found in each.items())
    return lines
