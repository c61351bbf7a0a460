"""Figures that their own speaker corrected, and figures on which two delegations differ."""

# ruff: noqa: E501 (a table of words)

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from server.core.drafting.acts import Act
from server.core.drafting.evidence import CHAIR
from server.core.drafting.figures import Figure, figures
from server.core.drafting.negation import NEGATION
from server.core.drafting.remarks import Remark
from server.core.drafting.sentences import likeness

# A figure told twice is of the same thing when the sentences share this much; less is enough where somebody disputes.
_ALIKE, _ALIKE_STEMS, _DISPUTED_STEMS = 0.5, 3, 2
# A correction that does not name the old figure must share this much with the sentence it corrects.
_CORRECTED = 0.3
# Whose count a figure is: a word by which it is set against another one.
_OWN_COUNT = re.compile(
    r"\b(?:our|own|by|according|my|their|its|published|port|gate|in) (?:\w+ ){0,2}(?:records?|registers?|statistics|data|figures?|reports?|count|files?|papers|books|numbers|says?)\b"
    r"|\b(?:nuestr[oa]s? (?:datos|registros?|cifras)|nos (?:chiffres|données|registres)|noss[oa]s (?:dados|números|registos)|наш\w* (?:данн|реестр|учёт|подсчёт)\w*)\b",
    re.IGNORECASE,
)  # fmt: skip
# From this value on a figure is long enough to be known by its digits.
_LONG = 100
# Characters before a figure in which a negation denies it: "not the 640".
_DENIAL = 9
# Characters between a figure and the one that replaces it: "not thirty working days, as I said, but twenty".
_BESIDE = 40


@dataclass(frozen=True, slots=True)
class Revision:
    """``new`` replaces the figure ``before`` (a value) of the remark ``old`` by ``after``."""

    old: Remark
    new: Remark
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Revised:
    """A text with its corrected figures, and who corrected them; not ``is_whole`` where a figure was not found."""

    text: str
    by: tuple[str, ...]
    is_whole: bool


def corrections(remarks: Sequence[Remark]) -> tuple[Revision, ...]:
    """Each correction of a figure by the delegation that gave it, in the order of speech."""
    found: list[Revision] = []
    for at, each in enumerate(remarks):
        if each.segment.delegation is None or not (Act.CORRECTION in each.acts or _negated(each)):
            continue
        earlier = [old for old in remarks[:at] if _same_speaker(old, each) and figures(old.sentence, old.language)]
        if not earlier:
            continue
        fresh: list[Revision] = []
        if Act.CORRECTION in each.acts:
            stated = each if figures(each.sentence, each.language) else _following(remarks, at)
            fresh = _pairs(stated, earlier) if stated is not None else []
        if not fresh:
            fresh = _restated(_window(remarks, at), earlier, Act.CORRECTION in each.acts)
        if not fresh and Act.CORRECTION in each.acts and at and remarks[at - 1].segment is each.segment:
            fresh = _pairs(remarks[at - 1], [old for old in earlier if old.segment is not each.segment])
        known = {(one.old, one.before) for one in found}
        fresh = [one for one in fresh if (one.old, one.before) not in known]
        found = [_chained(old, fresh) for old in found] + fresh
    return tuple(found)


def _window(remarks: Sequence[Remark], at: int) -> list[Remark]:
    """A sentence with the two around it in the same turn: a correction seldom stands in one."""
    turn = remarks[at].segment
    return [each for each in remarks[max(0, at - 1) : at + 3] if each.segment is turn]


def _restated(window: Sequence[Remark], earlier: Sequence[Remark], is_said: bool) -> list[Revision]:
    """The figure of an earlier turn that is said again beside another one of its unit: "it was not 57, it was 61".

    ``is_said``: the turn calls itself a correction; else the old figure must be denied.
    """
    stated = [(each, one) for each in window for one in figures(each.sentence, each.language)]
    denied = {value for each in window for value in _negated(each)}
    for old in reversed(earlier):
        if old.segment is window[0].segment:
            continue
        units = {one.value: one.unit for one in figures(old.sentence, old.language)}
        again = {one.value for _, one in stated if one.value in units and (is_said or one.value in denied)}
        fresh = [(each, one) for each, one in stated if one.value not in units and one.value not in denied]
        for before in sorted(again & denied) or sorted(again):
            match = next((pair for pair in fresh if pair[1].unit == units[before]), None)
            match = match or (fresh[0] if len(fresh) == 1 else None)
            if match is not None:
                return [Revision(old, match[0], before, match[1].value)]
    return []


