"""The event's glossary: the rows that the secretariat keeps in the database, and those of a file beside it.

What it says of a text drives translation, what recognition expects, and the repair of near misses.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from server.core.errors import BadGlossary, BadSetting
from server.core.hearing import hotwords
from server.core.translation import glossary
from server.core.translation.glossary import DELEGATION, KEEP, Row, forms, pairs
from server.core.translation.terms import Repaired, is_acronym
from server.core.translation.terms import Terms as Finder
from server.languages import CODES, country
from server.logs import Log
from server.storage.wordlists import Wordlists

LOG = Log("glossary")


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for one text: terms that stay as they are, and {term: its rendering}."""

    keep: tuple[str, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()


class Glossary:
    """Looks the file up anew when it has changed; ``put`` tells it what the database has. Any thread may ask.

    A missing file is an empty one.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: tuple[int, int] | None = None
        self._filed: list[dict[str, str]] = []
        self._kept: list[dict[str, str]] = []
        self._delegations: dict[str, str] = {}
        self._finders: dict[str, Finder] = {}
        self._wordlists, self._lock = Wordlists(), threading.Lock()

    def check(self) -> None:
        """Raise BadSetting when the file can't be used; says the line."""
        self._filed, self._stamp = _read(self._path), _stamp(self._path)
        self._finders = {}

    def put(self, rows: list[dict[str, str]], delegations: dict[str, str]) -> None:
        """What the database has now: the rows, and the delegations' names by their codes."""
        if (rows, delegations) != (self._kept, self._delegations):
            self._kept, self._delegations, self._finders = rows, delegations, {}

    def rows(self) -> list[Row]:
        """All rows; of those of the file the ones that the database has no word of."""
        if _stamp(self._path) != self._stamp:
            self._reread()
        return glossary.joined(self._kept, self._filed)

    def filed(self) -> list[Row]:
        """The rows of the file alone."""
        return glossary.joined([], self._filed)

    def terms(self, text: str, source: str, target: str) -> Terms:
        """The terms of a text from one language to another."""
        rows = self.rows()
        keep = tuple(form for row in rows for form in forms(row.get(KEEP)) if form in text)
        fixed = tuple(pair for row in rows for pair in pairs(row, source, target) if pair[0] in text)
        return Terms(keep, fixed)

    def repair(self, text: str, language: str) -> Repaired:
        """What is to be shown for what was heard in a language. May block for a second at the first word of one."""
        with self._lock:
            finder = self._finders.get(language) if _stamp(self._path) == self._stamp else None
            if finder is None:
                finder = self._finder(language)
        return finder.repair(text)

    def hotwords(self, language: str, delegation: str | None) -> str:
        """The acronyms that recognition should expect in a language, first those of the delegation that speaks.

        Acronyms alone: other lists harmed (``core.hotwords``), and names were not measured.
        """
        rows = self.rows()
        own = [term for row in rows if delegation and row.get(DELEGATION) == delegation for term in _in(row, language)]
        terms = [term for row in rows for term in _in(row, language)]
        return hotwords.choose(filter(is_acronym, own), filter(is_acronym, terms))

    def known(self, language: str) -> list[str]:
        """The terms that are looked for in a language: those of the rows, and the delegations' names."""
        by_code = [name for code in self._delegations if (name := country(code, language))]
        names = list(self._delegations.values()) if language == "en" else []
        return [*(term for row in self.rows() for term in _in(row, language)), *by_code, *names]

    def _finder(self, language: str) -> Finder:
        terms = self.known(language)
        finder = Finder(terms, language, self._wordlists.ordinary(language) if terms else None)
        self._finders[language] = finder
        return finder

    def _reread(self) -> None:
        try:
            self.check()
        except BadSetting as error:
            self._stamp = _stamp(self._path)
            LOG.warning("glossary_refused", error)


def _in(row: Row, language: str) -> list[str]:
    return [form for column in (KEEP, language) for form in forms(row.get(column))]


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _read(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    try:
        return glossary.parse(path.read_text(encoding="utf-8-sig"), CODES)
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"{path} can't be read as tab-separated UTF-8: {error}", key="ROUNDTABLE_GLOSSARY") from error
    except BadGlossary as error:
        raise BadSetting(f"{path}, {error.message}", key="ROUNDTABLE_GLOSSARY", **error.details) from error
