"""Makes the demo's recording and transcript from ``script.tsv``. Run by hand when the script changes: see README.md.

The synthesiser (kokoro-onnx and, for Chinese, misaki) lives in an environment of its own and is imported only when this
program runs, so that neither the server nor its tests need it.
"""

from __future__ import annotations

import argparse
import importlib
import json
import random
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

FOLDER = Path(__file__).parent
RATE_HZ = 24_000  # what Kokoro speaks at
BIT_RATE = "32k"
# Pauses between turns; the same seed gives the same recording.
SHORTEST_GAP_S, LONGEST_GAP_S, SEED = 0.6, 1.2, 2027
HEADER: dict[str, Any] = {
    "roundtable": "Roundtable of customs leaders (invented)",
    "agenda": [
        "single windows and the exchange of risk data",
        "mutual recognition of authorised economic operators",
        "drug smuggling in electronic commerce",
    ],
    "glossary": {
        "single window": "one place where a trader hands in every document of a consignment",
        "AEO": "authorised economic operator",
        "mutual recognition": "each administration trusts the operators that the other has authorised",
    },
    "declarations": [
        {"title": "Joint declaration on drugs", "parties": ["AU", "CA", "FR", "KE", "PT", "KR"]},
    ],
}


@dataclass(frozen=True, slots=True)
class Line:
    """One turn of the script. ``voice_language`` is the synthesiser's name of the language: ``en-gb``, ``pt-br``..."""

    voice_language: str
    voice: str
    delegation: str
    speaker: str
    text: str
    text_en: str

    @property
    def language(self) -> str:
        """ISO 639-1."""
        return self.voice_language.split("-")[0]


def main() -> None:
    """Write ``roundtable.opus`` and ``transcript.jsonl`` beside the script."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("model", type=Path, help="the Kokoro-82M model, one .onnx file")
    arguments.add_argument("voices", type=Path, help="a folder with one NAME.bin per voice")
    chosen = arguments.parse_args()
    lines = read_script(FOLDER / "script.tsv")
    samples, times = speak_all(lines, synthesiser(chosen.model, chosen.voices, {line.voice for line in lines}))
    encode(samples, FOLDER / "roundtable.opus")
    write_transcript(lines, times, FOLDER / "transcript.jsonl")
    print(f"{len(lines)} turns, {len(samples) / RATE_HZ:.1f} s")


def read_script(path: Path) -> list[Line]:
    """The turns in the order of speech; lines that begin with # are remarks."""
    rows = [row.split("\t") for row in path.read_text(encoding="utf-8").splitlines() if row and not row.startswith("#")]
    return [Line(*row, *[""] * (6 - len(row))) for row in rows]


def synthesiser(model: Path, voices: Path, names: set[str]) -> Callable[[Line], Samples]:
    """A function that speaks one line: float32 mono at 24 kHz, silence trimmed from both ends."""
    packed = model.with_name("voices-of-the-demo.npz")
    styles: dict[str, Any] = {
        name: np.fromfile(voices / f"{name}.bin", np.float32).reshape(-1, 1, 256) for name in sorted(names)
    }
    np.savez(packed, **styles)
    kokoro = importlib.import_module("kokoro_onnx").Kokoro(str(model), str(packed))
    chinese = importlib.import_module("misaki.zh").ZHG2P()

    def speak(line: Line) -> Samples:
        if line.language == "zh":
            sounds, _ = chinese(line.text)
            samples, _ = kokoro.create(sounds, voice=line.voice, is_phonemes=True)
        else:
            samples, _ = kokoro.create(line.text, voice=line.voice, lang=line.voice_language)
        return np.asarray(samples, np.float32).reshape(-1)

    return speak


def speak_all(lines: list[Line], speak: Callable[[Line], Samples]) -> tuple[Samples, list[tuple[int, int]]]:
    """All turns with pauses between them, and of each turn its first sample and the one after its last."""
    gaps = random.Random(SEED)
    parts: list[Samples] = []
    times: list[tuple[int, int]] = []
    position = 0
    for line in lines:
        if times:
            gap = round(gaps.uniform(SHORTEST_GAP_S, LONGEST_GAP_S) * RATE_HZ)
            parts.append(np.zeros(gap, np.float32))
            position += gap
        parts.append(speak(line))
        times.append((position, position + len(parts[-1])))
        position = times[-1][1]
    return np.concatenate(parts), times


def encode(samples: Samples, path: Path) -> None:
    """Write the samples as Opus in an Ogg file. Needs ffmpeg; raises CalledProcessError when it fails."""
    command = ["ffmpeg", "-v", "error", "-y", "-f", "f32le", "-ar", str(RATE_HZ), "-ac", "1", "-i", "-"]
    command += ["-c:a", "libopus", "-b:a", BIT_RATE, "-ar", str(RATE_HZ), "-fflags", "+bitexact", str(path)]
    subprocess.run(command, input=samples.tobytes(), check=True)


def write_transcript(lines: list[Line], times: list[tuple[int, int]], path: Path) -> None:
    """Write a header and one JSON object per turn, times in whole milliseconds."""
    parties = list(dict.fromkeys(line.delegation for line in lines if line.delegation != "CHAIR"))
    records: list[dict[str, Any]] = [{**HEADER, "parties": parties}]
    for number, (line, (start, end)) in enumerate(zip(lines, times, strict=True), start=1):
        records.append(
            {
                "id": f"s{number}",
                "start_ms": start * 1000 // RATE_HZ,
                "end_ms": end * 1000 // RATE_HZ,
                "lang": line.language,
                "speaker": line.speaker,
                "delegation": line.delegation,
                "text": line.text,
                **({"text_en": line.text_en} if line.text_en else {}),
            }
        )
    path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records), encoding="utf-8")


if __name__ == "__main__":
    main()
