"""A paragraph of many clauses is verified clause by clause: who supports what, and a figure that was taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.core.drafting import LANGUAGES, Draft, Evidence, Fault, Segment, draft, verify
from server.core.statement.statement import Citation, Paragraph

NAMES = {"AA": "Aaland", "BB": "Beland", "CC": "Celand", "DD": "Deland"}
LINES = (
    ("AA", "We propose that the single windows of all members exchange their risk data from 2027."),
    ("BB", "Beland supports the proposal of Aaland."),
    ("CC", "Celand reserves its position on the exchange of risk data, for our law is still before parliament."),
    ("DD", "Last year our window released 93 percent of the parcels within an hour."),
    ("DD", "A correction: I said 93 percent, it is 91 percent of the parcels."),
)


def meeting() -> Evidence:
    return Evidence(
        tuple(
            Segment(f"s{at}", at * 9000, at * 9000 + 1, "en", who, NAMES[who], text)
            for at, (who, text) in enumerate(LINES, start=1)
        )
    )


def paragraph(made: Draft, kind: str) -> Paragraph:
    return next(each for each in made.paragraphs if each.id.startswith(kind))


def spoilt(given: Paragraph, was: str, now: str) -> Paragraph:
    """The same with other words, every citation where its words went, as an edit leaves it."""
    at = given.text.index(was)
    moved = len(now) - len(was)

    def carried(place: int) -> int:
        return place if place <= at else place + moved

    citations = tuple(Citation(carried(one.start), carried(one.end), one.segments) for one in given.citations)
    brackets = tuple(replace(one, start=carried(one.start), end=carried(one.end)) for one in given.brackets)
    return replace(
        given, text=given.text[:at] + now + given.text[at + len(was) :], citations=citations, brackets=brackets
    )


def faults(given: Paragraph) -> set[Fault]:
    return {each.fault for each in verify(given, meeting(), "en")}


@pytest.mark.parametrize(
    ("was", "now", "fault"),
    [
        ("supported by Beland", "not supported by Beland", Fault.NEGATION),
        ("supported by Beland", "supported by Celand", Fault.SPEAKER),
        ("supported by Beland", "supported by Beland and Celand", Fault.SPEAKER),
        ("the proposal of Aaland", "the proposal of Beland", Fault.SPEAKER),
    ],
)
def test_a_clause_that_names_who_did_not_say_it_or_denies_it_is_found(was: str, now: str, fault: Fault) -> None:
    made = paragraph(draft(meeting()), "p")
    assert faults(made) == set()
    assert fault in faults(spoilt(made, was, now))


def test_a_figure_that_its_speaker_took_back_is_found_where_it_is_put_again() -> None:
    made = paragraph(draft(meeting()), "f")
    assert "91 percent" in made.text and faults(made) == set()
    assert Fault.FIGURE in faults(spoilt(made, "91 percent", "93 percent"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_drafted_in_any_language_has_no_such_fault(language: str) -> None:
    made = draft(meeting(), language)
    for each in made.paragraphs:
        found = {one.fault for one in verify(each, meeting(), language)}
        assert not found & {Fault.SPEAKER, Fault.NEGATION, Fault.FIGURE}, each.text
