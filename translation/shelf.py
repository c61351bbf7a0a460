"""A folder of translation packages of one kind: put there whole or not at all, with a receipt, verified, removed.

Must not know what is in a package, nor where it comes from.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from translation import download, room
from translation.errors import ModelDamaged, ModelMissing

RECEIPT = "receipt.json"
FETCHED = ".fetched"
_SCRATCH = ".unpacked-"


@dataclass(frozen=True, slots=True)
class Installed:
    """One package that is there; ``size_bytes`` of all its files."""

    name: str
    source: str
    target: str
    version: str
    size_bytes: int
    folder: Path


@dataclass(frozen=True, slots=True)
class Offered:
    """One package that can be fetched; ``size_bytes`` of what has to be, None where the index does not say."""

    name: str
    version: str
    size_bytes: int | None


class Store(Protocol):
    """What every kind of package offers. One process may change a store at a time; every call may block."""

    @property
    def kind(self) -> str:
        """What the names of its packages begin with, before the hyphen."""

    def installed(self) -> list[Installed]:
        """What is installed, by name; what is no whole package is left out."""

    def offered(self) -> list[Offered]:
        """What the index has, by name, newest version of each. Raises DownloadFailed."""

    def install(self, name: str, progress: download.Progress | None = None) -> Installed:
        """Fetch, check and put in place; nothing is fetched when it is there and whole.

        Raises ModelMissing (no such name, or not in the index), DownloadFailed, PackageRefused, DiskFull.
        """

    def is_package(self, path: Path) -> bool:
        """Whether a file or a folder looks like a package of this kind."""

    def bring(self, path: Path) -> Installed:
        """Put a package in place that came by another way (a memory stick). Raises PackageRefused, DiskFull."""

    def verify(self, name: str) -> None:
        """Read every byte and compare with the receipt of the installation. Raises ModelMissing, ModelDamaged."""

    def remove(self, name: str) -> None:
        """Delete a package, whole or not. Raises ModelMissing."""


class Shelf:
    """The folder itself."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fetched(self, name: str) -> Path:
        """Where what is on its way lies; ``name`` may come from an index."""
        return self.folder / FETCHED / name.replace("/", "_")

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A folder for unpacking, gone afterwards; those of processes that were killed go too. Raises DiskFull.

        Waits for another process that is unpacking here.
        """
        with room.needed(self.folder), self._alone():
            for left in self.folder.glob(f"{_SCRATCH}*"):
                shutil.rmtree(left, ignore_errors=True)
            with tempfile.TemporaryDirectory(dir=self.folder, prefix=_SCRATCH) as scratch:
                yield Path(scratch)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def put(self, root: Path, place: str, receipt: Mapping[str, Any]) -> None:
        """Give the unpacked package in a scratch folder its receipt and its place, in that of an older one."""
        hashes = {path.relative_to(root).as_posix(): download.digest(path) for path in files(root)}
        (root / RECEIPT).write_text(json.dumps({**receipt, "files": hashes}, indent=1), encoding="utf-8")
        target = self.folder / place
        if target.exists():
            target.replace(root.with_name(f"{root.name}-before"))
        root.replace(target)

    def verify(self, package: Installed) -> None:
        """Compare every byte with the receipt. Raises ModelDamaged."""
        name, hashes = package.name, receipt(package.folder).get("files")
        if not isinstance(hashes, dict):
            raise ModelDamaged(f"{name} has no receipt: {_again(name)}", model=name)
        for relative, found in differing(package.folder, hashes):
            what = f"expected sha256 {str(hashes[relative])[:16]}..., found {found[:16]}"
            raise ModelDamaged(f"{name}: {relative} is damaged, {what}: {_again(name)}", model=name)

    def remove(self, name: str, folder: Path | None) -> None:
        """Delete the folder of a package. Raises ModelMissing where there is none."""
        if folder is None or not folder.is_dir():
            raise ModelMissing(f"{name} is not installed", model=name)
        shutil.rmtree(folder)


def receipt(folder: Path) -> dict[str, Any]:
    """What was written down when the package was installed; empty where there is no readable receipt."""
    try:
        found = json.loads((folder / RECEIPT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def differing(folder: Path, hashes: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The files that are not as the hashes say, and what they are instead."""
    for relative, expected in hashes.items():
        path = folder / relative
        found = download.digest(path) if path.is_file() else "no file"
        if found != expected:
            yield relative, found


def files(root: Path) -> list[Path]:
    """The files of a package, without its receipt."""
    return sorted(path for path in root.rglob("*") if path.is_file() and path.name != RECEIPT)


def size_bytes(root: Path) -> int:
    """Of all files of a package."""
    return sum(path.stat().st_size for path in files(root))


def missing(name: str) -> ModelMissing:
    """The error for a package that has to be there."""
    return ModelMissing(f"{name} is not installed: flask --app server models install {name}", model=name)


def _again(name: str) -> str:
    return f"remove {name} and install it again"
