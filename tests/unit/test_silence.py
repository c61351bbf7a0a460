"""The silence procedure: how it stands at each millisecond, and what words do to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.errors import BadRequest
from server.core.statement.silence import HOUR_MS, MOST_HOURS, Effect, Silence, State, expiry, fixed, reminders
from server.core.statement.statement import Form, Kind, Paragraph, Statement

RUNNING = Silence(100, 200)


@pytest.mark.parametrize(
    ("now", "state", "effect"),
    [(100, State.RUNNING, Effect.BREAKS), (199, State.RUNNING, Effect.BREAKS), (200, State.PASSED, Effect.LATE),
     (201, State.PASSED, Effect.LATE)],
)  # fmt: skip
def test_it_passes_at_the_very_millisecond_of_its_expiry(now: int, state: State, effect: Effect) -> None:
    assert RUNNING.state(now) is state
    assert RUNNING.effect(now) is effect


@given(st.integers(0, 400))
def test_what_broke_it_or_withdrew_it_holds_for_ever(now: int) -> None:
    assert Silence(100, 200, broken_at=150).state(now) is State.BROKEN
    assert Silence(100, 200, withdrawn_at=150).state(now) is State.WITHDRAWN
    assert Silence(100, 200, broken_at=150).effect(now) is Effect.LATE


@given(st.integers(0, 400), st.integers(0, 400))
def test_once_passed_it_stays_passed(now: int, later: int) -> None:
    if RUNNING.state(now) is State.PASSED and later >= now:
        assert RUNNING.state(later) is State.PASSED


def test_it_ends_at_a_moment_or_after_hours_and_never_in_the_past() -> None:
    assert expiry(1_000, 1_001, None) == 1_001
    assert expiry(1_000, None, 24) == 1_000 + 24 * HOUR_MS
    for given_at, hours in (
        (None, None), (1_001, 1), (1_000, None), (999, None), (None, 0), (None, -1), (None, True), (None, 1.5),
        ("2026", None), (None, MOST_HOURS + 1), (1_000 + (MOST_HOURS + 1) * HOUR_MS, None),
    ):  # fmt: skip
        with pytest.raises(BadRequest):
            expiry(1_000, given_at, hours)


def test_reminders_come_before_the_end_where_there_is_time_and_only_while_it_runs() -> None:
    assert reminders(None, 48 * HOUR_MS) == (24 * HOUR_MS, HOUR_MS)
    assert reminders(None, 2 * HOUR_MS) == (HOUR_MS,)
    assert reminders([10, 50, 50, 100, 10], 100) == (50, 10)
    for wrong in ([0], [-1], [True], ["1"], {}, list(range(1, 12))):
        with pytest.raises(BadRequest):
            reminders(wrong, 100)
    assert RUNNING.due((50, 10), 149) == ()
    assert RUNNING.due((10, 50), 150) == (50,)
    assert RUNNING.due((10, 50), 199) == (50, 10)
    assert RUNNING.due((50, 10), 200) == () and Silence(100, 200, broken_at=120).due((50, 10), 195) == ()


def test_what_is_fixed_changes_with_every_word_number_and_place_and_with_nothing_else() -> None:
    one, two = (Paragraph(each, Kind.OPERATIVE, f"We {each}.", number) for each, number in (("a", "1"), ("b", "2")))
    standing = Statement("T", "en", Form.COMMUNIQUE, ("AA",), (one, two))
    same = Statement("T", "en", Form.COMMUNIQUE, ("BB",), (one, two))
    assert fixed(standing) == fixed(same)
    for other in (
        Statement("U", "en", Form.COMMUNIQUE, ("AA",), (one, two)),
        Statement("T", "en", Form.COMMUNIQUE, ("AA",), (two, one)),
        Statement("T", "en", Form.COMMUNIQUE, ("AA",), (one,)),
        Statement("T", "en", Form.COMMUNIQUE, ("AA",), (one, Paragraph("b", Kind.OPERATIVE, "We b,", "2"))),
    ):
        assert fixed(other) != fixed(standing)
