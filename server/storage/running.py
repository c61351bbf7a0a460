"""A mark that this installation is running: held by its processes, asked for by what needs it to stand still."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from server.core.errors import Conflict

NAME = "running.lock"


@contextmanager
def running(instance: Path) -> Iterator[None]:
    """Say that the installation runs; several processes may. Raises Conflict while it is being restored."""
    with _locked(instance, fcntl.LOCK_SH, "a backup is being restored here: start again when that is done"):
        yield


@contextmanager
def stopped(instance: Path) -> Iterator[None]:
    """Have the installation for oneself. Raises Conflict while it runs on this machine."""
    with _locked(instance, fcntl.LOCK_EX, "Roundtable is running here: stop it first"):
        yield


@contextmanager
def _locked(instance: Path, kind: int, refusal: str) -> Iterator[None]:
    with (instance / NAME).open("a") as file:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Conflict(refusal) from error
        yield
