"""The real voice activity: a soft speaker after a loud one, and the same answers however the audio is cut."""

from __future__ import annotations

import subprocess

import numpy as np
import pytest

from server.speech.audiofile import chunks
from server.speech.port import WINDOW_SAMPLES, Pcm
from server.speech.voice import SileroStream, silero_session

SPOKEN = 0.5
TEXT = "The committee will meet on Monday. Single windows save time at the border, and every delegation has its say."


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Pcm:
    path = tmp_path_factory.mktemp("sound") / "spoken.wav"
    subprocess.run(["espeak-ng", "-v", "en", "-s", "150", "-w", str(path), TEXT], check=True)
    return np.tile(np.concatenate(list(chunks(path))), 3)


def judged(sound: Pcm, chunk: int = 1_600) -> np.ndarray:
    stream, found = SileroStream(silero_session()), list[float]()
    for begin in range(0, len(sound), chunk):
        found += stream.take(sound[begin : begin + chunk])
    return np.array(found)


@pytest.mark.parametrize("share", [0.1, 0.015])
def test_a_soft_speaker_after_a_loud_one_is_heard(speech: Pcm, share: float) -> None:
    room = np.random.default_rng(1).normal(0, 20, len(speech))
    soft = (speech * share + room).astype(np.int16)
    found = judged(np.concatenate([speech, soft])) > SPOKEN
    middle = len(speech) // WINDOW_SAMPLES
    loud, softly = float(found[:middle].mean()), float(found[middle:].mean())
    assert loud > 0.6 and softly > 0.8 * loud, (loud, softly)


def test_the_pieces_in_which_audio_comes_change_nothing(speech: Pcm) -> None:
    whole = judged(speech, len(speech))
    for chunk in (320, 1_600, 7_777):
        assert np.allclose(judged(speech, chunk), whole, atol=1e-6)


def test_silence_and_the_noise_of_a_room_are_no_speech() -> None:
    room = np.random.default_rng(2).normal(0, 60, 16_000 * 12).astype(np.int16)
    for sound in (np.zeros_like(room), room):
        assert float((judged(sound) > SPOKEN).mean()) < 0.01
