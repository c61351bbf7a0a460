"""Figures on which two delegations differ, and two figures that one delegation gives without taking either back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from server.core.drafting import slips
from server.core.drafting.acts import POSITIONS, Act
from server.core.drafting.disputes import Dispute, Telling, counted, named, subject
from server.core.drafting.evidence import CHAIR
from server.core.drafting.measures import Measure
from server.core.drafting.remarks import Remark
from server.core.drafting.revisions import TELLING, Revision, told_in
from server.core.drafting.sentences import content, likeness

# Told alike without a word of dispute: so much of the shorter sentence, so many stems.
_ALIKE, _ALIKE_STEMS = 0.6, 4
# Where somebody disputes, so many stems are enough, and none in the turns just after.
_DISPUTED_STEMS, _JUST_AFTER = 2, 3
# From here on a figure is known by its digits wherever it is told again.
_KNOWN = 100
_WE = re.compile(
    r"\b(?:we|our|ours|us|i|my|nous|notre|nos|nosotros|nuestr\w+|n[oó]s|noss\w+|мы|наш\w*|у нас)\b"
    r"|我们|我方|우리|저희|لدينا|عندنا",
    re.IGNORECASE,
)


def conflicts(remarks: Sequence[Remark], revisions: Sequence[Revision]) -> tuple[tuple[Remark, Remark], ...]:
    """Pairs of remarks that give different figures for one thing, those of one delegation with itself among them."""
    telling = _telling(remarks, revisions)
    found: list[tuple[Remark, Remark]] = []
    seen: set[tuple[str, str]] = set()
    turns, offered = _turns(remarks), _offered(remarks)
    near: dict[str, list[Telling]] = {}
    for each in telling:
        near.setdefault(each.remark.segment.id, []).append(each)
    for right in telling:
        dispute = Dispute.of(remarks, right.remark, turns, offered)
        for left in _differing(telling, near, right, dispute):
            pair = (left.remark.segment.id, right.remark.segment.id)
            if pair not in seen and (left.remark.at < right.remark.at):
                seen.add(pair)
                found.append((left.remark, right.remark))
    return tuple(found)


def _telling(remarks: Sequence[Remark], revisions: Sequence[Revision]) -> list[Telling]:
    # What only says that a figure was wrong tells none of its own.
    settled = {each.new for each in revisions if each.new is not each.old}
    settled |= {remark for each in revisions for remark in each.around}
    now: dict[Remark, dict[tuple[float, ...], tuple[float, ...]]] = {}
    for each in revisions:
        now.setdefault(each.old, {})[each.before] = each.after
    turns = _turns(remarks)
    last = {each.old: turns[each.new.segment.id] for each in revisions}
    return [
        Telling(each, told, now.get(each, {}), last.get(each, turns[each.segment.id]))
        for each in remarks
        if each.segment.delegation not in (None, CHAIR) and each not in settled and (told := counted(each))
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


def _differing(
    telling: Sequence[Telling], near: Mapping[str, Sequence[Telling]], right: Telling, dispute: Dispute
) -> Iterator[Telling]:
    """The nearest earlier remark that the figures of ``right`` dispute, and those told alike without a dispute.

    ``near``: those of each segment.
    """
    earlier = [each for each in telling if each.remark.at < right.remark.at]
    disputed = _disputed(earlier, near, right, dispute) if dispute.is_one() else None
    if disputed is not None:
        yield disputed
    elif not _is_of_its_own(right.remark) or dispute.own_count or dispute.differs:
        yield from (each for each in earlier if _is_told_alike(each, right))


def _disputed(
    earlier: Sequence[Telling], near: Mapping[str, Sequence[Telling]], right: Telling, dispute: Dispute
) -> Telling | None:
    """The remark whose figure is meant: the surest way of telling comes first, and with each the nearest remark."""
    for is_meant in (_is_told_again, _is_upheld, partial(_is_beside, near=near)):
        found = next((each for each in reversed(earlier) if is_meant(each, right, dispute)), None)
        if found is not None:
            return found
    if right.remark.told & POSITIONS:
        return None
    anew = [each for each in earlier if _is_counted_anew(each, right, dispute)]
    return max(anew, key=lambda each: (len(each.remark.topic & dispute.topic), each.remark.at), default=None)


def _is_told_again(left: Telling, right: Telling, dispute: Dispute) -> bool:
    """ "You said 700; in our register it is 520": the other one's figure, and another one that takes its place."""
    if left.remark.owner == right.remark.owner:
        return _is_own_again(left, right, dispute)
    shared = len(left.remark.topic & dispute.topic)
    is_next = right.turn - left.turn <= _JUST_AFTER
    is_disputed = dispute.own_count or dispute.differs
    for said in left.said:
        again = [each for each in dispute.again if dispute.tells_again(said, left, each)]
        is_denied = any(each.values in dispute.denied for each in again)
        if not again or not (is_disputed or is_denied or dispute.asks):
            continue
        is_sure = dispute.differs or is_denied or not left.remark.told & POSITIONS
        is_known = _is_known(said, again, dispute) or (is_next and (dispute.asks or (shared and is_sure)))
        is_meant = shared or dispute.asks or (is_next and _is_known(said, again, dispute))
        if not (shared >= _DISPUTED_STEMS or (is_known and is_meant) or dispute.names(left)):
            continue
        if not is_disputed and (left.remark.told & (POSITIONS - {Act.COMMITMENT}) or right.remark.told & POSITIONS):
            continue
        if any(dispute.puts_in_place(said, each, left) for each in right.said):
            return True
    return False


