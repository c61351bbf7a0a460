"""Figures, number words and months of a text with what they are worth, so that 1.5 billion and 15億 are the same.

Separators are read as the language writes them; where one writes both ways, both readings are kept. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from server.core.versions import eastern, ordinals
from server.core.versions import number_words as known
from server.core.versions.months import months_in
from server.core.versions.number import FEW, Kind, Number

_SPACE = " \u00a0\u202f\u2009"
_DIGITS = re.compile(rf"\d{{1,3}}(?:[{_SPACE}]\d{{3}})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*")
_POINT = frozenset({"en", "zh", "ja", "ko"})  # write 1,234.5
_BOTH = frozenset({"es", "ar"})  # write it as the reader's country does
_PM = re.compile(
    r"\bp\.?\s?m\b|下午|晚上|傍晚|午後|오후|저녁|مساء|дня\b|вечера|de la (?:tarde|noche)|da (?:tarde|noite)"
    r"|del pomeriggio|\bUhr\b|\bheures\b|du soir|de l['’]après-midi",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ROMAN = re.compile(r"(?<!\w)(?=[IVX]{2,})X{0,3}(?:IX|IV|V?I{0,3})(?![A-Z])|(?<!\w)[XV](?!\w)")
_CLOCK = re.compile(r"(?<![\d.,])(\d{1,2})\.(\d\d)(?=\s?[ap]\.?\s?m\b)", re.IGNORECASE)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_JOINTS = frozenset({"and", "et", "y", "e", "und", "و"})


@lru_cache(maxsize=4096)
def numbers(text: str, language: str) -> tuple[Number, ...]:
    """All of them in the order of the text."""
    plain = _CLOCK.sub(r"\1:\2", western(text))
    found: list[Number] = []
    taken: list[tuple[int, int]] = []

    def take(each: Number) -> None:
        if all(each.end <= start or each.start >= end for start, end in taken):
            found.append(each)
            taken.append((each.start, each.end))

    for each in (*months_in(plain, language), *eastern.in_digits(plain, language), *_digits(plain, language)):
        take(each)
    for each in (*_spoken(plain, language), *_roman(plain)):
        take(each)
    return tuple(sorted(found, key=lambda each: each.start))


def differing(before: str, after: str, source: str, target: str) -> tuple[str, ...]:
    """The figures, dates and number words of either text that the other does not have, as they stand there."""
    given, got = numbers(before, source), numbers(after, target)
    lost = [each for each in given if not _is_in(each, got)]
    new = [each for each in got if not _is_in(each, given)]
    firm = (Kind.DIGITS, Kind.MONTH)
    found = [each.text for each in (*lost, *new) if each.kind in firm]
    words = [[each for each in rest if each.kind is Kind.WORD] for rest in (lost, new)]
    if words[0] and (words[1] or any(each.kind in firm for each in new)):
        found += [each.text for each in words[0]]
    if words[1] and (words[0] or any(each.kind in firm for each in lost)):
        found += [each.text for each in words[1]]
    return tuple(dict.fromkeys(found))


def _is_in(number: Number, others: Iterable[Number]) -> bool:
    return any(number.values & each.values for each in others)


def western(text: str) -> str:
    """The same text, of the same length, with the digits 0 to 9 and the marks of Latin script."""
    marks = {"٫": ".", "٬": ",", "，": ",", "．": ".", "％": "%"}
    return "".join(str(unicodedata.decimal(each)) if each.isdecimal() else marks.get(each, each) for each in text)


def _digits(text: str, language: str) -> Iterator[Number]:
    scale = _after(language)
    for match in _DIGITS.finditer(text):
        end = match.end()
        factors: tuple[float, ...] = (1.0,)
        following = scale.match(text, end) if scale else None
        while following is not None:
            end = following.end()
            grown = known.scales(language)[following.group(1).casefold()]
            factors = tuple(one * other for one in factors for other in grown)
            following = scale.match(text, end) if scale else None
        values: set[float | str] = set()
        for value in _readings(match.group(), language):
            values |= {value} if isinstance(value, str) else {round(value * each, 6) for each in factors}
        near = text[max(0, match.start() - 12) : end + 16]
        values |= {value + 12 for value in values if isinstance(value, float) and value < 12 and _PM.search(near)}
        if re.match(r"\s?(?:s\b|['’]s\b|er\b|年代|년대)|-[exyяе]\w*", text[end:]):  # the 1990s are also the 90s
            values |= {value % 100 for value in values if isinstance(value, float) and 1000 < value < 2100}
        is_full_hour = match.group() == "00" and text[: match.start()].endswith((":", "h", "."))
        kind = Kind.LOOSE if is_full_hour else Kind.WORD if values <= {1.0, FEW} else Kind.DIGITS
        yield Number(match.start(), end, text[match.start() : end], kind, frozenset(values))


@cache
def _after(language: str) -> re.Pattern[str] | None:
    words = "|".join(sorted(map(re.escape, known.scales(language)), key=len, reverse=True))
    return re.compile(rf"[{_SPACE}-]?({words})(?!\w)\.?", re.IGNORECASE) if words else None


def _readings(raw: str, language: str) -> set[float | str]:
    """What digits with marks may be worth: the language's own reading, both where it writes both ways."""
    bare = re.sub(rf"[{_SPACE}]", "", raw)
    marks = re.findall(r"[.,]", bare)
    if bare != raw and marks:
        return {float(bare.replace(",", "."))}
    if not marks:
        return {float(bare)}
    parts = re.split(r"[.,]", bare)
    is_grouped = all(len(part) == 3 for part in parts[1:]) and 1 <= len(parts[0]) <= 3 and parts[0] != "0"
    whole, cut = float("".join(parts)), float(f"{''.join(parts[:-1])}.{parts[-1]}")
    if len(set(marks)) == 2:
        return {cut} if marks.count(marks[-1]) == 1 else {bare}
    if len(marks) > 1:
        return {whole} if is_grouped else {bare}
    if not is_grouped:
        return {cut}
    if language in _BOTH:
        return {whole, cut}
    is_point = marks[0] == "."
    return {cut} if is_point == (language in _POINT) else {whole}


