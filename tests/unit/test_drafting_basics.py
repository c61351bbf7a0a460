"""A draft from a short meeting: who supports, who holds back, and what the verifier sees."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.core.drafting import LANGUAGES, Evidence, Fault, Segment, draft, verify
from server.core.errors import UnknownLanguage
from server.core.statement.brackets import Hold
from server.core.statement.statement import Form, Kind


def said(*lines: tuple[str, str, str]) -> Evidence:
    """Evidence of ``(delegation, language, text)`` lines, named s1, s2 and so on."""
    return Evidence(
        tuple(
            Segment(
                f"s{at}", at * 1000, at * 1000 + 900, language, code, f"Head of delegation, {code.title()}land", text
            )
            for at, (code, language, text) in enumerate(lines, start=1)
        )
    )


MEETING = said(
    ("AA", "en", "Thank you, Madam Chair. We propose a shared register of seized cargo, with updates every 48 hours."),
    ("BB", "en", "Mr. Chair, Bbland supports the proposal."),
    ("CC", "en", "We have no objection to this register."),
    ("DD", "en", "Ddland can accept it, provided that the names of suspects are left out."),
    ("EE", "en", "Eeland must reserve its position on the register because our parliament has yet to vote."),
    ("FF", "en", "We do not support this register."),
)


def test_support_is_counted_no_objection_is_not_support_and_each_hold_has_a_bracket_with_its_owner() -> None:
    paragraph = next(each for each in draft(MEETING).paragraphs if each.kind is Kind.OPERATIVE)
    assert paragraph.supporters == ("BB",)
    assert "supported by Bbland, without objection from Ccland [Ddland, condition: " in paragraph.text
    assert [(each.owner, each.hold) for each in paragraph.brackets] == [
        ("DD", Hold.CONDITION),
        ("EE", Hold.RESERVE),
        ("FF", Hold.OBJECT),
    ]
    assert "“provided that the names of suspects are left out”" in paragraph.text
    for each in paragraph.brackets:
        assert paragraph.text[each.start] == "[" and paragraph.text[each.end - 1] == "]"


def test_what_a_draft_says_is_found_in_what_it_cites() -> None:
    for language in LANGUAGES:
        for form in Form:
            for paragraph in draft(MEETING, language, form).paragraphs:
                assert verify(paragraph, MEETING, language) == ()


def test_the_verifier_finds_a_changed_figure_a_dropped_negation_a_foreign_word_and_a_bracket_that_was_dropped() -> None:
    paragraph = next(each for each in draft(MEETING).paragraphs if each.kind is Kind.OPERATIVE)

    def faults(old: str, new: str) -> set[Fault]:
        assert old in paragraph.text
        changed = replace(paragraph, text=paragraph.text.replace(old, new))
        return {each.fault for each in verify(changed, MEETING, "en")}

    assert Fault.FIGURE in faults("48", "24")
    assert Fault.NEGATION in faults("“do not support", "“do support")
    assert Fault.WORD in faults("shared register", "binding register")
    assert Fault.STRENGTH in faults("We take note of", "We agree")
    open_ended = replace(paragraph, brackets=paragraph.brackets[:1])
    assert {each.text for each in verify(open_ended, MEETING, "en") if each.fault is Fault.HELD} == {"EE", "FF"}


def test_a_title_that_denies_something_is_no_turned_negation() -> None:
    evidence = replace(MEETING, title="Ports without paper, no queue at the register of seized cargo")
    assert [verify(each, evidence, "en") for each in draft(evidence).paragraphs if each.id == "opening"] == [()]


def test_many_supporters_are_counted_and_the_verifier_counts_again() -> None:
    codes = ("BB", "CC", "DD", "EE")
    evidence = said(
        ("AA", "en", "We propose a shared register of seized cargo."),
        *((code, "en", f"{code.title()}land supports the register.") for code in codes),
    )
    for language in LANGUAGES:
        made = draft(evidence, language).paragraphs
        paragraph = next(each for each in made if each.kind is Kind.OPERATIVE)
        assert paragraph.supporters == codes and "4" in paragraph.text and verify(paragraph, evidence, language) == ()
        more = replace(paragraph, text=paragraph.text.replace("4", "5"))
        assert Fault.FIGURE in {each.fault for each in verify(more, evidence, language)}


def test_a_draft_in_a_language_without_templates_is_refused_in_words() -> None:
    with pytest.raises(UnknownLanguage, match="en, pt, fr"):
        draft(MEETING, "sw")


def test_a_hold_that_may_be_on_something_that_no_proposal_was_made_of_is_said_apart_and_named_where_it_may_belong() -> (
    None
):
    meeting = said(
        ("AA", "en", "We propose a monthly exchange of risk data."),
        ("BB", "en", "We propose a common list of customs brokers."),
        ("CC", "en", "Ccland supports the exchange of risk data that Aaland proposes."),
        ("DD", "en", "Ddland cannot accept the forty-eight hours."),
    )
    for language in LANGUAGES:
        *_, last = (each for each in draft(meeting, language).paragraphs if each.kind is Kind.OPERATIVE)
        assert last.id == "h3" and ("DD", Hold.OBJECT) in [(each.owner, each.hold) for each in last.brackets]
        assert verify(last, meeting, language) == ()
    exchange, brokers, apart = (each for each in draft(meeting).paragraphs if each.kind is Kind.OPERATIVE)
    assert [[each.owner for each in one.brackets] for one in (exchange, brokers)] == [["DD"], ["DD"]]
    assert "“cannot accept the forty-eight hours”" in apart.text


def test_what_is_held_against_a_likely_proposal_stands_under_it_alone() -> None:
    assert not any(each.id.startswith("h") for each in draft(MEETING).paragraphs)
