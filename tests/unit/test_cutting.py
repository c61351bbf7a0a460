"""Where a line is parted: the same boundary in its text, in what was heard, and in its terms."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from server.core.minutes.cutting import Cut, cut, parted, place_in, terms_parted
from server.core.minutes.realign import Heard, realign

HEARD = "We propose a widow of trade and it costs nothing."
WORDS = [Heard(f" {word}", at * 500, at * 500 + 400) for at, word in enumerate(HEARD.split())]


def cut_of(text: str, place: int) -> Cut:
    return cut(realign(WORDS, text, "en", 0, 5_000), WORDS, place)


def heard_parts(found: Cut) -> tuple[str, str]:
    return parted(HEARD, place_in(realign(WORDS, HEARD, "en", 0, 5_000), HEARD, found))


def test_a_line_is_parted_at_the_boundary_nearest_to_the_place() -> None:
    text = "We propose a window of trade, and it costs nothing."
    for place in (text.index("and"), text.index("and") - 2, text.index("and") + 1):
        found = cut_of(text, place)
        assert parted(text, found.place) == ("We propose a window of trade,", "and it costs nothing.")
        assert heard_parts(found) == ("We propose a widow of trade", "and it costs nothing.")
        assert (found.word, found.end_ms, found.start_ms) == (6, 2_900, 3_000)
    assert cut_of(text, 0).word == 1 and cut_of(text, 999).word == 9


def test_words_that_nobody_kept_go_to_the_part_in_whose_time_they_were_said() -> None:
    text = "We propose a window. It is free."
    found = cut_of(text, text.index("It"))
    first, second = heard_parts(found)
    assert first.startswith("We propose a") and f"{first} {second}" == HEARD and second
    assert cut_of("New words. Other words.", 11).word in range(10)


def test_terms_go_with_their_words_and_a_repair_over_the_cut_is_none() -> None:
    was = "We propose a single window of trade and the AEO costs nothing."
    terms = [
        {"term": "single window", "heard": "widow", "span": [13, 26], "words": [3, 4]},
        {"term": "AEO", "heard": "A O", "span": [44, 47], "words": [8, 10]},
        {"term": "trade"},
    ]
    first, second = terms_parted(terms, was, was.index("and"), 6)
    assert first == [terms[0], terms[2]]
    assert second == [{**terms[1], "span": [8, 11], "words": [2, 4]}]
    assert "and the AEO"[8:11] == "AEO"
    assert terms_parted(terms, was, was.index("window"), 3)[0] == [terms[2]]


@given(st.lists(st.sampled_from([*HEARD.split(), "new", "words", "新"]), min_size=2, max_size=15), st.integers(0, 80))
def test_both_parts_of_any_text_have_words_and_together_they_are_all_of_it(words: list[str], place: int) -> None:
    text = " ".join(words)
    found = cut_of(text, place)
    first, second = parted(text, found.place)
    assert first and second and f"{first} {second}" == text
    assert " ".join(part for part in heard_parts(found) if part) == HEARD
    assert 0 <= found.word <= len(WORDS) and found.end_ms <= found.start_ms
