"""The few words that a document says of itself, in its own language, and the names of its parties and days.

An unknown language gets English. Knows no format.
"""

from __future__ import annotations

import datetime
import json
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime

_LABELS = Path(__file__).parent / "layouts" / "words.json"
_COUNTRIES = Path(__file__).parent / "layouts" / "countries.json"
_LRM, _RLM = "\u200e", "\u200f"
_ISOLATE, _POP = "\u2068", "\u2069"
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def words(language: str) -> Mapping[str, str]:
    """Labels by key; ``{}`` marks where a day or a page goes."""
    labels = _labels()
    return labels.get(language.split("-")[0].lower(), labels["en"])


def known(wanted: Iterable[str]) -> str:
    """The first of these languages that has labels, by its code; English where none has."""
    codes = (each.split("-")[0].lower() for each in wanted)
    return next((each for each in codes if each in _labels()), "en")


def every_language() -> list[Mapping[str, str]]:
    """The labels of every language."""
    return list(_labels().values())


def direction(language: str) -> str:
    """``ltr`` or ``rtl``."""
    return "rtl" if language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def listed(names: Iterable[str], language: str) -> str:
    """Names beside each other, with the comma of the language."""
    return words(language)["comma"].join(names)


def reading(text: str, language: str) -> str:
    """In which direction somebody's own words run: by their first letter; without any that of the language."""
    for sign in text:
        if unicodedata.bidirectional(sign) in ("L", "R", "AL"):
            return "ltr" if unicodedata.bidirectional(sign) == "L" else "rtl"
    return direction(language)


def apart(text: str) -> str:
    """Somebody's words within a line that runs from left to right: set apart where they hold a letter of the others."""
    is_other = any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)
    return f"{_ISOLATE}{text}{_POP}" if is_other else text


def set_in(text: str, language: str) -> str:
    """A name within a line: where it is written the other way, figures and commas after it do not become part of it."""
    is_rtl = direction(language) == "rtl"
    others = ("L",) if is_rtl else ("R", "AL")
    is_other = any(unicodedata.bidirectional(sign) in others for sign in text)
    mark = _RLM if is_rtl else _LRM
    return f"{mark}{text}{mark}" if is_other else text


def party(code: str, language: str) -> str:
    """The name of a country by its ISO 3166 code, the chair by CHAIR; any other name as it is given.

    Names are CLDR's, but for the states that sign under another: layouts/countries.json.
    """
    if code == "CHAIR":
        return words(language)["chair"]
    official = _official().get(code, {}).get(language.split("-")[0].lower())
    if official:
        return official
    name = _locale(language).territories.get(code) if len(code) == 2 and code.isupper() else None
    return str(name) if name else code


def day(date: str, language: str) -> str:
    """An ISO 8601 day or instant as the language writes it, an instant with its time in UTC; anything else as given."""
    try:
        moment = datetime.datetime.fromisoformat(date)
    except ValueError:
        return date
    if len(date) <= 10:
        return format_date(moment, "long", locale=_locale(language))
    if moment.tzinfo:
        moment = moment.astimezone(datetime.UTC).replace(tzinfo=None)
    locale = _locale(language)
    return f"{format_date(moment, 'long', locale=locale)} · {format_datetime(moment, 'HH:mm', locale=locale)} UTC"


def language_name(code: str, language: str) -> str:
    """What one language calls another."""
    return str(_locale(language).languages.get(code.split("-")[0].lower(), code))


@lru_cache(maxsize=1)
def _labels() -> Mapping[str, Mapping[str, str]]:
    labels: Mapping[str, Mapping[str, str]] = json.loads(_LABELS.read_text(encoding="utf-8"))
    return labels


@lru_cache(maxsize=1)
def _official() -> Mapping[str, Mapping[str, str]]:
    names: Mapping[str, Mapping[str, str]] = json.loads(_COUNTRIES.read_text(encoding="utf-8"))
    return names


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")
