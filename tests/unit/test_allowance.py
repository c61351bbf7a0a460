"""So much a second, and a bit at once after a pause."""

from __future__ import annotations

from server.core.allowance import Allowance


def test_after_a_pause_some_are_allowed_at_once_and_then_so_many_a_second() -> None:
    allowance = Allowance(per_s=2.0, at_once=3)
    assert [allowance.take(10.0) for _ in range(4)] == [True, True, True, False]
    assert [allowance.take(10.4), allowance.take(10.5), allowance.take(10.6)] == [False, True, False]
    assert [allowance.take(99.0) for _ in range(4)] == [True, True, True, False]


def test_a_clock_that_stands_still_or_goes_back_gives_nothing() -> None:
    allowance = Allowance(per_s=1.0, at_once=1)
    assert allowance.take(5.0) and not allowance.take(5.0) and not allowance.take(1.0)
