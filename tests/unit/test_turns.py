"""Whose turn it is: nobody starves, finals go first, and one busy microphone can't take all."""

from __future__ import annotations

from collections import Counter, defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.hearing.turns import LOOK_PATIENCE_S, Turns, Waiting

COSTS = st.lists(st.floats(0.05, 2.0), min_size=2, max_size=12)


@settings(max_examples=30)
@given(COSTS, st.booleans(), st.integers(20, 100))
def test_microphones_that_always_wait_get_the_same_time_whatever_their_turns_cost(
    costs: list[float], is_final: bool, turns_taken: int
) -> None:
    turns, spent = Turns(), defaultdict[str, float](float)
    for _ in range(turns_taken):
        turn = turns.next(Waiting(str(number), is_final) for number in range(len(costs)))
        assert turn is not None
        turns.took(turn, costs[int(turn.name)])
        spent[turn.name] += costs[int(turn.name)]
        everybody = [spent[str(number)] for number in range(len(costs))]
        assert max(everybody) - min(everybody) <= 2 * max(costs)


@settings(max_examples=30)
@given(st.data())
def test_whoever_waits_is_served_before_anybody_else_has_cost_two_turns_more(data: st.DataObject) -> None:
    """Microphones come and go as they like; number 0 waits for a final all the time."""
    turns, since = Turns(), Counter[str]()
    for _ in range(40):
        others = data.draw(st.sets(st.integers(1, 5)))
        waiting = [Waiting("0", True), *(Waiting(str(each), True) for each in others)]
        turn = turns.next(waiting)
        assert turn is not None
        turns.took(turn, 1.0)
        since = Counter() if turn.name == "0" else since + Counter([turn.name])
        assert all(count <= 2 for count in since.values()), since


def test_a_final_goes_before_looks() -> None:
    turns = Turns()
    assert turns.next([Waiting("looks", False), Waiting("final", True)]) == Waiting("final", True)


def test_finals_without_end_leave_every_second_turn_to_looks_that_have_waited() -> None:
    turns, served = Turns(), list[str]()
    for _ in range(12):
        waiting = [Waiting("busy", True), *(Waiting(name, False, waits_s=LOOK_PATIENCE_S) for name in ("a", "b"))]
        turn = turns.next(waiting)
        assert turn is not None
        turns.took(turn, 1.0 if turn.is_final else 0.2)
        served.append(turn.name)
    assert Counter(served) == {"busy": 6, "a": 3, "b": 3}


def test_of_microphones_that_cost_the_same_the_newest_audio_goes_first() -> None:
    waiting = [Waiting("old", True, behind=20.0), Waiting("new", True, behind=1.0)]
    assert Turns().next(waiting) == waiting[1]


def test_who_was_idle_for_long_has_saved_nothing_up() -> None:
    turns = Turns()
    for _ in range(50):
        turns.took(Waiting("busy", True), 1.0)
    both = [Waiting("busy", True), Waiting("back", True)]
    served = []
    for _ in range(4):
        turn = turns.next(both)
        assert turn is not None
        turns.took(turn, 1.0)
        served.append(turn.name)
    assert Counter(served)["busy"] >= 1, "it would be 0 if the other had 50 turns to its credit"


def test_a_late_microphone_gets_a_quarter_of_the_share_of_another() -> None:
    turns, served = Turns(), Counter[str]()
    for _ in range(100):
        turn = turns.next([Waiting("late", True, is_late=True), Waiting("live", True)])
        assert turn is not None
        turns.took(turn, 1.0)
        served[turn.name] += 1
    assert served == {"late": 20, "live": 80}


def test_who_is_gone_is_forgotten_and_nobody_waiting_is_nobodys_turn() -> None:
    turns = Turns()
    turns.took(Waiting("a", True), 5.0)
    turns.forget("a")
    assert turns.next([]) is None
