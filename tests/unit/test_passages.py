"""What is read again at once: whole turns, parts that fit a window, nothing that was retracted."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.hearing.ordering import RATE_HZ
from server.core.minutes.passages import LONGEST_PAUSE_SAMPLES, MOST_SAMPLES, Passage, Stretch, next_passage


def stretch(
    start_s: float, end_s: float, speaker: str = "KR", language: str = "en", text: str = "Words", gone: bool = False
) -> Stretch:
    return Stretch(int(start_s * RATE_HZ), int(end_s * RATE_HZ), language, speaker, text, gone)


def passages(stretches: list[Stretch]) -> list[Passage]:
    """All passages, each after the one before it."""
    found: list[Passage] = []
    done = 0
    while (passage := next_passage(stretches, done)) is not None:
        found.append(passage)
        done = passage.end_sample
    return found


def seconds(passage: Passage) -> tuple[float, float]:
    return passage.start_sample / RATE_HZ, passage.end_sample / RATE_HZ


def test_a_turn_is_read_whole_and_the_next_speaker_and_another_language_apart() -> None:
    turns = [stretch(0, 4), stretch(4, 9), stretch(9, 12, "BR"), stretch(12, 15, "BR", "pt")]
    assert [seconds(each) for each in passages(turns)] == [(0, 9), (9, 12), (12, 15)]


def test_a_long_turn_is_cut_at_a_pause_or_at_the_end_of_a_sentence() -> None:
    turn = [stretch(0, 10), stretch(10, 16, text="A sentence."), stretch(16, 21), stretch(21, 27), stretch(27, 35)]
    first, second = passages(turn)
    assert (seconds(first), seconds(second)) == ((0, 16), (16, 35))
    assert (first.before, second.before) == ("", "A sentence.")
    paused = [stretch(0, 10), stretch(10, 16, text="A sentence."), stretch(16, 21), stretch(23, 27), stretch(27, 35)]
    assert seconds(passages(paused)[0]) == (0, 21)


def test_what_was_retracted_is_never_read_nor_given_as_context() -> None:
    found = passages([stretch(0, 4), stretch(4, 9, gone=True), stretch(9, 12)])
    assert [seconds(each) for each in found] == [(0, 4), (9, 12)]
    assert found[0].audio_end <= 4 * RATE_HZ and found[1].audio_start >= 9 * RATE_HZ and found[1].before == ""


def test_a_long_silence_parts_a_turn() -> None:
    assert len(passages([stretch(0, 4), stretch(4.1 + LONGEST_PAUSE_SAMPLES / RATE_HZ, 14)])) == 2


def test_nothing_is_left_when_all_is_read() -> None:
    assert next_passage([], 0) is None
    assert next_passage([stretch(0, 4)], 4 * RATE_HZ) is None
    assert next_passage([stretch(0, 4, gone=True)], 0) is None


segments = st.lists(
    st.tuples(st.integers(0, 8), st.integers(1, 29), st.sampled_from(["KR", "BR"]), st.booleans()), max_size=20
)


@settings(max_examples=40, deadline=None)
@given(segments)
def test_every_line_is_read_once_in_passages_that_fit_a_window(given_: list[tuple[int, int, str, bool]]) -> None:
    at, turns = 0, list[Stretch]()
    for pause, length, speaker, is_gone in given_:
        turns.append(stretch(at + pause, at + pause + length, speaker, gone=is_gone))
        at += pause + length
    found = passages(turns)
    for each in turns:
        holding = [one for one in found if one.start_sample <= each.start_sample and each.end_sample <= one.end_sample]
        assert len(holding) == (0 if each.is_retracted else 1)
    for one in found:
        inside = [each for each in turns if each.end_sample > one.audio_start and each.start_sample < one.audio_end]
        assert not any(each.is_retracted for each in inside)
        assert one.end_sample - one.start_sample <= MOST_SAMPLES or len(inside) == 1
