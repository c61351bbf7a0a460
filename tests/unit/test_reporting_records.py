"""Drafts of a record: what goes in, what is decided, who is to do it; nothing that nobody said, nothing turned."""

# ruff: noqa: E501 (tables of sentences)
from __future__ import annotations

import datetime
import json
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.summary_check import sentences, unsupported
from server.core.drafting import LANGUAGES, Evidence, Segment, from_records
from server.core.drafting.figures import figures
from server.core.reporting import Item, Kind, drafted
from server.core.reporting.items import Note
from server.core.reporting.presence import Said, Seen, attendants
from server.demo import transcript_path

TODAY = datetime.date(2026, 11, 30)
CHAIR = "CHAIR"


def said(*lines: tuple[str | None, str, str] | tuple[str | None, str, str, str]) -> Evidence:
    """Evidence of ``(delegation, language, text, English?)`` lines, named s1, s2 and so on."""
    return Evidence(
        tuple(
            Segment(
                f"s{at}", at * 10_000, at * 10_000 + 5_000, line[1], line[0], f"{(line[0] or 'ana').title()}land", line[2],
                {"en": line[3]} if len(line) > 3 else {},
            )
            for at, line in enumerate(lines, start=1)
        )
    )  # fmt: skip


def of_kind(items: tuple[Item, ...], *kinds: Kind) -> list[Item]:
    return [each for each in items if each.kind in kinds]


def test_courtesies_and_procedure_stay_out_and_what_a_delegation_does_goes_in() -> None:
    made = drafted(
        said(
            (CHAIR, "en", "Good morning. I give the floor to Aaland."),
            ("AA", "en", "Thank you, Madam Chair. We propose a common register of seized cargo."),
            ("BB", "en", "We support the proposal of Aaland."),
            ("CC", "en", "We reserve our position on the register."),
        ),
        "en",
    )
    assert [(each.owner, each.text) for each in of_kind(made, Kind.SUMMARY)] == [
        ("AA", "The representative of Aaland proposed a common register of seized cargo."),
        ("BB", "The representative of Bbland supported the proposal of Aaland."),
        ("CC", "The representative of Ccland reserved its position on the register."),
    ]


def test_a_decision_is_told_as_agreed_and_names_day_and_owner() -> None:
    made = drafted(
        said(
            ("AA", "en", "Aaland proposes a working group on seized cargo."),
            (CHAIR, "en", "We agree to set up a working group on seized cargo, chaired by Aaland and Bbland, which will report by the fifteenth of November."),
            ("BB", "en", "We will send the list of ports by 31 March."),
        ),
        "en",
        TODAY,
    )  # fmt: skip
    decision, action = of_kind(made, Kind.DECISION, Kind.ACTION)
    assert decision.text == (
        "It was agreed to set up a working group on seized cargo, chaired by Aaland and Bbland, which would report by the"
        " fifteenth of November."
    )
    assert (decision.owner, decision.due, decision.due_said) == ("AA, BB", "2027-11-15", "by the fifteenth of November")
    assert (action.text, action.owner, action.due) == (
        "Bbland would send the list of ports by 31 March.",
        "BB",
        "2027-03-31",
    )
    assert (decision.segments, action.segments) == (("s2",), ("s3",))


def test_a_claim_of_agreement_stands_with_the_reservation_that_it_passes_over() -> None:
    made = drafted(
        said(
            ("AA", "en", "Aaland proposes a common register of seized cargo."),
            ("BB", "en", "Bbland reserves its position on the register of seized cargo."),
            (CHAIR, "en", "We agree to set up the common register of seized cargo."),
        ),
        "en",
    )
    (decision,) = of_kind(made, Kind.DECISION)
    assert decision.text == (
        "According to the Chair, it was agreed to set up the common register of seized cargo. [Bbland, reservation:"
        " “Bbland reserves its position on the register of seized cargo”]"
    )
    assert Note.CONTESTED in decision.notes and set(decision.segments) == {"s2", "s3"}


def test_a_bare_claim_of_consensus_is_no_decision() -> None:
    made = drafted(
        said(("AA", "en", "We propose a register of seized cargo."), (CHAIR, "en", "I hear that we have consensus.")),
        "en",
    )
    assert of_kind(made, Kind.DECISION) == []


def test_a_decision_told_by_one_delegation_is_its_claim() -> None:
    made = drafted(said(("AA", "en", "It was agreed that the register of seized cargo opens in June.")), "en")
    (decision,) = of_kind(made, Kind.DECISION)
    assert Note.CLAIMED in decision.notes and decision.text.startswith("According to Aaland, it was agreed that")


def test_a_figure_that_its_speaker_corrected_stands_corrected_and_cites_the_correction() -> None:
    made = drafted(
        said(
            ("AA", "en", "Our window released 93 percent of the consignments."),
            (
                "AA",
                "en",
                "I must correct the figure that I gave. Not 93 but 91 percent of the consignments were released.",
            ),
        ),
        "en",
    )
    (item,) = of_kind(made, Kind.SUMMARY)
    assert "91 percent" in item.text and "93" not in item.text and "corrected" in item.text
    assert set(item.segments) == {"s1", "s2"} and Note.CORRECTED in item.notes


def test_what_nobody_translated_stands_in_its_own_language_and_says_so() -> None:
    made = drafted(
        said(("JP", "ja", "日本は検討を続けます。"), ("AA", "pt", "Propomos um registo comum de apreensões.")), "en"
    )
    (item,) = [each for each in of_kind(made, Kind.SUMMARY) if each.owner == "AA"]
    assert item.text == (
        "The representative of Aaland said (in Portuguese, not translated): “Propomos um registo comum de apreensões.”"
    )
    assert Note.UNTRANSLATED in item.notes


