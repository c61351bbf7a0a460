"""An original beside its translation: nothing is lost, and sentences stand beside what says the same."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from server.core.translation.alignment import Bead, align, doubtful, paragraphs

WORDS = (
    "trade",
    "customs",
    "risk",
    "we",
    "propose",
    "the",
    "pilot",
    "of",
    "nine",
    "administrations",
    "data",
    "support",
)
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map(lambda found: " ".join(found) + ".")
texts = st.lists(st.lists(sentences, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=5)


def bare(text: str) -> str:
    return "".join(text.split())


@given(texts, texts, st.sampled_from(["\n", "\n\n", " \n \n\n"]))
def test_all_of_both_texts_stands_in_the_beads_once_and_in_order(one: list[str], other: list[str], gap: str) -> None:
    beads = align(gap.join(one), gap.join(other), "en", "pt")
    assert bare("".join(bead.original for bead in beads)) == bare("".join(one))
    assert bare("".join(bead.translation for bead in beads)) == bare("".join(other))
    assert all(bead.original or bead.translation for bead in beads)


@given(st.text(max_size=300), st.text(max_size=300), st.sampled_from(["en", "zh", "th", "ar"]))
def test_any_text_comes_back_whole(one: str, other: str, language: str) -> None:
    beads = align(one, other, language, "en")
    assert bare("".join(bead.original for bead in beads)) == bare(one)
    assert bare("".join(bead.translation for bead in beads)) == bare(other)


def invented(lengths: list[int], letter: str) -> list[str]:
    return [f"{letter.upper()}{letter * 4} {number:03d} " + f"{letter * 5} " * length + f"{letter * 4}."
            for number, length in enumerate(lengths)]  # fmt: skip


def test_sentences_of_like_lengths_stand_beside_each_other_in_a_text_of_one_paragraph() -> None:
    rng = random.Random(5)
    lengths = [rng.randint(1, 30) for _ in range(120)]
    one, other = invented(lengths, "a"), invented([round(length * 1.2) for length in lengths], "b")
    beads = align(" ".join(one), " ".join(other), "en", "pt")
    assert [(bead.original, bead.translation) for bead in beads] == list(zip(one, other, strict=True))


def test_a_sentence_that_was_translated_as_two_and_two_that_became_one_are_found() -> None:
    one = invented([20, 9, 25, 8, 9, 14], "a")
    other = invented([20, 4, 4, 25, 18, 14], "b")
    beads = align(" ".join(one), " ".join(other), "en", "pt")
    pairs = [(len(bead.original.split(".")) - 1, len(bead.translation.split(".")) - 1) for bead in beads]
    assert pairs == [(1, 1), (1, 2), (1, 1), (2, 1), (1, 1)]


def test_a_sentence_without_a_translation_moves_only_its_neighbours() -> None:
    rng = random.Random(6)
    lengths = [rng.randint(5, 20) for _ in range(40)]
    one, other = invented([*lengths[:20], 30, *lengths[20:]], "a"), invented(lengths, "b")
    beads = align(" ".join(one), " ".join(other), "en", "pt")
    pairs = [*zip(one[:20], other[:20], strict=True), *zip(one[21:], other[20:], strict=True)]
    missing = [place for place, pair in enumerate(pairs) if Bead(*pair) not in beads]
    assert len(missing) <= 2 and set(missing) <= {18, 19, 20, 21}


def test_paragraphs_hold_what_they_hold_whatever_the_sentences_before_them_do() -> None:
    one = [" ".join(invented([9, 9, 9], "a")), " ".join(invented([8], "c"))]
    other = [" ".join(invented([28], "b")), " ".join(invented([8], "d"))]
    beads = align("\n\n".join(one), "\n\n".join(other), "en", "pt")
    assert beads[-1] == Bead(one[1], other[1])


def test_paragraphs_of_other_lengths_were_not_translated_one_by_one() -> None:
    long, short = " ".join(invented([12, 20, 16], "a")), " ".join(invented([15], "a"))
    told_short, told_long = " ".join(invented([12], "b")), " ".join(invented([20, 16, 15], "b"))
    beads = align(f"{long}\n\n{short}", f"{told_short}\n\n{told_long}", "en", "pt")
    assert len(beads) == 4 and all(bead.original and bead.translation for bead in beads)


def test_lines_that_were_wrapped_are_one_paragraph() -> None:
    assert paragraphs("We propose\na pilot.\nWe thank\nthe Chair.", "en") == [
        "We propose a pilot.",
        "We thank the Chair.",
    ]
    assert paragraphs("One\nline.\n\nAnother\none.", "en") == ["One line.", "Another one."]
    assert paragraphs("我们提议\n试点。", "zh") == ["我们提议试点。"]


def test_a_chinese_translation_a_third_as_long_is_no_summary() -> None:
    one = invented([10, 24, 6, 18], "a")
    other = ["一" * 20 + "。", "二" * 48 + "。", "三" * 12 + "。", "四" * 36 + "。"]
    beads = align(" ".join(one), "".join(other), "en", "zh")
    assert [bead.translation for bead in beads] == other


def test_pairs_whose_lengths_do_not_match_are_doubted_also_in_a_short_text() -> None:
    one = [
        "We thank you all for the work of this year.",
        "We propose a pilot of nine administrations, with data protected.",
    ]
    other = [
        "Agradecemos a todos o trabalho deste ano.",
        "Propomos um piloto de nove administrações, com dados protegidos.",
    ]
    more = "We ask the secretariat to report on it before the end of the year."
    whole = align(" ".join(one), " ".join(other), "en", "pt")
    assert doubtful(whole, "en", "pt") == [False, False]
    lacking = align(" ".join([*one, more]), " ".join(other), "en", "pt")
    assert True in doubtful(lacking, "en", "pt") and not doubtful(lacking, "en", "pt")[0]
    assert doubtful([Bead("Yes.", ""), Bead("", "Sim.")], "en", "pt") == [True, True]
