"""The countries and customs territories that may sit at the table: their names in every language.

Short names come from CLDR where ``countries.tsv`` has no other; formal names (as the United Nations use them),
adjectives (masculine singular) and other usual names stand in that table, and only where they are certain. Chinese and
Korean set the name itself before a noun.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

from babel import Locale

from translation.languages import LANGUAGES

TABLE = Path(__file__).with_name("countries.tsv")
# The languages of customs' international organisations here: every country has a short name in each.
OFFICIAL = ("en", "fr", "es", "pt", "ru", "ar", "zh", "ko")
FORMS = ("short", "formal", "adjective", "also")
# Where a language is written in two ways, what its other half calls countries counts as right too.
OTHER_HALVES: Mapping[str, str] = {"pt": "pt_PT"}


@dataclass(frozen=True, slots=True)
class Country:
    """Its names by language: {language: name}. ``also``: other usual names, which are understood and never written."""

    code: str
    short: Mapping[str, str] = field(default_factory=dict)
    formal: Mapping[str, str] = field(default_factory=dict)
    adjective: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def name(self, language: str) -> str:
        """The short name; by CLDR where the table has none of its own, empty in a language that CLDR lacks."""
        return self.short.get(language) or territories(language).get(self.code, "")

    def names(self, language: str) -> list[str]:
        """Every name of it in a language, the short one first, without doubles."""
        halves = [territories(half).get(self.code, "") for half in (language, OTHER_HALVES.get(language, ""))]
        known = [self.name(language), self.formal.get(language, ""), *halves, *self.also.get(language, ())]
        return list(dict.fromkeys(filter(None, known)))

    def as_dict(self) -> dict[str, object]:
        """``{code, names: {language: {short, formal, adjective}}}`` in the OFFICIAL languages, without empty ones."""
        names = {
            code: {
                "short": self.name(code),
                "formal": self.formal.get(code, ""),
                "adjective": self.adjective.get(code, ""),
            }
            for code in OFFICIAL
        }
        return {
            "code": self.code,
            "names": {code: {k: v for k, v in each.items() if v} for code, each in names.items()},
        }


@cache
def every() -> Mapping[str, Country]:
    """All countries by their code. Read once."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            names = {column: cell for column, cell in row.items() if cell and column not in ("code", "form")}
            found.setdefault(row["code"], {})[row["form"]] = names
    return MappingProxyType({code: _country(code, forms) for code, forms in found.items()})


def called(code: str, name: str, language: str) -> str:
    """What a language calls a country that somebody registered by one of its names; any other name as it was given.

    A formal name stays formal where the language has one: "Republic of Korea" is "República da Coreia".
    """
    country = every().get(code)
    if country is None or _folded(name) not in _every_name(code):
        return name
    is_formal = _folded(name) in {_folded(each) for each in country.formal.values()}
    formal = country.formal.get(language, "") if is_formal else ""
    return formal or country.name(language) or name


@cache
def _every_name(code: str) -> frozenset[str]:
    return frozenset(_folded(name) for language in OFFICIAL for name in every()[code].names(language))


def _folded(name: str) -> str:
    return name.strip().casefold().removeprefix("the ")


@cache
def territories(language: str) -> Mapping[str, str]:
    """{code: name} by CLDR, without the numbered regions of the world; nothing for what is no language of ours."""
    if language.split("_")[0] not in LANGUAGES:
        return {}
    return {code: str(name) for code, name in Locale.parse(language).territories.items() if len(code) == 2}


def _country(code: str, forms: Mapping[str, Mapping[str, str]]) -> Country:
    also = {language: tuple(text.split(";")) for language, text in forms.get("also", {}).items()}
    return Country(code, forms.get("short", {}), forms.get("formal", {}), forms.get("adjective", {}), also)
