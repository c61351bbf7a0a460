"""Which pieces of speech are translated together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.translation.grouping import MOST_PIECES, Patience, Piece, group

PATIENCE = Patience(8_000, 2_500)


def piece(number: int, text: str, **more: object) -> Piece:
    made = Piece(f"s{number}", 1, text, text, "en", "KR", number * 5_000, number * 5_000 + 4_800, number * 5_000, True)
    return replace(made, **more)  # type: ignore[arg-type]


FIRST = piece(0, "We propose to share risk data,")
SECOND = piece(1, "provided that personal data are protected.")


def closed(*pieces: Piece, now: int = 0, heard_at: int = 10**9, is_over: bool = False) -> list[list[str]]:
    found = group(pieces, PATIENCE, now, heard_at, is_over)
    return [[each.segment for each in one] for one in found.closed]


def test_a_whole_sentence_waits_for_nothing() -> None:
    whole = piece(0, "We agree.")
    assert group([whole], PATIENCE, 0) == group([whole], PATIENCE, 10**9) != group([], PATIENCE, 0)
    assert closed(whole) == [["s0"]] and closed(whole, piece(1, "We go.")) == [["s0"], ["s1"]]


def test_a_piece_waits_for_the_one_that_ends_its_sentence() -> None:
    assert closed(FIRST) == []
    assert closed(FIRST, SECOND) == [["s0", "s1"]]
    assert closed(FIRST, piece(1, "and more"), piece(2, "of it. But"), now=12_000) == [["s0", "s1", "s2"]]


def test_a_piece_waits_no_longer_than_it_may_and_less_when_nobody_goes_on() -> None:
    assert group([FIRST], PATIENCE, 2_499).look_at == 2_500
    assert closed(FIRST, now=2_500, heard_at=0) == [["s0"]]
    assert group([FIRST], PATIENCE, 2_500, heard_at=2_000).look_at == 4_500
    assert group([FIRST], PATIENCE, 7_999, heard_at=7_900).look_at == 8_000
    assert closed(FIRST, now=8_000, heard_at=7_900) == [["s0"]]
    assert closed(FIRST, is_over=True) == [["s0"]]
    assert group([FIRST], Patience(0), 0).closed == ((FIRST,),)


@pytest.mark.parametrize(
    "change",
    [
        {"delegation": "BR"},
        {"language": "pt"},
        {"start_ms": 4_800 + 3_001},
        {"is_waiting": False},
        {"is_rough": True},
        {"rev": 2},
    ],
)
def test_nothing_else_than_its_own_speakers_next_words_completes_a_sentence(change: dict[str, object]) -> None:
    second = replace(SECOND, **change)  # type: ignore[arg-type]
    assert closed(FIRST, second) == ([["s0"], ["s1"]] if second.is_waiting else [["s0"]])


def test_speech_without_an_end_is_cut_by_count_and_length() -> None:
    many = [piece(number, "and so on") for number in range(MOST_PIECES + 1)]
    assert closed(*many) == [[f"s{number}" for number in range(MOST_PIECES)]]
    assert closed(piece(0, "so " * 120), piece(1, "on")) == [["s0"]]
    assert closed(piece(0, "我" * 120, language="zh")) == [["s0"]]


PIECES = st.builds(
    lambda text, delegation, gap, waits: (text, delegation, gap, waits),
    st.sampled_from(["We agree.", "We agree,", "and", "我们"]),
    st.sampled_from(["KR", "BR"]),
    st.integers(0, 5_000),
    st.booleans(),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, max_size=8), st.integers(0, 60_000), st.booleans())
def test_every_piece_that_waits_stands_in_one_group_at_most_and_in_one_at_the_end(
    drawn: list[tuple[str, str, int, bool]], now: int, is_over: bool
) -> None:
    pieces = [
        piece(at, text, delegation=code, end_ms=at * 5_000 + 5_000 - gap, is_waiting=waits)
        for at, (text, code, gap, waits) in enumerate(drawn)
    ]
    waiting = [each for each in pieces if each.is_waiting]
    found = group(pieces, PATIENCE, now, now, is_over)
    flat = [each for one in found.closed for each in one]
    assert flat == waiting[: len(flat)] and all(found.closed)
    assert (found.look_at is None) == (flat == waiting)
    assert not is_over or flat == waiting
