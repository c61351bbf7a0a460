"""Figures on which two delegations differ, and two figures that one delegation gives without taking either back."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from server.core.drafting import slips
from server.core.drafting.acts import HOLDING, Act
from server.core.drafting.evidence import CHAIR
from server.core.drafting.measures import Measure
from server.core.drafting.remarks import Remark
from server.core.drafting.revisions import Revision, negated, told_in
from server.core.drafting.sentences import content, likeness

# Told alike without a word of dispute: so much of the shorter sentence, so many stems.
_ALIKE, _ALIKE_STEMS = 0.6, 4
# Where somebody disputes, so many stems are enough, and none in the turns just after.
_DISPUTED_STEMS, _JUST_AFTER = 2, 3
# A count of the same thing is not many times another one.
_FAR = 12.0
# Smaller figures are said of many things.
_LONG = 13
# From here on a figure is known by its digits wherever it is told again.
_KNOWN = 100
_WE = re.compile(
    r"\b(?:we|our|ours|us|i|my|nous|notre|nos|nosotros|nuestr\w+|n[oó]s|noss\w+|мы|наш\w*|у нас)\b"
    r"|我们|我方|우리|저희|لدينا|عندنا",
    re.IGNORECASE,
)
_POSITIONS = HOLDING | {Act.PROPOSAL, Act.COMMITMENT, Act.SUPPORT, Act.NO_OBJECTION, Act.CONDITIONAL_SUPPORT}


@dataclass(frozen=True, slots=True)
class _Telling:
    """A remark that tells figures: as they were said, and as they stand after corrections."""

    remark: Remark
    said: tuple[Measure, ...]
    now: dict[tuple[float, ...], tuple[float, ...]]
    turn: int

    def stands(self, measure: Measure) -> tuple[float, ...]:
        return self.now.get(measure.values, measure.values)


def conflicts(remarks: Sequence[Remark], revisions: Sequence[Revision]) -> tuple[tuple[Remark, Remark], ...]:
    """Pairs of remarks that give different figures for one thing, those of one delegation with itself among them."""
    telling = _telling(remarks, revisions)
    found: list[tuple[Remark, Remark]] = []
    seen: set[tuple[str, str]] = set()
    turns, offered = _turns(remarks), _offered(remarks)
    near: dict[str, list[_Telling]] = {}
    for each in telling:
        near.setdefault(each.remark.segment.id, []).append(each)
    for right in telling:
        dispute = _Dispute.of(remarks, right.remark, turns, offered)
        for left in _differing(telling, near, right, dispute):
            pair = (left.remark.segment.id, right.remark.segment.id)
            if pair not in seen and (left.remark.at < right.remark.at):
                seen.add(pair)
                found.append((left.remark, right.remark))
    return tuple(found)


def _telling(remarks: Sequence[Remark], revisions: Sequence[Revision]) -> list[_Telling]:
    # What only says that a figure was wrong tells none of its own.
    settled = {each.new for each in revisions if each.new is not each.old}
    settled |= {remark for each in revisions for remark in each.around}
    now: dict[Remark, dict[tuple[float, ...], tuple[float, ...]]] = {}
    for each in revisions:
        now.setdefault(each.old, {})[each.before] = each.after
    turns = _turns(remarks)
    last = {each.old: turns[each.new.segment.id] for each in revisions}
    return [
        _Telling(each, told_in(each), now.get(each, {}), last.get(each, turns[each.segment.id]))
        for each in remarks
        if each.segment.delegation not in (None, CHAIR) and each not in settled and told_in(each)
    ]


def _offered(remarks: Sequence[Remark]) -> frozenset[tuple[float, ...]]:
    """The figures of what is proposed."""
    making = (each for each in remarks if each.acts & {Act.PROPOSAL, Act.AMENDMENT})
    return frozenset(told.values for each in making for told in told_in(each))


def _turns(remarks: Sequence[Remark]) -> dict[str, int]:
    """The number of each turn: what one delegation says until another one speaks."""
    found: dict[str, int] = {}
    last, number = "", 0
    for each in remarks:
        number += each.owner != last
        last = each.owner
        found[each.segment.id] = number
    return found


@dataclass(frozen=True, slots=True)
class _Dispute:
    """What a turn says of somebody's figure, around the sentence that gives another one."""

    window: tuple[Remark, ...]
    denied: frozenset[tuple[float, ...]]
    again: tuple[Measure, ...]
    topic: frozenset[str]
    own_count: bool
    own_now: bool
    differs: bool
    said_by: bool
    asks: bool
    offered: frozenset[tuple[float, ...]]

    @classmethod
    def of(
        cls, remarks: Sequence[Remark], remark: Remark, turns: dict[str, int], offered: frozenset[tuple[float, ...]]
    ) -> _Dispute:
        """``offered``: the figures of proposals, which are negotiated and not counted."""
        turn = turns[remark.segment.id]
        near = range(max(0, remark.at - 2), min(len(remarks), remark.at + 2))
        window = tuple(remarks[at] for at in near if turns[remarks[at].segment.id] == turn)
        texts = [text for each in window for text in {each.sentence, each.english} if text]
        return cls(
            window,
            frozenset(value for each in window for value in negated(each)),
            tuple(told for each in window for told in told_in(each)),
            frozenset().union(*(each.topic for each in window)),
            any(map(slips.own_count, texts)),
            any(slips.own_count(each.sentence) for each in window if remark.at - 1 <= each.at <= remark.at),
            any(map(slips.differs, texts)) or any(Act.DISPUTE in each.acts for each in window),
            any(map(slips.said_by, texts)),
            any(each.sentence.rstrip().endswith(("?", "？", "؟")) and told_in(each) for each in window),
            offered,
        )

    def is_one(self) -> bool:
        """True where words of the turn dispute something."""
        return bool(self.own_count or self.differs or self.denied or self.asks)


