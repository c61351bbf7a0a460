"""The database: whole units of work on native threads, one writer at a time, on SQLite and on PostgreSQL alike.

``write`` and ``read`` block; the web process calls them through ``server.hub.native`` so that nothing yields inside a
transaction. A write begins with the database's own lock, so that what a unit has read is still true when it writes:
docs/decisions/0006.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from server.core.errors import BadSetting, DatabaseAway, DiskFull, RoundtableError
from server.storage import schema
from server.storage import shared as share
from server.storage.lock import Unit
from server.storage.turns import OF_THE_DATABASE, Turn

Result = TypeVar("Result")
BUSY_MS = 10_000  # longer than the longest transaction seen; another process may be migrating
CONNECT_S = 5
CACHE_KB = 256  # of each connection: with SQLite's own 2 MB the web process grew with every caption
CONNECTIONS = 20  # as many as the web process has native threads
WRITER_LOCK = 0x526F756E64  # "Round": PostgreSQL's advisory lock of the one writer
SQLSTATE_DISK_FULL = "53100"


class Database:
    """One engine. Safe to call from several native threads; one writer at a time in all processes together.

    Raises BadSetting for an address that can't be used; units of work raise DatabaseAway or DiskFull beside their own
    errors.
    """

    def __init__(self, url: str) -> None:
        self.url = _checked(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite(self.url) if self.is_sqlite else _postgresql(self.url)
        self._reading = self.engine.execution_options(is_writing=False, **_snapshot(self.is_sqlite))
        self._writer = threading.Lock()
        self.kept: dict[str, Any] = {}

    def write(self, work: Callable[[Session], Result]) -> Result:
        """Run one unit of work in one transaction; what it raises rolls it back.

        It finds ``kept`` in ``tx.info["kept"]``: what units keep in memory from one to the next. What it adds to
        ``tx.info["committed"]`` is called after the commit, before the next unit begins.
        """
        turn = Turn(work)
        with self._writer:
            self._alone(turn)
            for each in turn.committed:
                each()
        done: Result = turn.value
        return done

    def write_all(self, turns: Sequence[Turn]) -> None:
        """Several units of work in one transaction, in order; each turn then has what it gave, or why it failed.

        Each sees what those before it did, and what it raises rolls back its own changes alone: those beside it are
        run once more without it. Where the commit fails nothing of any of them is stored. What a unit keeps in ``kept``
        may lag behind the others of its transaction.
        """
        with self._writer:
            try:
                self._alone(turns[0]) if len(turns) == 1 else self._together(turns)
            except Exception as error:  # noqa: BLE001 - each caller gets it
                for each in turns:
                    each.fail(error)
            for each in turns:
                each.end()

    def read(self, work: Callable[[Session], Result]) -> Result:
        """Run a unit of work that only reads, on one snapshot."""
        with _spoken_errors(), Session(self._reading, expire_on_commit=False) as session, session.begin():
            return work(session)

    def read_all(self, turns: Sequence[Turn]) -> None:
        """Several units that only read, on one snapshot, taken after all of them asked; each turn then has its answer.

        Where a database goes no further after what one of them asked, each is asked alone.
        """
        try:
            with _spoken_errors(), Session(self._reading, expire_on_commit=False) as session, session.begin():
                _hold_rows(session)
                for turn in turns:
                    _answer(session, turn)
        except Exception as error:  # noqa: BLE001 - each caller gets it
            if len(turns) > 1:
                for each in turns:
                    self.read_all([each])
            else:
                turns[0].fail(error)

    def _alone(self, turn: Turn) -> None:
        """A unit of work in a transaction of its own."""
        info = {"kept": self.kept, "committed": turn.committed}
        with _spoken_errors(), Unit(self.engine, expire_on_commit=False, info=info) as session, session.begin():
            turn.run(session)

    def _together(self, turns: Sequence[Turn]) -> None:
        """Units of work in one transaction, as many as go well in one savepoint. Raises where none of it is stored.

        What one has read the next ones need not read again: nobody else writes meanwhile, and what a unit that fails
        has changed is read anew.
        """
        with _spoken_errors(), Unit(self.engine, expire_on_commit=False) as session, session.begin():
            _hold_rows(session)
            parts = [turns]
            while parts:
                part = parts.pop()
                at, error = self._in_a_row(session, part)
                if error is None:
                    continue
                if at == 0:
                    part[0].fail(error)
                    parts.append(part[1:])
                else:
                    parts += [part[at:], part[:at]]

    def _in_a_row(self, session: Session, turns: Sequence[Turn]) -> tuple[int, Exception | None]:
        """Units of work in one savepoint; where one fails nothing of any of them is left.

        Returns which one failed and how; the one in the middle where it showed only when all was written.
        """
        connection, shared, through = session.connection(), dict[tuple[object, ...], object](), 0
        try:
            with _spoken_errors(), session.begin_nested():
                for turn in turns:
                    session.info.clear()
                    session.info.update(kept=self.kept, committed=turn.committed)
                    share.begin(session, shared)
                    turn.run(session)
                    share.hand_on(session, shared)
                    through += 1
        except OF_THE_DATABASE:
            raise
        except Exception as error:
            if not self._is_whole(connection):
                raise
            return through if through < len(turns) else through // 2, error
        return 0, None

    def _is_whole(self, connection: Connection) -> bool:
        """Whether the transaction goes on; some faults make a database end it by itself."""
        driver: Any = connection.connection.dbapi_connection
        return bool(driver.in_transaction) if self.is_sqlite else driver.info.transaction_status.name == "INTRANS"

    def revision(self) -> str | None:
        """The revision of the schema; None for an empty database."""
        with _spoken_errors():
            return schema.revision(self._reading)

    def migrate(self) -> None:
        """Bring the schema to the newest revision, under a lock: of two that try, the second finds it done."""
        with _spoken_errors():
            schema.migrate(self.url)

    def prepare(self) -> None:
        """Make the tables of an empty database; one that has any is left as it is."""
        if self.revision() is None:
            self.migrate()

    def check(self) -> None:
        """Raise BadSetting when the schema is not at the revision that this program needs."""
        found, wanted = self.revision(), schema.newest()
        if found != wanted:
            raise BadSetting(
                f"the database is at revision {found}, this program needs {wanted}: run `flask --app server migrate`"
            )

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def _hold_rows(session: Session) -> None:
    """A session forgets rows that nobody holds; this one keeps what it has read, for the units that come after.

    And what it has written: of a row that was forgotten and read again it would not know that it went with a savepoint.
    """
    held = list[object]()
    for name in ("loaded_as_persistent", "pending_to_persistent"):
        event.listen(session, name, lambda _, row: held.append(row))


def _answer(session: Session, turn: Turn) -> None:
    """What a unit reads, or why it can't. Raises DBAPIError where the database will answer no other either."""
    try:
        turn.value = turn.work(session)
    except DBAPIError:
        raise
    except Exception as error:  # noqa: BLE001 - the caller gets it
        turn.fail(error)


