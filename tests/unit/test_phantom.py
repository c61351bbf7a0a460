"""Words that nobody said."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.phantom import is_afterthought, is_phantom, said_once, without_loops


@dataclass(frozen=True)
class Said:
    text: str


def cut(text: str) -> str:
    return " ".join(word.text for word in without_loops([Said(word) for word in text.split()]))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Thanks for watching!", "en"),
        ("Sous-titrage ST' 501", "fr"),
        ("Sous-titres réalisés par la communauté d'Amara.org", "fr"),
        ("Legendas pela comunidade Amara.org", "pt"),
        ("¡Suscríbete!", "es"),
        ("시청해주셔서 감사합니다.", "ko"),
        ("ご視聴ありがとうございました。", "ja"),
        ("Продолжение следует...", "ru"),
    ],
)
def test_a_known_phantom_is_dropped_when_the_model_doubts_and_kept_when_it_is_sure(text: str, language: str) -> None:
    assert is_phantom(text, language, 3.0, 0.4)
    assert not is_phantom(text, language, 3.0, 0.9)


def test_text_without_a_letter_and_text_too_fast_to_be_spoken_are_phantoms() -> None:
    assert is_phantom(" ... ", "en", 3.0, 0.9)
    assert is_phantom("a sentence that nobody can say in half a second", "en", 0.5, 0.9)
    assert not is_phantom("a sentence that anybody can say in three seconds", "en", 3.0, 0.9)


def test_a_loop_is_a_phantom_and_an_emphatic_no_is_not() -> None:
    assert is_phantom("we will we will we will", "en", 4.0, 0.9)
    assert is_phantom("はいはいはいはいはいはい", "ja", 4.0, 0.9)
    assert not is_phantom("No, no, no!", "en", 1.5, 0.9)


def test_a_loop_inside_a_text_is_cut_down_to_what_was_said_once() -> None:
    assert cut("we support it and we go and we go and we go and we go") == "we support it and we go"
    assert cut("so the the the the the end") == "so the end"
    phrase = "the results are pretty good as you can see in this year we achieved a lot"
    assert cut(" ".join([phrase] * 3)) == phrase
    assert cut("no, no, no, that is far too far") == "no, no, no, that is far too far"


@given(st.lists(st.sampled_from("abcd"), max_size=30))
def test_cutting_loops_adds_no_word_and_is_the_same_when_done_twice_on_plain_text(words: list[str]) -> None:
    once = cut(" ".join(words)).split()
    assert len(once) <= len(words)
    assert set(once) == set(words)


@given(st.lists(st.integers(0, 10_000).map(str), unique=True, max_size=30))
def test_text_without_repeats_is_left_as_it_is(words: list[str]) -> None:
    assert cut(" ".join(words)).split() == words


def test_a_last_sentence_that_nobody_could_have_said_is_an_afterthought() -> None:
    assert is_afterthought("请问您的设计设计设", 0.13, 0.9, has_spaces=False)
    assert is_afterthought("请问", 0.3, 0.1, has_spaces=False)
    assert not is_afterthought("谢谢主席。", 0.8, 0.8, has_spaces=False)
    assert not is_afterthought(" Thank you, Chair.", 0.7, 0.8)


def test_a_text_that_only_repeats_itself_is_said_once() -> None:
    assert said_once("We support your proposal. We support your proposal.") == "We support your proposal."
    assert said_once("No, no.") == "No, no."
    assert said_once("We support it and we support them.") == "We support it and we support them."