def _spoken(text: str, language: str) -> Iterator[Number]:
    if language == "ko":
        yield from eastern.in_korean_words(text)
        return
    run: list[re.Match[str]] = []
    loose = ordinals.loose(language)
    for match in _WORD.finditer(text):
        value = loose.get(match.group().casefold())
        if value is not None:
            yield Number(match.start(), match.end(), match.group(), Kind.LOOSE, frozenset({value}))
        if run and not _joins(text[run[-1].end() : match.start()], match.group().casefold(), language):
            yield from _run(run, language)
            run = []
        if _is_number(match.group(), language):
            run.append(match)
        elif run and match.group().casefold() not in _JOINTS:
            yield from _run(run, language)
            run = []
    yield from _run(run, language)


def _joins(between: str, word: str, language: str) -> bool:
    return between.strip(_SPACE + "-") == "" and (_is_number(word, language) or word in _JOINTS)


def _is_number(word: str, language: str) -> bool:
    return bool(_split(word.casefold(), language))


def _split(word: str, language: str) -> list[str]:
    """A word, or the words that hyphens join to one, where each of them is a number; Arabic's "and" is taken off."""
    low, scales = known.low(language), known.scales(language)
    bare = word
    if language == "ar" and word.startswith("و") and word not in low and word not in scales:
        bare = word.removeprefix("و")
    if language == "ar" and bare.startswith("ال") and bare not in low:
        bare = bare.removeprefix("ال")
    if bare in low or (bare in scales and len(bare) > 2):
        return [bare]
    if language == "fr" and bare.startswith("quatre-vingt-"):
        return ["quatre-vingt", *_split(bare.removeprefix("quatre-vingt-"), language)]
    parts = bare.split("-")
    is_all = len(parts) > 1 and all(part in low or part in scales or part in _JOINTS for part in parts)
    return [part for part in parts if part not in _JOINTS] if is_all else []


def _run(run: list[re.Match[str]], language: str) -> Iterator[Number]:
    if not run:
        return
    low, scales = known.low(language), known.scales(language)
    total, part, seen = 0.0, 0.0, False
    words = [word for match in run for word in _split(match.group().casefold(), language)]
    for word in words:
        if word in low:
            part, seen = part + low[word], True
            continue
        factor = scales[word][0]
        if factor == 100:
            part = max(part, 1.0) * factor
        else:
            total, part = total + max(part, 1.0) * factor, 0.0
        seen = True
    value = total + part
    is_sure = value >= 2 and not (len(words) == 1 and words[0] in scales)
    if seen:
        text = run[0].string[run[0].start() : run[-1].end()]
        kind = Kind.WORD if is_sure else Kind.LOOSE
        yield Number(run[0].start(), run[-1].end(), text, kind, frozenset({value}))


def _roman(text: str) -> Iterator[Number]:
    for match in _ROMAN.finditer(text):
        if not match.group():
            continue
        values = [_ROMAN_VALUES[each] for each in match.group()]
        value = sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))
        yield Number(match.start(), match.end(), match.group(), Kind.LOOSE, frozenset({float(value)}))
