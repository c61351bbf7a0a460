"""What a speaker's later figure does to what was said before: which figure it replaces, and texts with it in place."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from server.core.drafting import slips
from server.core.drafting.acts import Act
from server.core.drafting.classify import classify
from server.core.drafting.measures import Measure, measures
from server.core.drafting.negation import NEGATION
from server.core.drafting.remarks import Remark

# Characters before a figure in which a negation denies it: "not the 640".
_DENIAL = 9
# From this value on a figure is known by its digits; small ones are said of many things.
TELLING = 13
# A word that nobody says.
_MARK = "xfigurex"


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


def negated(remark: Remark) -> set[tuple[float, ...]]:
    """The figures that a remark denies: "not 93 but 91"."""
    starts = [match.start() for match in NEGATION.finditer(remark.sentence)]
    return {each.values for each in told_in(remark) if any(0 < each.start - start <= _DENIAL for start in starts)}


def in_language(remark: Remark, language: str) -> str:
    """What a remark says in ``language``, empty where it does not."""
    if remark.language == language:
        return remark.sentence
    return remark.shown or ""


def is_slip(first: Measure, second: Measure, between: str) -> bool:
    """True where the second figure takes the place of the first, by the words between."""
    if slips.in_one_breath(between):
        return True
    is_one = first.unit == second.unit or not first.unit or not second.unit
    return is_one and not first.is_date() and not second.is_date() and slips.after_a_slip(between)


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


def without_figures(text: str, language: str) -> str:
    """The text with a mark in place of each figure, those that were corrected in the same breath left out."""
    given = measures(text, language)
    for first, second in reversed(list(itertools.pairwise(given))):
        if first.values != second.values and is_slip(first, second, text[first.end : second.start]):
            told = _found(given, first.values) or first  # "two thousand, no, two thousand no, one thousand two hundred"
            text = text[: told.start] + text[second.start :]
    for each in reversed(measures(text, language)):
        end = each.stop if each.holds_unit else each.end
        text = f"{text[: each.start]} {_MARK} {text[end:]}"
    return text


def is_taken_back(text: str, language: str) -> bool:
    """True for a sentence that says that a figure was wrong."""
    return Act.CORRECTION in classify(text, language).acts or slips.corrects(text, language)


def _replaced(text: str, place: Measure, told: str, fresh: Measure) -> str:
    """The words of a figure in another one's place, each with its unit where the two have different ones."""
    differ = place.holds_unit or fresh.holds_unit or (fresh.unit and not fresh.is_date() and place.unit != fresh.unit)
    words = told[fresh.start : fresh.stop if differ else fresh.end]
    if place.start and words[:1].isupper() and not words.isupper() and not text[place.start].isupper():
        words = words[:1].lower() + words[1:]
    elif not place.start and text[:1].isupper():
        words = words[:1].upper() + words[1:]
    return text[: place.start] + words + text[place.stop if differ else place.end :]


def _found(given: Sequence[Measure], values: tuple[float, ...]) -> Measure | None:
    return next((each for each in given if each.values == values), None)
