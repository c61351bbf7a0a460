"""The order of one microphone's audio, and what it lacks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.errors import BadAudio
from server.core.ordering import MAX_GAP_SAMPLES, Chunk, Gap, Ordering, check_gap


def chunk(start: int, samples: int = 100) -> Chunk:
    return Chunk(start, bytes(2 * samples))


def test_a_declared_gap_moves_the_expected_sample_and_is_told_once() -> None:
    order = Ordering()
    order.take(chunk(0))
    assert order.skip(Gap(100, 500, "muted")) == [Gap(100, 500, "muted")]
    assert order.skip(Gap(100, 500, "muted")) == []
    assert order.skip(Gap(400, 600, "overrun")) == [Gap(500, 600, "overrun")]
    taken = order.take(chunk(600))
    assert taken is not None and taken.gap_samples == 0


def test_what_lies_before_a_declared_gap_is_missing() -> None:
    assert Ordering(100).skip(Gap(300, 500, "muted")) == [Gap(100, 300, "missing"), Gap(300, 500, "muted")]


def test_a_muted_microphone_loses_nothing() -> None:
    assert [Gap(0, 1, why).is_loss for why in ("muted", "overrun", "missing")] == [False, True, True]


def test_a_jump_that_nobody_can_mean_is_refused_and_changes_nothing() -> None:
    order = Ordering(100)
    with pytest.raises(BadAudio, match="after the expected 100"):
        order.take(chunk(MAX_GAP_SAMPLES + 101))
    with pytest.raises(BadAudio):
        order.skip(Gap(100, MAX_GAP_SAMPLES + 101, "muted"))
    assert order.expected_sample == 100


@pytest.mark.parametrize(
    "given_gap", [(None, 5, "muted"), (-1, 5, "muted"), (True, 5, "muted"), (0, 1.5, "overrun"), (0, 5, "bored")]
)
def test_a_gap_of_the_wrong_shape_is_refused_in_words(given_gap: tuple[object, object, object]) -> None:
    with pytest.raises(BadAudio, match="gap's"):
        check_gap(*given_gap)


@given(st.lists(st.tuples(st.integers(0, 5_000), st.integers(1, 900), st.booleans())))
def test_every_sample_is_taken_or_told_as_missing_exactly_once(sent: list[tuple[int, int, bool]]) -> None:
    order, covered = Ordering(), []
    for start, length, is_gap in sent:
        if is_gap:
            covered += [(gap.start_sample, gap.end_sample) for gap in order.skip(Gap(start, start + length, "overrun"))]
        elif (taken := order.take(chunk(start, length))) is not None:
            covered += [
                (taken.start_sample - taken.gap_samples, taken.start_sample),
                (taken.start_sample, taken.end_sample),
            ]
    at = 0
    for start, end in covered:
        assert start == at
        at = end
    assert at == order.expected_sample
