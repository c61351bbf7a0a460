"""What a draft reads like: promises and proposals as sentences, without heads, reasons and courtesies, each said once."""

# ruff: noqa: E501 (tables of sentences)

from __future__ import annotations

from dataclasses import replace

import pytest

from server.core.drafting import Evidence, Segment, draft, verify
from server.core.drafting.acts import Act
from server.core.drafting.asides import measures, needless, unaddressed
from server.core.drafting.classify import classify
from server.core.drafting.clauses import proposed
from server.core.drafting.clip import clip
from server.core.drafting.paragraphs import Paragraphs
from server.core.drafting.pledges import keeps_house
from server.core.drafting.proposition import Cluster
from server.core.drafting.remarks import remarks
from server.core.drafting.undertakings import promised
from server.core.drafting.weighing import weighed
from server.core.statement.brackets import Hold
from server.core.statement.marks import plain, written
from server.core.statement.spans import quoted
from server.core.statement.statement import Form

NAMES = {"AA": "Aland", "BB": "Bland", "CC": "Cland", "DD": "Dland"}
# Promises without a word that promises: the clause that a second reader finds, and what becomes of the sentence.
FOUND = {
    "|We open the kiln museum to all on the third of May and maintain it ourselves.": "Aland opens the kiln museum to all on the third of May and maintains it itself",
    "As for the calendar, |the first course begins at Dry Harbour in April.": "Aland states that the first course begins at Dry Harbour in April",
    "On our side, |from next May the queues at all our gates will be shown on one page.": "Aland states that from next May the queues at all its gates will be shown on one page",
    "We like the idea of a club of experts, |and we will name our member this month.": "Aland will name its member this month",
    "Let me say as host that |our administration will write a list of the windows and send it to you within a month.": "Aland will write a list of the windows and send it within a month",
    "One hall per port: |Aland has it from tomorrow, tell your officers.": "Aland has it from tomorrow",
    "|The list is drawn up by us and sent to you in English by the end of May.": "Aland states that the list is drawn up by Aland and sent in English by the end of May",
    "|We are publishing in April the rules that our team uses.": "Aland is publishing in April the rules that its team uses",
}
QUOTED = (
    "|Two readers in May we send to Dry Harbour.",
    "|Room and lunch are yours, you may count on it.",
    "|In November our first table comes out, even if we are the only ones.",
    "|Consider our text as signed by Friday.",
)
PROPOSED = {
    "Our suggestion would be a modest one, namely that every post answer within ten days.": "that every post answer within ten days",
    "We would also like the declaration to say that every alarm gets an answer.": "for the declaration to say that every alarm gets an answer",
    "Aland invites this table to agree that no kite be held without a receipt.": "that no kite be held without a receipt",
    "We propose, with all the gentleness of cheese, that five ports share one dairy.": "that five ports share one dairy",
    "I put before you the idea of annexing to our text one model clause.": "for annexing to our text one model clause",
    "We ask to have it written: the waybill is accepted in electronic form.": "that the waybill is accepted in electronic form",
    "If a kite was weighed at one border, it is not to be weighed again at the next.": "that if a kite was weighed at one border, it is not to be weighed again at the next",
    "We recommend to this roundtable that one list be used by all of us, in the tongues of our traders.": "that one list be used by all of us, in the tongues of our traders",
}


def told(*lines: tuple[str, str]) -> Evidence:
    return Evidence(
        tuple(
            Segment(f"s{at}", at * 9000, at * 9000 + 5000, "en", who, NAMES[who], text)
            for at, (who, text) in enumerate(lines, start=1)
        )
    )


def found(sentence: str, limit: int = 7) -> str:
    """The promise of a sentence whose clause begins at the bar."""
    text, at = sentence.replace("|", ""), sentence.index("|")
    end = next((place for place in (text.find(", ", at), len(text)) if place > at), len(text))
    return promised(text, (at, end), "Aland", ("Aland",), limit, is_sensed=True)