def test_the_items_of_the_agenda_that_the_chair_announces_are_the_headings() -> None:
    made = drafted(
        said(
            (CHAIR, "en", "We turn to the first item, seized cargo."),
            ("AA", "en", "We propose a common register of seized cargo."),
            (CHAIR, "en", "We turn to the second item, the training of officers."),
            ("BB", "en", "We will train forty officers of the ports."),
        ),
        "en",
    )
    assert [each.theme for each in of_kind(made, Kind.SUMMARY)] == ["Seized cargo", "Training of officers"]


def test_every_language_of_drafts_makes_a_record_of_the_demo_and_an_unknown_one_is_refused() -> None:
    evidence = demo()
    for language in LANGUAGES:
        made = drafted(evidence, language, TODAY)
        assert len(of_kind(made, Kind.SUMMARY)) >= 15, language
        assert {"s7", "s23"} <= {name for each in made for name in each.segments}, language
    with pytest.raises(Exception, match="drafted in"):
        drafted(evidence, "tlh")


def demo() -> Evidence:
    lines = transcript_path().read_text(encoding="utf-8").splitlines()
    return from_records(json.loads(line) for line in lines if line.strip())


NOUNS = ("register", "harbour", "lantern", "orchard", "granary", "turbine", "compass", "archive")
VERBS = (
    "propose",
    "support",
    "will send",
    "cannot accept",
    "do not oppose",
    "reserve our position on",
    "may need",
    "must correct",
)
TAILS = (
    "",
    " within 45 minutes",
    " by 31 March",
    ", because our law is still before parliament",
    " today",
    " if the costs are shared",
)
WHO = ("We", "I", "Aaland", "Our administration", "My delegation")


@st.composite
def lines(draw: st.DrawFn) -> str:
    """An invented sentence of a delegation, with a verb that commits, holds back or denies, and perhaps a figure."""
    noun, other = draw(st.sampled_from(NOUNS)), draw(st.sampled_from(NOUNS))
    number = draw(st.sampled_from(("", "12 ", "ninety ", "4.2 million ")))
    return f"{draw(st.sampled_from(WHO))} {draw(st.sampled_from(VERBS))} the {noun} of {number}{other}s{draw(st.sampled_from(TAILS))}."


@settings(max_examples=150)
@given(st.lists(lines(), min_size=1, max_size=6))
def test_no_sentence_of_a_draft_has_a_word_that_its_lines_do_not_give(texts: list[str]) -> None:
    evidence = said(*(("AA" if at % 2 else "BB", "en", text) for at, text in enumerate(texts)))
    by_id = {each.id: each.text for each in evidence.segments}
    names = {*evidence.names().values(), "Aaland", "Bbland"}
    for item in drafted(evidence, "en", TODAY):
        for sentence in sentences(item.text):
            assert unsupported(sentence, [by_id[name] for name in item.segments], names) == [], (
                sentence,
                item.segments,
            )


@settings(max_examples=150)
@given(lines())
def test_figures_negations_and_modals_survive(text: str) -> None:
    for item in drafted(said(("AA", "en", text)), "en", TODAY):
        body = re.sub(r" \[.*", "", item.text)
        if item.kind is Kind.SUMMARY:
            given = Counter(each.value for each in figures(text, "en"))
            assert Counter(each.value for each in figures(body, "en")) == given
        assert len(re.findall(r"\bnot\b|cannot", body)) == len(re.findall(r"\bnot\b|cannot", text))
        for was, now in (("will", "would"), ("may", "might"), ("must", "must"), ("cannot", "could not")):
            if re.search(rf"\b{was}\b", text) and "“" not in body:
                assert now in body, (text, body)


def test_participants_are_who_spoke_had_the_floor_or_was_signed_in_each_once() -> None:
    spoken = [
        Said(CHAIR, "Chair", 0, 4_000, "s1"), Said("AA", "Aaland", 5_000, 9_000, "s2"), Said("AA", "Aaland", 9_500, 12_000, "s3"),
        Said(CHAIR, "Chair", 13_000, 14_000, "s4"), Said("AA", "Aaland", 15_000, 16_000, "s5"), Said("", "Ana Invented", 20_000, 22_000, "s6"),
    ]  # fmt: skip
    seen = [
        Seen("AA", "Bo Invented", "delegation"),
        Seen("AA", "Bo Invented", "delegation"),
        Seen("", "Cy Invented", "interpreter"),
        Seen("", "Di Invented", "chair"),
    ]
    found = attendants(spoken, [("BB", 17_000, 19_000), ("AA", 5_000, 12_000)], seen, {"AA": "Aaland", "BB": "Bbland"})
    assert [(each.code, each.name, each.role, each.people) for each in found] == [
        (CHAIR, "Chair", "chair", ("Di Invented",)), ("AA", "Aaland", "delegation", ("Bo Invented",)), ("BB", "Bbland", "delegation", ()),
        ("", "Ana Invented", "speaker", ()), ("", "Cy Invented", "interpreter", ()),
    ]  # fmt: skip
    assert [(turn.start_ms, turn.end_ms, turn.segment) for turn in found[1].turns] == [
        (5_000, 12_000, "s2"),
        (15_000, 16_000, "s5"),
    ]
    assert [(turn.start_ms, turn.segment) for turn in found[2].turns] == [(17_000, None)]
