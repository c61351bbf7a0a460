"""``python -m bench live``: how right and how soon the captions of real speech are.

Plays clips in real time into the microphone's socket of a whole server, watches every view with real clients, and
compares with the reference and an offline pass of the same model. On a given server its sessions are closed and stay.
"""

from __future__ import annotations

import argparse
import contextlib
import secrets
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench import machine, mics, offline, pooled, soak
from bench.clips import Clip, listed, read_set, turns, write_wave
from bench.figures import columns, pair, rounded
from bench.house import finish, opened
from bench.live_figures import Reading, figures, rates, reading
from bench.nonspeech import figures as nonspeech
from bench.nonspeech import noise_clips
from bench.place import PROCESSES, Place
from bench.sounds import Heard
from bench.watch import Watch
from server.commands.play import Chair, play
from server.core.errors import RoundtableError
from server.core.hearing.ordering import RATE_HZ
from server.models.whisper import device, resolve
from server.settings import Settings

COLUMNS = (
    "clip", "error", "offline", "shown", "committed", "final", "in translation", "translated", "erasure", "finals",
    "lost", "doubled", "rtf", "peak MB",
)  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """The command line; returns the exit status: 1 when a final was lost or doubled, words came of no speech, or the
    bench could not be made.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    if bool(options.url) != bool(options.link):
        parser.error("--url and --link belong together: the server and a sign-in link of its secretariat")
    if options.url and (options.soak or options.mics):
        parser.error("--soak and --mics look at processes: they need a server of their own")
    if options.kill_worker and not (options.soak or options.mics):
        parser.error("--kill-worker belongs to --soak or --mics")
    try:
        with tempfile.TemporaryDirectory(prefix="roundtable-bench-") as folder:
            clips = _clips(options, Path(folder))
            if not clips:
                parser.error("nothing to play: give --audio FILE, --set LIST or --noise FOLDER")
            made = measure(clips, options, Path(folder))
    except RoundtableError as error:
        parser.exit(1, f"{error.code}: {error.message}\n")
    finish(made, options.out)
    print(table(made))
    return int(is_bad(made))


def measure(clips: Sequence[Clip], options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Measure the clips, one after the other, in a soak or at many microphones; returns the JSON.

    Raises RoundtableError.
    """
    settings = Settings.from_env()
    model = resolve(settings.whisper, settings.models, device(settings.device))
    made: dict[str, Any] = {"machine": machine.describe(), "model": model.name, "clips": [], "offline": []}
    heard = [_heard(clip, model, settings.instance / "bench", options) for clip in clips]
    if options.soak:
        made["soak"] = soak.measure(heard, options.soak, options.kill_worker, options.plot)
    elif options.mics:
        made["mics"] = mics.measure(heard, options.mics, options.minutes, options.kill_worker)
    else:
        with _place(options) as place:
            made |= _one_by_one(place, heard, folder)
    return {**made, "load_after": machine.load()}


def is_bad(made: dict[str, Any]) -> bool:
    """Whether anything was lost or came twice, or words came where nobody spoke."""
    counted = [*made["clips"], *(made[name] for name in ("soak", "mics") if name in made)]
    names = ("lost", "doubled", *soak.BAD)
    return any(each.get(name) for each in counted for name in names) or bool(made.get("nonspeech", {}).get("words"))


def _clips(options: argparse.Namespace, folder: Path) -> list[Clip]:
    """What the command line names."""
    found = [clip for name in options.set for file in listed(name) for clip in read_set(file)]
    to = [each for each in options.to.split(",") if each]
    for source in options.noise:
        found += noise_clips(source, folder, options.minutes * 60, options.lang or ["en"], to)
    return found + _given(options)


def _heard(clip: Clip, model: Path, cache: Path, options: argparse.Namespace) -> Heard:
    """A clip with its offline pass, which nobody needs where nobody speaks."""
    pcm = clip.samples()
    if clip.is_silent and not options.offline:
        return Heard(clip, pcm, ())
    parts = clip.parts(len(pcm) / RATE_HZ)
    return Heard(clip, pcm, tuple(offline.heard(pcm, parts, model, cache, is_anew=options.offline)))


