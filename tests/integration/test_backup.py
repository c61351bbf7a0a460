"""Backup and restore, on SQLite and on PostgreSQL and from one to the other, also while a meeting goes on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select, text

from server.commands.backup import backup, restore
from server.core.errors import Conflict, NotEmpty
from server.services.hearing import hear
from server.services.meeting import convene, floor
from server.services.minutes import record
from server.settings import Settings
from server.storage import log, schema
from server.storage.database import Database
from server.storage.recording import Recording
from server.storage.running import running
from server.storage.tables import Base, Epoch, Segment, Stream
from server.tls.authority import ensure
from tests.support.saved import LOUD, ROUTES, meet, rows, say, sounds, work

Make = Callable[..., Settings]


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
