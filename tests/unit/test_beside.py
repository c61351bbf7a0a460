"""What many write in the same instant goes to the database together; each gets its own answer."""

from __future__ import annotations

import warnings
from typing import Any
from unittest.mock import MagicMock

import pytest

from server.core.errors import DatabaseAway
from server.storage.turns import Turn

with warnings.catch_warnings(action="ignore"):  # eventlet says that it is old
    from server import hub
    from server.services.statement.beside import MOST, Beside


class Pen:
    """A database whose writes let others come meanwhile; ``sizes``: how many went together."""

    def __init__(self) -> None:
        self.sizes = list[int]()

    def write_all(self, turns: list[Turn]) -> None:
        self.sizes.append(len(turns))
        hub.sleep(0.001)
        for each in turns:
            each.value = each.work(None)


def answers(beside: Beside, count: int) -> list[Any]:
    found, done = list[Any](), hub.Signal()

    def one(number: int) -> None:
        try:
            found.append(beside.take(lambda _tx: number))
        except DatabaseAway as error:
            found.append(error)
        if len(found) == count:
            done.set()

    for number in range(count):
        hub.spawn(one, number)
    assert done.wait(60)
    return found


def test_those_who_come_while_one_is_written_are_written_together_but_not_all_at_a_time() -> None:
    pen = Pen()
    beside = Beside(pen.write_all, lambda work, turns: work(turns))
    assert sorted(answers(beside, MOST + 10)) == list(range(MOST + 10))
    assert pen.sizes == [MOST, 10]
    assert answers(beside, 1) == [0] and pen.sizes[2:] == [1]


def test_a_write_that_never_began_is_told_to_those_in_it_and_those_who_wait_go_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    pen, broken = Pen(), MagicMock(side_effect=[DatabaseAway("no thread"), None, None])
    beside = Beside(pen.write_all, lambda work, turns: work(turns) if broken() is None else None)
    found = answers(beside, MOST + 2)
    assert [type(each) for each in found[:MOST]] == [DatabaseAway] * MOST and found[MOST:] == [MOST, MOST + 1]
    assert answers(beside, 2) == [0, 1]


def test_those_who_come_in_a_row_are_gathered_and_a_single_one_waits_for_nobody() -> None:
    pen = Pen()
    beside = Beside(pen.write_all, lambda work, turns: work(turns), most=100, gather_s=0.01)
    assert answers(beside, 1) == [0] and pen.sizes == [1]
    found, done = list[int](), hub.Signal()

    def one(number: int) -> None:
        hub.sleep(number / 1000)
        found.append(beside.take(lambda _tx: number))
        if len(found) == 12:
            done.set()

    for number in range(12):
        hub.spawn(one, number)
    assert done.wait(60) and sorted(found) == list(range(12))
    assert sum(pen.sizes) == 13 and len(pen.sizes) <= 5, pen.sizes
