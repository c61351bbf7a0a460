"""The file of a whole session: a zip of regular files with known names, their SHA-256 in a manifest at its end.

Must not know what the rows mean. Everything is looked at before anything of it is used.
"""

from __future__ import annotations

import errno
import hashlib
import json
import re
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from server.core.errors import BundleDamaged, BundleNewer, BundleUnsafe, DiskFull

FORMAT, VERSION = "roundtable-session", 2
STATEMENTS = "statements/"  # unknown to form 1
MANIFEST = "manifest.json"
PART = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,159}"
NAMES = re.compile(
    rf"rows/[a-z_]{{1,60}}\.jsonl|sound/{PART}/\d{{1,9}}-\d{{1,12}}\.flac|minutes/{PART}|captions/{PART}"
    rf"|glossary/glossary\.(tsv|tbx)|{STATEMENTS}{PART}|README\.txt"
)
BLOCK_BYTES = 1 << 20
MOST_FILES = 20_000
MOST_MANIFEST_BYTES = 16 << 20
MOST_BYTES = 16 << 30  # of all files together when they are unpacked: a day of ten microphones
ROOM_BYTES = 256 << 20  # that stays free on the disk
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, IndexError)
_MADE = (1980, 1, 1, 0, 0, 0)


class Writer:
    """Adds files; the manifest is written at the end of ``writing``."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.files: dict[str, dict[str, Any]] = {}

    def add(self, name: str, path: Path) -> None:
        """Add a file under a name; sound is packed already."""
        with path.open("rb") as file:
            self._add(name, file, path.stat().st_size, is_packed=path.suffix == ".flac")

    def put(self, name: str, content: bytes) -> None:
        """Add a file with this content."""
        assert NAMES.fullmatch(name) or name == MANIFEST, name
        with self._archive.open(_member(name), "w") as out:
            out.write(content)
        self.files[name] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}

    def _add(self, name: str, file: IO[bytes], size: int, is_packed: bool) -> None:
        assert NAMES.fullmatch(name), name
        digest, member = hashlib.sha256(), _member(name)
        member.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        with self._archive.open(member, "w", force_zip64=size > 1 << 30) as out:
            while block := file.read(BLOCK_BYTES):
                digest.update(block)
                out.write(block)
        self.files[name] = {"size": size, "sha256": digest.hexdigest()}


@contextmanager
def writing(path: Path, facts: dict[str, Any]) -> Iterator[Writer]:
    """A new bundle, there only when it is whole, readable by its owner alone. ``facts`` go into the manifest."""
    part = path.with_name(path.name + ".part")
    part.touch(mode=0o600)
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            writer = Writer(archive)
            yield writer
            version = VERSION if any(name.startswith(STATEMENTS) for name in writer.files) else 1
            manifest = {"format": FORMAT, "version": version, **facts, "files": dict(writer.files)}
            writer.put(MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False).encode())
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)


def extract(path: Path, folder: Path) -> dict[str, Any]:
    """Unpack into an empty folder and compare every byte with the manifest, which is returned.

    Raises BundleUnsafe for a name, a kind or a size of file that no bundle has, BundleNewer, BundleDamaged or DiskFull.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = _checked(archive)
            manifest = _manifest(archive, members)
            _check_room(folder, members)
            found = {
                name: _unpack(archive, member, folder / name) for name, member in members.items() if name != MANIFEST
            }
    except _BROKEN as error:
        raise BundleDamaged(f"this is not a whole bundle of a session: {str(error)[:200]}") from error
    except OSError as error:
        raise _spoken(error) from error
    wrong = sorted(name for name in {*found, *manifest["files"]} if found.get(name) != manifest["files"].get(name))
    if wrong:
        raise BundleDamaged(f"{len(wrong)} files are not as the manifest says, {wrong[0]} among them", files=wrong[:20])
    return manifest


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _MADE)
    member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    return member


def _checked(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    members = archive.infolist()
    if len(members) > MOST_FILES:
        raise BundleUnsafe(f"a bundle has {MOST_FILES} files at most; found {len(members)}")
    found: dict[str, zipfile.ZipInfo] = {}
    for member in members:
        name = member.filename
        if name != MANIFEST and not NAMES.fullmatch(name):
            raise BundleUnsafe(f"a bundle has no file {name[:200]!r}: nothing was brought in")
        mode = member.external_attr >> 16
        is_regular = not member.is_dir() and (stat.S_ISREG(mode) or not stat.S_IFMT(mode))
        is_plain = member.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) and not member.flag_bits & 1
        if name in found or not is_regular or not is_plain:
            raise BundleUnsafe(f"{name!r} is not one regular file: nothing was brought in")
        found[name] = member
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise BundleUnsafe(f"a bundle has {MOST_BYTES >> 30} GB at most when it is unpacked: nothing was brought in")
    return found


def _manifest(archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> dict[str, Any]:
    if MANIFEST not in members:
        raise BundleDamaged("this is no bundle of a session: it has no manifest.json")
    with archive.open(members[MANIFEST]) as file:
        text = file.read(MOST_MANIFEST_BYTES + 1)
    try:
        manifest = json.loads(text)
        is_ours = manifest["format"] == FORMAT and isinstance(manifest["files"], dict)
        version, session = manifest["version"], manifest["session"]
        is_whole = isinstance(version, int) and isinstance(session["id"], str) and isinstance(manifest["sound"], dict)
        is_whole = is_whole and isinstance(manifest["revision"], str)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BundleDamaged("the manifest can't be read") from error
    if is_ours and isinstance(version, int) and version > VERSION:
        raise BundleNewer(f"this bundle has form {version}, this program knows {VERSION}: bring it in with a newer one")
    if not is_ours or not is_whole:
        raise BundleDamaged("this is no bundle of a session")
    return dict(manifest)


def _check_room(folder: Path, members: dict[str, zipfile.ZipInfo]) -> None:
    needed = sum(member.file_size for member in members.values())
    if shutil.disk_usage(folder).free < needed + ROOM_BYTES:
        raise DiskFull(f"the bundle needs {needed >> 20} MB on the disk of the recordings: make room there")


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> dict[str, Any]:
    """Never more than the directory of the archive says: ``zipfile`` ends there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with archive.open(member) as file, target.open("xb") as out:
        while block := file.read(BLOCK_BYTES):
            digest.update(block)
            size += out.write(block)
    return {"size": size, "sha256": digest.hexdigest()}


def _spoken(error: OSError) -> Exception:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull("the disk is full: make room where the recordings are; nothing was brought in")
    return BundleDamaged(f"the bundle can't be read: {error.strerror or error}")
