"""What others answer although nobody heard it as a proposal: "with the Ghanaian hundred and twenty days we agree"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from server.core.drafting.acts import HOLDING, Act
from server.core.drafting.evidence import CHAIR
from server.core.drafting.naming import Names
from server.core.drafting.remarks import Remark
from server.core.drafting.sense import Likely, Sense
from server.core.drafting.words_shared import COMMON

# So many delegations must answer somebody who proposed nothing, with so many stems of what that one said.
_ANSWERS, _STEMS = 2, 2
# How likely a sentence must be to take a position, where no cue says so.
_LIKELY = 0.5
_POSITIONS = (Act.SUPPORT, Act.NO_OBJECTION, Act.CONDITION, Act.RESERVATION, Act.OBJECTION, Act.AMENDMENT)
_NONE = frozenset({Act.SUPPORT, Act.NO_OBJECTION, Act.OBJECTION, Act.WITHDRAWAL, Act.PROCEDURE, Act.COURTESY})
_TAKES = HOLDING | {Act.SUPPORT, Act.NO_OBJECTION}


def unheard(remarks: Sequence[Remark], makers: Iterable[str], names: Names, sense: Sense) -> list[Remark]:
    """For each delegation that several others answer by name, though it put forward nothing: what they answer."""
    known, answers = set(makers), defaultdict[str, list[Remark]](list)
    for each in remarks:
        if each.segment.delegation not in (None, CHAIR) and _takes_a_position(each, sense):
            for code in names.named(each.english or each.sentence) - {each.owner} - known:
                answers[code].append(each)
    found = [_answered(code, told, remarks, names, sense) for code, told in answers.items()]
    return [each for each in found if each is not None]


def _answered(
    code: str, answers: Sequence[Remark], remarks: Sequence[Remark], names: Names, sense: Sense
) -> Remark | None:
    """The sentence of a delegation that most of what answers it speaks of; None where too few do."""
    best: tuple[float, int, Remark] | None = None
    for each in remarks:
        if each.owner != code or each.acts & _NONE:
            continue
        later = [one for one in answers if one.at > each.at]
        matter = each.topic - names.all - COMMON
        told = {one.owner for one in later if matter & one.topic}
        if len({one.owner for one in later}) < _ANSWERS or not told:
            continue
        score = len(told) + _put(sense.acts(each.english))
        shared = sum(len(matter & one.topic) for one in later)
        if shared >= _STEMS and (best is None or (score, shared) > best[:2]):
            best = (score, shared, each)
    return best[2] if best else None


def _put(likely: Likely) -> float:
    return likely.get(Act.PROPOSAL, 0.0)


def _takes_a_position(remark: Remark, sense: Sense) -> bool:
    likely: Mapping[Act, float] = sense.acts(remark.english)
    return bool(remark.acts & _TAKES) or sum(likely.get(act, 0.0) for act in _POSITIONS) >= _LIKELY
