"""Tells a full disk from other faults of a file, so that the person reads what to do. Must not know what is written."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from translation.errors import DiskFull

# No room, over the user's quota, over the largest file that the process may write.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def is_full(error: OSError) -> bool:
    """Whether a write failed because there is no room."""
    return error.errno in _FULL


@contextmanager
def needed(folder: Path) -> Iterator[None]:
    """Around whatever writes into ``folder``. Raises DiskFull in the place of an OSError that means it."""
    try:
        yield
    except OSError as error:
        if not is_full(error):
            raise
        raise DiskFull(
            f"there is no room for the package in {folder}: make room and run the command again", folder=str(folder)
        ) from error
