"""Which proposal a position is on: held against all that it may mean, counted only where there is no doubt."""

from __future__ import annotations

from server.core.drafting import Evidence, Segment, draft, verify
from server.core.drafting.naming import Names
from server.core.drafting.placing import SEEN, WEIGHTS, WITHOUT_MEANING
from server.core.statement.brackets import Hold
from server.core.statement.statement import Paragraph

NAMES = {"BR": "Brazil", "KE": "Kenya", "NO": "Norway", "IN": "India", "JP": "Japan"}
SCANS = ("BR", "We propose that scanner images of containers be shared within an hour.")
SEALS = ("KE", "We propose a common electronic seal for lorries in transit.")


def said(*lines: tuple[str, str]) -> Evidence:
    """Evidence of ``(delegation, English)`` turns, named s1, s2 and so on."""
    return Evidence(
        tuple(
            Segment(f"s{at}", at * 60_000, at * 60_000 + 9_000, "en", code, NAMES.get(code, "Chair"), text)
            for at, (code, text) in enumerate(lines, start=1)
        )
    )


def proposals(*lines: tuple[str, str]) -> tuple[Paragraph, Paragraph]:
    """The paragraphs on images and on seals, with the lines said after both were proposed."""
    evidence = said(SCANS, SEALS, *lines)
    made = draft(evidence).paragraphs
    for each in made:
        assert verify(each, evidence, "en") == (), each.text
    images, seals = (each for each in made if each.id.startswith("p"))
    return images, seals


def held(paragraph: Paragraph) -> set[tuple[str, Hold]]:
    return {(each.owner, each.hold) for each in paragraph.brackets}


def test_a_position_stands_under_the_proposal_whose_words_or_maker_it_names() -> None:
    for line in ("We cannot support the sharing of scanner images.", "Norway objects to the proposal of Brazil."):
        images, seals = proposals(("NO", line))
        assert held(images) == {("NO", Hold.OBJECT)} and held(seals) == set(), line
    images, seals = proposals(("IN", "India supports Nairobi's idea."))
    assert (images.supporters, seals.supporters) == ((), ("IN",))


def test_a_hold_that_may_mean_either_stands_under_both_and_a_yes_under_none() -> None:
    images, seals = proposals(("NO", "We must reserve our position."), ("IN", "We agree."))
    assert held(images) == held(seals) == {("NO", Hold.RESERVE)}
    assert (images.supporters, seals.supporters) == ((), ())


def test_in_one_turn_the_rest_is_what_was_not_answered_yet() -> None:
    images, seals = proposals(
        ("NO", "We support the electronic seal for lorries. On the rest we reserve our position.")
    )
    assert held(images) == {("NO", Hold.RESERVE)} and held(seals) == set()


def test_item_two_and_the_second_are_the_second_proposal() -> None:
    for line in ("We object to item two.", "On the second, we object."):
        images, seals = proposals(("JP", line))
        assert held(seals) == {("JP", Hold.OBJECT)} and held(images) == set(), line


def test_delegations_are_named_by_country_people_and_capital() -> None:
    names = Names(said(("BR", "x"), ("KE", "x"), ("NO", "x"), ("IN", "x"), ("JP", "x")))
    told = {"the Brazilian text": "BR", "Nairobi's text": "KE", "what Oslo wants": "NO", "New Delhi asks": "IN"}
    assert {words: next(iter(names.named(words))) for words in told} == told
    assert names.named("the japanned table of kenya") == frozenset()


def test_there_is_a_weight_for_everything_that_is_seen() -> None:
    assert len(SEEN) == len(WEIGHTS) == len(WITHOUT_MEANING)
    meaning = [at for at, each in enumerate(SEEN) if "meaning" in each or "maker said" in each]
    assert not any(WITHOUT_MEANING[at] for at in meaning)
