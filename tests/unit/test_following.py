"""Who follows a statement is told each change once, in order, for as long as they may read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete

from server.services.statement import told
from server.storage.tables import Statement
from tests.support.hall import Hall, Sent, opened_hall, room


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks, as far as a statement wants to know."""

    role: str
    delegation: str | None
    name: str
    invitation: str


DESK = Person("secretariat", None, "Ada Desk", "i1")
OUTSIDE = Person("public", None, "", "")


@pytest.fixture
def sent() -> Sent:
    return Sent()


@pytest.fixture
def hall(tmp_path: Path, sent: Sent, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    with opened_hall(tmp_path, sent, furnish, monkeypatch) as made:
        yield made


def furnish(tx: Any) -> None:
    tx.add(
        Statement(
            id="s", title="Joint", language="en", form="communique", status="published", rev=1, parties=[],
            sessions=[], omitted=[], canonical=None, sha256=None, adopted_at=None,
        )
    )  # fmt: skip


def change(hall: Hall, about: str = "text", item: dict[str, Any] | None = None) -> None:
    hall.write(lambda tx: told.tell(tx, tx.get_one(Statement, "s"), about, item))


def change_elsewhere(hall: Hall, about: str = "text") -> None:
    """Another process commits: what it says of it is lost on the way."""
    change(hall, about)
    told.box_of(hall.database.kept).clear()


def changes(sent: Sent) -> list[dict[str, Any]]:
    """All that was told, message by message."""
    return [each for name, told in sent if name == "statement" for each in (told, *told.get("more", ()))]


def revs(sent: Sent) -> list[tuple[int, int]]:
    return [(each["prev"], each["rev"]) for each in changes(sent)]


def follow(hall: Hall, sid: str = "a", who: Person = DESK, rev: int = 1) -> str:
    name = hall.following.came("s", sid, who)
    hall.following.began("s", rev)
    return name


def test_each_change_is_told_once_in_order_with_what_changed(hall: Hall, sent: Sent) -> None:
    follow(hall)
    for number in range(3):
        change(hall, "amendments", {"id": f"a{number}"})
    hall.following.sweep()
    hall.following.sweep()
    assert revs(sent) == [(1, 2), (2, 3), (3, 4)]
    assert [each["item"]["id"] for each in changes(sent)] == ["a0", "a1", "a2"]
    assert len(sent) == 1  # what comes at once goes as one message


def test_what_another_process_changed_is_read_from_the_rows_before_what_came_after_it(hall: Hall, sent: Sent) -> None:
    follow(hall)
    change_elsewhere(hall)
    change(hall)
    hall.following.sweep()
    assert revs(sent) == [(1, 2), (2, 3)]
    change_elsewhere(hall)
    hall.following.beat()
    hall.following.sweep()
    assert revs(sent) == [(1, 2), (2, 3), (3, 4)]


def test_who_missed_more_than_is_kept_is_told_to_read_everything(hall: Hall, sent: Sent) -> None:
    follow(hall)
    for _ in range(told.MOST_MISSED + 1):
        change_elsewhere(hall)
    hall.following.look(["s"])
    hall.following.sweep()
    assert [(each["about"], each["rev"]) for name, each in sent if name == "statement"] == [("life", 102)]
    kept = hall.read(lambda tx: told.since(tx, "s", 100)) or []
    assert [(each.rev, each.about) for each in kept] == [(101, "text"), (102, "text")]
    assert hall.read(lambda tx: told.since(tx, "s", 1)) is None


def test_those_outside_are_in_a_room_of_their_own_and_are_not_told_what_changed(hall: Hall, sent: Sent) -> None:
    assert follow(hall) == room("s", False) != follow(hall, "b", OUTSIDE) == room("s", True)
    change(hall, "amendments", {"id": "a"})
    hall.following.sweep()
    assert sorted("item" in each for name, each in sent if name == "statement") == [False, True]


def test_who_may_read_it_no_longer_is_told_so_and_nothing_more(hall: Hall, sent: Sent) -> None:
    left: list[tuple[str, str]] = []
    hall.leave = lambda sid, name: left.append((sid, name))
    follow(hall)
    follow(hall, "b", OUTSIDE)

    def hide(tx: Any) -> None:
        statement = tx.get_one(Statement, "s")
        statement.status = "negotiation"
        told.tell(tx, statement, "life")

    hall.write(hide)
    hall.following.sweep()
    assert left == [("b", room("s", True))]
    assert [name for name, _ in sent] == ["unfollowed", "statement", "statements"]
    assert len(hall.following) == 1


def test_a_statement_that_is_deleted_is_followed_by_nobody(hall: Hall, sent: Sent) -> None:
    follow(hall)
    hall.write(lambda tx: tx.execute(delete(Statement)))
    hall.following.beat()
    hall.following.sweep()
    assert [name for name, _ in sent] == ["unfollowed"] and len(hall.following) == 0


def test_a_socket_that_is_gone_follows_nothing(hall: Hall, sent: Sent) -> None:
    follow(hall)
    hall.following.left("a")
    change(hall)
    hall.following.sweep()
    assert sent == []


def test_what_is_rolled_back_is_told_to_nobody(hall: Hall, sent: Sent) -> None:
    follow(hall)

    def fail(tx: Any) -> None:
        told.tell(tx, tx.get_one(Statement, "s"), "text")
        raise ValueError

    with pytest.raises(ValueError):
        hall.write(fail)
    hall.following.sweep()
    assert sent == []


def test_the_halls_screens_are_told_where_to_go_and_who_comes_later_asks(hall: Hall, sent: Sent) -> None:
    follow(hall)
    assert hall.following.on_screen("s") == ""
    hall.following.show("s", "p7")
    hall.following.sweep()
    assert list(sent) == [("shown", {"id": "s", "paragraph": "p7"})]
    assert hall.following.on_screen("s") == "p7" and revs(sent) == []
