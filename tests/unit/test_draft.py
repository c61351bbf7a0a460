"""A draft is made of what was said, and drops no reservation."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from server.core.consensus import counts, obstacles, unanswered
from server.core.cues import Act, act
from server.core.draft import Evidence, draft, verify

NAMES = {"KR": "Korea", "FR": "France", "MX": "Mexico", "BR": "Brazil"}
MEETING = [
    Evidence(
        "s1",
        "KR",
        "Korea",
        "en",
        "We propose a pilot data exchange with six administrations.",
        "We propose a pilot data exchange with six administrations.",
    ),
    Evidence("s2", "MX", "Mexico", "es", "México apoya la propuesta.", "Mexico supports the proposal."),
    Evidence(
        "s3",
        "FR",
        "France",
        "fr",
        "La France soutient ce projet à condition que les données soient protégées.",
        "France supports it provided that data are protected.",
    ),
    Evidence("s4", "BR", "Brazil", "pt", "O Brasil reserva a sua posição.", "Brazil reserves its position."),
]


def test_a_sentence_that_supports_on_a_condition_is_not_plain_support() -> None:
    assert act("France supports this, provided that data are protected.", "en") is Act.CONDITION
    assert act("Brazil does not support this.", "en") is Act.OBJECTION
    assert act("Brazil supports this but reserves its position on figures.", "en") is Act.RESERVATION


def test_supports_are_counted_and_a_reservation_and_a_condition_stand_in_brackets_with_their_names() -> None:
    made = draft(MEETING, "Data", "en", NAMES)
    proposal = made.paragraphs[1]
    assert "1 in support: Mexico." in proposal.text
    assert [(bracket.owner, bracket.kind) for bracket in proposal.brackets] == [("FR", "condition"), ("BR", "reserve")]
    for bracket in proposal.brackets:
        assert proposal.text[bracket.start] == "[" and proposal.text[bracket.end - 1] == "]"
    assert {name for citation in proposal.citations for name in citation.segments} == {"s1", "s2", "s3", "s4"}


def test_every_quoted_clause_stands_word_for_word_in_the_segment_that_it_cites() -> None:
    by_id = {each.id: each for each in MEETING}
    for paragraph in draft(MEETING, "Data", "en", NAMES).paragraphs:
        for citation in paragraph.citations:
            clause = paragraph.text[citation.start : citation.end]
            if clause.startswith("“"):
                assert clause.strip("“”") == by_id[citation.segments[0]].shown


@given(st.permutations(MEETING))
def test_no_order_of_speech_drops_a_reservation(evidence: list[Evidence]) -> None:
    made = draft(evidence, "Data", "en", NAMES)
    assert "BR" in {bracket.owner for paragraph in made.paragraphs for bracket in paragraph.brackets}


def test_the_verifier_names_a_figure_that_was_not_said() -> None:
    assert verify("take note of the proposal of Korea: “six administrations”.", MEETING[:1], "en") == []
    assert "nine" in verify("take note of the proposal of Korea: “nine administrations”.", MEETING[:1], "en")[0]


def test_without_a_route_the_original_stands_in_brackets() -> None:
    made = draft([Evidence("s1", "CN", "China", "zh", "建议设立工作组。", None)], "Data", "en", {"CN": "China"})
    assert "[zh: “建议设立工作组。”]" in made.paragraphs[1].text


def test_an_objection_and_an_open_bracket_stand_in_the_way_and_silence_is_listed() -> None:
    stances = {"KR": {"": "agree"}, "BR": {"p1": "object"}}
    assert obstacles(["KR", "BR"], stances, ["FR"]) == ["open bracket of FR", "BR: object on paragraph p1"]
    assert unanswered(["KR", "BR"], stances) == ["BR"]
    assert counts(stances) == {"": {"agree": 1}, "p1": {"object": 1}}
