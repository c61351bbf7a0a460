"""The demo roundtable: its transcript, its labels and its recording belong together."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import pytest

from server import demo
from server.core.errors import BadRequest
from server.demo.delegations import Delegation, delegations
from server.demo.make_recording import read_script
from server.demo.transcript import Header, Turn, read_transcript

TURN = '{"id": "s1", "start_ms": 0, "end_ms": 900, "lang": "en", "speaker": "Peru", "delegation": "PE", "text": "Yes."}'


@pytest.fixture(scope="module")
def turns() -> tuple[Turn, ...]:
    return demo.transcript().turns


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    return demo.gold()


def test_the_turns_are_numbered_follow_each_other_and_leave_a_pause(turns: tuple[Turn, ...]) -> None:
    assert [turn.id for turn in turns] == [f"s{number}" for number in range(1, len(turns) + 1)]
    assert turns[0].start_ms == 0
    assert all(turn.end_ms > turn.start_ms and turn.text.strip() for turn in turns)
    pauses = [later.start_ms - turn.end_ms for turn, later in pairwise(turns)]
    assert min(pauses) >= 600 and max(pauses) <= 1201


def test_it_lasts_four_to_six_minutes_with_a_chair_and_eight_delegations_or_more_in_five_languages(
    turns: tuple[Turn, ...],
) -> None:
    assert 4 * 60_000 <= turns[-1].end_ms <= 6 * 60_000
    codes = {turn.delegation for turn in turns}
    assert "CHAIR" in codes and len(codes) >= 9
    counts = {lang: sum(turn.lang == lang for turn in turns) for lang in {turn.lang for turn in turns}}
    assert set(counts) == {"en", "pt", "fr", "es", "zh"}
    assert min(counts["fr"], counts["es"], counts["pt"]) >= 3 and counts["en"] > len(turns) / 2


def test_every_turn_that_is_not_english_says_in_english_what_it_means(turns: tuple[Turn, ...]) -> None:
    assert all(bool(turn.text_en) == (turn.lang != "en") for turn in turns)


def test_the_transcript_says_the_words_of_the_script(turns: tuple[Turn, ...]) -> None:
    lines = read_script(demo.recording_path().with_name("script.tsv"))
    assert [(line.language, line.delegation, line.speaker, line.text, line.text_en) for line in lines] == [
        (turn.lang, turn.delegation, turn.speaker, turn.text, turn.text_en) for turn in turns
    ]


def test_no_two_delegations_share_a_voice_and_none_changes_its_own() -> None:
    lines = read_script(demo.recording_path().with_name("script.tsv"))
    pairs = {(line.delegation, line.voice) for line in lines}
    assert len(pairs) == len({line.delegation for line in lines}) == len({line.voice for line in lines})


def test_the_header_names_the_parties_at_the_table_and_those_of_the_declaration(turns: tuple[Turn, ...]) -> None:
    header = demo.transcript().header
    assert header.roundtable and len(header.agenda) == 3 and "AEO" in header.glossary
    assert set(header.parties) == {turn.delegation for turn in turns} - {"CHAIR"}
    (declaration,) = header.declarations
    assert set(declaration.parties) < set(header.parties)


def test_the_signatories_are_those_who_proposed_or_supported_the_declaration(gold: dict[str, Any]) -> None:
    (declaration,) = demo.transcript().header.declarations
    supporters = {each["by"] for each in gold["supports"] if each["of"] == "s18"}
    assert set(declaration.parties) == supporters | {"AU"}


def test_the_delegations_are_those_who_speak_each_with_one_name_and_language(turns: tuple[Turn, ...]) -> None:
    seats = delegations()
    assert seats[0] == Delegation("CHAIR", "Chair", "en")
    assert {(seat.code, seat.name, seat.language) for seat in seats} == {
        (turn.delegation, turn.speaker, turn.lang) for turn in turns
    }


def test_every_turn_is_labelled_or_set_aside_and_every_label_names_its_speaker(
    turns: tuple[Turn, ...], gold: dict[str, Any]
) -> None:
    speakers = {turn.id: turn.delegation for turn in turns}
    kinds = ("proposals", "commitments", "supports", "no_objections", "conditions", "reservations", "corrections")
    labels = [label for kind in kinds for label in gold[kind]]
    labelled = {segment for label in labels + gold["experiences"] for segment in label["segments"]}
    aside = set(gold["ignore"]) | set(gold["info"])
    assert labelled | aside == set(speakers) and not labelled & aside
    for label in labels + gold["experiences"]:
        assert {speakers[segment] for segment in label["segments"]} == {label["by"]}, label
    assert {label["of"] for label in labels if "of" in label} <= {
        segment for label in gold["proposals"] for segment in label["segments"]
    }


def test_the_words_and_figures_that_labels_quote_were_spoken(turns: tuple[Turn, ...], gold: dict[str, Any]) -> None:
    texts = {turn.id: turn.text for turn in turns}
    for figure in gold["figures"]:
        assert figure["text"] in texts[figure["segment"]], figure
        assert figure["segment"] not in gold["ignore"], figure
    for label in gold["conditions"] + gold["reservations"]:
        assert label["text"] in texts[label["segments"][0]], label


def test_it_holds_all_that_a_roundtable_must_show(turns: tuple[Turn, ...], gold: dict[str, Any]) -> None:
    texts = {turn.id: turn.text for turn in turns}
    first = gold["proposals"][0]["segments"][0]
    figures = {each["text"] for each in gold["figures"] if each["segment"] == first}
    assert {"4.2 million", "first of March 2027"} <= figures
    assert len({each["by"] for each in gold["supports"] if each["of"] == first}) == 3
    assert any("provided that" in texts[each["segments"][0]] for each in gold["conditions"])
    assert any(each["of"] == first and each["kind"] == "reserve" for each in gold["reservations"])
    (correction,) = gold["corrections"]
    assert correction["from"] in texts[correction["of"]] and correction["to"] in texts[correction["segments"][0]]
    assert any("experience" in texts[each["segments"][0]] for each in gold["experiences"])
    assert ["procedure" in texts[each] for each in gold["procedure"]] == [True]
    assert ["thanks" in texts[each] for each in gold["thanks"]] == [True]


def test_the_excerpt_is_whole_english_turns_of_about_45_seconds(turns: tuple[Turn, ...]) -> None:
    start, end = demo.EXCERPT.start_ms, demo.EXCERPT.end_ms
    inside = [turn for turn in turns if turn.end_ms > start and turn.start_ms < end]
    assert inside and {turn.lang for turn in inside} == {"en"}
    assert inside[0].start_ms >= start and inside[-1].end_ms <= end
    assert 43_000 <= end - start <= 47_000


def test_the_recording_is_mono_opus_as_long_as_the_transcript(turns: tuple[Turn, ...]) -> None:
    with av.open(str(demo.recording_path())) as container:
        (stream,) = container.streams.audio
        assert (stream.codec_context.name, stream.codec_context.channels) == ("opus", 1)
        seconds = sum(frame.samples / frame.sample_rate for frame in container.decode(stream))
    assert abs(seconds - turns[-1].end_ms / 1000) < 1


def test_a_transcript_without_a_header_has_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text(TURN + "\n\n", encoding="utf-8")
    read = read_transcript(path)
    assert read.header == Header() and read.turns == (Turn("s1", 0, 900, "en", "Peru", "PE", "Yes."),)


@pytest.mark.parametrize("bad", ["{", "[1]", "7", TURN.replace('"lang": "en", ', ""), TURN.replace("900", "-1")])
def test_a_broken_line_is_refused_with_its_number(tmp_path: Path, bad: str) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text(TURN + "\n" + bad + "\n", encoding="utf-8")
    with pytest.raises(BadRequest, match=r"t\.jsonl, line 2"):
        read_transcript(path)
