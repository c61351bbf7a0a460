"""What a database says went wrong, as an error of ours that says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from server.core.errors import DatabaseAway, DiskFull, RoundtableError

SQLSTATE_DISK_FULL = "53100"


@contextmanager
def spoken_errors() -> Iterator[None]:
    """What SQLAlchemy raises within leaves as DatabaseAway or DiskFull; a fault of the program as it is."""
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
