"""Figures that their own speaker corrected, in whatever words, and texts with the later ones in place."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from server.core.drafting import slips
from server.core.drafting.acts import HOLDING, Act
from server.core.drafting.classify import classify
from server.core.drafting.measures import Measure, measures
from server.core.drafting.negation import NEGATION
from server.core.drafting.remarks import Remark
from server.core.drafting.sentences import likeness

# Sentences after the one that takes a figure back in which the new one may stand.
_AFTER = 3
# A correction that does not name the old figure shares this much with the sentence it corrects, or follows it at once.
_CORRECTED, _AT_ONCE = 0.3, 4
# A sentence with no more stems of its own only gives a figure.
_BRIEF = 3
# A figure that is only denied ("eight, not ten") must share so many stems with the sentence it is of.
_DENIED_STEMS = 2
# From this value on a figure is known by its digits; small ones are said of many things.
_TELLING, _LONG = 13, 100
# Characters before a figure in which a negation denies it: "not the 640".
_DENIAL = 9
# Characters between a figure and the one that replaces it without more words: "six times, he's been right nine times".
_BESIDE = 40
# A figure that is so many times another one is hardly its correction.
_FAR = 20.0
# A word that nobody says.
_MARK = "xfigurex"
# What takes a position: a figure in it is offered, not told.
_POSITIONS = HOLDING | {Act.PROPOSAL, Act.COMMITMENT, Act.SUPPORT, Act.NO_OBJECTION, Act.CONDITIONAL_SUPPORT}


@dataclass(frozen=True, slots=True)
class Revision:
    """``new`` replaces the figure ``before`` (its values) of the remark ``old`` by ``after``.

    ``around``: the sentences that only say so ("I said forty"): nothing of them is news.
    """

    old: Remark
    new: Remark
    before: tuple[float, ...]
    after: tuple[float, ...]
    around: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Revised:
    """A text with its corrected figures, and who corrected them; not ``is_whole`` where a figure was not found."""

    text: str
    by: tuple[str, ...]
    is_whole: bool


def told_in(remark: Remark) -> tuple[Measure, ...]:
    """The measures of a remark in the words it is known by."""
    return measures(remark.sentence, remark.language)


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
    if not signal.is_outright and any((one.acts - one.sensed) & _POSITIONS for one in window[:2]):
        return []
    found = _restated(window, each, earlier, signal)
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


def _restated(window: Sequence[Remark], each: Remark, earlier: Sequence[Remark], signal: _Signal) -> list[Revision]:
    """The old figure is told again, and another one in its place: "I said 57, it was 61"."""
    denied = {value for one in window for value in negated(one)}
    stated = [(one, told) for one in window for told in told_in(one)]
    best_of: list[tuple[tuple[bool, bool, int, int], list[Revision]]] = []
    for old in reversed(earlier):
        if old.segment is each.segment and not signal.is_outright:
            continue
        given = told_in(old)
        values = {told.values for told in given}
        pairs: list[tuple[Measure, Measure, Remark, Remark]] = []
        for before in given:
            again = [
                (one, told)
                for one, told in stated
                if one is not old and told.values == before.values and _is_same(before, told, old, one)
            ]
            if not signal.is_outright and not signal.goes_back:
                again = [(one, told) for one, told in again if told.values in denied]
            if not again:
                continue
            if not signal.is_outright and len(each.topic & old.topic) < _DENIED_STEMS and not signal.goes_back:
                continue
            taken = {(fresh.start, where) for _, fresh, where, _ in pairs}
            fresh = [
                (one, told)
                for one, told in stated
                if one is not old
                and told.values not in values | denied
                and (signal.is_outright or not slips.from_others(one.sentence))
                and (told.start, one) not in taken
                and _fits(before, told, old, one)
            ]
            if fresh:
                where, best = min(fresh, key=lambda pair: _distance(before, again[0], pair))
                is_in_order = signal.is_outright or _comes_after(again[0], (where, best))
                if is_in_order and _is_telling(before, again[0][1], best):
                    pairs.append((before, best, where, again[0][0]))
        if pairs:
            is_date = pairs[0][0].is_date()
            is_alike = any(before.unit and before.unit == told.unit for before, *_ in pairs for _, told in stated)
            shared = len(old.topic & frozenset().union(*(one.topic for one in window)))
            made = [
                Revision(old, where, before.values, best.values, _around(window, where, again, before, best))
                for before, best, where, again in pairs
            ]
            best_of.append(((not is_date, is_alike, min(shared, 3), old.at), made))
    return max(best_of, key=lambda one: one[0])[1] if best_of else []


def _comes_after(again: tuple[Remark, Measure], fresh: tuple[Remark, Measure]) -> bool:
    """False for what is told long before the old figure in one sentence, and for dates of two sentences."""
    if again[0] is not fresh[0]:
        return not fresh[1].is_date()
    return again[1].start - fresh[1].end <= _BESIDE


def _is_telling(before: Measure, again: Measure, fresh: Measure) -> bool:
    """True for a figure that is not said of many things: a long one, or one that is told with its unit."""
    same_unit = bool(before.unit) and before.unit in (again.unit, fresh.unit)
    return max(before.values) >= _TELLING or same_unit


def _around(
    window: Sequence[Remark], new: Remark, again: Remark, before: Measure, after: Measure
) -> tuple[Remark, ...]:
    """The sentences of a correction beside the one with the new figure, those that only repeat its figures too."""
    known = {before.values, after.values}
    repeating = (one for one in window[1:] if told_in(one) and {told.values for told in told_in(one)} <= known)
    said = (one for one in (window[0], again, *repeating) if one is not new)
    return tuple(dict.fromkeys(one for one in said if not one.told & _POSITIONS))


def _unnamed(window: Sequence[Remark], each: Remark, earlier: Sequence[Remark]) -> list[Revision]:
    """The only figure of its unit is told anew, of the same matter: "I must correct: it is 91 percent"."""
    for new in window:
        if new.at < each.at or not told_in(new):
            continue
        for old in reversed(earlier):
            if old.at >= each.at or (old.told | new.told) & (_POSITIONS - {Act.PROPOSAL, Act.COMMITMENT}):
                continue
            alike = likeness(old.topic, new.topic | each.topic)
            is_near = each.at - old.at <= _AT_ONCE and len(new.topic - old.topic) <= _BRIEF
            if (alike < _CORRECTED and not is_near) or negated(new) - {told.values for told in told_in(old)}:
                continue
            found = _only_one(told_in(old), told_in(new), is_near and alike < _CORRECTED)
            if found:
                around = (each,) if each is not new and not each.told & _POSITIONS else ()
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
    if each.told & _POSITIONS or len(stated) != 2:
        return []
    again, fresh = stated
    between = each.sentence[again.end : fresh.start]
    if again.unit != fresh.unit or not again.unit or not 2 < len(between.strip()) <= _BESIDE or "," not in between:
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
        if first.values != second.values and _is_slip(first, second, each.sentence[first.end : second.start])
    ]


def _is_slip(first: Measure, second: Measure, between: str) -> bool:
    """True where the second figure takes the place of the first, by the words between."""
    if slips.in_one_breath(between):
        return True
    is_one = first.unit == second.unit or not first.unit or not second.unit
    return is_one and not first.is_date() and not second.is_date() and slips.after_a_slip(between)


def _elsewhere(one: Revision, earlier: Sequence[Remark]) -> Iterator[Revision]:
    """The same figure where its speaker gave it another time."""
    unit = next((told.unit for told in told_in(one.old) if told.values == one.before), "")
    for old in earlier:
        if old is one.old or old is one.new or old in one.around:
            continue
        is_there = any(told.values == one.before and told.unit == unit for told in told_in(old))
        is_telling = unit == "%" or max(one.before) >= _TELLING
        if is_there and is_telling and (len(old.topic & one.old.topic) >= 2):
            yield replace(one, old=old, around=())


def _is_same(before: Measure, told: Measure, old: Remark, new: Remark) -> bool:
    """True where one value is of one thing: its unit is the same, or only one of them says it, or its digits tell."""
    if before.is_date() != told.is_date() and not (before.is_year() and told.is_year()):
        return False
    if old.language != new.language or before.unit == told.unit or not before.unit or not told.unit:
        return True
    return max(before.values) >= _TELLING and (before.unit == "%") == (told.unit == "%")


def _fits(before: Measure, told: Measure, old: Remark, new: Remark) -> bool:
    """True for a figure that can stand in another one's place."""
    if before.is_date() or told.is_date():
        is_one = before.unit == told.unit and before.is_date() == told.is_date()
        return is_one or (before.is_year() and told.is_year())
    if before.unit == told.unit or not told.unit or not before.unit or old.language != new.language:
        return True
    if before.is_time() or told.is_time():
        return before.is_time() == told.is_time()
    return (before.unit == "%") == (told.unit == "%")


