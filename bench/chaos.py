"""``python -m bench chaos``: processes are killed and stopped while somebody speaks; is anything lost or said twice?

A whole server, a microphone that resumes, and viewers that come back. Afterwards the recording, as it was stored, is
played again without faults, and what was heard then is laid beside what was heard in the chaos.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench import machine
from bench.aftermath import differing, quiet, recorded, stored
from bench.chaos_checks import is_readable, missing, overlaps
from bench.device import Device
from bench.faults import Sizes, plan, suffer
from bench.figures import rounded
from bench.house import BenchFailed, House, finish, opened
from bench.ledger import holes
from bench.live_figures import exactness
from bench.place import Place
from bench.watch import Watch
from bench.words import errors, units
from server.commands.play import Chair
from server.core.errors import RoundtableError
from server.core.hearing.ordering import RATE_HZ
from server.demo import recording_path, transcript
from server.speech.audiofile import chunks
from server.speech.port import Pcm

SESSION, QUIET = "chaos", "quiet"
PAUSE_S = 1.0
SEND_S = 120.0  # how long after the last word the microphone may take to send what it kept
BEHIND_S = 6.0  # three states: a viewer that has not noticed by then that it lacks something is behind


def main(arguments: Sequence[str]) -> int:
    """The command line; returns the exit status: 1 when anything was lost, doubled, unreadable or left behind."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        made = measure(options)
    except RoundtableError as error:
        parser.exit(1, f"{error.code}: {error.message}\n")
    finish(made, options.out)
    print(table(made))
    bad = ("finals_lost", "finals_doubled", "holes", "recordings_unreadable", "clients_behind")
    return int(any(made[name] for name in bad))


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Run the whole bench; returns the JSON. Raises BenchFailed."""
    described = machine.describe()
    pcm = _speech(options.audio, int(options.minutes * 60 * RATE_HZ))
    with opened() as house, tempfile.TemporaryDirectory(prefix="roundtable-bench-") as folder:
        place = Place(house.address, house.token(), house)
        views = list(dict.fromkeys([options.lang, "en", "pt"]))
        for session in (SESSION, QUIET):
            facts = {"id": session, "title": session, "visibility": "public", "languages": views}
            place.chair.post("/api/sessions", facts)
        place.chair.post(f"/api/sessions/{SESSION}/open", {})
        made = _chaos(place, house, pcm, views, options, Path(folder))
    return {
        **made,
        "minutes": options.minutes,
        "seed": options.seed,
        "machine": described,
        "load_after": machine.load(),
    }


def table(made: dict[str, Any]) -> str:
    """One line a fault and one a figure."""
    lines = [
        f"{each['at_ms'] / 1000:7.1f} s  {each['kind']:<15} well again after {(each['recovered_ms'] or 0) / 1000:.1f} s"
        for each in made["faults"]
    ]
    lines += [f"{name:<24}{value}" for name, value in made.items() if name not in ("faults", "machine")]
    return "\n".join(lines)


def _chaos(
    place: Place, house: House, pcm: Pcm, views: Sequence[str], options: argparse.Namespace, folder: Path
) -> dict[str, Any]:
    sizes = Sizes(house)
    watch = Watch(house.address, SESSION, ["floor", *views], folder / "seen.json")
    device = Device(house.address, place.token, SESSION, options.lang, pcm)
    try:
        device.start()
        faults = suffer(house, plan(len(pcm) / RATE_HZ, options.seed), time.monotonic())
        if not device.is_done.wait(len(pcm) / RATE_HZ + SEND_S) or device.stream is None:
            raise BenchFailed("the microphone could not send all of its audio after the faults")
        place.chair = Chair(house.address, place.token)
        segments = place.settle(SESSION, device.stream)
        time.sleep(BEHIND_S)
        seen = watch.end()
    finally:
        device.end()
        watch.kill()
        sizes.end()
    kept, held = recorded(house, SESSION, device.stream), stored(house, SESSION)
    calm = quiet(place, house, QUIET, kept, options.lang, folder)
    lost, doubled = exactness(seen, segments)
    said, heard = (
        [unit for each in finals for unit in units(each.text, options.lang)] for finals in (held.finals, calm)
    )
    files = list((house.settings.recordings / SESSION).rglob("*.s16le"))
    return {
        "faults": faults,
        "finals_lost": missing(calm, held.finals, options.lang) + lost,
        "finals_doubled": overlaps(held.finals) + missing(held.finals, calm, options.lang) + doubled,
        "holes": holes(held.seqs, held.head),
        "recordings_unreadable": sum(not is_readable(each) for each in files),
        "samples_wrong": differing(pcm, kept),
        "clients_behind": sum(seen[view].last != head for view, head in held.views.items()),
        "rss_growth": rounded(sizes.growth()),
        "finals": len(held.finals),
        "finals_quiet": len(calm),
        "words": len(said),
        "wer_to_quiet": rounded(errors(heard, said).rate),
        "connections": {"microphone": device.connections, **{view: each.connections for view, each in seen.items()}},
    }


def _speech(file: Path | None, samples: int) -> Pcm:
    """So many samples of speech: a file, or the English turns of the demo, again and again."""
    pause = np.zeros(int(PAUSE_S * RATE_HZ), np.int16)
    if file is not None:
        parts = [*chunks(file), pause]
    else:
        whole = np.concatenate(list(chunks(recording_path())))
        english = [turn for turn in transcript().turns if turn.lang == "en"]
        cuts = [whole[turn.start_ms * RATE_HZ // 1000 : turn.end_ms * RATE_HZ // 1000] for turn in english]
        parts = [part for cut in cuts for part in (cut, pause)]
    once = np.concatenate(parts)
    return np.asarray(np.resize(once, samples), np.int16)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench chaos", description=__doc__)
    parser.add_argument("--minutes", type=float, default=2.0, help="how long somebody speaks")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same faults")
    parser.add_argument("--audio", type=Path, help="what is said; the English turns of the demo by default")
    parser.add_argument("--lang", default="en")
    parser.add_argument("--out", type=Path, required=True, help="where the JSON goes")
    return parser
