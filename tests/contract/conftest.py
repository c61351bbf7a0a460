"""The databases that the contract suites run on: SQLite, and a PostgreSQL that the tests start themselves."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from server.storage.database import Database
from tests.support.services import PostgreSQL

KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.services)]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A cluster for all tests of this folder; its first database is migrated and then copied."""
    with PostgreSQL.started() as cluster:
        first = Database(cluster.database())
        first.migrate()
        first.close()
        yield cluster


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("migrated") / "roundtable.sqlite"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    database.close()
    return path


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Which of the two."""
    return str(request.param)


@pytest.fixture
def empty_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without tables."""
    if kind == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite'}"
    return str(request.getfixturevalue("postgresql").database())


@pytest.fixture
def url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A migrated database of its own."""
    if kind == "sqlite":
        path = shutil.copy(request.getfixturevalue("migrated_sqlite"), tmp_path / "roundtable.sqlite")
        return f"sqlite:///{path}"
    return str(request.getfixturevalue("postgresql").database(template="roundtable1"))


@pytest.fixture
def opened() -> Iterator[Callable[[str], Database]]:
    """Opens databases and closes each at the end."""
    found: list[Database] = []

    def open_one(address: str) -> Database:
        found.append(Database(address))
        return found[-1]

    yield open_one
    for each in found:
        each.close()


@pytest.fixture
def database(url: str, opened: Callable[[str], Database]) -> Database:
    """A migrated database, open."""
    return opened(url)
