"""Figures that their own speaker corrected, in whatever words."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from server.core.drafting import slips
from server.core.drafting.acts import POSITIONS, Act
from server.core.drafting.measures import Measure
from server.core.drafting.remarks import Remark
from server.core.drafting.restated import BESIDE, restated
from server.core.drafting.revisions import TELLING, Revision, is_slip, negated, told_in
from server.core.drafting.sentences import likeness

# Sentences after the one that takes a figure back in which the new one may stand.
_AFTER = 3
# A correction that does not name the old figure shares this much with the sentence it corrects, or follows it at once.
_CORRECTED, _AT_ONCE = 0.3, 4
# A sentence with no more stems of its own only gives a figure.
_BRIEF = 3
# Only from this value on a figure is known though one of its digits was misread.
_LONG = 100


def corrections(remarks: Sequence[Remark]) -> tuple[Revision, ...]:
    """Each correction of a figure by the delegation that gave it, in the order of speech."""
    found: list[Revision] = []
    told: dict[str, list[Remark]] = {}
    for each in remarks:
        earlier = list(told.get(each.owner, ()))
        if told_in(each):
            told.setdefault(each.owner, []).append(each)
        if each.segment.delegation is None:
            continue
        known = {(one.old, one.before) for one in found}
        # A sentence that says that a figure was wrong is not the one that gave it.
        said = {remark for one in found for remark in one.around}
        current = {one.new: one.after for one in found if one.new is not one.old}
        fresh = [
            one
            for one in _in_one_breath(each) or _of_earlier(remarks, each, earlier)
            if (one.old, one.before) not in known
            and one.old not in said
            and current.get(one.old, one.before) == one.before
        ]
        found = [_chained(old, fresh) for old in found] + fresh
    return tuple(found)


def _of_earlier(remarks: Sequence[Remark], each: Remark, earlier: Sequence[Remark]) -> list[Revision]:
    """What the sentence, with those after it, corrects of the figures that its speaker gave ``earlier``."""
    signal = _Signal.of(each)
    if not earlier:
        return []
    if signal is None:
        return _beside(each, earlier)
    window = _window(remarks, each, signal.is_outright)
    if not signal.is_outright and any((one.acts - one.sensed) & POSITIONS for one in window[:2]):
        return []
    found = restated(window, earlier, signal.is_outright, signal.goes_back)
    if not found and signal.is_outright:
        found = _unnamed(window, each, earlier)
    return [one for first in found for one in (first, *_elsewhere(first, earlier))]


@dataclass(frozen=True, slots=True)
class _Signal:
    """Why a sentence may correct a figure: it owns up to a mistake, goes back to what was said, or denies a value."""

    is_outright: bool
    goes_back: bool
    denied: frozenset[tuple[float, ...]]

    @classmethod
    def of(cls, remark: Remark) -> _Signal | None:
        texts = [(remark.sentence, remark.language), (remark.english, "en")]
        outright = any(slips.corrects(*each) for each in texts)
        back = any(slips.returns(*each) for each in texts) or (Act.CORRECTION in remark.acts and bool(told_in(remark)))
        denied = frozenset(negated(remark))
        return cls(outright, back, denied) if outright or back or denied else None


def _window(remarks: Sequence[Remark], each: Remark, is_outright: bool) -> list[Remark]:
    """The sentence and those after it until somebody else speaks; with an outright one, that before it in its turn."""
    near = remarks[max(0, each.at - 1) : each.at] if is_outright else ()
    before = [one for one in near if one.segment is each.segment]
    after: list[Remark] = []
    for one in remarks[each.at + 1 : each.at + 1 + _AFTER]:
        if one.owner != each.owner:
            break
        after.append(one)
    return [each, *after, *before]


def _unnamed(window: Sequence[Remark], each: Remark, earlier: Sequence[Remark]) -> list[Revision]:
    """The only figure of its unit is told anew, of the same matter: "I must correct: it is 91 percent"."""
    for new in window:
        if new.at < each.at or not told_in(new):
            continue
        for old in reversed(earlier):
            if old.at >= each.at or (old.told | new.told) & (POSITIONS - {Act.PROPOSAL, Act.COMMITMENT}):
                continue
            alike = likeness(old.topic, new.topic | each.topic)
            is_near = each.at - old.at <= _AT_ONCE and len(new.topic - old.topic) <= _BRIEF
            if (alike < _CORRECTED and not is_near) or negated(new) - {told.values for told in told_in(old)}:
                continue
            found = _only_one(told_in(old), told_in(new), is_near and alike < _CORRECTED)
            if found:
                around = (each,) if each is not new and not each.told & POSITIONS else ()
                return [Revision(old, new, before, after, around) for before, after in found]
        break
    return []


def _only_one(
    given: Sequence[Measure], stated: Sequence[Measure], is_strict: bool
) -> list[tuple[tuple[float, ...], tuple[float, ...]]]:
    found: list[tuple[tuple[float, ...], tuple[float, ...]]] = []
    values = {each.values for each in given}
    for unit in sorted({each.unit for each in given if each.unit and not each.is_date()}):
        old = {each.values for each in given if each.unit == unit}
        new = {each.values for each in stated if each.unit == unit and each.values not in values}
        if len(old) == 1 and len(new) == 1 and not old & {each.values for each in stated}:
            found.append((old.pop(), new.pop()))
    return found or ([] if is_strict else _misread(given, stated))


def _misread(given: Sequence[Measure], stated: Sequence[Measure]) -> list[tuple[tuple[float, ...], tuple[float, ...]]]:
    """A figure of the same digits in another order, or with one of them changed: "1,900", "1,090"."""
    pairs: list[tuple[tuple[float, ...], tuple[float, ...]]] = [
        (old.values, new.values)
        for old in given
        for new in stated
        if len(old.values) == len(new.values) == 1 and old.values != new.values and old.values[0] >= _LONG
        and not old.is_date() and not new.is_date()
        and 0 < _changed_digits(old.values[0], new.values[0]) <= 2
    ]  # fmt: skip
    return pairs if len(pairs) == 1 else []


def _changed_digits(old: float, new: float) -> int:
    left, right = f"{old:g}", f"{new:g}"
    return sum(a != b for a, b in zip(left, right, strict=True)) if len(left) == len(right) else 0


def _beside(each: Remark, earlier: Sequence[Remark]) -> list[Revision]:
    """ "Very quickly: six times, he's been right nine times": the unit told twice, without a word of correction."""
    stated = told_in(each)
    if each.told & POSITIONS or len(stated) != 2:
        return []
    again, fresh = stated
    between = each.sentence[again.end : fresh.start]
    if again.unit != fresh.unit or not again.unit or not 2 < len(between.strip()) <= BESIDE or "," not in between:
        return []
    for old in reversed(earlier):
        given = {told.values: told for told in told_in(old) if told.unit == again.unit}
        if again.values in given and fresh.values not in given and old.topic & each.topic:
            return [Revision(old, each, again.values, fresh.values)]
    return []


def _in_one_breath(each: Remark) -> list[Revision]:
    """ "Forty, sorry, thirty-four lorries": corrected before the sentence was over."""
    stated = told_in(each)
    return [
        Revision(each, each, first.values, second.values)
        for first, second in itertools.pairwise(stated)
        if first.values != second.values and is_slip(first, second, each.sentence[first.end : second.start])
    ]


def _elsewhere(one: Revision, earlier: Sequence[Remark]) -> Iterator[Revision]:
    """The same figure where its speaker gave it another time."""
    unit = next((told.unit for told in told_in(one.old) if told.values == one.before), "")
    for old in earlier:
        if old is one.old or old is one.new or old in one.around:
            continue
        is_there = any(told.values == one.before and told.unit == unit for told in told_in(old))
        is_telling = unit == "%" or max(one.before) >= TELLING
        if is_there and is_telling and (len(old.topic & one.old.topic) >= 2):
            yield replace(one, old=old, around=())


def _chained(old: Revision, fresh: Sequence[Revision]) -> Revision:
    """A correction that was itself corrected leads to the last figure."""
    later = next((each for each in fresh if each.old is old.new and each.before == old.after), None)
    return old if later is None else replace(later, old=old.old, before=old.before)
