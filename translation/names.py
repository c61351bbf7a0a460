"""Names of countries in every language: looked up alone, and found in a sentence and in its translation.

A model that sees a name alone invents a sentence around it; in a sentence it may take one country for another.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from translation.countries import Country, every, territories

# Names are found in sentences of these languages; in others they are inflected or grown together with other words.
FOUND_IN = frozenset({"en", "fr", "es", "pt", "de", "it", "zh", "ja", "ko"})
WITHOUT_SPACES = frozenset({"zh", "ja", "ko"})
# Shorter names without spaces are parts of other words (말리, 이란), of which only these scripts have many.
SHORTEST: Mapping[str, int] = {"zh": 2, "ja": 2, "ko": 3}
# Names of people and places too: as they stand in the source they are right as well.
ALSO_PEOPLE = frozenset({"GE", "JO", "TD", "MU", "SV", "IL", "CU", "KE", "MX"})
# Called like a meeting in some languages (Reunión, Reunião): known by itself, and not looked for in sentences.
NOT_IN_SENTENCES = frozenset({"RE"})


@dataclass(frozen=True, slots=True)
class Named:
    """A country that a sentence names: as it stands there, and what it is called in the target language."""

    said: str
    rendering: str
    code: str


class Countries:
    """Looks names up in any two languages; each language is read once. Any thread may call."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._spoken: dict[str, tuple[re.Pattern[str], dict[str, str]]] = {}
        self._right: dict[tuple[str, str], re.Pattern[str]] = {}

    def find(self, name: str, source: str, target: str) -> str | None:
        """The country's name in the target language, or None when it is no country's name.

        A formal name becomes the formal one, any other the short one.
        """
        wanted = _folded(name)
        for country in every().values():
            if wanted == _folded(country.formal.get(source, "")):
                return country.formal.get(target) or country.name(target) or None
            if wanted == _folded(country.name(source)):
                return country.name(target) or None
        by_cldr = next((code for code, text in territories(source).items() if _folded(text) == wanted), "")
        if by_cldr:
            return territories(target).get(by_cldr)
        others = (country for country in every().values() if wanted in map(_folded, country.also.get(source, ())))
        return next((country.name(target) for country in others if country.name(target)), None)

    def lost(self, before: str, after: str, source: str, target: str) -> list[Named]:
        """The countries that a sentence names and its translation does not, by none of their names or adjectives."""
        return [each for each in self.named(before, source, target) if not self._is_in(each, after, target)]

    def named(self, text: str, source: str, target: str) -> list[Named]:
        """The countries that a sentence names, in order, where the target language has a name for them."""
        if source not in FOUND_IN:
            return []
        pattern, codes = self._names_of(source)
        found: dict[str, Named] = {}
        for match in pattern.finditer(text):
            country = every()[codes[match.group()]]
            is_formal = match.group() == country.formal.get(source)
            rendering = (country.formal.get(target) if is_formal else "") or country.name(target)
            if rendering:
                found.setdefault(country.code, Named(match.group(), rendering, country.code))
        return list(found.values())

    def _is_in(self, named: Named, text: str, target: str) -> bool:
        with self._lock:
            pattern = self._right.get((named.code, target))
        if pattern is None:
            pattern = _recogniser(every()[named.code], target)
            with self._lock:
                self._right[named.code, target] = pattern
        is_copied = named.code in ALSO_PEOPLE and named.said in text
        return is_copied or pattern.search(_plain(text)) is not None

    def _names_of(self, source: str) -> tuple[re.Pattern[str], dict[str, str]]:
        """What finds names in a language, longest first, and the country of each."""
        with self._lock:
            if source not in self._spoken:
                shortest = SHORTEST.get(source, 0)
                codes = {
                    name: code
                    for code, country in every().items()
                    for name in (country.name(source), country.formal.get(source, ""))
                    if name and len(name) >= shortest and code not in NOT_IN_SENTENCES
                }
                self._spoken[source] = (_any_of(codes, source), codes)
            return self._spoken[source]


def _any_of(names: Iterable[str], language: str) -> re.Pattern[str]:
    found = _either(names)
    return found if language in WITHOUT_SPACES else re.compile(rf"(?<!\w){found.pattern}(?!\w)")


def _recogniser(country: Country, language: str) -> re.Pattern[str]:
    """Finds any name or adjective of a country in a plain text: names as they are, adjectives whatever their ending."""
    known = [*country.names(language), *filter(None, [country.adjective.get(language)])]
    if language in WITHOUT_SPACES:
        return _either(map(_plain, known))
    if language == "ar":
        return _either(re.sub(r"^ال(?=\w{3})", "", _plain(name)) for name in known)
    if language == "ru":
        return _either((_stem(_plain(name)) for name in known), r"(?<!\w)")
    adjectives = [re.sub(r"(?<=\w{4})[aeou]s?$", "", _plain(name)) for name in known if name[:1].islower()]
    whole = rf"(?<!\w){_either(map(_plain, known)).pattern}s?(?!\w)"
    return re.compile(rf"{whole}|(?<!\w){_either(adjectives).pattern}" if adjectives else whole)


def _either(words: Iterable[str], before: str = "") -> re.Pattern[str]:
    longest_first = sorted({re.escape(word) for word in words}, key=len, reverse=True)
    return re.compile(f"{before}(?:{'|'.join(longest_first)})")


def _stem(name: str) -> str:
    """A Russian name without what declension changes at its end."""
    return re.sub(r"(?<=\w{3})[аеиоуыьэюя]{1,3}$", "", name)


def _plain(text: str) -> str:
    """Small letters without accents, one kind of apostrophe, one kind of alef."""
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(mark))
    return unicodedata.normalize("NFC", re.sub("[أإآ]", "ا", bare.replace("’", "'")))


def _folded(name: str) -> str:
    return name.casefold().replace("’", "'")
