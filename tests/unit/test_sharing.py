"""A translation shared out among the segments that it was made of."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.translation.sharing import share


@pytest.mark.parametrize(
    ("target", "texts", "parts"),
    [
        (
            "pt",
            ["We propose to share risk data,", "provided that personal data are protected."],
            ["Propomos partilhar dados de risco,", "desde que os dados pessoais estejam protegidos."],
        ),
        ("fr", ["We agree.", "Who objects to it?"], ["Nous sommes d'accord.", "Qui s'y oppose ?"]),
        (
            "zh",
            ["We propose to share risk data,", "and to begin in March."],
            ["我们建议共享风险数据，", "并在三月开始。"],
        ),
        ("ja", ["We agree.", "Thank you."], ["賛成です。", "ありがとうございます。"]),
        (
            "pt",
            ["In 2025,", "we cleared", "4.2 million parcels."],
            ["Em 2025,", "liberámos", "4,2 milhões de pacotes."],
        ),
        ("en", ["Nous proposons,", "Madame la Présidente."], ["We propose,", "Madam Chair."]),
    ],
)
def test_each_segment_gets_the_part_that_says_what_it_said(target: str, texts: list[str], parts: list[str]) -> None:
    joint = "" if target in ("zh", "ja") else " "
    assert share(joint.join(parts), texts, "en", target) == parts


def test_a_translation_with_fewer_words_than_segments_stands_at_the_first_ones() -> None:
    assert share("Obrigado", ["Thank you", "very much."], "en", "pt") == ["Obrigado", ""]
    assert share("", ["Thank you", "very much."], "en", "pt") == ["", ""]
    assert share("Muito obrigado a todos.", ["Thank you all."], "en", "pt") == ["Muito obrigado a todos."]


WORDS = st.lists(st.text("abé,.?«»(1", min_size=1, max_size=6), max_size=14)


@settings(max_examples=60, deadline=None)
@given(WORDS, st.lists(st.text("ab ,.", max_size=12), min_size=1, max_size=6))
def test_the_parts_joined_are_the_translation_and_none_is_empty_without_need(
    words: list[str], texts: list[str]
) -> None:
    parts = share(" ".join(words), texts, "en", "pt")
    assert len(parts) == len(texts)
    assert " ".join(part for part in parts if part) == " ".join(words)
    assert all(parts) or sum(word not in "?»" for word in words) < len(texts)


@settings(max_examples=60, deadline=None)
@given(st.text("我们支持，。「」AEO 3.5%สนัา", max_size=30), st.integers(1, 5), st.sampled_from(["zh", "ja", "th"]))
def test_in_scripts_without_spaces_no_letter_is_lost_or_doubled(text: str, count: int, target: str) -> None:
    parts = share(text, ["some words"] * count, "en", target)
    assert len(parts) == count
    assert "".join("".join(parts).split()) == "".join(text.split())
