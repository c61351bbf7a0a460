"""Rev.n never changes; any two states are compared; the compilation has all that was proposed, with its sponsors."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
import rfc8785

from server.core.errors import BadRequest, Conflict, NotAllowed, NotFound
from server.services.minutes.steps import Actor
from server.services.statement import (
    amendments,
    bracketed,
    brackets,
    ledger,
    revisions,
    reword,
    show,
    statements,
    told,
    views,
)
from server.services.statement.amendments import Given
from server.services.statement.told import Told
from server.storage.database import Database
from tests.support.statements import DESK, TEXTS, member, negotiated


@pytest.fixture
def table(database: Database) -> Database:
    """A statement of three paragraphs and three parties under negotiation."""
    database.write(negotiated)
    return database


def read(database: Database, work: Any, *given: Any) -> Any:
    return database.read(lambda tx: work(tx, statements.existing(tx, "s"), *given))


def issue(database: Database, note: str = "") -> dict[str, Any]:
    def work(tx: Any) -> dict[str, Any]:
        rev = statements.existing(tx, "s").rev
        return revisions.shape(revisions.issue(tx, "s", rev, note, "Desk Example", 5_000))

    return database.write(work)


def actor(code: str) -> Actor:
    return Actor("delegation", code, f"Member of {code}")


def told_since(tx: Any) -> list[Told]:
    return told.since(tx, "s", 1) or []


def edit(database: Database, paragraph: str, rev: int, text: str) -> None:
    database.write(lambda tx: reword.edit(tx, "s", paragraph, rev, text, "Desk Example", 2_000))


def opened(database: Database, paragraph: str, rev: int, words: str, owners: list[str], **more: Any) -> dict[str, Any]:
    def work(tx: Any) -> dict[str, Any]:
        row = statements.row_of(tx, statements.existing(tx, "s"), paragraph)
        start = row.text.index(words)
        given: dict[str, object] = {
            "start": start, "end": start + len(words), "kind": "reserve", "owners": owners, **more,
        }  # fmt: skip
        return dict(brackets.open_bracket(tx, "s", paragraph, rev, given, "Desk Example", 3_000).brackets[-1])

    return database.write(work)


def test_a_revision_stays_as_it_was_issued_and_its_hash_can_be_computed_again(table: Database) -> None:
    first = issue(table, "after the first day")
    assert (first["label"], first["reading"], first["note"], first["brackets"]) == (
        "Rev.1",
        1,
        "after the first day",
        0,
    )
    edit(table, "p1", 1, TEXTS[0].replace("nine", "ten"))
    second = issue(table)
    kept = read(table, lambda tx, statement: revisions.whole(tx, statement, revisions.one(tx, statement, "1")))
    assert [each["text"] for each in kept["paragraphs"]] == list(TEXTS)
    facts = {
        "statement": "s", "number": 1, "title": kept["title"], "language": "en",
        "paragraphs": [
            {key: each[key] for key in ("id", "kind", "number", "text")} for each in kept["paragraphs"]
        ],
    }  # fmt: skip
    assert first["sha256"] == hashlib.sha256(rfc8785.dumps(facts)).hexdigest() != second["sha256"]
    assert [each["label"] for each in read(table, revisions.listed)] == ["Rev.1", "Rev.2"]


def test_a_revision_is_issued_of_the_text_that_was_seen(table: Database) -> None:
    edit(table, "p1", 1, TEXTS[0].replace("nine", "ten"))
    with pytest.raises(Conflict):
        table.write(lambda tx: revisions.issue(tx, "s", 1, "", "Desk Example", 5_000))
    for number in ("2", "x", "", "9" * 30):
        with pytest.raises(NotFound):
            read(table, revisions.one, number)


def test_readings_follow_each_other_as_the_desk_says(table: Database) -> None:
    table.write(lambda tx: revisions.read_on(tx, "s", 1, 2, "Desk Example", 2_000).rev)
    assert issue(table)["reading"] == 2
    assert table.read(lambda tx: show.shape(tx, statements.existing(tx, "s"), DESK))["reading"] == 2
    with pytest.raises(BadRequest):
        table.write(lambda tx: revisions.read_on(tx, "s", 3, 4, "Desk Example", 2_000).rev)


def test_two_revisions_and_the_text_as_it_is_are_compared_with_what_was_moved(table: Database) -> None:
    issue(table)
    edit(table, "p1", 1, TEXTS[0].replace("nine", "ten"))
    table.write(lambda tx: reword.move(tx, "s", "p3", 1, None))
    table.write(lambda tx: reword.take_out(tx, "s", "p2", 1, "Desk Example", 2_000))
    found = read(table, revisions.compare, "1", "now")["paragraphs"]
    assert [(each["id"], each["state"], each["number_before"], each["number"]) for each in found] == [
        ("p3", "moved", "3", "1"), ("p1", "changed", "1", "2"), ("p2", "gone", "2", ""),
    ]  # fmt: skip
    changed = [each["text"] for each in found[1]["pieces"] if each["kind"] != "same"]
    assert changed == ["nine", "ten", ";", "."]
    same = read(table, revisions.compare, "1", "1")["paragraphs"]
    assert {each["state"] for each in same} == {"same"}


def test_brackets_say_who_opened_and_who_closed_them_and_how(table: Database) -> None:
    held = opened(table, "p1", 1, "nine", ["D1", "D2"], alternatives=[{"text": "ten", "owners": ["D3"]}])
    assert (held["owner"], held["opened"]) == ("D3", {"by": "Desk Example", "at": 3_000})
    whole = opened(table, "p2", 1, "river port", ["D2"])
    listed = read(table, bracketed.listed)
    assert [(each["text"], each["owners"], each["label"]) for each in listed["open"]] == [
        ("[nine]", ["D1", "D2"], ""), ("[ten]", ["D3"], "bis"), ("[river port]", ["D2"], ""),
    ]  # fmt: skip
    table.write(lambda tx: brackets.choose(tx, "s", "p1", 2, held["id"], "Chair Example", 4_000).rev)
    table.write(lambda tx: brackets.close(tx, "s", "p2", 2, "", None, True, "Chair Example", 4_500, whole["id"]).rev)
    listed = read(table, bracketed.listed)
    assert listed["progress"] == {"open": 0, "closed": 3}
    assert {(each["text"], each["closed"]["how"], each["closed"]["at"]) for each in listed["closed"]} == {
        ("[nine]", "chosen", 4_000), ("[ten]", "chosen", 4_000), ("[river port]", "kept", 4_500),
    }  # fmt: skip
    assert [each.text for each in read(table, statements.read).paragraphs][:2] == [
        TEXTS[0].replace("nine", "ten"), TEXTS[1],
    ]  # fmt: skip


def test_a_delegation_lifts_its_own_bracket_and_everybody_is_told_and_the_log(table: Database) -> None:
    held = opened(table, "p1", 1, "nine", ["D1", "D2"])

    def lift(code: str, rev: int) -> int:
        return int(table.write(lambda tx: brackets.lift(tx, "s", "p1", rev, held["id"], actor(code), 4_000).rev))

    for code, rev, error in (("D3", 2, NotAllowed), ("D1", 1, Conflict)):
        with pytest.raises(error):
            lift(code, rev)
    with pytest.raises(NotAllowed):
        table.write(lambda tx: brackets.lift(tx, "s", "p1", 2, held["id"], Actor("secretariat", None, "Eva"), 4_000))
    assert lift("D1", 2) == 3
    assert [each["owners"] for each in read(table, bracketed.listed)["open"]] == [["D2"]]
    assert lift("D2", 3) == 4
    assert read(table, statements.read).paragraphs[0].text == TEXTS[0]
    [gone] = read(table, bracketed.listed)["closed"]
    assert gone["closed"] == {"by": "Member of D2", "at": 4_000, "how": "lifted"}
    events = table.read(lambda tx: [each.item for each in told_since(tx) if each.item and "lifted" in each.item])
    assert [(each["lifted"]["delegation"], each["lifted"]["is_closed"]) for each in events] == [
        ("D1", False),
        ("D2", True),
    ]
    log = table.read(lambda tx: ledger.shapes(tx, "s", "secretariat"))
    assert [(each["what"], each["facts"]["text"], each["facts"]["hold"]) for each in log] == [
        ("bracket_lifted", "[nine]", "reserve")
    ] * 2
    outside = table.read(lambda tx: ledger.shapes(tx, "s", "public"))
    assert all("facts" not in each for each in outside)


def test_the_compilation_has_under_each_paragraph_what_was_proposed_with_sponsors(table: Database) -> None:
    def propose(code: str, *given: Any, **more: Any) -> None:
        asked = Given(*given, **more)
        table.write(lambda tx: amendments.propose(tx, "s", asked, member(code), None, 2_000)["id"])

    propose("D1", "replace", "p1", 1, TEXTS[0].replace("nine", "ten"))
    propose("D2", "insert", None, 0, "We thank the hosts", after="p1")
    propose("D3", "insert", None, 0, "Mindful of the season", after=None)
    propose("D3", "delete", "p2", 1)
    table.write(lambda tx: reword.take_out(tx, "s", "p2", 1, "Desk Example", 2_000))
    made = read(table, views.compilation)
    assert [each["number"] for each in made["before"]] == ["A3"]
    assert [[each["number"] for each in row["amendments"]] for row in made["paragraphs"]] == [["A1", "A2"], []]
    assert [each["number"] for each in made["taken_out"]] == ["A4"] and made["amendments"] == 4
    assert made["paragraphs"][0]["amendments"][0]["by"] == "D1"
    assert "amendments" not in read(table, views.clean)["paragraphs"][0]


def test_who_saw_an_earlier_revision_is_told_what_was_changed_since(table: Database) -> None:
    edit(table, "p2", 1, "We welcome the pilot at the sea port;")
    with pytest.raises(Conflict, match="you saw version 1, it is at 2") as refused:
        table.write(lambda tx: revisions.issue(tx, "s", 1, "", "Desk Example", 5_000).number)
    [change] = refused.value.details["changes"]
    assert (change["about"], change["prev"], change["rev"]) == ("text", 1, 2)
    assert change["item"]["text"] == "We welcome the pilot at the sea port;"
    for strange in (None, 7, "1"):
        with pytest.raises(Conflict) as refused:
            table.write(lambda tx, seen=strange: revisions.issue(tx, "s", seen, "", "Desk Example", 5_000).number)
        assert refused.value.details == {"rev": 2, "changes": None}
