"""The real models on sound that nobody spoke, and on text."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from server.core.hearing.hypothesis import Advanced
from server.speech.audiofile import chunks
from server.speech.listener import Listener
from server.speech.transcriber import WhisperTranscriber
from tests.support.house import models
from translation.errors import NoRoute
from translation.translator import Translator

pytestmark = [pytest.mark.models, pytest.mark.usefixtures("installed_models")]


def heard(sound: np.ndarray) -> list[str]:
    listener = Listener(WhisperTranscriber.load(models() / "whisper-base"), 0, "en")
    listener.feed(0, sound)
    listener.finish()
    found, at = [], 0
    while not listener.is_done:
        for result in listener.step():
            assert result.start_sample == at
            at = result.end_sample
            if not isinstance(result, Advanced):
                found.append(result.text)
    assert at == len(sound)
    return found


def test_silence_noise_and_a_hum_give_no_words() -> None:
    rng = np.random.default_rng(1)
    seconds = np.arange(16_000 * 20) / 16_000
    noise = rng.normal(0, 600, len(seconds))
    hum = 3000 * np.sin(2 * np.pi * 50 * seconds)
    assert heard(np.concatenate([np.zeros_like(noise), noise, hum]).astype(np.int16)) == []


def test_recordings_of_noise_and_music_give_no_words() -> None:
    folder = os.environ.get("ROUNDTABLE_TESTDATA")
    if not folder:
        print("ROUNDTABLE_TESTDATA is not set: only the made noise was tried")
        return
    for path in sorted(Path(folder, "noise").glob("s*.flac")):
        assert heard(np.concatenate(list(chunks(path)))) == [], path.name


def test_text_is_translated_both_ways_and_a_missing_route_names_the_command() -> None:
    translator = Translator.of_folder(models(), "firefox")
    try:
        portuguese = translator.translate("In 2025 we cleared 4.2 million consignments. Thank you.", "en", "pt")
        assert "2025" in portuguese.text and "Obrigad" in portuguese.text
        assert translator.translate("O Brasil apoia a proposta.", "pt", "en").text == "Brazil supports the proposal."
        with pytest.raises(NoRoute, match="models install argos-fr-en"):
            translator.translate("Bonjour.", "fr", "en")
    finally:
        translator.close()
