"""Positions and what they add up to: consensus is the absence of objection, counts are computed, never typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

POSITIONS = (
    "agree", "agree_ad_referendum", "no_objection", "reserve", "propose_amendment", "object", "disassociate", "not_a_party", "no_reply",
)  # fmt: skip
HOLDING = ("object", "propose_amendment")  # these stand in the way; a reservation is annexed
STATES = {
    "draft": ("edit", "open", "redraft"),
    "negotiation": ("edit", "position", "adopt"),
    "adopted": ("publish",),
    "published": (),
}
AFTER = {"open": "negotiation", "adopt": "adopted", "publish": "published"}


def counts(stances: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, int]]:
    """``{paragraph: {position: n}}`` of ``{delegation: {paragraph: position}}``."""
    found: dict[str, Counter[str]] = {}
    for paragraphs in stances.values():
        for paragraph, value in paragraphs.items():
            found.setdefault(paragraph, Counter())[value] += 1
    return {paragraph: dict(counter) for paragraph, counter in found.items()}


def unanswered(parties: Iterable[str], stances: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The parties without a position on the whole (the paragraph ``""``)."""
    return [party for party in parties if stances.get(party, {}).get("", "no_reply") == "no_reply"]


def obstacles(
    parties: Iterable[str],
    stances: Mapping[str, Mapping[str, str]],
    open_brackets: Iterable[str],
    quoting_retracted: Iterable[str] = (),
) -> list[str]:
    """What stands in the way of adoption, in words; empty when nothing does."""
    found = [f"open bracket of {owner}" for owner in open_brackets]
    found += [f"paragraph {paragraph} quotes a retracted line" for paragraph in quoting_retracted]
    for party in parties:
        for paragraph, value in stances.get(party, {}).items():
            if value in HOLDING:
                found.append(f"{party}: {value} on {'the whole' if not paragraph else 'paragraph ' + paragraph}")
    return found
