"""Paragraphs that somebody names: "paragraph 4", "le deuxième alinéa du préambule", "제4항", "the text as a whole"."""

# ruff: noqa: E501 (tables of words)

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from server.core.statement.statement import Kind
from server.core.zero.blocks import suffix

# So far around a number words like "of the preamble" are looked for.
_NEAR = 28
# "paragraphs 2 to 200" means no two hundred paragraphs.
_MOST = 60


@dataclass(frozen=True, slots=True)
class Reference:
    """A paragraph by its kind and number; number 0: all of that kind; kind None: the whole text.

    ``suffix``: "bis" of "paragraph 3 bis".
    """

    kind: Kind | None
    number: int = 0
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class _Words:
    """``noun`` before a number, ``ordinals`` before ``noun``; ``numbers``: what the words for 1, 2, 3... begin with."""

    noun: str
    numbers: tuple[str, ...]
    joints: str
    preamble: str
    whole: str
    abbreviations: str = ""


_WORDS: Mapping[str, _Words] = {
    "en": _Words(
        r"(?:paragraphs?|paras?\.?|articles?|points?|items? of the text)",
        ("one|first", "two|second", "three|third", "four|fourth", "five|fifth", "six|sixth", "seven|seventh", "eight|eighth", "nine|ninth", "ten|tenth", "eleven|eleventh", "twelve|twelfth"),
        r"and|or|to|through", r"preamb\w+",
        r"\b(?:whole|entire|full) (?:text|draft|statement|declaration|document|communiqu[eé]|resolution)\b|\b(?:text|draft|statement|declaration|document|communiqu[eé]|resolution) (?:as a whole|in its entirety|as it stands)\b|\bevery paragraph\b|\ball (?:the |of the )?paragraphs\b",
    ),
    "fr": _Words(
        r"(?:paragraphes?|alinéas?|points?|articles?)",
        ("un|premi[eè]re?", "deux|deuxième|second", "trois|troisième", "quatre|quatrième", "cinq|cinquième", "six|sixième", "sept|septième", "huit|huitième", "neuf|neuvième", "dix|dixième", "onze|onzième", "douze|douzième"),
        r"et|ou|à|au", r"préamb\w+",
        r"\bl['’]ensemble du (?:texte|projet)\b|\b(?:texte|projet|déclaration) dans (?:son ensemble|sa totalité)\b|\btout le (?:texte|projet)\b|\btous les paragraphes\b",
    ),
    "es": _Words(
        r"(?:párrafos?|apartados?|puntos?|artículos?)",
        ("uno|primero?", "dos|segundo", "tres|tercero?", "cuatro|cuarto", "cinco|quinto", "seis|sexto", "siete|séptimo", "ocho|octavo", "nueve|noveno", "diez|décimo", "once|undécimo", "doce|duodécimo"),
        r"y|o|a|al", r"pre[aá]mb\w+",
        r"\b(?:texto|proyecto|borrador|documento) (?:completo|entero|en su (?:conjunto|totalidad))\b|\btodo el (?:texto|proyecto|borrador)\b|\btodos los párrafos\b|\bconjunto del texto\b",
    ),
    "pt": _Words(
        r"(?:parágrafos?|pontos?|artigos?|alíneas?)",
        ("um|primeiro", "dois|segundo", "três|terceiro", "quatro|quarto", "cinco|quinto", "seis|sexto", "sete|sétimo", "oito|oitavo", "nove|nono", "dez|décimo", "onze", "doze"),
        r"e|ou|a|ao", r"pre[aâ]mb\w+",
        r"\b(?:texto|projeto|rascunho|documento) (?:completo|inteiro|no seu (?:conjunto|todo)|na íntegra)\b|\btodo o (?:texto|projeto)\b|\btodos os parágrafos\b|\bconjunto do texto\b",
    ),
    "ru": _Words(
        r"(?:пункт\w*|параграф\w*|абзац\w*|стать\w+)",
        ("один\\w*|перв\\w+", "два|две|втор\\w+", "три|трет\\w+", "четыре|четв[её]рт\\w+", "пять|пят\\w+", "шесть|шест\\w+", "семь|седьм\\w+", "восемь|восьм\\w+", "девять|девят\\w+", "десять|десят\\w+"),
        r"и|или|до|по", r"преамбул\w*",
        r"\bвес[ьь]? (?:текст|проект)\w*|\b(?:текст|проект|заявлени)\w* в целом\b|\bвсе пункты\b|\bвсего (?:текста|проекта)\b",
    ),
    "ar": _Words(
        r"[وفبلك]{0,2}(?:ال|ل)?(?:فقر(?:ة|ات|تين)|بند|مادة)",
        ("الأولى|واحد|الأول", "الثانية|اثنين|الثاني", "الثالثة|ثلاثة?|الثالث", "الرابعة|أربعة?|الرابع", "الخامسة|خمسة?|الخامس", "السادسة|ستة?|السادس", "السابعة|سبعة?|السابع", "الثامنة|ثمانية?|الثامن", "التاسعة|تسعة?|التاسع", "العاشرة|عشرة?|العاشر"),
        r"و|أو|إلى|حتى", r"(?:ال)?ديباجة",
        r"(?:النص|المشروع|البيان) (?:ككل|بأكمله|كاملا|برمته)|كامل النص|جميع الفقرات|مجمل النص",
    ),
}  # fmt: skip
# "3 bis": what stands behind the number of a paragraph between two.
_BETWEEN = r"(?:\s?-?(?:bis|ter|quater|quinquies|бис|тер|кватер|مكرر(?:ا|اً)?)(?!\w)|(?-i:[A-D])(?!\w))"
_HAN = "一二三四五六七八九十"
_CHINESE = re.compile(
    rf"(?P<pre>序言(?:部分)?)?第\s?(?P<a>[{_HAN}]{{1,3}}|\d{{1,3}})(?:\s?[至到和、-]\s?第?(?P<b>[{_HAN}]{{1,3}}|\d{{1,3}}))?\s?(?:段|款|条|项)(?P<of>之[二三四五])?"
)
_CHINESE_WHOLE = re.compile(r"(?:整个|全部|整体)(?:案文|文本|草案|声明)|案文整体|所有段落|全文")
_KOREAN = re.compile(
    r"(?P<pre>전문\s?)?(?:제\s?(?P<a>\d{1,3})(?:\s?(?:항|조|문단|단락))?(?:\s?(?:부터|에서|및|과|와|,|-)\s?제?\s?(?P<b>\d{1,3}))?\s?(?:항|조|문단|단락)(?P<of>의\s?[2345](?!\d))?"
    r"|(?P<c>\d{1,2})번?\s?(?:항|문단|단락)|(?P<d>첫|두|세|네|다섯|여섯|일곱|여덟|아홉|열)\s?번째\s?(?:항|문단|단락|조항))"
)  # fmt: skip
_KOREAN_WHOLE = re.compile(r"(?:전체|모든)\s?(?:문안|초안|성명|문서|조항|문단|텍스트)|(?:문안|초안|성명|문서) 전체")
_KOREAN_ORDINALS = ("첫", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열")


def references(text: str, language: str) -> tuple[Reference, ...]:
    """The paragraphs that a sentence names, each once, in order."""
    if language == "zh":
        found = _of_matches(text, _CHINESE, _CHINESE_WHOLE, "序言")
    elif language == "ko":
        found = _of_matches(text, _KOREAN, _KOREAN_WHOLE, "전문 ")
    elif language in _WORDS:
        found = _spaced(text, language)
    else:
        return ()
    return tuple(dict.fromkeys(found))


def _spaced(text: str, language: str) -> Iterator[Reference]:
    words = _WORDS[language]
    if re.search(words.whole, text, re.IGNORECASE):
        yield Reference(None)
    after, before = _patterns(language)
    is_found = False
    for match in after.finditer(text):
        kind = _kind(text, match, words.preamble)
        for number, between in _numbers(match["numbers"], language):
            is_found = True
            yield Reference(kind, number, between)
    for match in before.finditer(text):
        kind = _kind(text, match, words.preamble)
        number = _number(match["ordinal"], language)
        if number:
            is_found = True
            yield Reference(kind, number)
    if not is_found and re.search(rf"(?<!\w)(?:{words.preamble})(?!\w)", text, re.IGNORECASE):
        yield Reference(Kind.PREAMBULAR)


@lru_cache(maxsize=16)
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = _WORDS[language]
    one = rf"(?:\d{{1,3}}(?!\d|[.,]\d|\s?%){_BETWEEN}?|(?:{'|'.join(words.numbers)})(?!\w))"
    joint = rf"\s*(?:,|-|–|(?:{words.joints})\s)\s*"
    after = rf"(?<!\w)(?:{words.noun}|OP|PP)\s*(?:n[o°º]\.?\s*|number\s+|№\s*|numéro\s+|número\s+)?(?P<numbers>{one}(?:{joint}(?:{words.noun}\s+)?{one})*)"
    middle = r"(?:\w+\s+){0,1}"
    before = rf"(?<!\w)(?P<ordinal>(?:\d{{1,2}}(?:st|nd|rd|th|e|er|ème|º|ª|-[а-я]{{1,2}}))|(?:{'|'.join(words.numbers)}))\s+{middle}{words.noun}(?!\w)"
    return re.compile(after, re.IGNORECASE), re.compile(before, re.IGNORECASE)


def _kind(text: str, match: re.Match[str], preamble: str) -> Kind:
    near = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    is_preamble = match.group().startswith("PP") or re.search(preamble, near, re.IGNORECASE)
    return Kind.PREAMBULAR if is_preamble else Kind.OPERATIVE


def _numbers(raw: str, language: str) -> list[tuple[int, str]]:
    """Numbers and what stands behind them, a range as all that lie in it."""
    words = _WORDS[language]
    one = rf"\d+{_BETWEEN}?|(?<!\w)(?:{'|'.join(words.numbers)})(?!\w)"
    found: list[tuple[int, str]] = []
    ends = list(re.finditer(one, raw, re.IGNORECASE))
    for at, match in enumerate(ends):
        number = _number(match.group(), language)
        between = raw[ends[at - 1].end() : match.start()] if at else ""
        is_range = bool(
            re.search(r"[-–]|\bto\b|\bthrough\b|\bà\b|\bau\b|\ba\b|\bal\b|\bao\b|\bдо\b|\bпо\b|إلى|حتى", between)
        )
        if is_range and found and found[-1][0] < number <= found[-1][0] + _MOST:
            found += [(each, "") for each in range(found[-1][0] + 1, number + 1)]
        elif number:
            found.append((number, suffix(match.group())))
    return found


def _number(word: str, language: str) -> int:
    digits = re.match(r"\d+", word)
    if digits:
        return int(digits.group())
    for at, forms in enumerate(_WORDS[language].numbers):
        if re.fullmatch(forms, word, re.IGNORECASE):
            return at + 1
    return 0


def _of_matches(text: str, pattern: re.Pattern[str], whole: re.Pattern[str], preamble: str) -> Iterator[Reference]:
    if whole.search(text):
        yield Reference(None)
    is_found = False
    for match in pattern.finditer(text):
        given = match.groupdict()
        kind = Kind.PREAMBULAR if given["pre"] else Kind.OPERATIVE
        first = _east(given["a"] or given.get("c") or given.get("d") or "")
        last = _east(given["b"] or "") or first
        is_joint = bool(re.search("[和、]|및|과|와|,", match.group()))
        is_found = True
        between = suffix(f"1{given['of']}") if given.get("of") else ""
        for number in (first, last) if is_joint or not first < last <= first + _MOST else range(first, last + 1):
            yield Reference(kind, number, between if number == last else "")
    if not is_found and preamble in text:
        yield Reference(Kind.PREAMBULAR)


def _east(raw: str) -> int:
    if not raw:
        return 0
    if raw.isdigit():
        return int(raw)
    if raw in _KOREAN_ORDINALS:
        return _KOREAN_ORDINALS.index(raw) + 1
    tens, is_ten, units = raw.partition("十")
    if not is_ten:
        return _HAN.index(raw) + 1
    return (_HAN.index(tens) + 1 if tens else 1) * 10 + (_HAN.index(units) + 1 if units else 0)
