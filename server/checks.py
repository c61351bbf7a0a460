"""What is looked at before the web process starts: each failure says what was found and how to mend it."""

from __future__ import annotations

import errno
import resource
import shutil
import tempfile
from pathlib import Path

from server.core.errors import BadSetting, DiskFull
from server.settings import Settings

WANTED_FILES = 65_536
FEW_FILES = 4_096  # each viewer, microphone and worker holds one; below this a full hall is refused
RESERVED_FILES = 256  # what the process itself opens: database, recordings, models' listings
FULL_BYTES = 200 << 20  # less than this lasts two hours for one microphone: refuse to begin
LOW_BYTES = 2 << 30


def raise_file_limit(wanted: int = WANTED_FILES) -> int:
    """Raise the number of open files as far as this user may; returns what it is now."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    ceiling = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < ceiling:
        resource.setrlimit(resource.RLIMIT_NOFILE, (ceiling, hard))
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return wanted if soft == resource.RLIM_INFINITY else soft


def check_start(settings: Settings) -> list[str]:
    """Folders and disk; the door looks at the port itself.

    Raises BadSetting or DiskFull; returns warnings in words, each with its remedy.
    """
    warnings = []
    for key, folder in (("ROUNDTABLE_INSTANCE", settings.instance), ("ROUNDTABLE_RECORDINGS", settings.recordings)):
        check_writable(key, folder)
        warnings += check_room(key, folder)
    return warnings


def check_writable(key: str, folder: Path) -> None:
    """Raise BadSetting when this user can't make a file there."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(f"the disk of {folder} is full: make room, or move the folder with {key}") from error
        raise BadSetting(
            f"{key}: {folder} can't be written ({error.strerror}): run `chown {_user()} {folder}` or name another",
            key=key,
        ) from error


def check_room(key: str, folder: Path, full_bytes: int = FULL_BYTES, low_bytes: int = LOW_BYTES) -> list[str]:
    """Raise DiskFull when there is hardly any room; a warning where it may not last the day."""
    free = shutil.disk_usage(folder).free
    told = f"the disk of {folder} has {free >> 20} MB left; an hour of one microphone takes 115 MB"
    if free < full_bytes:
        raise DiskFull(f"{told}: make room, or move the folder with {key}")
    return [f"{told}: consider making room, or moving the folder with {key}"] if free < low_bytes else []


def connections(most: int) -> int:
    """How many may be open at once: ``most``, or what the limit of open files leaves."""
    return max(1, min(most, raise_file_limit() - RESERVED_FILES))


def check_files(limit: int) -> list[str]:
    """A warning where fewer connections fit than a full hall has."""
    if limit >= FEW_FILES:
        return []
    return [
        f"only {limit} files may be open at once, so only {max(0, limit - RESERVED_FILES)} people can be connected: "
        f"run `ulimit -n {WANTED_FILES}` before the start (systemd: LimitNOFILE={WANTED_FILES})"
    ]


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "$USER"