def _differing(
    telling: Sequence[_Telling], near: Mapping[str, Sequence[_Telling]], right: _Telling, dispute: _Dispute
) -> Iterator[_Telling]:
    """The nearest earlier remark that the figures of ``right`` dispute, and those told alike without a dispute.

    ``near``: those of each segment.
    """
    earlier = [each for each in telling if each.remark.at < right.remark.at]
    if dispute.is_one():
        found = next((each for each in reversed(earlier) if _is_told_again(each, right, dispute)), None)
        if found is None:
            found = next((each for each in reversed(earlier) if _is_upheld(each, right, dispute)), None)
        if found is None:
            found = next((each for each in reversed(earlier) if _is_beside(each, right, dispute, near)), None)
        if found is None and not right.remark.told & _POSITIONS:
            anew = [each for each in earlier if _is_counted_anew(each, right, dispute)]
            found = max(anew, key=lambda each: (len(each.remark.topic & dispute.topic), each.remark.at), default=None)
        if found is not None:
            yield found
            return
    if not _is_of_its_own(right.remark) or dispute.own_count or dispute.differs:
        yield from (each for each in earlier if _is_told_alike(each, right))


def _is_told_again(left: _Telling, right: _Telling, dispute: _Dispute) -> bool:
    """ "You said 700; in our register it is 520": the other one's figure, and another one that takes its place."""
    if left.remark.owner == right.remark.owner:
        return _is_own_again(left, right, dispute)
    shared = len(left.remark.topic & dispute.topic)
    is_next = right.turn - left.turn <= _JUST_AFTER
    is_disputed = dispute.own_count or dispute.differs
    for said in left.said:
        again = [each for each in dispute.again if _is_again(said, left, each, dispute)]
        is_denied = any(each.values in dispute.denied for each in again)
        if not again or not (is_disputed or is_denied or dispute.asks):
            continue
        is_known = max(said.values) >= _KNOWN or ((shared or dispute.asks) and is_next)
        if not (shared >= _DISPUTED_STEMS or (is_known and (shared or dispute.asks)) or _names(dispute, left)):
            continue
        if not is_disputed and (left.remark.told & (_POSITIONS - {Act.COMMITMENT}) or right.remark.told & _POSITIONS):
            continue
        if any(_is_in_place(said, each, left, dispute) for each in right.said):
            return True
    return False


def _is_upheld(left: _Telling, right: _Telling, dispute: _Dispute) -> bool:
    """ "Nine hours is the figure of our side": one of two figures that somebody has just set against each other."""
    if left.remark.owner == right.remark.owner or right.turn - left.turn > 1 or len(left.said) < 2:
        return False
    if not (dispute.own_count and slips.own_count(left.remark.sentence)):
        return False
    return any(
        _is_again(said, left, told, dispute) and any(_is_in_place(told, other, right, dispute) for other in left.said)
        for said in left.said
        for told in right.said
    )


def _is_beside(left: _Telling, right: _Telling, dispute: _Dispute, near: Mapping[str, Sequence[_Telling]]) -> bool:
    """The other one's figure is told again, and the one that is disputed stands beside it: "seventeen of 200"."""
    if left.remark.owner == right.remark.owner or not (dispute.own_count or dispute.differs):
        return False
    others = (one for one in near[left.remark.segment.id] if one is not left)
    is_there = any(
        max(said.values) >= _KNOWN and _is_again(said, one, told, dispute)
        for one in others
        if abs(one.remark.at - left.remark.at) == 1
        for said in one.said
        for told in dispute.again
    )
    shared = len(left.remark.topic & right.remark.topic)
    return is_there and shared > 0 and any(
        _is_in_place(said, fresh, left, dispute) for said in left.said for fresh in right.said
    )  # fmt: skip