def _checked(url: str) -> URL:
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


def _snapshot(is_sqlite: bool) -> dict[str, Any]:
    """What makes a reading transaction see one moment; SQLite's always do."""
    return {} if is_sqlite else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_MS / 1000}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _postgresql(url: URL) -> Engine:
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


@contextmanager
def _spoken_errors() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        spoken = _spoken(error)
        if spoken is None:
            raise
        raise spoken from error
    except PoolTimeout as error:
        raise DatabaseAway("the database is too slow: every connection is busy; try again") from error


def _spoken(error: DBAPIError) -> RoundtableError | None:
    """Our error for what a database says of itself; None for a fault of the program."""
    cause: Any = error.orig
    state = str(getattr(cause, "sqlstate", None) or "")
    sqlite_code = getattr(cause, "sqlite_errorname", "")
    if state == SQLSTATE_DISK_FULL or sqlite_code == "SQLITE_FULL":
        return DiskFull("the disk is full: make room where the database lies; nothing of this was stored")
    if sqlite_code in ("SQLITE_IOERR_WRITE", "SQLITE_IOERR_TRUNCATE", "SQLITE_IOERR_FSYNC"):
        return DiskFull(
            f"the disk can't be written ({sqlite_code}): make room where the database lies; nothing was stored"
        )
    if sqlite_code.startswith(("SQLITE_BUSY", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")):
        return DatabaseAway(f"the database file can't be used now ({sqlite_code}); try again")
    is_operational = type(cause).__name__ == "OperationalError" and not sqlite_code
    if error.connection_invalidated or is_operational or state[:2] in ("08", "57") or state in ("55P03", "25P03"):
        return DatabaseAway(f"the database does not answer ({_first_line(cause)}); try again")
    return None


def _first_line(cause: object) -> str:
    return str(cause).strip().splitlines()[0][:200] if str(cause).strip() else type(cause).__name__
