"""Figures in five languages, and conflicts and corrections of them."""

from __future__ import annotations

import pytest

from server.core.drafting import Evidence, Segment, draft
from server.core.drafting.figures import figures


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "4.2 million parcels, 93 percent within ninety minutes", [(4.2e6, "parce"), (93, "%"), (90, "minut")]),
        ("en", "on the first of March 2027", [(1, "day"), (3, "month"), (2027, "")]),
        ("fr", "Quatre-vingt-treize pour cent des 1 200 colis", [(93, "%"), (1200, "colis")]),
        ("es", "treinta y dos por ciento", [(32, "%")]),
        ("pt", "noventa e três por cento", [(93, "%")]),
        ("zh", "百分之九十三，4.2万件", [(93, "%"), (42000, "件")]),
    ],
)
def test_a_figure_has_the_same_value_in_digits_and_in_words(
    language: str, text: str, values: list[tuple[float, str]]
) -> None:
    assert [(each.value, each.unit) for each in figures(text, language)] == values


def said(*lines: tuple[str, str]) -> Evidence:
    return Evidence(
        tuple(
            Segment(f"s{at}", at, at + 1, "en", who, f"{who}stan", text)
            for at, (who, text) in enumerate(lines, start=1)
        )
    )


def test_two_delegations_that_differ_on_a_figure_stand_side_by_side_in_brackets() -> None:
    made = draft(
        said(
            ("AA", "In 2026 we seized 40 tonnes of counterfeit goods at the northern border."),
            ("BB", "Our own figures show 55 tonnes of counterfeit goods seized at the northern border."),
        )
    )
    told = next(each for each in made.paragraphs if each.id.startswith("d"))
    assert [each.owner for each in told.brackets] == ["AA", "BB"]
    assert "40 tonnes" in told.text and "55 tonnes" in told.text


def test_a_correction_of_a_correction_leads_to_the_last_figure() -> None:
    made = draft(
        said(
            ("AA", "In 2026 we opened 20 offices in the region."),
            ("AA", "A correction of the figure: not 20 but 25 offices were opened in the region."),
            ("AA", "A correction of the figure again: not 25 but 27 offices were opened in the region."),
        )
    )
    noted = next(each for each in made.paragraphs if each.id.startswith("f"))
    assert "we opened 27 offices" in noted.text
    assert "20" not in noted.text.replace("2026", "") and "25" not in noted.text


def test_what_a_speaker_tells_of_another_delegation_commits_nobody() -> None:
    made = draft(said(("AA", "BBstan will send ten inspectors."), ("BB", "Good morning.")))
    assert not [each for each in made.paragraphs if each.id.startswith("c")]