def is_changed(remark: Remark, revisions: Sequence[Revision]) -> bool:
    """True where a figure of the remark was corrected."""
    return any(each.old is remark for each in revisions)


def revised(text: str, language: str, remark: Remark, revisions: Sequence[Revision]) -> Revised:
    """``text`` (words of ``remark`` in ``language``) with later figures in place of the corrected ones."""
    by: list[str] = []
    is_whole = True
    for each in revisions:
        if each.old is not remark:
            continue
        place = next((figure for figure in figures(text, language) if figure.value == each.before), None)
        fresh = next(
            (figure for figure in figures(_told(each.new, language), language) if figure.value == each.after), None
        )
        if place is None:
            continue
        if fresh is None:
            is_whole = False
            continue
        text = text[: place.start] + fresh.text + text[place.end :]
        by += each.new.ids
    return Revised(text, tuple(dict.fromkeys(by)), is_whole)


def conflicts(remarks: Sequence[Remark], revisions: Sequence[Revision]) -> tuple[tuple[Remark, Remark], ...]:
    """Pairs of remarks of two delegations that give different figures for the same thing."""
    corrections_of = {each.old for each in revisions}
    telling = [
        (each, _stated(each, revisions))
        for each in remarks
        if each.segment.delegation not in (None, CHAIR)
        and Act.CORRECTION not in each.acts
        and figures(each.sentence, each.language)
    ]
    by_unit: dict[str, list[int]] = {}
    by_value: dict[float, list[int]] = {}
    found = []
    for at, (right, given) in enumerate(telling):
        # Only remarks that share a unit can differ: most of the pairs of a long meeting are never looked at.
        for place in sorted({place for unit in given if unit for place in by_unit.get(unit, ())}):
            left, other = telling[place]
            if left.owner != right.owner and _differ(other, given) and _is_same_matter(left, right):
                found.append((left, right))
        for unit in given:
            by_unit.setdefault(unit, []).append(at)
        for value in {one for values in given.values() for one in values}:
            by_value.setdefault(value, []).append(at)
    found += _disputed(remarks, telling, by_value, corrections_of, found)
    return tuple(found)


def _disputed(
    remarks: Sequence[Remark],
    telling: Sequence[tuple[Remark, dict[str, set[float]]]],
    by_value: dict[float, list[int]],
    corrected: set[Remark],
    known: Sequence[tuple[Remark, Remark]],
) -> list[tuple[Remark, Remark]]:
    """Who says another delegation's figure again to give another one: "you said 700; in our register it is 520"."""
    found: list[tuple[Remark, Remark]] = []
    seen = {(left.segment.id, right.segment.id) for left, right in known}
    for right, _ in telling:
        if right in corrected:
            continue
        window = _window(remarks, right.at)
        denied = {value for each in window for value in _negated(each)}
        again = {one.value for each in window for one in figures(each.sentence, each.language)}
        if not denied and not any(_OWN_COUNT.search(each.sentence) for each in window):
            continue
        topic = frozenset().union(*(each.topic for each in window))
        for value in sorted(denied or again):
            for place in by_value.get(value, ()):
                left = telling[place][0]
                if left.at >= right.at or left.owner == right.owner or (left.segment.id, right.segment.id) in seen:
                    continue
                mine = {one.value for one in figures(right.sentence, right.language)} - denied
                theirs = {one.value for one in figures(left.sentence, left.language)}
                if mine - theirs and len(left.topic & topic) >= _DISPUTED_STEMS:
                    seen.add((left.segment.id, right.segment.id))
                    found.append((left, right))
    return found


def _negated(remark: Remark) -> set[float]:
    return {
        each.value
        for each in figures(remark.sentence, remark.language)
        if NEGATION.search(remark.sentence[max(0, each.start - _DENIAL) : each.start])
    }


def _told(remark: Remark, language: str) -> str:
    """What a remark says in ``language``, empty where it does not."""
    if remark.language == language:
        return remark.sentence
    return remark.shown or ""


def _chained(old: Revision, fresh: Sequence[Revision]) -> Revision:
    """A correction that was itself corrected leads to the last figure."""
    later = next((each for each in fresh if each.old is old.new and each.before == old.after), None)
    return old if later is None else Revision(old.old, later.new, old.before, later.after)


def _following(remarks: Sequence[Remark], at: int) -> Remark | None:
    """The next sentence or the one after it in the same turn, where the figure itself is said."""
    for each in remarks[at + 1 : at + 3]:
        if each.owner != remarks[at].owner:
            return None
        if figures(each.sentence, each.language):
            return each
    return None


