"""Where new words begin in a window that is heard again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from server.core.hearing.seam import seam
from server.speech.port import Heard

WORD_S = 0.4


def spoken(text: str, first_s: float = 0.0) -> list[Heard]:
    return [
        Heard(f" {word}", first_s + at * WORD_S, first_s + (at + 1) * WORD_S, 0.9)
        for at, word in enumerate(text.split())
    ]


def test_the_words_after_the_known_ones_are_new() -> None:
    heard = spoken("we propose a single window for trade")
    assert seam(["We", "propose", "a", "single"], heard, 4 * WORD_S) == 4


def test_a_known_word_that_is_heard_otherwise_is_not_shown_again() -> None:
    heard = spoken("we propose a singular window for trade")
    assert seam(["We", "propose", "a", "single", "window."], heard, 5 * WORD_S) == 5


def test_a_context_of_which_the_beginning_was_not_heard_is_left_behind_whole() -> None:
    heard = spoken("a single window for trade", first_s=2 * WORD_S)
    assert seam(["We", "propose", "a", "single", "window"], heard, 5 * WORD_S) == 3


def test_what_the_speaker_says_again_is_heard_again() -> None:
    heard = spoken("we agree we agree")
    assert seam(["We", "agree"], heard, 2 * WORD_S) == 2


def test_times_that_are_a_little_off_do_not_double_the_last_word() -> None:
    heard = spoken("window for trade", first_s=0.3)
    assert seam(["window."], heard, 0.1) == 1


def test_without_known_words_everything_is_new() -> None:
    assert seam([], spoken("we propose"), 0.0) == 0


@given(st.lists(st.sampled_from(["one", "two", "three", "four"]), max_size=12), st.integers(0, 12))
def test_words_heard_as_before_are_parted_where_they_were(words: list[str], known: int) -> None:
    known = min(known, len(words))
    heard = spoken(" ".join(words))
    assert seam(words[:known], heard, known * WORD_S) == known
