"""Whisper by faster-whisper: one heavy object, shared by all microphones of a worker."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np

from server.core.errors import UnknownLanguage
from server.core.ordering import RATE_HZ
from server.speech.port import SPEAKS_ENGLISH_FROM, Audio, Heard
from server.speech.voice import SileroStream, silero_session

NO_SPEECH = 0.6  # Whisper's own limits, applied to each segment
NO_SPEECH_LOGPROB = -1.0
PHANTOM_LOGPROB = -1.5  # below it even a segment that claims to be speech is a guess at noise
LOOK_LOGPROB = -1.2
TEMPERATURES = (0.0, 0.4)  # a loop or a doubtful text is tried once more, no oftener: others wait
HOTWORD_TOKENS = 150  # with the text they must stay inside the 448-token window
FRAMES_PER_SECOND = 100
# Encoder windows in seconds. A look takes the smallest with MARGIN_S of padding: in a full one the decoder loops.
WINDOWS_S = (6, 10, 15, 20, 30)
MARGIN_S = 1.5
TAIL_S = 0.6  # an utterance's padding and a breath: no word hides there, but the model would make one up
TOKENS_PER_SECOND = 14  # fast speech in scripts of several tokens a letter; bounds a loop
SPARE_TOKENS = 16
MAX_TOKENS = 448  # the model's text window
ROOM_TOKENS = 40  # for the opening and the model's own marks
# A first sentence that the model goes on from: with it Chinese comes in simplified characters and with punctuation.
OPENINGS = {"zh": "以下是普通话的句子。"}
JOINS_NEXT, JOINS_LAST = "\"'“¿([{-", "\"'.。,，!！?？:：”)]}、"  # marks that belong to a word beside them


@dataclass(frozen=True, slots=True)
class _Decoded:
    """What one decoding gave. ``encoded``: the encoder's output, for the alignment."""

    tokens: list[int]
    text: str
    encoded: Any


