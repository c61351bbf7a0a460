"""A backup's or a bundle's file: a plain tar of regular files with known names, their SHA-256 at its end.

Must not know what the files mean. A file that grows while it is read is taken up to the size that it had.
"""

from __future__ import annotations

import errno
import hashlib
import io
import json
import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from server.core.errors import BackupDamaged, BackupUnsafe, DiskFull

MANIFEST = "manifest.json"
VERSION = 1
BLOCK_BYTES = 1 << 20
MANIFEST_BYTES = 64 << 20
PART = r"[A-Za-z0-9][A-Za-z0-9._-]*"
FILE = r"(?!\.)[^/\\:\x00-\x1f]+"


@dataclass(frozen=True, slots=True)
class Kind:
    """What an archive is for: the word for it, its format's name, and the names of files that it may hold."""

    word: str
    format: str
    names: re.Pattern[str]


BACKUP = Kind(
    "backup",
    "roundtable-backup",
    re.compile(
        rf"tables/{PART}\.jsonl|recordings/{PART}/{PART}/{PART}\.(s16le|json)"
        r"|secrets/(secret|worker-token|tls/root\.(pem|key))"
    ),
)
BUNDLE = Kind("bundle", "roundtable-bundle", re.compile(rf"(models|fonts)/{FILE}(/{FILE}){{1,5}}"))


class Writer:
    """Adds files; the manifest is written at the end of ``writing``."""

    def __init__(self, tar: tarfile.TarFile, kind: Kind) -> None:
        self._tar, self._kind = tar, kind
        self.files: dict[str, dict[str, Any]] = {}

    def add(self, name: str, path: Path, whole: int = 1) -> None:
        """Add a file under a name, cut to a multiple of ``whole`` bytes. Raises FileNotFoundError."""
        assert self._kind.names.fullmatch(name), name
        with path.open("rb") as file:
            size = file.seek(0, io.SEEK_END) // whole * whole
            file.seek(0)
            digest = _add(self._tar, name, size, file)
        self.files[name] = {"size": size, "sha256": digest}


@contextmanager
def writing(path: Path, facts: dict[str, Any], kind: Kind = BACKUP) -> Iterator[Writer]:
    """A new archive, there only when it is whole, readable by its owner alone.

    ``facts`` go into the manifest as they are then.
    """
    part = path.with_name(path.name + ".part")
    part.touch(mode=0o600)
    try:
        with tarfile.open(part, "w") as tar:
            writer = Writer(tar, kind)
            yield writer
            manifest = {"format": kind.format, "version": VERSION, **facts, "files": writer.files}
            text = json.dumps(manifest, indent=1, ensure_ascii=False).encode()
            _add(tar, MANIFEST, len(text), io.BytesIO(text))
        part.rename(path)
    except OSError as error:
        raise _spoken(error, kind) from error
    finally:
        part.unlink(missing_ok=True)


def extract(path: Path, folder: Path, kind: Kind = BACKUP) -> dict[str, Any]:
    """Unpack into an empty folder and compare every byte with the manifest, which is returned.

    Raises BackupUnsafe for a name or a kind of file that no such archive has, BackupDamaged for what is not whole.
    """
    found: dict[str, dict[str, Any]] = {}
    manifest: dict[str, Any] | None = None
    try:
        with tarfile.open(path, "r:") as tar:
            for member in tar:
                if manifest is not None:
                    raise BackupUnsafe(f"there is more after the manifest: {member.name!r}")
                file = _checked(tar, member, found, kind)
                if member.name == MANIFEST:
                    manifest = _manifest(file.read(), kind)
                else:
                    found[member.name] = _unpack(file, folder / member.name)
    except (tarfile.TarError, EOFError) as error:
        raise BackupDamaged(f"{path} is not a whole {kind.word}: {error}") from error
    except OSError as error:
        raise _spoken(error, kind) from error
    if manifest is None:
        raise BackupDamaged(f"{path} ends before its manifest")
    wrong = sorted(name for name in {*found, *manifest["files"]} if found.get(name) != manifest["files"].get(name))
    if wrong:
        raise BackupDamaged(f"{len(wrong)} files are not as the manifest says, {wrong[0]} among them", files=wrong[:20])
    return manifest


def _add(tar: tarfile.TarFile, name: str, size: int, file: IO[bytes]) -> str:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    reader = _Hashing(file)
    tar.addfile(member, reader)
    return reader.digest.hexdigest()


class _Hashing:
    """Reads a file and sums what was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes."""
        block = self._file.read(size)
        self.digest.update(block)
        return block


def _checked(tar: tarfile.TarFile, member: tarfile.TarInfo, found: dict[str, Any], kind: Kind) -> IO[bytes]:
    if member.name != MANIFEST and not kind.names.fullmatch(member.name):
        raise BackupUnsafe(f"a {kind.word} has no file {member.name[:200]!r}: nothing was restored")
    if not member.isreg() or member.name in found:
        raise BackupUnsafe(f"{member.name!r} is not one regular file: nothing was restored")
    file = tar.extractfile(member)
    assert file is not None
    return file


def _unpack(file: IO[bytes], target: Path) -> dict[str, Any]:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with target.open("xb") as out:
        while block := file.read(BLOCK_BYTES):
            digest.update(block)
            size += out.write(block)
    return {"size": size, "sha256": digest.hexdigest()}


def _manifest(text: bytes, kind: Kind) -> dict[str, Any]:
    try:
        manifest = json.loads(text[:MANIFEST_BYTES])
        is_ours = manifest["format"] == kind.format and isinstance(manifest["files"], dict)
    except (ValueError, TypeError, KeyError) as error:
        raise BackupDamaged("the manifest can't be read") from error
    if not is_ours or manifest["version"] != VERSION:
        raise BackupDamaged(f"this is not a {kind.word} of version {VERSION} of Roundtable")
    return dict(manifest)


def _spoken(error: OSError, kind: Kind) -> Exception:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull("the disk is full: make room, or name a file on another disk")
    return BackupDamaged(f"the {kind.word} can't be read or written: {error.strerror or error}")
