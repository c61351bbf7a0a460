"""Quantities, shares and dates in what was said, with their values, so that 93 and ninety-three are the same figure."""

# ruff: noqa: E501, SIM905 (tables of words)

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from server.core.drafting.numerals import JOINTS, MONTHS, ORDINALS, POINTS, SCALES, low
from server.core.drafting.scripts import han, hangul

__all__ = ["MONTHS", "ORDINALS", "UNIT", "Figure", "figures"]

_PER_CENT = r"\s*(?:[%٪]|(?:per ?cent|pour cent|por ?cento|por ciento|процент\w*)\b|(?:في|ب)\s?(?:ال)?(?:مئة|مائة|المئة|المائة)|بالمئة|بالمائة)"
_PERCENT = re.compile(_PER_CENT, re.IGNORECASE)
# The unit behind a figure: a sign or words of per cent, or the word that is counted.
UNIT = re.compile(rf"{_PER_CENT}|\s+(?:of (?:the|our|all) )?([^\W\d_]+)", re.IGNORECASE)
# "Three and a half": the half belongs to the figure, not to what follows.
_HALF = re.compile(r"\s+(?:and a half|et demie?|y medi[oa]|e mei[oa]|с половиной)(?!\w)", re.IGNORECASE)
_DIGITS = r"(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)*)"
# Words after a number that are not what it counts.
_NO_UNITS = frozenset(
    """a about all also although an and are as at be but by came comes earlier ended every for from he her his had has have i in instead is it just last not now my of
    on only or our out over she such their this those than that the then they to too today under until up was we were when which who will with within would years-old
    à au aux chez dans de des du en est et fut il la le les mais ne par pas pour que qui sont sur était a ao con da das do dos e em eram eran
    era es esa ese está este foi foram fue fueron mas más na no nas nos o os para pela pelo pero por que se sem sin son sou y la el las los
    а было была были в во для до и из к на не но от по при с со у что это из""".split()
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """Characters ``start..end`` of a text say ``value``; ``unit`` is ``%``, ``month``, ``day``, ``han`` or the word that follows."""

    start: int
    end: int
    text: str
    value: float
    unit: str


@lru_cache(maxsize=8192)
def figures(text: str, language: str) -> tuple[Figure, ...]:
    """The figures of ``text`` in order. Words for one alone ("a", "one", "um") are left out: they are articles as often."""
    if language in ("zh", "ko"):
        return tuple(Figure(*each) for each in (han if language == "zh" else hangul)(text))
    found: list[Figure] = []
    scales, known, last = SCALES.get(language, SCALES["en"]), low(language), 0
    for start, raw in _spoken(text, language, known, scales):
        end = start + len(raw)
        if start < last:
            continue
        value = _value(raw, known, scales)
        half, tenths = _HALF.match(text, end), _tenths(text, end, language)
        if value is not None and half:
            value, end = value + 0.5, half.end()
        elif value is not None and tenths is not None and not raw[-1].isdigit():
            value, end = (value + tenths[0]) * tenths[1], tenths[2]
        if value is None or (value == 1 and not raw[0].isdigit()):
            continue
        found.append(_measured(text, start, end, value))
        last = end
    return tuple(sorted(found + _dates(text, language), key=lambda each: each.start))


def _spoken(text: str, language: str, known: Mapping[str, int], scales: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    """Where a number begins, and its words; two that only follow each other ("the previous one nine ports") apart."""
    for match in _number_words(language).finditer(text):
        raw = match.group().rstrip(" -")
        cut = 0
        if language != "ar" and not raw[0].isdigit():
            said = [(each.start(), each.group().casefold()) for each in re.finditer(r"\S+", raw)]
            for (_, one), (place, other) in itertools.pairwise(said):
                if known.get(one, 99) < 10 and known.get(other, 0) and other not in scales and one not in scales:
                    yield match.start() + cut, raw[cut:place].rstrip(" -")
                    cut = place
        yield match.start() + cut, raw[cut:]


def _measured(text: str, start: int, end: int, value: float) -> Figure:
    following = UNIT.match(text, end)
    if _PERCENT.match(text, end):
        return Figure(start, end, text[start:end], value, "%")
    unit = following.group(1).casefold() if following else ""
    return Figure(start, end, text[start:end], value, "" if unit in _NO_UNITS else unit[:5])


def _tenths(text: str, end: int, language: str) -> tuple[float, float, int] | None:
    """ " point three million" behind a number: its tenths, its scale and where it ends."""
    match = _point_words(language).match(text, end)
    if match is None:
        return None
    known, scales = low(language), SCALES.get(language, SCALES["en"])
    digits = [known[each] for each in match["digits"].casefold().split()]
    if any(each > 9 for each in digits) and len(digits) > 1:
        return None
    scale = scales.get((match["scale"] or "").strip().casefold(), 1)
    tenths = float("0." + "".join(map(str, digits)))
    return tenths, scale, match.end("scale") if match["scale"] else match.end("digits")


@lru_cache(maxsize=32)
def _point_words(language: str) -> re.Pattern[str]:
    if language not in POINTS:
        return re.compile(r"(?!)")
    digits = "|".join(sorted(map(re.escape, low(language)), key=len, reverse=True))
    scales = "|".join(sorted(map(re.escape, SCALES[language]), key=len, reverse=True))
    return re.compile(
        rf"\s+(?:{POINTS[language]})\s+(?P<digits>(?:{digits})(?:\s+(?:{digits}))*)\b(?P<scale>\s+(?:{scales})\b)?",
        re.IGNORECASE,
    )


def _dates(text: str, language: str) -> list[Figure]:
    months = MONTHS.get(language, "").split()
    if not months:
        return []
    found = []
    for match in _any_of(tuple(months)).finditer(text):
        if language == "en" and match.group() in ("may", "march"):
            continue
        value = float(months.index(match.group().casefold()) + 1)
        found.append(Figure(match.start(), match.end(), match.group(), value, "month"))
    if language == "en" and found:
        for match in _any_of(tuple(ORDINALS)).finditer(text):
            if re.match(r"\s+of\s+[A-Z]", text[match.end() :]):
                value = float(ORDINALS.index(match.group().casefold()) + 1)
                found.append(Figure(match.start(), match.end(), match.group(), value, "day"))
    return found


@lru_cache(maxsize=32)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(words, key=len, reverse=True))})\b", re.IGNORECASE)


