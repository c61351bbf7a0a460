"""Figures as people correct and dispute them: a duration of two parts is one, and so is a share in words."""

# ruff: noqa: E501 (patterns of words)

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from server.core.drafting.figures import UNIT, Figure, figures
from server.core.drafting.numerals import FRACTIONS, MONTHS, PARTS, low

# Units of time, the longest first.
_TIMES = tuple(
    re.compile(each, re.IGNORECASE)
    for each in (
        r"year|an$|ans$|année|año|ano|год|лет|سن|عام|年|년",
        r"month|mois|mes|mês|меся|شهر|أشه|月|개월|달",
        r"week|semai|seman|недел|أسب|周|주",
        r"day|night|jour|día|dia|дн|ден|сут|يوم|أيا|天|일|하루",
        r"hour|heure|hora|час|ساع|小|시간",
        r"minut|minuut|минут|دقي|分|분",
        r"secon|segun|секун|ثان|秒|초",
    )
)
# What stands between the two parts of one duration: the unit of the first, and a word that joins.
_BETWEEN = re.compile(r"\s*[^\W\d_]+\s*(?:(?:and|et|y|e|и)\s+|و)?", re.IGNORECASE)
_TO = re.compile(r"(?:\s*[^\W\d_]+|\s*%)?\s*(?:to|à|a|para|hasta|até|до|到|至|إلى|에서)\s*", re.IGNORECASE)
_IN_YEAR = re.compile(r"(?<!\w)(?:in|since|until|year|desde|depuis|en|em|год[у]?|с|в) $", re.IGNORECASE)
_AND_A_HALF = {
    "en": r"(?:an?|one) (?P<unit>day|week|month|year|hour|minute|million|ton(?:ne)?)s? and a half|(?:one|1) and a half (?P<unit2>days|weeks|months|years|hours|minutes|tonnes|tons)",
    "fr": r"une? (?P<unit>jour|semaine|mois|an|année|heure|minute|million|tonne) et demie?",
    "es": r"una? (?P<unit>día|semana|mes|año|hora|minuto|millón|tonelada) y medi[oa]",
    "pt": r"uma? (?P<unit>dia|semana|mês|ano|hora|minuto|milhão|tonelada) e mei[oa]",
    "ru": r"(?:полтора|полторы|полутора) (?P<unit>\w+)",
    "ar": r"(?P<unit>يوم|أسبوع|شهر|ساعة|عام|سنة)(?:اً|ا)? ونصف",
    "zh": r"一(?:个)?(?P<unit>天|年|月|小时|星期)半",
    "ko": r"(?P<unit>하루|한 달|한 시간) 반",
}
_OF_SO_MANY = {
    "en": r"(?<![\w.,])(?P<n>{words})(?: (?!and |of )[a-z]+)?(?: of [a-z]+(?: [a-z]+)?)? (?:in|out of|of every) (?:every |each )?(?P<d>{words}|hundred)\b(?! (?:{nouns}))",
    "fr": r"\b(?P<n>{words})(?: \w+)? sur (?P<d>{words}|cent)\b",
    "es": r"\b(?P<n>{words}) de cada (?P<d>{words}|cien)\b",
    "pt": r"\b(?P<n>{words}) em cada (?P<d>{words}|cem)\b",
}
# What shares are not of: "in nineteen days".
_NOUNS = "day|week|month|year|hour|minute|second|country|countries|port|place|language|case|region"
_ON_A_HUNDRED = (
    r"\b(?:on|of|out of|in) (?:a|one|every|each) hundred(?! (?:and|thousand|million))\b[^.;]{{0,60}}?,? "
    r"(?P<n>(?:{words})(?:-(?:{words}))?)\b(?= \w+)"
)
# What a day of a month counts, by the beginning of the word; "twelve may be too few" counts no days.
_BEFORE_MONTHS = frozenset(each[:5] for words in MONTHS.values() for each in words.split()) - {"may"}
_HUNDRED = {"hundred": 100, "cent": 100, "cien": 100, "cem": 100}


@dataclass(frozen=True, slots=True)
class Measure:
    """Characters ``start..end`` of a text say ``values``: one, or those of a duration in parts.

    ``unit`` is that of the (last) figure; ``stop`` is where its word ends, ``end`` where nothing is counted or the words
    of the measure hold it themselves.
    """

    start: int
    end: int
    text: str
    values: tuple[float, ...]
    unit: str
    stop: int
    holds_unit: bool = False

    def is_date(self) -> bool:
        """True for a month, a day of one, and what reads like a year."""
        return self.unit in ("month", "day", "year of") or (self.is_year() and self.text.isdigit())

    def is_year(self) -> bool:
        """True for what may be a year: "since two thousand nine"."""
        is_plain = self.text.isdigit() or not any(map(str.isdigit, self.text))
        return self.unit in ("", "year of") and is_plain and len(self.values) == 1 and 1900 <= self.values[0] <= 2100

    def is_day(self) -> bool:
        """True for a day of a month, told before it: the 31 of "31 March"."""
        return self.unit == "day" or self.unit in _BEFORE_MONTHS

    def is_time(self) -> bool:
        """True for a duration."""
        return self.rank() >= 0

    def rank(self) -> int:
        """The place of its unit among those of time, the longest first; -1 for another unit."""
        return _rank(self.unit)


@lru_cache(maxsize=8192)
def measures(text: str, language: str) -> tuple[Measure, ...]:
    """The measures of ``text`` in order; shares in words are per cents, rounded to a tenth."""
    spoken = [*_shares(text, language), *_halves(text, language), *_of_a_hundred(text, language)]
    taken = [(each.start, each.end) for each in spoken]
    plain = [each for each in figures(text, language) if not any(a <= each.start < b for a, b in taken)]
    plain = _inherited(text, plain)
    return tuple(sorted([*spoken, *_whole(text, plain)], key=lambda each: each.start))


