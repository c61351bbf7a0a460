"""What a database must do for us, on SQLite and on PostgreSQL: revisions, units of work, the log."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import IntegrityError

from server.core.errors import BadSetting, DatabaseAway, DiskFull, NotFound
from server.services.meeting import convene
from server.storage import schema
from server.storage.database import Database
from server.storage.tables import Base, Delegation, Meeting, ViewHead
from tests.support.services import PostgreSQL

KNOWN = {"en": "English", "pt": "Português"}
Open = Callable[[str], Database]


def convened(tx) -> None:  # type: ignore[no-untyped-def]
    convene.create_session(tx, "demo", "Demo", "public", ["en", "pt"], KNOWN)
    convene.open_session(tx, "demo", 1)


# Revisions


def test_an_empty_database_is_refused_until_it_is_migrated(empty_url: str, opened: Open) -> None:
    database = opened(empty_url)
    with pytest.raises(BadSetting, match="flask --app server migrate"):
        database.check()
    database.migrate()
    database.check()
    database.migrate()
    assert set(inspect(database.engine).get_table_names()) == {*Base.metadata.tables, "alembic_version"}


def test_the_tables_of_the_migrations_are_those_of_the_program(database: Database) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, Base.metadata) == []


def test_an_older_or_newer_database_is_refused_and_left_alone(database: Database) -> None:
    database.write(lambda tx: tx.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    database.prepare()
    with pytest.raises(BadSetting, match="revision 9999"):
        database.check()


def test_several_processes_that_start_at_once_make_the_tables_once(empty_url: str, opened: Open) -> None:
    databases = [opened(empty_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda each: each.prepare(), databases))
    for each in databases:
        each.check()


def test_who_only_asks_for_the_revision_changes_nothing_in_a_file_that_others_read(
    tmp_path: Path, opened: Open
) -> None:
    file = tmp_path / "empty.sqlite"
    with closing(sqlite3.connect(file)) as reader:
        reader.execute("PRAGMA user_version=1")
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM sqlite_master").fetchall()
        assert opened(f"sqlite:///{file}").revision() is None
        assert reader.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_migrated_file_lets_readers_and_a_writer_work_side_by_side(tmp_path: Path, opened: Open) -> None:
    file = tmp_path / "migrated.sqlite"
    opened(f"sqlite:///{file}").prepare()
    with closing(sqlite3.connect(file)) as reader:
        assert reader.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_migration_that_fails_leaves_nothing_behind(
    empty_url: str, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from alembic import op

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("in the middle")

    database = opened(empty_url)
    with monkeypatch.context() as patch:
        patch.setattr(op, "batch_alter_table", fail)
        with pytest.raises(RuntimeError, match="in the middle"):
            database.migrate()
    assert [name for name in inspect(database.engine).get_table_names() if name != "alembic_version"] == []
    database.migrate()
    database.check()


def test_the_migrations_have_one_end() -> None:
    assert schema.is_known(schema.newest())
    assert not schema.is_known("9999")


# Units of work


def test_a_unit_that_raises_leaves_nothing(database: Database) -> None:
    def breaks(tx) -> None:  # type: ignore[no-untyped-def]
        convene.put_delegation(tx, "KR", "Republic of Korea", "ko")
        tx.flush()
        raise NotFound("in the middle")

    with pytest.raises(NotFound):
        database.write(breaks)
    assert database.read(lambda tx: tx.get(Delegation, "KR")) is None


def test_what_a_unit_has_read_is_still_true_when_it_writes(database: Database, url: str, opened: Open) -> None:
    database.write(lambda tx: convene.put_delegation(tx, "KR", "0", "ko"))

    def count(each: Database) -> None:
        def work(tx) -> None:  # type: ignore[no-untyped-def]
            row = tx.get_one(Delegation, "KR")
            row.name = str(int(row.name) + 1)

        for _ in range(10):
            each.write(work)

    others = [opened(url) for _ in range(3)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(count, [*others, *others]))
    assert database.read(lambda tx: tx.get_one(Delegation, "KR").name) == "60"


def test_rows_that_point_at_nothing_are_refused(database: Database) -> None:
    with pytest.raises(IntegrityError):
        database.write(lambda tx: tx.add(ViewHead(session_id="nowhere", view="en", seq=0)))


def test_texts_in_every_script_and_large_numbers_come_back_as_they_went_in(database: Database) -> None:
    name = "대한민국 · العربية · 中华 · 👩🏽‍⚖️ · ' \" \\ %s :x"
    database.write(lambda tx: convene.put_delegation(tx, "KR", name, "ko"))
    database.write(lambda tx: convene.create_session(tx, "demo", name, "public", ["en"], KNOWN))
    database.write(lambda tx: convene.open_session(tx, "demo", 1_795_600_000_000))
    assert database.read(lambda tx: tx.get_one(Delegation, "KR").name) == name
    meeting = database.read(lambda tx: tx.get_one(Meeting, "demo"))
    assert (meeting.title, meeting.opened_at, meeting.languages) == (name, 1_795_600_000_000, ["en"])


# The log


# Trouble


@pytest.mark.parametrize("bad", ["nonsense", "mysql://somebody:secret@host/x", "postgresql+pg8000://u:secret@host/x"])
def test_an_address_that_can_not_be_used_is_named_without_its_password(bad: str) -> None:
    with pytest.raises(BadSetting) as caught:
        Database(bad)
    assert "secret" not in caught.value.message and "ROUNDTABLE_DATABASE" in caught.value.message


def test_a_server_that_is_not_there_is_a_clear_error(opened: Open) -> None:
    database = opened("postgresql://nobody:secret@127.0.0.1:1/none")
    with pytest.raises(DatabaseAway) as caught:
        database.check()
    assert "secret" not in caught.value.message


def test_a_full_disk_is_disk_full_and_nothing_of_the_unit_is_stored(tmp_path, migrated_sqlite, opened: Open) -> None:  # type: ignore[no-untyped-def]
    database = opened(f"sqlite:///{tmp_path / 'full.sqlite'}")
    database.migrate()

    def fill(tx) -> None:  # type: ignore[no-untyped-def]
        pages = tx.scalar(text("PRAGMA page_count"))
        tx.execute(text(f"PRAGMA max_page_count = {pages + 2}"))
        for number in range(100):
            convene.put_delegation(tx, f"A{number}", "x" * 100, "en")
            tx.flush()

    with pytest.raises(DiskFull):
        database.write(fill)
    assert database.read(lambda tx: list(tx.scalars(select(Delegation.code)))) == []


def test_a_writer_in_another_program_is_waited_for(tmp_path, migrated_sqlite, opened: Open) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "shared.sqlite"
    database = opened(f"sqlite:///{path}")
    database.migrate()
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.2, lambda: other.execute("COMMIT")).start()
    database.write(lambda tx: convene.put_delegation(tx, "KR", "Republic of Korea", "ko"))
    other.close()


@pytest.mark.services
def test_the_work_goes_on_after_postgresql_was_started_again(opened: Open) -> None:
    with PostgreSQL.started() as cluster:
        database = opened(cluster.database())
        database.migrate()
        cluster.stop()
        with pytest.raises(DatabaseAway):
            database.write(convened)
        cluster.restart()
        database.write(convened)
        database.close()


@pytest.mark.services
def test_a_process_that_stands_still_within_a_transaction_does_not_hold_the_others(
    postgresql: PostgreSQL, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from server.storage import engines

    monkeypatch.setattr(engines, "BUSY_MS", 400)
    url = postgresql.database(template="roundtable1")
    stopped, living = opened(url), opened(url)
    stopped.read(lambda tx: tx.get(Delegation, "KR"))  # connects, with the short patience
    monkeypatch.setattr(engines, "BUSY_MS", 10_000)
    is_in, is_over = threading.Event(), threading.Event()

    def stand_still(tx) -> None:  # type: ignore[no-untyped-def]
        convene.put_delegation(tx, "KR", "Republic of Korea", "ko")
        tx.flush()
        is_in.set()
        is_over.wait(10)

    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(stopped.write, stand_still)
        is_in.wait(10)
        living.write(convened)
        is_over.set()
        with pytest.raises(DatabaseAway):
            answer.result()
    assert living.read(lambda tx: tx.get(Delegation, "KR")) is None
