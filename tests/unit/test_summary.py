"""The Chair's summary: no word is lost, no name is lost, no bracket is left."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.drafting import is_note
from server.core.statement.brackets import Bracket, Hold
from server.core.statement.statement import Citation, Kind, Paragraph
from server.core.statement.summary import Said, phrases, recorded, unbracketed
from server.core.statement.summary_words import PHRASES

NAMES = {"KE": "Kenya", "FR": "France"}


def held(text: str, *owners: tuple[str, Hold], **more: object) -> Paragraph:
    start, end = text.index("["), text.index("]") + 1
    brackets = tuple(Bracket(owner, hold, start, end) for owner, hold in owners)
    return Paragraph("p", Kind.OPERATIVE, text, brackets=brackets, **more)  # type: ignore[arg-type]


def test_who_held_words_stands_behind_them_and_the_signs_are_gone() -> None:
    one = held("We welcome [the fund] and share data", ("KE", Hold.RESERVE), ("FR", Hold.CONDITION))
    made = unbracketed(one, "en", NAMES)
    assert made.text == "We welcome the fund (reservation: Kenya; condition: France) and share data"
    assert made.brackets == ()
    assert unbracketed(one, "ko", NAMES).text == "We welcome the fund (유보: Kenya; 조건: France) and share data"


def test_a_note_of_a_draft_names_its_holders_once() -> None:
    one = held("We share data [Kenya and France, reservation]", ("KE", Hold.RESERVE))
    both = replace(one, brackets=(replace(one.brackets[0], owners=("KE", "FR")),))
    made = unbracketed(both, "en", NAMES, partial(is_note, language="en"))
    assert made.text == "We share data (Kenya and France, reservation)" and made.brackets == ()
    assert unbracketed(both, "en", NAMES).text.endswith("(reservation: Kenya, France)")


def test_alternatives_keep_their_holders_and_citations_their_words() -> None:
    text = "We meet [in May][in June] again"
    brackets = (Bracket("KE", Hold.AMEND, 8, 16), Bracket("FR", Hold.AMEND, 16, 25))
    cited = (Citation(0, 7, ("a",)), Citation(9, 15, ("b",)), Citation(26, 31, ("c",)))
    made = unbracketed(Paragraph("p", Kind.OPERATIVE, text, citations=cited, brackets=brackets), "en", NAMES)
    assert made.text == "We meet in May (amendment proposed: Kenya) in June (amendment proposed: France) again"
    assert [made.text[each.start : each.end] for each in made.citations] == ["We meet", "in May", "again"]


def test_the_record_names_everybody_once_for_each_thing_that_was_said() -> None:
    assert recorded([Said("?", "p", "open", "May")], "en", NAMES, {"p": "3"}) == ("paragraph 3: not agreed: “May”",)
    assert unbracketed(held("We [may]", ("?", Hold.OPEN)), "en", NAMES).text == "We may (not agreed)"
    said = [Said("KE", "p", "object", "No law."), Said("ZZ", "", "disassociate"), Said("KE", "p", "object", "No law.")]
    assert recorded(said, "en", NAMES, {"p": "3"}) == (
        "Kenya (paragraph 3): objection: “No law.”", "ZZ (the text as a whole): disassociation",
    )  # fmt: skip


@pytest.mark.parametrize("language", PHRASES)
def test_every_language_has_every_phrase_with_its_gaps_and_none_commits_anybody(language: str) -> None:
    english, words = PHRASES["en"], phrases(language)
    assert words.keys() == english.keys() and {*map(str, Hold)} <= words.keys()
    for key, each in words.items():
        assert each and re.findall(r"\{\w+\}", each) == re.findall(r"\{\w+\}", english[key])
        assert language == "en" or each != english[key] or key in ("condition", "object")


PIECES = st.lists(st.tuples(st.text("abc ", min_size=1, max_size=5), st.booleans(), st.sampled_from(Hold)), max_size=6)


@given(PIECES)
def test_no_word_and_no_holder_is_lost_and_no_sign_is_left(pieces: list[tuple[str, bool, Hold]]) -> None:
    text, brackets, words = "", [], ""
    for number, (piece, is_held, hold) in enumerate(pieces):
        shown = f"[{piece}]" if is_held else piece
        if is_held:
            brackets.append(Bracket(f"D{number}", hold, len(text), len(text) + len(shown)))
        text, words = text + shown, words + piece
    made = unbracketed(Paragraph("p", Kind.OPERATIVE, text, brackets=tuple(brackets)), "en", {})
    assert "[" not in made.text and "]" not in made.text and made.brackets == ()
    assert re.sub(r" \([^)]*\)", "", made.text).replace(" ", "") == words.replace(" ", "")
    assert all(f": {each.owner})" in made.text for each in brackets)
