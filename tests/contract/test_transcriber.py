"""What every transcriber promises: the scripted one of the tests and Whisper keep the same contract."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from server.core.hearing.agreement import normal
from server.core.hearing.hypothesis import Advanced, Final, Tentative
from server.speech.audiofile import chunks
from server.speech.listener import Listener
from server.speech.port import WINDOW_SAMPLES, Audio, Pcm, Transcriber
from server.speech.scripted import Scripted
from server.speech.transcriber import WhisperTranscriber
from tests.support.house import models

TEXT = "The delegation of Brazil supports the proposal. We thank the chair."


@dataclass(frozen=True)
class Case:
    """A transcriber and the audio in which it hears TEXT."""

    transcriber: Transcriber
    pcm: Pcm

    @property
    def audio(self) -> Audio:
        return self.pcm.astype(np.float32) / np.float32(32768)


def spoken(folder: Path) -> Pcm:
    path = folder / "spoken.wav"
    subprocess.run(["espeak-ng", "-v", "en", "-s", "140", "-w", str(path), TEXT], check=True)
    return np.concatenate([np.zeros(8_000, np.int16), *chunks(path)])


@pytest.fixture(
    scope="module", params=["scripted", pytest.param("whisper", marks=pytest.mark.models)], ids=["scripted", "whisper"]
)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    if request.param == "scripted":
        model = Scripted([f" {word}" for word in TEXT.split()])
        yield Case(model, np.concatenate([np.zeros(8_000, np.int16), model.speech()]))
    else:
        request.getfixturevalue("installed_models")
        yield Case(WhisperTranscriber.load(models() / "whisper-base"), spoken(tmp_path_factory.mktemp("sound")))


def plain(text: str) -> list[str]:
    return [normal(word) for word in text.split()]


@pytest.mark.parametrize("is_quick", [False, True], ids=["careful", "quick"])
def test_words_come_in_order_with_times_inside_the_audio(case: Case, is_quick: bool) -> None:
    heard = case.transcriber.words(case.audio, "en", is_quick=is_quick)
    assert plain("".join(word.text for word in heard)) == plain(TEXT)
    at = 0.0
    for word in heard:
        assert at - 0.001 <= word.start_s <= word.end_s <= len(case.pcm) / 16_000 + 0.5
        assert 0 <= word.probability <= 1
        at = word.start_s


def test_a_look_guesses_the_same_text(case: Case) -> None:
    assert plain("".join(word.text for word in case.transcriber.look(case.audio, "en"))) == plain(TEXT)


def test_hotwords_spoil_nothing(case: Case) -> None:
    terms = ", ".join(["Brazil", "single window", "authorised economic operator"] * 60)
    assert plain("".join(word.text for word in case.transcriber.words(case.audio, "en", terms))) == plain(TEXT)
    assert "brazil" in plain("".join(word.text for word in case.transcriber.look(case.audio, "en", terms)))


def test_digital_silence_holds_no_word(case: Case) -> None:
    nothing = np.zeros(48_000, np.float32)
    for is_quick in (False, True):
        words = case.transcriber.words(nothing, "en", is_quick=is_quick)
        assert "".join(word.text for word in words).strip() in ("", "You", "you")
    assert case.transcriber.voice().take(np.zeros(48_000, np.int16)) == pytest.approx([0.0] * 93, abs=0.2)


def test_english_of_chinese_japanese_korean_arabic_and_russian_is_refused(case: Case) -> None:
    for language in ("zh", "ja", "ko", "ar", "ru", "en"):
        assert case.transcriber.english(case.audio, language) is None
    assert case.transcriber.english(case.audio, "fr")


def test_voice_activity_is_the_same_in_pieces_and_at_once(case: Case) -> None:
    at_once, voice = case.transcriber.voice().take(case.pcm), case.transcriber.voice()
    pieces = [probability for at in range(0, len(case.pcm), 700) for probability in voice.take(case.pcm[at : at + 700])]
    assert len(at_once) == len(case.pcm) // WINDOW_SAMPLES
    assert pieces == pytest.approx(at_once, abs=1e-3)
    assert max(at_once[:10]) < 0.35 and max(at_once) > 0.5


def test_two_voices_of_one_transcriber_do_not_disturb_each_other(case: Case) -> None:
    first, second = case.transcriber.voice(), case.transcriber.voice()
    expected = case.transcriber.voice().take(case.pcm)
    found = []
    for at in range(0, len(case.pcm), 1_600):
        found += first.take(case.pcm[at : at + 1_600])
        second.take(case.pcm[::-1][at : at + 1_600].copy())
    assert found == pytest.approx(expected, abs=1e-3)


def test_a_listener_hears_the_text_live_and_tiles_the_stream(case: Case) -> None:
    listener = Listener(case.transcriber, 5_000, "en")
    results = []
    for at in range(0, len(case.pcm), 1_600):
        listener.feed(5_000 + at, case.pcm[at : at + 1_600])
        results += listener.step()
    listener.finish()
    while more := listener.step():
        results += more
    at = 5_000
    for result in results:
        if isinstance(result, Final | Advanced):
            assert result.start_sample == at
            at = result.end_sample
    assert at == 5_000 + len(case.pcm) and listener.is_done
    finals = [result for result in results if isinstance(result, Final)]
    assert plain(" ".join(final.text for final in finals)) == plain(TEXT)
    assert len(finals) == 2
    assert any(isinstance(result, Tentative) and result.committed for result in results)
