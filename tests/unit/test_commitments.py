"""What of an adopted text goes into the register of commitments."""

from __future__ import annotations

import datetime

import pytest

from server.core.statement.commitments import drafted
from server.core.statement.statement import Kind, Paragraph

NAMES = {"CA": "Canada", "BR": "Brazil", "MX": "Mexico"}
TODAY = datetime.date(2026, 11, 30)


def owners(text: str, language: str = "en", kind: Kind = Kind.OPERATIVE) -> list[tuple[str, ...]]:
    return [each.owners for each in drafted([Paragraph("p", kind, text)], language, NAMES, TODAY)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Canada will train the officers of the contact points;", "en"),
        ("Canada commits to train 40 officers by 2027;", "en"),
        ("Canada is ready to test the exchange of risk data;", "en"),
        ("Canada offers to share its experience of risk analysis;", "en"),
        ("Canada s'engage à former quarante agents ;", "fr"),
        ("Canada está dispuesta a formar a los oficiales;", "es"),
        ("Canada se compromete a treinar os oficiais;", "pt"),
        ("Canada обязуется обучить сотрудников;", "ru"),
    ],
)
def test_what_a_party_takes_upon_itself_is_its_own(text: str, language: str) -> None:
    assert owners(text, language) == [("CA",)]


def test_what_nobody_undertakes_and_what_stands_before_the_operative_part_is_in_no_register() -> None:
    assert owners("We take note of the proposal of Mexico for a common list, supported by Brazil;") == []
    assert owners("Everybody is ready to go home;") == []
    assert owners("Recalling that Canada will train officers,", kind=Kind.PREAMBULAR) == []


def test_what_all_agree_to_do_is_everybodys() -> None:
    assert owners("We agree to establish a technical working group, which will report by 15 November;") == [
        tuple(NAMES)
    ]