def _same_speaker(old: Remark, new: Remark) -> bool:
    return old.at < new.at and old.segment.delegation is not None and old.owner == new.owner


def _pairs(new: Remark, earlier: list[Remark]) -> list[Revision]:
    """First by the old value where it is named ("not 93 but 91"), else by the only figure of the same unit."""
    stated = figures(new.sentence, new.language)
    denied = _negated(new)
    for pairing in (_named, lambda given, stated: _taken_back(given, stated, denied), _unnamed):
        for old in reversed(earlier):
            if pairing is _unnamed and likeness(old.topic, new.topic) < _CORRECTED:
                continue
            found = pairing(figures(old.sentence, old.language), stated)
            if found:
                return [Revision(old, new, before, after) for before, after in found]
    return []


def _taken_back(given: Sequence[Figure], stated: Sequence[Figure], denied: set[float]) -> list[tuple[float, float]]:
    """ "41 of them, and not 14 as I said": the figure that is denied, and the only other one."""
    fresh = {each.value for each in stated} - denied
    before = denied & {each.value for each in given}
    return [(before.pop(), fresh.pop())] if len(before) == 1 and len(fresh) == 1 else []


def _named(given: Sequence[Figure], stated: Sequence[Figure]) -> list[tuple[float, float]]:
    """Each fresh figure with the nearest restated one of its unit (or without a unit of its own); none serves twice."""
    units = {each.value: each.unit for each in given}
    restated = [each for each in stated if each.value in units]
    found: list[tuple[float, float]] = []
    for fresh in (each for each in stated if each.value not in units):
        near = sorted(restated, key=lambda each: abs(each.start - fresh.start))
        match = next((each for each in near if units[each.value] == fresh.unit and _is_beside(each, fresh)), None)
        if match is not None and match.value not in {before for before, _ in found}:
            found.append((match.value, fresh.value))
    return found


def _is_beside(restated: Figure, fresh: Figure) -> bool:
    first, last = sorted((restated, fresh), key=lambda each: each.start)
    return last.start - first.end <= _BESIDE


def _unnamed(given: Sequence[Figure], stated: Sequence[Figure]) -> list[tuple[float, float]]:
    values, units = {each.value for each in given}, {each.unit for each in given if each.unit}
    found = []
    for unit in sorted(units):
        old = {each.value for each in given if each.unit == unit}
        fresh = {each.value for each in stated if each.unit == unit and each.value not in values}
        if len(old) == 1 and len(fresh) == 1 and not old & {each.value for each in stated}:
            found.append((old.pop(), fresh.pop()))
    return found or _misread(given, stated)


def _misread(given: Sequence[Figure], stated: Sequence[Figure]) -> list[tuple[float, float]]:
    """A figure of the same digits in another order, or with one of them changed: "1,900", "1,090"."""
    pairs = [
        (old.value, new.value)
        for old in given
        for new in stated
        if old.value != new.value and old.value >= _LONG and len(f"{old.value:g}") == len(f"{new.value:g}")
        and _changed_digits(old.value, new.value) <= 2
    ]  # fmt: skip
    return pairs if len(pairs) == 1 else []


def _changed_digits(old: float, new: float) -> int:
    return sum(left != right for left, right in zip(f"{old:g}", f"{new:g}", strict=True))


def _stated(remark: Remark, revisions: Sequence[Revision]) -> dict[str, set[float]]:
    changed = {each.before: each.after for each in revisions if each.old is remark}
    found: dict[str, set[float]] = {}
    for each in figures(remark.sentence, remark.language):
        found.setdefault(each.unit, set()).add(changed.get(each.value, each.value))
    return found


def _is_same_matter(left: Remark, right: Remark) -> bool:
    shared = len(left.topic & right.topic)
    if Act.DISPUTE in right.acts or Act.CORRECTION in right.seen:
        return shared >= _DISPUTED_STEMS
    if right.acts & {Act.PROPOSAL, Act.COMMITMENT, Act.SUPPORT} or left.acts & {Act.COMMITMENT}:
        return False
    return shared >= _ALIKE_STEMS and likeness(left.topic, right.topic) >= _ALIKE


def _differ(left: dict[str, set[float]], right: dict[str, set[float]]) -> bool:
    """True when a unit that both use has values on one side that the other side lacks."""
    return any(unit and right.get(unit) and not values & right[unit] for unit, values in left.items())
