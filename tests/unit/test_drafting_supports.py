"""Who is counted as a supporter, and who is only listed as a yes to be confirmed."""

from __future__ import annotations

import pytest

from server.core.drafting import Evidence, Segment, Sense, draft, verify
from server.core.drafting.acts import Act
from server.core.drafting.assent import assents
from server.core.drafting.sense import Sensed
from server.core.statement.brackets import Hold
from server.core.statement.statement import Paragraph

NAMES = {"BR": "Brazil", "KE": "Kenya", "NO": "Norway", "IN": "India", "JP": "Japan"}
SCANS = ("BR", "We propose that scanner images of containers be shared within an hour.")
SEALS = ("KE", "We propose a common electronic seal for lorries in transit.")


def proposals(*lines: tuple[str, str], yes: dict[str, float] | None = None) -> tuple[Paragraph, Paragraph]:
    """The paragraphs on images and on seals. ``yes``: how likely a learned reader finds that sentences say yes."""
    evidence = Evidence(
        tuple(
            Segment(f"s{at}", at * 60_000, at * 60_000 + 9_000, "en", code, NAMES.get(code, "Chair"), text)
            for at, (code, text) in enumerate((SCANS, SEALS, *lines), start=1)
        )
    )
    sense = Sense({words: Sensed({Act.SUPPORT: likely}, (1.0, 0.0)) for words, likely in (yes or {}).items()})
    made = draft(evidence, sense=sense).paragraphs
    for each in made:
        assert verify(each, evidence, "en") == (), each.text
    images, seals = (each for each in made if each.id.startswith("p"))
    return images, seals


def leaning(paragraph: Paragraph) -> list[tuple[str, tuple[str, ...], str]]:
    return [(each.owner, each.segments, each.words) for each in paragraph.leaning]


def test_a_yes_to_two_proposals_in_one_sentence_counts_for_both() -> None:
    images, seals = proposals(("NO", "Norway supports the scanner images of containers, and Kenya's seal as well."))
    assert (images.supporters, seals.supporters) == (("NO",), ("NO",))


def test_a_yes_that_may_mean_either_proposal_is_listed_with_its_words_and_not_counted() -> None:
    images, seals = proposals(("IN", "We agree on the lorries."), ("JP", "We agree."))
    assert "JP" not in images.supporters + seals.supporters and "Japan" not in images.text + seals.text
    assert ("JP", ("s4",), "We agree.") in leaning(images) + leaning(seals)


def test_what_the_reader_hears_as_a_yes_counts_as_a_weak_one_where_words_assent_and_it_is_plain_to_what() -> None:
    for words, likely in (
        ("Norway puts its signature under the scanner images of containers that Brazil wants.", 0.9),
        ("Brazil's proposal has Norway's full backing.", 0.95),
    ):
        images, seals = proposals(("NO", words), yes={words: likely})
        assert images.supporters == ("NO",) and seals.supporters == () and images.text.startswith("We take note")


def test_what_the_reader_hears_as_a_yes_to_one_of_two_proposals_is_listed_and_stands_in_no_count() -> None:
    words = "Norway gladly comes along."
    images, seals = proposals(("NO", words), yes={words: 0.95})
    assert images.supporters == seals.supporters == () and "Norway" not in images.text + seals.text
    assert ("NO", ("s3",), words) in leaning(images) + leaning(seals)


def test_what_a_supporter_tells_beside_its_yes_does_not_take_it_back() -> None:
    story = "If I am honest, our drivers were cold at that border in January."
    images, _ = proposals(
        ("NO", f"{story} That is why we support Brazil's proposal on scanner images."),
        yes={"That is why we support Brazil's proposal on scanner images.": 0.98, story: 0.0},
    )
    assert images.supporters == ("NO",) and images.brackets == ()


def test_a_condition_right_after_a_yes_takes_it_out_of_the_count() -> None:
    yes, condition = "The proposal of Brazil seems good to us.", "If the images stay at home, Norway can join."
    images, _ = proposals(("NO", f"{yes} {condition}"), yes={yes: 0.98, condition: 0.3})
    assert images.supporters == () and [each.hold for each in images.brackets] == [Hold.CONDITION]


@pytest.mark.parametrize("words", ["So Norway, on the scanner images, does not say yes.", "We cannot support it."])
def test_a_yes_that_is_denied_is_none_whatever_the_reader_hears(words: str) -> None:
    images, _ = proposals(("NO", words), yes={words: 0.97})
    assert images.supporters == () and "supported" not in images.text


def test_a_reader_who_hears_a_yes_without_a_word_of_assent_is_not_believed() -> None:
    words = "Brazil's scanner images of containers are music to Norway."
    images, _ = proposals(("NO", words), yes={words: 0.99})
    assert images.supporters == () and leaning(images) == [("NO", ("s3",), words)]


def test_a_reservation_on_something_else_in_the_turn_of_a_yes_does_not_take_it_back() -> None:
    images, seals = proposals(
        ("NO", "We support the sharing of scanner images of containers. On lorries Norway must reserve its position.")
    )
    assert images.supporters == ("NO",) and images.brackets == ()
    assert [(each.owner, each.hold) for each in seals.brackets] == [("NO", Hold.RESERVE)]


def test_who_says_yes_and_holds_back_is_no_supporter_and_is_listed() -> None:
    images, _ = proposals(
        ("NO", "We support the sharing of scanner images of containers."),
        ("NO", "After a call home, Norway objects to the sharing of scanner images of containers."),
    )
    assert images.supporters == () and [each.owner for each in images.brackets] == ["NO"]
    assert [each.owner for each in images.leaning] == ["NO"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway signs, but not today.",
        "If the price is right, Norway signs.",
        "Can Norway sign this?",
        "Norway signs ad referendum.",
        "Norway does not sign.",
        "The lorries stood at the border.",
    ],
)
def test_a_sentence_that_limits_asks_or_denies_does_not_assent(sentence: str) -> None:
    assert assents("Norway signs with both hands.") and assents("We are content with that, and on Kenya's side.")
    assert not assents(sentence)
