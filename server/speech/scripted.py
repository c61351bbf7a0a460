"""A transcriber for tests that needs no model: its audio itself says which word it is.

``speech`` makes audio in which every sample of word number n has the value ``FIRST_LEVEL + n``; ``Scripted`` reads it
back, from any slice, as Whisper would.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from server.core.hearing.ordering import RATE_HZ
from server.speech.port import SPEAKS_ENGLISH_FROM, WINDOW_SAMPLES, Audio, Heard, Pcm

FIRST_LEVEL = 2_000  # loud enough for the energy gate
WORD_SAMPLES = RATE_HZ // 4
GAP_SAMPLES = RATE_HZ // 50  # shorter than a window of voice activity


@dataclass(frozen=True, slots=True)
class Call:
    """What was asked of the transcriber."""

    kind: str
    language: str
    seconds: float


class ScriptedVoice:
    """A window is speech when any sample in it is."""

    def __init__(self) -> None:
        self._rest: Pcm = np.zeros(0, np.int16)

    def take(self, pcm: Pcm) -> list[float]:
        """1.0 or 0.0 for each further window."""
        samples = np.concatenate([self._rest, pcm])
        count = len(samples) // WINDOW_SAMPLES
        self._rest = samples[count * WINDOW_SAMPLES :]
        windows = samples[: count * WINDOW_SAMPLES].reshape(count, WINDOW_SAMPLES)
        return [float(any(window)) for window in windows.tolist()]


class Scripted:
    """Hears ``words`` in audio made by ``speech``. ``calls`` remembers what was asked; ``spoken`` is their language."""

    def __init__(self, words: Sequence[str], name: str = "scripted") -> None:
        self.name, self.calls = name, list[Call]()
        self._words = list(words)
        self.spoken, self.speaks_english = "", True

    def voice(self) -> ScriptedVoice:
        """A fresh voice activity detector."""
        return ScriptedVoice()

    def words(
        self,
        audio: Audio,
        language: str,
        hotwords: str = "",
        *,
        beam: int = 5,
        is_quick: bool = False,
    ) -> list[Heard]:
        """The words of which at least half lies in the audio."""
        self._note("quick words" if is_quick else "words", language, audio)
        return self._read(audio)

    def look(self, audio: Audio, language: str, hotwords: str = "") -> list[Heard]:
        """The same."""
        self._note("look", language, audio)
        return self._read(audio)

    def english(self, audio: Audio, language: str, *, is_quick: bool = False) -> str | None:
        """The text in capitals, for the languages that a small model translates."""
        self._note("english", language, audio)
        if language not in SPEAKS_ENGLISH_FROM:
            return None
        return "".join(word.text for word in self._read(audio)).strip().upper() or None

    def languages(self, audio: Audio) -> dict[str, float]:
        """``spoken``, where a test says what is spoken."""
        self._note("languages", "", audio)
        return {self.spoken: 1.0} if self.spoken else {}

    def speech(self, first: int = 0, last: int | None = None) -> Pcm:
        """Audio of the words number ``first`` up to ``last``, a quarter of a second each."""
        parts = []
        for number in range(first, len(self._words) if last is None else last):
            parts += [np.full(WORD_SAMPLES, FIRST_LEVEL + number, np.int16), np.zeros(GAP_SAMPLES, np.int16)]
        return np.concatenate([*parts, np.zeros(0, np.int16)])

    def _note(self, kind: str, language: str, audio: Audio) -> None:
        self.calls.append(Call(kind, language, len(audio) / RATE_HZ))

    def _read(self, audio: Audio) -> list[Heard]:
        numbers = np.rint(audio * 32768.0).astype(int) - FIRST_LEVEL
        edges = np.flatnonzero(np.diff(numbers)) + 1
        bounds = [0, *edges.tolist(), len(numbers)]
        return [
            Heard(self._words[numbers[begin]], begin / RATE_HZ, end / RATE_HZ, 0.95)
            for begin, end in itertools.pairwise(bounds)
            if end - begin >= WORD_SAMPLES // 2 and 0 <= numbers[begin] < len(self._words)
        ]
