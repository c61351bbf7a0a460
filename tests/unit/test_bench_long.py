"""What the long runs of the live bench say, and what must hold after them; sounds without speech; the plot."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from bench.chaos_checks import Final
from bench.clips import Clip, Part
from bench.faults import Fault
from bench.live import is_bad
from bench.nonspeech import APPLAUSE_DB, FAN_DB, KINDS, applause, fan, figures, has_voices, noise_clips, silence
from bench.offline import Timed
from bench.plot import lag_svg
from bench.sounds import Heard, dealt, looped
from bench.steady import STOPPED_S, Size, beside, early_and_late, every, lags, memory, paces
from server.core.errors import BadRequest
from server.core.hearing.ordering import RATE_HZ


def heard(name: str, lang: str, seconds: float) -> Heard:
    file = Path(f"/nowhere/{name}.txt")
    clip = Clip(name, (file,), lang, to=("pt",), is_silent=True)
    return Heard(clip, np.full(int(seconds * RATE_HZ), 7, np.int16), (Timed(name, lang, 0.5),))


def test_a_long_sound_is_whole_clips_in_turn_with_their_words_at_their_times() -> None:
    sound = looped([heard("a", "en", 2.0), heard("b", "en", 3.0)], seconds=7.5, first=1)
    assert [(part.start_ms, part.end_ms) for part in sound.parts] == [(0, 3000), (4000, 6000), (7000, 10_000)]
    assert [(each.unit, each.end_s) for each in sound.offline] == [("b", 0.5), ("a", 4.5), ("b", 7.5)]
    assert sound.seconds == 10.0 and (sound.name, sound.lang, sound.to) == ("b", "en", ("pt",))
    assert not sound.pcm[3 * RATE_HZ : 4 * RATE_HZ].any() and sound.pcm[4 * RATE_HZ] == 7


def test_a_microphone_speaks_one_language_and_several_take_them_in_turn() -> None:
    clips = [heard("a", "en", 1.0), heard("b", "en", 1.0), heard("c", "fr", 1.0)]
    with pytest.raises(BadRequest, match="en, fr"):
        looped(clips, 5.0)
    with pytest.raises(BadRequest):
        dealt([], 2, 5.0)
    assert [(each.lang, each.name) for each in dealt(clips, 4, 1.0)] == [
        ("en", "a"), ("fr", "c"), ("en", "b"), ("fr", "c"),
    ]  # fmt: skip


def test_the_worker_is_killed_and_stopped_in_turns_and_left_alone_at_the_end() -> None:
    faults = every(180.0, 1800.0)
    assert [each.at_s for each in faults] == [180.0 * number for number in range(1, 10)]
    assert [each.kind for each in faults[:4]] == ["kill", "stop", "kill", "stop"]
    assert {each.for_s for each in faults if each.kind == "stop"} == set(STOPPED_S)
    assert every(20.0, 60.0) == [Fault("kill", "speech", 20.0, 0.0), Fault("stop", "speech", 40.0, STOPPED_S[0])]
    assert every(180.0, 60.0) == []


def test_lag_is_compared_between_the_second_minute_and_the_last() -> None:
    found = early_and_late([(30.0, 9e9), (61.0, 500.0), (119.0, 700.0), (250.0, 8e9), (599.0, 650.0)], 600.0)
    assert found["minute_2"] == {"p50": 500.0, "p95": 700.0, "max": 700.0}
    assert found["last_minute"] == {"p50": 650.0, "p95": 650.0, "max": 650.0}
    assert early_and_late([], 30.0) == {"minute_2": None, "last_minute": None}


def test_memory_is_flat_or_not_from_minute_ten_and_a_fresh_process_has_a_minute_to_grow() -> None:
    web = [Size("web", 1, at, 100.0 if at < 1500 else 104.0) for at in range(0, 1800, 30)]
    first = [Size("speech", 2, at, 300.0) for at in range(0, 900, 30)]
    second = [Size("speech", 3, at, 50.0 if at < 960 else 303.0) for at in range(900, 1800, 30)]
    found = memory([*web, *first, *second], 1800.0)
    assert (found["web"]["growth"], found["web"]["range"], len(found["web"]["mb"])) == (0.04, 0.04, 20)
    assert (found["speech"]["growth"], found["speech"]["range"]) == (0.01, 0.01)


def test_what_viewers_are_told_of_lag_and_degradation_is_kept_as_it_changes() -> None:
    states = [(10.0, {"lag_ms": 0}), (12.0, {"lag_ms": 900, "pace": 1}), (14.0, {"lag_ms": 800, "pace": 1})]
    assert lags(states, 10.0) == [(0.0, 0.0), (2.0, 900.0), (4.0, 800.0)]
    assert paces(states, 10.0) == [{"at_s": 2.0, "pace": 1}]


def test_the_plot_is_a_drawing_with_a_line_for_the_lag_and_one_for_each_fault() -> None:
    faults = [{"kind": "kill speech", "at_ms": 180_000}, {"kind": "stop speech", "at_ms": 360_000}]
    text = lag_svg([(0.0, 100.0), (300.0, 4_000.0), (1_800.0, 200.0)], faults, "Lag <of> captions")
    drawing = ElementTree.fromstring(text)
    names = [each.tag.rsplit("}", 1)[1] for each in drawing.iter()]
    assert names.count("polyline") == 1
    written = ["".join(each.itertext()) for each in drawing.iter() if each.tag.endswith("text")]
    assert {"Lag <of> captions", "30:00", "4 s", "kill speech", "stop speech"} <= set(written)
    assert ElementTree.fromstring(lag_svg([], [], "nothing")) is not None


@pytest.mark.parametrize("name", list(KINDS))
def test_made_sounds_are_the_same_every_time(name: str) -> None:
    assert np.array_equal(KINDS[name](2.0), KINDS[name](2.0))


def level_db(sound: np.ndarray) -> float:
    return float(20 * np.log10(np.sqrt(np.mean(sound**2))))


def test_a_fan_and_applause_are_as_loud_as_they_are_and_silence_is_nearly_none() -> None:
    assert level_db(fan(3.0)) == pytest.approx(FAN_DB) and level_db(applause(3.0)) == pytest.approx(APPLAUSE_DB)
    quiet = silence(2.0)
    assert not quiet[:RATE_HZ].any() and 0 < np.abs(quiet[RATE_HZ:]).max() < 0.01


def test_noise_is_a_folder_or_made_and_its_words_count_only_where_no_voice_is(tmp_path: Path) -> None:
    made = noise_clips("made", tmp_path, 3.0, ["en", "fr"], ["pt"])
    assert [(each.lang, each.is_silent, each.has_voices) for each in made] == [
        ("en", True, False), ("fr", True, False), ("en", True, False),
    ]  # fmt: skip
    assert made[0].parts(1.0) == [Part(0, 1000, "en", "")]
    manifest = "path\tspeakers\tnote\nfan.wav\t0\t\nsilence.wav\t0\tvocals from 0:20\napplause.wav\t2\t\n"
    (tmp_path / "MANIFEST.tsv").write_text(manifest)
    clips = noise_clips(str(tmp_path), tmp_path, 0.0, ["en"], [])
    assert {each.name: each.has_voices for each in clips} == {
        "applause.wav": True, "fan.wav": False, "silence.wav": True,
    }  # fmt: skip
    assert not has_voices(Path("/nowhere/fan.wav"))
    seen = [
        {"audio": each.name, "seconds": 1.0, "words_on_nonspeech": at, "tentative_words_on_nonspeech": 2}
        for at, each in enumerate(clips)
    ]
    assert figures(clips, seen) == {
        "files": 1, "seconds": 1.0, "words": 1, "tentative_words": 2, "with_voices": ["applause.wav", "silence.wav"],
    }  # fmt: skip
    with pytest.raises(BadRequest, match="made"):
        noise_clips(str(tmp_path / "nothing"), tmp_path, 1.0, ["en"], [])


def test_the_live_bench_fails_where_something_is_lost_or_words_come_of_nothing() -> None:
    assert not is_bad({"clips": [{"lost": 0, "doubled": 0}]})
    assert is_bad({"clips": [{"lost": 1, "doubled": 0}]})
    assert is_bad({"clips": [], "soak": {"lost": 0, "doubled": 0, "finals_doubled": 1}})
    assert is_bad({"clips": [], "nonspeech": {"words": 2}})


def test_a_final_that_was_read_otherwise_says_how_far_from_a_fault_it_stands() -> None:
    finals = [Final(at * RATE_HZ, (at + 4) * RATE_HZ, text) for at, text in ((1, "a"), (18, "b"), (30, "c"))]
    placed = beside(finals, [{"at_ms": 20_000}, {"at_ms": 90_000}])
    assert [(each["at_s"], each["after_fault_s"], each["text"]) for each in placed] == [
        (1.0, None, "a"),
        (18.0, -2.0, "b"),
        (30.0, 10.0, "c"),
    ]
