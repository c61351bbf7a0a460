"""The order of one microphone's audio, and what it lacks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.errors import BadAudio
from server.core.hearing.ordering import MAX_GAP_SAMPLES, Chunk, Gap, Ordering, check_rate


def chunk(start: int, samples: int = 100) -> Chunk:
    return Chunk(start, bytes(2 * samples))


def test_a_declared_gap_moves_the_expected_sample_and_is_told_once() -> None:
    order = Ordering()
    order.take(chunk(0))
    assert order.skip(Gap(100, 500, "muted")) == Gap(100, 500, "muted")
    assert order.skip(Gap(100, 500, "muted")) is None
    assert order.skip(Gap(400, 600, "overrun")) == Gap(500, 600, "overrun")
    assert order.take(chunk(600)) == chunk(600)


def test_what_nobody_declared_is_sent_again_before_anything_else() -> None:
    order = Ordering(100)
    with pytest.raises(BadAudio, match="100 is expected"):
        order.skip(Gap(300, 500, "muted"))
    with pytest.raises(BadAudio, match="100 is expected"):
        order.take(chunk(200))
    assert order.expected_sample == 100


def test_a_muted_microphone_loses_nothing() -> None:
    assert [Gap(0, 1, why).is_loss for why in ("muted", "overrun")] == [False, True]


def test_a_gap_that_nobody_can_mean_is_refused_and_changes_nothing() -> None:
    order = Ordering(100)
    with pytest.raises(BadAudio, match="after 100"):
        order.skip(Gap(100, MAX_GAP_SAMPLES + 101, "muted"))
    assert order.expected_sample == 100


def test_audio_at_another_rate_is_refused_when_the_sender_says_so() -> None:
    check_rate(None)
    check_rate(16_000)
    with pytest.raises(BadAudio, match="48000 Hz"):
        check_rate(48_000)


@given(st.lists(st.tuples(st.integers(0, 5_000), st.integers(1, 900), st.booleans())))
def test_every_sample_is_taken_or_declared_exactly_once_and_in_its_turn(sent: list[tuple[int, int, bool]]) -> None:
    order, at = Ordering(), 0
    for start, length, is_gap in sent:
        try:
            new = order.skip(Gap(start, start + length, "overrun")) if is_gap else order.take(chunk(start, length))
        except BadAudio:
            assert start > at
            continue
        if new is not None:
            assert new.start_sample == at
            at = new.end_sample
    assert at == order.expected_sample