@lru_cache(maxsize=32)
def _number_words(language: str) -> re.Pattern[str]:
    scales = "|".join(sorted(map(re.escape, SCALES.get(language, SCALES["en"])), key=len, reverse=True))
    words = "|".join(sorted(map(re.escape, low(language)), key=len, reverse=True))
    if language == "ar":
        # What an "and" joins is written as one word with it, and units stand before tens.
        start, gap = "و?", r"\s+و?"
    else:
        start, gap = r"\b", rf"[\s-]+(?:{JOINTS.get(language, '(?!)')})?"
    word = rf"(?:{words}|{scales})\b"
    spoken = rf"{start}{word}(?:{gap}{word})*"
    return re.compile(rf"(?<![\w.,])(?<!por )(?<!pour )(?:{_DIGITS}(?:\s+(?:{scales})\b)*|{spoken})", re.IGNORECASE)


def _value(raw: str, known: Mapping[str, int], scales: Mapping[str, int]) -> float | None:
    total, part, seen = 0.0, 0.0, False
    for word in _split(raw.casefold(), known, scales):
        if word[0].isdigit():
            part, seen = _number(word), True
        elif word in scales:
            if scales[word] == 100:
                part = max(part, 1) * 100
            elif not part and 0 < total < scales[word]:
                total *= scales[word]
            else:
                total, part = total + max(part, 1) * scales[word], 0.0
            seen = True
        elif word in known:
            part, seen = part + known[word], True
    return total + part if seen else None


def _split(raw: str, known: Mapping[str, int], scales: Mapping[str, int]) -> list[str]:
    found: list[str] = []
    for word in (
        re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d)", "", raw).replace("quatre-vingt-dix", "quatre-vingt dix").split()
    ):
        if word.startswith("quatre-vingt-"):
            found += ["quatre-vingt", *word.split("-")[2:]]
            continue
        if word.startswith("و") and word not in known and word not in scales:
            word = word[1:]
        found += [word] if word in known or "-" not in word else word.split("-")
    return [each for each in found if each]


def _number(digits: str) -> float:
    """1,234 and 1.234 are thousands, 4.2 and 4,2 are decimals: three digits after each mark decide."""
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", digits):
        return float(re.sub(r"[.,]", "", digits))
    head, _, tail = digits.replace(",", ".").rpartition(".")
    return float(f"{head.replace('.', '') or '0'}.{tail}") if head else float(tail)
