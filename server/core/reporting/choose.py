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
# A sentence with fewer stems between two of another person's does not end their turn.
_ASIDE = 3
# Of what only informs, as much is taken as makes this share of all words, the weightiest first; sentences shorter than
# this many stems are answers and asides.
_SHARE, _FULL = 0.2, 5
_REPEATED = 0.8
# A speech of more than so many words is told in at most this share of them.
_LONG_SPEECH, _OF_A_SPEECH = 80, 0.4
_KEPT = 9


def chosen(remarks: Sequence[Remark], revisions: Sequence[Revision]) -> list[Remark]:
    """The remarks that a summary tells, in the order of speech."""
    corrected = {each.new for each in revisions} | _announcing(remarks, revisions)
    standing = [each for each in remarks if each not in corrected]
    kept = [each for each in standing if _has_substance(each)]
    kept += _informing([each for each in standing if not _has_substance(each)], remarks)
    told: dict[str, list[Remark]] = {}
    for each in sorted(kept, key=lambda one: one.at):
        mine = told.setdefault(each.owner, [])
        if not any(_repeats(each, old) for old in mine):
            mine.append(each)
    found = sorted((each for mine in told.values() for each in mine), key=lambda one: one.at)
    return _shortened(found, remarks)


def _shortened(found: Sequence[Remark], remarks: Sequence[Remark]) -> list[Remark]:
    """Long speeches in at most a share of their words: what only tells goes first, what holds back or promises last.

    What a delegation supports, proposes, promises or holds against something is never left out.
    """
    kept: list[Remark] = []
    by_place = {each.at: each for each in found}
    for run in _runs(remarks):
        size = sum(map(_size, run))
        mine = [by_place[each.at] for each in run if each.at in by_place]
        room = _OF_A_SPEECH * size
        if size > _LONG_SPEECH:
            for each in sorted(mine, key=lambda one: (_rank(one), one.at)):
                if sum(map(_size, mine)) <= room or _rank(each) >= _KEPT or len(mine) == 1:
                    break
                mine.remove(each)
        kept += mine
    return kept


def _runs(remarks: Sequence[Remark]) -> list[list[Remark]]:
    """The remarks by turns: what one speaker says until another one does; a "yes, okay" in between is no turn."""
    found: list[list[Remark]] = []
    for each in remarks:
        if found and found[-1][0].owner == each.owner:
            found[-1].append(each)
        elif not is_aside(each):
            found.append([each])
    return found


def is_aside(remark: Remark) -> bool:
    """What a person throws in while another one speaks: too short to say anything, and no position of a delegation."""
    return remark.segment.delegation is None and len(content(remark.sentence)) < _ASIDE


def _rank(remark: Remark) -> int:
    """How late a remark is left out of a long speech."""
    if remark.acts & (_POSITIONS | {Act.PROPOSAL, Act.COMMITMENT}):
        is_delegation = remark.segment.delegation is not None
        return _KEPT if is_delegation else 3 if remark.acts & {Act.PROPOSAL, Act.COMMITMENT} else 2
    return 1 if remark.acts & _SUBSTANCE else 0


def _size(remark: Remark) -> int:
    return len(words(remark.sentence))


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
    return len(mine) > 2 and len(mine & other) >= _REPEATED * len(mine)
