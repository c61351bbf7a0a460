"""What a listener needs of a speech model, and the values that pass between them.

Must not know any model: the web process imports this module too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Pcm = npt.NDArray[np.int16]
Audio = npt.NDArray[np.float32]
WINDOW_SAMPLES = 512  # 32 ms at 16 kHz: what Silero judges at once
# Languages that Whisper base turns into understandable English; Chinese comes back untranslated, Japanese invented.
SPEAKS_ENGLISH_FROM = frozenset({"fr", "es", "pt", "it", "de", "nl", "ca", "gl"})


@dataclass(frozen=True, slots=True)
class Heard:
    """A word (with the space before it, where its script has one), its seconds in the audio, its probability."""

    text: str
    start_s: float
    end_s: float
    probability: float


@dataclass(frozen=True, slots=True)
class Effort:
    """What a listener may spend: a look at so many seconds of new audio (None: no looks), the beam of its finals.

    ``is_quick``: finals take the quick way; ``wants_english``: it speaks English from other languages where asked to.
    """

    look_every_s: float | None = 0.4
    beam: int = 5
    is_quick: bool = False
    wants_english: bool = True


FULL_EFFORT = Effort()


class VoiceStream(Protocol):
    """The voice activity of one microphone, heard piece by piece. One owner."""

    def take(self, pcm: Pcm) -> list[float]:
        """The probability of speech, 0..1, in each further whole window of WINDOW_SAMPLES."""


class Transcriber(Protocol):
    """A speech model, shared by all microphones of a worker. ``audio``: float32, mono, 16 kHz, -1..1, at most 30 s.

    Calls block; any thread may make them, and several at a time.
    """

    name: str
    speaks_english: bool
    """Whether it turns any other language into rough English: models made for one task or one language do not."""

    def voice(self) -> VoiceStream:
        """A fresh voice activity detector for one stretch of one microphone."""

    def words(
        self,
        audio: Audio,
        language: str,
        hotwords: str = "",
        *,
        beam: int = 5,
        is_quick: bool = False,
    ) -> list[Heard]:
        """The careful pass: words with times; empty where the model itself hears no speech.

        ``is_quick``: less careful, for a worker that is behind.
        """

    def look(self, audio: Audio, language: str, hotwords: str = "") -> list[Heard]:
        """The quick pass: a guess at an utterance under way, or nothing."""

    def english(self, audio: Audio, language: str, *, is_quick: bool = False) -> str | None:
        """Rough English of speech in another language; None where this model can't. ``is_quick`` as in ``words``."""

    def languages(self, audio: Audio) -> Mapping[str, float]:
        """The probability of each language in a few seconds of speech; empty where the model knows one only."""
