"""Heard words laid on a text that people edit: times go forward, what nobody touched keeps its own."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.hearing.timeline import Stretch, Timeline
from server.core.minutes.realign import Heard, Placed, from_utf16, in_utf16, realign, unchanged

WORDS = [
    "We",
    "propose",
    "a",
    "pilot",
    "of",
    "solar",
    "roofs",
    "by",
    "June.",
    "It",
    "costs",
    "3,000",
    "dollars",
    "naïve",
]
CHINESE = "我们提议在六月前开展太阳能屋顶试点项目"


def heard(words: list[str], step_ms: int = 300, joint: str = " ") -> list[Heard]:
    return [
        Heard(joint + word, 1_000 + number * step_ms, 1_000 + number * step_ms + 250, 0.9)
        for number, word in enumerate(words)
    ]


def said(found: list[Placed], text: str) -> list[tuple[str, int, int, int | None]]:
    return [(text[each.start : each.end], each.start_ms, each.end_ms, each.heard) for each in found]


def check_tiles(found: list[Placed], text: str) -> None:
    """In order, without overlap, and nothing but spaces between them."""
    at = 0
    for each in found:
        assert at <= each.start < each.end <= len(text)
        assert not text[at : each.start].strip()
        at = each.end
    assert not text[at:].strip()


def check_times(found: list[Placed], start_ms: int, end_ms: int) -> None:
    times = [time for each in found for time in (each.start_ms, each.end_ms)]
    assert times == sorted(times)
    assert not times or (start_ms <= times[0] and times[-1] <= end_ms)


def test_a_text_that_nobody_edited_has_the_times_of_its_words() -> None:
    found = realign(heard(["We", "propose", "a", "pilot."]), "We propose a pilot.", "en", 1_000, 3_000)
    assert said(found, "We propose a pilot.")[1] == ("propose", 1_300, 1_550, 1)
    assert [each.confidence for each in found] == [0.9] * 4


def test_marks_and_capitals_are_no_change() -> None:
    text = "we propose: a «Pilot»!"
    found = realign(heard(["We", "propose", "a", "pilot."]), text, "en", 1_000, 3_000)
    assert said(found, text)[3] == ("«Pilot»!", 1_900, 2_150, 3)


def test_a_changed_word_takes_the_time_of_the_one_it_replaced_and_is_not_what_was_heard() -> None:
    text = "We propose two pilots."
    found = realign(heard(["We", "propose", "a", "pilot."]), text, "en", 1_000, 3_000)
    assert said(found, text)[1] == ("propose", 1_300, 1_550, 1)
    assert said(found, text)[2:] == [("two", 1_600, 1_783, None), ("pilots.", 1_783, 2_150, None)]
    assert found[2].confidence is None


def test_new_words_share_the_time_between_their_neighbours() -> None:
    text = "We now formally propose a pilot."
    found = realign(heard(["We", "propose", "a", "pilot."]), text, "en", 1_000, 3_000)
    assert said(found, text)[:4] == [
        ("We", 1_000, 1_250, 0), ("now", 1_250, 1_263, None), ("formally", 1_263, 1_300, None),
        ("propose", 1_300, 1_550, 1),
    ]  # fmt: skip


def test_a_transcript_without_words_has_its_time_shared_by_length() -> None:
    text = "Ok, gentlemen"
    assert said(realign([], text, "en", 0, 1_100), text) == [("Ok,", 0, 200, None), ("gentlemen", 200, 1_100, None)]
    assert realign([], "  ", "en", 0, 10) == []
    assert realign([], " … ", "en", 0, 10) == [Placed(1, 2, 0, 10)]


def test_scripts_without_spaces_are_laid_character_by_character() -> None:
    words = [Heard("我们", 0, 400, 0.9), Heard("提议", 400, 800, 0.4), Heard("试点", 800, 1_200, 0.9)]
    text = "我们建议试点。"
    assert said(realign(words, text, "zh", 0, 1_200), text) == [
        ("我", 0, 200, 0), ("们", 200, 400, 0), ("建", 400, 600, None), ("议", 600, 800, 1), ("试", 800, 1_000, 2),
        ("点。", 1_000, 1_200, 2),
    ]  # fmt: skip
    thai = "เราเสนอโครงการ"
    check_tiles(realign([Heard(thai, 0, 900)], thai + "นำร่อง", "th", 0, 900), thai + "นำร่อง")


def test_arabic_words_keep_their_times_beside_a_changed_one() -> None:
    words = heard(["نقترح", "مشروعا", "تجريبيا"])
    text = "نقترح برنامجا تجريبيا."
    assert [each[3] for each in said(realign(words, text, "ar", 1_000, 2_000), text)] == [0, None, 2]


def test_times_that_go_back_or_leave_the_line_are_mended_the_same_whatever_is_edited() -> None:
    words = [Heard(" a", 500, 900), Heard(" b", 100, 9_000), Heard(" c", 2_000, 2_100)]
    before = realign(words, "a b c", "en", 1_000, 3_000)
    check_times(before, 1_000, 3_000)
    assert realign(words, "a b new c", "en", 1_000, 3_000)[1] == before[1]


def test_a_heard_mark_is_no_word_and_the_words_after_it_keep_their_number() -> None:
    words = [Heard(" a", 0, 10), Heard(" –", 10, 20), Heard(" b c", 20, 40), Heard("d", 40, 50)]
    found = realign(words, "a – b c d", "en", 0, 50)
    assert [(each.start_ms, each.heard) for each in found] == [(0, 0), (20, 2), (30, 2), (40, 3)]
    assert [each.heard for each in realign(words[:2], "a – x", "en", 0, 50)] == [0, None]


def test_which_words_nobody_changed() -> None:
    assert unchanged([" We", " propose", " a", " pilot."], "we propose two pilots", "en") == {0, 1}
    assert unchanged(["我们", "提议"], "我们建议", "zh") == {0, 1}
    assert unchanged([], "new", "en") == frozenset()


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["insert", "delete", "replace", "mark", "upper"]),
        st.integers(0, 40),
        st.integers(1, 4),
    ),
    max_size=12,
)


def edited(words: list[str], edits: list[tuple[str, int, int]]) -> tuple[list[str], set[str]]:
    """Words after a sequence of edits, and the heard ones that no edit touched (as they were heard)."""
    now: list[tuple[str, str | None]] = [(word, word) for word in words]
    for number, (kind, place, length) in enumerate(edits):
        at = place % (len(now) + 1)
        fresh = [(f"new{number}x{each}", None) for each in range(length)]
        if kind == "insert":
            now[at:at] = fresh
        elif kind == "delete":
            del now[at : at + length]
        elif kind == "replace":
            now[at : at + length] = fresh
        elif at < len(now):
            word, was = now[at]
            now[at] = (word + "!" if kind == "mark" else word.upper(), was)
    return [word for word, _ in now], {was for _, was in now if was is not None}


@given(EDITS, st.integers(0, 400))
def test_after_any_edits_times_go_forward_and_unedited_words_keep_theirs(
    edits: list[tuple[str, int, int]], step_ms: int
) -> None:
    words = heard(WORDS, step_ms)
    end_ms = 1_000 + len(WORDS) * max(step_ms, 250)
    now, untouched = edited(WORDS, edits)
    text = " ".join(now)
    before = {each.heard: each for each in realign(words, " ".join(WORDS), "en", 1_000, end_ms)}
    found = realign(words, text, "en", 1_000, end_ms)
    check_tiles(found, text)
    check_times(found, 1_000, end_ms)
    kept = {each.heard: each for each in found if each.heard is not None}
    assert {WORDS[number] for number in kept} == untouched
    for number, each in kept.items():
        was = before[number]
        assert (each.start_ms, each.end_ms, each.confidence) == (was.start_ms, was.end_ms, was.confidence)


@given(EDITS)
def test_after_any_edits_of_chinese_characters_unedited_ones_keep_their_times(
    edits: list[tuple[str, int, int]],
) -> None:
    signs = list(dict.fromkeys(CHINESE))
    words = [Heard(sign, number * 100, number * 100 + 100) for number, sign in enumerate(signs)]
    now, untouched = list(signs), set(signs)
    for number, (kind, place, length) in enumerate(edits):
        at = place % (len(now) + 1)
        if kind in ("delete", "replace"):
            untouched -= set(now[at : at + length])
            del now[at : at + length]
        if kind in ("insert", "replace"):
            now[at:at] = [chr(0x7000 + number * 8 + each) for each in range(length)]
    text = "".join(now)
    found = realign(words, text, "zh", 0, len(signs) * 100)
    check_tiles(found, text)
    check_times(found, 0, len(signs) * 100)
    kept = {signs[each.heard]: each.start_ms for each in found if each.heard is not None}
    assert kept == {sign: signs.index(sign) * 100 for sign in untouched}


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["en", "zh", "ja", "th", "ar", "ko"]))
def test_any_two_texts_are_laid_on_each_other_without_holes(one: str, other: str, language: str) -> None:
    words = [Heard(word, number * 90, number * 90 + 200) for number, word in enumerate(one.split(" "))]
    found = realign(words, other, language, 0, 1_000)
    check_tiles(found, other)
    check_times(found, 0, 1_000)


@given(st.text(alphabet="aé中🎉", max_size=20))
def test_places_are_counted_as_javascript_counts_them_and_back(text: str) -> None:
    places = list(range(len(text) + 1))
    units = [len(text[:place].encode("utf-16-le")) // 2 for place in places]
    assert in_utf16(text, places) == units
    assert [from_utf16(text, unit) for unit in units] == places


def test_a_place_inside_a_character_stands_before_it() -> None:
    assert from_utf16("a🎉b", 2) == 1
    assert from_utf16("ab", 9) == 2


def test_samples_stand_where_their_connection_began_in_the_session() -> None:
    line = Timeline([(0, 1_000), (32_000, 10_000), (32_000, 20_000)])
    assert [line.ms(0), line.ms(16_000), line.ms(31_999), line.ms(32_000)] == [1_000, 2_000, 2_999, 20_000]
    assert line.stretches(0, 1_000) == []
    assert line.stretches(2_500, 20_500) == [Stretch(24_000, 32_000, 2_500), Stretch(32_000, 40_000, 20_000)]
    assert Timeline([]).stretches(0, 10) == []


@pytest.mark.parametrize("ends", list(itertools.product([0, 1_500, 4_000], repeat=2)))
def test_a_span_of_the_session_is_the_samples_whose_time_lies_in_it(ends: tuple[int, int]) -> None:
    line = Timeline([(0, 500), (16_000, 2_000)])
    found = line.stretches(*ends)
    assert all(
        ends[0] <= line.ms(sample) < ends[1] for each in found for sample in (each.start_sample, each.end_sample - 1)
    )
