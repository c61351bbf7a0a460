"""Archives of a backup that are damaged, cut off or wicked: refused, and nothing is touched."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from server.commands.backup import backup, restore
from server.core.errors import BackupDamaged, BackupNewer, BackupUnsafe
from server.settings import Settings
from tests.support.saved import meet, rows, sounds

Make = Callable[..., Settings]


def rewritten(file: Path, change: Callable[[dict[str, bytes]], None], links: dict[str, str] | None = None) -> Path:
    """The archive again, changed."""
    with tarfile.open(file) as tar:
        members = {each.name: tar.extractfile(each).read() for each in tar}  # type: ignore[union-attr]
    change(members)
    target = file.with_name("changed.tar")
    with tarfile.open(target, "w") as tar:
        for name, where in (links or {}).items():
            link = tarfile.TarInfo(name)
            link.type, link.linkname = tarfile.SYMTYPE, where
            tar.addfile(link)
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return target


def flip(members: dict[str, bytes]) -> None:
    name = next(each for each in members if each.endswith(".s16le"))
    members[name] = members[name][:100] + b"\x99" + members[name][101:]


def newer(members: dict[str, bytes]) -> None:
    manifest = json.loads(members["manifest.json"])
    members["manifest.json"] = json.dumps({**manifest, "revision": "9999"}).encode()


def ends_early(members: dict[str, bytes]) -> None:
    members.pop("manifest.json")


def stray(name: str) -> Callable[[dict[str, bytes]], None]:
    def add(members: dict[str, bytes]) -> None:
        manifest = members.pop("manifest.json")
        members[name] = b"x"
        members["manifest.json"] = manifest

    return add


@pytest.mark.parametrize(
    ("change", "links", "error"),
    [
        (flip, None, BackupDamaged),
        (ends_early, None, BackupDamaged),
        (lambda members: members.update({"manifest.json": b"{]"}), None, BackupDamaged),
        (lambda members: members.pop("tables/log.jsonl"), None, BackupDamaged),
        (stray("recordings/demo/room/00009-0.s16le"), None, BackupDamaged),
        (newer, None, BackupNewer),
        (stray("../outside"), None, BackupUnsafe),
        (stray("/outside"), None, BackupUnsafe),
        (stray("recordings/../../outside.s16le"), None, BackupUnsafe),
        (stray("recordings/demo/../outside.s16le"), None, BackupUnsafe),
        (stray("secrets/other"), None, BackupUnsafe),
        (lambda members: None, {"recordings/demo/room/00002-0.s16le": "/etc/passwd"}, BackupUnsafe),
        (lambda members: None, {"recordings": "/tmp"}, BackupUnsafe),
    ],
)
def test_a_damaged_or_wicked_archive_is_refused_and_nothing_is_touched(
    change: Callable[[dict[str, bytes]], None],
    links: dict[str, str] | None,
    error: type[Exception],
    make: Make,
    tmp_path: Path,
) -> None:
    saved, other = make("saved"), make("other")
    meet(saved)
    meet(other)
    backup(saved, tmp_path / "backup.tar")
    before = (rows(other), sounds(other), sorted(path.name for path in tmp_path.rglob("*")))
    with pytest.raises(error):
        restore(other, rewritten(tmp_path / "backup.tar", change, links), is_replacing=True)
    (tmp_path / "changed.tar").unlink()
    after = sorted(path.name for path in tmp_path.rglob("*") if path.name != "running.lock")
    assert (rows(other), sounds(other), after) == (before[0], before[1], [n for n in before[2] if n != "running.lock"])


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_an_archive_that_was_cut_off_is_refused(share: float, make: Make, tmp_path: Path) -> None:
    saved = make("saved")
    meet(saved)
    backup(saved, tmp_path / "backup.tar")
    whole = (tmp_path / "backup.tar").read_bytes().rstrip(b"\0")
    (tmp_path / "cut.tar").write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(BackupDamaged):
        restore(make("other"), tmp_path / "cut.tar")
