"""Words that stand on the screen stay as they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from server.core.hearing.agreement import normal
from server.core.hearing.steady import Steady

TEXTS = st.lists(st.sampled_from(["the", "The", "the,", "window", "window.", "Window,", "of", "trade"]), max_size=10)


def test_a_comma_that_comes_and_goes_is_not_seen_to_move() -> None:
    steady = Steady()
    assert steady.under_way(["last", "year", "we"]) == ["last", "year", "we"]
    assert steady.under_way(["last", "year,", "we", "were"]) == ["last", "year", "we", "were"]


def test_the_last_word_seen_takes_the_form_that_it_has_among_others() -> None:
    steady = Steady()
    steady.under_way(["on", "zoom"])
    assert steady.under_way(["on", "Zoom.", "The", "results"]) == ["on", "Zoom.", "The", "results"]


def test_a_final_keeps_the_seen_commas_but_not_the_seen_ends_of_sentences() -> None:
    steady = Steady()
    steady.under_way(["so", "last", "year", "we", "met", "then"])
    found = steady.final(["so,", "last", "year,", "we", "met.", "Then"], 5)
    assert found == ["so", "last", "year", "we", "met.", "Then"]


def test_words_after_a_final_go_on_as_they_are() -> None:
    steady = Steady()
    steady.under_way(["one", "two", "three"])
    steady.final(["one", "two.", "Three", "four"], 2)
    assert steady.under_way(["Three", "four", "five"]) == ["Three", "four", "five"]


@given(TEXTS, TEXTS)
def test_only_forms_change_never_words(first: list[str], second: list[str]) -> None:
    steady = Steady()
    steady.under_way(first)
    found = steady.under_way(second)
    assert [normal(word) for word in found] == [normal(word) for word in second]
    assert [normal(word) for word in steady.final(first, len(first))] == [normal(word) for word in first]


def test_a_sentence_that_goes_on_in_a_final_keeps_the_small_letter_that_was_seen() -> None:
    seen, final = ["the", "results", "are", "good"], ["The", "results", "are", "good."]
    for goes_on, first in ((True, "the"), (False, "The")):
        steady = Steady()
        steady.under_way(seen)
        assert steady.final(final, 4, goes_on=goes_on) == [first, "results", "are", "good."]


def test_behind_the_end_of_a_sentence_the_next_word_takes_its_capital_at_once() -> None:
    steady = Steady()
    steady.under_way(["we", "met", "the", "results", "are"])
    assert steady.final(["we", "met.", "The", "results", "Are"], 2) == ["we", "met.", "The", "results", "Are"]
    assert steady.under_way(["The", "results", "are", "good"])[:2] == ["The", "results"]


def test_a_full_stop_before_a_small_letter_ends_no_sentence_and_is_not_added() -> None:
    steady = Steady()
    steady.under_way(["press", "6", "to", "go", "on"])
    assert steady.final(["press", "6.", "to", "go", "on."], 5) == ["press", "6", "to", "go", "on."]
