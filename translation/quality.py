"""How well each engine translates each direction: figures with their origin, and an event's own rows over them.

A table is tab-separated: source, target, engine, via, bleu, origin. ``via`` names the languages of a whole way, with
commas; ``engine`` then those of its legs, each once, with + between. A row of 0 takes a way out of use.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from translation.errors import BadQuality
from translation.languages import LANGUAGES

BUILT_IN = Path(__file__).with_name("quality.tsv")
COLUMNS = ("source", "target", "engine", "via", "bleu", "origin")
ENGINES = frozenset({"firefox", "argos", "apertium", "endpoint"})
MOST_ERRORS = 20


@dataclass(frozen=True, slots=True)
class Figure:
    """BLEU from 0 to 100, and who measured or published it on what."""

    bleu: float
    origin: str


Figures = Mapping[tuple[str, ...], Figure]
"""By (source, target, engines) of a leg, and by (source, target, engines, languages between...) of a whole way."""


def read(path: Path = BUILT_IN) -> dict[tuple[str, ...], Figure]:
    """The figures of a table. Raises BadQuality, which names every line that can't be used."""
    found: dict[tuple[str, ...], Figure] = {}
    errors: list[str] = []
    for number, row in _lines(path):
        faults = list(_faults(row))
        key = _key(row)
        if not faults and key in found:
            faults.append("a row for this way by these engines stands above it")
        errors += [f"line {number}: {fault}" for fault in faults]
        if not faults:
            found[key] = Figure(float(row["bleu"]), row["origin"])
    if errors:
        raise BadQuality(f"{path.name}: {'; '.join(errors[:MOST_ERRORS])}", errors=errors[:MOST_ERRORS])
    return found


@cache
def built_in() -> Figures:
    """The built-in figures. Read once."""
    return MappingProxyType(read())


def of_event(path: Path | None) -> dict[tuple[str, ...], Figure]:
    """The built-in figures and over them those of the event's own table, where there is one. Raises BadQuality."""
    return {**built_in(), **(read(path) if path is not None and path.is_file() else {})}


def _lines(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with the number of its line; empty lines and those that begin with # are passed over."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuality(f"{path.name} can't be read as tab-separated UTF-8: {error}") from error
    table = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    columns = [cell.strip() for cell in next(table, [])]
    if sorted(columns) != sorted(COLUMNS):
        raise BadQuality(f"{path.name}: the first line names {', '.join(COLUMNS)}; found {', '.join(columns)}")
    for cells in table:
        if any(cell.strip() for cell in cells) and not cells[0].startswith("#"):
            given = [cell.strip() for cell in cells]
            yield table.line_num, dict.fromkeys(columns, "") | dict(zip(columns, given, strict=False))


def _key(row: Mapping[str, str]) -> tuple[str, ...]:
    return row["source"], row["target"], row["engine"], *_via(row)


def _via(row: Mapping[str, str]) -> list[str]:
    return [code.strip() for code in row["via"].split(",") if code.strip()]


def _faults(row: Mapping[str, str]) -> Iterator[str]:
    way, engines = [row["source"], *_via(row), row["target"]], row["engine"].split("+")
    for code in way:
        if code not in LANGUAGES:
            yield f"unknown language {code!r}; known are {', '.join(sorted(LANGUAGES))}"
    if len(set(way)) != len(way):
        yield f"the way {' '.join(way)} passes through a language twice"
    for engine in engines:
        if engine not in ENGINES:
            yield f"unknown engine {engine!r}; known are {', '.join(sorted(ENGINES))}"
    if len(engines) > len(way) - 1:
        yield f"{row['engine']} names more engines than the way has legs; via says through which languages it goes"
    if not _is_share(row["bleu"]):
        yield f"bleu must be a number from 0 to 100; found {row['bleu']!r}"
    if not row["origin"]:
        yield "origin must say who measured or decided it"


def _is_share(text: str) -> bool:
    try:
        return 0 <= float(text) <= 100
    except ValueError:
        return False
