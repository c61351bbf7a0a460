"""The second reading's model: nobody waits, so a wide beam over full windows. Knows faster-whisper, no sockets."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Self

from server.core.errors import UnknownLanguage
from server.speech.port import Audio, Heard

BEAM = 10  # twice the live one: nobody waits; other widths have not been compared
TEMPERATURES = (0.0, 0.2, 0.4, 0.6)  # a loop or a doubtful text is tried again
BEFORE_CHARACTERS = 200  # of the text before, as the model's own context: names and style, not content
NO_SPEECH, NO_SPEECH_LOGPROB = 0.6, -1.0  # Whisper's own limits
OPENINGS = {"zh": "以下是普通话的句子。"}  # simplified characters and punctuation


class CarefulReader:
    """One model. One owner; calls block. See ``words``."""

    def __init__(self, model: Any, name: str) -> None:
        self.name = name
        self._model = model

    @classmethod
    def load(cls, folder: Path, device: str, compute_type: str) -> Self:
        """Load a model from its folder; fetches nothing. Takes every core: its process has the lowest priority."""
        from faster_whisper import WhisperModel

        threads = os.cpu_count() or 2
        model = WhisperModel(
            str(folder), device=device, compute_type=compute_type, cpu_threads=threads, local_files_only=True
        )
        return cls(model, folder.name)

    def words(self, audio: Audio, language: str, before: str = "") -> list[Heard]:
        """Words with times in seconds of ``audio`` (float32, mono, 16 kHz, some 30 s). ``before``: the text before it.

        Raises UnknownLanguage for one that the model does not know.
        """
        code = language.casefold().replace("_", "-").split("-")[0]
        if code not in self._model.supported_languages:
            raise UnknownLanguage(f"{self.name} does not know the language {language!r}", language=language)
        context = f"{OPENINGS.get(code, '')} {before[-BEFORE_CHARACTERS:]}".strip() or None
        segments, _ = self._model.transcribe(
            audio, language=code, beam_size=BEAM, best_of=5, temperature=TEMPERATURES, word_timestamps=True,
            condition_on_previous_text=False, vad_filter=False, initial_prompt=context,
        )  # fmt: skip
        return [
            Heard(word.word, float(word.start), float(word.end), float(word.probability))
            for segment in segments
            if segment.no_speech_prob <= NO_SPEECH or segment.avg_logprob >= NO_SPEECH_LOGPROB
            for word in segment.words or ()
        ]
