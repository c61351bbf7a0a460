"""The difference of two wordings: nothing is lost in it, and it is told in words, also in scripts without spaces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.text.differences import Kind, Piece, Span, carried, pieces, spans

WORDS = st.lists(
    st.sampled_from(["nine", "ten", "세관", "當", "局", "ที่", " ", "; ", "data-exchange", "e\u0301"]), max_size=12
)
TEXT = WORDS.map("".join) | st.text(max_size=30)


@given(TEXT, TEXT)
def test_what_stayed_and_went_is_the_text_before_and_what_stayed_and_came_the_text_after(
    before: str, after: str
) -> None:
    found = pieces(before, after)
    assert "".join(each.text for each in found if each.kind is not Kind.NEW) == before
    assert "".join(each.text for each in found if each.kind is not Kind.GONE) == after
    assert all(each.text for each in found)
    assert (before == after) == all(each.kind is Kind.SAME for each in found)


@pytest.mark.parametrize(
    ("before", "after", "gone", "new"),
    [
        ("We urge nine members", "We urge ten members", ["nine"], ["ten"]),
        ("at the border, now", "at the borders, now", ["border"], ["borders"]),
        ("各方同意设立工作组", "各方决定设立工作组", ["同意"], ["决定"]),
        ("税関当局は検討する", "税関当局は決定する", ["検討"], ["決定"]),
        ("세관 당국은 검토한다", "세관 당국은 결정한다", ["검토한다"], ["결정한다"]),
        ("เราขอเชิญสมาชิก", "เราขอเรียกสมาชิก", ["ชิญ"], ["รียก"]),
    ],
)  # fmt: skip
def test_a_changed_word_is_one_piece(before: str, after: str, gone: list[str], new: list[str]) -> None:
    found = pieces(before, after)
    assert [each.text for each in found if each.kind is Kind.GONE] == gone
    assert [each.text for each in found if each.kind is Kind.NEW] == new


def test_words_changed_side_by_side_are_read_as_one_change() -> None:
    assert pieces("we shall meet soon", "we may convene soon") == (
        Piece("we ", Kind.SAME), Piece("shall meet", Kind.GONE), Piece("may convene", Kind.NEW),
        Piece(" soon", Kind.SAME),
    )  # fmt: skip


def test_the_places_of_a_change_are_those_of_the_text_before() -> None:
    assert spans(pieces("one two three", "one 2 three four")) == (Span(4, 7), Span(13, 13))


@given(TEXT, TEXT, st.data())
def test_a_place_that_stayed_is_found_again(before: str, after: str, data: st.DataObject) -> None:
    found = pieces(before, after)
    at, stayed = 0, []
    for each in found:
        if each.kind is Kind.SAME:
            stayed.append((at, at + len(each.text)))
        at += 0 if each.kind is Kind.NEW else len(each.text)
    if stayed:
        start, end = data.draw(st.sampled_from(stayed))
        [place] = carried([Span(start, end)], found)
        assert before[start:end] in after[place.start : place.end]
        assert 0 <= place.start <= place.end <= len(after)
