"""Where utterances begin and end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from server.core.hearing.ordering import RATE_HZ
from server.speech.endpoints import MAX_SAMPLES, Endpointer, Utterance
from server.speech.port import WINDOW_SAMPLES


def windows(seconds: float) -> int:
    return round(seconds * RATE_HZ / WINDOW_SAMPLES)


def test_a_click_is_no_utterance() -> None:
    points = Endpointer(0)
    points.take([0.9, 0.9] + [0.0] * 40)
    assert not points.ended and points.begin is None


def test_half_a_second_of_silence_ends_an_utterance() -> None:
    points = Endpointer(1000)
    points.take([0.0] * 10 + [0.9] * 60 + [0.1] * 14)
    assert not points.ended and points.is_speaking
    points.take([0.1] * 2)
    assert list(points.ended) == [Utterance(1000 + 10 * 512, 1000 + 70 * 512, since=1000 + 10 * 512)]


def test_after_eight_seconds_a_shorter_pause_is_enough() -> None:
    points = Endpointer(0)
    points.take([0.9] * windows(9) + [0.1] * windows(0.4))
    assert len(points.ended) == 1


def test_a_forced_cut_falls_on_the_longest_pause() -> None:
    points = Endpointer(0)
    points.take([0.9] * windows(12) + [0.1] * 4 + [0.9] * windows(9))
    first = points.ended[0]
    assert not first.is_forced and first.end == windows(12) * WINDOW_SAMPLES
    assert points.begin == first.end + 4 * WINDOW_SAMPLES


def test_without_any_pause_the_cut_is_forced_and_what_follows_can_start_earlier() -> None:
    points = Endpointer(0)
    points.take([0.9] * windows(20))
    first = points.ended.popleft()
    assert first.is_forced and first.end - first.begin >= MAX_SAMPLES
    points.give_back(first.end - RATE_HZ, first.end)
    assert points.begin == first.end - RATE_HZ


def test_what_is_given_back_after_the_last_word_is_an_utterance_of_its_own() -> None:
    points = Endpointer(0)
    points.take([0.9] * (MAX_SAMPLES // WINDOW_SAMPLES + 1) + [0.0] * 40)
    first = points.ended.popleft()
    points.give_back(first.end - RATE_HZ, first.end)
    assert list(points.ended) == [Utterance(first.end - RATE_HZ, first.end)]


@given(st.lists(st.sampled_from([0.0, 0.2, 0.4, 0.6, 1.0]), max_size=3000))
def test_utterances_lie_apart_in_order_and_inside_the_model_s_window(probabilities: list[float]) -> None:
    points = Endpointer(0)
    points.take(probabilities)
    points.close(len(probabilities) * WINDOW_SAMPLES)
    at = 0
    for utterance in points.ended:
        assert at <= utterance.begin < utterance.end <= points.position
        assert utterance.end - utterance.begin <= MAX_SAMPLES + 2 * WINDOW_SAMPLES
        at = utterance.end