def _one_by_one(place: Place, heard: Sequence[Heard], folder: Path) -> dict[str, Any]:
    seen: list[dict[str, Any]] = []
    passes: list[dict[str, Any]] = []
    readings: list[Reading] = []
    for each in heard:
        clip, seconds = each.clip, round(len(each.pcm) / RATE_HZ, 1)
        head = {"audio": clip.name, "lang": "+".join(clip.languages()), "seconds": seconds}
        read, found = _one(place, each, folder)
        readings.append(read)
        seen.append({**head, **found})
        passes.append({**head, **rates(read.reference, read.offline), "words": len(read.offline)})
        print(f"{clip.name}: {_percent(found)}, offline {_percent(passes[-1])}", file=sys.stderr, flush=True)
    made = {"clips": seen, "offline": passes, "pooled": pooled.pooled(readings)}
    clips = [each.clip for each in heard]
    return made | ({"nonspeech": nonspeech(clips, seen)} if any(clip.is_silent for clip in clips) else {})


def table(made: dict[str, Any]) -> str:
    """One line a clip: times are p50 / p95 in seconds."""
    described = made["machine"]
    found = [f"{made['model']}, {described['cpu']}, {described['cores']} cores, load {described['load']}"]
    if "soak" in made:
        return "\n".join([*found, soak.table(made["soak"])])
    if "mics" in made:
        return "\n".join([*found, mics.table(made["mics"])])
    rows = [COLUMNS]
    for each, passed in zip(made["clips"], made["offline"], strict=True):
        views = [each[name] for name in ("translated_shown_ms", "translated_ms")]
        translated = [next((value for value in view.values() if value), None) for view in views]
        times = [each["shown_ms"], each["committed_ms"], each["final_ms"], *translated]
        counts = [str(each[name]) for name in ("finals", "lost", "doubled")]
        rows.append(
            (each["audio"], _percent(each), _percent(passed), *map(pair, times), _plain(each["erasure"]), *counts,
             _plain(each["real_time_factor"]), _sizes(each["peak_rss_mb"]))
        )  # fmt: skip
    found.append(columns(rows))
    if made["pooled"]["by_language"]:
        found += ["", pooled.table(made["pooled"])]
    if "nonspeech" in made:
        counted = made["nonspeech"]
        where = f"where nobody speaks ({counted['files']} files, {counted['seconds']:.0f} s)"
        found += ["", f"{where}: {counted['words']} words, {counted['tentative_words']} under way"]
    return "\n".join(found)


def _one(place: Place, heard: Heard, folder: Path) -> tuple[Reading, dict[str, Any]]:
    """Play one clip into a session of its own, and look; the figures are for the JSON."""
    clip, file = heard.clip, folder / "clip.wav"
    write_wave(heard.pcm, file)
    parts = clip.parts(len(heard.pcm) / RATE_HZ)
    session = f"bench-{secrets.token_hex(4)}"
    views = list(dict.fromkeys([*clip.languages(), *clip.to]))
    _seat(place.chair, clip)
    facts = {"id": session, "title": f"Bench: {clip.name}"[:200], "visibility": "public", "languages": views}
    place.chair.post("/api/sessions", facts)
    watch = Watch(place.address, session, ["floor", *views], folder / "seen.json")
    try:
        place.clear_peaks()
        load, cpu = machine.load(), place.cpu_s("speech")
        script = str(clip.script) if clip.script else None
        played = play(place.address, place.token, str(file), session, language=clip.lang, script=script)
        segments = place.settle(session, played.stream)
        used = place.cpu_s("speech")
        seen = watch.end()
        place.chair.post(f"/api/sessions/{session}/close", {})
    finally:
        watch.kill()
    factor = None if cpu is None or used is None else (used - cpu) / (played.samples / RATE_HZ)
    read = reading(parts, heard.offline, seen, segments, played.began_s)
    return read, {
        **figures(read, seen, segments),
        "real_time_factor": rounded(factor),
        "peak_rss_mb": place.peaks(),
        "load": {"before": load, "after": machine.load()},
    }


