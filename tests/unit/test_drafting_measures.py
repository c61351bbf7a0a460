"""Numbers, shares and durations in words are read as one measure, in eight languages."""

from __future__ import annotations

import pytest

from server.core.drafting.figures import figures
from server.core.drafting.measures import measures


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "two point three tonnes, and the previous one nine ports", [2.3, 9]),
        ("ru", "миллион триста тысяч контейнеров, восемьсот сорок тысяч", [1_300_000, 840_000]),
        ("ar", "خمسة آلاف وثمانمئة صورة، لا ستة آلاف ومئتان", [5800, 6200]),
        ("ko", "64만 유로, 삼십이 퍼센트, 열두 시간", [640_000, 32, 12]),
        ("zh", "两千零六票，一亿六千万件，四成", [2006, 160_000_000, 40]),
        ("es", "mil doscientos cincuenta camiones, veintitrés días", [1250, 23]),
        ("pt", "mil e duzentos camiões, 5 mil milhões", [1200, 5e9]),
        ("fr", "deux virgule trois, soixante et onze", [2.3, 71]),
    ],
)
def test_numbers_in_words_are_read_in_eight_languages(language: str, text: str, values: list[float]) -> None:
    assert [each.value for each in figures(text, language)] == values


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "three quarters of them", (75,)),
        ("en", "five hours and forty minutes", (5, 40)),
        ("en", "one in four", (25,)),
        ("fr", "un tiers des colis", (33.3,)),
        ("es", "uno de cada cuatro", (25,)),
        ("pt", "um dia e meio", (1.5,)),
        ("ru", "пять часов сорок минут", (5, 40)),
        ("zh", "四分之三", (75,)),
        ("ar", "يوم ونصف", (1.5,)),
        ("ko", "하루 반", (1.5,)),
    ],
)
def test_shares_and_durations_in_words_are_one_measure(language: str, text: str, values: tuple[float, ...]) -> None:
    assert [each.values for each in measures(text, language)] == [values]


@pytest.mark.parametrize("text", ["the second half of the text", "in one quarter", "in nineteen days", "a third party"])
def test_what_only_sounds_like_a_share_is_none(text: str) -> None:
    assert not [each for each in measures(text, "en") if each.unit == "%"]
