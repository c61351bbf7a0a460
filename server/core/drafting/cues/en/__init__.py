"""English: cues by act, in the order in which they are looked for."""

# ruff: noqa: E501 (patterns)

from __future__ import annotations

from server.core.drafting.acts import Act
from server.core.drafting.cues.en import assent, disputes, holds, limits, offers, talk

ACTS = {
    Act.COURTESY: talk.COURTESY,
    Act.PROCEDURE: talk.PROCEDURE,
    Act.CLAIM: talk.CLAIM,
    Act.WITHDRAWAL: assent.WITHDRAWAL,
    Act.NO_OBJECTION: assent.NO_OBJECTION,
    Act.DISASSOCIATION: holds.DISASSOCIATION,
    Act.RESERVATION: holds.RESERVATION,
    Act.OBJECTION: holds.OBJECTION,
    Act.CORRECTION: disputes.CORRECTION,
    Act.DISPUTE: disputes.DISPUTE,
    Act.AMENDMENT: limits.AMENDMENT,
    Act.CONDITION: limits.CONDITION,
    Act.PROPOSAL: offers.PROPOSAL,
    Act.COMMITMENT: offers.COMMITMENT,
    Act.SUPPORT: assent.SUPPORT,
    Act.EXPERIENCE: talk.EXPERIENCE,
}
HEDGES = (
    r"\b(?:sees? (?:some )?merit|favou?rably|live with|would be ready|would be (?:prepared|willing)|probably|likely|by and large|subject to confirmation|for now|walk in that direction|kindly on)\b",
    r"\b(?:(?-i:may)|might|could|perhaps|possibly|in principle|broadly|generally|inclined|tend to|can (?:accept|go along|live|join)|ad referendum|cautious\w*|tentative\w*|leans?|open to)\b",
)
STRONG = (r"\b(?:strongly|fully|wholeheartedly|unreservedly|firmly|warmly|enthusiastically)\b",)
REASONS = (
    r",?\s+(?:so that|in order (?:to|that)|which (?:is|was|would|will|has|means|costs?|saves?)|who (?:are|is|have|has)|where (?:we|the|a)|and (?:i|we) (?:say|would add|must add|believe|think|hope|know)|as (?:i|you) (?:said|know|may know|heard)|although|though|failing which|or else)\b",
    r",?\s+(?:because|since|as (?=(?:our|we|the|this|it)\b)|given that|for (?=(?:our|we)\b)|until (?=our))",
)
