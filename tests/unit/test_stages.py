"""Durations of the stages of a caption, with a clock that the test turns."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from server.core.hearing.stages import DRIFT, MOST, Arrival, Durations, Places
from server.metrics import Metrics
from server.services.hearing.stages import ECHOES, Stages

RATE_HZ = 16_000


@dataclass
class Clock:
    """Seconds that pass when told."""

    now_s: float = 100.0

    def __call__(self) -> float:
        return self.now_s


def test_figures_are_of_the_last_minute_and_what_is_kept_is_bounded() -> None:
    durations = Durations()
    assert durations.figures(0) is None
    for number in range(2 * MOST):
        durations.add(number / 100, number)
    figures = durations.figures(12)
    assert figures == {"p50_ms": 900, "p95_ms": 1170, "count": MOST}
    assert durations.figures(100) is None
    durations.add(200, -5)
    assert durations.figures(200) == {"p50_ms": 0, "p95_ms": 0, "count": 1}


def test_audio_is_late_by_what_it_came_after_the_earliest_that_its_samples_allow() -> None:
    arrival = Arrival(RATE_HZ)
    arrival.begin(10.0, 0)
    assert arrival.delay_ms(10.15, 1_600) == pytest.approx(50, abs=1)
    assert arrival.delay_ms(11.4, 16_000) == pytest.approx(400, abs=1)
    assert arrival.delay_ms(12.0, 32_000) == pytest.approx(0, abs=1)


def test_a_standing_backlog_stays_visible_and_a_drifting_sound_card_is_no_delay() -> None:
    arrival = Arrival(RATE_HZ)
    arrival.begin(0.0, 160_000)  # the device captures its tenth second, and nothing of it came yet
    assert arrival.delay_ms(0.1, 1_600) == pytest.approx(10_000, rel=0.01)
    for second in range(1, 60):
        late = arrival.delay_ms(second, 16_000 * second)
    assert late == pytest.approx(10_000, rel=0.01)
    drifting = Arrival(RATE_HZ)
    drifting.begin(0.0, 0)
    for second in range(1, 3_600):
        late = drifting.delay_ms(second * (1 + DRIFT / 2), 16_000 * second)
    assert late == pytest.approx(0, abs=1)


def test_a_place_has_the_moment_at_which_it_was_written() -> None:
    places = Places()
    for number in range(5_000):
        places.written(number / 10, (number + 1) * 1_600)
    assert places.moment(4_999 * 1_600) == pytest.approx(499.8)
    assert places.moment(4_999 * 1_600 - 5) == pytest.approx(499.8)
    assert places.moment(5_001 * 1_600) is None
    assert places.moment(0) is not None


def test_the_queue_is_what_is_left_of_the_wait_when_the_worker_has_taken_its_time() -> None:
    clock = Clock()
    stages = Stages(Metrics(), clock)
    stages.written("m", 16_000)
    clock.now_s += 0.9
    stages.recognised("m", 16_000, 300, is_final=False)
    clock.now_s += 2
    stages.recognised("m", 16_000, 500, is_final=True)  # it waited for the end of its phrase, not in a queue
    found = stages.figures(["m"], "s")["streams"]["m"]
    assert (found["queue"]["p50_ms"], found["queue"]["count"]) == (600, 1)
    assert (found["decode"]["count"], found["decode"]["p95_ms"]) == (2, 500)
    clock.now_s += 10
    stages.recognised("m", 16_000, 500, is_final=True)  # no words under way for long: finals are all there is
    assert stages.figures(["m"], "s")["streams"]["m"]["queue"]["count"] == 2


def test_a_translation_takes_from_the_first_asking_to_the_answer() -> None:
    clock = Clock()
    stages = Stages(Metrics(), clock)
    stages.asked(["m-0/1/pt"])
    clock.now_s += 1
    stages.asked(["m-0/1/pt"])
    clock.now_s += 1
    stages.answered("m-0/1/pt", "m")
    stages.answered("m-0/1/pt", "m")
    assert stages.figures(["m"], "s")["streams"]["m"]["translate"] == {"p50_ms": 2000, "p95_ms": 2000, "count": 1}


def test_of_a_probe_only_the_first_few_answers_count_and_none_of_an_old_or_invented_one() -> None:
    clock = Clock()
    stages = Stages(Metrics(), clock)
    first = stages.probe()
    clock.now_s += 0.05
    for _ in range(ECHOES + 5):
        stages.echoed("s", first)
    stages.echoed("s", first + 40)
    for _ in range(10):
        stages.probe()
    stages.echoed("s", first)
    assert stages.figures([], "s")["deliver"] == {"p50_ms": 50, "p95_ms": 50, "count": ECHOES}
    stages.keep([], [])
    assert stages.figures([], "s")["deliver"] is None