@pytest.mark.parametrize(("sentence", "clause"), FOUND.items())
def test_a_promise_without_a_word_of_promising_is_a_sentence_about_its_speaker(sentence: str, clause: str) -> None:
    assert found(sentence) == clause


@pytest.mark.parametrize("sentence", QUOTED)
def test_what_another_person_or_word_order_would_need_stays_quoted(sentence: str) -> None:
    assert found(sentence) == ""


@pytest.mark.parametrize(("sentence", "clause"), PROPOSED.items())
def test_what_is_put_forward_in_a_roundabout_way_is_a_clause_all_the_same(sentence: str, clause: str) -> None:
    cue = classify(sentence, "en").cues.get(Act.PROPOSAL)
    assert proposed(sentence, cue, 0, True) == clause


def test_joints_and_topics_go_and_what_counts_or_is_pointed_at_stays() -> None:
    text = "And as for the calendar, the guide will be out in May."
    assert text[needless(text, len(text)) :] == "the guide will be out in May."
    for kept in (
        "As for the three lamps, we will send two.",
        "As for the lamps, they will be there.",
        "We will do this: we will send two lamps.",
        "As soon as it opens we will send two.",
    ):
        assert needless(kept, len(kept)) == 0, kept


def test_a_reason_is_no_part_of_a_promise_and_a_limit_is_one() -> None:
    assert not measures(", so that nobody has to begin from nothing", Act.COMMITMENT, "en")
    assert not measures(" because we had no lamps", Act.PROPOSAL, "en")
    assert measures(", so that nobody is bound by it", Act.COMMITMENT, "en")
    assert measures(", but not on Sundays", Act.COMMITMENT, "en")
    assert measures(", so that nobody has to begin from nothing", Act.RESERVATION, "en")


def test_what_speaks_to_the_others_goes_where_nothing_hangs_on_it() -> None:
    assert unaddressed("will send it to you by May, you may write it down", Act.COMMITMENT) == "will send it by May"
    assert unaddressed("is with you by May", Act.COMMITMENT) == "is with you by May"
    assert unaddressed("will send it by May, but only to you", Act.COMMITMENT).endswith("but only to you")


def test_a_quotation_is_cut_behind_the_clause_that_carries_it_and_never_before_its_verb() -> None:
    whole = "The old ledgers, all the pages that the flood left, are in the box by May, and the box is green."
    assert clip(whole, Act.COMMITMENT, "en", 7, 0) == whole.split(", and")[0]
    assert clip("My dream is this: that every kite fly once a year.", Act.PROPOSAL, "en", 3, 0).endswith("once a year")


def test_what_is_both_put_forward_and_promised_is_said_once() -> None:
    evidence = told(("AA", "We propose to host the kite school and we will pay for the first year."))
    made = [each for each in draft(evidence).paragraphs if each.id[0] in "pc"]
    assert [each.id[0] for each in made] == ["p"]
    both = frozenset({Act.COMMITMENT})
    likely = {Act.PROPOSAL: 0.75, Act.COMMITMENT: 0.6}
    assert weighed(both, likely, "The list is handed over by May, each of you has it.") == {Act.COMMITMENT}
    surely = {Act.PROPOSAL: 0.95, Act.COMMITMENT: 0.6}
    assert weighed(both, surely, "The list should be handed over by each of us.") == {Act.PROPOSAL}


def held(evidence: Evidence, hold: Hold, doubtful: bool) -> str:
    said = remarks(evidence, "en")
    cluster = Cluster([said[0]], holds=[(said[1], hold), (said[2], Hold.RESERVE)])
    writing = Paragraphs(evidence, "en", Form.COMMUNIQUE, said, (), 20, [said[2]] if doubtful else [])
    made = writing.proposal(cluster, "")
    assert verify(made, evidence, "en") == ()
    return made.text


