"""The real model where nobody speaks, in every declared language; and where somebody says very little."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from server.core.hearing.hypothesis import Final
from server.core.hearing.ordering import RATE_HZ
from server.speech.audiofile import chunks
from server.speech.languagecheck import LanguageCheck
from server.speech.listener import Listener, Result
from server.speech.transcriber import WhisperTranscriber
from tests.support import noises
from tests.support.house import models

pytestmark = [pytest.mark.models, pytest.mark.usefixtures("installed_models")]
DECLARED = ("en", "fr", "es", "pt", "ru", "ar", "zh", "ko", "ja")
CHUNK = RATE_HZ
SPEECH = (
    "Madam Chair, our administration proposes a pilot for the exchange of data between nine customs authorities. "
    "The pilot should begin in January and last for one year. We thank all delegations for their support."
)


@pytest.fixture(scope="module")
def model(request: pytest.FixtureRequest) -> Iterator[WhisperTranscriber]:
    request.getfixturevalue("installed_models")
    yield WhisperTranscriber.load(models() / "whisper-base")


def spoken(folder: Path, voice: str, text: str) -> noises.Pcm:
    path = folder / "spoken.wav"
    subprocess.run(["espeak-ng", "-v", voice, "-s", "140", "-w", str(path), text], check=True)
    return np.concatenate([np.zeros(RATE_HZ, np.int16), *chunks(path), np.zeros(RATE_HZ, np.int16)])


def heard(model: WhisperTranscriber, sound: noises.Pcm, language: str) -> list[Result]:
    """Everything that a listener says of a sound that comes second by second."""
    listener, found = Listener(model, 0, language), list[Result]()
    for place in range(0, len(sound), CHUNK):
        listener.feed(place, sound[place : place + CHUNK])
        found += listener.step()
    listener.finish()
    while not listener.is_done:
        found += listener.step()
    return found


def words(results: list[Result]) -> list[str]:
    """What would stand on a screen, for however short a time."""
    texts = [
        each.text if isinstance(each, Final) else f"{getattr(each, 'committed', '')}{getattr(each, 'text', '')}"
        for each in results
    ]
    return [text for text in texts if text.strip()]


@pytest.mark.parametrize("language", DECLARED)
def test_silence_a_fan_applause_and_doors_give_no_words_in_any_language(
    model: WhisperTranscriber, language: str
) -> None:
    rng = np.random.default_rng(5)
    sounds = [noises.silence(4, rng), noises.fan(5, rng), noises.applause(6, rng), noises.thuds(6, rng)]
    assert words(heard(model, np.concatenate([*sounds, noises.applause(4, rng, people=5)]), language)) == []


@pytest.mark.parametrize(
    ("voice", "language", "text"), [("en", "en", "Thank you very much."), ("fr", "fr", "Merci beaucoup.")]
)
def test_a_courtesy_that_somebody_says_is_kept(
    model: WhisperTranscriber, tmp_path: Path, voice: str, language: str, text: str
) -> None:
    finals = [each.text for each in heard(model, spoken(tmp_path, voice, text), language) if isinstance(each, Final)]
    assert [final.casefold().rstrip(".!") for final in finals] == [text.casefold().rstrip(".")]


def test_english_is_told_from_french_within_a_quarter_of_a_minute_and_fits_where_it_was_declared(
    model: WhisperTranscriber, tmp_path: Path
) -> None:
    sound = np.concatenate([spoken(tmp_path, "en", SPEECH)] * 2)
    for declared, expected in (("fr", "en"), ("en", None)):
        check = LanguageCheck(model, 0, declared, DECLARED)
        for place in range(0, len(sound), CHUNK):
            check.feed(place, sound[place : place + CHUNK])
            check.step()
        assert check.heard == expected, declared
