"""The ladder: down while a worker can't follow, up by itself, never to and fro faster than stated."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.hearing.pace import CALM_LAG_S, CALM_S, LADDER, MOST_CALM_S, WORSEN_S, Pace, ladder

LAGS = st.lists(st.tuples(st.floats(0.01, 5.0), st.floats(0.0, 40.0)), max_size=60)
"""(seconds until the next look at the lag, the lag then)"""


Walk = list[tuple[float, Pace]]


def walked(steps: list[tuple[float, float]], pace: Pace | None = None, start_s: float = 0.0) -> Walk:
    now_s, pace, found = start_s, pace or Pace(), Walk()
    for seconds, lag_s in steps:
        now_s += seconds
        pace = pace.after(lag_s, now_s)
        found.append((now_s, pace))
    return found


def changes(walk: Walk) -> list[tuple[float, int]]:
    """When the level changed, and by how much."""
    moves = [(now[0], now[1].level - before[1].level) for before, now in pairwise([(0.0, Pace()), *walk])]
    return [(at, by) for at, by in moves if by]


@settings(max_examples=60)
@given(LAGS)
def test_whatever_the_lag_does_the_level_moves_one_rung_and_never_to_and_fro_within_ten_seconds(
    steps: list[tuple[float, float]],
) -> None:
    moves = changes(walked(steps))
    assert all(by in (1, -1) for _, by in moves)
    for before, now in pairwise(moves):
        assert now[0] - before[0] >= (CALM_S if now[1] < 0 else WORSEN_S) - 1e-6
    ups = [at for at, by in moves if by < 0]
    assert all(later - earlier >= CALM_S - 1e-6 for earlier, later in pairwise(ups))


@settings(max_examples=40, deadline=None)
@given(LAGS, st.floats(0.5, 3.0))
def test_from_wherever_it_came_it_is_at_the_top_again_once_there_is_no_lag(
    steps: list[tuple[float, float]], every_s: float
) -> None:
    walk = walked(steps)
    now_s, pace = walk[-1] if walk else (0.0, Pace())
    count = int(len(LADDER) * (MOST_CALM_S + 2 * every_s) / every_s) + 1
    after = walked([(every_s, CALM_LAG_S)] * count, pace, now_s)
    levels = [each.level for _, each in after]
    assert levels[-1] == 0
    assert levels == sorted(levels, reverse=True)


def test_lag_that_grows_takes_it_down_the_whole_ladder_in_the_written_order() -> None:
    walk = walked([(0.5, 30.0)] * 40)
    assert [at for at, by in changes(walk)] == [0.5 + number * WORSEN_S for number in range(len(LADDER) - 1)]
    assert walk[-1][1].level == len(LADDER) - 1
    spent = [
        (each.look_every_s or 1e9, -each.beam, -each.wants_english, each.is_quick, each.is_small) for each in LADDER
    ]
    for better, worse in pairwise(spent):
        assert worse != better and all(now >= before for before, now in zip(better, worse, strict=True))
    assert [each.over_s for each in LADDER] == sorted({each.over_s for each in LADDER})


def test_without_a_smaller_model_its_rung_is_never_taken() -> None:
    pace, rungs = Pace(), ladder(has_smaller_model=False)
    for second in range(100):
        pace = pace.after(1000.0, second, rungs)
    assert rungs[pace.level].name == "no_looks"


def test_a_load_that_the_better_rung_can_not_bear_is_tried_ever_more_rarely() -> None:
    """A room in which the first rung is calm and the top is not."""
    pace, ups, now_s = Pace(), list[float](), 0.0
    while now_s < 1_000:
        now_s += 0.5
        before, pace = pace.level, pace.after(1.0 if pace.level else LADDER[1].over_s + 1, now_s)
        ups += [now_s] if pace.level < before else []
    waits = [later - earlier for earlier, later in pairwise(ups)]
    assert waits == sorted(waits) and waits[0] < 25 and waits[-1] >= MOST_CALM_S
    assert len(ups) < 20


def test_after_a_quiet_minute_at_the_top_its_patience_is_short_again() -> None:
    pace = Pace(patience_s=MOST_CALM_S)
    for second in range(200):
        pace = pace.after(0.0, second)
    assert pace.patience_s == CALM_S
