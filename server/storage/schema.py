"""The schema's revisions: which one a database has, and the way to the newest, under a lock.

Must not know units of work.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, pool
from sqlalchemy.engine import URL

MIGRATION_LOCK = 0x5461626C65  # "Table": PostgreSQL's advisory lock of the one that migrates


def newest() -> str:
    """The revision that this program needs."""
    return str(ScriptDirectory.from_config(_alembic()).get_current_head())


def is_known(revision: str) -> bool:
    """Whether this program has a revision."""
    return any(script.revision == revision for script in ScriptDirectory.from_config(_alembic()).walk_revisions())


def revision(engine: Engine) -> str | None:
    """The revision of a database; None when it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def migrate(url: URL, to: str = "head") -> None:
    """Bring a database to a revision in one transaction. Blocks while another process migrates."""
    engine = create_engine(url, poolclass=pool.NullPool)
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    try:
        with _alone(url), engine.connect() as connection:
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
            command.upgrade(_alembic(connection), to)
            connection.commit()
    finally:
        engine.dispose()


@contextmanager
def _alone(url: URL) -> Iterator[None]:
    """SQLite's lock is a file beside the database; PostgreSQL has one of its own."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        yield
        return
    with Path(f"{url.database}.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # so that all of a migration is one transaction
    connection.execute("PRAGMA journal_mode=WAL")  # here, where nobody else can be writing


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _alembic(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
