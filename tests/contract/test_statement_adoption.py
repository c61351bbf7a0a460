"""A statement is adopted, approved, published; an embargo; what adoption fixed. On SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import Any

import pytest

from server.core.errors import BadRequest, Conflict, NotFound, StatementLocked
from server.core.statement.statement import State
from server.services.minutes.steps import Actor
from server.services.statement import (
    adopt,
    parties,
    reword,
    show,
    statements,
)
from server.storage import tables
from server.storage.database import Database
from tests.support.adoption import override_all
from tests.support.signing import CHAIR, EVA, KOREA, NOW, PUBLIC, SEAL, Table, failing


@pytest.fixture
def table(database: Database) -> Table:
    return Table(database)


def test_a_statement_is_adopted_approved_and_published_and_every_step_is_in_its_log(table: Table) -> None:
    for action in (
        lambda tx: adopt.approve(tx, table.id, table.rev(), CHAIR, NOW),
        lambda tx: adopt.publish(tx, table.id, table.rev(), None, EVA, NOW),
    ):
        with pytest.raises(Conflict):
            table.write(action)
    sha256 = table.adopt()
    table.publish()
    told = [(each["what"], each["by"]) for each in table.log() if each["what"] != "override"]
    assert told == [
        ("opened", "Eva"), ("adopted", "Eva Exemplo"), ("approved", "Caro Exemplo"), ("published", "Eva Exemplo"),
    ]  # fmt: skip
    facts = next(each["facts"] for each in table.log() if each["what"] == "adopted")
    assert (facts["sha256"], facts["parties"]) == (sha256, ["KR", "BR"])
    seen = table.database.read(lambda tx: show.shape(tx, statements.get(tx, table.id, PUBLIC), PUBLIC))
    assert seen["status"] == "published" and seen["sha256"] == sha256
    adopted = table.record()["adopted"]
    assert (adopted["version"], adopted["statement"], adopted["revises"]) == (2, table.id, None)


def test_an_embargo_ends_by_being_read_and_outsiders_see_nothing_before(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = {"now": NOW + 31}
    monkeypatch.setattr(parties, "now_ms", lambda: clock["now"])
    monkeypatch.setattr(show, "now_ms", lambda: clock["now"])
    table.adopt()
    with pytest.raises(BadRequest):
        table.publish(NOW)
    table.write(lambda tx: adopt.publish(tx, table.id, table.rev(), NOW + 1_000, EVA, NOW + 30))

    def status(who: Actor) -> str:
        return str(table.database.read(lambda tx: show.shape(tx, statements.get(tx, table.id, who), who)["status"]))

    assert status(EVA) == status(KOREA) == "approved"
    with pytest.raises(NotFound):
        status(PUBLIC)
    clock["now"] = NOW + 999
    with pytest.raises(NotFound):
        status(PUBLIC)
    clock["now"] = NOW + 1_000
    assert status(PUBLIC) == "published"
    with pytest.raises(Conflict):
        table.write(lambda tx: adopt.set_embargo(tx, table.id, table.rev(), NOW + 9_000, EVA, NOW + 1_000))
    assert table.database.read(lambda tx: statements.existing(tx, table.id).status) == State.PUBLISHED


def test_an_embargo_is_moved_or_lifted_while_it_runs(table: Table) -> None:
    table.adopt()
    table.publish(NOW + 1_000)
    table.write(lambda tx: adopt.set_embargo(tx, table.id, table.rev(), NOW + 5_000, EVA, NOW + 40))
    table.write(lambda tx: adopt.set_embargo(tx, table.id, table.rev(), None, EVA, NOW + 50))
    row = table.database.read(lambda tx: statements.existing(tx, table.id))
    assert (row.embargo_until, row.published_at) == (None, NOW + 50)
    assert [each["facts"]["embargo_until"] for each in table.log()[-3:]] == [NOW + 1_000, NOW + 5_000, None]


def test_nothing_that_adoption_fixed_can_be_written_any_more_by_any_unit_of_work(table: Table) -> None:
    table.adopt()
    paragraph = table.database.read(lambda tx: statements.rows(tx, table.id)[0].id)
    row = {"statement_id": table.id, "paragraph_id": "", "delegation": "KR", "value": "agree", "note": "", "by": ""}

    def change(kind: type[Any], key: Any, **values: Any) -> Any:
        def work(tx: Any) -> None:
            found = tx.get_one(kind, key)
            for name, value in values.items():
                setattr(found, name, value)

        return work

    works = [
        change(tables.Paragraph, paragraph, text="Changed."),
        change(tables.Paragraph, paragraph, place=7),
        change(tables.Paragraph, paragraph, citations=[{"span": [0, 1], "segments": ["x"]}]),
        change(tables.ParagraphVersion, (paragraph, 1), text="Changed."),
        change(tables.Statement, table.id, parties=["KR"]),
        change(tables.Statement, table.id, title="Another"),
        change(tables.Statement, table.id, sha256="0" * 64),
        change(tables.Statement, table.id, adopted_at=None),
        change(tables.LedgerEntry, (table.id, 1), what="never"),
        lambda tx: tx.add(tables.Position(id="p1", at=NOW, **row)),
        lambda tx: tx.add(tables.ParagraphVersion(paragraph_id=paragraph, rev=9, text="x", by="", at=NOW)),
        lambda tx: tx.delete(tx.get_one(tables.Paragraph, paragraph)),
        lambda tx: tx.delete(tx.get_one(tables.Statement, table.id)),
        lambda tx: tx.delete(tx.get_one(tables.LedgerEntry, (table.id, 1))),
    ]
    for place, work in enumerate(works):
        with pytest.raises(StatementLocked):
            table.write(work)
            pytest.fail(f"work {place} was written")
    table.write(change(tables.Paragraph, paragraph, seen_at=NOW, seen_by="Eva"))
    assert failing(table.record()) == set()


def test_adoption_and_publication_wait_for_the_last_look_until_somebody_takes_it_upon_them_by_name(
    database: Database,
) -> None:
    table = Table(database)
    paragraph = database.read(lambda tx: statements.rows(tx, table.id)[0])
    table.write(
        lambda tx: reword.edit(tx, table.id, paragraph.id, paragraph.rev, "We will meet in Rome", "Eva", NOW + 1)
    )
    rev = table.rev()
    with pytest.raises(Conflict) as error:
        table.write(lambda tx: adopt.adopt(tx, table.id, rev, EVA, SEAL, NOW + 10))
    assert error.value.details["sheet"] == {"unsupported": 1} and error.value.details["obstacles"] == []
    table.write(lambda tx: override_all(tx, table.id, NOW + 5, CHAIR))
    table.adopt()
    told = [each for each in table.log() if each["what"] == "override"][-1]
    assert (told["by"], told["facts"]["kind"], told["facts"]["why"]) == ("Caro Exemplo", "unsupported", "for this test")
