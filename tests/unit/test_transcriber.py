"""The choice of encoder windows, with a model that only counts."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from server.core.errors import UnknownLanguage
from server.speech.decoder import Decoder, Encoded
from server.speech.transcriber import WhisperTranscriber


class CountingModel:
    """Encodes anything of at least ``least`` frames."""

    def __init__(self, least: int = 0, is_multilingual: bool = True) -> None:
        self.frames: list[int] = []
        self._least = least
        self.supported_languages = ["en", "fr", "pt"]
        self.model = SimpleNamespace(is_multilingual=is_multilingual)

    def feature_extractor(self, audio: Any) -> Any:
        return np.ones((80, len(audio) // 160 + 1), np.float32)

    def encode(self, features: Any) -> str:
        if features.shape[1] < self._least:
            raise ValueError("invalid shape")
        self.frames.append(features.shape[1])
        return "encoded"


def sound(seconds: float) -> Any:
    return np.zeros(int(seconds * 16_000), np.float32)


@pytest.mark.parametrize(
    ("seconds", "frames"), [(0.5, 500), (3.5, 500), (3.6, 600), (12, 1500), (18, 2000), (19, 3000), (29, 3000)]
)
def test_a_look_takes_the_smallest_window_that_leaves_room_after_the_audio(seconds: float, frames: int) -> None:
    model = CountingModel()
    Decoder(model, "test").encode(sound(seconds))
    assert model.frames == [frames]


def test_a_model_that_takes_no_short_windows_gets_the_full_one_from_then_on() -> None:
    model = CountingModel(least=3000)
    decoder = Decoder(model, "test")
    decoder.encode(sound(2))
    decoder.encode(sound(2))
    assert model.frames == [3000, 3000]


@pytest.mark.parametrize(
    ("name", "is_multilingual"),
    [("whisper-large-v3-turbo", True), ("whisper-base.en", False), ("whisper-distil-large-v3", True)],
)
def test_models_that_can_not_translate_are_not_asked_to(name: str, is_multilingual: bool) -> None:
    transcriber = WhisperTranscriber(CountingModel(is_multilingual=is_multilingual), None, name)
    assert transcriber.english(np.zeros(16_000, np.float32), "fr") is None


def test_a_language_that_the_model_does_not_know_is_named() -> None:
    transcriber = WhisperTranscriber(CountingModel(), None, "test")
    with pytest.raises(UnknownLanguage, match="'xx'"):
        transcriber.words(np.zeros(16_000, np.float32), "xx")
    assert Decoder(CountingModel(), "test").code("pt-BR") == "pt"


class AnsweringModel(CountingModel):
    """Keeps how long an answer CTranslate2 may give: half of ``max_length`` or what the prompt leaves of it."""

    def __init__(self) -> None:
        super().__init__()
        self.supported_languages = ["en", "th"]
        self.model = SimpleNamespace(is_multilingual=True, generate=self.generate)
        self.most = 0

    def generate(self, _: Any, prompts: list[list[int]], *, max_length: int, **__: Any) -> list[Any]:
        self.most = min(max_length // 2, max_length - len(prompts[0]))
        return [SimpleNamespace(sequences_ids=[[1]], scores=[-0.1], no_speech_prob=0.0)]


@pytest.mark.parametrize(
    ("language", "seconds", "most"), [("en", 4.0, 44), ("en", 13.4, 109), ("th", 4.0, 72), ("th", 13.4, 203)]
)
def test_an_answer_may_be_as_long_as_fast_speech_in_its_script(language: str, seconds: float, most: int) -> None:
    model = AnsweringModel()
    decoder = Decoder(model, "test")
    marks = SimpleNamespace(sot_sequence=[2, 3, 4], no_timestamps=5, eot=9, decode=lambda _: "yes")
    decoder._tokenizers[(language, "transcribe")], decoder._suppressed = marks, []
    decoder.generate(Encoded("sound", seconds), language)
    assert model.most == most
