"""CTranslate2's Whisper behind a narrow door: encode a window of sound, generate its text, align the words.

faster-whisper brings the features, the tokenizer and the alignment's arithmetic. The policy (which window, what to do
with a doubtful text) is the transcriber's. Calls block; several threads may make them.
"""

from __future__ import annotations

import logging
import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np

from server.core.errors import UnknownLanguage
from server.core.hearing.ordering import RATE_HZ
from server.speech.port import Audio, Heard

FRAMES_PER_SECOND = 100
# Encoder windows in seconds: the smallest with MARGIN_S of padding is taken. In a full one the decoder loops.
WINDOWS_S = (5, 6, 7, 8, 10, 12, 15, 20, 30)
FULL_S = WINDOWS_S[-1]
MARGIN_S = 1.5
TOKENS_PER_SECOND, DENSE_TOKENS_PER_SECOND = 7, 14  # fast speech; bounds a loop, of which each token costs time
# Scripts of one or several tokens a letter.
DENSE = frozenset(
    {
        "am", "ar", "bn", "bo", "el", "fa", "gu", "he", "hi", "hy", "ja", "ka", "km", "kn", "ko", "lo", "ml", "mr",
        "my", "ne", "pa", "sa", "sd", "si", "ta", "te", "th", "ur", "yi", "yue", "zh",
    }
)  # fmt: skip
SPARE_TOKENS = 16
MAX_TOKENS = 448  # the model's text window; CTranslate2 gives the answer half of it at most
PROMPT_TOKENS = 150  # hotwords and what was said before; with the text they must stay inside the window
MAX_COMPRESSION = 2.4  # Whisper's own limit: a text that packs better is a loop
JOINS_NEXT, JOINS_LAST = "\"'“¿([{-", "\"'.。,，!！?？:：”)]}、"  # marks that belong to a word beside them


@dataclass(frozen=True, slots=True)
class Encoded:
    """The encoder's output for ``seconds`` of sound."""

    output: Any
    seconds: float


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with its mean log-probability a token; ``is_loop``: it did not stop by itself, or says the same again."""

    tokens: list[int]
    text: str
    logprob: float
    no_speech: float
    is_loop: bool


class Decoder:
    """One model. ``model``: a ``faster_whisper.WhisperModel``."""

    def __init__(self, model: Any, name: str) -> None:
        self.name = name
        self._model = model
        self._tokenizers: dict[tuple[str, str], Any] = {}
        self._suppressed: list[int] | None = None
        self._takes_short_windows = True

    @property
    def is_multilingual(self) -> bool:
        """Whether the model knows more than English."""
        return bool(self._model.model.is_multilingual)

    def code(self, language: str) -> str:
        """The model's own code: ``pt-BR`` is ``pt``. Raises UnknownLanguage."""
        code = language.casefold().replace("_", "-").split("-")[0]
        if code not in self._model.supported_languages:
            raise UnknownLanguage(f"{self.name} does not know the language {language!r}", language=language)
        return code

    def encode(self, audio: Audio) -> Encoded:
        """At most 30 s of sound through the smallest window that holds it."""
        seconds = len(audio) / RATE_HZ
        features = self._model.feature_extractor(audio)
        fitting = [window for window in WINDOWS_S[:-1] if seconds + MARGIN_S <= window]
        if fitting and self._takes_short_windows:
            try:
                return Encoded(self._model.encode(_padded(features, fitting[0])), seconds)
            except (ValueError, RuntimeError) as error:
                logging.info("this model takes no short windows (%s): it uses the full one", error)
                self._takes_short_windows = False
        return Encoded(self._model.encode(_padded(features, FULL_S)), min(seconds, float(FULL_S)))

    def generate(
        self,
        encoded: Encoded,
        language: str,
        *,
        task: str = "transcribe",
        beam: int = 1,
        has_timestamps: bool = False,
        before: str = "",
        hotwords: str = "",
    ) -> Decoded:
        """The text of what was encoded. ``before``: what the model should go on from; ``hotwords``: what to expect.

        Both are cut to fit, hotwords at their end, ``before`` at its beginning. ``has_timestamps``: the model says
        marks of time too, which are left out: slower, another reading of a doubtful sound.
        """
        tokenizer = self._tokenizer(language, task)
        prompt = self._prompt(tokenizer, before, hotwords)[: -1 if has_timestamps else None]
        rate = DENSE_TOKENS_PER_SECOND if self.code(language) in DENSE else TOKENS_PER_SECOND
        most = min(MAX_TOKENS // 2, SPARE_TOKENS + int(encoded.seconds * rate))
        result = self._model.model.generate(
            encoded.output, [prompt], beam_size=beam, return_scores=True,
            max_length=max(2 * most, len(prompt) + most), return_no_speech_prob=True, suppress_blank=True,
            suppress_tokens=self._suppress(tokenizer),
        )[0]  # fmt: skip
        tokens = [token for token in result.sequences_ids[0] if token < tokenizer.eot]
        text = str(tokenizer.decode(tokens))
        logprob = result.scores[0] * len(tokens) / (len(tokens) + 1)
        is_loop = len(result.sequences_ids[0]) >= most or compression(text) > MAX_COMPRESSION
        return Decoded(tokens, text, logprob, result.no_speech_prob, is_loop)

    def align(self, encoded: Encoded, language: str, decoded: Decoded) -> list[Heard]:
        """The words of a text with their seconds in the sound; marks go with the word beside them."""
        if not decoded.tokens:
            return []
        from faster_whisper.transcribe import merge_punctuations

        frames = int(encoded.seconds * FRAMES_PER_SECOND)
        words = self._model.find_alignment(self._tokenizer(language), [decoded.tokens], encoded.output, frames)[0]
        merge_punctuations(words, JOINS_NEXT, JOINS_LAST)
        return [
            Heard(word["word"], float(word["start"]), float(word["end"]), float(word["probability"]))
            for word in words
            if word["word"]
        ]

    def _prompt(self, tokenizer: Any, before: str, hotwords: str) -> list[int]:
        terms = tokenizer.encode(f" {hotwords.strip()}")[:PROMPT_TOKENS] if hotwords.strip() else []
        said = tokenizer.encode(f" {before.strip()}") if before.strip() else []
        said = said[-(PROMPT_TOKENS - len(terms)) :] if len(terms) < PROMPT_TOKENS else []
        previous = [tokenizer.sot_prev, *terms, *said] if terms or said else []
        return [*previous, *tokenizer.sot_sequence, tokenizer.no_timestamps]

    def _tokenizer(self, language: str, task: str = "transcribe") -> Any:
        key = (self.code(language), task)
        if key not in self._tokenizers:
            from faster_whisper.tokenizer import Tokenizer

            self._tokenizers[key] = Tokenizer(
                self._model.hf_tokenizer, self.is_multilingual, task=task, language=key[0]
            )
        return self._tokenizers[key]

    def _suppress(self, tokenizer: Any) -> list[int]:
        if self._suppressed is None:
            from faster_whisper.transcribe import get_suppressed_tokens

            self._suppressed = list(get_suppressed_tokens(tokenizer, [-1]))
        return self._suppressed


def compression(text: str) -> float:
    """How much smaller a text gets when it is packed: loops get very small."""
    raw = text.encode()
    return len(raw) / len(zlib.compress(raw)) if raw else 0.0


def _padded(features: Any, window_s: int) -> Any:
    frames = window_s * FRAMES_PER_SECOND
    kept = features[:, :frames]
    return np.ascontiguousarray(np.pad(kept, ((0, 0), (0, frames - kept.shape[1]))))
