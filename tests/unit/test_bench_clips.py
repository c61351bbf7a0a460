"""What the live bench plays: single clips, clips put together, scripts, and lists of them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from bench.clips import (
    LANGUAGES,
    PAUSE_S,
    TESTDATA,
    Clip,
    is_by_character,
    listed,
    read_set,
    reference_units,
    turns,
    write_wave,
)
from bench.stand_in import stamp, stamped
from server.core.errors import BadRequest
from server.core.hearing.ordering import RATE_HZ
from server.settings import ROOT

SETS = sorted((ROOT / "bench" / "sets").glob("*.jsonl"))


def sound(folder: Path, name: str, seconds: float) -> Path:
    file = folder / name
    write_wave(np.full(int(seconds * RATE_HZ), 1_000, np.int16), file)
    return file


def test_a_clip_of_several_files_has_a_pause_between_them(tmp_path: Path) -> None:
    clip = Clip("two", (sound(tmp_path, "a.wav", 0.5), sound(tmp_path, "b.wav", 0.3)), "en")
    pcm = clip.samples()
    assert len(pcm) == int((0.8 + PAUSE_S) * RATE_HZ)
    assert not pcm[RATE_HZ // 2 : RATE_HZ // 2 + int(PAUSE_S * RATE_HZ)].any()
    assert (pcm[-int(0.3 * RATE_HZ) :] == 1_000).all()


def test_a_reference_is_plain_text_or_a_transcript(tmp_path: Path) -> None:
    plain, lines = tmp_path / "a.txt", tmp_path / "b.jsonl"
    plain.write_text("Good morning.")
    turn = {
        "id": "s1",
        "start_ms": 0,
        "end_ms": 900,
        "lang": "en",
        "speaker": "Chair",
        "delegation": "CHAIR",
        "text": "Hello.",
    }
    lines.write_text(json.dumps({"roundtable": "x"}) + "\n" + json.dumps(turn))
    part = Clip("c", (), "en", (plain, lines)).parts(2.0)[0]
    assert (part.text, part.start_ms, part.end_ms) == ("Good morning. Hello.", 0, 2_000)
    assert Clip("c", (), "en").parts(2.0)[0].text is None


def test_a_script_tells_where_which_language_is_spoken(tmp_path: Path) -> None:
    script = tmp_path / "script.jsonl"
    rows = [("en", "CHAIR", "Good day."), ("zh", "CN", "你好。"), ("en", "CHAIR", "Thank you.")]
    script.write_text(
        "\n".join(
            json.dumps(
                {
                    "start_ms": at * 1000,
                    "end_ms": at * 1000 + 900,
                    "lang": lang,
                    "delegation": who,
                    "speaker": who,
                    "text": text,
                }
            )
            for at, (lang, who, text) in enumerate(rows)
        )
    )
    clip = Clip("c", (), "en", script=script)
    assert clip.languages() == ["en", "zh"]
    assert reference_units(clip.parts(3.0))[:4] == [("en", "good"), ("en", "day"), ("zh", "你"), ("zh", "好")]
    assert not is_by_character(clip.languages()) and is_by_character(["zh", "ja"])


def test_a_script_that_is_no_transcript_is_refused(tmp_path: Path) -> None:
    script = tmp_path / "script.jsonl"
    script.write_text('{"start_ms": 0}')
    with pytest.raises(BadRequest, match="no transcript"):
        turns(script)


def test_test_data_that_is_not_there_is_asked_for_by_the_name_of_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(TESTDATA, raising=False)
    with pytest.raises(BadRequest, match=TESTDATA):
        read_set(ROOT / "bench" / "sets" / "first.jsonl")


@pytest.mark.parametrize("file", SETS, ids=[each.stem for each in SETS])
def test_the_lists_name_clips_with_references(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TESTDATA, "/somewhere")
    clips = read_set(file)
    assert clips
    for clip in clips:
        assert clip.files and clip.lang and clip.to
        assert clip.script is not None or len(clip.references) == len(clip.files)


def test_a_list_is_a_file_or_a_name_and_all_is_every_language() -> None:
    assert listed(str(SETS[0])) == listed(SETS[0].stem) == [SETS[0]]
    assert [each.stem for each in listed("all")] == list(LANGUAGES)
    with pytest.raises(BadRequest, match="quick"):
        listed("nowhere")


def test_a_final_carries_its_number_and_its_moment_through_a_translation() -> None:
    assert stamp(f"pt: {stamped(17, 12.5)}") == (17, 12.5)
    assert stamp("The meeting begins.") is None
