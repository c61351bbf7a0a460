"""What ``bench live`` plays: a clip, alone or from a list of ``bench/sets/``, as one sound with its reference."""

from __future__ import annotations

import json
import os
import wave
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.words import BY_CHARACTER, units
from server.core.errors import BadRequest
from server.core.hearing.ordering import RATE_HZ
from server.settings import ROOT
from server.speech.audiofile import chunks
from server.speech.port import Pcm

PAUSE_S = 1.0  # between the parts of a clip that is put together
TESTDATA = "ROUNDTABLE_TESTDATA"
SETS = ROOT / "bench" / "sets"
LANGUAGES = ("en", "fr", "es", "pt", "ru", "ko", "ar", "ja", "zh")  # each has a list of its own


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a clip in one language, in milliseconds, and what is said in it (None: nobody wrote it down)."""

    start_ms: int
    end_ms: int
    lang: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Clip:
    """A sound to play. ``script``: a transcript whose turns move the floor. ``to``: languages to translate into.

    ``is_silent``: nobody speaks in it. ``has_voices``: somebody may after all, so its words do not count.
    """

    name: str
    files: tuple[Path, ...]
    lang: str
    references: tuple[Path, ...] = ()
    script: Path | None = None
    to: tuple[str, ...] = ()
    is_silent: bool = False
    has_voices: bool = False

    def samples(self) -> Pcm:
        """All of it at 16 kHz. Raises BadAudio."""
        pause = np.zeros(int(PAUSE_S * RATE_HZ), np.int16)
        parts: list[Pcm] = []
        for file in self.files:
            parts += [*([pause] if parts else []), *chunks(file)]
        return np.concatenate([*parts, np.zeros(0, np.int16)])

    def parts(self, seconds: float) -> list[Part]:
        """Where which language is spoken: the turns of the script, or the whole clip."""
        if self.script is not None:
            return [
                Part(int(turn["start_ms"]), int(turn["end_ms"]), str(turn["lang"]), str(turn["text"]))
                for turn in turns(self.script)
            ]
        if self.is_silent:
            return [Part(0, round(seconds * 1000), self.lang, "")]
        texts = [_text(each) for each in self.references]
        return [Part(0, round(seconds * 1000), self.lang, " ".join(texts) if texts else None)]

    def languages(self) -> list[str]:
        """The languages spoken, the first one first."""
        return list(
            dict.fromkeys([self.lang, *(turn["lang"] for turn in turns(self.script))] if self.script else [self.lang])
        )


def turns(script: Path) -> list[dict[str, Any]]:
    """The segments of a transcript (JSON lines). Raises BadRequest."""
    try:
        records = [json.loads(line) for line in script.read_text(encoding="utf-8").splitlines() if line.strip()]
        found = [dict(each) for each in records if "start_ms" in each]
        return [each for each in found if each["lang"] and each["text"] and int(each["end_ms"])]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadRequest(
            f"{script} is no transcript of JSON lines with start_ms, end_ms, lang and text: {error}"
        ) from error


def reference_units(parts: Sequence[Part]) -> list[tuple[str, str]]:
    """``(language, unit)`` of all that is said."""
    return [(part.lang, unit) for part in parts for unit in units(part.text or "", part.lang)]


def is_by_character(languages: Sequence[str]) -> bool:
    """Whether the figure is a character error rate: all of it is Chinese, Japanese or Korean."""
    return all(each in BY_CHARACTER for each in languages)


def read_set(file: Path) -> list[Clip]:
    """The clips of a list (JSON lines). Paths are of the project; ``testdata:`` begins those of the test data.

    Raises BadRequest, which names the variable that says where the test data is.
    """
    lines = file.read_text(encoding="utf-8").splitlines()
    return [_clip(json.loads(line)) for line in lines if line.strip()]


def listed(name: str) -> list[Path]:
    """The lists that a name stands for: a file, one of ``bench/sets/``, or ``all`` languages. Raises BadRequest."""
    names = LANGUAGES if name == "all" else (name,)
    files = [Path(each) if Path(each).is_file() else SETS / f"{each}.jsonl" for each in names]
    if missing := [str(each) for each in files if not each.is_file()]:
        there = ", ".join(sorted(each.stem for each in SETS.glob("*.jsonl")))
        raise BadRequest(f"{missing[0]} is no list of clips: give a file, `all` or one of {there}")
    return files


def write_wave(pcm: Pcm, file: Path) -> None:
    """A WAV file of samples at 16 kHz."""
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE_HZ)
        out.writeframes(pcm.astype("<i2").tobytes())


def _clip(facts: Mapping[str, Any]) -> Clip:
    return Clip(
        name=str(facts["name"]),
        files=tuple(path(each) for each in facts["audio"]),
        lang=str(facts["lang"]),
        references=tuple(path(each) for each in facts.get("ref", ())),
        script=path(facts["script"]) if facts.get("script") else None,
        to=tuple(facts.get("to", ())),
    )


def path(given: str) -> Path:
    """A path of the project, or of the test data behind ``testdata:``. Raises BadRequest."""
    if not given.startswith("testdata:"):
        return ROOT / given
    folder = os.environ.get(TESTDATA)
    if not folder:
        raise BadRequest(f"{given} is test data from outside the project: set {TESTDATA} to the folder that holds it")
    return Path(folder) / given.removeprefix("testdata:")


def _text(reference: Path) -> str:
    """What a reference says: plain text, or a transcript of JSON lines."""
    if reference.suffix == ".jsonl":
        return " ".join(str(turn["text"]) for turn in turns(reference))
    return reference.read_text(encoding="utf-8")
