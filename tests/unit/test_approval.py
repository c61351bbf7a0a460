"""The way of minutes to approval: what each state accepts, from whom, and deadlines that nobody has to set off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.errors import BadRequest, Conflict, MinutesLocked, NotAllowed
from server.core.minutes.approval import (
    DAY_MS,
    LOCKED,
    MOST_DAYS,
    TABLE,
    Action,
    Standing,
    State,
    after,
    allowed,
    is_window_open,
    received,
    speaks_for,
    window_end,
)

ROLES = ("secretariat", "chair", "rapporteur", "delegation", "interpreter", "public")
steps = st.lists(st.tuples(st.sampled_from(Action), st.sampled_from(ROLES)), max_size=40)


def test_minutes_go_from_draft_to_review_and_back_to_approved_and_published() -> None:
    state = State.DRAFT
    for action in (Action.CHANGE, Action.REVIEW, Action.BACK, Action.REVIEW, Action.WINDOW, Action.ANSWER):
        state = after(state, action, "secretariat")
    assert state is State.REVIEW
    assert after(state, Action.PROPOSE, "delegation") is State.REVIEW
    state = after(state, Action.APPROVE, "chair")
    assert after(after(state, Action.PUBLISH, "secretariat"), Action.CORRIGENDUM, "rapporteur") is State.PUBLISHED


@given(steps)
def test_whatever_people_try_approved_minutes_are_never_changed_and_never_go_back(
    tried: list[tuple[Action, str]],
) -> None:
    order, state = list(State), State.DRAFT
    for action, role in tried:
        try:
            found = after(state, action, role)
        except (Conflict, MinutesLocked, NotAllowed):
            assert action not in allowed(state, role)
            continue
        assert action in allowed(state, role) and (found, role in TABLE[state][action].roles) == (
            TABLE[state][action].state,
            True,
        )
        if state in LOCKED:
            assert action is not Action.CHANGE and order.index(found) >= order.index(state)
        elif found in LOCKED:
            assert (state, action) == (State.REVIEW, Action.APPROVE)
        state = found


def test_what_a_state_does_not_accept_is_a_conflict_that_names_expected_and_got() -> None:
    with pytest.raises(Conflict) as error:
        after(State.DRAFT, Action.APPROVE, "secretariat")
    assert error.value.details["expected"] == ["change", "sign", "review"] and "got approve" in error.value.message
    with pytest.raises(NotAllowed):
        after(State.REVIEW, Action.APPROVE, "rapporteur")
    for state in LOCKED:
        with pytest.raises(MinutesLocked):
            after(state, Action.CHANGE, "secretariat")


@given(st.integers(0, MOST_DAYS), st.integers(0, 200 * DAY_MS))
def test_the_window_is_open_until_its_end_and_not_a_moment_longer(days: int, later_ms: int) -> None:
    ends_at = window_end(days, 1_000)
    is_open = is_window_open(State.REVIEW, ends_at, 1_000 + later_ms)
    assert is_open == (later_ms < days * DAY_MS)
    expected = Standing.OPEN if is_open else Standing.LATE
    assert received(State.REVIEW, ends_at, 1_000 + later_ms) is expected
    assert received(State.APPROVED, ends_at, 1_000) is Standing.LATE


def test_a_window_of_too_many_days_is_refused() -> None:
    for days in (-1, MOST_DAYS + 1):
        with pytest.raises(BadRequest):
            window_end(days, 0)


def test_a_delegation_speaks_for_itself_the_chair_too_and_the_secretariat_for_whom_it_names() -> None:
    assert speaks_for("delegation", "KR", None) == speaks_for("secretariat", None, "KR") == "KR"
    assert speaks_for("chair", None, None) == "CHAIR"
    for role, own, asked in (("delegation", "KR", "BR"), ("secretariat", None, None), ("rapporteur", None, "KR")):
        with pytest.raises(NotAllowed):
            speaks_for(role, own, asked)