def _inherited(text: str, given: list[Figure]) -> list[Figure]:
    """ "From nineteen days to eleven", "from 22 to nine percent": one of the two says the unit of both."""
    found = list(given)
    for at in range(len(found) - 1):
        first, second = found[at], found[at + 1]
        between = text[first.end : second.start]
        if first.unit and not second.unit and _TO.fullmatch(between[len(between) - len(between.lstrip()) :]):
            found[at + 1] = replace(second, unit=first.unit)
        elif not first.unit and second.unit and _TO.fullmatch(" " + between.strip() + " "):
            found[at] = replace(first, unit=second.unit)
    return found


def _whole(text: str, given: list[Figure]) -> Iterator[Measure]:
    """Figures, with those of one duration together."""
    at = 0
    while at < len(given):
        first, last = given[at], given[at]
        values = [first.value]
        while (
            at + 1 < len(given)
            and 0 <= _rank(last.unit) < _rank(given[at + 1].unit)
            and _BETWEEN.fullmatch(text[last.end : given[at + 1].start])
        ):
            at += 1
            last = given[at]
            values.append(last.value)
        told = text[first.start : last.end]
        is_year = len(values) == 1 and 1900 <= values[0] <= 2100 and _IN_YEAR.search(text[: first.start])
        unit, stop = ("year of", last.end) if is_year else (last.unit, _stop(text, last))
        yield Measure(first.start, last.end, told, tuple(values), unit, stop)
        at += 1


def _rank(unit: str) -> int:
    """The place of a unit of time, from years down to seconds; -1 for another unit."""
    return next((at for at, each in enumerate(_TIMES) if each.match(unit)), -1)


def _stop(text: str, figure: Figure) -> int:
    """Where the word of the unit ends; the figure itself where another one of the sentence says its unit."""
    match = UNIT.match(text, figure.end) if figure.unit else None
    if match is None:
        return figure.end
    word = (match.group(1) or "").casefold()
    is_unit = word.startswith(figure.unit) if word else figure.unit == "%"
    return match.end() if is_unit else figure.end


def _shares(text: str, language: str) -> Iterator[Measure]:
    for match in _fractions(language).finditer(text):
        named = {name: found.casefold() for name, found in match.groupdict().items() if found}
        part = next((found for name, found in named.items() if name.startswith(("d", "e"))), None)
        if any(name.startswith("h") for name in named):
            value = 50.0
        elif "t" in named:
            value = 200 / 3
        elif part is None or _part(part) is None:
            continue
        else:
            value = 100 * (_part(named.get("n", "a")) or 1) / (_part(part) or 1)
        if value <= 100:
            start, end = match.span("h") if named.get("h") else match.span()
            yield Measure(start, end, text[start:end], (round(value, 1),), "%", end, holds_unit=True)
    pattern = _so_many(language)
    for match in pattern.finditer(text):
        known = low(language)
        count, whole = (
            known.get(word) or _HUNDRED.get(word) or (int(word) if word.isdigit() else 0)
            for word in (match["n"].casefold(), match["d"].casefold())
        )
        if 0 < count < whole and (whole <= 10 or whole in (12, 20, 50, 100)):
            value = round(100 * count / whole, 1)
            yield Measure(match.start(), match.end(), match.group(), (value,), "%", match.end(), holds_unit=True)


def _halves(text: str, language: str) -> Iterator[Measure]:
    """ "A day and a half"."""
    if language not in _AND_A_HALF:
        return
    for match in re.finditer(_AND_A_HALF[language], text, re.IGNORECASE):
        unit = next(each for each in match.groupdict().values() if each).casefold()
        unit = "days" if unit == "day" else unit[:5]
        stop = match.end()
        yield Measure(match.start(), stop, match.group(), (1.5,), unit, stop, holds_unit=True)


def _of_a_hundred(text: str, language: str) -> Iterator[Measure]:
    """ "On a hundred parcels, eighty-one arrived": a share."""
    for match in _on_a_hundred().finditer(text) if language == "en" else ():
        start, end = match.span("n")
        given = figures(match["n"], language)
        if len(given) == 1 and given[0].value < 100:
            yield Measure(start, end, match["n"], (given[0].value,), "%", end)


def _part(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    han = "零一二三四五六七八九十".find(word) if len(word) == 1 else -1
    if han > 0:
        return han
    return PARTS.get(word) or next((PARTS[each] for each in PARTS if len(each) > 2 and word.startswith(each)), None)


@lru_cache(maxsize=16)
def _fractions(language: str) -> re.Pattern[str]:
    start = r"(?<!\w)" if language in ("en", "fr", "es", "pt", "ru") else ""
    return re.compile(rf"{start}(?:{FRACTIONS[language]})" if language in FRACTIONS else r"(?!)", re.IGNORECASE)


@lru_cache(maxsize=16)
def _so_many(language: str) -> re.Pattern[str]:
    words = "|".join((*sorted(low(language), key=len, reverse=True), r"\d{1,3}"))
    pattern = _OF_SO_MANY.get(language)
    return re.compile(pattern.format(words=words, nouns=_NOUNS) if pattern else r"(?!)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _on_a_hundred() -> re.Pattern[str]:
    words = "|".join((*sorted(low("en"), key=len, reverse=True), r"\d{1,2}"))
    return re.compile(_ON_A_HUNDRED.format(words=words), re.IGNORECASE)
