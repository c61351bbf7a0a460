"""A statement that goes out as a file comes in as the same paragraphs and brackets, and no word is lost on the way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.drafting.templates import table
from server.core.statement.brackets import NOBODY, Bracket, Hold, is_well_formed
from server.core.statement.statement import Kind, Paragraph, numbered
from server.core.zero import Recognised, bracketed, recognise
from server.documents import zero_draft
from server.documents.statement import FORMATS, Printing
from server.documents.words import party, words

NAMES = {"France": "FR", "Brazil": "BR", "Republic of Korea": "KR", "Kenya": "KE"}


def read(data: bytes | str, name: str = "draft.txt", language: str = "en") -> Recognised:
    found = zero_draft.of_text(data) if isinstance(data, str) else zero_draft.read(data, name)
    return recognise(found.blocks, language, NAMES)


VOCABULARY = ("we", "share", "data", "on", "goods", "and", "meet", "in", "spring", "with", "all", "of", "them")
WORDS = st.lists(st.sampled_from(VOCABULARY), min_size=2, max_size=6)


def worded(hold: Hold, who: str, said: str) -> str:
    """What a draft puts into a bracket."""
    return f"{table('en')[f'hold:{hold}'].format(who=who)}“{said}”"


@st.composite
def statements(draw: st.DrawFn) -> tuple[tuple[Paragraph, ...], tuple[str, ...]]:
    """Paragraphs as a statement has them: plain, held as a whole, or with words that somebody holds."""
    found = []
    for at in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from([Kind.OPERATIVE, Kind.OPERATIVE, Kind.PREAMBULAR]))
        text = " ".join(draw(WORDS)).capitalize()
        brackets: tuple[Bracket, ...] = ()
        form = draw(st.sampled_from(["plain", "whole", "reserve", "named", "open", "two"]))
        if form == "whole":
            brackets = tuple(
                Bracket(owner, Hold.RESERVE, 0, len(text)) for owner in draw(st.permutations(["FR", "KE"]))
            )
        for sign, owner, hold in {
            "reserve": [(worded(Hold.RESERVE, "the Republic of Korea", "not yet"), "KR", Hold.RESERVE)],
            "named": [("in spring", "FR", Hold.OPEN)],
            "open": [("in spring", NOBODY, Hold.OPEN)],
            "two": [
                (worded(Hold.CONDITION, "Brazil", "if funded"), "BR", Hold.CONDITION),
                (worded(Hold.OBJECT, "Kenya", "no"), "KE", Hold.OBJECT),
            ],
        }.get(form, []):
            start = len(text) + 1
            text = f"{text} [{sign}]"
            brackets = (*brackets, Bracket(owner, hold, start, len(text)))
        found.append(Paragraph(f"p{at}", kind, text, brackets=brackets))
    order = [
        *(each for each in found if each.kind is Kind.PREAMBULAR),
        *(one for one in found if one.kind is Kind.OPERATIVE),
    ]
    annexed = [Paragraph("x", Kind.ANNEX, "Experience of Kenya: “we did”")] if draw(st.booleans()) else []
    return numbered((*order, *annexed)), draw(st.sampled_from([(), ("FR", "KE")]))


def shape(paragraphs: tuple[Paragraph, ...], parties: tuple[str, ...], language: str) -> dict[str, Any]:
    return {
        "title": "What we share", "language": language, "parties": list(parties), "status": "draft", "sha256": None,
        "adopted_at": None, "paragraphs": [
            {"id": each.id, "number": each.number, "kind": str(each.kind), "text": each.text,
             "brackets": [{"owner": one.owner, "kind": str(one.hold)} for one in each.brackets],
             "evidence": [{"id": "s1", "speaker": "Kenya", "start_ms": 1_000}]}
            for each in paragraphs
        ],
    }  # fmt: skip


@pytest.mark.parametrize("form", ["docx", "html"])
@settings(max_examples=30)
@given(statements())
def test_a_statement_that_goes_out_as_a_file_comes_in_as_the_same_paragraphs_and_brackets(
    form: str, given: tuple[tuple[Paragraph, ...], tuple[str, ...]]
) -> None:
    paragraphs, parties = given
    file = FORMATS[form].render(shape(paragraphs, parties, "en"), Printing(Path()))
    found = zero_draft.read(file, f"statement.{form}")
    made = recognise(found.blocks, "en", NAMES)
    assert (made.title, found.parties) == ("What we share", tuple(party(each, "en") for each in parties))
    came = []
    for each in made.paragraphs:
        text, brackets = bracketed(each, "en", NAMES)
        came.append(Paragraph("", each.kind, text, brackets=brackets))
    shown = numbered(tuple(came))
    assert [(each.kind, each.number, each.text) for each in shown] == [
        (each.kind, each.number, each.text) for each in paragraphs
    ]
    for mine, theirs in zip(shown, paragraphs, strict=True):
        assert _spans(mine) == _spans(theirs), theirs.text
    assert words("en")["sources"] not in " ".join(each.text for each in shown)


def _spans(paragraph: Paragraph) -> set[tuple[str, str, str]]:
    return {
        (owner, str(one.hold), paragraph.text[one.start : one.end].strip(",;."))
        for one in paragraph.brackets
        for owner in one.holders
    }


@given(st.text(alphabet="ab [/]:FR().", max_size=60))
def test_whatever_is_written_in_brackets_they_are_well_formed_and_no_word_is_lost(text: str) -> None:
    for each in read(f"1. We {text}.").paragraphs:
        made, brackets = bracketed(each, "en", NAMES)
        assert is_well_formed(made, brackets)
        assert made.count("a") == each.text.count("a") and made.count("b") == each.text.count("b")
