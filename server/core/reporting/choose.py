"""What of the minutes goes into a summary: substance, positions, figures; not courtesies, procedure and repetition."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from server.core.drafting.acts import Act
from server.core.drafting.evidence import CHAIR
from server.core.drafting.remarks import Remark
from server.core.drafting.revisions import Revision
from server.core.drafting.sentences import content, words

_POSITIONS = frozenset(
    {
        Act.SUPPORT, Act.NO_OBJECTION, Act.RESERVATION, Act.OBJECTION, Act.DISASSOCIATION, Act.AMENDMENT, Act.CONDITION,
        Act.WITHDRAWAL,
    }
)  # fmt: skip
_SUBSTANCE = frozenset({Act.PROPOSAL, Act.COMMITMENT, Act.DISPUTE, Act.EXPERIENCE, Act.FACT, Act.CORRECTION})
# A sentence of so few stems says nothing to a reader who was not there, unless it takes a position.
_THIN, _THIN_OF_A_PERSON = 1, 4
# Of what only informs, as much is taken as makes this share of all words, the weightiest first; sentences shorter than
# this many stems are answers and asides.
_SHARE, _FULL = 0.18, 5
_REPEATED = 0.8


def chosen(remarks: Sequence[Remark], revisions: Sequence[Revision]) -> list[Remark]:
    """The remarks that a summary tells, in the order of speech."""
    corrected = {each.new for each in revisions} | _announcing(remarks, revisions)
    kept = [each for each in remarks if each not in corrected and _has_substance(each)]
    kept += _informing([each for each in remarks if each not in corrected and each not in set(kept)], remarks)
    found: list[Remark] = []
    for each in sorted(kept, key=lambda one: one.at):
        if not any(_repeats(each, old) for old in found):
            found.append(each)
    return found


def _has_substance(remark: Remark) -> bool:
    stems = content(remark.sentence)
    if remark.segment.delegation == CHAIR:
        return bool(remark.acts & {Act.PROPOSAL, Act.COMMITMENT}) and len(stems) > _THIN
    if remark.segment.delegation is None:
        return bool(remark.acts & (_POSITIONS | _SUBSTANCE)) and len(stems) >= _THIN_OF_A_PERSON
    if remark.acts & _POSITIONS:
        return bool(stems)
    return bool(remark.acts & _SUBSTANCE) and len(stems) > _THIN


def _announcing(remarks: Sequence[Remark], revisions: Sequence[Revision]) -> set[Remark]:
    """ "I must correct the figure": said right before a correction that stands in the corrected sentence."""
    new = {each.new for each in revisions}
    return {
        each
        for each in remarks
        if Act.CORRECTION in each.acts and any(one.owner == each.owner and 0 < one.at - each.at <= 2 for one in new)
    }


def _informing(left: Sequence[Remark], remarks: Sequence[Remark]) -> list[Remark]:
    """The weightiest sentences that do nothing but inform, within their share of the words."""
    often = Counter(stem for each in remarks for stem in each.topic)
    room = _SHARE * sum(len(words(each.sentence)) for each in remarks)
    found = []
    for each in sorted(left, key=lambda one: (-_weight(one, often), one.at)):
        size = len(words(each.sentence))
        if _weight(each, often) > 0 and size <= room:
            found.append(each)
            room -= size
    return found


def _weight(remark: Remark, often: Counter[str]) -> float:
    """How much of what the meeting keeps coming back to is in a sentence; 0 for what says nothing of the matter."""
    stems = content(remark.sentence)
    if len(stems) < _FULL or remark.acts != {Act.INFORMATION} or remark.segment.delegation == CHAIR:
        return 0.0
    if remark.sentence.rstrip().endswith(("?", "？")):
        return 0.0
    return sum(math.log(often[stem]) for stem in stems if often[stem] > 1) / math.sqrt(len(stems) + 4)


def _repeats(remark: Remark, old: Remark) -> bool:
    mine, other = content(remark.sentence), content(old.sentence)
    return remark.owner == old.owner and len(mine) > 2 and len(mine & other) >= _REPEATED * len(mine)
