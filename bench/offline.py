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
from bench.words import places, units
from server.core.ordering import RATE_HZ
from server.models.whisper import device
from server.speech.port import Pcm
from server.speech.transcriber import OPENINGS

LATE_S = 0.25  # Whisper's word ends are late by so much
FORMAT = 1  # of what is kept


@dataclass(frozen=True, slots=True)
class Timed:
    """A unit as the offline pass heard it, in which language, and the second of the clip at which it ended."""

    unit: str
    lang: str
    end_s: float


def heard(pcm: Pcm, parts: Sequence[Part], model: Path, cache: Path) -> list[Timed]:
    """What the offline pass hears, part by part; from the cache where it was heard before."""
    facts = [FORMAT, model.name, [[part.start_ms, part.end_ms, part.lang] for part in parts]]
    key = hashlib.sha256(json.dumps(facts).encode() + pcm.tobytes()).hexdigest()
    kept = cache / f"{key}.json"
    if kept.is_file():
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
            for word in segment.words or ():
                said = units(word.word, part.lang)
                step = (word.end - word.start) / max(1, len(said))
                at_s = part.start_ms / 1000 + word.start
                found += [Timed(unit, part.lang, at_s + step * (number + 1)) for number, unit in enumerate(said)]
    return found
