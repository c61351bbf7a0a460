"""The old figure is told again, and another one in its place: "I said 57, it was 61"."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from server.core.drafting import slips
from server.core.drafting.acts import POSITIONS
from server.core.drafting.measures import Measure
from server.core.drafting.remarks import Remark
from server.core.drafting.revisions import TELLING, Revision, negated, told_in

# A figure that is only denied ("eight, not ten") must share so many stems with the sentence it is of.
_DENIED_STEMS = 2
# Shared stems beyond so many tell nothing more.
_ENOUGH = 3
# Characters between a figure and the one that replaces it without more words: "six times, he's been right nine times".
BESIDE = 40
# A figure that is so many times another one is hardly its correction.
_FAR = 20.0

# A figure and the sentence that tells it.
_Told = tuple[Remark, Measure]


def restated(window: Sequence[Remark], earlier: Sequence[Remark], is_outright: bool, goes_back: bool) -> list[Revision]:
    """The revisions of the one sentence of ``earlier`` whose figures fit best; the sentences of ``window`` tell them.

    ``window``: first the sentence that corrects. ``is_outright``: it owns up to a mistake; ``goes_back``: it goes back
    to what was said. Where it does neither it must deny the old figure.
    """
    turn = _Turn.of(window, is_outright, goes_back)
    found = [(old, pairs) for old in reversed(earlier) if (pairs := turn.pairs(old))]
    if not found:
        return []
    old, pairs = max(found, key=lambda one: turn.fit(*one))
    return [Revision(old, each.where, each.before.values, each.after.values, turn.around(each)) for each in pairs]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A figure of an earlier sentence, where it is told again, and what is told in its place."""

    before: Measure
    again: Remark
    where: Remark
    after: Measure


@dataclass(frozen=True, slots=True)
class _Turn:
    """The sentences that correct, with the figures that they tell and those that they deny."""

    window: Sequence[Remark]
    is_outright: bool
    goes_back: bool
    stated: Sequence[_Told]
    denied: frozenset[tuple[float, ...]]

    @classmethod
    def of(cls, window: Sequence[Remark], is_outright: bool, goes_back: bool) -> _Turn:
        stated = tuple((one, told) for one in window for told in told_in(one))
        denied = frozenset(value for one in window for value in negated(one))
        return cls(window, is_outright, goes_back, stated, denied)

    def pairs(self, old: Remark) -> list[_Pair]:
        """The figures of an earlier sentence that are told again, each with its correction."""
        first = self.window[0]
        if old.segment is first.segment and not self.is_outright:
            return []
        is_meant = self.is_outright or self.goes_back or len(first.topic & old.topic) >= _DENIED_STEMS
        if not is_meant:
            return []
        found: list[_Pair] = []
        for before in told_in(old):
            again = next(self._again(old, before), None)
            pair = None if again is None else self._pair(old, before, again, found)
            if pair is not None:
                found.append(pair)
        return found

    def fit(self, old: Remark, pairs: Sequence[_Pair]) -> tuple[bool, bool, int, int]:
        """How well the turn is about an earlier sentence; the greatest is the best."""
        units = {each.before.unit for each in pairs if each.before.unit}
        is_alike = any(told.unit in units for _, told in self.stated)
        shared = len(old.topic & frozenset().union(*(one.topic for one in self.window)))
        return (not pairs[0].before.is_date(), is_alike, min(shared, _ENOUGH), old.at)

    def around(self, pair: _Pair) -> tuple[Remark, ...]:
        """The sentences of a correction beside the one with the new figure, those that only repeat its figures too."""
        known = {pair.before.values, pair.after.values}
        repeating = (one for one in self.window[1:] if told_in(one) and {told.values for told in told_in(one)} <= known)
        said = (one for one in (self.window[0], pair.again, *repeating) if one is not pair.where)
        return tuple(dict.fromkeys(one for one in said if not one.told & POSITIONS))

    def _again(self, old: Remark, before: Measure) -> Iterator[_Told]:
        """Where the figure is told again, and denied where nothing else says that it was wrong."""
        must_be_denied = not self.is_outright and not self.goes_back
        for one, told in self.stated:
            is_told = one is not old and told.values == before.values and _is_same(before, told, old, one)
            if is_told and (told.values in self.denied or not must_be_denied):
                yield one, told

    def _pair(self, old: Remark, before: Measure, again: _Told, found: Iterable[_Pair]) -> _Pair | None:
        """The figure that fits best in another one's place, if it is one that can be known to."""
        given = {told.values for told in told_in(old)}
        taken = {(each.after.start, each.where) for each in found}
        fresh = [
            (one, told)
            for one, told in self.stated
            if one is not old
            and told.values not in given | self.denied
            and (self.is_outright or not slips.from_others(one.sentence))
            and (told.start, one) not in taken
            and _fits(before, told, old, one)
        ]
        if not fresh:
            return None
        where, after = min(fresh, key=lambda pair: _distance(before, again, pair))
        is_in_order = self.is_outright or _comes_after(again, (where, after))
        return _Pair(before, again[0], where, after) if is_in_order and _is_telling(before, again[1], after) else None


def _comes_after(again: _Told, fresh: _Told) -> bool:
    """False for what is told long before the old figure in one sentence, and for dates of two sentences."""
    if again[0] is not fresh[0]:
        return not fresh[1].is_date()
    return again[1].start - fresh[1].end <= BESIDE


def _is_telling(before: Measure, again: Measure, fresh: Measure) -> bool:
    """True for a figure that is not said of many things: a long one, or one that is told with its unit."""
    same_unit = bool(before.unit) and before.unit in (again.unit, fresh.unit)
    return max(before.values) >= TELLING or same_unit


def _is_same(before: Measure, told: Measure, old: Remark, new: Remark) -> bool:
    """True where one value is of one thing: its unit is the same, or only one of them says it, or its digits tell."""
    if before.is_date() != told.is_date() and not (before.is_year() and told.is_year()):
        return False
    if old.language != new.language or before.unit == told.unit or not before.unit or not told.unit:
        return True
    return max(before.values) >= TELLING and (before.unit == "%") == (told.unit == "%")


def _fits(before: Measure, told: Measure, old: Remark, new: Remark) -> bool:
    """True for a figure that can stand in another one's place."""
    if before.unit and told.unit and before.is_day() != told.is_day():
        return False
    if before.is_date() or told.is_date():
        is_one = before.unit == told.unit and before.is_date() == told.is_date()
        return is_one or (before.is_year() and told.is_year())
    if before.unit == told.unit or not told.unit or not before.unit or old.language != new.language:
        return True
    if before.is_time() or told.is_time():
        return before.is_time() == told.is_time()
    return (before.unit == "%") == (told.unit == "%")


def _distance(before: Measure, again: _Told, fresh: _Told) -> tuple[float, ...]:
    """How ill a figure takes another one's place: by its unit, its size, and how far from it it is told."""
    where, told = fresh
    ratio = abs(math.log((told.values[0] or 0.1) / (before.values[0] or 0.1)))
    unit = 0 if told.unit == before.unit else 1 if not told.unit or not before.unit else 2
    return (
        ratio > math.log(_FAR),
        where.at < again[0].at,
        where is again[0] and told.end <= again[1].start and bool(before.unit) and not told.unit,
        unit,
        abs(where.at - again[0].at),
        abs(told.start - again[1].start) if where is again[0] else 0,
    )
