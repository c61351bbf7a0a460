"""``python -m bench live --mics N``: so many microphones speak at once, each in a session of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench import pooled
from bench.figures import columns, pair, spread
from bench.house import opened
from bench.place import PROCESSES, Place
from bench.rooms import speak
from bench.sounds import Heard, dealt
from bench.steady import every


def measure(heard: Sequence[Heard], count: int, minutes: float, kill_every_s: float | None) -> dict[str, Any]:
    """Run it; returns what stands under ``mics`` in the JSON. Raises BenchFailed or BadRequest."""
    sounds = dealt(heard, count, minutes * 60)
    faults = every(kill_every_s, min(each.seconds for each in sounds)) if kill_every_s else []
    with opened(PROCESSES) as house, tempfile.TemporaryDirectory(prefix="roundtable-bench-") as folder:
        place = Place(house.address, house.token(), house)
        place.clear_peaks()
        outcomes, suffered = speak(place, house, sounds, faults, Path(folder))
        readings = [each.reading() for each in outcomes]
        found = [each.figures(read) for each, read in zip(outcomes, readings, strict=True)]
        peaks = place.peaks()
    for each in found:
        each["lag_ms"] = spread([lag for _, lag in each["lag"]])
    return {
        "microphones": found,
        "pooled": pooled.pooled(readings),
        "lost": sum(each["lost"] for each in found),
        "doubled": sum(each["doubled"] for each in found),
        "holes": sum(each["holes"] for each in found),
        "faults": suffered,
        "peak_rss_mb": peaks,
    }


def table(made: dict[str, Any]) -> str:
    """One line a microphone; times are p50 / p95 in seconds."""
    rows = [("microphone", "seconds", "wer", "shown", "committed", "final", "lag", "lost", "doubled", "told")]
    for each in made["microphones"]:
        rate = each["cer"] if each["wer"] is None else each["wer"]
        times = [pair(each[name]) for name in ("shown_ms", "committed_ms", "final_ms", "lag_ms")]
        told = ", ".join(f"{one['at_s']:.0f} s {one['pace']}" for one in each["pace"]) or "nothing"
        counts = [str(each["lost"]), str(each["doubled"])]
        rate_cell = "-" if rate is None else f"{rate * 100:.1f}%"
        rows.append((each["audio"], f"{each['seconds']:.0f}", rate_cell, *times, *counts, told))
    return "\n".join([columns(rows), "", pooled.table(made["pooled"])])
