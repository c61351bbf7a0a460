"""What was said as a sentence of a statement: copied words, a name for a pronoun; what cannot be one stays quoted."""

# ruff: noqa: E501 (tables of sentences)

from __future__ import annotations

from dataclasses import replace

import pytest

from server.core.drafting import Evidence, Fault, Segment, draft, verify, verify_translations
from server.core.statement.statement import Form, Kind, Paragraph

NAMES = {"AA": "Aland", "BB": "Republic of Bland", "CHAIR": "Chair"}


def said(*lines: tuple[str, str] | tuple[str, str, str, str]) -> Evidence:
    """Evidence of ``(delegation, text, language?, English?)`` lines, named s1, s2 and so on."""
    return Evidence(
        tuple(
            Segment(
                f"s{at}", at * 9000, at * 9000 + 5000, line[2] if len(line) > 2 else "en", line[0], NAMES[line[0]],
                line[1], {"en": line[3]} if len(line) > 3 else {},
            )
            for at, line in enumerate(lines, start=1)
        )
    )  # fmt: skip


def only(evidence: Evidence, form: Form = Form.COMMUNIQUE) -> Paragraph:
    (found,) = (each for each in draft(evidence, "en", form).paragraphs if each.kind is Kind.OPERATIVE)
    assert verify(found, evidence, "en") == () and verify_translations(found, evidence, "en") == (), found.text
    return found


PROMISED = {
    "Thank you, Chair. We will send three experts by March.": "Aland will send three experts by March",
    "Aland supports the idea and is ready to test the scanner in two ports.": "Aland is ready to test the scanner in two ports",
    "And from the first of July we'll publish our list of seizures.": "From the first of July Aland will publish its list of seizures",
    "We commit ourselves to translating the guide.": "Aland commits itself to translating the guide",
    "Our administration will host the first workshop in May.": "Aland will host the first workshop in May",
    "We are happy to lend our neighbours two scanners.": "Aland is happy to lend its neighbours two scanners",
    "Today, we’re launching a programme for young officers.": "Aland is launching a programme for young officers",
    "We’ll send two scanners to Tema.": "Aland will send two scanners to Tema",
    "We intend to publish a directory of laboratories.": "Aland intends to publish a directory of laboratories",
    "We will not charge for it, and we will train 40 officers, you may write it down.": "Aland will not charge for it, and it will train 40 officers",
}
PROPOSED = {
    "We propose that each port publish its fees every year.": "that each port publish its fees every year",
    "We propose to abolish the threshold of 150 euros.": "to abolish the threshold of 150 euros",
    "We propose a common register of seized cargo.": "for a common register of seized cargo",
    "We suggest opening green lanes at five posts.": "for opening green lanes at five posts",
    "Aland would like every form to carry one number.": "for every form to carry one number",
    "What I have in mind is simple: a common catalogue of prices.": "for a common catalogue of prices",
    "Why don't we run one joint week on small parcels?": "that we run one joint week on small parcels",
    "We call for a network of laboratories that answer each other.": "for a network of laboratories that answer each other",
    "We recommend a parcel without data be set aside.": "that a parcel without data be set aside",
    "Our proposal is a modest one: that every queue be shown on one page.": "that every queue be shown on one page",
}


@pytest.mark.parametrize(("sentence", "clause"), PROMISED.items())
def test_an_undertaking_is_a_sentence_about_who_undertakes_it(sentence: str, clause: str) -> None:
    evidence = said(("AA", sentence))
    assert only(evidence).text == f"{clause}."
    lowered = clause if clause.startswith("Aland") else clause[0].lower() + clause[1:]
    assert only(evidence, Form.RESOLUTION).text == f"Takes note that {lowered}."


@pytest.mark.parametrize(("sentence", "clause"), PROPOSED.items())
def test_a_proposal_follows_its_makers_name_in_its_own_words(sentence: str, clause: str) -> None:
    assert only(said(("AA", sentence))).text == f"We take note of the proposal of Aland {clause}."


def test_names_have_their_article_and_what_a_chair_sums_up_says_who_summed_it_up() -> None:
    assert only(said(("BB", "We will send two clerks to the port."))).text.startswith("The Republic of Bland will send")
    text = only(said(("CHAIR", "We agree to meet again in Bland in May."))).text
    assert text == "We agree, as summed up by the Chair, to meet again in Bland in May."
    assert only(said(("CHAIR", "The secretariat will circulate the list by Friday."))).text == (
        "The Chair states that the secretariat will circulate the list by Friday."
    )


@pytest.mark.parametrize(
    "sentence",
    ["We propose that my minister sign it for our capital.", "We propose that our law be respected in each port."],
)
def test_what_only_its_speaker_can_say_stays_in_quotation_marks(sentence: str) -> None:
    assert "“" in only(said(("AA", sentence))).text


def test_in_a_resolution_nobody_reads_we_for_the_one_who_proposed() -> None:
    line = ("AA", "We propose that we set up a laboratory for timber.")
    assert "“" not in only(said(line)).text and "“" in only(said(line), Form.RESOLUTION).text


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("three experts", "five experts", Fault.WORD),
        ("40 officers", "30 officers", Fault.FIGURE),
        ("will not charge", "will charge", Fault.NEGATION),
        ("Aland", "The Republic of Bland", Fault.SPEAKER),
        ("is ready to send", "will send", Fault.STRENGTH),
        ("three experts", "three armed experts", Fault.WORD),
    ],
)
def test_the_verifier_sees_what_is_changed_in_a_clause_without_marks(old: str, new: str, fault: Fault) -> None:
    other = ("BB", "Thank you, Chair.")
    evidence = said(("AA", "Aland is ready to send three experts to the port."), other)
    if old in ("40 officers", "will not charge", "Aland"):
        evidence = said(("AA", "We will not charge for it, and we will train 40 officers in 30 days."), other)
    made = next(each for each in draft(evidence).paragraphs if each.kind is Kind.OPERATIVE)
    assert old in made.text, made.text
    changed = replace(made, text=made.text.replace(old, new))
    assert fault in {each.fault for each in verify(changed, evidence, "en")}, changed.text


def test_a_figure_takes_no_other_unit_in_a_clause() -> None:
    evidence = said(("AA", "We will train 40 officers within 30 days of the signing."))
    made = only(evidence)
    swapped = made.text.replace("40", "#").replace("30", "40").replace("#", "30")
    assert {each.fault for each in verify(replace(made, text=swapped), evidence, "en")} == {Fault.FIGURE}


def test_a_translated_clause_is_held_against_its_original() -> None:
    line = ("AA", "Nous enverrons 40 experts.", "fr", "We will send 14 experts.")
    evidence = said(line)
    made = next(each for each in draft(evidence).paragraphs if each.kind is Kind.OPERATIVE)
    assert made.text == "Aland will send 14 experts."
    assert Fault.TRANSLATION_FIGURE in {each.fault for each in verify_translations(made, evidence, "en")}
