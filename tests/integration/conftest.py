"""Installations of their own for tests, in SQLite or in PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from server.settings import Settings
from server.storage.database import Database
from tests.support.services import PostgreSQL


@pytest.fixture(scope="session")
def cluster() -> Iterator[PostgreSQL]:
    """A PostgreSQL for all tests of this folder."""
    with PostgreSQL.started() as opened:
        yield opened


@pytest.fixture
def make(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[..., Settings]:
    """Makes an installation, migrated and empty."""

    def installation(name: str, kind: str = "sqlite") -> Settings:
        environ = {
            "ROUNDTABLE_INSTANCE": str(tmp_path / name),
            "ROUNDTABLE_RECORDINGS": str(tmp_path / name / "recordings"),
        }
        if kind == "postgresql":
            environ["ROUNDTABLE_DATABASE"] = request.getfixturevalue("cluster").database()
        settings = Settings.from_env(environ)
        database = Database(settings.database)
        database.migrate()
        database.close()
        return settings

    return installation
