"""Order, floor, agreement and phantom words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.errors import BadAudio
from server.core.hearing.agreement import Agreement
from server.core.hearing.ordering import Chunk, Ordering, check_audio
from server.core.hearing.phantom import is_phantom
from server.core.minutes.floor import Span, holder, kept


@given(st.lists(st.integers(0, 40), min_size=1, max_size=40))
def test_whatever_comes_again_or_too_early_each_sample_is_taken_once_and_in_its_turn(starts: list[int]) -> None:
    ordering, taken = Ordering(), []
    for start in starts:
        before = ordering.expected_sample
        try:
            chunk = ordering.take(Chunk(start, b"\0\0" * 10))
        except BadAudio:
            assert start > before == ordering.expected_sample
            continue
        if chunk is not None:
            taken += range(chunk.start_sample, chunk.end_sample)
    assert taken == list(range(ordering.expected_sample))


@pytest.mark.parametrize(
    ("start", "pcm"),
    [(-1, b"\0\0"), (True, b"\0\0"), ("0", b"\0\0"), (0, b"\0"), (0, b""), (0, "text"), (0, b"\0\0" * 16_001)],
)
def test_audio_of_a_wrong_shape_is_refused_with_its_code(start: object, pcm: object) -> None:
    with pytest.raises(BadAudio) as caught:
        check_audio(start, pcm)
    assert caught.value.code == "bad_audio"


def test_off_record_is_cut_out_by_position_whatever_has_the_floor() -> None:
    assert kept(0, 100, [Span(40, 60)], None) == [(0, 40), (60, 100)]
    assert kept(0, 100, [Span(40, None)], [Span(10, None, "BR")]) == [(10, 40)]
    assert kept(0, 100, [], []) == []


def test_speech_belongs_to_whoever_had_the_floor_for_most_of_it() -> None:
    spans = [Span(0, 1000, "KR", "en"), Span(1000, None, "BR", "pt")]
    found = holder(spans, 900, 2000)
    assert found is not None and found.owner == "BR"
    assert holder([Span(0, 10, "KR")], 50, 60) is None


@given(st.lists(st.lists(st.sampled_from("abc"), max_size=6), max_size=8))
def test_committed_words_never_change(hypotheses: list[list[str]]) -> None:
    agreement, before = Agreement(), []
    for words in hypotheses:
        committed, _ = agreement.take(words)
        assert committed[: len(before)] == before
        before = committed


def test_two_hypotheses_agree_whatever_their_punctuation_and_case() -> None:
    agreement = Agreement()
    agreement.take(["Good", "morning."])
    assert agreement.take(["good", "morning", "colleagues"])[0] == ["good", "morning"]


def test_loops_and_known_phantoms_are_no_speech_and_a_real_thank_you_is() -> None:
    assert is_phantom("no no no no no no", "en", 5.0, 0.9)
    assert is_phantom("Thanks for watching!", "en", 2.0, 0.3)
    assert not is_phantom("Thank you, Madam Chair.", "en", 1.5, 0.9)
