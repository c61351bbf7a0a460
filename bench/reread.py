"""``python -m bench reread``: which live errors the second reading offers to mend, and which right words to break.

No server: each clip is heard by the live listener, turn by turn read again, and every offer is laid on the reference.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench import machine
from bench.clips import Clip, listed, read_set
from bench.figures import columns
from bench.words import errors, errors_by_place, units
from server.core.errors import BadRequest
from server.core.hearing.hypothesis import Final, Word
from server.core.minutes.passages import Passage, Stretch, next_passage
from server.core.minutes.rereading import Line, Offer, offers
from server.settings import ROOT
from server.speech.careful import CarefulReader
from server.speech.listener import Listener
from server.speech.port import Pcm
from server.speech.transcriber import WhisperTranscriber
from server.workers.reading import answer

LEVELS = (0.0, 0.8, 0.9, 0.95)
CHUNK_SAMPLES = 9_600  # 0.6 s, as often as the live listener looks


@dataclass(frozen=True, slots=True)
class Taken:
    """What accepting every offer of at least so much confidence does, in units of the reference.

    ``mended``: wrong units that become right; ``broken``: right ones that become wrong.
    """

    confidence: float
    offers: int
    mended: int
    broken: int
    wer: float | None


def main(arguments: Sequence[str]) -> int:
    """Read the clips of a list and print a table."""
    parser = argparse.ArgumentParser(prog="python -m bench reread", description=__doc__)
    parser.add_argument("--set", required=True, help="a list of clips: a file, or one of bench/sets")
    parser.add_argument("--model", type=Path, help="the folder of the model that reads again; by default the live one")
    parser.add_argument("--most", type=int, default=100, help="clips at most")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args(arguments)
    instance = Path(os.environ.get("ROUNDTABLE_INSTANCE", ROOT / "instance"))
    base = instance / "models" / "whisper-base"
    try:
        clips = [clip for file in listed(given.set) for clip in read_set(file)][: given.most]
    except BadRequest as error:
        parser.error(error.message)
    found: list[dict[str, Any]] = []
    live, before = WhisperTranscriber.load(base), machine.load()
    careful = CarefulReader.load(given.model or base, "cpu", "int8")
    for clip in clips:
        found.append(_clip(clip, live, careful))
        print(_table(found[-1:]), flush=True)
    result = {"machine": {**machine.describe(), "load_before": before}, "model": careful.name, "clips": found}
    print(_table(found))
    if given.out:
        given.out.write_text(json.dumps(result, indent=1, ensure_ascii=False), encoding="utf-8")
    return 0


def taken(lines: Sequence[Line], offered: Sequence[Offer], reference: str, language: str, level: float) -> Taken:
    """The lines with every offer that is sure enough, against the reference."""
    chosen = {each.line: each.text for each in offered if each.confidence >= level}
    said = units(reference, language)
    old = units(" ".join(line.text for line in lines), language)
    new = units(" ".join(chosen.get(line.id, line.text) for line in lines), language)
    pairs = list(zip(errors_by_place(said, old), errors_by_place(said, new), strict=True))
    mended, broken = (sum(max(0, sign * (was - now)) for was, now in pairs) for sign in (1, -1))
    return Taken(level, len(chosen), mended, broken, errors(said, new).rate)


def _clip(clip: Clip, live: WhisperTranscriber, careful: CarefulReader) -> dict[str, Any]:
    pcm = clip.samples()
    reference = " ".join(part.text or "" for part in clip.parts(len(pcm) / 16_000))
    lines = [
        Line(str(final.start_sample), final.start_sample, final.end_sample, final.text.strip(), final.words)
        for final in _heard(live, pcm, clip.lang)
        if final.text.strip()
    ]
    begun = time.monotonic()
    offered = _read_again(careful, pcm, lines, clip.lang)
    seconds = time.monotonic() - begun
    said = units(reference, clip.lang)
    was = errors(said, units(" ".join(line.text for line in lines), clip.lang))
    return {
        "clip": clip.name,
        "lang": clip.lang,
        "seconds": round(len(pcm) / 16_000, 1),
        "words": len(said),
        "lines": len(lines),
        "wer": was.rate,
        "errors": was.substituted + was.deleted + was.inserted,
        "reading_seconds": round(seconds, 1),
        "taken": [asdict(taken(lines, offered, reference, clip.lang, level)) for level in LEVELS],
        "offers": [{"text": each.text, "confidence": each.confidence, "line": each.line} for each in offered],
        "said": {line.id: line.text for line in lines},
    }


def _heard(live: WhisperTranscriber, pcm: Pcm, language: str) -> list[Final]:
    """The finals of the live listener, which is given a chunk whenever it has nothing more to do."""
    listener, found = Listener(live, 0, language), list[Final]()
    for at in range(0, len(pcm), CHUNK_SAMPLES):
        listener.feed(at, pcm[at : at + CHUNK_SAMPLES])
        while results := listener.step():
            found += [each for each in results if isinstance(each, Final)]
            if not any(isinstance(each, Final) for each in results):
                break
    listener.finish()
    while not listener.is_done:
        found += [each for each in listener.step() if isinstance(each, Final)]
    return found


def _read_again(careful: CarefulReader, pcm: Pcm, lines: Sequence[Line], language: str) -> list[Offer]:
    stretches = [Stretch(line.start_sample, line.end_sample, language, None, line.text) for line in lines]
    found, done = list[Offer](), 0
    while (passage := next_passage(stretches, done)) is not None:
        inside = [line for line in lines if done < line.end_sample <= passage.end_sample]
        found += offers(inside, _words(careful, pcm, passage), language)
        done = passage.end_sample
    return found


def _words(careful: CarefulReader, pcm: Pcm, passage: Passage) -> list[Word]:
    sound = np.asarray(pcm[passage.audio_start : passage.audio_end], "<i2").tobytes()
    read = answer(careful, asdict(passage), sound)
    return [Word(**word) for word in read["words"]]


def _table(clips: Sequence[dict[str, Any]]) -> str:
    rows = [["clip", "words", "live errors", "WER", "from", "offers", "mended", "broken", "WER after", "s to read"]]
    for clip in clips:
        for each in clip["taken"]:
            facts = [clip["clip"], clip["words"], clip["errors"], f"{100 * (clip['wer'] or 0):.1f}"]
            after = f"{100 * (each['wer'] or 0):.1f}"
            counts = [
                each["confidence"],
                each["offers"],
                each["mended"],
                each["broken"],
                after,
                clip["reading_seconds"],
            ]
            rows.append([str(value) for value in [*facts, *counts]])
    return columns(rows)
