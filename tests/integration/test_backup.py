"""Backup and restore, on SQLite and on PostgreSQL and from one to the other, also while a meeting goes on."""

from __future__ import annotations

import io
import json
import tarfile
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from server.commands.backup import backup, restore
from server.core.errors import BackupDamaged, BackupNewer, BackupUnsafe, Conflict, NotEmpty
from server.services.hearing import hear, interpret
from server.services.meeting import convene, floor, remarks
from server.services.minutes import record
from server.settings import Settings
from server.storage import log, schema
from server.storage.database import Database
from server.storage.recording import Recording
from server.storage.running import running
from server.storage.tables import Base, Epoch, Segment, Stream
from server.tls.authority import ensure

LOUD = b"\x10\x20" * 1_600
ROUTES: dict[str, set[str]] = {"en": {"pt"}}
Make = Callable[..., Settings]


def work(settings: Settings, unit: Callable[[Any], Any]) -> Any:
    database = Database(settings.database)
    try:
        return database.write(unit)
    finally:
        database.close()


def rows(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that is in the database."""

    def read(tx: Any) -> dict[str, list[tuple[Any, ...]]]:
        tables = Base.metadata.tables
        return {
            name: sorted((tuple(row) for row in tx.execute(select(table))), key=str) for name, table in tables.items()
        }

    return work(settings, read)  # type: ignore[no-any-return]


def sounds(settings: Settings) -> dict[str, bytes]:
    return {str(path.relative_to(settings.recordings)): path.read_bytes() for path in settings.recordings.glob("*/*/*")}


def meet(settings: Settings) -> None:
    """A meeting with everything that rows can hold."""

    def begin(tx: Any) -> None:
        convene.put_delegation(tx, "KR", "대한민국 · 'quoted' · \\", "ko")
        convene.create_session(tx, "demo", "Demo", "confidential", ["en", "pt"], {"en": "English", "pt": "Português"})
        convene.open_session(tx, "demo", 1_000)
        floor.give_floor(tx, "demo", "KR", 0, 1_000)
        convene.invite(tx, "i1", "chair", None, "The chair", 7, 1_000)
        hear.open_stream(tx, "room", "demo", "mixed", None, "en", 0, 0)
        booth = interpret.Booth("demo", "pt", "i2", "Ana Exemplo")
        interpret.take(tx, booth, ROUTES, 1_000)
        interpret.write(tx, booth, interpret.Written("Propomos um projeto-piloto."), 1_000)
        given = remarks.checked("ko", "시범 사업을 제안합니다.", {"en": "We propose a pilot."}, ("ko", "en"))
        remarks.hand_in(tx, "demo", "r-1", "KR", given, remarks.Reader("secretariat", None, "The desk"), 1_000)

    work(settings, begin)
    recording = Recording(settings.recordings / "demo" / "room")
    recording.open_epoch(1, 0)
    recording.write(0, LOUD)
    recording.close()
    say(settings, 0)
    work(settings, lambda tx: record.translate_by_hand(tx, "demo", "room-0", 1, "pt", "Propomos.", 6, "rapporteur"))


def say(settings: Settings, number: int, text: str = "We propose a pilot.") -> None:
    place = {"start_sample": number * 1_600, "end_sample": (number + 1) * 1_600}
    result = {"kind": "final", **place, "text": text, "language": "en", "words": [{"text": "We", **place}]}

    def store(tx: Any) -> None:
        epoch = hear.lease(tx, "room")["epoch"]
        hear.accept(tx, "room", epoch, result, ROUTES, "invented", 5)

    work(settings, store)


BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.services)]


@pytest.mark.parametrize("target", BOTH)
@pytest.mark.parametrize("source", BOTH)
def test_what_was_saved_comes_back_whole_in_either_database(
    source: str, target: str, make: Make, tmp_path: Path
) -> None:
    saved, fresh = make("saved", source), make("fresh", target)
    meet(saved)
    root = ensure(saved.instance / "tls", ["127.0.0.1"])
    file = tmp_path / "backup.tar"
    backup(saved, file, with_secrets=True)
    assert file.stat().st_mode & 0o777 == 0o600
    work(fresh, lambda tx: convene.invite(tx, "i0", "chair", None, "The chair of the new place", 7, 1_000))
    restore(fresh, file)
    assert rows(fresh) == rows(saved) and rows(saved)["segments"]
    assert sounds(fresh) == sounds(saved) and len(sounds(saved)) == 2
    assert (fresh.instance / "secret").read_text() != saved.secret
    assert ensure(fresh.instance / "tls", ["127.0.0.1"]).fingerprint != root.fingerprint
    say(fresh, 1, "And the work goes on.")
    work(fresh, lambda tx: floor.give_floor(tx, "demo", None, 5, 1_005))
    work(fresh, lambda tx: floor.give_floor(tx, "demo", "KR", 6, 1_006))
    assert len(work(fresh, lambda tx: record.minutes(tx, "demo"))) == 2
    restore(fresh, file, is_replacing=True, with_secrets=True)
    assert rows(fresh) == rows(saved)
    assert (fresh.instance / "secret").read_text() == saved.secret
    for secret in ("secret", "tls/root.key"):
        assert (fresh.instance / secret).stat().st_mode & 0o777 == 0o600
    assert ensure(fresh.instance / "tls", ["127.0.0.1"]).fingerprint == root.fingerprint


@pytest.mark.parametrize("kind", BOTH)
def test_a_backup_during_a_meeting_is_of_one_moment_and_every_line_has_its_sound(
    kind: str, make: Make, tmp_path: Path
) -> None:
    saved, fresh = make("saved", kind), make("fresh")
    meet(saved)
    database = Database(saved.database)
    is_over = threading.Event()

    def go_on() -> None:
        """The meeting: sound, then its line, then now and then a new connection of the microphone."""
        recording, place = Recording(saved.recordings / "demo" / "room"), 1
        while not is_over.is_set():
            if place % 10 == 1:
                begin = partial(
                    hear.open_stream, stream_id="room", session="demo", kind="mixed", delegation=None, language="en"
                )
                epoch = database.write(partial(begin, session_ms=place, written=place * 1_600)).epoch
                recording.open_epoch(epoch, place * 1_600)
            recording.write(place * 1_600, LOUD)
            lease = database.write(lambda tx: hear.lease(tx, "room"))["epoch"]
            result = {
                "kind": "final",
                "start_sample": place * 1_600,
                "end_sample": (place + 1) * 1_600,
                "text": f"Line {place}.",
                "language": "en",
                "words": [],
            }
            database.write(lambda tx, at=lease, each=result: hear.accept(tx, "room", at, each, ROUTES, "invented", 5))
            place += 1
        recording.close()

    meeting = threading.Thread(target=go_on)
    meeting.start()
    try:
        for number in range(3):
            backup(saved, tmp_path / f"{number}.tar")
    finally:
        is_over.set()
        meeting.join()
        database.close()
    lines = 0
    for number in range(3):
        restore(fresh, tmp_path / f"{number}.tar", is_replacing=True)
        segments = work(fresh, lambda tx: list(tx.scalars(select(Segment).order_by(Segment.start_sample))))
        assert len(segments) >= lines
        lines = len(segments)
        head = work(fresh, lambda tx: log.read(tx, "demo", "en", 0, limit=10_000))
        assert sum(event["kind"] == "caption" for event in head["events"]) == lines
        assert work(fresh, lambda tx: tx.get_one(Stream, "room").done_sample) == lines * 1_600
        recording = Recording(fresh.recordings / "demo" / "room")
        for segment in segments:
            assert recording.read(segment.start_sample, 1_600) == LOUD
        known = work(fresh, lambda tx: set(tx.scalars(select(Epoch.epoch))))
        assert {int(path.stem.split("-")[0]) for path in (fresh.recordings / "demo" / "room").glob("*.s16le")} <= known
    assert lines > 1


def test_a_place_with_sessions_in_it_is_not_overwritten_unless_told(make: Make, tmp_path: Path) -> None:
    saved, other = make("saved"), make("other")
    meet(saved)
    backup(saved, tmp_path / "backup.tar")
    work(other, lambda tx: convene.put_delegation(tx, "BR", "Brazil", "pt"))
    before = rows(other)
    with pytest.raises(NotEmpty):
        restore(other, tmp_path / "backup.tar")
    assert rows(other) == before
    with pytest.raises(Conflict):
        backup(saved, tmp_path / "backup.tar")
    restore(other, tmp_path / "backup.tar", is_replacing=True)
    assert rows(other) == rows(saved)


def test_nothing_is_restored_into_an_installation_that_runs(make: Make, tmp_path: Path) -> None:
    saved, other = make("saved"), make("other")
    meet(saved)
    with running(saved.instance):
        backup(saved, tmp_path / "backup.tar")
    with running(other.instance), running(other.instance), pytest.raises(Conflict, match="stop it first"):
        restore(other, tmp_path / "backup.tar")
    restore(other, tmp_path / "backup.tar")


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


def test_a_backup_of_a_database_that_waits_for_its_migration_is_refused(make: Make, tmp_path: Path) -> None:
    saved = make("saved")
    work(saved, lambda tx: tx.execute(text("UPDATE alembic_version SET version_num = 'older'")))
    with pytest.raises(Exception, match="flask --app server migrate"):
        backup(saved, tmp_path / "backup.tar")
    assert not list(tmp_path.glob("backup*"))
    assert schema.is_known(schema.newest())


@pytest.mark.parametrize("kind", BOTH)
def test_a_database_without_tables_or_of_another_revision_is_made_anew_by_a_restore(
    kind: str, make: Make, tmp_path: Path
) -> None:
    saved, other = make("saved"), make("other", kind)
    meet(saved)
    meet(other)
    backup(saved, tmp_path / "backup.tar")
    work(other, lambda tx: tx.execute(text("UPDATE alembic_version SET version_num = 'older'")))
    work(other, lambda tx: tx.execute(text("DROP TABLE positions")))
    restore(other, tmp_path / "backup.tar", is_replacing=True)
    assert rows(other) == rows(saved)
    for name in (*reversed(Base.metadata.sorted_tables), "alembic_version"):
        work(other, lambda tx, each=name: tx.execute(text(f"DROP TABLE {each}")))
    restore(other, tmp_path / "backup.tar", is_replacing=True)
    assert rows(other) == rows(saved)
