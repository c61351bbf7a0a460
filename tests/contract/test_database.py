"""What a database must do for us, on SQLite and on PostgreSQL: revisions, units of work, the log."""

from __future__ import annotations

import gc
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event as events_of
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import IntegrityError

from server.core.errors import BadSetting, DatabaseAway, DiskFull, NotFound
from server.services.meeting import convene
from server.storage import log, schema, shared
from server.storage.database import Database
from server.storage.tables import Base, Delegation, LogEntry, Meeting, ViewHead
from server.storage.turns import Turn
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


def together(database: Database, works: list[Callable[[Any], Any]]) -> tuple[list[Any], int]:
    """What units gave or raised that were written in one transaction, and how often was committed for all of them."""
    commits, turns = list[int](), [Turn(each) for each in works]
    events_of.listen(database.engine, "commit", lambda _: commits.append(1))
    database.write_all(turns)
    return [each.error or each.value for each in turns], len(commits)


def counted(tx: Any) -> int:
    row = tx.get_one(Delegation, "KR")
    row.name = str(int(row.name) + 1)
    tx.flush()
    return int(row.name)


@pytest.mark.filterwarnings("ignore:New instance .* conflicts")  # what doubles a row that another unit has read
def test_units_that_wait_together_are_committed_together_each_as_if_it_were_alone(database: Database) -> None:
    database.write(lambda tx: convene.put_delegation(tx, "KR", "0", "ko"))
    told = list[str]()

    def says(name: str, error: Exception | None = None) -> Callable[[Any], Any]:
        def work(tx: Any) -> int:
            tx.info["committed"].append(lambda: told.append(name))
            seen = counted(tx)
            if error is not None:
                raise error
            return seen

        return work

    def doubles(tx: Any) -> None:
        tx.add(Delegation(code="KR", name="another", language="ko"))

    works = [says("one"), says("two", NotFound("no")), doubles, says("four"), says("five", ValueError("no"))]
    found, commits = together(database, [*works, says("six")])
    assert [each for each in found if isinstance(each, int)] == [1, 2, 3] and commits == 1
    assert [type(each) for each in (found[1], found[2], found[4])] == [NotFound, IntegrityError, ValueError]
    assert told == ["one", "four", "six"]
    assert database.read(lambda tx: tx.get_one(Delegation, "KR").name) == "3"


def test_what_units_leave_to_be_written_together_is_theirs_and_not_of_one_that_fails(database: Database) -> None:
    def puts(code: str, name: str, is_last: bool = False) -> Callable[[Any], Any]:
        def work(tx: Any) -> list[str]:
            tx.add(Delegation(code=code, name=name, language="en"))
            seen = shared.once(tx, ("codes",), list[str])
            seen.append(code)
            if is_last:
                raise NotFound("no")
            shared.still_true(tx)
            return list(seen)

        return work

    written = list[bool]()
    many = "before_cursor_execute"
    events_of.listen(database.engine, many, lambda _c, _u, sql, _p, _x, is_many: written.append("INSERT" in sql))
    found, commits = together(database, [puts("A", "one"), puts("B", "two"), puts("C", "three")])
    assert found == [["A"], ["A", "B"], ["A", "B", "C"]] and (sum(written), commits) == (1, 1)
    found, _ = together(
        database, [puts("D", "four"), puts("E", "five", is_last=True), puts("A", "again"), puts("F", "")]
    )
    assert found[0] == ["D"] and isinstance(found[1], NotFound) and isinstance(found[2], IntegrityError)
    assert found[3] == ["F"], "what one that failed had read or written is nobody's"
    assert database.read(lambda tx: sorted(tx.scalars(select(Delegation.code)))) == ["A", "B", "C", "D", "F"]


def test_what_was_written_and_taken_back_is_read_anew_by_those_after(database: Database) -> None:
    def adds(tx: Any) -> None:
        convene.put_delegation(tx, "KR", "written", "ko")
        tx.flush()
        gc.collect()
        assert tx.scalars(select(Delegation.name)).all() == ["written"]
        assert len(tx.scalars(select(Delegation)).all()) == 1

    def fails(_tx: Any) -> None:
        raise NotFound("no")

    found, _ = together(database, [adds, fails, lambda tx: tx.get_one(Delegation, "KR").name])
    assert [found[0], type(found[1]), found[2]] == [None, NotFound, "written"]


def test_where_a_transaction_of_several_is_lost_none_of_them_is_stored_and_each_is_told(database: Database) -> None:
    database.write(lambda tx: convene.put_delegation(tx, "KR", "0", "ko"))

    def away(_tx: Any) -> None:
        raise DatabaseAway("gone")

    def ended(tx: Any) -> None:
        tx.connection().connection.dbapi_connection.rollback()
        raise ValueError("and the transaction with it")

    for fault in (away, ended):
        found, _ = together(database, [counted, fault, counted])
        assert all(isinstance(each, Exception) for each in found), found
        assert database.read(lambda tx: tx.get_one(Delegation, "KR").name) == "0"
    assert together(database, [counted])[0] == [1]


