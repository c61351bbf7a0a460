"""Models and fonts in one file: what is packed is there again, byte by byte, and nothing else can come in."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

import pytest

from server.core.errors import BackupDamaged, BackupUnsafe
from server.models import bundle

FILES = {
    "models/whisper-base/model.bin": b"\x00\x01" * 5_000,
    "models/whisper-base/config.json": b"{}",
    "models/firefox/enpt/vocab.enpt.spm": b"words",
    "models/argos/argos-en-ko/model/model.bin": b"weights",
    "models/argos/argos-en-ko/metadata.json": b"{}",
    "fonts/amiri/Amiri Regular [wght].ttf": b"font",
}
UNITS = ["models/argos/argos-en-ko", "models/firefox/enpt", "models/whisper-base", "fonts/amiri"]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        path = tmp_path / "here" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (tmp_path / "here" / "secret").write_text("of this house", encoding="utf-8")
    return tmp_path / "here"


def held(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_what_was_packed_is_there_again_and_what_has_other_names_stays(here: Path, tmp_path: Path) -> None:
    assert bundle.pack(here, tmp_path / "b.tar") == UNITS
    there = tmp_path / "there"
    (there / "models" / "whisper-base").mkdir(parents=True)
    (there / "models" / "whisper-base" / "old.bin").write_bytes(b"old")
    (there / "models" / "whisper-small").mkdir()
    (there / "models" / "whisper-small" / "model.bin").write_bytes(b"kept")
    assert bundle.unpack(tmp_path / "b.tar", there) == UNITS
    assert held(there) == {**FILES, "models/whisper-small/model.bin": b"kept"}
    assert bundle.unpack(tmp_path / "b.tar", there) == UNITS
    assert held(there) == {**FILES, "models/whisper-small/model.bin": b"kept"}


def test_an_empty_installation_has_nothing_to_pack(tmp_path: Path) -> None:
    with pytest.raises(BackupDamaged, match="models install"):
        bundle.pack(tmp_path, tmp_path / "b.tar")


def test_a_damaged_bundle_changes_nothing(here: Path, tmp_path: Path) -> None:
    bundle.pack(here, tmp_path / "b.tar")
    whole = (tmp_path / "b.tar").read_bytes()
    (tmp_path / "b.tar").write_bytes(whole.replace(b"weights", b"wEights"))
    with pytest.raises(BackupDamaged):
        bundle.unpack(tmp_path / "b.tar", tmp_path / "there")
    (tmp_path / "b.tar").write_bytes(whole[:6_000])
    with pytest.raises(BackupDamaged):
        bundle.unpack(tmp_path / "b.tar", tmp_path / "there")
    assert held(tmp_path / "there") == {}


@pytest.mark.parametrize(
    "name", ["models/../../x", "/models/a/b", "models/x", "secret", "models/.hidden/x", "models/a/..", "fonts/a\\b/c"]
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    manifest = json.dumps({"format": "roundtable-bundle", "version": 1, "files": {}}).encode()
    with tarfile.open(tmp_path / "b.tar", "w") as tar:
        for each, content in ((name, b"x"), ("manifest.json", manifest)):
            member = tarfile.TarInfo(each)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    with pytest.raises(BackupUnsafe):
        bundle.unpack(tmp_path / "b.tar", tmp_path / "there")
    assert held(tmp_path / "there") == {}
