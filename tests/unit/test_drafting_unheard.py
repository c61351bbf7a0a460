"""A proposal in words that nobody hears as one, known by those who answer it."""

from __future__ import annotations

from server.core.drafting import Evidence, Segment, draft, verify
from server.core.statement.statement import Paragraph

NAMES = {"BR": "Brazil", "KE": "Kenya", "NO": "Norway", "IN": "India"}
SCANS = ("BR", "We propose that scanner images of containers be shared within an hour.")
SEALS = ("KE", "Good morning. One electronic seal on each lorry, from the port to the border. Our driver sings.")


def proposals(*lines: tuple[str, str]) -> list[Paragraph]:
    """The paragraphs of proposals, in order."""
    evidence = Evidence(
        tuple(
            Segment(f"s{at}", at * 60_000, at * 60_000 + 9_000, "en", code, NAMES[code], text)
            for at, (code, text) in enumerate((SCANS, SEALS, *lines), start=1)
        )
    )
    found = [each for each in draft(evidence).paragraphs if each.id.startswith("p")]
    for each in found:
        assert verify(each, evidence, "en") == (), each.text
    return found


def test_what_two_delegations_answer_by_name_is_a_proposal_though_nobody_heard_it_as_one() -> None:
    _, seals = proposals(
        ("NO", "Norway supports Kenya's electronic seal on each lorry."),
        ("IN", "As for Kenya's seal, India reserves its position on the lorry that crosses at night."),
    )
    assert "One electronic seal on each lorry" in seals.text and seals.citations[0].segments == ("s2",)
    assert seals.supporters == ("NO",) and [each.owner for each in seals.brackets] == ["IN"]


def test_one_answer_makes_no_proposal() -> None:
    assert len(proposals(("NO", "Norway supports Kenya's electronic seal on each lorry."))) == 1


def test_who_is_named_with_other_matters_proposed_nothing() -> None:
    assert (
        len(
            proposals(
                ("NO", "Norway supports the scanner images, as friends of Kenya do."),
                ("IN", "India supports Brazil's images too, with greetings to Kenya."),
            )
        )
        == 1
    )
