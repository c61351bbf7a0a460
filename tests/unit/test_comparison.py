"""Two states of a text side by side, with what was moved recognised."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from server.core.text.comparison import Passage, State, compared
from server.core.text.differences import Kind


def text(*rows: str) -> list[Passage]:
    """``a=words`` is the paragraph a with these words."""
    return [
        Passage(name, str(place), "operative", words)
        for place, (name, _, words) in enumerate((each.partition("=") for each in rows), 1)
    ]


def told(before: list[Passage], after: list[Passage]) -> list[tuple[str, str, str, str]]:
    return [(each.id, str(each.state), each.label_before, each.label) for each in compared(before, after)]


def test_each_paragraph_is_the_same_reworded_new_or_gone_where_it_stood() -> None:
    before = text("a=one", "b=two", "c=three")
    after = text("a=one", "d=new", "c=three four")
    assert told(before, after) == [
        ("a", "same", "1", "1"), ("b", "gone", "2", ""), ("d", "new", "", "2"), ("c", "changed", "3", "3"),
    ]  # fmt: skip


def test_of_paragraphs_in_another_order_the_fewest_are_called_moved() -> None:
    before = text(*(f"{name}={name}" for name in "abcdef"))
    after = text(*(f"{name}={name}" for name in "bcdaef"))
    assert [name for name, state, *_ in told(before, after) if state == "moved"] == ["a"]
    assert told(before, after)[3] == ("a", "moved", "1", "4")


def test_a_paragraph_that_was_moved_and_reworded_tells_both() -> None:
    moved = compared(text("a=one two", "b=x", "c=y"), text("b=x", "c=y", "a=one three"))[-1]
    assert moved.state is State.MOVED
    assert [each.text for each in moved.pieces if each.kind is not Kind.SAME] == ["two", "three"]


ROWS = st.lists(st.sampled_from("abcdefgh"), unique=True).flatmap(
    lambda names: st.tuples(*(st.sampled_from([f"{name}=x y", f"{name}=x z"]) for name in names))
)


@given(ROWS, ROWS)
def test_both_states_can_be_read_from_the_comparison(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    old, new = text(*before), text(*after)
    found = compared(old, new)
    assert [each.id for each in found if each.state is not State.GONE] == [each.id for each in new]
    assert {each.id for each in found} == {each.id for each in (*old, *new)} and len({*found}) == len(found)
    texts = {each.id: "".join(one.text for one in each.pieces if one.kind is not Kind.NEW) for each in found}
    assert {each.id: each.text for each in old} == {name: words for name, words in texts.items() if words}
    stay = [each.id for each in found if each.state in (State.SAME, State.CHANGED)]
    assert stay == [each.id for each in old if each.id in stay]
