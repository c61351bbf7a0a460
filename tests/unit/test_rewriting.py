"""The least that has to change for one text to become another, and changes of two people to one text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.minutes.rewriting import Edit, applied, edits, merged

pytestmark = pytest.mark.coediting
WORDS = st.sampled_from(
    ["회의", "اجتماع", "会议", "の", "🙂", "👩‍💻", "a", "customs", "data", " ", " ", "\n", ",", "é"]
)
TEXTS = st.lists(WORDS, max_size=12).map("".join)


@given(TEXTS | st.text(max_size=40), TEXTS | st.text(max_size=40))
def test_the_edits_make_the_one_text_of_the_other_and_touch_nothing_twice(before: str, after: str) -> None:
    found = edits(before, after)
    assert applied(before, found) == after
    ends = [(each.start, each.start + each.gone) for each in found]
    assert all(end <= start for (_, end), (start, _) in pairwise(ends))
    assert (found == []) == (before == after)


def test_words_that_stay_are_not_touched() -> None:
    assert edits("the risk data of the port", "the risk data of our port") == [Edit(17, 3, "our")]
    assert edits("위험 정보를 교환", "위험 정보를 곧 교환") == [Edit(7, 0, "곧 ")]
    assert edits("各方同意设立", "各方都同意") == [Edit(2, 0, "都"), Edit(4, 2, "")]
    assert edits("colour", "colours") == [Edit(6, 0, "s")]


def test_a_long_text_that_is_wholly_another_is_replaced_as_one() -> None:
    assert edits("会" * 2_000, "議" * 2_000) == [Edit(0, 2_000, "議" * 2_000)]


@given(TEXTS, TEXTS)
def test_what_only_one_of_two_changed_is_changed(base: str, theirs: str) -> None:
    assert applied(base, merged(base, base, theirs)) == theirs
    assert applied(theirs, merged(base, theirs, base)) == theirs
    assert merged(base, theirs, theirs) == []


@given(st.lists(WORDS, min_size=1, max_size=8), st.data())
def test_what_both_wrote_stands_once_wherever_they_wrote_it(base: list[str], data: st.DataObject) -> None:
    text = "".join(base)
    places = [data.draw(st.integers(0, len(base))) for _ in range(2)]
    ours, theirs = (
        "".join([*base[:at], word, *base[at:]]) for at, word in zip(places, ("<one>", "<two>"), strict=True)
    )
    made = applied(ours, merged(text, ours, theirs))
    assert made.count("<one>") == made.count("<two>") == 1
    assert made.replace("<one>", "").replace("<two>", "") == text


def test_somebody_who_writes_on_keeps_it_when_a_word_before_is_corrected() -> None:
    changes = merged("we propose nine", "we propose nine administrations and", "we propose six")
    assert applied("we propose nine administrations and", changes) == "we propose six administrations and"


def test_a_word_that_both_replaced_stands_in_both_forms() -> None:
    made = applied("the blue port", merged("the red port", "the blue port", "the green port"))
    assert "blue" in made and "green" in made and "red" not in made
