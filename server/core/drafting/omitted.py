"""What was said and stands nowhere in a draft: nothing but courtesy and procedure is left out in silence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from server.core.drafting.acts import Act
from server.core.drafting.classify import knows
from server.core.drafting.evidence import Evidence
from server.core.drafting.proposition import Cluster
from server.core.drafting.remarks import Remark
from server.core.drafting.revisions import Revision
from server.core.drafting.unclear import may_turn

NOT_PLACED = "not placed: it may hold a position, a person should read it"
NOT_TAKEN_UP = "left out: neither a proposal, a position nor a commitment"
NOTHING_SAID = "only courtesies and procedure"
_SMALL_TALK = frozenset({Act.COURTESY, Act.PROCEDURE, Act.QUESTION})


@dataclass(frozen=True, slots=True)
class Omitted:
    """A delegation that stands nowhere in the draft, or words of it that do not: why, the segments, the words."""

    delegation: str
    why: str
    segments: tuple[str, ...] = ()
    words: str = ""


def omitted(evidence: Evidence, remarks: Sequence[Remark], placed: Collection[Remark]) -> tuple[Omitted, ...]:
    """For each delegation the words that are not ``placed``, those that may hold a position first."""
    found = []
    for code in evidence.delegations():
        own = [each for each in remarks if each.segment.delegation == code]
        left = [each for each in own if each.acts - _SMALL_TALK and knows(each.language) and each not in placed]
        for why, is_held in ((NOT_PLACED, True), (NOT_TAKEN_UP, False)):
            these = [each for each in left if _may_hold(each) == is_held]
            said = " ".join(each.shown or each.sentence for each in these)
            if these:
                names = tuple(dict.fromkeys(name for each in these for name in each.ids))
                found.append(Omitted(code, why, names, said))
        if not any(each.acts - _SMALL_TALK for each in own):
            found.append(Omitted(code, NOTHING_SAID))
    return tuple(found)


def placed(
    quoted: Iterable[Remark], revisions: Sequence[Revision], clusters: Sequence[Cluster], remarks: Sequence[Remark]
) -> frozenset[Remark]:
    """What is quoted, and what has its place without its words: a counted yes, a withdrawal, "I must correct"."""
    found = {*quoted, *(each.new for each in revisions)}
    for each in clusters:
        found |= {*each.made, *each.supports, *each.no_objections}
        found |= {remark for owned, _ in each.brackets() for remark in owned}
        found |= {remark for pair in each.withdrawn for remark in pair}
    announced = (
        each
        for each in remarks
        if Act.CORRECTION in each.acts and any(new.owner == each.owner and 0 <= new.at - each.at <= 2 for new in found)
    )
    return frozenset(found.union(announced))


def _may_hold(remark: Remark) -> bool:
    """True for what no paragraph took up although it does something, and for words like "but"."""
    return bool(remark.acts - {Act.INFORMATION, Act.EXPERIENCE, Act.FACT} or may_turn(remark.sentence))
