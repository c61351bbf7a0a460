"""Figures, dates and number words across languages: the same worth is the same, whatever is written."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.versions.number import Kind
from server.core.versions.numbers import differing, numbers

WESTERN, ARABIC = "0123456789", "٠١٢٣٤٥٦٧٨٩"


@pytest.mark.parametrize(
    ("text", "language", "other", "target"),
    [
        ("1,234 seizures in 2027", "en", "1.234 apreensões em 2027", "pt"),
        ("1,234.5 tonnes", "en", "1 234,5 tonnes", "fr"),
        ("1.5 billion", "en", "15억", "ko"), ("1.5 billion", "en", "15億", "ja"), ("1.5 billion", "en", "15 亿", "zh"),
        ("1.5 billion", "en", "1.500 millones", "es"), ("2.5 million", "en", "2,5 млн", "ru"),
        ("35,000", "en", "3만 5,000", "ko"), ("120,000,000", "en", "1억 2,000만", "ko"),
        ("3,500", "en", "三千五百", "zh"), ("2027", "en", "二〇二七年", "zh"),
        ("by 31 March 2027", "en", "2027년 3월 31일까지", "ko"), ("by 31 March 2027", "en", "2027年3月31日前", "zh"),
        ("by 31 March 2027", "en", "до 31 марта 2027 года", "ru"),
        ("by 31 March 2027", "en", "بحلول ٣١ مارس ٢٠٢٧", "ar"),
        ("by 31 March 2027", "en", "até 31 de março de 2027", "pt"),
        ("twenty-five administrations", "en", "vingt-cinq administrations", "fr"),
        ("seven pilots", "en", "7 projets pilotes", "fr"), ("ninety-three", "en", "quatre-vingt-treize", "fr"),
        ("21 members", "en", "einundzwanzig Mitglieder", "de"), ("at 3 p.m.", "en", "à 15 h", "fr"),
        ("the 19th century", "en", "el siglo XIX", "es"), ("twelve", "en", "двенадцать", "ru"),
        ("두 개의 사업", "ko", "2 projects", "en"), ("30 per cent", "en", "百分之三十", "zh"),
    ],
)  # fmt: skip
def test_the_same_worth_is_no_difference(text: str, language: str, other: str, target: str) -> None:
    assert differing(text, other, language, target) == ()
    assert differing(other, text, target, language) == ()


@pytest.mark.parametrize(
    ("text", "language", "other", "target", "found"),
    [
        ("1,234 seizures", "en", "1,234 apreensões", "pt", {"1,234"}),  # one and a quarter
        ("1.5 billion", "en", "1,5 million", "fr", {"1.5 billion", "1,5 million"}),
        ("20.4 million", "en", "204만", "ko", {"20.4 million", "204만"}),
        ("30,000 parcels", "en", "300 ألف طرد", "ar", {"30,000", "300 ألف"}),
        ("by 31 March 2027", "en", "avant le 31 mai 2027", "fr", {"March", "mai"}),
        ("nine administrations", "en", "sete administrações", "pt", {"nine", "sete"}),
        ("by 2027", "en", "de aquí a 2028", "es", {"2027", "2028"}),
        ("12 members", "en", "les membres", "fr", {"12"}),
        ("3억", "ko", "30 million", "en", {"3억", "30 million"}),
    ],
)
def test_another_worth_is_named_on_both_sides(
    text: str, language: str, other: str, target: str, found: set[str]
) -> None:
    assert set(differing(text, other, language, target)) == found


@given(st.integers(3, 10**12), st.sampled_from(["en", "fr", "es", "pt", "de", "ru", "it", "ko", "zh", "ja", "ar"]))
def test_a_number_written_as_a_language_groups_it_is_read_back(value: int, language: str) -> None:
    mark = {"en": ",", "ko": ",", "zh": ",", "ja": ",", "ar": "٬", "fr": "\u202f", "ru": " "}.get(language, ".")
    written = f"{value:,}".replace(",", mark)
    if language == "ar":
        written = written.translate(str.maketrans(WESTERN, ARABIC))
    text = f"— {written} —"
    assert float(value) in {each for one in numbers(text, language) for each in one.values}, numbers(text, language)


@given(st.text(max_size=80), st.sampled_from(["en", "fr", "es", "pt", "de", "ru", "it", "ko", "zh", "ja", "ar", "xx"]))
def test_whatever_a_text_holds_its_numbers_lie_in_it_apart_and_it_differs_from_itself_in_nothing(
    text: str, language: str
) -> None:
    found = numbers(text, language)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert differing(text, text, language, language) == ()


def test_what_is_no_quantity_is_compared_as_it_stands() -> None:
    assert differing("version 1.2.3", "versão 1.2.3", "en", "pt") == ()
    assert [each.kind for each in numbers("the first of two", "en")] == [Kind.LOOSE, Kind.WORD]
