"""Sounds in which nobody speaks: the files of a folder, and made silence, fan and applause. The same every time."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.clips import Clip, read_set, write_wave
from server.core.errors import BadRequest
from server.core.hearing.ordering import RATE_HZ

MADE = "made"
SOUNDS = (".flac", ".wav", ".ogg", ".mp3", ".opus", ".m4a")
MANIFEST = "MANIFEST.tsv"
VOCAL = ("vocal", "voice", "sung", "singing", "speech")
SILENCE_DB, FAN_DB, APPLAUSE_DB = -66.0, -34.0, -20.0  # of full scale, as a root mean square
CLAPS_HZ = 90.0  # a hall of some thirty people, each three claps a second
CLAP_S = 0.012
SWELL_S = 25.0  # applause rises and falls
Samples = NDArray[np.float64]


def noise_clips(source: str, folder: Path, seconds: float, languages: Sequence[str], to: Sequence[str]) -> list[Clip]:
    """What ``--noise`` names: a folder, a list of clips, a file, or ``made`` (written into ``folder``).

    ``seconds``: of the made sounds together. The languages are the microphones', in turn. Raises BadRequest.
    """
    if source == MADE:
        found = [(f"{name}, made", file, False) for name, file in _made(folder, seconds / len(KINDS)).items()]
    elif source.endswith(".jsonl"):
        found = [(each.name, file, False) for each in read_set(Path(source)) for file in each.files]
    else:
        found = [(each.name, each, has_voices(each)) for each in _files(Path(source))]
    return [
        Clip(name, (file,), languages[at % len(languages)], to=tuple(to), is_silent=True, has_voices=voiced)
        for at, (name, file, voiced) in enumerate(found)
    ]


def has_voices(file: Path) -> bool:
    """Whether the manifest above a file says that people are heard in it; False where none names it."""
    for above in file.resolve().parents:
        manifest = above / MANIFEST
        if manifest.is_file():
            rows = csv.DictReader(manifest.read_text(encoding="utf-8").splitlines(), delimiter="\t")
            mine = [row for row in rows if row["path"] == file.resolve().relative_to(above).as_posix()]
            return any(_is_voiced(row) for row in mine)
    return False


def figures(clips: Sequence[Clip], seen: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The words in all files without voices: final ones, and the most that stood on the screen under way at once."""
    mine = [each for clip, each in zip(clips, seen, strict=True) if clip.is_silent and not clip.has_voices]
    return {
        "files": len(mine),
        "seconds": round(sum(each["seconds"] for each in mine), 1),
        "words": sum(each["words_on_nonspeech"] for each in mine),
        "tentative_words": sum(each["tentative_words_on_nonspeech"] for each in mine),
        "with_voices": [each["audio"] for clip, each in zip(clips, seen, strict=True) if clip.has_voices],
    }


def silence(seconds: float) -> Samples:
    """A quiet room: digital silence for the first half, then the hiss of a microphone."""
    hiss = _at(np.random.default_rng(1).standard_normal(int(seconds * RATE_HZ)), SILENCE_DB)
    hiss[: len(hiss) // 2] = 0.0
    return hiss


def fan(seconds: float) -> Samples:
    """Air that moves (falling by 6 dB an octave), the hum of the motor and the blades, slowly swelling."""
    chance = np.random.default_rng(2)
    count = int(seconds * RATE_HZ)
    bands = np.fft.rfft(chance.standard_normal(count))
    pitch = np.fft.rfftfreq(count, 1 / RATE_HZ)
    air = np.fft.irfft(bands / np.maximum(pitch, 60.0), count)
    time = np.arange(count) / RATE_HZ
    hum = sum(
        np.sin(2 * np.pi * hz * time) * share for hz, share in ((50.0, 0.5), (100.0, 0.4), (168.0, 0.6), (336.0, 0.3))
    )
    swell = 1.0 + 0.3 * np.sin(2 * np.pi * time / 7.0)
    return _at((_at(air, 0.0) + 0.4 * hum) * swell, FAN_DB)


def applause(seconds: float) -> Samples:
    """Many claps at random moments, each a short burst of noise of its own colour, rising and falling."""
    chance = np.random.default_rng(3)
    count, clap = int(seconds * RATE_HZ), int(CLAP_S * RATE_HZ)
    found = np.zeros(count + clap)
    shape = np.exp(-np.arange(clap) / (clap / 5))
    for start in chance.integers(0, count, int(seconds * CLAPS_HZ)):
        burst = np.diff(chance.standard_normal(clap + 1)) if chance.random() < 0.5 else chance.standard_normal(clap)
        swell = 0.15 + 0.85 * np.sin(np.pi * start / RATE_HZ / SWELL_S) ** 2
        found[start : start + clap] += burst * shape * swell * chance.uniform(0.2, 1.0)
    return _at(found[:count], APPLAUSE_DB)


KINDS = {"silence": silence, "fan": fan, "applause": applause}


def _made(folder: Path, seconds: float) -> dict[str, Path]:
    files = {name: folder / f"{name}.wav" for name in KINDS}
    for name, make in KINDS.items():
        write_wave((np.clip(make(seconds), -1.0, 1.0) * 32_767).astype(np.int16), files[name])
    return files


def _files(source: Path) -> list[Path]:
    if source.is_file():
        return [source]
    found = sorted(each for each in source.glob("*") if each.suffix in SOUNDS)
    if not found:
        raise BadRequest(f"{source}: expected a folder with sounds ({', '.join(SOUNDS)}), a list (.jsonl) or `{MADE}`")
    return found


def _is_voiced(row: Mapping[str, str]) -> bool:
    return row["speakers"] != "0" or any(word in row["note"].casefold() for word in VOCAL)


def _at(sound: Samples, decibels: float) -> Samples:
    """A sound at a level below full scale."""
    level = float(np.sqrt(np.mean(sound**2))) or 1.0
    return np.asarray(sound * (10 ** (decibels / 20) / level))
