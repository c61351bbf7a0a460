"""A source's clock against the wall clock: measured, corrected, and never mistaken for missing sound."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.hearing.course import FAST_S, HOLD_S, LISTEN_S, Course
from server.core.hearing.drift import JUMP_S, MOST_PPM, DriftMeter, Steering
from server.core.hearing.ordering import RATE_HZ

BLOCK = 1_600


def run(
    course: Course, seconds: float, ppm: float, jitter_s: float, seed: int = 1, begin_s: float = 0.0
) -> list[float]:
    """A device whose clock is ``ppm`` fast, for so long; how far the sound was from its place after each block."""
    chance, fraction, errors, sent = random.Random(seed), 0.0, [], 0
    course.connected()
    while sent * BLOCK / RATE_HZ < seconds:
        sent += 1
        true_s = begin_s + sent * BLOCK / RATE_HZ / (1 + ppm * 1e-6)  # when the block's last sample was spoken
        at_s = true_s + chance.random() * jitter_s
        if not course.is_placed:
            placed = course.listen(at_s, BLOCK)
            if placed:
                course.skip(placed.gap + sent * BLOCK - placed.cut)
            continue
        exact = BLOCK / (1 + course.ppm * 1e-6) + fraction  # as the resampler does it
        fraction = exact - int(exact)
        assert course.advance(at_s, BLOCK, int(exact)) == 0
        errors.append(course.ahead_s(true_s))
    return errors


@pytest.mark.parametrize("ppm", [200.0, -200.0, 0.0, 30.0])
def test_a_clock_that_runs_off_for_an_hour_keeps_time_within_50_ms(ppm: float) -> None:
    course = Course(0.0)
    errors = run(course, 3_600, ppm, jitter_s=0.03)
    assert max(abs(error) for error in errors) < 0.05
    assert abs(errors[-1]) < 0.005 + 0.03
    assert course.meter.ppm == pytest.approx(ppm, abs=3)


def test_without_the_correction_the_same_hour_would_be_700_ms_off() -> None:
    blocks = 3_600 * RATE_HZ // BLOCK
    assert blocks * BLOCK / RATE_HZ * 200e-6 == pytest.approx(0.72)


@given(ppm=st.floats(-300, 300), jitter_s=st.floats(0, 0.1), seed=st.integers(0, 9))
@settings(max_examples=15, deadline=None)
def test_any_quartz_is_measured_and_followed(ppm: float, jitter_s: float, seed: int) -> None:
    course = Course(0.0)
    errors = run(course, 900, ppm, jitter_s, seed)
    assert max(abs(error) for error in errors) < 0.03 + jitter_s
    assert abs((course.meter.ppm or 0.0) - ppm) < 25


def test_nothing_is_said_of_a_clock_before_it_is_known() -> None:
    course = Course(0.0)
    run(course, 50, 200, 0.0)
    assert course.meter.ppm is None


def test_a_stream_that_comes_in_bursts_of_varying_delay_gives_no_false_number() -> None:
    meter, chance = DriftMeter(), random.Random(3)
    for number in range(1, 60):
        meter.add(number * 6 + chance.random() * 1.5, number * 6 * RATE_HZ)
    assert meter.ppm is None


def test_a_measured_clock_stays_known_over_another_connection() -> None:
    course = Course(0.0)
    run(course, 300, 120, 0.01)
    before = course.meter.ppm
    course.connected()
    assert course.meter.ppm == before == pytest.approx(120, abs=5)


def test_the_correction_moves_in_small_steps_and_is_bounded() -> None:
    steering, steps = Steering(), []
    for number in range(3_000):
        before = steering.ppm
        steering.add(number * 0.1, 0.35, None)
        steps.append(abs(steering.ppm - before))
    assert max(steps) <= 5.001
    assert steering.ppm == MOST_PPM


def test_sound_that_is_missing_is_told_apart_from_a_slow_clock() -> None:
    steering, missing = Steering(), 0.0
    for number in range(1_000):
        missing = steering.add(number * 0.1, -2.0, 0.0)
        if missing:
            break
    assert missing == pytest.approx(2.0)
    assert number * 0.1 <= 35
    assert not any(Steering().add(number * 0.1, -JUMP_S / 2, 0.0) for number in range(1_000))


def test_the_end_of_a_burst_is_now_and_its_beginning_was_before_the_start() -> None:
    course = Course(100.0)
    course.connected()
    assert course.listen(100.3, 4 * RATE_HZ) is None
    for tenth in range(1, 10):
        assert course.listen(100.3 + tenth / 10, BLOCK) is None
    placed = course.listen(100.3 + LISTEN_S, BLOCK)
    assert placed is not None and placed.gap == 0
    assert placed.cut == pytest.approx((5.0 - 1.3) * RATE_HZ, abs=2)


def test_a_connection_that_comes_back_overlaps_nothing_and_leaves_the_outage_as_a_gap() -> None:
    course = Course(0.0)
    run(course, 10, 0.0, 0.0)
    assert course.away(12.0) == 0
    course.connected()
    assert course.listen(18.0, 3 * RATE_HZ) is None
    placed = course.listen(19.0, RATE_HZ)
    assert placed is not None and placed.cut == 0
    assert placed.gap == pytest.approx(5 * RATE_HZ, abs=2)  # the burst reaches back to 15 s
    course.connected()
    again = course.listen(19.0, 12 * RATE_HZ), course.listen(20.0, RATE_HZ)
    assert again[1] is not None and again[1].gap == 0
    assert again[1].cut == pytest.approx(3 * RATE_HZ, abs=2)  # from 7 s to 10 s is known


def test_a_long_outage_is_declared_in_growing_parts_and_leaves_the_last_seconds_open() -> None:
    course, gaps = Course(0.0), []
    for second in range(3_600):
        gap = course.away(float(second))
        if gap:
            gaps.append(gap / RATE_HZ)
            course.skip(gap)
            assert course.ahead_s(second) == pytest.approx(-HOLD_S)
    assert len(gaps) < 20
    assert max(gaps) <= 300


def test_a_recording_that_comes_as_fast_as_it_is_read_is_not_cut_as_a_burst() -> None:
    course = Course(0.0)
    course.connected()
    placed = course.listen(0.1, int(FAST_S) * RATE_HZ)
    assert placed is not None and placed.is_recording and placed.cut == 0
