"""The rows of one session as JSON lines, out of one database and into another: every table that belongs to it.

Which tables those are is read from the database itself, so that a new one is carried without a word about it here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    ColumnElement,
    Connection,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    insert,
    select,
)
from sqlalchemy.exc import IntegrityError

from server.core.errors import BundleDamaged
from server.storage import dump

SESSIONS, DELEGATIONS = "sessions", "delegations"
# Of the moment: who wants to speak now; and the shared text, which is made anew of the lines when somebody opens it.
LEFT_OUT = frozenset({"floor_requests", "shared_documents", "shared_updates", "unsettled"})
# Columns that name a row of a table by its number without saying so to the database.
UNSAID = {("interpreter_lines", "replaces"): "interpreter_lines"}


def write(connection: Connection, session: str, folder: Path) -> dict[str, int]:
    """Write a session's rows into the folder, within the caller's transaction; returns how many of each table.

    The delegations that they name are among them.
    """
    metadata = _reflected(connection)
    counts, named = {}, set[str]()
    for table, condition in _belonging(metadata, session):
        order = list(table.primary_key) or list(table.c)
        found = connection.execution_options(yield_per=dump.ROWS_AT_ONCE).execute(
            select(table).where(condition).order_by(*order)
        )
        counts[table.name] = _file(folder / f"{table.name}.jsonl", found.mappings(), named)
    delegations = metadata.tables[DELEGATIONS]
    chosen = connection.execute(
        select(delegations).where(delegations.c.code.in_(named)).order_by(delegations.c.code)
    ).mappings()
    counts[DELEGATIONS] = _file(folder / f"{DELEGATIONS}.jsonl", chosen, set())
    return counts


def load(connection: Connection, folder: Path) -> str:
    """Put the rows of a folder into an empty database of their revision; returns the session's id.

    Raises BundleDamaged for a table, a column or a value that can't be.
    """
    metadata = _reflected(connection)
    known = {table.name: table for table in metadata.sorted_tables}
    names = {path.stem for path in folder.glob("*.jsonl")}
    strange = sorted(names - set(known))
    if strange:
        raise BundleDamaged(f"there is no table {strange[0]!r} in a session")
    try:
        for table in metadata.sorted_tables:
            if table.name in names:
                for rows in dump.batches(folder / f"{table.name}.jsonl", table):
                    _check(table, rows)
                    connection.execute(insert(table), rows)
    except IntegrityError as error:
        raise BundleDamaged("the rows of the session do not fit each other") from error
    found = list(connection.scalars(select(known[SESSIONS].c.id)))
    if len(found) != 1:
        raise BundleDamaged(f"a bundle holds one session; found {len(found)}")
    belonging = {table.name for table, _ in _belonging(metadata, found[0])} | {DELEGATIONS}
    if names - belonging:
        raise BundleDamaged(f"the table {sorted(names - belonging)[0]!r} does not belong to a session")
    return str(found[0])


def bring_in(source: Connection, target: Connection, old: str, new: str) -> dict[str, int]:
    """Put the session ``old`` of a database into another one as ``new``, within the caller's transaction.

    Rows that a database numbers get new numbers; delegations that are there stay as they are. Raises IntegrityError
    where something of the session is there already.
    """
    there = _reflected(target)
    counts, numbers = {}, dict[str, dict[int, int]]()
    _bring_delegations(source, target, there.tables[DELEGATIONS])
    for table, condition in _belonging(_reflected(source), old):
        place = there.tables[table.name]
        rows = source.execute(select(table).where(condition).order_by(*table.primary_key)).mappings()
        counts[table.name] = 0
        pending: list[dict[str, Any]] = []
        for row in rows:
            made = _renamed(place, row, old, new, numbers)
            counts[table.name] += 1
            column = place.autoincrement_column
            if column is None:
                pending.append(made)
            else:
                given = made.pop(column.name)
                fresh = target.execute(insert(place).values(made).returning(column)).scalar_one()
                numbers.setdefault(table.name, {})[given] = fresh
        for start in range(0, len(pending), dump.ROWS_AT_ONCE):
            target.execute(insert(place), pending[start : start + dump.ROWS_AT_ONCE])
    return counts


def _reflected(connection: Connection) -> MetaData:
    metadata = MetaData()
    metadata.reflect(connection)
    if dump.REVISIONS in metadata.tables:
        metadata.remove(metadata.tables[dump.REVISIONS])
    return metadata


def _belonging(metadata: MetaData, session: str) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """The tables that belong to a session, those that others point at first, and which of their rows do."""
    found: dict[str, ColumnElement[bool]] = {}
    for table in metadata.sorted_tables:
        if table.name in LEFT_OUT:
            continue
        condition = _of_session(table, session, found)
        if condition is not None:
            found[table.name] = condition
            yield table, condition


def _of_session(table: Table, session: str, above: Mapping[str, ColumnElement[bool]]) -> ColumnElement[bool] | None:
    """Which rows of a table belong to a session: by its id, or by pointing at rows of ``above`` that do."""
    if table.name == SESSIONS:
        return table.c.id == session
    if "session_id" in table.c:
        return table.c.session_id == session
    for key in table.foreign_keys:
        name = key.column.table.name
        if name in above and len(key.constraint.elements if key.constraint else ()) == 1:
            return key.parent.in_(select(key.column).where(above[name]))
    return None


def _file(path: Path, rows: Any, named: set[str]) -> int:
    """Write rows; the delegations that they name are added to ``named``."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps({key: dump.plain(value) for key, value in row.items()}, ensure_ascii=False) + "\n")
            named |= {row["delegation"]} if row.get("delegation") else set()
            count += 1
    return count


def _check(table: Table, rows: list[dict[str, Any]]) -> None:
    """SQLite takes any value into any column; what is not of the column's type is damage."""
    for row in rows:
        for column in table.c:
            value = row[column.name]
            if isinstance(column.type, JSON) or (value is None and column.nullable):
                continue
            kinds: tuple[type, ...] = (str,)
            if isinstance(column.type, Boolean):
                kinds = (bool, int)
            elif isinstance(column.type, Integer):
                kinds = (int,)
            elif isinstance(column.type, Float):
                kinds = (float, int)
            elif isinstance(column.type, LargeBinary):
                kinds = (bytes,)
            elif not isinstance(column.type, Text):
                continue
            if not isinstance(value, kinds):
                raise BundleDamaged(f"{table.name}.jsonl: {column.name} can't be {type(value).__name__}")


def _bring_delegations(source: Connection, target: Connection, place: Table) -> None:
    there = set(target.scalars(select(place.c.code)))
    table = _reflected(source).tables[DELEGATIONS]
    for row in source.execute(select(table)).mappings():
        if row["code"] not in there:
            target.execute(insert(place).values(dict(row)))


def _renamed(
    place: Table, row: Mapping[Any, Any], old: str, new: str, numbers: Mapping[str, Mapping[int, int]]
) -> dict[str, Any]:
    """A row with the session's new id, and with the new numbers of what it names."""
    made = {}
    for column in place.c:
        value = row[column.name]
        above = [key.column.table.name for key in column.foreign_keys]
        above += [UNSAID[place.name, column.name]] if (place.name, column.name) in UNSAID else []
        if (SESSIONS in above or (place.name, column.name) == (SESSIONS, "id")) and value == old:
            value = new
        for name in above:
            value = numbers.get(name, {}).get(value, value) if isinstance(value, int) else value
        made[column.name] = dump.typed(place, column.name, value)
    return made
