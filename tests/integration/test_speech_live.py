"""Whisper through the listener: a change of the floor, and words lost against one pass over the whole recording."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import jiwer
import numpy as np
import pytest

from bench.clips import turns
from server.core.hearing.hypothesis import Advanced, Final
from server.settings import ROOT
from server.speech.audiofile import chunks
from server.speech.listener import Listener, Result
from server.speech.port import Pcm
from server.speech.transcriber import WhisperTranscriber
from tests.support.house import models

pytestmark = [pytest.mark.models, pytest.mark.usefixtures("installed_models")]
DEMO = ROOT / "server" / "demo"
CLIP = "en/earnings22_1_4482311_3_62"


@pytest.fixture(scope="module")
def whisper(installed_models: None) -> WhisperTranscriber:
    return WhisperTranscriber.load(models() / "whisper-base")


def spoken(folder: Path, voice: str, text: str) -> Pcm:
    path = folder / f"{voice}.wav"
    subprocess.run(["espeak-ng", "-v", voice, "-s", "140", "-w", str(path), text], check=True)
    return np.concatenate(list(chunks(path)))


def demo_turn(language: str) -> Pcm:
    """The first turn of the demo roundtable in a language."""
    turn = next(each for each in turns(DEMO / "transcript.jsonl") if each["lang"] == language)
    sound = np.concatenate(list(chunks(DEMO / "roundtable.opus")))
    return np.array(sound[turn["start_ms"] * 16 : turn["end_ms"] * 16])


def finals(listener: Listener) -> list[Final]:
    results: list[Result] = []
    while more := listener.step():
        results += more
    at = 0
    for result in results:
        assert isinstance(result, Final | Advanced) and result.start_sample == at
        at = result.end_sample
    assert at == listener.end_sample
    return [result for result in results if isinstance(result, Final)]


def test_the_floor_passes_in_mid_sound_and_each_side_is_heard_in_its_own_language(
    whisper: WhisperTranscriber, tmp_path: Path
) -> None:
    english = spoken(tmp_path, "en", "The chair gives the floor to Brazil.")
    portuguese = demo_turn("pt")
    listener = Listener(whisper, 0, "en")
    listener.feed(0, np.concatenate([english, portuguese]))
    listener.turn(len(english), "pt", translate_to_english=True)
    listener.finish()
    found = finals(listener)
    assert [final.language for final in found] == ["en", "pt"]
    assert "floor to Brazil" in found[0].text
    assert found[0].end_sample <= len(english) <= found[1].start_sample
    assert "Brasil" in found[1].text and "proposta" in found[1].text
    assert found[1].english and "proposal" in found[1].english


def test_listening_in_pieces_costs_at_most_five_points_of_word_errors(whisper: WhisperTranscriber) -> None:
    folder = os.environ.get("ROUNDTABLE_TESTDATA")
    if not folder:
        print("ROUNDTABLE_TESTDATA is not set: no recording of real speech was tried")
        return
    reference = _plain(Path(folder, f"{CLIP}.txt").read_text(encoding="utf-8"))
    sound = np.concatenate(list(chunks(Path(folder, f"{CLIP}.flac"))))
    listener = Listener(whisper, 0, "en")
    listener.feed(0, sound)
    listener.finish()
    ours = jiwer.wer(reference, _plain(" ".join(final.text for final in finals(listener))))
    segments, _ = whisper._model.transcribe(
        sound.astype(np.float32) / 32768, language="en", beam_size=5, condition_on_previous_text=False
    )
    offline = jiwer.wer(reference, _plain(" ".join(segment.text for segment in segments)))
    print(f"word errors: {ours:.3f} in pieces, {offline:.3f} in one pass")
    assert ours <= offline + 0.05


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", text.casefold().replace("'", "")).split())