def test_what_is_certain_of_no_proposal_is_named_there_only_where_nothing_else_holds_it_open() -> None:
    evidence = told(
        ("AA", "We propose a common kite museum."),
        ("BB", "Bland cannot accept the museum."),
        ("CC", "Cland reserves its position."),
    )
    text = held(evidence, Hold.OBJECT, doubtful=True)
    assert "Bland, objection" in text and "Cland" not in text
    assert "Cland, reservation" in held(evidence, Hold.OBJECT, doubtful=False)
    assert "Cland, reservation" in held(evidence, Hold.UNCLEAR, doubtful=True)


def test_where_room_is_scarce_a_condition_is_told_without_what_follows_when_it_is_met() -> None:
    said = "Once the standard is agreed, Aland can recognise the seals."
    assert clip(said, Act.CONDITION, "en", 7) == "Once the standard is agreed"
    assert clip(said, Act.CONDITION, "en", 20) == said.rstrip(".")
    kept = "If the list is public, we would not sign it."
    assert clip(kept, Act.CONDITION, "en", 7) == kept.rstrip(".")


@pytest.mark.parametrize(
    ("language", "promise"),
    [
        ("ar", "نلتزم بتقديم خادمين «جديدين» قبل نهاية السنة."),
        ("ru", "Мы обязуемся предоставить два «новых» сервера до конца года."),
    ],
)
def test_marks_are_those_of_the_language_with_none_of_them_inside_and_the_verifier_reads_them(
    language: str, promise: str
) -> None:
    evidence = Evidence((Segment("s1", 0, 5000, language, "AA", "Aland", promise),))
    made = next(each for each in draft(evidence, language).paragraphs if each.id.startswith("c"))
    assert made.text.count("«") == made.text.count("»") == 1 and "“" not in made.text and '"' in made.text
    assert verify(made, evidence, language) == ()
    assert verify(replace(made, text=made.text.translate(str.maketrans("«»", "“”"))), evidence, language) == ()
    assert verify(replace(made, text=made.text.replace("»", " zzz»")), evidence, language) != ()
    start, end = quoted(made.text, 0, len(made.text))
    assert made.text[start - 1] == "«" and made.text[end] == "»"
    assert plain(written("“x”", language), language) == "“x”"


@pytest.mark.parametrize(
    ("language", "lead"), [("fr", "la proposition (Aland) : "), ("pt", "Tomamos nota da proposta (Aland): ")]
)
def test_names_that_would_need_an_article_stand_in_parentheses(language: str, lead: str) -> None:
    said = {"fr": "Nous proposons un registre commun des cargaisons.", "pt": "Propomos um registo comum das cargas."}
    evidence = Evidence((Segment("s1", 0, 5000, language, "AA", "Aland", said[language]),))
    made = draft(evidence, language).paragraphs[-1]
    assert lead in made.text and verify(made, evidence, language) == ()


def test_what_was_told_off_the_agenda_stands_in_one_paragraph_of_the_annex() -> None:
    evidence = told(
        ("AA", "In our experience last year, 40 kites were lost in the harbour of Dry Bay."),
        ("BB", "We built a bakery two years ago and it sold 900 loaves in a week."),
    )
    annexed = [each for each in draft(evidence).paragraphs if each.id.startswith("e")]
    assert len(annexed) == 1 and "Aland" in annexed[0].text and "Bland" in annexed[0].text


def test_lunch_and_the_photograph_are_no_promises_of_a_chair() -> None:
    assert keeps_house("Lunch is offered by the port authority.")
    assert not keeps_house("The minutes will be handed out at breakfast.")


def test_a_clause_that_would_lose_a_negation_of_its_sentence_is_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    evidence = told(("AA", "We will train 40 officers and will not ask for anything in return."))
    monkeypatch.setattr(
        "server.core.drafting.paragraphs.promised",
        lambda *_: "Aland will train 40 officers and will ask for anything in return",
    )
    made = next(each for each in draft(evidence).paragraphs if each.id.startswith("c"))
    assert "“" in made.text and "will not ask" in made.text
    assert verify(made, evidence, "en") == ()
