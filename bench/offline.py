"""The careful offline pass over a clip: the error rate to compare with, and when each word of the reference ended.

The same model as the server's, beam 5, full windows, the whole sound at hand, faster-whisper's own fallbacks. It is
kept per clip and model in ``bench/`` of the instance folder.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from bench.clips import Part
from bench.words import BY_CHARACTER, HAN_NUMERALS, places, units
from server.core.hearing.ordering import RATE_HZ
from server.models.whisper import device
from server.speech.port import Pcm
from server.speech.transcriber import OPENINGS

LATE_S = 0.25  # Whisper's word ends are late by so much
FORMAT = 2  # of what is kept


@dataclass(frozen=True, slots=True)
class Timed:
    """A unit as the offline pass heard it, in which language, and the second of the clip at which it ended."""

    unit: str
    lang: str
    end_s: float


def heard(pcm: Pcm, parts: Sequence[Part], model: Path, cache: Path, *, is_anew: bool = False) -> list[Timed]:
    """What the offline pass hears, part by part; from the cache where it was heard before, unless ``is_anew``."""
    facts = [FORMAT, model.name, [[part.start_ms, part.end_ms, part.lang] for part in parts]]
    key = hashlib.sha256(json.dumps(facts).encode() + pcm.tobytes()).hexdigest()
    kept = cache / f"{key}.json"
    if kept.is_file() and not is_anew:
        return [Timed(**each) for each in json.loads(kept.read_text(encoding="utf-8"))]
    found = _listen(pcm, parts, model)
    cache.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps([asdict(each) for each in found], ensure_ascii=False), encoding="utf-8")
    return found


def ends(reference: Sequence[str], found: Sequence[Timed]) -> dict[int, float]:
    """The second at which a unit of the reference ended, by its place, where the offline pass tells it.

    That is where both have the same unit, or where one wrong unit stands between two right ones.
    """
    return {at: found[other].end_s - LATE_S for at, other in places(reference, [each.unit for each in found])}


def joined(words: Sequence[tuple[str, float, float]], language: str) -> list[tuple[str, float, float]]:
    """``(text, start, end)`` of whole words and numbers: the model gives pieces ("d'" and "accord", "二" and "零")."""
    found: list[tuple[str, float, float]] = []
    for text, start_s, end_s in words:
        if found and is_continued(found[-1][0], text, language):
            before = found.pop()
            text, start_s = before[0] + text, before[1]
        found.append((text, start_s, end_s))
    return found


def is_continued(text: str, following: str, language: str) -> bool:
    """Whether a piece goes on with what the one before began."""
    if language in BY_CHARACTER:
        return text[-1:] in HAN_NUMERALS and following[:1] in HAN_NUMERALS
    return not following.startswith(" ")


def spread_out(text: str, start_s: float, end_s: float, language: str, first_s: float) -> list[Timed]:
    """The units of a text, its time shared evenly among them; ``first_s`` is where the part begins in the clip."""
    said = units(text, language)
    step = (end_s - start_s) / max(1, len(said))
    return [Timed(unit, language, first_s + start_s + step * (at + 1)) for at, unit in enumerate(said)]


def _listen(pcm: Pcm, parts: Sequence[Part], model: Path) -> list[Timed]:
    from faster_whisper import WhisperModel

    where = device("auto")
    kind = "int8" if where == "cpu" else "float16"
    whisper = WhisperModel(str(model), device=where, compute_type=kind, local_files_only=True)
    found: list[Timed] = []
    for part in parts:
        first = part.start_ms * RATE_HZ // 1000
        sound = pcm[first : part.end_ms * RATE_HZ // 1000].astype(np.float32) / 32768.0
        segments, _ = whisper.transcribe(
            sound, language=part.lang, beam_size=5, word_timestamps=True, condition_on_previous_text=False,
            initial_prompt=OPENINGS.get(part.lang),
        )  # fmt: skip
        for segment in segments:
            found += [
                timed
                for group in joined([(word.word, word.start, word.end) for word in segment.words or ()], part.lang)
                for timed in spread_out(*group, part.lang, part.start_ms / 1000)
            ]
    return found