class WhisperTranscriber:
    """The model. One owner: calls block and come from one thread. See ``port.Transcriber``.

    Every call raises UnknownLanguage for a language that the model does not know.
    """

    def __init__(self, model: Any, session: Any, name: str) -> None:
        self.name = name
        self._model, self._session = model, session
        self._tokenizers: dict[tuple[str, str], Any] = {}
        self._takes_short_windows = True
        self._can_translate = bool(model.model.is_multilingual) and "turbo" not in name and "distil" not in name

    @classmethod
    def load(cls, folder: Path, device: str = "cpu", compute_type: str = "", threads: int = 2) -> Self:
        """Load a model from its folder; fetches nothing. ``compute_type`` by default: int8 on a CPU, else float16."""
        from faster_whisper import WhisperModel

        kind = compute_type or ("int8" if device == "cpu" else "float16")
        model = WhisperModel(str(folder), device=device, compute_type=kind, cpu_threads=threads, local_files_only=True)
        return cls(model, silero_session(), folder.name)

    def voice(self) -> SileroStream:
        """A fresh voice activity detector."""
        return SileroStream(self._session)

    def words(self, audio: Audio, language: str, hotwords: str = "", *, is_quick: bool = False) -> list[Heard]:
        """The careful pass: beam 5 over the full window, with word times; segments that are no speech are left out.

        ``is_quick``: through a short window, in half the time, at the price of about one word in a hundred.
        """
        if is_quick:
            return self._quick_words(audio, language, hotwords)
        code = self._known(language)
        opening = OPENINGS.get(code)
        segments, _ = self._model.transcribe(
            audio, language=code, beam_size=5, word_timestamps=True, condition_on_previous_text=False,
            vad_filter=False, temperature=TEMPERATURES[:1] if opening else TEMPERATURES, best_of=2,
            hotwords=self._bounded(hotwords, language), initial_prompt=opening,
            max_new_tokens=_most_tokens(len(audio) / RATE_HZ),
        )  # fmt: skip
        found: list[Heard] = []
        for segment in segments:  # lazily: each further window costs another encoding
            if segment.avg_logprob >= (NO_SPEECH_LOGPROB if segment.no_speech_prob > NO_SPEECH else PHANTOM_LOGPROB):
                found += [
                    Heard(word.word, float(word.start), float(word.end), float(word.probability))
                    for word in segment.words or ()
                ]
            if segment.end > len(audio) / RATE_HZ - TAIL_S:
                break
        return found

    def look(self, audio: Audio, language: str, hotwords: str = "") -> str:
        """The quick pass: beam 1, no times, a short encoder window where the audio is short."""
        decoded = self._decoded(audio, language, hotwords, beam=1)
        return decoded.text.strip() if decoded else ""

    def english(self, audio: Audio, language: str, *, is_quick: bool = False) -> str | None:
        """Rough English of speech in another language, or None where this model can't."""
        code = self._known(language)
        if code not in SPEAKS_ENGLISH_FROM or not self._can_translate:
            return None
        if is_quick:
            decoded = self._decoded(audio, language, task="translate")
            return decoded.text.strip() or None if decoded else None
        segments, _ = self._model.transcribe(
            audio, language=code, task="translate", beam_size=5, temperature=0.0, condition_on_previous_text=False,
            vad_filter=False,
        )  # fmt: skip
        return "".join(segment.text for segment in segments).strip() or None

    def languages(self, audio: Audio) -> dict[str, float]:
        """What the model believes of the language of a window of speech; empty where it knows one language only."""
        if not self._model.model.is_multilingual:
            return {}
        encoded = self._encoded(self._model.feature_extractor(audio), len(audio) / RATE_HZ)
        return {token.strip("<|>"): float(found) for token, found in self._model.model.detect_language(encoded)[0]}

    def _quick_words(self, audio: Audio, language: str, hotwords: str) -> list[Heard]:
        from faster_whisper.transcribe import merge_punctuations

        decoded = self._decoded(audio, language, hotwords)
        if decoded is None:
            return []
        frames = int(len(audio) / RATE_HZ * FRAMES_PER_SECOND)
        tokenizer = self._tokenizer(language)
        words = self._model.find_alignment(tokenizer, [decoded.tokens], decoded.encoded, frames)[0]
        merge_punctuations(words, JOINS_NEXT, JOINS_LAST)
        return [
            Heard(word["word"], float(word["start"]), float(word["end"]), float(word["probability"]))
            for word in words
            if word["word"]
        ]

    def _decoded(
        self, audio: Audio, language: str, hotwords: str = "", *, task: str = "transcribe", beam: int = 5
    ) -> _Decoded | None:
        """One decoding through the smallest window; None for a loop or a guess at noise."""
        model, tokenizer = self._model, self._tokenizer(language, task)
        seconds = len(audio) / RATE_HZ
        features = model.feature_extractor(audio)
        opening = OPENINGS.get(self._known(language)) if task == "transcribe" else None
        prompt = model.get_prompt(
            tokenizer, tokenizer.encode(f" {opening}") if opening else [], without_timestamps=True,
            hotwords=self._bounded(hotwords, language),
        )  # fmt: skip
        most = _most_tokens(seconds)
        encoded = self._encoded(features, seconds)
        result = model.model.generate(
            encoded, [prompt], beam_size=beam, sampling_temperature=0.0, return_scores=True,
            max_length=min(MAX_TOKENS, len(prompt) + most),
            return_no_speech_prob=True, suppress_blank=True, suppress_tokens=self._suppressed(tokenizer),
        )[0]  # fmt: skip
        tokens = result.sequences_ids[0]
        if len(tokens) >= most:  # it did not stop by itself: a loop
            return None
        logprob = result.scores[0] * len(tokens) / (len(tokens) + 1)
        if logprob < (NO_SPEECH_LOGPROB if result.no_speech_prob > NO_SPEECH else LOOK_LOGPROB):
            return None
        return _Decoded(tokens, str(tokenizer.decode(tokens)), encoded)

    def _encoded(self, features: Any, seconds: float) -> Any:
        for window in WINDOWS_S if self._takes_short_windows else WINDOWS_S[-1:]:
            if seconds + MARGIN_S > window and window != WINDOWS_S[-1]:
                continue
            try:
                return self._model.encode(_padded(features, window * FRAMES_PER_SECOND))
            except (ValueError, RuntimeError) as error:
                if window == WINDOWS_S[-1]:
                    raise
                logging.info("this model takes no short windows (%s): looks use the full one", error)
                self._takes_short_windows = False
        raise AssertionError("the full window was not tried")

    def _known(self, language: str) -> str:
        """The model's own code: ``pt-BR`` is ``pt``. Raises UnknownLanguage."""
        code = language.casefold().replace("_", "-").split("-")[0]
        if code not in self._model.supported_languages:
            raise UnknownLanguage(f"{self.name} does not know the language {language!r}", language=language)
        return code

    def _tokenizer(self, language: str, task: str = "transcribe") -> Any:
        key = (self._known(language), task)
        if key not in self._tokenizers:
            from faster_whisper.tokenizer import Tokenizer

            self._tokenizers[key] = Tokenizer(
                self._model.hf_tokenizer, self._model.model.is_multilingual, task=task, language=key[0]
            )
        return self._tokenizers[key]

    def _suppressed(self, tokenizer: Any) -> list[int]:
        from faster_whisper.transcribe import get_suppressed_tokens

        return list(get_suppressed_tokens(tokenizer, [-1]))

    def _bounded(self, hotwords: str, language: str) -> str | None:
        """The first hotwords, as many as fit."""
        if not hotwords.strip():
            return None
        tokenizer = self._tokenizer(language)
        tokens = tokenizer.encode(" " + hotwords.strip())
        return str(tokenizer.decode(tokens[:HOTWORD_TOKENS])).strip()


def _most_tokens(seconds: float) -> int:
    return min(MAX_TOKENS - HOTWORD_TOKENS - ROOM_TOKENS, SPARE_TOKENS + int(seconds * TOKENS_PER_SECOND))


def _padded(features: Any, frames: int) -> Any:
    kept = features[:, :frames]
    return np.ascontiguousarray(np.pad(kept, ((0, 0), (0, frames - kept.shape[1]))))
