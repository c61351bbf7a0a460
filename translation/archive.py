"""Unpacks a zip, or copies a folder, that a stranger may have made: nothing leaves the target, nothing has no bound."""

from __future__ import annotations

import shutil
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from translation.errors import PackageRefused

LARGEST_BYTES = 3 << 30
MOST_FILES = 5_000
# Model weights hardly shrink (1.1 to 4 times); JSON vocabularies up to 20 times.
LARGEST_RATIO = 60
# Below this size no ratio is suspicious.
HARMLESS_BYTES = 10 << 20


def unpack(archive_path: Path, target: Path, largest_bytes: int = LARGEST_BYTES) -> Path:
    """Unpack into ``target`` (a new folder) and return the one folder that the archive has at its root.

    Every member is read to its end, so its checksum is verified. Raises PackageRefused, and leaves a part of it behind.
    """
    try:
        with zipfile.ZipFile(archive_path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            root = _check(members, archive_path, largest_bytes)
            target.mkdir(parents=True)
            left = largest_bytes
            for member in members:
                left -= _unpack_member(archive, member, target, left)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, FileExistsError) as error:
        raise PackageRefused(f"{archive_path.name} is not a whole zip archive: {error}; fetch it again") from error
    return target / root


def copy(folder: Path, target: Path, largest_bytes: int = LARGEST_BYTES) -> Path:
    """Copy the regular files of a folder into ``target`` (a new folder), and return that. Raises PackageRefused."""
    paths = sorted(path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    if len(paths) > MOST_FILES:
        raise PackageRefused(f"{folder.name} has {len(paths)} files; at most {MOST_FILES} are copied")
    odd = next((path for path in paths if path.is_symlink() or not path.is_file()), None)
    if odd is not None:
        raise PackageRefused(f"{folder.name} holds {odd.name!r}, which is a link or a device, not a file")
    if sum(path.stat().st_size for path in paths) > largest_bytes:
        raise PackageRefused(f"{folder.name} has more than {largest_bytes} bytes: that is no translation package")
    target.mkdir(parents=True)
    for path in paths:
        to = target / path.relative_to(folder)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, to)
    return target


def _check(members: list[zipfile.ZipInfo], archive: Path, largest: int) -> str:
    if not members:
        raise PackageRefused(f"{archive.name} is empty")
    if len(members) > MOST_FILES:
        raise PackageRefused(f"{archive.name} has {len(members)} files; at most {MOST_FILES} are unpacked")
    total = sum(member.file_size for member in members)
    packed = max(1, archive.stat().st_size)
    if total > largest or (total > HARMLESS_BYTES and total > LARGEST_RATIO * packed):
        raise PackageRefused(
            f"{archive.name} would grow from {packed} to {total} bytes: that is no translation package"
        )
    for member in members:
        _check_name(member, archive)
    roots = {PurePosixPath(member.filename).parts[0] for member in members}
    if len(roots) != 1 or any(len(PurePosixPath(member.filename).parts) < 2 for member in members):
        raise PackageRefused(f"{archive.name} must have one folder at its root, it has {', '.join(sorted(roots)[:5])}")
    return roots.pop()


def _check_name(member: zipfile.ZipInfo, archive: Path) -> None:
    path = PurePosixPath(member.filename)
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    is_outside = path.is_absolute() or ".." in path.parts or "\\" in member.filename or ":" in path.parts[0]
    if is_link or is_outside or any(ord(mark) < 32 for mark in member.filename):
        raise PackageRefused(f"{archive.name} holds {member.filename!r}, which would leave its folder")


def _unpack_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, left: int) -> int:
    path = target / member.filename
    path.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with archive.open(member) as source, path.open("xb") as out:
        while chunk := source.read(1 << 20):
            written += len(chunk)
            if written > min(left, member.file_size):
                raise PackageRefused(f"{archive.filename} holds more than it says: {member.filename!r}")
            out.write(chunk)
    return written
