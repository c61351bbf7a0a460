"""Quantities, shares and dates in what was said, with their values, so that 93 and ninety-three are the same figure."""

# ruff: noqa: E501, SIM905 (tables of words)

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_UNITS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "fr": "zéro un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf",
    "es": "cero un|uno|una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve",
    "pt": "zero um|uma dois|duas três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezasseis|dezesseis dezassete|dezessete dezoito dezanove|dezenove",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "fr": "vingt trente quarante cinquante soixante soixante-dix quatre-vingts|quatre-vingt quatre-vingt-dix",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
}
_SCALES = {
    "en": {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9},
    "fr": {"cent": 100, "cents": 100, "mille": 1000, "million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9},
    "es": {"cien": 100, "ciento": 100, "mil": 1000, "millón": 10**6, "millones": 10**6},
    "pt": {"cem": 100, "cento": 100, "mil": 1000, "milhão": 10**6, "milhões": 10**6, "bilhões": 10**9},
}  # fmt: skip
MONTHS = {
    "en": "january february march april may june july august september october november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
}
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth "
    "eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh "
    "twenty-eighth twenty-ninth thirtieth thirty-first"
).split()  # fmt: skip
_PERCENT = re.compile(r"\s*(?:%|per ?cent\b|pour cent\b|por ?cento\b|por ciento\b)", re.IGNORECASE)
# "Three and a half": the half belongs to the figure, not to what follows.
_HALF = re.compile(r"\s+(?:and a half|et demie?|y medi[oa]|e mei[oa]|с половиной)(?!\w)", re.IGNORECASE)
_DIGITS = r"(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)*)"
_HAN_DIGITS = {each: at for at, each in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_HAN_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


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
    if language == "zh":
        return _han(text)
    found = []
    scales, low = _SCALES.get(language, _SCALES["en"]), _low(language)
    for match in _number_words(language).finditer(text):
        raw = match.group().rstrip(" -")
        value = _value(raw, low, scales)
        end = match.start() + len(raw)
        half = _HALF.match(text, end)
        if value is not None and half:
            value, end = value + 0.5, half.end()
            raw = text[match.start() : end]
        if value is None or (value == 1 and not raw[0].isdigit()):
            continue
        found.append(_measured(text, match.start(), end, value))
    return tuple(sorted(found + _dates(text, language), key=lambda each: each.start))


def _measured(text: str, start: int, end: int, value: float) -> Figure:
    percent = _PERCENT.match(text, end)
    if percent:
        return Figure(start, end, text[start:end], value, "%")
    following = re.match(r"\s+(?:of (?:the|our|all) )?([^\W\d_]+)", text[end:])
    return Figure(start, end, text[start:end], value, following.group(1).casefold()[:5] if following else "")


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
    scales = "|".join(sorted(map(re.escape, _SCALES.get(language, _SCALES["en"])), key=len, reverse=True))
    words = "|".join(sorted(map(re.escape, _low(language)), key=len, reverse=True))
    spoken = rf"\b(?:{words}|{scales})\b(?:[\s-]+(?:and\s+|e\s+|et\s+|y\s+)?(?={words}|{scales}))?"
    return re.compile(
        rf"(?<![\w.,])(?<!por )(?<!pour )(?:{_DIGITS}(?:\s+(?:{scales})\b)*|(?:{spoken})+)", re.IGNORECASE
    )


@lru_cache(maxsize=32)
def _low(language: str) -> dict[str, int]:
    units = {word: at for at, forms in enumerate(_UNITS.get(language, "").split()) for word in forms.split("|")}
    tens = {
        word: 10 * (at + 2) for at, forms in enumerate(_TENS.get(language, "").split()) for word in forms.split("|")
    }
    return units | tens or {"zero": 0}


def _value(raw: str, low: dict[str, int], scales: dict[str, int]) -> float | None:
    total, part, seen = 0.0, 0.0, False
    for word in _split(raw.casefold(), low):
        if word[0].isdigit():
            part, seen = _number(word), True
        elif word in scales:
            if scales[word] == 100:
                part = max(part, 1) * 100
            else:
                total, part = total + max(part, 1) * scales[word], 0.0
            seen = True
        elif word in low:
            part, seen = part + low[word], True
    return total + part if seen else None


def _split(raw: str, low: dict[str, int]) -> list[str]:
    found: list[str] = []
    for word in (
        re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d)", "", raw).replace("quatre-vingt-dix", "quatre-vingt dix").split()
    ):
        if word.startswith("quatre-vingt-"):
            found += ["quatre-vingt", *word.split("-")[2:]]
            continue
        found += [word] if word in low or "-" not in word else word.split("-")
    return found


def _number(digits: str) -> float:
    """1,234 and 1.234 are thousands, 4.2 and 4,2 are decimals: three digits after each mark decide."""
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", digits):
        return float(re.sub(r"[.,]", "", digits))
    head, _, tail = digits.replace(",", ".").rpartition(".")
    return float(f"{head.replace('.', '') or '0'}.{tail}") if head else float(tail)


def _han(text: str) -> tuple[Figure, ...]:
    found = []
    for match in re.finditer(
        r"(百分之)?(\d+(?:\.\d+)?(?:[万亿])?|[零〇一二两三四五六七八九十百千万亿]{2,}|(?<=百分之)[零一二三四五六七八九十])(%)?",
        text,
    ):
        value = _han_value(match.group(2))
        unit = "%" if match.group(1) or match.group(3) else text[match.end() : match.end() + 1]
        found.append(Figure(match.start(2), match.end(2), match.group(2), value, unit))
    return tuple(found)


def _han_value(raw: str) -> float:
    digits = re.match(r"\d+(?:\.\d+)?", raw)
    if digits:
        return float(digits.group()) * _HAN_SCALES.get(raw[digits.end() :] or "", 1)
    total, section, part = 0, 0, 0
    for each in raw:
        if each in _HAN_DIGITS:
            part = _HAN_DIGITS[each]
        elif _HAN_SCALES[each] >= 10**4:
            total, section, part = (total + section + part) * _HAN_SCALES[each], 0, 0
        else:
            section, part = section + max(part, 1) * _HAN_SCALES[each], 0
    return float(total + section + part)
