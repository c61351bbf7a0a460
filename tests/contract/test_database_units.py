"""Units of work beside each other: committed together, read at one moment, each as if it were alone."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event as events_of
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from server.core.errors import DatabaseAway, NotFound
from server.services.meeting import convene
from server.storage import shared
from server.storage.database import Database
from server.storage.tables import Delegation
from server.storage.turns import Turn

KNOWN = {"en": "English", "pt": "Português"}
Open = Callable[[str], Database]


def convened(tx) -> None:  # type: ignore[no-untyped-def]
    convene.create_session(tx, "demo", "Demo", "public", ["en", "pt"], KNOWN)
    convene.open_session(tx, "demo", 1)


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
