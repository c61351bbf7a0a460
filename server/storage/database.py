"""The database: whole units of work on native threads, one writer at a time, on SQLite and on PostgreSQL alike.

``write`` and ``read`` block; the web process calls them through ``server.hub.native`` so that nothing yields inside a
transaction. A write begins with the database's own lock, so that what a unit has read is still true when it writes:
docs/decisions/0006.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from server.core.errors import BadSetting
from server.storage import engines, schema
from server.storage import shared as share
from server.storage.faults import spoken_errors
from server.storage.lock import Unit
from server.storage.turns import OF_THE_DATABASE, Turn

Result = TypeVar("Result")


class Database:
    """One engine. Safe to call from several native threads; one writer at a time in all processes together.

    Raises BadSetting for an address that can't be used; units of work raise DatabaseAway or DiskFull beside their own
    errors.
    """

    def __init__(self, url: str) -> None:
        self.url = engines.checked(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = engines.sqlite(self.url) if self.is_sqlite else engines.postgresql(self.url)
        self._reading = self.engine.execution_options(is_writing=False, **engines.snapshot(self.is_sqlite))
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
        with spoken_errors(), Session(self._reading, expire_on_commit=False) as session, session.begin():
            return work(session)

    def read_all(self, turns: Sequence[Turn]) -> None:
        """Several units that only read, on one snapshot, taken after all of them asked; each turn then has its answer.

        Where a database goes no further after what one of them asked, each is asked alone.
        """
        try:
            with spoken_errors(), Session(self._reading, expire_on_commit=False) as session, session.begin():
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
        with spoken_errors(), Unit(self.engine, expire_on_commit=False, info=info) as session, session.begin():
            turn.run(session)

    def _together(self, turns: Sequence[Turn]) -> None:
        """Units of work in one transaction, as many as go well in one savepoint. Raises where none of it is stored.

        What one has read the next ones need not read again: nobody else writes meanwhile, and what a unit that fails
        has changed is read anew.
        """
        with spoken_errors(), Unit(self.engine, expire_on_commit=False) as session, session.begin():
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
            with spoken_errors(), session.begin_nested():
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
        with spoken_errors():
            return schema.revision(self._reading)

    def migrate(self) -> None:
        """Bring the schema to the newest revision, under a lock: of two that try, the second finds it done."""
        with spoken_errors():
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
