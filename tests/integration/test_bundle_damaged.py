"""Files of sessions that are damaged, newer or wicked: refused, and nothing is touched."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import tempfile
import wave
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from server.core.errors import BundleDamaged, BundleNewer, BundleUnsafe, RoundtableError
from server.settings import Settings
from server.storage import bundles
from server.storage.tables import Meeting
from tests.support.carried import LOUD, brought_in, meet, taken_out, work

Make = Callable[..., Settings]


Change = Callable[[dict[str, bytes]], None]


def rewritten(file: Path, change: Change, links: dict[str, str] | None = None) -> Path:
    """The archive again, changed."""
    with zipfile.ZipFile(file) as archive:
        members = {each.filename: archive.read(each) for each in archive.infolist()}
    change(members)
    target = file.with_name("changed.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, where in (links or {}).items():
            link = zipfile.ZipInfo(name)
            link.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(link, where)
        for name, content in members.items():
            archive.writestr(name, content)
    return target


def told(change: Callable[[dict[str, Any]], None]) -> Change:
    """A change of the manifest."""

    def apply(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"])
        change(manifest)
        members["manifest.json"] = json.dumps(manifest).encode()

    return apply


def honest(name: str, content: Callable[[bytes], bytes]) -> Change:
    """A change of a file that the manifest agrees with."""

    def apply(members: dict[str, bytes]) -> None:
        members[name] = content(members.get(name, b""))
        fact = {"size": len(members[name]), "sha256": hashlib.sha256(members[name]).hexdigest()}
        told(lambda manifest: manifest["files"].update({name: fact}))(members)

    return apply


def other_sound(members: dict[str, bytes]) -> None:
    """Sound that is whole, and other than what was packed."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(LOUD)
    honest("sound/room/00001-0.flac", lambda _: out.getvalue())(members)


@pytest.mark.parametrize(
    ("change", "links", "error"),
    [
        (lambda members: members.update({"minutes/pt.json": b"{}"}), None, BundleDamaged),
        (lambda members: members.pop("manifest.json"), None, BundleDamaged),
        (lambda members: members.update({"manifest.json": b"{]"}), None, BundleDamaged),
        (lambda members: members.update({"manifest.json": b"[" * 100_000}), None, BundleDamaged),
        (lambda members: members.pop("rows/segments.jsonl"), None, BundleDamaged),
        (told(lambda manifest: manifest.update(format="other")), None, BundleDamaged),
        (told(lambda manifest: manifest.update(version=3)), None, BundleNewer),
        (told(lambda manifest: manifest.update(revision="9999")), None, BundleNewer),
        (told(lambda manifest: manifest["session"].update(id="other")), None, BundleDamaged),
        (told(lambda manifest: manifest["sound"].clear()), None, BundleDamaged),
        (told(lambda manifest: manifest["sound"]["sound/room/00001-0.flac"].update(samples=10)), None, BundleDamaged),
        (told(lambda manifest: manifest["sound"]["sound/room/00001-0.flac"].update(samples="x")), None, BundleDamaged),
        (other_sound, None, BundleDamaged),
        (
            honest("rows/segments.jsonl", lambda rows: rows.replace(b'"start_ms": 0', b'"start_ms": "x"')),
            None,
            BundleDamaged,
        ),
        (honest("rows/segments.jsonl", lambda rows: rows + b"{broken\n"), None, BundleDamaged),
        (honest("rows/segments.jsonl", lambda rows: rows.replace(b'"demo"', b'"else"')), None, BundleDamaged),
        (honest("rows/secrets.jsonl", lambda _: b"{}\n"), None, BundleDamaged),
        (honest("rows/invitations.jsonl", lambda _: b""), None, BundleDamaged),
        (honest("rows/streams.jsonl", lambda rows: rows.replace(b'"room"', b'"../room"')), None, BundleDamaged),
        (honest("../outside", lambda _: b"x"), None, BundleUnsafe),
        (honest("/outside", lambda _: b"x"), None, BundleUnsafe),
        (honest("sound/../outside/00001-0.flac", lambda _: b"x"), None, BundleUnsafe),
        (honest("rows/../../outside.jsonl", lambda _: b"x"), None, BundleUnsafe),
        (lambda members: None, {"rows/extra.jsonl": "/etc/passwd"}, BundleUnsafe),
        (lambda members: None, {"sound/room/00002-0.flac": "/etc/passwd"}, BundleUnsafe),
    ],
)
def test_a_damaged_newer_or_wicked_bundle_is_refused_and_nothing_is_touched(
    change: Change, links: dict[str, str] | None, error: type[RoundtableError], make: Make, tmp_path: Path
) -> None:
    here, there = make("here"), make("there")
    meet(here)
    file = rewritten(taken_out(here, tmp_path / "demo.zip"), change, links)
    with pytest.raises(error) as refused:
        brought_in(there, file)
    assert refused.value.code in ("bundle_damaged", "bundle_unsafe", "bundle_newer")
    assert work(there, lambda tx: tx.scalars(select(Meeting)).all()) == []
    assert list(there.recordings.iterdir()) == []


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_a_bundle_that_was_cut_off_is_refused(share: float, make: Make, tmp_path: Path) -> None:
    here, there = make("here"), make("there")
    meet(here)
    whole = taken_out(here, tmp_path / "demo.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(BundleDamaged):
        brought_in(there, tmp_path / "cut.zip")
    assert list(there.recordings.iterdir()) == []


def test_a_bomb_is_refused_before_it_is_unpacked(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, there = make("here"), make("there")
    meet(here)
    file = rewritten(taken_out(here, tmp_path / "demo.zip"), honest("minutes/big.json", lambda _: b" " * (8 << 20)))
    assert file.stat().st_size < 1 << 20
    monkeypatch.setattr(bundles, "MOST_BYTES", 4 << 20)
    with pytest.raises(BundleUnsafe, match="at most when it is unpacked"):
        brought_in(there, file)
    monkeypatch.setattr(bundles, "MOST_FILES", 3)
    with pytest.raises(BundleUnsafe, match="3 files at most"):
        brought_in(there, file)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A bundle of two little files."""
    file = tmp_path_factory.mktemp("small") / "small.zip"
    facts = {"revision": "r", "session": {"id": "demo"}, "sound": {}}
    with bundles.writing(file, facts) as out:
        out.put("minutes/pt.json", '{"text": "não"}'.encode() * 20)
        out.put("README.txt", b"words")
    return file.read_bytes()


@given(data=st.data())
def test_a_byte_that_is_changed_anywhere_never_brings_other_content_in(small: bytes, data: st.DataObject) -> None:
    place, value = data.draw(st.integers(0, len(small) - 1)), data.draw(st.integers(0, 255))
    changed = small[:place] + bytes([value]) + small[place + 1 :]
    with tempfile.TemporaryDirectory() as name:
        file, folder = Path(name) / "changed.zip", Path(name) / "out"
        file.write_bytes(changed)
        folder.mkdir()
        try:
            bundles.extract(file, folder)
        except (BundleDamaged, BundleUnsafe, BundleNewer):
            return
        assert (folder / "README.txt").read_bytes() == b"words"
        assert json.loads((folder / "minutes/pt.json").read_bytes()[:16]) == {"text": "não"}
