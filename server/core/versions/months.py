"""What months are called in eight languages, and where they stand in a text."""

# ruff: noqa: E501 (tables of words in many scripts)

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from server.core.versions.eastern import HAN_DIGITS, HAN_SCALES, worth
from server.core.versions.number import Kind, Number

_MONTHS = {
    "en": "january|jan february|feb march april|apr may june july august|aug september|sept|sep october|oct november|nov december|dec",
    "fr": "janvier février mars avril mai juin juillet août|aout septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "de": "januar|jänner februar märz april mai juni juli august september oktober november dezember",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "ru": "январь|января|январе февраль|февраля|феврале март|марта|марте апрель|апреля|апреле май|мая|мае июнь|июня|июне июль|июля|июле август|августа|августе сентябрь|сентября|сентябре октябрь|октября|октябре ноябрь|ноября|ноябре декабрь|декабря|декабре",
    "ar": "يناير|كانون_الثاني فبراير|شباط مارس|آذار أبريل|إبريل|نيسان مايو|أيار يونيو|يونيه|حزيران يوليو|يوليه|تموز|جويلية أغسطس|آب سبتمبر|أيلول أكتوبر|تشرين_الأول نوفمبر|تشرين_الثاني ديسمبر|كانون_الأول",
}
# Months that are other words as well: they count only beside a figure.
ALSO_WORDS = frozenset(
    {
        "may",
        "march",
        "mars",
        "mai",
        "jan",
        "sep",
        "dec",
        "mar",
        "apr",
        "آب",
        "mayo",
        "maio",
        "marzo",
        "março",
        "май",
        "мая",
    }
)
_MONTH_FIGURE = re.compile(r"(?<!\d)(\d{1,2})\s?[月월](?!間)|(十[一二]?|[一二三四五六七八九])月")


@cache
def months(language: str) -> Mapping[str, int]:
    """{name in small letters: 1 to 12}."""
    return {
        name.replace("_", " "): number
        for number, forms in enumerate(_MONTHS.get(language, "").split(), 1)
        for name in forms.split("|")
    }


def months_in(text: str, language: str) -> Iterator[Number]:
    """The months that a text names; short names that are other words, too, only beside a figure."""
    if language in ("zh", "ja", "ko"):
        for match in _MONTH_FIGURE.finditer(text):
            raw = match.group(1) or match.group(2)
            value = float(raw) if raw.isdigit() else worth(raw, HAN_DIGITS, HAN_SCALES)
            if value and 1 <= value <= 12:
                yield Number(match.start(), match.end(), match.group(), Kind.MONTH, frozenset({value}))
        return
    names = months(language)
    pattern = _any_of(language)
    for match in pattern.finditer(text) if pattern else ():
        name = match.group().casefold()
        near = text[max(0, match.start() - 12) : match.start()] + " " + text[match.end() : match.end() + 8]
        if name in ALSO_WORDS and not any(each.isdigit() for each in near):
            continue
        if language in ("en", "de") and match.group()[0].islower():
            continue
        yield Number(match.start(), match.end(), match.group(), Kind.MONTH, frozenset({float(names[name])}))


@cache
def _any_of(language: str) -> re.Pattern[str] | None:
    names = "|".join(sorted(map(re.escape, months(language)), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE) if names else None
