"""Any file that is sound becomes samples; any other is refused in words."""

from __future__ import annotations

import io
import wave
from pathlib import Path

import numpy as np
import pytest

from server.core.errors import BadAudio
from server.speech.audiofile import CHUNK_SAMPLES, chunks


def tone(path: Path, seconds: float = 1.05, rate: int = 44_100, channels: int = 2) -> Path:
    sound = (8_000 * np.sin(2 * np.pi * 440 * np.arange(int(seconds * rate)) / rate)).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.repeat(sound, channels).tobytes())
    return path


@pytest.mark.parametrize(("rate", "channels"), [(44_100, 2), (48_000, 1), (16_000, 1), (8_000, 1)])
def test_any_rate_becomes_16_khz_mono_in_tenths_of_a_second(tmp_path: Path, rate: int, channels: int) -> None:
    found = list(chunks(tone(tmp_path / "tone.wav", rate=rate, channels=channels)))
    assert all(len(chunk) == CHUNK_SAMPLES and chunk.dtype == np.int16 for chunk in found[:-1])
    assert sum(map(len, found)) == pytest.approx(1.05 * 16_000, abs=40)
    sound = np.concatenate(found)[1_600:-1_600].astype(float)
    peak = np.argmax(np.abs(np.fft.rfft(sound))) * 16_000 / len(sound)
    assert peak == pytest.approx(440, abs=2)


def test_an_open_stream_is_read_as_it_comes(tmp_path: Path) -> None:
    stream = io.BytesIO(tone(tmp_path / "tone.wav").read_bytes())
    assert sum(map(len, chunks(stream))) == pytest.approx(1.05 * 16_000, abs=40)


def test_what_is_no_sound_is_refused_with_its_name_and_the_reason(tmp_path: Path) -> None:
    text = tmp_path / "minutes.txt"
    text.write_text("not a sound\n" * 100)
    for path in (text, tmp_path / "absent.wav", tmp_path):
        with pytest.raises(BadAudio, match=path.name) as caught:
            list(chunks(path))
        assert caught.value.code == "bad_audio"


def test_a_file_that_was_cut_off_gives_the_part_that_is_there(tmp_path: Path) -> None:
    path = tone(tmp_path / "tone.wav")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert 6_000 < sum(map(len, chunks(path))) < 10_000
