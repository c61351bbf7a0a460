"""The differ of the second reading: what it offers, and what it leaves alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.hearing.hypothesis import Word
from server.core.minutes.rereading import Line, Offer, offers
from server.core.text.marked import marked
from server.core.text.wording import text_of, tokens

STEP = 6_400  # a word each 0.4 s
VOCABULARY = ("customs", "data", "six", "ports", "exchange", "pilot", "seals", "agree", "não", "où", "세관", "x-ray")


def said(text: str, start: int = 0, probability: float = 0.9, language: str = "en") -> tuple[Word, ...]:
    """The words of a text as a model gives them."""
    words = tokens(text, language)
    place = [(start + at * STEP, start + at * STEP + STEP - 800) for at in range(len(words))]
    return tuple(
        Word(word.space + word.written if language == "zh" else " " + word.written, *span, probability)
        for word, span in zip(words, place, strict=True)
    )


def lines(*texts: str, language: str = "en") -> list[Line]:
    """Lines that follow each other."""
    found: list[Line] = []
    for number, text in enumerate(texts):
        start = found[-1].end_sample if found else 0
        words = said(text, start, language=language)
        found.append(Line(f"l{number}", start, start + len(words) * STEP, text, words))
    return found


def offered(before: list[Line], reread: str, language: str = "en", **more: Any) -> dict[str, str]:
    return {each.line: each.text for each in offers(before, said(reread, language=language, **more), language)}


@pytest.mark.parametrize(
    ("standing", "reread", "expected"),
    [
        ("We propose a widow for trade.", "We propose a window for trade.", "We propose a window for trade."),
        ("We propose data.", "we propose the data", "We propose the data."),
        ("The pilot pilot begins in March.", "The pilot begins in March.", "The pilot begins in March."),
        ("Widows are ready.", "windows are ready", "Windows are ready."),
        ("We propose a pilot.", "We propose a pilot project.", "We propose a pilot project."),
        ("It costs 4 percent of trade now.", "It costs 5% of trade now.", "It costs 5% of trade now."),
        ("We thank the share for patience", "We thank the chair, for patience", "We thank the chair, for patience"),
    ],
)
def test_a_line_that_differs_is_offered_with_its_own_capital_and_closing_marks(
    standing: str, reread: str, expected: str
) -> None:
    assert offered(lines(standing), reread) == {"l0": expected}


@pytest.mark.parametrize(
    ("standing", "reread"),
    [
        ("We propose a pilot.", "we propose a pilot"),
        ("Six ports, e-commerce and the data base.", "6 ports ecommerce and the database"),
        ("It costs five percent now.", "It costs 5% now."),
        ("We propose, uh, a pilot.", "We propose a pilot um."),
        (
            "We propose a pilot for all ports",
            "We propose a pilot for all",
        ),  # the end of a reading: words get lost there
        ("We propose a pilot.", ""),
        ("Ｃａｆé NOIR", "cafe\u0301 noir"),
    ],
)
def test_what_says_the_same_is_offered_to_nobody(standing: str, reread: str) -> None:
    assert offered(lines(standing), reread) == {}


def test_a_sound_that_is_a_word_of_the_language_is_offered() -> None:
    before = lines("Propomos piloto para os portos.", language="pt")
    assert offered(before, "Propomos um piloto para os portos.", "pt") == {"l0": "Propomos um piloto para os portos."}


def test_words_go_to_the_line_that_they_were_said_in() -> None:
    standing = lines("We propose a widow.", "The data is ready sense January.", "Thank you chair.")
    found = offered(standing, "We propose a window. The data is ready since January. Thank you chair.")
    assert found == {"l0": "We propose a window.", "l1": "The data is ready since January."}


def test_a_word_that_nobody_had_stands_in_the_line_of_its_time() -> None:
    first, second = lines("Six ports are ready.", "Seven are not.")
    late = Line(
        second.id, second.start_sample + STEP, second.end_sample + STEP, second.text, said("Seven are not.", 5 * STEP)
    )
    early = Line(first.id, first.start_sample, first.end_sample, first.text, first.words)
    assert offered([early, late], "Six ports are ready. However seven are not.") == {"l1": "However seven are not."}


def test_a_courtesy_that_the_model_makes_up_at_the_end_is_not_offered() -> None:
    doubtful = offers(
        lines("We propose a pilot."), (*said("We propose a pilot."), *said("Thanks for watching.", 4 * STEP, 0.3)), "en"
    )
    assert doubtful == []


def test_a_loop_of_the_model_is_cut_before_it_is_compared() -> None:
    assert offered(lines("We propose a pilot now."), "We propose a pilot a pilot a pilot a pilot now.") == {}


def test_a_corrected_line_is_compared_by_its_corrected_text() -> None:
    heard = said("We propose a widow of trade and of customs.")
    line = Line("l0", 0, 9 * STEP, "We propose one single window of trade and customs.", heard)
    assert offered([line], "We propose one single window of trade and customs.") == {}
    assert offered([line], "We propose one single window of fair trade and customs.") == {
        "l0": "We propose one single window of fair trade and customs."
    }


def test_chinese_is_compared_character_by_character_and_joined_without_spaces() -> None:
    before = lines("我们提议一个试点。", "谢谢主席。", language="zh")
    assert offered(before, "我们建议一个试点。谢谢主席。", "zh") == {"l0": "我们建议一个试点。"}
    assert offered(before, "我们提议一个试点谢谢主席", "zh") == {}


def test_the_confidence_is_that_of_the_words_that_differ() -> None:
    sure, doubtful = said("We propose a"), said("window.", 3 * STEP, 0.4)
    (found,) = offers(lines("We propose a widow."), (*sure, *doubtful), "en")
    assert found.confidence == 0.4 and [word.text for word in found.words][-1] == " window."
    (lost,) = offers(lines("We do not propose a pilot."), said("We propose a pilot.", 0, 0.5), "en")
    assert lost.confidence == 0.4  # a loss is believed less than the words beside it


def test_an_offer_is_marked_word_by_word() -> None:
    found = marked("We propose a widow of trade.", "We propose the single window of trade.", "en")
    assert [(each.kind, each.text) for each in found] == [
        ("same", "We propose"),
        ("gone", "a widow"),
        ("new", " the single window"),
        ("same", " of trade."),
    ]


texts = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=8).map(" ".join)
edits = st.lists(st.tuples(st.integers(0, 20), st.sampled_from(["drop", "double", "other"])), max_size=4)


def changed(words: list[str], changes: list[tuple[int, str]]) -> list[str]:
    found = list(words)
    for place, kind in changes:
        at = place % len(found) if found else 0
        if kind == "drop" and len(found) > 1:
            del found[at]
        elif kind == "double":
            found.insert(at, "indeed")
        elif found:
            found[at] = "instead"
    return found


@settings(max_examples=40, deadline=None)
@given(st.lists(texts, min_size=1, max_size=4))
def test_a_reading_that_hears_the_same_offers_nothing(each: list[str]) -> None:
    assert offered(lines(*each), " ".join(each)) == {} or any(_repeats(text) for text in [" ".join(each)])


def _repeats(text: str) -> bool:
    """Whether the text holds what is taken for a loop of the model."""
    from server.core.hearing.phantom import unrepeated

    return len(unrepeated(text.split())) < len(text.split())


@settings(max_examples=40, deadline=None)
@given(st.lists(texts, min_size=1, max_size=4), edits)
def test_whatever_is_reread_offers_change_lines_that_exist_once_each_and_never_empty_one(
    each: list[str], changes: list[tuple[int, str]]
) -> None:
    before = lines(*each)
    found = offers(before, said(" ".join(changed(" ".join(each).split(), changes))), "en")
    known = {line.id: line for line in before}
    assert len({offer.line for offer in found}) == len(found)
    for offer in found:
        check(offer, known[offer.line])


def check(offer: Offer, line: Line) -> None:
    assert offer.text.strip() == offer.text != "" and 0.0 <= offer.confidence <= 1.0
    pieces = marked(line.text, offer.text, "en")
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == offer.text
    assert {piece.kind for piece in pieces} & {"gone", "new"}


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["en", "zh", "th", "ar"]))
def test_a_text_taken_apart_and_put_together_is_the_same_but_for_the_space_around_it(text: str, language: str) -> None:
    words = tokens(text, language)
    if words:
        assert text_of(words).split() == text.split()


def test_the_bench_counts_what_accepting_mends_and_what_it_breaks() -> None:
    from bench.reread import taken

    before = lines("We propose a widow.", "Thank you chair.")
    found = offers(before, said("We propose a window. Thank you share."), "en")
    everything = taken(before, found, "We propose a window. Thank you chair.", "en", 0.0)
    assert (everything.offers, everything.mended, everything.broken) == (2, 1, 1)
    assert taken(before, found, "We propose a window. Thank you chair.", "en", 0.99).offers == 0
