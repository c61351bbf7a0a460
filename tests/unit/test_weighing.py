"""What the cues of a sentence and the learned reader come to: the more careful of the two wins."""

from __future__ import annotations

import pytest

from server.core.drafting import draft, english, from_records
from server.core.drafting.acts import Act
from server.core.drafting.sense import NOTHING, UNREAD, clauses
from server.core.drafting.weighing import BARS, weighed, within_depth
from tests.support.sense import SaidReader

NO_ACT = frozenset({Act.INFORMATION})
OUGHT = "A single list of laboratories for the whole region."


def test_where_nothing_was_read_the_cues_stand() -> None:
    assert weighed(frozenset({Act.SUPPORT}), NOTHING, "We support it.") == {Act.SUPPORT}


def test_a_hold_that_only_the_reader_finds_turns_a_yes_back() -> None:
    likely = {Act.RESERVATION: 0.3, Act.OBJECTION: 0.2, Act.SUPPORT: 0.4}
    assert weighed(frozenset({Act.SUPPORT}), likely, "Our pen stays in the pocket.") == {Act.RESERVATION}


def test_a_word_that_often_holds_back_does_not_in_what_is_surely_a_proposal() -> None:
    said = "We propose a common list of objections that courts have dismissed."
    cues = frozenset({Act.OBJECTION, Act.PROPOSAL})
    assert weighed(cues, {Act.PROPOSAL: 0.97}, said) == {Act.PROPOSAL}
    assert Act.OBJECTION in weighed(cues, {Act.PROPOSAL: 0.6}, said)
    assert Act.OBJECTION in weighed(cues, {Act.PROPOSAL: 0.9, Act.OBJECTION: 0.1}, said)


def test_a_condition_of_the_readers_is_a_conditional_support() -> None:
    found = weighed(NO_ACT, {Act.CONDITION: 0.9}, "With an exception for small boats, gladly.")
    assert found == {Act.CONDITION, Act.CONDITIONAL_SUPPORT}


def test_a_yes_is_never_the_readers_alone() -> None:
    assert weighed(NO_ACT, {Act.SUPPORT: 0.99}, "It is music to our ears.") == NO_ACT
    assert weighed(NO_ACT, {Act.SUPPORT: 0.99}, "If the price falls, sold.") == NO_ACT
    assert weighed(NO_ACT, {Act.SUPPORT: 0.99}, "Sold.") == {Act.SUPPORT}


def test_a_promise_of_cues_that_the_reader_finds_quite_unlikely_is_none() -> None:
    said = "We will remember that winter."
    assert weighed(frozenset({Act.COMMITMENT}), {Act.EXPERIENCE: 0.95}, said) == NO_ACT


def test_a_promise_without_a_cue_counts_where_the_reader_is_sure() -> None:
    said = "By Friday you have our list."
    assert weighed(NO_ACT, {Act.COMMITMENT: 0.9}, said) == {Act.COMMITMENT}
    assert weighed(NO_ACT, {Act.COMMITMENT: 0.3}, said) == NO_ACT


def test_a_proposal_of_the_readers_alone_says_how_things_ought_to_be_and_takes_no_position() -> None:
    likely = {Act.PROPOSAL: 0.8}
    assert weighed(NO_ACT, likely, OUGHT) == {Act.PROPOSAL}
    assert weighed(NO_ACT, likely, "Cherries turn into jam there.") == NO_ACT
    assert weighed(frozenset({Act.SUPPORT}), {**likely, Act.SUPPORT: 0.1}, OUGHT) == {Act.SUPPORT}


def test_of_the_chair_only_what_cues_say_counts() -> None:
    assert weighed(NO_ACT, {Act.PROPOSAL: 0.9, Act.RESERVATION: 0.9}, OUGHT, is_chair=True) == NO_ACT


def test_no_objection_is_the_weaker_yes() -> None:
    found = weighed(frozenset({Act.SUPPORT}), {Act.NO_OBJECTION: 0.8, Act.SUPPORT: 0.1}, "It may pass.")
    assert found == {Act.NO_OBJECTION}


def said(at: int, code: str, text: str) -> dict[str, object]:
    times = {"start_ms": at * 10_000, "end_ms": at * 10_000 + 9_000}
    return {"id": f"s{at}", **times, "lang": "en", "speaker": code, "delegation": code, "text": text}