def _distance(before: Measure, again: tuple[Remark, Measure], fresh: tuple[Remark, Measure]) -> tuple[float, ...]:
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


def is_changed(remark: Remark, revisions: Sequence[Revision]) -> bool:
    """True where a figure of the remark was corrected."""
    return any(each.old is remark for each in revisions)


def revised(text: str, language: str, remark: Remark, revisions: Iterable[Revision]) -> Revised:
    """``text`` (words of ``remark`` in ``language``) with later figures in place of the corrected ones."""
    by: list[str] = []
    is_whole = True
    for each in revisions:
        if each.old is not remark:
            continue
        place = _found(measures(text, language), each.before)
        told = text if each.new is remark else in_language(each.new, language)
        fresh = _found(measures(told, language), each.after)
        if place is None or (each.new is remark and fresh is None):
            continue
        if fresh is None:
            is_whole = False
            continue
        at_once = each.new is remark
        text = text[: place.start] + text[fresh.start :] if at_once else _replaced(text, place, told, fresh)
        by += each.new.ids
    return Revised(text, tuple(dict.fromkeys(by)), is_whole)


def _replaced(text: str, place: Measure, told: str, fresh: Measure) -> str:
    """The words of a figure in another one's place, each with its unit where the two have different ones."""
    differ = place.holds_unit or fresh.holds_unit or (fresh.unit and not fresh.is_date() and place.unit != fresh.unit)
    words = told[fresh.start : fresh.stop if differ else fresh.end]
    if place.start and words[:1].isupper() and not words.isupper() and not text[place.start].isupper():
        words = words[:1].lower() + words[1:]
    elif not place.start and text[:1].isupper():
        words = words[:1].upper() + words[1:]
    return text[: place.start] + words + text[place.stop if differ else place.end :]


