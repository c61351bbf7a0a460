"""Words under way as their readers see them."""

from __future__ import annotations

from server.core.hypothesis import Tentative, Word
from server.speech.underway import Underway


def words(*given: tuple[str, float]) -> list[Word]:
    return [Word(f" {text}", at * 1000, at * 1000 + 900, probability) for at, (text, probability) in enumerate(given)]


def seen(shown: Tentative) -> tuple[str, str]:
    return shown.committed, shown.text


def test_doubtful_words_at_the_end_are_kept_back_and_doubtful_ones_among_others_are_shown() -> None:
    underway = Underway()
    guess = words(("We", 0.9), ("reserve", 0.1), ("on", 0.9), ("data", 0.2), ("and", 0.1))
    assert seen(underway.show(0, 5000, guess, "en")) == ("", "We reserve on")
    assert seen(underway.show(0, 5000, guess, "en")) == ("We reserve on", "")


def test_what_was_shown_is_not_hidden_for_a_doubt() -> None:
    underway = Underway()
    underway.show(0, 2000, words(("We", 0.9), ("reserve", 0.9)), "en")
    assert seen(underway.show(0, 3000, words(("We", 0.9), ("reverse", 0.1), ("on", 0.1)), "en")) == ("We", "reverse")


def test_what_is_left_behind_a_final_stays_committed_and_shown() -> None:
    underway = Underway()
    guess = words(("We", 0.9), ("agree.", 0.9), ("Brazil", 0.9), ("supports", 0.9))
    underway.show(0, 4000, guess, "en")
    assert [word.text for word in underway.final(guess, 2)] == [" We", " agree."]
    underway.leave(guess, 2, "en")
    assert seen(underway.show(2000, 4000, guess[2:], "en")) == ("Brazil supports", "")


def test_words_that_are_sure_and_a_second_old_need_no_second_guess() -> None:
    guess = words(("We", 0.99), ("agree", 0.99), ("fully", 0.9), ("today", 0.99))
    assert seen(Underway().show(0, 20_000, guess, "en")) == ("We agree", "fully today")
    assert seen(Underway().show(0, 17_500, guess, "en")) == ("We", "agree fully today")
