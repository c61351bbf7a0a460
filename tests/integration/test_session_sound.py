"""The sound of a session and its waveform, from recordings on the disk: growing ones, with gaps, of several
microphones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from server.core.errors import BadRequest
from server.core.hearing.timeline import Timeline
from server.services.minutes.sound import Track, Tracks, check_span, mixed, waveform
from server.storage.peaks import PEAK_SAMPLES, peaks_of
from server.storage.recording import Recording

SECOND = 16_000


def tone(samples: int, swing: int) -> bytes:
    """A square wave."""
    return np.resize(np.array([swing, -swing], "<i2"), samples).tobytes()


def expected(recording: Recording) -> list[tuple[int, bytes]]:
    """The peaks by their definition."""
    found = []
    for start, path in recording.files():
        samples = np.frombuffer(path.read_bytes()[: path.stat().st_size // 2 * 2], "<i2").astype(int)
        blocks = [samples[at : at + PEAK_SAMPLES] for at in range(0, len(samples), PEAK_SAMPLES)]
        tops = [int(np.abs(block).max()) for block in blocks]
        found.append((start, bytes(top * 254 // 32_768 + (top > 0) for top in tops)))
    return found


def test_stored_peaks_follow_a_growing_recording_over_gaps_connections_and_torn_samples(tmp_path: Path) -> None:
    recording = Recording(tmp_path / "room")
    assert peaks_of(recording) == []
    recording.open_epoch(1, 0)
    for at, samples, swing in ((0, 1_000, 100), (1_000, 1_111, 32_767), (9_000, 2_000, 1), (40_000, 77, 20_000)):
        recording.write(at, tone(samples, swing))
        assert peaks_of(recording) == expected(recording), at
    recording.extend(70_000)
    assert peaks_of(recording) == expected(recording)
    recording.close()
    with (tmp_path / "room" / "00001-0.s16le").open("ab") as file:
        file.write(b"\x7f")
    recording.open_epoch(2, 70_000)
    recording.write(70_000, np.full(5_000, -32_768, "<i2").tobytes())
    assert peaks_of(recording) == expected(recording)
    assert (tmp_path / "room" / "00001-0.peaks").stat().st_size == 70_000 // PEAK_SAMPLES
    assert not list(tmp_path.rglob("*.part"))
    recording.close()
    assert peaks_of(Recording(tmp_path / "room")) == expected(recording)


def test_peaks_of_another_file_under_the_same_name_are_made_anew(tmp_path: Path) -> None:
    recording = Recording(tmp_path / "room")
    recording.open_epoch(1, 0)
    recording.write(0, tone(4 * SECOND, 9_000))
    peaks_of(recording)
    recording.close()
    (tmp_path / "room" / "00001-0.s16le").write_bytes(tone(SECOND, 50))
    assert peaks_of(recording) == expected(recording)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two microphones: the room from 1 s on, cut at 2 s and back at 5 s; another from 1.5 s on."""
    room, other = Recording(tmp_path / "room"), Recording(tmp_path / "other")
    room.open_epoch(1, 0)
    room.write(0, tone(SECOND, 1_000))
    room.close()
    room.open_epoch(2, SECOND)
    room.write(SECOND, tone(SECOND, 30_000))
    room.close()
    other.open_epoch(1, 0)
    other.write(0, tone(5 * SECOND, 20_000))
    other.close()
    return tmp_path


def tracks(*off_record: tuple[int, int | None], hidden: tuple[tuple[int, int], ...] = ()) -> Tracks:
    room, other = Timeline([(0, 1_000), (SECOND, 5_000)]), Timeline([(0, 1_500)])
    return Tracks((Track("room", room, hidden), Track("other", other, ())), off_record)


def heard(folder: Path, found: Tracks, from_ms: int, to_ms: int) -> np.ndarray:
    return np.frombuffer(mixed(folder, found, from_ms, to_ms), "<i2")


def test_who_speaks_at_once_is_heard_at_once_and_every_connection_at_its_time(folder: Path) -> None:
    sound = heard(folder, tracks(), 0, 10_000)
    assert len(sound) == 104_000  # the last microphone ends at 6.5 s
    at = [int(sound[ms * 16]) for ms in (500, 1_250, 1_750, 3_000, 5_500, 6_250)]
    assert at == [0, 1_000, 21_000, 20_000, 32_767, 20_000]  # clipped where both are too loud
    part = heard(folder, tracks(), 1_250, 1_750)
    assert (part == sound[1_250 * 16 : 1_750 * 16]).all() and len(part) == 8_000
    assert mixed(folder, tracks(), 8_000, 9_000) == b"" == mixed(folder / "none", tracks(), 0, 1_000)


def test_what_was_off_the_record_or_retracted_is_silent(folder: Path) -> None:
    sound = heard(folder, tracks((1_200, 1_600), (6_000, None), hidden=((SECOND + 8_000, SECOND + 16_000),)), 0, 10_000)
    at = [int(sound[ms * 16]) for ms in (1_100, 1_250, 1_550, 1_700, 5_250, 5_750, 6_250)]
    assert at == [1_000, 0, 0, 21_000, 32_767, 20_000, 0]


def test_the_waveform_is_that_of_the_loudest_microphone_on_the_session_s_time(folder: Path) -> None:
    line = waveform(folder, tracks())
    level = {swing: swing * 254 // 32_768 + 1 for swing in (1_000, 20_000, 30_000)}
    assert len(line) == 130 and line[:20] == bytes(20)
    assert [line[ms // 50] for ms in (1_000, 1_450, 1_500, 4_950, 5_000, 5_950, 6_000)] == [
        level[each] for each in (1_000, 1_000, 20_000, 20_000, 30_000, 30_000, 20_000)
    ]


def test_a_span_is_a_short_one_of_the_session() -> None:
    assert check_span("0", "300000") == (0, 300_000)
    for first, last in (("0", "300001"), ("5", "5"), ("-1", "5"), ("a", "5"), (None, "5"), ("9" * 30, "9" * 31)):
        with pytest.raises(BadRequest):
            check_span(first, last)