def without_figures(text: str, language: str) -> str:
    """The text with a mark in place of each figure, those that were corrected in the same breath left out."""
    given = measures(text, language)
    for first, second in reversed(list(itertools.pairwise(given))):
        if first.values != second.values and _is_slip(first, second, text[first.end : second.start]):
            told = _found(given, first.values) or first  # "two thousand, no, two thousand no, one thousand two hundred"
            text = text[: told.start] + text[second.start :]
    for each in reversed(measures(text, language)):
        end = each.stop if each.holds_unit else each.end
        text = f"{text[: each.start]} {_MARK} {text[end:]}"
    return text


def is_taken_back(text: str, language: str) -> bool:
    """True for a sentence that says that a figure was wrong."""
    return Act.CORRECTION in classify(text, language).acts or slips.corrects(text, language)


def _found(given: Sequence[Measure], values: tuple[float, ...]) -> Measure | None:
    return next((each for each in given if each.values == values), None)


def negated(remark: Remark) -> set[tuple[float, ...]]:
    """The figures that a remark denies: "not 93 but 91"."""
    starts = [match.start() for match in NEGATION.finditer(remark.sentence)]
    return {each.values for each in told_in(remark) if any(0 < each.start - start <= _DENIAL for start in starts)}


def in_language(remark: Remark, language: str) -> str:
    """What a remark says in ``language``, empty where it does not."""
    if remark.language == language:
        return remark.sentence
    return remark.shown or ""


def _chained(old: Revision, fresh: Sequence[Revision]) -> Revision:
    """A correction that was itself corrected leads to the last figure."""
    later = next((each for each in fresh if each.old is old.new and each.before == old.after), None)
    return old if later is None else replace(later, old=old.old, before=old.before)
