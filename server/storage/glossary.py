"""The event's glossary: a table of terms, one column a language, that a person keeps in an editor or a spreadsheet.

Tab-separated, the languages' codes in the first line. A row holds one term in each language that has a word of its own
for it; what stands in the column ``*`` is left as it is in every language (names, acronyms).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from server.core.errors import BadSetting
from server.languages import CODES
from server.logs import Log

KEEP = "*"
LOG = Log("glossary")


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for one text: terms that stay as they are, and {term: its rendering}."""

    keep: tuple[str, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()


class Glossary:
    """Looks the file up anew when it has changed. Owned by the hub; a missing file is an empty glossary."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: tuple[int, int] | None = None
        self._rows: list[dict[str, str]] = []

    def check(self) -> None:
        """Raise BadSetting when the file can't be used; says the line."""
        self._rows, self._stamp = _read(self._path), _stamp(self._path)

    def terms(self, text: str, source: str, target: str) -> Terms:
        """The terms of a text from one language to another."""
        if _stamp(self._path) != self._stamp:
            self._reread()
        keep = tuple(row[KEEP] for row in self._rows if row.get(KEEP) and row[KEEP] in text)
        fixed = tuple(
            (row[source], row[target])
            for row in self._rows
            if row.get(source) and row.get(target) and row[source] in text
        )
        return Terms(keep, fixed)

    def _reread(self) -> None:
        try:
            self.check()
        except BadSetting as error:
            self._stamp = _stamp(self._path)
            LOG.warning("glossary_refused", error)


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
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, delimiter="\t", restkey="", strict=True)
            columns = [each.strip() for each in reader.fieldnames or []]
            unknown = [each for each in columns if each != KEEP and each not in CODES]
            if unknown:
                raise BadSetting(
                    f"{path}: the first line names languages ({', '.join(CODES)}) and {KEEP}; found {unknown[0]!r}",
                    key="ROUNDTABLE_GLOSSARY",
                )
            reader.fieldnames = columns
            return [_row(path, reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadSetting(f"{path} can't be read as tab-separated UTF-8: {error}", key="ROUNDTABLE_GLOSSARY") from error


def _row(path: Path, line: int, row: dict[str, str]) -> dict[str, str]:
    if row.pop("", None):
        raise BadSetting(f"{path}, line {line}: more cells than languages in the first line", key="ROUNDTABLE_GLOSSARY")
    return {code: cell.strip() for code, cell in row.items() if cell and cell.strip()}
