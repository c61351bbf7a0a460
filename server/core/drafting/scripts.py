"""Numbers in scripts that write them in their own way: Han with its ten thousands, Hangul with two sets of words."""

from __future__ import annotations

import re

from server.core.drafting.numerals import HAN_DIGITS, HAN_SCALES, HANGUL_COUNTS, HANGUL_DIGITS, HANGUL_SCALES

# ``start, end, text, value, unit`` of a figure.
Read = tuple[int, int, str, float, str]
# A single numeral of Han is a figure only before what is counted.
_COUNTED = "个|天|年|小时|分钟|次|点|票|件|吨|家|人|国|周|名|艘|辆|批|页|份|倍|公里|条|种|类|项|月|日|季|万|亿|艘|列|箱"
_HAN = re.compile(
    rf"(百分之)?(?<!第)((?:\d+(?:,\d{{3}})*(?:\.\d+)?(?:[百千万亿]+(?:\d+[百千万])?)?|[零〇一二两三四五六七八九十百千万亿]{{2,}}(?:点[零一二三四五六七八九]+[万亿]?)?"
    rf"|[零一二三四五六七八九]点[零一二三四五六七八九]+[万亿]?|(?<=百分之)[零一二三四五六七八九十]|[二两三四五六七八九十](?=(?:多)?(?:{_COUNTED})|成)))(%)?"
)
_SCALE = "[십백천만억]"
_HANGUL_UNITS = "퍼센트|프로|명|개|건|년|월|일|시간|분|톤|킬로|달러|원|유로|주|번|회|대|척|배|곳|페이지|유형|가지"
_HANGUL = re.compile(
    rf"(?P<digits>(?<![\d.,])\d+(?:,\d{{3}})*(?:\.\d+)?(?:\s?{_SCALE}+(?:\s?\d+(?:,\d{{3}})*\s?{_SCALE}+)*(?:\s?\d+)?)?)"
    rf"|(?<![가-힣])(?P<sino>[일이삼사오육칠팔구십백천만억]{{2,}})(?=\s?(?:{_HANGUL_UNITS}))"
    r"|(?<![가-힣])(?P<counts>(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)?(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|스무)?)"
    r"(?=\s?(?:시간|개월|개국|개|명|번|달|대|건|가지|나라|주|장|척|곳|배|사람|분))"
)
_PERCENT = re.compile(r"\s?(?:%|퍼센트|프로(?!그|젝))")


def han(text: str) -> list[Read]:
    """The figures of a text in Chinese, in order; ``unit`` is a percent sign or the character that follows."""
    found: list[Read] = []
    for match in _HAN.finditer(text):
        raw = match.group(2)
        value = _han_value(raw)
        if value is None:
            continue
        following = text[match.end() :].removeprefix("个")[:1] or text[match.end() : match.end() + 1]
        if following == "成" and value <= 10:
            value, unit = value * 10, "%"
        else:
            unit = "%" if match.group(1) or match.group(3) else following
        found.append((match.start(2), match.end(2), raw, value, unit))
    return found


def hangul(text: str) -> list[Read]:
    """The figures of a text in Korean, in order; ``unit`` is a percent sign or the letters that follow."""
    found: list[Read] = []
    for match in _HANGUL.finditer(text):
        raw = match.group().rstrip()
        if not raw:
            continue
        value = _counts(raw) if match["counts"] else _scaled(raw, HANGUL_DIGITS, HANGUL_SCALES)
        if value is None or (value == 1 and not raw[0].isdigit()):
            continue
        end = match.start() + len(raw)
        following = re.match(r"\s?([가-힣A-Za-z]+)", text[end:])
        unit = "%" if _PERCENT.match(text, end) else (following.group(1)[:2] if following else "")
        found.append((match.start(), end, raw, value, unit))
    return found


def _han_value(raw: str) -> float | None:
    whole, _, tenths = raw.partition("点")
    value = _scaled(whole, HAN_DIGITS, HAN_SCALES)
    if value is None or not tenths:
        return value
    scale = HAN_SCALES.get(tenths[-1], 1)
    return scale * (value + float("0." + "".join(str(HAN_DIGITS[each]) for each in tenths if each in HAN_DIGITS)))


def _scaled(raw: str, digits: dict[str, int], scales: dict[str, int]) -> float | None:
    total, section, part = 0.0, 0.0, 0.0
    for each in re.findall(r"\d+(?:\.\d+)?|[^\d\s]", raw.replace(",", "")):
        if each[0].isdigit():
            part = float(each)
        elif each in digits:
            part = digits[each]
        elif each not in scales:
            return None
        elif scales[each] == 10**8:
            total, section, part = max(total + section + part, 1) * scales[each], 0, 0
        elif scales[each] == 10**4:
            total, section, part = total + max(section + part, 1) * scales[each], 0, 0
        else:
            section, part = section + max(part, 1) * scales[each], 0
    return total + section + part


def _counts(raw: str) -> float | None:
    """ "열두": ten and two."""
    value, rest = 0, raw
    while rest:
        word = next((each for each in sorted(HANGUL_COUNTS, key=len, reverse=True) if rest.startswith(each)), None)
        if word is None:
            return None
        value, rest = value + HANGUL_COUNTS[word], rest[len(word) :]
    return float(value)