def test_those_who_read_together_see_one_moment_and_each_gets_its_own_answer(database: Database) -> None:
    database.write(lambda tx: convene.put_delegation(tx, "KR", "before", "ko"))
    asked = list[str]()
    events_of.listen(database.engine, "before_cursor_execute", lambda _c, _u, statement, *_: asked.append(statement))

    def look(tx: Any) -> str:
        return str(tx.get_one(Delegation, "KR").name)

    def changed_meanwhile(tx: Any) -> str:
        database.write(lambda other: convene.put_delegation(other, "KR", "after", "ko"))
        return look(tx)

    def nothing(_tx: Any) -> None:
        raise NotFound("no")

    turns = [Turn(each) for each in (look, nothing, look, changed_meanwhile)]
    database.read_all(turns)
    assert [type(each.error) for each in turns] == [type(None), NotFound, type(None), type(None)]
    assert [each.value for each in turns] == ["before", None, "before", "before"]
    assert sum("SELECT delegations" in each for each in asked) == 2, "once by those who read, once by the writer"


def test_a_fault_of_one_who_reads_together_with_others_is_its_own(database: Database) -> None:
    turns = [Turn(lambda tx, query=query: tx.scalar(text(query))) for query in ("SELECT 1", "SELEC 2", "SELECT 3")]
    database.read_all(turns)
    assert [each.error is None for each in turns] == [True, False, True]
    assert [each.value for each in turns] == [1, None, 3]


def test_a_reader_sees_one_moment_and_never_waits_for_a_writer(database: Database) -> None:
    database.write(lambda tx: convene.put_delegation(tx, "KR", "before", "ko"))

    def look(tx) -> list[str]:  # type: ignore[no-untyped-def]
        query = select(Delegation.name).where(Delegation.code == "KR")
        seen = [tx.scalar(query)]
        database.write(lambda other: convene.put_delegation(other, "KR", "after", "ko"))
        return [*seen, tx.scalar(query)]

    assert database.read(look) == ["before", "before"]
    assert database.read(lambda tx: tx.get_one(Delegation, "KR").name) == "after"


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


def test_concurrent_writers_get_every_number_once_and_each_views_chain_is_whole(
    database: Database, url: str, opened: Open
) -> None:
    database.write(convened)
    databases = [database, opened(url)]

    def say(number: int) -> log.Event:
        view = ("en", "pt", log.EVERY_VIEW)[number % 3]
        return databases[number % 2].write(lambda tx: log.append(tx, "demo", view, "caption", {"text": str(number)}, 1))

    with ThreadPoolExecutor(8) as pool:
        events = list(pool.map(say, range(90)))
    assert sorted(event.seq for event in events) == list(range(2, 92))
    for view in ("floor", "en", "pt"):
        previous = 1
        for event in sorted(events, key=lambda each: each.seq):
            if view in event.previous:
                assert event.previous[view] == previous
                previous = event.seq
        read = database.read(lambda tx, each=view: log.read(tx, "demo", each, 0))
        assert read["head"] == previous and not read["more"]
        assert [each["prev"] for each in read["events"]] == [0, *(each["seq"] for each in read["events"][:-1])]


def test_a_unit_that_fails_gives_its_number_back(database: Database) -> None:
    database.write(convened)

    def breaks(tx) -> None:  # type: ignore[no-untyped-def]
        log.append(tx, "demo", "en", "caption", {}, 1)
        raise NotFound("in the middle")

    with pytest.raises(NotFound):
        database.write(breaks)
    assert database.write(lambda tx: log.append(tx, "demo", "en", "caption", {}, 1)).seq == 2
    assert database.read(lambda tx: list(tx.scalars(select(LogEntry.seq).order_by(LogEntry.seq)))) == [1, 2]


def test_a_page_of_the_log_says_that_there_is_more(database: Database) -> None:
    database.write(convened)
    database.write(lambda tx: [log.append(tx, "demo", "en", "caption", {}, 1) for _ in range(5)])
    page = database.read(lambda tx: log.read(tx, "demo", "en", 0, limit=4))
    assert page["more"] and page["head"] == 4
    assert database.read(lambda tx: log.read(tx, "demo", "en", page["head"]))["head"] == 6


def test_an_event_of_an_unknown_session_is_refused(database: Database) -> None:
    with pytest.raises(NotFound):
        database.write(lambda tx: log.append(tx, "nowhere", "en", "caption", {}, 1))


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
    from server.storage import database as module

    monkeypatch.setattr(module, "BUSY_MS", 400)
    url = postgresql.database(template="roundtable1")
    stopped, living = opened(url), opened(url)
    stopped.read(lambda tx: tx.get(Delegation, "KR"))  # connects, with the short patience
    monkeypatch.setattr(module, "BUSY_MS", 10_000)
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
