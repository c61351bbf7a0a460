"""The event's glossary as a table: one term a row, a column a language, and what may stand in it.

``*`` is what stays as it is in every language (names, acronyms), ``delegation`` the code of the delegation that the row
belongs to (its head, its institutions), ``note`` what people should know of it. A cell may hold several forms of its
term, with ``|`` between them: the first is the term, the others its inflections, in the same order in every language.
Tab-separated text in and out; must not know files or databases.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from server.core.errors import BadGlossary

KEEP, DELEGATION, NOTE = "*", "delegation", "note"
ABOUT = (DELEGATION, NOTE)  # columns that hold no term
BETWEEN = "|"
MOST_ROWS = 2_000
LONGEST_TERM = 120
LONGEST_NOTE = 500
MOST_FORMS = 12
MOST_ERRORS = 50

Row = Mapping[str, str]


def forms(cell: str | None) -> list[str]:
    """The forms of a cell, its term first; none of an empty one."""
    return [each.strip() for each in (cell or "").split(BETWEEN) if each.strip()]


def pairs(row: Row, source: str, target: str) -> list[tuple[str, str]]:
    """``(form, rendering)`` of a row: forms in the same place belong together, those without a partner to the term."""
    mine, theirs = forms(row.get(source)), forms(row.get(target))
    return [(form, theirs[at] if at < len(theirs) else theirs[0]) for at, form in enumerate(mine)] if theirs else []


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
            row = _tidy(dict(zip(columns, cells, strict=False)))
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
    found = _tidy({str(column): str(cell) for column, cell in row.items()})
    _check_columns(list(found), languages)
    faults = _faults(found, is_wide=False)
    if faults:
        raise _bad([{"line": 0, **each} for each in faults])
    return found


def write(rows: Iterable[Row], languages: Sequence[str]) -> str:
    """The table as text that ``parse`` reads."""
    given = list(rows)
    used = [each for each in languages if any(each in row for row in given)] or list(languages[:2])
    columns = [KEEP, *used, *(about for about in ABOUT if any(about in row for row in given))]
    lines = [columns, *([_quoted(row.get(column, "")) for column in columns] for row in given)]
    return "".join("\t".join(line) + "\n" for line in lines)


def joined(rows: Iterable[Row], more: Iterable[Row]) -> list[Row]:
    """The rows, and of ``more`` those of which no term stands in them already."""
    known, found = set[tuple[str, str]](), list[Row]()
    for row in (*rows, *more):
        cells = {(column, form) for column, cell in row.items() if column not in ABOUT for form in forms(cell)}
        if not cells & known:
            found.append(row)
            known |= cells
    return found


def _tidy(row: Row) -> dict[str, str]:
    """The row without empty cells, its forms set apart in one way."""
    cells = {
        column: cell.strip() if column in ABOUT else f" {BETWEEN} ".join(forms(cell)) for column, cell in row.items()
    }
    return {column: cell for column, cell in cells.items() if cell}


def _check_columns(columns: Sequence[str], languages: Sequence[str]) -> None:
    unknown = [each for each in columns if each not in (KEEP, *ABOUT, *languages)]
    if unknown or len(set(columns)) != len(columns):
        wanted = f"the first line names {KEEP}, {', '.join(ABOUT)} and languages ({', '.join(languages)}), each once"
        fault = "unknown_column" if unknown else "doubled_column"
        raise _bad([{"line": 1, "fault": fault, "text": f"{wanted}; found {(unknown or columns)[0]!r}"}])


def _faults(row: Row, is_wide: bool) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    if is_wide:
        found.append({"fault": "too_many_cells", "text": "more cells than columns in the first line"})
    if not any(column not in ABOUT and forms(cell) for column, cell in row.items()):
        found.append({"fault": "no_term", "text": "there is no term in this row"})
    for column, cell in row.items():
        most, texts = (LONGEST_NOTE, [cell]) if column == NOTE else (LONGEST_TERM, forms(cell))
        if max((len(each) for each in texts), default=0) > most:
            found.append({"fault": "too_long", "text": f"{column}: at most {most} characters"})
        if column in ABOUT:
            texts = texts[:1]
        if len(texts) > MOST_FORMS:
            found.append({"fault": "too_many_forms", "text": f"{column}: at most {MOST_FORMS} forms"})
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
