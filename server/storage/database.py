"""The database: whole units of work on native threads, migrations under a lock.

``write`` and ``read`` block; the web process calls them through ``server.hub.native`` so that nothing yields inside a transaction.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, event
from sqlalchemy.orm import Session

from server.core.errors import BadSetting

Result = TypeVar("Result")
BUSY_MS = 10_000  # longer than the longest transaction seen; another process may be migrating


class Database:
    """One engine. Safe to call from several native threads; SQLite has one writer at a time."""

    def __init__(self, url: str) -> None:
        if url.startswith("postgresql:"):
            url = url.replace("postgresql:", "postgresql+psycopg:", 1)
        self.url = url
        self.is_sqlite = url.startswith("sqlite")
        self.engine = create_engine(url, connect_args={"timeout": BUSY_MS / 1000} if self.is_sqlite else {})
        self._writer = threading.Lock()
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)

    def write(self, work: Callable[[Session], Result]) -> Result:
        """Run one unit of work in one transaction; what it raises rolls it back."""
        if not self.is_sqlite:
            return self._run(work)
        with self._writer:
            return self._run(work)

    def read(self, work: Callable[[Session], Result]) -> Result:
        """Run a unit of work that only reads."""
        return self._run(work)

    def _run(self, work: Callable[[Session], Result]) -> Result:
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            return work(session)

    def migrate(self) -> None:
        """Bring the schema to the newest revision."""
        command.upgrade(_alembic(self.url), "head")

    def check(self) -> None:
        """Raise BadSetting when the schema is not at the revision that this program needs."""
        wanted = ScriptDirectory.from_config(_alembic(self.url)).get_current_head()
        with self.engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
        if found != wanted:
            raise BadSetting(
                f"the database is at revision {found}, this program needs {wanted}: run `flask --app server migrate`"
            )

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=FULL")


def _alembic(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config
