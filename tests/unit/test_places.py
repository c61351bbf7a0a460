"""Where microphones are recognised, and who gets late captions."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from server.core.hearing.places import Bearer, choose, late, uneven

BEARERS = st.lists(st.tuples(st.integers(1, 8), st.integers(0, 12)), min_size=1, max_size=5).map(
    lambda found: [Bearer(str(number), most, taken, taken) for number, (most, taken) in enumerate(found)]
)


def test_a_microphone_goes_where_most_room_is_and_of_equals_where_the_fewest_leases_are() -> None:
    assert choose([Bearer("small", 2, 1), Bearer("large", 8, 3)]) == "large"
    assert choose([Bearer("a", 4, 1, held=9), Bearer("b", 4, 1, held=2)]) == "b"


def test_those_who_spoke_first_keep_their_places() -> None:
    assert late(["first", "second", "third"], 2) == {"third"}
    assert late(["first"], 2) == frozenset()


@given(st.integers(1, 6), st.integers(1, 4), st.integers(0, 30))
def test_microphones_are_spread_evenly_over_equal_workers(most: int, workers: int, microphones: int) -> None:
    bearers = [Bearer(str(number), most) for number in range(workers)]
    for _ in range(microphones):
        chosen = choose(bearers)
        bearers = [replace(each, taken=each.taken + (each.name == chosen)) for each in bearers]
    assert max(each.taken for each in bearers) - min(each.taken for each in bearers) <= 1
    assert uneven(bearers) is None
    assert all(each.is_full for each in bearers) == (microphones >= most * workers)


@given(BEARERS)
def test_moving_comes_to_an_end(bearers: list[Bearer]) -> None:
    for _ in range(100):
        move = uneven(bearers)
        if move is None:
            break
        step = {move[0]: -1, move[1]: 1}
        bearers = [replace(each, taken=each.taken + step.get(each.name, 0)) for each in bearers]
    assert uneven(bearers) is None
