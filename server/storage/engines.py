"""How SQLite and PostgreSQL are opened, and how a transaction begins in each: one writer, and readers of one moment."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from server.core.errors import BadSetting

BUSY_MS = 10_000  # longer than the longest transaction seen; another process may be migrating
CONNECT_S = 5
CACHE_KB = 256  # of each connection: with SQLite's own 2 MB the web process grew with every caption
CONNECTIONS = 20  # as many as the web process has native threads
WRITER_LOCK = 0x526F756E64  # "Round": PostgreSQL's advisory lock of the one writer


def checked(url: str) -> URL:
    """An address that can be used; PostgreSQL's gets its driver. Raises BadSetting, which never shows a password."""
    for short in ("postgresql://", "postgres://"):
        if url.startswith(short):
            url = url.replace(short, "postgresql+psycopg://", 1)
    try:
        found = make_url(url)
    except ArgumentError as error:
        raise BadSetting("ROUNDTABLE_DATABASE is not a SQLAlchemy URL", key="ROUNDTABLE_DATABASE") from error
    if found.drivername not in ("sqlite", "postgresql+psycopg"):
        raise BadSetting(
            "ROUNDTABLE_DATABASE must begin with sqlite:/// or postgresql+psycopg://; "
            f"found {found.render_as_string()}",
            key="ROUNDTABLE_DATABASE",
        )
    return found


def snapshot(is_sqlite: bool) -> dict[str, Any]:
    """What makes a reading transaction see one moment; SQLite's always do."""
    return {} if is_sqlite else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def sqlite(url: URL) -> Engine:
    """A file, which readers and the one writer open side by side."""
    engine = create_engine(url, connect_args={"timeout": BUSY_MS / 1000}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def postgresql(url: URL) -> Engine:
    """A server, with as many connections as there are threads that use it. Raises BadSetting without its driver."""
    try:
        engine = create_engine(
            url,
            connect_args={"connect_timeout": CONNECT_S, "application_name": "roundtable"},
            pool_size=CONNECTIONS,
            max_overflow=0,
            pool_pre_ping=True,
            hide_parameters=True,
        )
    except (NoSuchModuleError, ImportError) as error:
        raise BadSetting(f"PostgreSQL's driver is missing ({error}): pip install -r requirements.txt") from error
    event.listen(engine, "connect", _prepare_postgresql)
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # we begin transactions ourselves; the migration set the journal's mode
    connection.execute(f"PRAGMA cache_size=-{CACHE_KB}")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=FULL")


def _begin_sqlite(connection: Connection) -> None:
    is_writing = connection.get_execution_options().get("is_writing", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


def _prepare_postgresql(connection: Any, _record: Any) -> None:
    """A process that was stopped within a transaction must not hold the writer's lock for ever."""
    for setting in ("lock_timeout", "idle_in_transaction_session_timeout"):
        connection.execute(f"SET {setting} = {BUSY_MS}")
    connection.commit()


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get("is_writing", True):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")
