"""Names of countries in every language, by CLDR: a model that sees a name alone invents a sentence around it."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from babel import Locale

from translation.languages import LANGUAGES

# CLDR says South Korea; at an official table it is neither North nor South.
_OFFICIAL: tuple[Mapping[str, str], ...] = (
    {
        **{"en": "Korea", "pt": "Coreia", "fr": "Corée", "es": "Corea", "de": "Korea", "it": "Corea"},
        **{"ru": "Корея", "ar": "كوريا", "zh": "韩国", "ja": "韓国", "ko": "한국"},
    },
    {
        **{"en": "Republic of Korea", "pt": "República da Coreia", "fr": "République de Corée"},
        **{"es": "República de Corea", "de": "Republik Korea", "it": "Repubblica di Corea"},
        **{"ru": "Республика Корея", "ar": "جمهورية كوريا", "zh": "大韩民国", "ja": "大韓民国", "ko": "대한민국"},
    },
)


class Countries:
    """Looks names up in any two languages; each language is read once. Any thread may call."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._codes: dict[str, dict[str, str]] = {}

    def find(self, name: str, source: str, target: str) -> str | None:
        """The country's name in the target language, or None when it is no country's name."""
        for row in _OFFICIAL:
            if row.get(source, "").casefold() == name.casefold() and target in row:
                return row[target]
        if source not in LANGUAGES or target not in LANGUAGES:
            return None
        with self._lock:
            if source not in self._codes:
                self._codes[source] = {text.casefold(): code for code, text in _territories(source).items()}
            code = self._codes[source].get(name.casefold())
        return _territories(target).get(code) if code else None


def _territories(language: str) -> Mapping[str, str]:
    """{ISO 3166-1 alpha-2: name}, without the numbered regions of the world."""
    return {code: str(name) for code, name in Locale.parse(language).territories.items() if len(code) == 2}
