"""All rows of a database as JSON lines, one file for each table, and back: the same for SQLite and PostgreSQL.

The tables are read from the database itself, so a dump of an older revision needs no older program.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Connection, LargeBinary, MetaData, Table, delete, func, insert, null, select

from server.core.errors import BackupDamaged

ROWS_AT_ONCE = 500
REVISIONS = "alembic_version"


def write(connection: Connection, folder: Path) -> dict[str, int]:
    """Write every table into the folder, within the caller's transaction; returns the number of rows of each."""
    counts = {}
    for table in tables_of(connection):
        order = [table.c[column.name] for column in table.primary_key] or list(table.c)
        rows = connection.execution_options(yield_per=ROWS_AT_ONCE).execute(select(table).order_by(*order))
        with (folder / f"{table.name}.jsonl").open("w", encoding="utf-8") as file:
            counts[table.name] = 0
            for row in rows.mappings():
                file.write(json.dumps({key: plain(value) for key, value in row.items()}, ensure_ascii=False) + "\n")
                counts[table.name] += 1
    return counts


def read(connection: Connection, folder: Path) -> dict[str, int]:
    """Put the rows of a folder in place of those that are there, within the caller's transaction.

    Raises BackupDamaged.
    """
    tables, counts = tables_of(connection), {}
    files = {path.stem for path in folder.glob("*.jsonl")}
    if files != {table.name for table in tables}:
        raise BackupDamaged(f"the tables are not those of the database: {', '.join(sorted(files)) or 'none'}")
    for table in reversed(tables):
        connection.execute(delete(table))
    for table in tables:
        counts[table.name] = 0
        for rows in batches(folder / f"{table.name}.jsonl", table):
            connection.execute(insert(table), rows)
            counts[table.name] += len(rows)
        _count_on(connection, table)
    return counts


def has_rows(connection: Connection, but: frozenset[str]) -> bool:
    """Whether any table has a row, apart from those named."""
    return any(
        connection.execute(select(table).limit(1)).first() is not None
        for table in tables_of(connection)
        if table.name not in but
    )


def drop(connection: Connection) -> None:
    """Drop every table, the note of the revision among them."""
    metadata = MetaData()
    metadata.reflect(connection)
    metadata.drop_all(connection)


def tables_of(connection: Connection) -> list[Table]:
    """All tables, those that others point at first."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != REVISIONS]


def batches(path: Path, table: Table) -> Iterator[list[dict[str, Any]]]:
    """The rows of a file, ready to be inserted. Raises BackupDamaged for a line that is no row of the table."""
    names, batch = {column.name for column in table.c}, []
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                row = json.loads(line)
            except ValueError as error:
                raise BackupDamaged(f"{path.name}, line {number}: this is not JSON") from error
            if not isinstance(row, dict) or set(row) != names:
                raise BackupDamaged(f"{path.name}, line {number}: the columns are not those of the table")
            batch.append({key: typed(table, key, value) for key, value in row.items()})
            if len(batch) == ROWS_AT_ONCE:
                yield batch
                batch = []
    if batch:
        yield batch


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def typed(table: Table, key: str, value: Any) -> Any:
    """A value as a column takes it."""
    kind = table.c[key].type
    if isinstance(kind, LargeBinary) and isinstance(value, str):
        return base64.b64decode(value)
    return null() if value is None and isinstance(kind, JSON) else value


def _count_on(connection: Connection, table: Table) -> None:
    """PostgreSQL counts rows by itself: it must go on after the highest number."""
    column = table.autoincrement_column
    if connection.dialect.name != "postgresql" or column is None:
        return
    sequence = connection.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
    highest = connection.scalar(select(func.max(column)))
    if sequence and highest:
        connection.execute(select(func.setval(sequence, highest)))
