"""Numerals of Chinese, Japanese and Korean: units of ten thousand, digits in signs and in syllables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from server.core.versions.number import FEW, Kind, Number

HAN_DIGITS = {each: at for at, each in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
HAN_SCALES = {"十": 10.0, "百": 1e2, "千": 1e3, "万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8, "兆": 1e12}
HANGUL_DIGITS = {each: at for at, each in enumerate("영일이삼사오육칠팔구")}
HANGUL_SCALES = {"십": 10.0, "백": 1e2, "천": 1e3, "만": 1e4, "억": 1e8, "조": 1e12}
# Korean's own numbers before what they count.
NATIVE = {
    "한": 1,
    "두": 2,
    "세": 3,
    "석": 3,
    "네": 4,
    "넉": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
    "열": 10,
    "열한": 11,
    "열두": 12,
    "열세": 13,
    "열네": 14,
    "열다섯": 15,
    "스무": 20,
    "서른": 30,
    "마흔": 40,
    "쉰": 50,
}
_HAN = frozenset({"zh", "ja"})
_LARGE = 1e4
_HAN_RUN = re.compile(
    r"\d[\d,.]*\s[百千万萬亿億兆]+|[\d零〇一二三四五六七八九十百千万萬亿億兆两兩.,点]*[零〇一二三四五六七八九十百千万萬亿億兆两兩]"
)
_KOREAN_RUN = re.compile(r"(?:\d[\d,.]*\s?[십백천만억조]+\s?)+(?:\d[\d,.]*)?(?=\D|$)")
_COUNTED = r"(?=\s?(?:년|월|일|개|명|인|퍼센트|%|원|달러|유로|건|차|호|항|주|시|분|배|곳|회|세|대|톤|킬로))"
_HANGUL_RUN = re.compile(rf"(?<![가-힣])[일이삼사오육칠팔구십백천만억조]{{1,}}{_COUNTED}")
_NATIVE_RUN = re.compile(
    rf"(?<![가-힣])({'|'.join(sorted(NATIVE, key=len, reverse=True))})"
    r"\s?(?=개|명|가지|차례|번|배|달|해|나라|건|척|곳|시간|사람|살|대|마리|권|분|쌍|팀|주|차)"
)


def in_digits(text: str, language: str) -> Iterator[Number]:
    """Figures with the units of ten thousand, and Chinese numerals."""
    if language in _HAN:
        yield from _in_signs(text)
    if language == "ko":
        for match in _KOREAN_RUN.finditer(text):
            raw = match.group().rstrip()
            value = worth(raw, HANGUL_DIGITS, HANGUL_SCALES)
            if value is not None:
                yield Number(match.start(), match.start() + len(raw), raw, Kind.DIGITS, frozenset({value}))


def in_korean_words(text: str) -> Iterator[Number]:
    """Numbers in syllables before what they count, of either series."""
    for match in _HANGUL_RUN.finditer(text):
        value = worth(match.group(), HANGUL_DIGITS, HANGUL_SCALES)
        kind = Kind.WORD if len(match.group()) > 1 and set(match.group()) & set("십백천만억") else Kind.LOOSE
        if value is not None:
            yield Number(match.start(), match.end(), match.group(), kind, frozenset({value}))
    for match in _NATIVE_RUN.finditer(text):
        value = float(NATIVE[match.group(1)])
        kind = Kind.WORD if value > 1 else Kind.LOOSE
        yield Number(match.start(), match.end(1), match.group(1), kind, frozenset({value}))


def worth(raw: str, digits: Mapping[str, int], scales: Mapping[str, float]) -> float | None:
    """3억 5,000만, 三千五百万, 二〇二七, 1.5万: from left to right, a large unit closes what stands before it."""
    total, section, part, seen = 0.0, 0.0, None, False
    tokens = re.findall(r"\d[\d,]*(?:\.\d+)?|\S", raw)
    positional = [each for each in tokens if each in digits]
    if len(positional) == len(tokens) and len(tokens) > 1:
        return float("".join(str(digits[each]) for each in tokens))
    for each in tokens:
        if each[0].isdigit():
            part, seen = float(each.replace(",", "")), True
        elif each in digits:
            part, seen = float(digits[each]), True
        elif each in scales and scales[each] >= _LARGE:
            total += max(section + (part or 0.0), 1.0) * scales[each]
            section, part, seen = 0.0, None, True
        elif each in scales:
            section += (1.0 if part is None else part) * scales[each]
            part, seen = None, True
    return round(total + section + (part or 0.0), 6) if seen else None


def _in_signs(text: str) -> Iterator[Number]:
    for match in _HAN_RUN.finditer(text):
        raw = match.group().lstrip(".,点")
        start = match.end() - len(raw)
        has_digit = any(each.isdigit() for each in raw)
        value = worth(raw, HAN_DIGITS, HAN_SCALES)
        kind = Kind.WORD if len(raw) > 1 else Kind.LOOSE
        kind = Kind.DIGITS if has_digit and value is not None and value > FEW else kind
        if value is not None:
            yield Number(start, match.end(), raw, kind, frozenset({value}))
