"""What an interpreter's line covers, and what becomes of what nobody covers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from server.core.translation.interpreting import (
    AHEAD_MS,
    FOLLOWS_MS,
    GONE_MS,
    LATE_MS,
    Line,
    Said,
    ahead,
    covered,
    covered_by_voice,
    follows,
    is_held,
    last_place,
    late,
    overdue,
    standing,
    text_of,
)


def said(*places: int, voice: str = "BR", by: str = "") -> list[Said]:
    """Finals that were stored a second after another, named by their place."""
    return [Said(f"s{each}", each * 1_000, each * 1_000, voice, by) for each in places]


def test_a_line_covers_what_nobody_has_translated_up_to_what_its_writer_had_read() -> None:
    first, second, third = said(1, 2, 3)
    assert covered([third, first, second], second) == ("s1", "s2")
    assert covered([third], third) == ("s3",)
    assert covered([first, second, third], None) == ("s1", "s2", "s3")


def test_what_became_final_after_the_writer_had_read_is_not_covered_though_it_was_said_before() -> None:
    read = Said("read", 5_000, 5_000, "BR")
    came_late = Said("late", 9_000, 1_000, "BR")
    assert covered([read, came_late], read) == ("read",)


def test_the_parts_follow_the_order_of_speech() -> None:
    first, second = Said("b", 2_000, 100, "BR"), Said("a", 1_000, 900, "BR")
    assert covered([second, first], None) == ("b", "a")


def test_a_line_never_reaches_beyond_a_change_of_speaker() -> None:
    brazil, kenya = said(1, 2), said(3, 4, voice="KE")
    assert covered([*brazil, *kenya], kenya[-1]) == ("s1", "s2")
    assert covered(kenya, kenya[-1]) == ("s3", "s4")


def test_a_line_for_which_nothing_waits_is_ahead_of_recognition() -> None:
    (done,) = said(1, by="person")
    assert covered([], None) == () and covered([done], done) == ()
    assert covered(said(2), done) == ()  # what came after what its writer had read waits for the next line


def test_where_the_machine_was_faster_the_line_takes_its_place() -> None:
    (machines,) = said(1, by="machine")
    assert covered([], machines) == ("s1",)
    (held,) = said(0)
    assert covered([held], machines) == ("s0",)


def test_a_spoken_line_covers_what_was_begun_before_it_of_one_voice() -> None:
    brazil, kenya = said(1, 2), said(3, voice="KE")
    assert covered_by_voice([*brazil, *kenya], 2_000) == ("s1",)
    assert covered_by_voice([*brazil, *kenya], 2_000 + FOLLOWS_MS - 1) == ("s1",), "nobody interprets unheard words"
    assert covered_by_voice([*brazil, *kenya], 9_000) == ("s1", "s2")
    assert covered_by_voice(kenya, 9_000) == ("s3",) and covered_by_voice(kenya, 3_000) == ()
    assert follows(None, 9_000), "what is written may be ahead of all"


def test_what_waits_for_too_long_is_late() -> None:
    finals = [*said(1, 2), *said(0, by="machine")]
    assert late(finals, 1_000 + LATE_MS - 1) == () and late(finals, 1_000 + LATE_MS) == ("s1",)


def test_a_language_is_held_until_its_interpreter_was_not_seen_for_too_long() -> None:
    assert is_held(1_000, 1_000) and is_held(1_000, 1_000 + GONE_MS - 1) and not is_held(1_000, 1_000 + GONE_MS)


def test_a_correction_stands_where_its_line_stood_and_both_stay() -> None:
    lines = [
        Line(1, "One.", 0, ("a",)),
        Line(2, "Two.", 1, ("a",)),
        Line(3, "First.", 2, ("a",), replaces=1),
        Line(4, "1st.", 3, ("a",), replaces=3),
    ]
    assert [each.number for each in standing(lines)] == [4, 2]
    assert text_of(lines, ("a",), "pt") == "1st. Two." and text_of(lines, ("a",), "ja") == "1st.Two."
    assert text_of(lines, ("b",), "pt") == ""


def test_lines_that_are_ahead_wait_and_then_belong_to_the_last_words_that_were_interpreted() -> None:
    lines = [Line(1, "One.", 0, ("a",)), Line(2, "Two.", 5), Line(3, "Three.", 6)]
    assert [each.number for each in ahead(lines)] == [2, 3] and last_place(lines) == ("a",)
    assert overdue(lines, 5 + AHEAD_MS - 1) == [] and overdue(lines, 5 + AHEAD_MS) == ahead(lines)
    assert overdue(lines[1:], 5 + AHEAD_MS) == [], "nothing was interpreted: they wait on"
    assert ahead([*lines, Line(4, "2.", 7, (), replaces=2)])[0].text == "2."


@given(
    st.lists(st.tuples(st.integers(0, 20), st.sampled_from(["BR", "KE"]), st.booleans()), max_size=12, unique=True),
    st.lists(st.integers(0, 12), max_size=12),
)
def test_lines_one_after_another_cover_each_final_once_and_only_what_was_read(
    finals: list[tuple[int, str, bool]], places: list[int]
) -> None:
    all_said = [
        Said(f"s{number}", at, at, voice, "person" if is_done else "")
        for number, (at, voice, is_done) in enumerate(finals)
    ]
    open_ones, seen = list(all_said), list[str]()
    for place in places:
        upto = all_said[place % len(all_said)] if all_said else None
        found = covered(open_ones, upto)
        taken = [each for each in open_ones if each.segment in found]
        assert len({each.voice for each in taken}) <= 1
        assert all(upto is None or each.stored_at <= upto.stored_at for each in taken)
        assert all(each.by == "" for each in taken)
        seen += found
        open_ones = [each for each in open_ones if each.segment not in found]
    assert len(seen) == len(set(seen))
