"""Delegations who act in one instant are written together; it comes to what one after the other would come to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, event, select

from server.services.minutes.steps import Actor
from server.services.statement import amended, amendments, consensus, decisions, positions, silence, statements, told
from server.services.statement.amendments import Given
from server.services.statement.decisions import Decision
from server.storage import tables
from server.storage.database import Database
from server.storage.turns import Turn
from tests.support.statements import CHAIR, DESK, NOW, member, negotiated, texts

Work = Callable[[Any], Any]
PARTIES = ("D1", "D2", "D3")
WORDS = ("ten", "twelve", "exactly nine")
ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ("amend", "amend", "again", "of", "cosponsor", "withdraw", "accept", "agree", "object", "quiet", "fails")
        ),
        st.integers(0, 2),  # who
        st.integers(1, 3),  # which amendment, or which words
        st.integers(1, 2),  # against which version, and in which paragraph
    ),
    min_size=4,
    max_size=14,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS, sizes=st.lists(st.integers(1, 8), min_size=1, max_size=4))
def test_what_is_written_together_is_what_would_be_written_one_after_the_other(
    database: Database, acts: list[tuple[str, int, int, int]], sizes: list[int]
) -> None:
    works = [_work(act, at) for at, act in enumerate(acts)]
    found = []
    for groups in ([[each] for each in works], list(_grouped(works, sizes))):
        database.write(negotiated)
        turns = [[Turn(each) for each in group] for group in groups]
        for group in turns:
            database.write_all(group)
        found.append(_told(database, [turn for group in turns for turn in group]))
        database.write(lambda tx: tx.execute(delete(tables.Statement)))
    assert found[0] == found[1]


def test_what_one_has_read_the_others_need_not_read_again(database: Database) -> None:
    database.write(negotiated)
    asked = list[str]()
    event.listen(database.engine, "before_cursor_execute", lambda _c, _u, statement, *_: asked.append(statement))
    works = [_work(("amend", number % 3, 1 + number % 3, 1), number) for number in range(9)]
    turns = [Turn(each) for each in works]
    database.write_all(turns)
    assert [each.result()["number"] for each in turns] == [f"A{number + 1}" for number in range(9)]
    assert [sum(f"FROM {name}" in each and each.startswith("SELECT") for each in asked) for name in (
        "statements", "paragraphs", "silences", "amendments",
    )] == [1, 1, 1, 9 + 2], "of the others each asks only whether it was sent before"  # fmt: skip
    assert [sum(each.startswith(f"{name} ") for each in asked) for name in (
        "INSERT INTO amendments", "INSERT INTO statement_events", "UPDATE statements",
    )] == [1, 1, 1], "and all is written at once"  # fmt: skip


def _grouped(works: Sequence[Work], sizes: Sequence[int]) -> Iterator[Sequence[Work]]:
    at = 0
    while at < len(works):
        size = sizes[at % len(sizes)]
        yield works[at : at + size]
        at += size


def _work(act: tuple[str, int, int, int], at: int) -> Work:
    """Something that somebody does; whether it can be done depends on what was done before."""
    what, number, which, rev = act
    party, now = PARTIES[number], NOW + 10 * at
    who, actor = member(party), Actor("delegation", party, "Member")

    def found(tx: Any) -> str:
        mine = (tables.Amendment.statement_id == "s", tables.Amendment.number == which)
        return str(tx.scalar(select(tables.Amendment.id).where(*mine)) or "none")

    def propose(tx: Any, key: str, **more: Any) -> Any:
        text = f"We invite {WORDS[which - 1]} administrations of {party} to share data by {rev} May;"
        return amendments.propose(tx, "s", Given(**{"text": text, "key": key, **more}), who, None, now)

    works: dict[str, Work] = {
        "amend": lambda tx: propose(tx, f"k{at}", kind="replace", paragraph=f"p{rev}", base_rev=1),
        "again": lambda tx: propose(tx, "same", kind="replace", paragraph="p1", base_rev=rev),
        "of": lambda tx: propose(tx, f"k{at}", kind="replace", paragraph=None, base_rev=None, of=found(tx)),
        "cosponsor": lambda tx: amendments.cosponsor(tx, "s", found(tx), rev == 1, who, None, now),
        "withdraw": lambda tx: amendments.withdraw(tx, "s", found(tx), who, None, now),
        "accept": lambda tx: decisions.accept(tx, "s", found(tx), Decision(rev, None, (), None, None), "Chair", now),
        "agree": lambda tx: _take(tx, f"p{which}", "agree", actor, now),
        "object": lambda tx: _take(tx, "", "object", actor, now),
        "quiet": lambda tx: _silence(tx, now),
        "fails": lambda tx: _fail(tx, propose, found(tx)),
    }
    return works[what]


def _fail(tx: Any, propose: Any, amendment: str) -> None:
    """Much is changed, some of it not even written, before it can't go on."""
    propose(tx, "fails", kind="replace", paragraph="p1", base_rev=1)
    row = tx.get(tables.Amendment, amendment)
    if row is not None:
        row.sponsors, row.status = ["D9"], "withdrawn"
    statements.existing(tx, "s").title = "Another"
    statements.row_of(tx, statements.existing(tx, "s"), "p1").text = "Other words."
    raise ValueError("no")


def _take(tx: Any, paragraph: str, value: str, actor: Actor, now: int) -> Any:
    return positions.take(tx, "s", paragraph, value, "", None, None, None, actor, now)


def _silence(tx: Any, now: int) -> None:
    row = statements.existing(tx, "s")
    silence.open_(tx, "s", row.rev, None, 48, [], Actor(DESK.role, None, DESK.name), now)


def _told(database: Database, turns: Sequence[Turn]) -> Any:
    """All that came of it, with numbers in the place of ids: answers, text, amendments, positions and what was told."""

    def read(tx: Any) -> Any:
        row = statements.existing(tx, "s")
        listed = amended.listed(tx, row)
        events = told.since(tx, "s", 1) or []
        answers = [each.value if each.error is None else repr(each.error) for each in turns]
        whole = {
            "answers": answers, "title": row.title, "listed": listed, "rev": row.rev, "texts": texts(tx),
            "positions": consensus.shape(tx, row, CHAIR, NOW), "events": [(each.rev, each.about) for each in events],
            "steps": [amended.history(tx, tx.get_one(tables.Amendment, each["id"])) for each in listed],
        }  # fmt: skip
        told_text = json.dumps(whole, sort_keys=True, default=str)
        for each in listed:
            told_text = told_text.replace(each["id"], each["number"])
        return json.loads(told_text)

    return database.read(read)
