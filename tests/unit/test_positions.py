"""Positions, what they add up to, and what stands in the way of adoption."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.brackets import Bracket, Hold
from server.core.errors import Conflict
from server.core.positions import BLOCKING, WHOLE, Position, Value, counts, obstacles, require_adoptable, unanswered
from server.core.statement import Form, Kind, Paragraph, Statement

PARTIES = ("AA", "BB", "CC")
POSITIONS = st.builds(
    Position,
    st.sampled_from(("AA", "BB", "CC", "ZZ")),
    st.sampled_from(("", "p1")),
    st.sampled_from(Value),
    st.integers(0, 5),
    st.just("x"),
)


def text(*brackets: Bracket) -> Statement:
    return Statement(
        "T", "en", Form.COMMUNIQUE, PARTIES, (Paragraph("p1", Kind.OPERATIVE, "We take note.", "1", brackets=brackets),)
    )


def test_the_latest_position_of_a_delegation_counts() -> None:
    heard = [Position("AA", WHOLE, Value.OBJECT, 1, "x"), Position("AA", WHOLE, Value.AGREE, 2, "x")]
    assert obstacles(text(), heard) == ()
    assert counts(heard, PARTIES) == {Value.AGREE: 1, Value.NO_REPLY: 2}
    assert unanswered(heard, PARTIES) == ("BB", "CC")


def test_a_word_on_the_whole_holds_for_each_paragraph_until_there_is_one_on_it() -> None:
    heard = [Position("AA", WHOLE, Value.AGREE, 1, "x"), Position("AA", "p1", Value.RESERVE, 2, "x")]
    assert counts(heard, ("AA",), "p1") == {Value.RESERVE: 1}
    assert counts(heard, ("AA",), "p2") == {Value.AGREE: 1}


def test_adoption_is_refused_while_a_bracket_is_open_or_an_objection_stands_and_all_of_it_is_listed() -> None:
    heard = [Position("BB", "p1", Value.OBJECT, 1, "x"), Position("CC", WHOLE, Value.PROPOSE_AMENDMENT, 1, "x")]
    with pytest.raises(Conflict) as error:
        require_adoptable(text(Bracket("AA", Hold.RESERVE, 0, 2)), heard)
    assert error.value.details["obstacles"] == [
        "open bracket of AA (reserve) in paragraph 1",
        "BB: object on paragraph 1",
        "CC: propose_amendment on the whole",
    ]


def test_a_reservation_is_annexed_and_stops_nobody() -> None:
    require_adoptable(text(), [Position("AA", "p1", Value.RESERVE, 1, "x", "pending a law")])


def test_a_retracted_line_that_is_still_quoted_stands_in_the_way() -> None:
    assert obstacles(text(), [], ["p1"]) == ("paragraph 1 quotes a retracted line",)


@given(st.lists(POSITIONS))
def test_every_party_is_counted_once_whatever_was_said(heard: list[Position]) -> None:
    assert sum(counts(heard, PARTIES, "p1").values()) == len(PARTIES)


@given(st.lists(POSITIONS))
def test_no_consensus_is_claimed_while_a_party_objects_and_no_stranger_blocks(heard: list[Position]) -> None:
    newest = {(each.delegation, each.paragraph): each for each in sorted(heard, key=lambda each: each.at_ms)}
    blocking = {party for (party, _), each in newest.items() if each.value in BLOCKING and party in PARTIES}
    assert {each.split(":")[0] for each in obstacles(text(), heard)} == blocking
    assert not any(each.startswith("ZZ") for each in obstacles(text(), heard))
