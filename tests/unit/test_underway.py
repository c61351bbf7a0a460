"""Words under way as their readers see them."""

from __future__ import annotations

from server.core.hearing.hypothesis import Tentative, Word
from server.speech.underway import Underway


def words(*given: tuple[str, float]) -> list[Word]:
    return [Word(f" {text}", at * 1000, at * 1000 + 900, probability) for at, (text, probability) in enumerate(given)]


def seen(shown: Tentative) -> tuple[str, str]:
    return shown.committed, shown.text


def test_doubtful_words_at_the_end_are_kept_back_and_doubtful_ones_among_others_are_shown() -> None:
    underway = Underway()
    guess = words(("We", 0.9), ("reserve", 0.1), ("on", 0.9), ("data", 0.2), ("and", 0.1))
    assert seen(underway.show(0, 5000, guess, "en")) == ("", "We reserve on")
    assert seen(underway.show(0, 5000, guess, "en")) == ("We", "reserve on")
    assert seen(underway.show(0, 25_000, guess, "en")) == ("We reserve on", "")


def test_what_was_shown_is_not_hidden_for_a_doubt() -> None:
    underway = Underway()
    underway.show(0, 2000, words(("We", 0.9), ("reserve", 0.9)), "en")
    assert seen(underway.show(0, 3000, words(("We", 0.9), ("reverse", 0.1), ("on", 0.1)), "en")) == ("We", "reverse")


def test_what_is_left_behind_a_final_stays_committed_and_shown() -> None:
    underway = Underway()
    guess = words(("We", 0.9), ("agree.", 0.9), ("Brazil", 0.9), ("supports", 0.9))
    underway.show(0, 4000, guess, "en")
    assert [word.text for word in underway.final(guess, 2, goes_on=False)[:2]] == [" We", " agree."]
    underway.leave(guess, 2, "en", len(guess))
    assert seen(underway.show(2000, 4000, guess[2:], "en")) == ("Brazil supports", "")


def test_words_that_are_sure_and_a_second_old_need_no_second_guess() -> None:
    guess = words(("We", 0.99), ("agree", 0.99), ("fully", 0.9), ("today", 0.99))
    assert seen(Underway().show(0, 20_000, guess, "en")) == ("We agree", "fully today")
    assert seen(Underway().show(0, 14_800, guess, "en")) == ("We", "agree fully today")


def test_what_a_look_reads_otherwise_inside_the_shown_words_is_shown_when_the_next_one_reads_it_too() -> None:
    underway = Underway()
    right = words(("We", 0.9), ("support", 0.9), ("a", 0.9), ("window", 0.9), ("for", 0.9))
    wrong = words(("We", 0.9), ("report", 0.9), ("a", 0.9), ("window", 0.9), ("for", 0.9), ("trade", 0.9))
    assert seen(underway.look(0, 5000, right, "en")) == ("", "We support a window for")
    assert seen(underway.look(0, 6000, wrong, "en")) == ("We", "support a window for trade")
    assert seen(underway.look(0, 6000, wrong, "en")) == ("We", "report a window for trade")
    assert seen(underway.look(0, 6000, wrong, "en")) == ("We report a window for trade", "")


def test_a_last_word_that_may_be_half_heard_is_shown_only_when_it_is_believed() -> None:
    half = words(("We", 0.9), ("sup", 0.4))
    assert seen(Underway().look(0, 1900, half, "en")) == ("", "We")
    assert seen(Underway().look(0, 4000, half, "en")) == ("", "We sup")


def test_a_pass_is_followed_by_what_was_said_while_it_was_made() -> None:
    underway = Underway()
    underway.show(0, 40_000, at(("We", 0), ("agree", 10_000), ("fully", 20_000), ("today", 30_000)), "en")
    found, new = underway.joined(at(("He", 0), ("agrees", 10_000), ("ful", 20_000)), 27_000)
    assert ["".join(word.text for word in found), new] == [" He agrees fully today", 2]
    assert underway.joined(found, 40_000) == (found, len(found))


def at(*given: tuple[str, int]) -> list[Word]:
    return [Word(f" {text}", start, start + 8_000, 0.9) for text, start in given]


def test_words_of_the_next_utterance_stand_behind_those_of_the_last_until_these_are_final() -> None:
    ended, following = Underway(), Underway()
    later = following.look(9000, 12_000, words(("Brazil", 0.9), ("agrees", 0.9)), "en")
    assert ended.followed_by(later, "en") is later
    ended.look(0, 5000, words(("We", 0.9), ("agree", 0.9)), "en")
    assert ended.followed_by(later, "en") == Tentative(0, 12_000, "", "We agree Brazil agrees")
    ended.look(0, 5000, words(("We", 0.9), ("agree", 0.9)), "en")
    later = following.look(9000, 13_000, words(("Brazil", 0.9), ("agrees", 0.9), ("too", 0.9)), "en")
    assert ended.followed_by(later, "en") == Tentative(0, 13_000, "We agree Brazil agrees", "too")
    assert ended.followed_by(later, "zh").committed == "We agreeBrazil agrees"


def test_an_end_that_one_look_leaves_out_stays_until_a_second_one_leaves_it_out() -> None:
    underway = Underway()
    whole = words(("We", 0.9), ("agree.", 0.9), ("Brazil", 0.9), ("does", 0.9))
    underway.look(0, 5000, whole, "en")
    assert seen(underway.look(0, 6000, whole[:2], "en")) == ("We agree.", "Brazil does")
    assert seen(underway.look(0, 6000, whole[:2], "en")) == ("We agree.", "")
