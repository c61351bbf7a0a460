"""Corrigenda and revisions of an adopted statement: numbered, chained, signed. On SQLite and on PostgreSQL."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from server.core.errors import BadCode, BadRequest, Conflict, NotAllowed, NotFound, StatementLocked
from server.core.minutes.approved import digest
from server.core.statement import proof as checks
from server.services.minutes.steps import Actor
from server.services.statement import (
    adopt,
    brackets,
    emend,
    ledger,
    signatures,
    statements,
    succession,
)
from server.storage import tables
from server.storage.database import Database
from tests.support.adoption import override_all
from tests.support.signing import BRAZIL, EVA, KENYA, KOREA, NOW, PUBLIC, SEAL, Table, code_at, correct, failing


@pytest.fixture
def table(database: Database) -> Table:
    return Table(database)


def test_a_corrigendum_is_a_document_beside_the_text_numbered_chained_and_in_the_log(table: Table) -> None:
    with pytest.raises(Conflict):
        correct(table)
    sha256 = table.adopt()
    assert correct(table) == 1
    paragraph = table.database.read(lambda tx: statements.rows(tx, table.id)[0])
    for given, kind in (
        ({"before": "in 2027", "after": "x"}, BadRequest),  # it reads 2028 by now
        ({"before": "in 2028", "after": "in 2028"}, BadRequest),
        ({"before": "n", "after": "x"}, BadRequest),  # stands there more than once
        ({"before": "in 2028", "after": "x", "language": "fr"}, NotFound),
        ({"before": "in 2028", "after": "x", "paragraph": "none"}, NotFound),
    ):
        facts = {"paragraph": paragraph.id, "why": "so", **given}
        with pytest.raises(kind):
            table.write(lambda tx, each=facts: emend.emend(tx, table.id, each, EVA, NOW))
    again = {"paragraph": paragraph.id, "before": "in 2028", "after": "in May 2028", "why": "the month"}
    assert table.write(lambda tx: emend.emend(tx, table.id, again, EVA, NOW + 60)) == 2
    row = table.database.read(lambda tx: statements.existing(tx, table.id))
    read = table.database.read(lambda tx: emend.reads(row, paragraph.id, "en", emend.of(tx, table.id)))
    assert read == "We will meet again in Busan in May 2028." and "2027" in paragraph.text
    made = table.record(PUBLIC)
    assert made["sha256"] == sha256 and [each["label"] for each in made["corrigenda"]] == ["Corr.1", "Corr.2"]
    assert failing(made) == set()


def test_a_corrigendum_is_signed_by_the_same_heads_and_until_then_says_by_whom_not_yet(table: Table) -> None:
    sha256 = table.adopt()
    table.publish()
    korea, brazil = table.enrol("KR", "Kim Ye-si"), table.enrol("BR", "Ana Exemplo")
    assert table.sign(KOREA, code_at(korea, NOW), NOW, sha256) is None
    correct(table)

    def countersign(who: Actor, code: str, now: int, number: int = 1, seen: str | None = None) -> Any:
        return table.write(lambda tx: signatures.countersign(tx, table.id, number, code, seen, who, SEAL, now))

    later = NOW + 60_000
    for who, kind in ((KENYA, NotFound), (EVA, NotAllowed), (PUBLIC, NotAllowed)):
        with pytest.raises(kind):
            countersign(who, code_at(korea, later), later)
    with pytest.raises(NotFound):
        countersign(KOREA, code_at(korea, later), later, number=2)
    with pytest.raises(Conflict, match="not the corrigendum"):
        countersign(KOREA, code_at(korea, later), later, seen=sha256)
    assert isinstance(countersign(KOREA, code_at(korea, NOW), NOW), BadCode), "a code that signed the statement"
    assert countersign(KOREA, code_at(korea, later), later) is None
    with pytest.raises(Conflict, match="already"):
        countersign(KOREA, code_at(korea, later + 60_000), later + 60_000)
    row = table.database.read(lambda tx: statements.existing(tx, table.id))
    found = table.database.read(lambda tx: emend.document(tx, row, "1"))
    assert found["unsigned"] == ["BR"] and [each["person"] for each in found["signatures"]] == ["Kim Ye-si"]
    document = found["document"]
    assert digest(document) == found["sha256"]
    assert (document["form"], document["record"], document["parties"]) == (
        checks.CORRIGENDUM_FORM,
        sha256,
        ["KR", "BR"],
    )
    told = table.database.read(lambda tx: signatures.standing(tx, row, BRAZIL, later))
    assert told["can"] == ["sign", "countersign"] and told["corrigenda"][0]["unsigned"] == ["BR"]
    assert countersign(BRAZIL, code_at(brazil, later), later + 1) is None
    made = table.record(PUBLIC)
    assert failing(made) == set() and made["corrigenda"][0]["unsigned"] == []
    assert [each["what"] for each in made["log"]][-3:] == ["corrigendum", "corrigendum_signed", "corrigendum_signed"]
    signed = made["corrigenda"][0]["signatures"]
    for change, what in (
        ({"person": "Somebody Else"}, "corrigendum_signed"),
        ({"at": 7}, "corrigendum_signed"),
        ({"delegation": "KE"}, "corrigendum_signed"),
        ({"value": made["signatures"][0]["value"]}, "corrigendum_signed"),
    ):
        spoilt = copy.deepcopy(made)
        spoilt["corrigenda"][0]["signatures"][0] |= change
        assert what in failing(spoilt), change
    for rows in ([], signed[:1], [*signed, signed[0]]):
        spoilt = copy.deepcopy(made)
        spoilt["corrigenda"][0]["signatures"] = rows
        assert failing(spoilt) == {"entered"}
    other = copy.deepcopy(made)
    other["corrigenda"][0]["parties"] = ["KR"]
    assert "corrigendum" in failing(other), "who signs it is part of what is signed"
    with pytest.raises(StatementLocked):
        table.write(lambda tx: tx.delete(tx.get_one(tables.CorrigendumSignature, (table.id, 1, "KR"))))


def test_a_corrigendum_of_an_earlier_edition_keeps_its_hash_and_is_signed_by_the_parties_of_the_statement(
    table: Table,
) -> None:
    sha256 = table.adopt()
    secret = table.enrol("KR", "Kim Ye-si")
    facts = {"number": 1, "paragraph": "", "language": "en", "before": "Joint", "after": "Common", "why": "a slip"}
    facts |= {"by": "Eva", "at": NOW}
    hashed = digest({"record": sha256, "previous": "", **facts})

    def age(tx: Any) -> None:
        tx.add(tables.StatementCorrigendum(statement_id=table.id, sha256=hashed, parties=None, **facts))
        ledger.add(tx, table.id, "corrigendum", "Eva", NOW, sha256=hashed, number=1)

    table.write(age)
    sign = table.write(
        lambda tx: signatures.countersign(tx, table.id, 1, code_at(secret, NOW), hashed, KOREA, SEAL, NOW)
    )
    assert sign is None and failing(table.record()) == set()
    assert table.record()["corrigenda"][0]["unsigned"] == ["BR"]


def test_a_revision_is_signed_like_any_statement_and_its_record_names_what_it_revises(table: Table) -> None:
    sha256 = table.adopt()
    secret = table.enrol("KR", "Kim Ye-si")
    assert table.sign(KOREA, code_at(secret, NOW), NOW, sha256) is None
    table.publish()
    former, table.id = table.id, table.write(lambda tx: succession.revise(tx, table.id, EVA, NOW + 70))
    table.write(lambda tx: override_all(tx, table.id, NOW + 75, EVA))
    revised, later = table.adopt(), NOW + 90_000
    with pytest.raises(Conflict, match="not the text that was adopted"):
        table.sign(KOREA, code_at(secret, later), later, sha256)
    assert table.sign(KOREA, code_at(secret, later), later, revised) is None
    made = table.record()
    assert failing(made) == set() and made["adopted"]["revises"]["statement"] == former
    assert [each["person"] for each in made["signatures"]] == ["Kim Ye-si"]


def test_what_was_adopted_in_brackets_begins_a_revision_in_brackets_of_the_same_owners(table: Table) -> None:
    def held(statement: str) -> list[tuple[str, str, list[int]]]:
        rows = table.database.read(lambda tx: statements.rows(tx, statement))
        return [(each["id"], each["owner"], each["span"]) for row in rows for each in row.brackets]

    first = table.database.read(lambda tx: statements.rows(tx, table.id)[0].id)
    given: dict[str, object] = {"start": 0, "end": 7, "kind": "reserve", "owners": ["KR"]}
    table.write(lambda tx: brackets.open_bracket(tx, table.id, first, 1, given, "Eva", NOW).id)
    table.write(lambda tx: override_all(tx, table.id, NOW, EVA))
    table.adopt()
    made = table.write(lambda tx: succession.revise(tx, table.id, EVA, NOW + 70))
    [(old, *what)], [(new, *again)] = held(table.id), held(made)
    assert what == again == ["KR", [0, 9]] and old != new


def test_a_revision_is_a_new_statement_linked_both_ways_and_only_shown_where_it_may_be_read(table: Table) -> None:
    sha256 = table.adopt()
    table.publish()
    made = table.write(lambda tx: succession.revise(tx, table.id, EVA, NOW + 70))

    def documents(statement: str, who: Actor) -> dict[str, Any]:
        row = table.database.read(lambda tx: statements.existing(tx, statement))
        return dict(table.database.read(lambda tx: succession.documents(tx, row, who)))

    assert documents(made, EVA)["revises"]["statement"] == table.id
    assert [each["label"] for each in documents(table.id, EVA)["revised_by"]] == ["Rev.1"]
    assert documents(table.id, PUBLIC) == {"revises": None, "revised_by": []}
    texts = table.database.read(lambda tx: [each.text for each in statements.rows(tx, made)])
    assert texts == table.database.read(lambda tx: [each.text for each in statements.rows(tx, table.id)])
    table.write(lambda tx: override_all(tx, made, NOW + 75, EVA))
    rev = table.database.read(lambda tx: statements.existing(tx, made).rev)
    table.write(lambda tx: adopt.adopt(tx, made, rev, EVA, SEAL, NOW + 80))
    fixed = table.database.read(lambda tx: json.loads(statements.existing(tx, made).canonical))
    assert fixed["revises"] == {"statement": table.id, "sha256": sha256, "number": 1}
    assert [each["what"] for each in table.log()][-2:] == ["revision_begun", "revision_adopted"]
