"""The plan of faults and what must hold after them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from bench.chaos_checks import Final, is_readable, missing, overlaps
from bench.faults import CALM_SHARE, EVERY_S, NAMES, STOPPED_S, growth, plan

SAID = [
    Final(0, 100, "Good morning to all of you."),
    Final(100, 250, "We propose a pilot exchange of risk data."),
    Final(250, 300, "Thank you."),
]


def test_the_same_seed_plans_the_same_faults_and_every_kind_comes_once_before_one_comes_again() -> None:
    faults = plan(120.0, seed=7)
    assert faults == plan(120.0, seed=7)
    assert faults != plan(120.0, seed=8)
    assert len(faults) == int(120 * CALM_SHARE // EVERY_S)
    assert {(each.kind, each.name) for each in faults[:6]} == {
        (kind, name) for kind in ("kill", "stop") for name in NAMES
    }
    assert [each.at_s for each in faults] == sorted(each.at_s for each in faults)
    assert faults[-1].at_s <= 120 * CALM_SHARE
    assert all(STOPPED_S[0] <= each.for_s <= STOPPED_S[1] for each in faults)


def test_a_short_run_still_has_a_fault() -> None:
    assert len(plan(5.0, seed=1)) == 1


def test_finals_that_tile_the_stream_do_not_overlap_and_one_that_comes_again_does() -> None:
    assert overlaps(SAID) == 0
    assert overlaps([*SAID, Final(100, 250, "We propose a pilot exchange of risk data.")]) == 1


def test_a_final_of_which_most_words_are_missing_is_lost_and_a_misheard_word_loses_none() -> None:
    assert missing(SAID, SAID, "en") == 0
    assert missing(SAID, [SAID[0], SAID[2]], "en") == 1
    misheard = [SAID[0], Final(100, 250, "We propose a pilot exchange of wrist data."), SAID[2]]
    assert missing(SAID, misheard, "en") == 0


def test_other_borders_of_finals_lose_nothing() -> None:
    joined = [Final(0, 300, " ".join(each.text for each in SAID))]
    assert missing(SAID, joined, "en") == 0
    assert missing(joined, SAID, "en") == 0


def test_what_a_quiet_run_does_not_say_was_said_twice() -> None:
    twice = [*SAID[:2], Final(250, 400, SAID[1].text), SAID[2]]
    assert missing(twice, SAID, "en") == 1


def test_growth_is_measured_from_where_a_process_had_settled() -> None:
    assert growth([100.0] * 15 + [200.0] * 20 + [210.0] * 10) == 210 / 200 - 1
    assert growth([100.0] * 20) is None


def test_a_file_of_a_recording_is_whole_when_its_description_agrees(tmp_path: Path) -> None:
    file = tmp_path / "00001-0.s16le"
    assert not is_readable(file)
    file.write_bytes(bytes(6))
    assert is_readable(file)
    facts = {"samples": 3, "sha256": hashlib.sha256(bytes(6)).hexdigest()}
    file.with_suffix(".json").write_text(json.dumps(facts))
    assert is_readable(file)
    file.write_bytes(bytes(4))
    assert not is_readable(file)
