"""``python -m bench live --soak MINUTES``: one microphone for a long time, and faults of the speech worker."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench import machine
from bench.aftermath import differing, quiet, recorded
from bench.chaos_checks import lacking, missing, overlaps
from bench.figures import pair, rounded
from bench.house import House, opened
from bench.place import PROCESSES, Place
from bench.plot import lag_svg
from bench.rooms import Outcome, speak
from bench.sounds import Heard, looped
from bench.steady import Size, beside, early_and_late, every, memory
from bench.words import errors, units

SAMPLE_S = 3.0
QUIET = "quiet"
BAD = ("finals_lost", "finals_doubled", "holes", "samples_wrong")


class Memory:
    """The resident sets of a house's processes over time. One thread of its own."""

    def __init__(self, house: House) -> None:
        self._house, self._began_s = house, time.monotonic()
        self.sizes: list[Size] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Stop looking."""
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(SAMPLE_S):
            for name, process in list(self._house.processes.items()):
                size = machine.rss_mb(process.pid)
                if size:
                    self.sizes.append(Size(name, process.pid, time.monotonic() - self._began_s, size))


def measure(heard: Sequence[Heard], minutes: float, kill_every_s: float | None, plot: Path | None) -> dict[str, Any]:
    """Run it; returns what stands under ``soak`` in the JSON. Raises BenchFailed or BadRequest."""
    sound = looped(heard, minutes * 60)
    faults = every(kill_every_s, sound.seconds) if kill_every_s else []
    with opened(PROCESSES) as house, tempfile.TemporaryDirectory(prefix="roundtable-bench-") as folder:
        place = Place(house.address, house.token(), house)
        sizes = Memory(house)
        try:
            outcomes, suffered = speak(place, house, [sound], faults, Path(folder))
        finally:
            sizes.end()
        made = _figures(place, house, outcomes[0], suffered, Path(folder))
    if plot is not None:
        plot.parent.mkdir(parents=True, exist_ok=True)
        title = f"Lag of the captions over {sound.seconds / 60:.0f} minutes of continuous speech"
        plot.write_text(lag_svg(made["lag"], suffered, title), encoding="utf-8")
    return {**made, "faults": suffered, "memory": memory(sizes.sizes, sound.seconds)}


def table(made: dict[str, Any]) -> str:
    """One line a fault, a figure and a process."""
    lines = [
        f"{each['at_ms'] / 1000:7.1f} s  {each['kind']:<13} well again after {(each['recovered_ms'] or 0) / 1000:.1f} s"
        for each in made["faults"]
    ]
    names = (*BAD, "lost", "doubled", "wer", "wer_to_quiet", "committed_changed", "erasure", "erasure_finals_only")
    lines += [f"{name:<22}{made[name]}" for name in names]
    for name in ("said_live_only", "said_quietly_only"):
        lines += [f"{name:<22}{each['at_s']:.1f} s, {_near(each)}: {each['text']}" for each in made[name]]
    for name in ("lag", "committed", "final"):
        each = made["steady"][f"{name}_ms"]
        head = f"{name}, p50 / p95 s"
        lines.append(f"{head:<22}minute 2: {pair(each['minute_2'])}, last: {pair(each['last_minute'])}")
    told = ", ".join(f"{each['at_s']:.0f} s {each['pace']}" for each in made["pace"]) or "nothing"
    lines.append(f"{'told of degradation':<22}{told}")
    for name, each in made["memory"].items():
        if each["mb"]:
            ends = f"{each['mb'][0]:.0f} -> {each['mb'][-1]:.0f} MiB"
            lines.append(f"memory of {name:<12}{ends}, growth {each['growth']:.3f}, range {each['range']:.3f}")
    return "\n".join(lines)


def _near(each: Mapping[str, Any]) -> str:
    after_s = each["after_fault_s"]
    return "before any fault" if after_s is None else f"{after_s:.1f} s after a fault"


def _figures(
    place: Place, house: House, outcome: Outcome, suffered: Sequence[Mapping[str, Any]], folder: Path
) -> dict[str, Any]:
    lang, length_s = outcome.sound.lang, outcome.sound.seconds
    read = outcome.reading()
    made = outcome.figures(read)
    kept = recorded(house, outcome.session, outcome.stream)
    facts = {"id": QUIET, "title": QUIET, "visibility": "public", "languages": [lang]}
    place.chair.post("/api/sessions", facts)
    calm, finals = quiet(place, house, QUIET, kept, lang, folder), outcome.stored.finals
    said, again = ([unit for each in found for unit in units(each.text, lang)] for found in (finals, calm))
    times = read.times()
    spoken = [read.spoken[at] - outcome.began_s for at, _ in read.pairs]
    steady = {name: list(zip(spoken, times[name], strict=True)) for name in ("committed_ms", "final_ms")}
    return {
        **made,
        "overlapping": overlaps(finals),
        "said_live_only": beside(lacking(finals, calm, lang), suffered),
        "said_quietly_only": beside(lacking(calm, finals, lang), suffered),
        "finals_lost": missing(calm, finals, lang) + made["lost"],
        "finals_doubled": overlaps(finals) + missing(finals, calm, lang) + made["doubled"],
        "samples_wrong": differing(outcome.sound.pcm, kept),
        "finals_quiet": len(calm),
        "wer_to_quiet": rounded(errors(again, said).rate),
        "steady": {
            name: early_and_late(values, length_s) for name, values in {"lag_ms": made["lag"], **steady}.items()
        },
    }
