"""Dates: whether the months of a text stand in its translation. By CLDR, where a month's name is certain.

Pure. A month counts where a figure stands beside its name (1 March, março de 2027, le 1er mars), or as a figure of its
own (3월, 3月).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from babel import Locale

NAMED = frozenset({"en", "fr", "es", "pt", "it", "de", "nl", "ru"})
NUMBERED = frozenset({"zh", "ja", "ko"})
CAPITAL = frozenset({"en", "de"})  # written small, some of their months are other words
_NUMBER = re.compile(r"(\d{1,2})\s*[月월]")
_NUMERIC = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_BETWEEN = r"\.?(?:st|nd|rd|th|er|º|ª)?\s+(?:de\s+|of\s+|d['’])?"


def has_months(before: str, after: str, source: str, target: str) -> bool:
    """Whether every month that the text names stands in its translation; true for languages that are not known here."""
    if target not in NAMED | NUMBERED:
        return True
    wanted = _dated(before, source)
    return wanted <= _mentioned(after, target) or _NUMERIC.search(after) is not None


def without_months(text: str) -> str:
    """A text without the figures that are months: in other languages they become words."""
    return _NUMBER.sub(" ", text)


def _dated(text: str, language: str) -> set[int]:
    """The months beside which a figure stands."""
    if language in NUMBERED:
        return _numbers(text)
    if language not in NAMED:
        return set()
    found = _beside(language).findall(text)
    return {number for pair in found for name in pair if name for number in _numbered(name, language)}


def _mentioned(text: str, language: str) -> set[int]:
    if language in NUMBERED:
        return _numbers(text)
    return {number for name in _any(language).findall(text) for number in _numbered(name, language)}


def _numbers(text: str) -> set[int]:
    return {number for each in _NUMBER.findall(text) if 1 <= (number := int(each)) <= 12}


def _numbered(name: str, language: str) -> set[int]:
    return {number for form, number in _months(language).items() if re.fullmatch(form, name, re.IGNORECASE)}


@cache
def _months(language: str) -> Mapping[str, int]:
    """{pattern of a name: its number}. Russian ones in every case."""
    forms: dict[str, int] = {}
    for width in ("format", "stand-alone"):
        for number, name in Locale.parse(language).months[width]["wide"].items():
            stem = re.escape(name if language != "ru" else re.sub(r"[аяйь]$", "", name))
            forms[stem if language != "ru" else rf"{stem}(?:а|я|е|у|ю|й|ь|ем|ом)?"] = number
    return forms


@cache
def _any(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)({'|'.join(_months(language))})(?!\w)", _case(language))


@cache
def _beside(language: str) -> re.Pattern[str]:
    name = f"({'|'.join(_months(language))})"
    return re.compile(rf"\d{_BETWEEN}{name}(?!\w)|(?<!\w){name}\s+(?:de\s+|of\s+)?\d", _case(language))


def _case(language: str) -> re.RegexFlag:
    return re.NOFLAG if language in CAPITAL else re.IGNORECASE
