"""Whisper by faster-whisper: one heavy object, shared by all microphones of a worker. Not thread-safe: one owner."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Audio = npt.NDArray[np.float32]
# Languages that the base model turns into understandable English; Chinese comes back untranslated, Japanese invented.
SPEAKS_ENGLISH_FROM = frozenset({"fr", "es", "pt", "it", "de", "nl", "ca", "gl"})


@dataclass(frozen=True, slots=True)
class Heard:
    """A word, its times in seconds from the start of the audio, its probability."""

    text: str
    start_s: float
    end_s: float
    probability: float


class Whisper:
    """The model. ``audio`` everywhere: float32, mono, 16 kHz, -1..1, at most 30 s."""

    def __init__(self, folder: Path, device: str = "cpu", threads: int = 2) -> None:
        from faster_whisper import WhisperModel

        kind = "int8" if device == "cpu" else "float16"
        self.name = folder.name
        self._model: Any = WhisperModel(
            str(folder), device=device, compute_type=kind, cpu_threads=threads, local_files_only=True
        )

    def words(self, audio: Audio, language: str) -> list[Heard]:
        """The final pass: beam 5 with word times; segments that are likely no speech are left out."""
        segments, _ = self._model.transcribe(
            audio, language=language, beam_size=5, word_timestamps=True, condition_on_previous_text=False,
            without_timestamps=False, vad_filter=False, temperature=(0.0, 0.4),
        )  # fmt: skip
        found = []
        for segment in segments:
            if segment.no_speech_prob > 0.6 and segment.avg_logprob < -1.0:
                continue
            found += [
                Heard(word.word, float(word.start), float(word.end), float(word.probability))
                for word in segment.words or ()
            ]
        return found

    def look(self, audio: Audio, language: str) -> str:
        """A quick guess at an utterance under way: beam 1, no times."""
        segments, _ = self._model.transcribe(
            audio,
            language=language,
            beam_size=1,
            temperature=0.0,
            condition_on_previous_text=False,
            without_timestamps=True,
            vad_filter=False,
        )
        return "".join(segment.text for segment in segments).strip()

    def english(self, audio: Audio, language: str) -> str | None:
        """Rough English of speech in another language, or None where this model can't."""
        if language not in SPEAKS_ENGLISH_FROM:
            return None
        segments, _ = self._model.transcribe(
            audio,
            language=language,
            task="translate",
            beam_size=5,
            temperature=0.0,
            condition_on_previous_text=False,
            vad_filter=False,
        )
        return "".join(segment.text for segment in segments).strip() or None