def _seat(chair: Chair, clip: Clip) -> None:
    """The delegations of a script, each with the language that it speaks first."""
    seated: set[str] = set()
    for turn in turns(clip.script) if clip.script else ():
        if turn["delegation"] not in seated:
            seated.add(turn["delegation"])
            seat = {"code": turn["delegation"], "name": turn["speaker"], "language": turn["lang"]}
            chair.post("/api/delegations", seat)


@contextlib.contextmanager
def _place(options: argparse.Namespace) -> Iterator[Place]:
    if options.url:
        yield Place(options.url.rstrip("/"), options.link.rstrip("/").rsplit("/", 1)[1], None)
        return
    with opened(PROCESSES) as house:
        yield Place(house.address, house.token(), house)


def _given(options: argparse.Namespace) -> list[Clip]:
    """The clips of the command line: the n-th --ref, --script and --lang belong to the n-th --audio."""
    to = tuple(each for each in options.to.split(",") if each)
    found = []
    for at, file in enumerate(options.audio):
        languages = options.lang or ["en"]
        lang = languages[min(at, len(languages) - 1)]
        references = tuple(options.ref[at : at + 1])
        script = options.script[at] if at < len(options.script) else None
        found.append(Clip(file.name, (file,), lang, references, script, to))
    return found


def _percent(rated: dict[str, Any]) -> str:
    if rated.get("words_on_nonspeech") is not None:
        return f"{rated['words_on_nonspeech']} words"
    rate = rated["cer"] if rated["wer"] is None else rated["wer"]
    return "-" if rate is None else f"{rate * 100:.1f}%"


def _sizes(peaks: dict[str, float] | None) -> str:
    return "/".join(f"{size:.0f}" for size in (peaks or {}).values()) or "-"


def _plain(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _above_zero(given: str) -> float:
    value = float(given)
    if not 0 < value < float("inf"):
        raise ValueError(given)
    return value


def _one_or_more(given: str) -> int:
    value = int(given)
    if value < 1:
        raise ValueError(given)
    return value


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench live", description=__doc__)
    parser.add_argument("--audio", type=Path, action="append", default=[], help="any file with sound; may be repeated")
    parser.add_argument("--lang", action="append", help="the language of each --audio; the last one holds for the rest")
    parser.add_argument("--ref", type=Path, action="append", default=[], help="its words: plain text or JSON lines")
    parser.add_argument(
        "--script", type=Path, action="append", default=[], help="its turns (JSON lines): move the floor"
    )
    parser.add_argument("--to", default="", help="languages to translate into, with commas")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        help="a list of clips: a file, a name in bench/sets/ or `all` (every language); may be repeated",
    )
    parser.add_argument(
        "--offline", action="store_true", help="make the offline passes anew instead of taking those that were kept"
    )
    parser.add_argument(
        "--noise",
        action="append",
        default=[],
        help="sounds without speech: a folder, a file, a list, or `made` (silence, fan and applause); may be repeated",
    )
    parser.add_argument("--soak", type=_above_zero, metavar="MINUTES", help="one microphone speaks for so long")
    parser.add_argument("--mics", type=_one_or_more, metavar="N", help="so many microphones speak at once")
    parser.add_argument(
        "--minutes", type=_above_zero, default=10.0, help="how long --mics speak, and how long `--noise made` lasts"
    )
    parser.add_argument(
        "--kill-worker",
        type=_above_zero,
        metavar="S",
        help="every so many seconds the speech worker is killed, or stopped for a while, in turns",
    )
    parser.add_argument("--plot", type=Path, help="where --soak draws the lag over time (SVG)")
    parser.add_argument("--url", help="a running server instead of one of its own")
    parser.add_argument("--link", help="a sign-in link of that server's secretariat")
    parser.add_argument("--out", type=Path, required=True, help="where the JSON goes")
    return parser