def _is_own_again(left: _Telling, right: _Telling, dispute: _Dispute) -> bool:
    """Two figures of one delegation for one thing, by two counts, and neither taken back."""
    is_counted = dispute.own_count or slips.from_others(right.remark.sentence)
    if left.remark.segment is right.remark.segment or right.remark.told & _POSITIONS or not is_counted:
        return False
    return any(
        max(said.values) >= _LONG
        and any(_is_again(said, left, each, dispute) for each in dispute.again)
        and any(_is_in_place(said, each, left, dispute) for each in right.said)
        for said in left.said
    )


def _is_again(said: Measure, left: _Telling, told: Measure, dispute: _Dispute) -> bool:
    """True where the value is told again, and is not one that is said of many things."""
    if told.values not in {said.values, left.stands(said)} or (said.is_date() and told.values not in dispute.denied):
        return False
    is_other = bool(said.unit and told.unit) and said.unit != told.unit
    if is_other and not (said.is_time() and told.is_time()):
        # "The eighty-one of the post": its unit is known from before.
        return max(said.values) >= _LONG and dispute.own_count and not (said.is_time() or told.is_time())
    if said.values in dispute.offered and not (dispute.own_count and dispute.differs):
        return False
    return max(said.values) >= _LONG or said.unit == told.unit != "" or dispute.asks


def _is_in_place(said: Measure, fresh: Measure, left: _Telling, dispute: _Dispute) -> bool:
    """True for a figure that the other one does not have, of the same kind and about the same size."""
    held = {(each.values, each.unit) for each in left.said} | {(left.stands(said), said.unit)}
    if fresh.values in dispute.denied or any(
        fresh.values == values and (not unit or not fresh.unit or unit == fresh.unit) for values, unit in held
    ):
        return False
    if fresh.is_date() != said.is_date():
        return False
    if said.unit and fresh.unit and said.unit != fresh.unit:
        if said.is_time() and fresh.is_time():
            return _is_near(said, fresh) and (said.rank() == fresh.rank() or dispute.own_count or bool(dispute.denied))
        if said.is_time() or fresh.is_time() or (said.unit == "%") != (fresh.unit == "%"):
            return False
        if not (dispute.asks or dispute.denied):
            return False
    return _is_near(said, fresh)


def _is_near(said: Measure, fresh: Measure) -> bool:
    if not said.values[0] or not fresh.values[0]:
        return True
    return abs(math.log(said.values[0] / fresh.values[0])) <= math.log(_FAR)


def _names(dispute: _Dispute, left: _Telling) -> bool:
    """True where the delegation whose figure it is is named."""
    speaker = left.remark.segment.speaker.split(",")[-1]
    named = content(speaker)
    return bool(named & dispute.topic)


def _is_counted_anew(left: _Telling, right: _Telling, dispute: _Dispute) -> bool:
    """Just after somebody's figure, a count of one's own for the same: "and the count by our side is 160"."""
    if left.remark.owner == right.remark.owner or left.remark.told & _POSITIONS:
        return False
    if right.turn - left.turn > 1 or not (dispute.own_count or dispute.differs):
        return False
    shared = len(left.remark.topic & dispute.topic)
    is_sure = dispute.own_now and (dispute.differs or _names(dispute, left))
    for said in left.said:
        if said.values in dispute.offered:
            continue
        for fresh in right.said:
            is_unit = said.unit == fresh.unit != "" and shared >= (1 if is_sure else _ALIKE_STEMS)
            is_long = not (said.unit and fresh.unit) and min(*said.values, *fresh.values) >= _LONG and is_sure
            if (is_unit or is_long) and not said.is_date() and _is_in_place(said, fresh, left, dispute):
                return True
    return False


def _is_of_its_own(remark: Remark) -> bool:
    """True for what a delegation tells of itself: "we seized 44 tonnes"."""
    named = content(remark.segment.speaker.split(",")[-1])
    return bool(_WE.search(remark.english or remark.sentence) or named & content(remark.sentence))


def _is_told_alike(left: _Telling, right: _Telling) -> bool:
    """Two sentences of two delegations in nearly the same words with different figures of one unit."""
    if left.remark.segment is right.remark.segment or (left.remark.told | right.remark.told) & _POSITIONS:
        return False
    shared = left.remark.topic & right.remark.topic
    is_own = left.remark.owner == right.remark.owner
    if len(shared) < _ALIKE_STEMS + is_own or likeness(left.remark.topic, right.remark.topic) < _ALIKE - 0.1 * is_own:
        return False
    for unit in {each.unit for each in left.said if each.unit and not each.is_date()}:
        mine = {left.stands(each) for each in left.said if each.unit == unit}
        theirs = {right.stands(each) for each in right.said if each.unit == unit}
        if theirs and not mine & theirs:
            return True
    return False