def _is_upheld(left: Telling, right: Telling, dispute: Dispute) -> bool:
    """ "Nine hours is the figure of our side": one of two figures that somebody has just set against each other."""
    if left.remark.owner == right.remark.owner or right.turn - left.turn > 1 or len(left.said) < 2:
        return False
    if not (dispute.own_count and slips.own_count(left.remark.sentence)):
        return False
    return any(
        dispute.tells_again(said, left, told) and any(dispute.puts_in_place(told, other, right) for other in left.said)
        for said in left.said
        for told in right.said
    )


def _is_beside(left: Telling, right: Telling, dispute: Dispute, near: Mapping[str, Sequence[Telling]]) -> bool:
    """The other one's figure is told again, and the one that is disputed stands beside it: "seventeen of 200"."""
    if left.remark.owner == right.remark.owner or not (dispute.own_count or dispute.differs):
        return False
    others = (one for one in near[left.remark.segment.id] if one is not left)
    is_there = any(
        max(said.values) >= _KNOWN and dispute.tells_again(said, one, told)
        for one in others
        if abs(one.remark.at - left.remark.at) == 1
        for said in one.said
        for told in dispute.again
    )
    shared = len(subject(left.remark.topic & right.remark.topic))
    return is_there and shared > 0 and any(
        dispute.puts_in_place(said, fresh, left) for said in left.said for fresh in right.said
    )  # fmt: skip


def _is_own_again(left: Telling, right: Telling, dispute: Dispute) -> bool:
    """Two figures of one delegation for one thing, by two counts, and neither taken back."""
    is_counted = dispute.own_count or slips.from_others(right.remark.sentence)
    if left.remark in dispute.window or right.remark.told & POSITIONS or not is_counted:
        return False
    return any(
        max(said.values) >= TELLING
        and any(dispute.tells_again(said, left, each) for each in dispute.again)
        and any(dispute.puts_in_place(said, each, left) for each in right.said)
        for said in left.said
    )


def _is_counted_anew(left: Telling, right: Telling, dispute: Dispute) -> bool:
    """A count of one's own for the same, just after somebody's figure or with a name: "the Dutch number is 112"."""
    if left.remark.owner == right.remark.owner or left.remark.told & POSITIONS:
        return False
    is_next, is_named = right.turn - left.turn <= 1, dispute.names(left)
    is_sure = dispute.own_now and (dispute.differs or is_named)
    if not (is_next or (is_named and is_sure)) or not (dispute.own_count or dispute.differs):
        return False
    shared = len((left.remark.topic & dispute.topic) - named(left.remark))

    def is_one(said: Measure, fresh: Measure) -> bool:
        if said.unit == fresh.unit != "":
            is_telling = is_next or not _is_common(said)
            return shared >= (_ALIKE_STEMS if not is_sure else 1 if is_telling else _DISPUTED_STEMS)
        is_long = min(*said.values, *fresh.values) >= TELLING and not (said.unit and fresh.unit)
        return is_long and is_sure and is_next and shared >= _DISPUTED_STEMS - is_named

    return any(
        is_one(said, fresh) and dispute.puts_in_place(said, fresh, left)
        for said in left.said
        if not said.is_date() and said.values not in dispute.offered
        for fresh in right.said
    )


def _is_known(said: Measure, again: Sequence[Measure], dispute: Dispute) -> bool:
    """True for a figure that is known by its digits or its unit wherever it is told, a round one if disputed."""
    is_plain = dispute.own_count or said.values in dispute.denied
    is_long = max(said.values) >= _KNOWN and (is_plain or len(f"{max(said.values):.0f}".rstrip("0")) > 1)
    return is_long or (max(said.values) >= TELLING and any(said.unit == each.unit != "" for each in again))


def _is_common(said: Measure) -> bool:
    """True for a share and a duration, of which there are many in a meeting; false for 156 laboratories."""
    return said.unit == "%" or said.is_time()


def _is_of_its_own(remark: Remark) -> bool:
    """True for what a delegation tells of itself: "we seized 44 tonnes"."""
    return bool(_WE.search(remark.english or remark.sentence) or named(remark) & content(remark.sentence))


def _is_told_alike(left: Telling, right: Telling) -> bool:
    """Two sentences of two delegations in nearly the same words with different figures of one unit."""
    if left.remark.segment is right.remark.segment or (left.remark.told | right.remark.told) & POSITIONS:
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