def test_what_only_the_reader_finds_stands_in_brackets_or_as_an_intention() -> None:
    lines = (
        said(1, "NO", "We propose a joint register of lost seals for all ports."),
        said(2, "PE", "On the joint register of lost seals our pen stays in the pocket."),
        said(3, "GH", "By Friday you have our list of lost seals in your inbox."),
    )
    evidence = from_records(lines)
    told = {str(lines[1]["text"]): {Act.RESERVATION: 0.9}, str(lines[2]["text"]): {Act.COMMITMENT: 0.9}}
    reader = SaidReader({str(lines[0]["text"]): {Act.PROPOSAL: 0.9}, **told})
    read, unread = draft(evidence, sense=reader.read(english(evidence))), draft(evidence, sense=UNREAD)
    assert [each.owner for paragraph in read.paragraphs for each in paragraph.brackets] == ["PE"]
    assert any("states its intention" in each.text and "GH" in each.text for each in read.paragraphs)
    assert not any("GH" in each.text and each.text.startswith("GH") for each in unread.paragraphs)


def test_clauses_part_at_commas_and_short_ones_go_with_what_follows() -> None:
    sentence = "On the hotline, yes; on the register, we must ask our parliament first."
    assert [sentence[start:end] for start, end in clauses(sentence)] == [
        "On the hotline",
        "yes; on the register",
        "we must ask our parliament first.",
    ]


def test_a_verb_of_proposing_is_not_voted_down() -> None:
    said = "Mozambique proposes a course of two weeks for every director."
    assert Act.PROPOSAL in weighed(frozenset({Act.PROPOSAL}), {Act.COMMITMENT: 0.9, Act.PROPOSAL: 0.05}, said)


def test_the_chair_may_promise_what_its_house_does() -> None:
    said = "The secretariat sends the text around by Friday noon."
    assert weighed(NO_ACT, {Act.COMMITMENT: 0.9}, said, is_chair=True) == {Act.COMMITMENT}
    assert weighed(NO_ACT, {Act.COMMITMENT: 0.5, Act.PROCEDURE: 0.4}, said, is_chair=True) == NO_ACT


def test_a_reader_that_hears_holds_everywhere_is_out_of_its_depth_and_keeps_the_likeliest() -> None:
    calm = [{Act.RESERVATION: 0.4}] * 4 + [{Act.FACT: 0.9}] * 96
    assert within_depth(calm).hold_finds == BARS.hold_finds
    debate = [{Act.OBJECTION: 0.31 + at / 1000} for at in range(100)]
    bars = within_depth(debate)
    held = [each for each in debate if weighed(NO_ACT, each, "Hunger is a scandal.", bars=bars) == {Act.OBJECTION}]
    assert held == debate[-15:]


def test_a_short_meeting_may_be_all_holds() -> None:
    assert within_depth([{Act.OBJECTION: 0.9}] * 4).hold_finds == BARS.hold_finds


@pytest.mark.parametrize(
    ("sentence", "is_one"),
    [
        ("From Monday our list goes to your capitals.", True),
        ("We'll send two people to Dakar.", True),
        ("Our laboratory opens to everybody next month.", True),
        ("All fees are already on our page.", False),
        ("In September I could give you forty.", False),
        ("Our capital pays for them since May.", False),
        ("By July all of us are at sixteen hours a day.", False),
        ("He'll copy the number.", False),
        ("Five hundred metres, so five hundred.", False),
    ],
)
def test_a_promise_of_the_readers_is_none_where_its_words_say_otherwise(sentence: str, is_one: bool) -> None:
    assert (Act.COMMITMENT in weighed(NO_ACT, {Act.COMMITMENT: 0.7}, sentence)) is is_one


def test_who_says_in_so_many_words_to_support_a_proposal_does_whatever_the_reader_makes_of_the_rest() -> None:
    said = "Canada supports the proposal of Korea risk data that arrived before the ship are worth more."
    assert weighed(frozenset({Act.SUPPORT}), {Act.FACT: 0.97, Act.SUPPORT: 0.01}, said) >= {Act.SUPPORT}
    assert Act.RESERVATION in weighed(frozenset({Act.SUPPORT}), {Act.RESERVATION: 0.9}, said)
