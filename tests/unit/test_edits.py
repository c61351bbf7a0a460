"""A paragraph that is edited: brackets hold, citations go with their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.errors import Conflict, NotFound
from server.core.statement.bracketing import closed
from server.core.statement.brackets import NOBODY, Bracket, Hold, is_well_formed, with_written
from server.core.statement.edits import reworded
from server.core.statement.statement import Citation, Kind, Paragraph

TEXT = (
    "We take note of the proposal of Aaland: “a register of seizures” "
    "[reservation of Bbland: “not before May”] [condition of Ccland: “if funds allow”];"
)


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


HELD, CONDITION = span("[reservation of Bbland: “not before May”]"), span("[condition of Ccland: “if funds allow”]")
PARAGRAPH = Paragraph(
    "p",
    Kind.OPERATIVE,
    TEXT,
    citations=(
        Citation(*span("“a register of seizures”"), ("s1",)),
        Citation(*span("“not before May”"), ("s2",)),
        Citation(*span("“if funds allow”"), ("s3",)),
    ),
    brackets=(Bracket("BB", Hold.RESERVE, *HELD), Bracket("CC", Hold.CONDITION, *CONDITION)),
)


def shown(paragraph: Paragraph) -> list[str]:
    return [paragraph.text[each.start : each.end] for each in (*paragraph.citations, *paragraph.brackets)]


def test_what_is_cited_and_held_is_found_again_when_words_come_before_it() -> None:
    made = reworded(PARAGRAPH, TEXT.replace("We take note", "We, the parties, take note"))
    assert shown(made) == shown(PARAGRAPH)


def test_a_reworded_clause_keeps_its_citation_and_a_deleted_one_loses_it() -> None:
    made = reworded(PARAGRAPH, TEXT.replace("a register of seizures", "a common register of cargo"))
    assert shown(made)[0] == "“a common register of cargo”"
    gone = reworded(PARAGRAPH, TEXT.replace(": “a register of seizures”", ""))
    assert [each.segments for each in gone.citations] == [("s2",), ("s3",)]


def test_a_clause_that_says_something_else_is_not_cited_to_what_was_said() -> None:
    made = reworded(PARAGRAPH, TEXT.replace("a register of seizures", "ships"))
    assert [each.segments for each in made.citations] == [("s2",), ("s3",)]


def test_words_in_brackets_are_not_edited_away() -> None:
    with pytest.raises(Conflict, match="BB must stay"):
        reworded(PARAGRAPH, TEXT.replace("not before May", "at once"))
    with pytest.raises(Conflict, match="BB, CC"):
        reworded(PARAGRAPH, "We take note.")


def test_an_original_that_nobody_translated_gives_way_to_a_translation() -> None:
    text = "We take note of: [in Korean, not translated: “등록부”];"
    held = Bracket("KR", Hold.UNTRANSLATED, text.index("["), text.index("]") + 1)
    cited = Citation(text.index("“"), text.index("”") + 1, ("s1",))
    made = reworded(Paragraph("p", Kind.OPERATIVE, text, "", (cited,), (held,)), "We take note of: “a register”;")
    assert made.brackets == ()
    assert [made.text[each.start : each.end] for each in made.citations] == ["“a register”"]


def test_closing_a_bracket_takes_its_words_out_with_their_citation_and_leaves_the_others() -> None:
    made = closed(PARAGRAPH, "BB")
    assert made.text == TEXT.replace(" [reservation of Bbland: “not before May”]", "")
    assert [each.owner for each in made.brackets] == ["CC"]
    assert [each.segments for each in made.citations] == [("s1",), ("s3",)]


def test_closing_a_bracket_can_keep_its_words_and_their_citation() -> None:
    made = closed(PARAGRAPH, "CC", Hold.CONDITION, keeps_words=True)
    assert made.text.endswith("“not before May”] condition of Ccland: “if funds allow”;")
    assert [each.owner for each in made.brackets] == ["BB"]
    assert shown(made)[:3] == shown(PARAGRAPH)[:3]


def test_a_bracket_that_nobody_holds_is_not_found() -> None:
    for owner, hold in (("AA", None), ("BB", Hold.OBJECT)):
        with pytest.raises(NotFound):
            closed(PARAGRAPH, owner, hold)


@given(st.text(max_size=20), st.text(max_size=20))
def test_whatever_is_written_around_the_brackets_they_stand_where_they_say(before: str, after: str) -> None:
    made = reworded(PARAGRAPH, before + TEXT[HELD[0] : CONDITION[1]] + after)
    assert shown(made)[-2:] == shown(PARAGRAPH)[-2:]
    assert all(0 <= each.start < each.end <= len(made.text) for each in made.citations)


def test_a_bracket_around_the_whole_paragraph_stays_around_what_it_says_and_its_words_stay_when_it_closes() -> None:
    held = Paragraph("p", Kind.OPERATIVE, "We share data", brackets=(Bracket("FR", Hold.RESERVE, 0, 13),))
    longer = reworded(held, "We share all data in 2027")
    assert longer.brackets == (Bracket("FR", Hold.RESERVE, 0, 25),)
    freed = closed(longer, "FR")
    assert (freed.text, freed.brackets) == ("We share all data in 2027", ())


def test_square_brackets_that_a_person_wrote_are_open_and_those_within_a_held_one_are_its_own() -> None:
    text = "We [join] the [“[all] or none”] by [ ] 2027] and [late"
    held = Bracket("BB", Hold.RESERVE, *(text.index("[“"), text.index("”]") + 2), id="b")
    made = with_written(text, (held,))
    assert [(text[each.start : each.end], each.owner) for each in made] == [
        ("[“[all] or none”]", "BB"), ("[join]", NOBODY),
    ]  # fmt: skip
    assert is_well_formed(text, made)


@given(st.text(alphabet="a []", max_size=20))
def test_brackets_by_their_signs_alone_are_well_formed(text: str) -> None:
    assert is_well_formed(text, with_written(text, ()))
