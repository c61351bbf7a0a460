"""The languages that a session may have: names by CLDR, direction by script."""

from __future__ import annotations

from babel import Locale

from translation.countries import every, territories

CODES = ("en", "ko", "pt", "fr", "es", "ru", "ar", "zh", "ja", "de", "it")
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def names() -> dict[str, str]:
    """Each language's code and its name in itself."""
    return {code: (Locale.parse(code).get_display_name(code) or code).capitalize() for code in CODES}


def direction(code: str) -> str:
    """``ltr`` or ``rtl``."""
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"


def country(code: str, language: str) -> str:
    """The name of a country in a language; empty for a code that is none (an organisation, the chair)."""
    known = every().get(code)
    if known is not None:
        return known.name(language)
    return territories(language).get(code, "") if code.isalpha() else ""
