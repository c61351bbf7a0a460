"""All models and fonts in one file, for venues without the internet: packed, checked byte by byte, put in place.

A unit is what is replaced as a whole: a speech model, one direction of translation, a font family.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from server.core.errors import BackupDamaged
from server.storage import archive

FOLDERS = ("models", "fonts")


def pack(instance: Path, file: Path) -> list[str]:
    """Write the bundle; the names of its units. Raises BackupDamaged where there is nothing to pack, DiskFull."""
    units = _units(instance)
    if not units:
        raise BackupDamaged("there is no model to pack: flask --app server models install")
    with archive.writing(file, {"units": units}, archive.BUNDLE) as out:
        for unit in units:
            for path in sorted(each for each in (instance / unit).rglob("*") if each.is_file()):
                out.add(path.relative_to(instance).as_posix(), path)
    return units


def unpack(file: Path, instance: Path) -> list[str]:
    """Put the bundle's units in place; their names. What has other names stays.

    Raises BackupUnsafe, BackupDamaged or DiskFull, and has changed nothing then.
    """
    instance.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=instance, prefix=".unbundled-") as scratch:
        fresh = Path(scratch)
        archive.extract(file, fresh, archive.BUNDLE)
        units = _units(fresh)
        for unit in units:
            target = instance / unit
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                target.replace(fresh / f"old-{units.index(unit)}")
            (fresh / unit).replace(target)
        return units


def _units(root: Path) -> list[str]:
    """Folders that hold files themselves, the outermost of each branch, hidden ones left out."""
    found: list[str] = []

    def walk(folder: Path) -> None:
        entries = sorted(each for each in folder.iterdir() if not each.name.startswith("."))
        if any(each.is_file() for each in entries):
            found.append(folder.relative_to(root).as_posix())
            return
        for each in entries:
            if each.is_dir():
                walk(each)

    for name in FOLDERS:
        if (root / name).is_dir():
            walk(root / name)
    return found
