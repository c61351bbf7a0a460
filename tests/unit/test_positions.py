"""Positions, what they add up to at a moment, and what stands in the way of adoption."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.errors import BadRequest, Conflict
from server.core.statement.brackets import Bracket, Hold
from server.core.statement.consensus import Level, counts_on, is_agreed, levels, settled, unanswered
from server.core.statement.obstacles import What, obstacles, questions, require_adoptable
from server.core.statement.positions import (
    BLOCKING,
    LAPSED,
    WHOLE,
    Position,
    Terms,
    Value,
    deadline_ms,
    is_lapsed,
    terms_of,
)
from server.core.statement.statement import Form, Kind, Paragraph, Statement
from server.core.statement.table import Amendment, Mark, Passed, Table

PARTIES = ("AA", "BB", "CC")
PLACES = ("", "p1", "p2")
POSITIONS = st.builds(
    Position,
    st.sampled_from((*PARTIES, "ZZ")),
    st.sampled_from((*PLACES, "gone")),
    st.sampled_from(Value),
    st.integers(0, 9),
    st.just("x"),
    st.just(""),
    st.none() | st.integers(0, 20),
)
TABLES = st.builds(
    lambda heard, now, terms, changed, passed, amendments: Table(
        text(), tuple(heard), now, terms, changed, tuple(amendments), passed=passed
    ),
    st.lists(POSITIONS, max_size=12),
    st.integers(10, 30),
    st.builds(Terms, st.none() | st.integers(0, 40), st.sampled_from(LAPSED)),
    st.dictionaries(st.sampled_from(("p1", "p2")), st.integers(0, 9)),
    st.none() | st.builds(Passed, st.just(0), st.integers(0, 10), st.lists(st.sampled_from(PARTIES)).map(tuple)),
    st.lists(st.builds(Amendment, st.just("A1"), st.just("p1"), st.just("AA"), st.integers(0, 9)), max_size=2),
)


def text(*brackets: Bracket, parties: tuple[str, ...] = PARTIES) -> Statement:
    paragraphs = (
        Paragraph("p1", Kind.OPERATIVE, "We take note.", "1", brackets=brackets),
        Paragraph("p2", Kind.OPERATIVE, "We decide.", "2"),
    )
    return Statement("T", "en", Form.COMMUNIQUE, parties, paragraphs)


def table(*heard: Position, now: int = 100, **more: object) -> Table:
    return Table(text(), heard, now, **more)  # type: ignore[arg-type]


def said(party: str, value: Value, at: int = 1, place: str = WHOLE, **more: object) -> Position:
    return Position(party, place, value, at, "x", **more)  # type: ignore[arg-type]


def all_say(value: Value, at: int = 1) -> tuple[Position, ...]:
    return tuple(said(each, value, at) for each in PARTIES)


def test_the_latest_position_of_a_delegation_counts() -> None:
    found = table(said("AA", Value.OBJECT, 1), said("AA", Value.AGREE, 2))
    assert obstacles(found) == ()
    assert counts_on(found.matrix()) == {Value.AGREE: 1, Value.NO_REPLY: 2}
    assert unanswered(found.matrix()) == ("BB", "CC")


def test_a_word_on_the_whole_holds_for_each_paragraph_until_there_is_one_on_it() -> None:
    matrix = table(said("AA", Value.AGREE, 1), said("AA", Value.RESERVE, 2, "p1")).matrix()
    assert (matrix["AA"]["p1"].value, matrix["AA"]["p2"].value) == (Value.RESERVE, Value.AGREE)
    assert matrix["AA"]["p1"].marks == frozenset() and matrix["AA"]["p2"].marks == {Mark.FROM_WHOLE}


def test_adoption_is_refused_while_anything_is_open_and_all_of_it_is_listed() -> None:
    found = Table(
        text(Bracket("AA", Hold.RESERVE, 0, 2)),
        (said("BB", Value.OBJECT, 1, "p1"), said("CC", Value.PROPOSE_AMENDMENT)),
        100,
        amendments=(Amendment("A4", "p2", "AA", 3),),
        retracted=("p2",),
        silent_until_ms=200,
    )
    with pytest.raises(Conflict) as error:
        require_adoptable(found)
    assert error.value.details["obstacles"] == [
        "open bracket of AA (reserve) in paragraph 1",
        "paragraph 2 quotes a retracted line",
        "BB: object on paragraph 1",
        "CC: propose_amendment on the whole",
        "amendment A4 of AA is open on paragraph 2",
        "the silence procedure has not ended",
    ]


def test_a_reservation_or_a_disassociation_is_annexed_and_stops_nobody() -> None:
    require_adoptable(table(said("AA", Value.RESERVE, 1, "p1"), said("BB", Value.DISASSOCIATE)))


def test_an_objection_to_a_paragraph_stands_though_its_delegation_agrees_to_the_whole_later() -> None:
    found = table(said("AA", Value.OBJECT, 1, "p1"), said("AA", Value.AGREE, 2))
    assert [each.delegation for each in obstacles(found)] == ["AA"]
    assert levels(found)["p1"] is Level.OPEN and levels(found)[WHOLE] is Level.OPEN


def test_an_agreement_ad_referendum_lapses_at_the_very_millisecond_and_then_counts_as_the_statement_says() -> None:
    own = said("AA", Value.AGREE_AD_REFERENDUM, 1, until_ms=50)
    for now, terms, value in (
        (49, Terms(), Value.AGREE_AD_REFERENDUM),
        (50, Terms(), Value.NO_REPLY),
        (50, Terms(lapsed=Value.AGREE), Value.AGREE),
        (49, Terms(until_ms=40), Value.NO_REPLY),
        (49, Terms(until_ms=60), Value.AGREE_AD_REFERENDUM),
    ):
        word = table(own, now=now, terms=terms).matrix()["AA"][WHOLE]
        assert word.value is value, (now, terms)
        assert (Mark.LAPSED in word.marks) is (value is not Value.AGREE_AD_REFERENDUM)
    assert "AA" in unanswered(table(own, now=50).matrix())
    assert deadline_ms(said("AA", Value.AGREE), Terms(5)) is None
    assert not is_lapsed(own, Terms(), 49)


def test_what_a_lapsed_agreement_counts_as_is_one_of_three() -> None:
    assert terms_of(5, "agree") == Terms(5, Value.AGREE)
    for value in ("object", "reserve", None, ""):
        with pytest.raises(BadRequest):
            terms_of(None, value)


def test_nothing_is_agreed_until_everything_is_agreed() -> None:
    found = table(*all_say(Value.AGREE), said("AA", Value.AGREE_AD_REFERENDUM, 2, "p2", until_ms=500))
    assert levels(found) == {WHOLE: Level.AD_REFERENDUM, "p1": Level.PROVISIONAL, "p2": Level.AD_REFERENDUM}
    found = table(*all_say(Value.AGREE), said("AA", Value.AGREE, 2, "p2"))
    assert levels(found) == dict.fromkeys(PLACES, Level.AGREED) and is_agreed(found)
    for hindered in (
        replace(found, statement=text(Bracket("AA", Hold.AMEND, 0, 2))),
        replace(found, amendments=(Amendment("A1", "p1", "BB", 1),)),
        replace(found, positions=(*found.positions, said("BB", Value.OBJECT, 3, "p1"))),
    ):
        assert levels(hindered) == {WHOLE: Level.OPEN, "p1": Level.OPEN, "p2": Level.PROVISIONAL}
        assert not is_agreed(hindered)


def test_agreement_to_an_earlier_wording_is_shown_counted_and_to_be_confirmed() -> None:
    found = table(*all_say(Value.AGREE, 5), changed={"p1": 6, "p2": 5})
    matrix = found.matrix()
    assert counts_on(matrix) == {Value.AGREE: 3}
    assert Mark.OUTDATED in matrix["AA"][WHOLE].marks and Mark.OUTDATED in matrix["AA"]["p1"].marks
    assert Mark.OUTDATED not in matrix["AA"]["p2"].marks
    assert [(each.delegation, each.why) for each in questions(found)] == [(each, "outdated") for each in PARTIES]
    assert levels(found) == {WHOLE: Level.PENDING, "p1": Level.PENDING, "p2": Level.PROVISIONAL}
    assert obstacles(found) == ()


def test_who_kept_silence_over_this_very_text_has_no_objection_visibly_by_silence() -> None:
    found = table(said("AA", Value.AGREE, 2), changed={"p1": 5}, passed=Passed(10, 20, PARTIES))
    words = found.matrix()
    assert words["BB"][WHOLE].value is Value.NO_OBJECTION and words["BB"]["p1"].marks == {Mark.BY_SILENCE}
    assert counts_on(words) == {Value.AGREE: 1, Value.NO_OBJECTION: 2}
    assert unanswered(words) == () and questions(found) == () and is_agreed(found)
    later = replace(found, passed=Passed(10, 20, ("AA", "BB")))
    assert unanswered(later.matrix()) == ("CC",)  # became a party afterwards: nobody asked it


def test_silence_lifts_no_objection_and_an_objection_that_comes_late_is_shown_without_effect() -> None:
    earlier = table(said("AA", Value.OBJECT, 5), passed=Passed(10, 20, PARTIES))
    assert [each.delegation for each in obstacles(earlier)] == ["AA"]
    for at, is_late in ((19, False), (20, True), (21, True)):
        objection = said("AA", Value.OBJECT, at)
        found = table(objection, passed=Passed(10, 20, PARTIES), amendments=(Amendment("A1", "p1", "BB", at),))
        assert found.is_late(objection) is is_late
        assert [each.what for each in obstacles(found)] == ([] if is_late else [What.POSITION, What.AMENDMENT])
    assert obstacles(table(said("AA", Value.OBJECT, 21)))  # the text was changed since: it counts again


def test_a_text_without_parties_is_agreed_by_nobody() -> None:
    found = Table(text(parties=()), (), 100)
    assert levels(found)[WHOLE] is Level.PENDING and not is_agreed(found) and obstacles(found) == ()


@given(TABLES, st.randoms())
def test_in_whatever_order_positions_come_the_counts_are_the_same(found: Table, random: object) -> None:
    last = {(each.delegation, each.paragraph, each.at_ms): each for each in found.positions}  # one at a time
    heard = list(last.values())
    shuffled = heard.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (replace(found, positions=tuple(each)) for each in (heard, shuffled))
    for place in PLACES:
        assert counts_on(one.matrix(), place) == counts_on(other.matrix(), place)
        assert unanswered(one.matrix(), place) == unanswered(other.matrix(), place)
    assert levels(one) == levels(other) and set(obstacles(one)) == set(obstacles(other))


@given(TABLES)
def test_every_party_is_counted_once_on_the_whole_and_on_each_paragraph_whatever_was_said(found: Table) -> None:
    for place in PLACES:
        assert sum(counts_on(found.matrix(), place).values()) == len(PARTIES)


@given(TABLES)
def test_an_objection_is_never_hidden_and_no_stranger_blocks(found: Table) -> None:
    newest: dict[tuple[str, str], Position] = {}
    for each in found.positions:
        is_late = found.passed is not None and each.value in BLOCKING and each.at_ms >= found.passed.at_ms
        key = (each.delegation, each.paragraph)
        if not is_late and (key not in newest or each.at_ms >= newest[key].at_ms):
            newest[key] = each
    blocking = {
        key for key, each in newest.items() if each.value in BLOCKING and key[0] in PARTIES and key[1] in PLACES
    }
    listed = {(each.delegation, each.paragraph) for each in obstacles(found) if each.what is What.POSITION}
    assert listed == blocking
    if blocking:
        assert not is_agreed(found)
        for party, place in blocking:
            assert levels(found)[place] is Level.OPEN and found.matrix()[party][place].value in BLOCKING
    for each in found.positions:  # what came late is told apart, not dropped
        assert (
            each.value not in BLOCKING or found.is_late(each) or each in newest.values() or _is_superseded(each, found)
        )


def _is_superseded(each: Position, found: Table) -> bool:
    same = [one for one in found.positions if (one.delegation, one.paragraph) == (each.delegation, each.paragraph)]
    return any(one is not each and one.at_ms >= each.at_ms for one in same)


@given(TABLES)
def test_consensus_is_claimed_only_where_every_party_stands_by_the_words(found: Table) -> None:
    if is_agreed(found):
        for words in found.matrix().values():
            for word in words.values():
                assert word.value not in (*BLOCKING, Value.NO_REPLY, Value.AGREE_AD_REFERENDUM)
                assert Mark.OUTDATED not in word.marks
        assert obstacles(found) == ()


def test_who_agrees_to_the_words_as_they_read_now_has_settled_what_it_held_back() -> None:
    heard = (
        Position("AA", WHOLE, Value.AGREE, 5, "x"),
        Position("BB", "p1", Value.NO_OBJECTION, 5, "x"),
        Position("CC", WHOLE, Value.AGREE, 5, "x"),
        Position("CC", "p2", Value.RESERVE, 5, "x"),
    )
    found = settled(Table(text(), heard, 9, changed={"p1": 5}))
    assert {each for each in found if each[0]} == {("p1", "AA"), ("p2", "AA"), ("p1", "BB"), ("p1", "CC")}


def test_words_that_were_changed_after_a_word_on_them_are_not_settled() -> None:
    heard = (Position("AA", WHOLE, Value.AGREE, 5, "x"),)
    assert {each for each in settled(Table(text(), heard, 9, changed={"p1": 6})) if each[0]} == {("p2", "AA")}


def test_silence_that_was_kept_over_the_words_settles_them() -> None:
    passed = Passed(0, 8, ("AA",))
    assert ("p1", "AA") in settled(Table(text(), (), 9, passed=passed))


def test_a_bracket_of_two_is_in_the_way_by_both_names() -> None:
    held = Bracket("AA", Hold.RESERVE, 0, 2, owners=("AA", "BB"))
    assert obstacles(Table(text(held), (), 9))[0].text == "open bracket of AA and BB (reserve) in paragraph 1"
