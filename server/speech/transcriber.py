"""Whisper by CTranslate2 and faster-whisper: one heavy object, shared by all microphones of a worker."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from server.speech.decoder import Decoded, Decoder, Encoded
from server.speech.port import SPEAKS_ENGLISH_FROM, Audio, Heard
from server.speech.voice import SileroStream, silero_session

NO_SPEECH = 0.6  # Whisper's own limits
NO_SPEECH_LOGPROB = -1.0
PHANTOM_LOGPROB = -1.5  # below it even a text that claims to be speech is a guess at noise
DOUBT_LOGPROB = -1.0  # Whisper's own: below it a text is worth another try
LOOK_LOGPROB = -1.2
LOOK_BEAM = 3
# A first sentence that the model goes on from: with it Chinese comes in simplified characters and with punctuation.
OPENINGS = {"zh": "以下是普通话的句子。"}


class WhisperTranscriber:
    """The model. Calls block; as many threads may make them as there are lanes, and one more. See ``port.Transcriber``.

    Every call raises UnknownLanguage for a language that the model does not know.
    """

    def __init__(self, model: Any, session: Any, name: str) -> None:
        self.name = name
        self._decoder, self._session = Decoder(model, name), session
        self._model = model
        self.speaks_english = self._decoder.is_multilingual and "turbo" not in name and "distil" not in name

    @classmethod
    def load(cls, folder: Path, device: str = "cpu", compute_type: str = "", threads: int = 2, lanes: int = 1) -> Self:
        """Load a model from its folder; fetches nothing. ``compute_type`` by default: int8 on a CPU, else float16.

        ``lanes``: so many threads may call at a time, ``threads`` of the processor for each.
        """
        from faster_whisper import WhisperModel

        kind = compute_type or ("int8" if device == "cpu" else "float16")
        model = WhisperModel(
            str(folder), device, compute_type=kind, cpu_threads=threads, num_workers=lanes + 1, local_files_only=True
        )
        return cls(model, silero_session(), folder.name)

    def voice(self) -> SileroStream:
        """A fresh voice activity detector."""
        return SileroStream(self._session)

    def words(
        self,
        audio: Audio,
        language: str,
        hotwords: str = "",
        *,
        beam: int = 5,
        is_quick: bool = False,
    ) -> list[Heard]:
        """The careful pass, with word times; empty where the model hears no speech.

        ``is_quick``: a doubtful text is not tried again.
        """
        encoded = self._decoder.encode(audio)
        decoded = self._best(encoded, language, hotwords, beam, (False,) if is_quick else (False, True))
        return self._decoder.align(encoded, language, decoded) if decoded else []

    def look(self, audio: Audio, language: str, hotwords: str = "") -> list[Heard]:
        """The quick pass: beam 1, a short encoder window where the audio is short."""
        encoded = self._decoder.encode(audio)
        opening = OPENINGS.get(self._decoder.code(language), "")
        decoded = self._decoder.generate(encoded, language, beam=LOOK_BEAM, before=opening, hotwords=hotwords)
        if decoded.is_loop or _is_silence(decoded, LOOK_LOGPROB):
            return []
        return self._decoder.align(encoded, language, decoded)

    def english(self, audio: Audio, language: str, *, is_quick: bool = False) -> str | None:
        """Rough English of speech in another language, or None where this model can't."""
        if self._decoder.code(language) not in SPEAKS_ENGLISH_FROM or not self.speaks_english:
            return None
        encoded = self._decoder.encode(audio)
        decoded = self._decoder.generate(encoded, language, task="translate", beam=2 if is_quick else 5)
        return None if decoded.is_loop or _is_silence(decoded, PHANTOM_LOGPROB) else decoded.text.strip() or None

    def languages(self, audio: Audio) -> dict[str, float]:
        """What the model believes of the language of a window of speech; empty where it knows one language only."""
        if not self._decoder.is_multilingual:
            return {}
        found = self._model.model.detect_language(self._decoder.encode(audio).output)[0]
        return {token.strip("<|>"): float(probability) for token, probability in found}

    def _best(
        self, encoded: Encoded, language: str, hotwords: str, beam: int, tries: tuple[bool, ...]
    ) -> Decoded | None:
        """The text; a loop or a doubtful one is tried again, with or without marks of time. None: no speech."""
        opening = OPENINGS.get(self._decoder.code(language), "")
        found: list[Decoded] = []
        for has_timestamps in tries:
            found.append(
                self._decoder.generate(
                    encoded, language, beam=beam, before=opening, hotwords=hotwords, has_timestamps=has_timestamps
                )
            )
            is_sure = found[-1].logprob >= DOUBT_LOGPROB and not found[-1].is_loop
            if is_sure or _is_silence(found[-1], NO_SPEECH_LOGPROB):
                break
        best = max(found, key=lambda each: (not each.is_loop, each.logprob))
        return None if _is_silence(best, PHANTOM_LOGPROB) else best


def _is_silence(decoded: Decoded, least: float) -> bool:
    return decoded.logprob < (NO_SPEECH_LOGPROB if decoded.no_speech > NO_SPEECH else least)
