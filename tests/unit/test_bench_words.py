"""What counts as a word, and how two texts are laid beside each other."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.words import errors, errors_by_place, laid, matches, places, shown_units, units

LETTERS = st.lists(st.sampled_from("abc"), max_size=8)


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Good morning, Madam Chair!", "en", ["good", "morning", "madam", "chair"]),
        ("In 2025, 1,234,567 parcels: 4.2 million.", "en", ["in", "2025", "1234567", "parcels", "4.2", "million"]),
        ("93% were released", "en", ["93", "percent", "were", "released"]),
        ("soit 4,2 %", "fr", ["soit", "4.2", "pour", "cent"]),
        ("L’Etat d'accord", "fr", ["l'etat", "d'accord"]),
        ("non-tariff 'quoted'", "en", ["non", "tariff", "quoted"]),
        ("Ａ ﬁne", "en", ["a", "fine"]),
        ("桥下净空 15 米。", "zh", ["桥", "下", "净", "空", "1", "5", "米"]),
        ("二零一一年八月，十五米，三百二十一，两万五千", "zh", [*"2011年8月15米321两", *"15000"]),
        ("안녕 하세요", "ko", ["안", "녕", "하", "세", "요"]),
        ("Korea 支持", "en", ["korea", "支", "持"]),
        (" ... ", "en", []),
    ],
)
def test_a_text_is_normalised_the_same_way_whoever_wrote_it(text: str, language: str, wanted: list[str]) -> None:
    assert units(text, language) == wanted


def test_what_a_reader_sees_keeps_case_and_marks() -> None:
    assert shown_units("Good morning, all.", "en") == ["Good", "morning,", "all."]
    assert shown_units("大家 好。", "zh") == ["大", "家", "好", "。"]


def test_errors_are_counted_by_kind() -> None:
    found = errors(list("abcd"), list("axcde"))
    assert (found.substituted, found.deleted, found.inserted, found.units) == (1, 0, 1, 4)
    assert found.rate == 0.5


def test_an_empty_text_has_all_words_deleted_and_an_empty_reference_has_no_rate() -> None:
    assert errors(list("ab"), []).rate == 1.0
    assert errors([], list("ab")).rate is None
    assert errors([], list("ab")).inserted == 2


def test_matches_are_the_equal_words_at_their_places() -> None:
    assert matches(["the", "red", "ship", "sails"], ["a", "red", "big", "ship", "sails"]) == [(1, 1), (2, 3), (3, 4)]


def test_a_single_wrong_word_between_right_ones_has_a_place_and_two_have_none() -> None:
    assert (1, 1) in places(list("abc"), list("axc"))
    assert places(list("abcd"), list("axyd")) == [(0, 0), (3, 3)]


def equal(words: list[str], final: list[str]) -> set[int]:
    return {each.place for each in laid(words, final) if each.is_equal}


def test_words_under_way_are_laid_on_the_beginning_of_what_they_became() -> None:
    final = ["good", "morning", "to", "all", "of", "you"]
    assert equal(["good", "morning"], final) == {0, 1}
    assert equal(["good", "evening", "to", "all"], final) == {0, 2, 3}
    assert equal(["morning"], final) == {1}
    assert laid([], final) == []


def test_each_word_under_way_has_a_place_and_one_that_the_final_lacks_that_of_what_follows() -> None:
    found = laid(["good", "very", "morning", "two"], ["good", "morning", "to", "all"])
    assert [(each.place, each.is_equal) for each in found] == [(0, True), (1, False), (1, True), (2, False)]


@settings(deadline=None)
@given(LETTERS, LETTERS)
def test_words_under_way_that_are_a_beginning_match_wholly(beginning: list[str], rest: list[str]) -> None:
    found = laid(beginning, [*beginning, *rest])
    assert [each.place for each in found if each.is_equal] == list(range(len(beginning)))
    assert len(found) == len(beginning)


@settings(deadline=None)
@given(LETTERS, LETTERS)
def test_the_errors_at_the_places_are_all_the_errors(reference: list[str], found: list[str]) -> None:
    counted = errors(reference, found)
    all_of_them = counted.substituted + counted.deleted + counted.inserted
    assert sum(errors_by_place(reference, found)) == (all_of_them if reference else 0)


@settings(deadline=None)
@given(LETTERS, LETTERS)
def test_matches_rise_on_both_sides_and_are_equal(one: list[str], other: list[str]) -> None:
    found = matches(one, other)
    assert all(one[left] == other[right] for left, right in found)
    assert [left for left, _ in found] == sorted({left for left, _ in found})
    assert [right for _, right in found] == sorted({right for _, right in found})
