"""Where heard words are cut."""

from __future__ import annotations

from dataclasses import replace

from server.core.hearing.hypothesis import Advanced, Word
from server.core.hearing.ordering import RATE_HZ
from server.speech.cuts import LEAD_SAMPLES, between, phrase_end, tiles, units, whole

QUARTER = RATE_HZ // 4


def spoken(text: str, pause_after: str = "") -> list[Word]:
    """A quarter of a second a word, half a second more after one of them."""
    words, at = list[Word](), 0
    for each in text.split():
        words.append(Word(f" {each}", at, at + QUARTER, 0.9))
        at += QUARTER + (2 * QUARTER if each == pause_after else 0)
    return words


def test_a_phrase_is_cut_at_the_last_sentence_end_that_is_old_enough() -> None:
    words = spoken("We agree. Brazil, too, supports it. And then")
    assert phrase_end(words, range(6), "en", is_any=False) == 6
    assert phrase_end(words, range(4), "en", is_any=False) == 2


def test_without_a_sentence_end_it_is_cut_at_a_clause_and_without_that_only_when_it_must() -> None:
    assert phrase_end(spoken("we propose a window, provided that"), range(5), "en", is_any=False) == 4
    words = spoken("we propose a single window for all", pause_after="single")
    assert phrase_end(words, range(6), "en", is_any=False) == 0
    assert phrase_end(words, range(6), "en", is_any=True) == 4


def test_when_nothing_was_said_since_all_of_it_is_a_phrase() -> None:
    words = spoken("we propose")
    assert phrase_end(words, range(2), "en", is_any=False) == 2
    assert phrase_end(words, [], "en", is_any=True) == 0


def test_a_forced_cut_gives_back_what_follows_the_last_sentence_end_of_its_last_seconds() -> None:
    words = spoken("We agree. Brazil supports it. And the")
    assert whole(words, 0, 7 * QUARTER, "en") == (5, 5 * QUARTER)
    words = spoken("we propose a window for trade", pause_after="window")
    assert whole(words, 0, 9 * QUARTER, "en") == (4, between(words[3], words[4]))


def test_readers_see_words_without_the_mark_at_the_edge_and_characters_where_nothing_is_between_words() -> None:
    assert units(spoken("We agree."), "en") == ["We", "agree"]
    assert units([Word("我们支持", 0, 1, 0.9), Word("2024年。", 1, 2, 0.9)], "zh") == [
        "我",
        "们",
        "支",
        "持",
        "2024",
        "年",
    ]


def test_finals_and_the_silence_before_them_fill_what_was_heard_a_final_a_sentence() -> None:
    words = [
        replace(each, start_sample=each.start_sample + RATE_HZ) for each in spoken("We agree. Brazil supports it.")
    ]
    words = [replace(each, end_sample=each.start_sample + QUARTER) for each in words]
    silence, *finals = tiles(words, 0, 4 * RATE_HZ, "en", None)
    assert silence == Advanced(0, RATE_HZ - LEAD_SAMPLES)
    assert [each.text for each in finals if not isinstance(each, Advanced)] == ["We agree.", "Brazil supports it."]
    ends = [silence.end_sample, *(each.end_sample for each in finals)]
    assert [each.start_sample for each in finals] == ends[:-1] and ends[-1] == 4 * RATE_HZ
    (whole_text,) = tiles(words, RATE_HZ, 4 * RATE_HZ, "en", "We agree. Brazil does, too.")
    assert not isinstance(whole_text, Advanced) and whole_text.text == "We agree. Brazil supports it."
