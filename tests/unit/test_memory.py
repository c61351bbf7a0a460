"""When two sentences are the same for the translation memory, and when they are near."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.translation.memory import LEAST, answer, asked, digest, key, near_sizes, nearest, words

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co"]), max_size=40)
PLAIN = st.text("abc ABC.,!?'0123456789²½٣-–%", min_size=1, max_size=30)
WORDS = st.lists(st.sampled_from(["we", "propose", "a", "pilot", "of", "nine", "ports"]), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("We agree.", "we  agree", "en"),
        ("We agree!", "We agree…", "en"),
        ("It’s “fine”", 'It\'s "fine".', "en"),
        ("« Oui, 5 % ? »", '"oui, 5%?"', "fr"),
        ("pages 10–20", "pages 10-20", "en"),
        ("ＡＥＯ", "AEO", "en"),
        ("我们 同意。", "我们同意", "zh"),
        ("동의합니다.", "동의합니다", "ko"),
    ],
)
def test_spaces_capitals_quotes_and_the_marks_at_the_end_make_no_other_sentence(
    one: str, other: str, language: str
) -> None:
    assert key(one, language) == key(other, language) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("You agree.", "You agree?"),
        ("Article 5", "Article 6"),
        ("10² metres", "102 metres"),
        ("1½ years", "11/2 years"),
        ("3.5 per cent", "3,5 per cent"),
        ("1 000", "10 00"),
        ("We agree.", "We do not agree."),
    ],
)
def test_a_question_other_figures_and_other_words_do(one: str, other: str) -> None:
    assert key(one, "en") != key(other, "en")


@given(PLAIN)
def test_a_key_has_the_figures_of_its_text(text: str) -> None:
    plain = key(text, "en")
    if plain:
        figures = [[unicodedata.numeric(each) for each in said if each.isnumeric()] for said in (text, plain)]
        assert figures[0] == figures[1]


@given(TEXT, st.sampled_from(["en", "fr", "ko", "ar", "zh", "th"]))
def test_whatever_comes_has_a_key_that_spaces_and_a_full_stop_do_not_change(text: str, language: str) -> None:
    plain = key(text, language)
    assert plain == key(f"  {text} .", language) and len(digest(plain)) == 64
    assert not plain or any(each.isalnum() for each in plain)


def test_a_text_without_words_is_never_looked_for() -> None:
    assert key("… — !", "en") == "" and asked("…", "en") == []


def test_the_whole_text_is_tried_before_its_sentences_and_all_of_them_must_be_known() -> None:
    ways = asked("We agree. Thank you very much.", "en")
    assert ways == [["we agree. thank you very much"], ["we agree", "thank you very much"]]
    assert asked("We agree.", "en") == [["we agree"]]
    known = {"we agree": "Concordamos.", "thank you very much": "Muito obrigado."}
    assert answer(ways, known, "pt") == "Concordamos. Muito obrigado."
    assert answer(ways, {**known, ways[0][0]: "De acordo; obrigado."}, "pt") == "De acordo; obrigado."
    assert answer(ways, {"we agree": "Concordamos."}, "pt") is None


def test_sentences_of_a_script_without_spaces_are_joined_without_one() -> None:
    assert answer(
        asked("We agree. Thanks a lot.", "en"), {"we agree": "我们同意。", "thanks a lot": "多谢。"}, "zh"
    ) == ("我们同意。多谢。")


def test_near_sentences_come_best_first_and_far_ones_not_at_all() -> None:
    others = ["we propose a pilot of six ports this year", "we propose a pilot of nine ports", "nothing of it"]
    found = nearest("we propose a pilot of nine ports this year", others, "en")
    assert [each for each, _ in found] == [others[0], others[1]]
    assert all(LEAST <= likeness < 1 for _, likeness in found)
    assert nearest("我们建议试点九个港口", ["我们建议试点六个港口"], "zh")
    assert nearest("x", ["x " * 500], "en") == nearest("x " * 500, ["x"], "en") == []


@given(WORDS, WORDS)
def test_no_near_sentence_is_lost_by_looking_at_sizes_first(one: list[str], other: list[str]) -> None:
    mine, theirs = " ".join(one), " ".join(other)
    if nearest(mine, [theirs], "en"):
        fewest, most = near_sizes(len(one))
        assert fewest <= len(words(theirs, "en")) <= most
