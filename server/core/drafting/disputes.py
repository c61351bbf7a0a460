"""What is said of somebody's figure around the sentence that gives another one: disputes and their words."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from server.core.drafting import slips
from server.core.drafting.acts import POSITIONS, Act
from server.core.drafting.measures import Measure
from server.core.drafting.naming import called
from server.core.drafting.numerals import SCALES, low
from server.core.drafting.remarks import Remark
from server.core.drafting.revisions import TELLING, negated, told_in
from server.core.drafting.sentences import content, stem

# A count of the same thing is not many times another one.
_FAR = 12.0
# Said of every figure: how many, and of what time. No subject that two of them have in common.
_OF_ANY = frozenset(stem(word) for words in (*map(low, SCALES), *SCALES.values()) for word in words) | content(
    "year month week day hour minute last ago now percent number figure"
)
# "Three years ago" counts nothing.
_WHEN = re.compile(
    r"\s*(?:[^\W\d_]+\s+)?(?:ago|earlier|later|hence|from now|running|in a row)\b|(?:년|개월|달) ?전|[年月天] ?前",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Telling:
    """A remark that tells figures: as they were said, and as they stand after corrections."""

    remark: Remark
    said: tuple[Measure, ...]
    now: dict[tuple[float, ...], tuple[float, ...]]
    turn: int

    def stands(self, measure: Measure) -> tuple[float, ...]:
        return self.now.get(measure.values, measure.values)


@dataclass(frozen=True, slots=True)
class Dispute:
    """What a turn says of somebody's figure, around the sentence that gives another one."""

    window: tuple[Remark, ...]
    denied: frozenset[tuple[float, ...]]
    again: tuple[Measure, ...]
    topic: frozenset[str]
    own_count: bool
    own_now: bool
    differs: bool
    asks: bool
    bargains: bool
    offered: frozenset[tuple[float, ...]]

    @classmethod
    def of(
        cls, remarks: Sequence[Remark], remark: Remark, turns: dict[str, int], offered: frozenset[tuple[float, ...]]
    ) -> Dispute:
        """``offered``: the figures of proposals, which are negotiated and not counted."""
        turn = turns[remark.segment.id]
        near = range(max(0, remark.at - 2), min(len(remarks), remark.at + 2))
        window = tuple(remarks[at] for at in near if turns[remarks[at].segment.id] == turn)
        texts = [text for each in window for text in {each.sentence, each.english} if text]
        return cls(
            window,
            frozenset(value for each in window for value in negated(each)),
            tuple(told for each in window for told in counted(each)),
            subject(frozenset().union(*(each.topic for each in window))),
            any(map(slips.own_count, texts)),
            any(slips.own_count(each.sentence) for each in window if remark.at - 1 <= each.at <= remark.at),
            any(map(slips.differs, texts)) or any(Act.DISPUTE in each.acts for each in window),
            any(each.sentence.rstrip().endswith(("?", "？", "؟")) and told_in(each) for each in window),
            bool(remark.told & POSITIONS),
            offered,
        )

    def is_one(self) -> bool:
        """True where words of the turn dispute something."""
        return bool(self.own_count or self.differs or self.denied or self.asks)

    def names(self, left: Telling) -> bool:
        """True where the delegation whose figure it is is named."""
        return bool(named(left.remark) & self.topic)

    def tells_again(self, said: Measure, left: Telling, told: Measure) -> bool:
        """True where the value is told again, and is not one that is said of many things."""
        if told.values not in {said.values, left.stands(said)} or (said.is_date() and told.values not in self.denied):
            return False
        is_other = bool(said.unit and told.unit) and said.unit != told.unit
        if is_other and not (said.is_time() and told.is_time()):
            # "The eighty-one of the post": its unit is known from before.
            return max(said.values) >= TELLING and self.own_count and not (said.is_time() or told.is_time())
        is_denied = told.values in self.denied
        if said.values in self.offered and not (is_denied or (self.own_count and self.differs and not self.bargains)):
            return False
        return max(said.values) >= TELLING or said.unit == told.unit != "" or self.asks or is_denied

    def puts_in_place(self, said: Measure, fresh: Measure, left: Telling) -> bool:
        """True for a figure that the other one does not have, of the same kind and about the same size."""
        held = {(each.values, each.unit) for each in left.said} | {(left.stands(said), said.unit)}
        if fresh.values in self.denied or any(
            fresh.values == values and (not unit or not fresh.unit or unit == fresh.unit) for values, unit in held
        ):
            return False
        if fresh.is_date() != said.is_date():
            return False
        if said.unit and fresh.unit and said.unit != fresh.unit:
            if said.is_time() and fresh.is_time():
                return _is_near(said, fresh) and (said.rank() == fresh.rank() or self.own_count or bool(self.denied))
            if said.is_time() or fresh.is_time() or (said.unit == "%") != (fresh.unit == "%"):
                return False
            if not (self.asks or self.denied):
                return False
        return _is_near(said, fresh)


def named(remark: Remark) -> frozenset[str]:
    """The stems that name the delegation that speaks: its own words for itself, its country's, its people's."""
    return content(remark.segment.speaker.split(",")[-1]) | called(remark.segment.delegation or "")


def counted(remark: Remark) -> tuple[Measure, ...]:
    """The measures of a remark, without those that only tell when something was."""
    return tuple(each for each in told_in(remark) if not _WHEN.match(remark.sentence, each.end))


def subject(topic: frozenset[str]) -> frozenset[str]:
    """What figures are of: the stems of a topic that are not said of every figure."""
    return topic - _OF_ANY


def _is_near(said: Measure, fresh: Measure) -> bool:
    if not said.values[0] or not fresh.values[0]:
        return True
    return abs(math.log(said.values[0] / fresh.values[0])) <= math.log(_FAR)
