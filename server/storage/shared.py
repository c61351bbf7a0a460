"""Shared: what a unit of work has read or written, for those that are committed with it (``Database.write_all``).

It lives as long as one transaction. A unit that does not say that it is still true ends it, and so does one that fails.
Must not know what is shared.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.orm import Session

Found = TypeVar("Found")
_SHARED, _STILL_TRUE = "shared", "still true"


def once(tx: Session, key: tuple[object, ...], read: Callable[[], Found]) -> Found:
    """What the first who asks under this name has read. Who changes it afterwards puts it right."""
    found = tx.info.setdefault(_SHARED, {})
    if key not in found:
        found[key] = read()
    return found[key]  # type: ignore[no-any-return]


def still_true(tx: Session) -> None:
    """This unit has changed nothing of what is shared, or has put it right.

    Its rows may wait, to be written in one go with those of the units after it.
    """
    tx.info[_STILL_TRUE] = True


def hand_on(tx: Session, shared: dict[tuple[object, ...], object]) -> None:
    """A unit is through: what is shared goes to the next one, or is forgotten and what waits is written."""
    if not tx.info.get(_STILL_TRUE):
        tx.flush()
        shared.clear()


def begin(tx: Session, shared: dict[tuple[object, ...], object]) -> None:
    """A unit begins with what those before it share."""
    tx.info[_SHARED] = shared
