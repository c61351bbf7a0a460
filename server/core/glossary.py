"""The event's glossary as a table: one term a row, a column a language, and what may stand in it.

``*`` is what stays as it is in every language (names, acronyms), ``delegation`` the code of the delegation that the row
belongs to (its head, its institutions). Tab-separated text in and out; must not know files or databases.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from server.core.errors import BadGlossary

KEEP, DELEGATION = "*", "delegation"
MOST_ROWS = 2_000
LONGEST_TERM = 120
MOST_ERRORS = 50

Row = Mapping[str, str]


def parse(text: str, languages: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a tab-separated table with a first line of columns.

    Raises BadGlossary, whose ``details["errors"]`` are ``[{line, fault, text}]`` for every line that can't be used.
    """
    reader = csv.reader(text.removeprefix("\ufeff").splitlines(), delimiter="\t", strict=True)
    errors: list[dict[str, object]] = []
    rows: list[dict[str, str]] = []
    try:
        columns = [each.strip() for each in next(reader, [])]
        _check_columns(columns, languages)
        for cells in reader:
            row = {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if cell.strip()}
            faults = _faults(row, len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]))
            errors += [{"line": reader.line_num, **each} for each in faults if any(cell.strip() for cell in cells)]
            if row:
                rows.append(row)
    except csv.Error as error:
        errors.append({"line": reader.line_num, "fault": "unreadable", "text": str(error)})
    if len(rows) > MOST_ROWS:
        errors.append({"line": MOST_ROWS + 2, "fault": "too_many_rows", "text": f"at most {MOST_ROWS} terms"})
    if errors:
        raise _bad(errors)
    return rows


def check(row: Row, languages: Sequence[str]) -> dict[str, str]:
    """One row from a form, without empty cells. Raises BadGlossary as ``parse`` does, for line 0."""
    found = {str(column): str(cell).strip() for column, cell in row.items() if str(cell).strip()}
    _check_columns(list(found), languages)
    faults = _faults(found, is_wide=False)
    if faults:
        raise _bad([{"line": 0, **each} for each in faults])
    return found


def write(rows: Iterable[Row], languages: Sequence[str]) -> str:
    """The table as text that ``parse`` reads."""
    given = list(rows)
    used = [each for each in languages if any(each in row for row in given)] or list(languages[:2])
    columns = [KEEP, *used, *([DELEGATION] if any(DELEGATION in row for row in given) else [])]
    lines = [columns, *([_quoted(row.get(column, "")) for column in columns] for row in given)]
    return "".join("\t".join(line) + "\n" for line in lines)


def joined(rows: Iterable[Row], more: Iterable[Row]) -> list[Row]:
    """The rows, and of ``more`` those of which no term stands in them already."""
    known, found = set[tuple[str, str]](), list[Row]()
    for row in (*rows, *more):
        cells = {(column, cell) for column, cell in row.items() if column != DELEGATION}
        if not cells & known:
            found.append(row)
            known |= cells
    return found


def _check_columns(columns: Sequence[str], languages: Sequence[str]) -> None:
    unknown = [each for each in columns if each not in (KEEP, DELEGATION, *languages)]
    if unknown or len(set(columns)) != len(columns):
        wanted = f"the first line names {KEEP}, {DELEGATION} and languages ({', '.join(languages)}), each once"
        fault = "unknown_column" if unknown else "doubled_column"
        raise _bad([{"line": 1, "fault": fault, "text": f"{wanted}; found {(unknown or columns)[0]!r}"}])


def _faults(row: Row, is_wide: bool) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    if is_wide:
        found.append({"fault": "too_many_cells", "text": "more cells than columns in the first line"})
    if not any(column != DELEGATION for column in row):
        found.append({"fault": "no_term", "text": "there is no term in this row"})
    for column, cell in row.items():
        if len(cell) > LONGEST_TERM:
            found.append({"fault": "too_long", "text": f"{column}: at most {LONGEST_TERM} characters"})
        if any(unicodedata.category(mark) in ("Cc", "Cs", "Cf") and mark not in "\u200c\u200d" for mark in cell):
            found.append({"fault": "bad_character", "text": f"{column}: a control character stands in the term"})
    return found


def _quoted(cell: str) -> str:
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if cell.startswith('"') else cell


def _bad(errors: list[dict[str, object]]) -> BadGlossary:
    first = errors[0]
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    place = f"line {first['line']}: " if first["line"] else ""
    return BadGlossary(f"{place}{first['text']}{more}", errors=errors[:MOST_ERRORS])
