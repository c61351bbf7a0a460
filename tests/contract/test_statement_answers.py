"""What a whole table reads anew in one moment is made once, and says to each person what it would say to them alone."""

from __future__ import annotations

import json
from typing import Any

import pytest

from server.services.minutes.steps import Actor
from server.services.statement import (
    amended,
    amendments,
    answers,
    consensus,
    positions,
    show,
    silence,
    silences,
    statements,
)
from server.services.statement.amendments import Given
from server.storage import tables
from server.storage.database import Database
from server.storage.turns import Turn
from tests.support.statements import CHAIR, DESK, NOW, Who, member, negotiated

READERS = (DESK, CHAIR, Who("rapporteur"), member("D1"), member("D2"), member("D9"), Who("interpreter"), Who("public"))


@pytest.fixture
def table(database: Database) -> Database:
    """A published statement on which somebody spoke."""

    def work(tx: Any) -> None:
        negotiated(tx)
        given = Given("replace", "p1", 1, "We invite ten administrations to share data;")
        amendments.propose(tx, "s", given, member("D1"), None, NOW)
        actor = Actor("delegation", "D2", "Bela Example")
        positions.take(tx, "s", "p2", "reserve", "in private", None, None, None, actor, NOW)
        statements.existing(tx, "s").status = "published"

    database.write(work)
    return database


def together(database: Database, asks: list[Any]) -> list[Any]:
    turns = [Turn(each) for each in asks]
    database.read_all(turns)
    return [json.loads(each.result()) for each in turns]


def test_those_who_read_in_one_moment_each_read_what_they_would_read_alone(table: Database) -> None:
    def alone(tx: Any) -> list[Any]:
        row = statements.existing(tx, "s")
        of_amendments = {"amendments": amended.listed(tx, row), "rev": row.rev}
        shapes = [show.shape(tx, row, who) for who in READERS]
        return [*shapes, *(consensus.shape(tx, row, who, NOW) for who in READERS), of_amendments, of_amendments]

    def asking(what: Any, *more: Any) -> Any:
        return lambda tx: what(tx, statements.existing(tx, "s"), *more)

    asks = [
        *(asking(show.text, who) for who in READERS),
        *(asking(consensus.text, who, NOW) for who in READERS),
        asking(amended.text, None),
        asking(amended.text, None),
    ]
    expected = json.loads(json.dumps(table.read(alone)))
    assert together(table, asks) == expected
    assert together(table, asks[::-1]) == expected[::-1], "whoever comes first"
    assert len({json.dumps(each, sort_keys=True) for each in expected[:8]}) > 3, "and not all the same"
    seen = {who.role: json.dumps(each) for who, each in zip(READERS, expected[8:16], strict=True)}
    assert "Bela Example" in seen["delegation"] and "Bela Example" not in seen["public"] + seen["interpreter"]


def test_of_a_silence_procedure_each_reads_what_they_would_read_alone(database: Database) -> None:
    def opened(tx: Any) -> None:
        negotiated(tx)
        row, actor = statements.existing(tx, "s"), Actor("secretariat", None, "Dana Example")
        silence.open_(tx, "s", row.rev, None, 48, [], actor, NOW)

    database.write(opened)
    readers = (DESK, CHAIR, Who("rapporteur"), member("D1"), member("D2"), member("D9"), Who("interpreter"))

    def asking(who: Who) -> Any:
        return lambda tx: _silence(tx, who, silences.text)

    expected = database.read(lambda tx: [_silence(tx, who, silences.shape) for who in readers])
    for order in (1, -1):
        found = together(database, [asking(who) for who in readers][::order])
        assert found == [{**json.loads(json.dumps(each)), "rev": 3} for each in expected][::order]
    assert [each["can"] for each in expected] == [
        ["withdraw", "object"],
        ["withdraw"],
        [],
        ["object"],
        ["object"],
        [],
        [],
    ]


def _silence(tx: Any, who: Who, how: Any) -> Any:
    row = statements.existing(tx, "s")
    table = consensus.table(tx, row, NOW + 1)
    return how(tx, row, (lambda: table) if how is silences.text else table, who)


def test_it_is_made_once_for_all_and_anew_for_those_who_come_later(
    table: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = list[int]()
    shape = consensus.shape
    monkeypatch.setattr(consensus, "shape", lambda *given: made.append(1) or shape(*given))
    asks = [lambda tx: consensus.text(tx, statements.existing(tx, "s"), member("D1"), NOW)] * 5
    assert [each["rev"] for each in together(table, asks)] == [3] * 5 and len(made) == 1

    def change(tx: Any) -> None:
        row = tx.get_one(tables.Statement, "s")
        row.rev += 1

    table.write(change)
    assert [each["rev"] for each in together(table, asks)] == [4] * 5 and len(made) == 2


def test_fields_are_joined_to_what_all_see() -> None:
    assert answers.joined('{"a":1}', {"b": [2], "c": "ä"}) == '{"a":1,"b":[2],"c":"\\u00e4"}'
    assert answers.joined('{"a":1}', {}) == '{"a":1}'
