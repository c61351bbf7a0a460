"""What the clock deletes, on SQLite and on PostgreSQL, and what it leaves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from server.core.minutes.retention import DAY_MS, Retention
from server.services.hearing import hear
from server.services.meeting import convene, keep
from server.services.minutes import record
from server.storage.database import Database
from server.storage.recording import Recording
from server.storage.tables import Invitation, Meeting, Stream
from server.workers.clock import Clock

NOW = 1_795_600_000_000


@pytest.fixture
def recordings(database: Database, tmp_path: Path) -> Path:
    """Three sessions with a line and its sound: one long closed, one closed yesterday, one opened again."""

    def furnish(tx: Any) -> None:
        for number, (name, days) in enumerate((("old", 31), ("recent", 1), ("again", 31))):
            convene.create_session(tx, name, name, "public", ["en"], {"en": "English"})
            convene.open_session(tx, name, NOW - 40 * DAY_MS)
            hear.open_stream(tx, f"{name}-room", name, "mixed", None, "en", 0, 0)
            epoch = hear.lease(tx, f"{name}-room")["epoch"]
            result = {
                "kind": "final",
                "start_sample": 0,
                "end_sample": 1_600,
                "text": "Kept words.",
                "language": "en",
                "words": [],
            }
            hear.accept(tx, f"{name}-room", epoch, result, {}, "invented", NOW + number)
            convene.close_session(tx, name, NOW - days * DAY_MS)
        convene.open_session(tx, "again", NOW)
        for name, age_days in (("long-ended", 20), ("just-ended", 8), ("valid", 0)):
            convene.invite(tx, name, "chair", None, name, 7, NOW - age_days * DAY_MS)

    database.write(furnish)
    for name in ("old", "recent", "again"):
        recording = Recording(tmp_path / "recordings" / name / f"{name}-room")
        recording.open_epoch(1, 0)
        recording.write(0, b"\1\2" * 3_200)
        recording.close()
    return tmp_path / "recordings"


def sessions(database: Database) -> set[str]:
    return set(database.read(lambda tx: tx.scalars(select(Meeting.id)).all()))


def test_the_sound_of_a_session_goes_when_its_time_is_over_and_its_minutes_stay(
    database: Database, recordings: Path
) -> None:
    clock = Clock(database, recordings, Retention(30))
    assert clock.tick(NOW)["sessions"] == 1
    assert {path.name for path in recordings.iterdir()} == {"recent", "again"}
    assert sessions(database) == {"old", "recent", "again"}
    assert len(database.read(lambda tx: record.minutes(tx, "old"))) == 1
    stream = database.read(lambda tx: tx.get_one(Stream, "old-room"))
    assert stream.end_sample == stream.done_sample  # nothing waits to be recognised
    assert clock.tick(NOW)["sessions"] == 0


def test_all_of_a_session_goes_where_that_is_asked_for(database: Database, recordings: Path) -> None:
    clock = Clock(database, recordings, Retention(30, "sessions"))
    assert clock.tick(NOW)["sessions"] == 1
    assert sessions(database) == {"recent", "again"}
    assert {path.name for path in recordings.iterdir()} == {"recent", "again"}
    assert clock.tick(NOW + 40 * DAY_MS)["sessions"] == 1
    assert sessions(database) == {"again"}


def test_nothing_goes_without_a_setting(database: Database, recordings: Path) -> None:
    Clock(database, recordings, Retention()).tick(NOW + 4_000 * DAY_MS)
    assert sessions(database) == {"old", "recent", "again"} == {path.name for path in recordings.iterdir()}


def test_invitations_go_a_week_after_their_end(database: Database, recordings: Path) -> None:
    assert Clock(database, recordings, Retention()).tick(NOW)["invitations"] == 1
    assert set(database.read(lambda tx: tx.scalars(select(Invitation.id)).all())) == {"just-ended", "valid"}
    assert keep.INVITATION_DAYS == 7
