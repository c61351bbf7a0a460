"""A delegation that takes over what another one holds."""

from __future__ import annotations

import pytest

from server.core.drafting import Evidence, Segment, draft, verify
from server.core.statement.brackets import Hold

NAMES = {"BR": "Brazil", "KE": "Kenya", "NO": "Norway", "IN": "India"}
SCANS = ("BR", "We propose that scanner images of containers be shared within an hour.")
HELD = ("KE", "Kenya can agree to the sharing of scanner images on condition that no names are shared.")


def held(*lines: tuple[str, str]) -> list[tuple[str, Hold]]:
    """Who holds what against the proposal on images."""
    evidence = Evidence(
        tuple(
            Segment(f"s{at}", at * 60_000, at * 60_000 + 9_000, "en", code, NAMES[code], text)
            for at, (code, text) in enumerate((SCANS, *lines), start=1)
        )
    )
    images = next(each for each in draft(evidence).paragraphs if each.id.startswith("p"))
    assert verify(images, evidence, "en") == () and "NO" not in images.supporters
    return [(owner, each.hold) for each in images.brackets for owner in each.holders]


@pytest.mark.parametrize(
    "words",
    [
        "As for the images, we follow what Kenya said, for the law is the same in both countries.",
        "Norway shares Kenya's condition.",
        "We support the condition of Kenya.",
        "Kenya's concerns are also ours.",
    ],
)
def test_who_follows_another_delegation_holds_what_that_one_holds(words: str) -> None:
    assert held(HELD, ("NO", words)) == [("KE", Hold.CONDITION), ("NO", Hold.CONDITION)]


def test_who_says_that_it_does_not_share_a_condition_holds_none() -> None:
    assert ("NO", Hold.CONDITION) not in held(HELD, ("NO", "We do not share the condition of Kenya."))


def test_nobody_holds_what_was_never_said() -> None:
    assert ("NO", Hold.CONDITION) not in held(("NO", "We follow what India said."), HELD)
