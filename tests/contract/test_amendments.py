"""Amendments on both databases: none is lost, none applied by itself, and the text says which one made it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select

from server.clock import now_ms
from server.core.errors import BadRequest, Conflict, NotAllowed, NotFound
from server.core.statement.amendments import digest
from server.services.minutes.steps import Actor
from server.services.statement import (
    amended,
    amendments,
    bracketed,
    brackets,
    consensus,
    decisions,
    reword,
    silence,
    statements,
    told,
)
from server.services.statement.amendments import Given
from server.services.statement.decisions import Decision
from server.storage import tables
from server.storage.database import Database
from tests.support.statements import CHAIR, DESK, TEXTS, Who, member, negotiated, texts

Open = Callable[[str], Database]
NINE = TEXTS[0]
TEN = NINE.replace("nine", "ten")


@pytest.fixture
def table(database: Database) -> Database:
    """A statement of three paragraphs and three parties under negotiation."""
    database.write(negotiated)
    return database


def propose(
    database: Database, code: str, text: str | None = TEN, paragraph: str | None = "p1", kind: str = "replace",
    base_rev: int = 1, who: Who | None = None, **more: Any,
) -> str:  # fmt: skip
    by = more.pop("by", None)
    given = Given(kind, paragraph, base_rev, text, **more)
    return database.write(lambda tx: amendments.propose(tx, "s", given, who or member(code), by, 2_000)["id"])


def shown(database: Database, amendment: str) -> dict[str, Any]:
    return database.read(
        lambda tx: amended.shape(tx, statements.existing(tx, "s"), tx.get_one(tables.Amendment, amendment))
    )


def accept(database: Database, amendment: str, rev: int = 1, **more: Any) -> dict[str, Any]:
    made = Decision(rev, **more)
    database.write(lambda tx: decisions.accept(tx, "s", amendment, made, "Chair Example", 3_000)["id"])
    return shown(database, amendment)


def reject(database: Database, amendment: str, why: object = "no support") -> None:
    database.write(lambda tx: decisions.reject(tx, "s", amendment, why, "Chair Example", 3_000)["id"])


def versions(database: Database, paragraph: str) -> list[tuple[int, str]]:
    query = select(tables.ParagraphVersion).where(tables.ParagraphVersion.paragraph_id == paragraph)
    return database.read(
        lambda tx: [(each.rev, each.amendment) for each in tx.scalars(query.order_by(tables.ParagraphVersion.rev))]
    )


def test_an_amendment_has_a_number_an_anchor_and_says_what_differs(table: Database) -> None:
    first, second = propose(table, "D1"), propose(table, "D2", "We meet in May", "p3", note="shorter")
    found = shown(table, first)
    assert (found["number"], shown(table, second)["number"]) == ("A1", "A2")
    assert found["base"] == {"rev": 1, "sha256": digest(NINE), "text": NINE.rstrip(";")}
    assert [each["text"] for each in found["pieces"] if each["kind"] != "same"] == ["nine", "ten"]
    assert (found["by"], found["by_name"], found["status"], found["is_stale"]) == ("D1", "Member of D1", "open", False)
    assert shown(table, second)["note"] == "shorter"


def test_the_same_message_sent_twice_is_one_amendment_and_another_sender_has_one_of_their_own(table: Database) -> None:
    assert propose(table, "D1", key="k1") == propose(table, "D1", key="k1") != propose(table, "D2", key="k1")
    assert table.read(lambda tx: tx.scalar(select(func.count()).select_from(tables.Amendment))) == 2


def test_each_change_is_told_with_the_amendment_as_it_is_listed(table: Database) -> None:
    made = propose(table, "D1")
    [event] = table.read(lambda tx: told.since(tx, "s", 1)) or []
    assert (event.rev, event.about, event.item) == (2, "amendments", shown(table, made))


def test_parties_propose_for_themselves_the_desk_for_any_of_them_and_nobody_else(table: Database) -> None:
    assert shown(table, propose(table, "", who=DESK, by="D3"))["by"] == "D3"
    assert shown(table, propose(table, "", who=DESK))["by"] == "SECRETARIAT"
    assert shown(table, propose(table, "", who=CHAIR))["by"] == "CHAIR"
    with pytest.raises(NotAllowed):
        propose(table, "D9")
    with pytest.raises(NotAllowed):
        propose(table, "", who=Who("rapporteur"))
    with pytest.raises(NotFound):
        propose(table, "", who=DESK, by="D9")


def test_who_was_slower_than_a_change_of_the_text_is_told_what_differs(table: Database) -> None:
    table.write(lambda tx: reword.edit(tx, "s", "p1", 1, NINE.replace("1 May", "1 June"), "Desk", 2_000))
    with pytest.raises(Conflict) as caught:
        propose(table, "D1")
    details: Any = caught.value.details
    assert details["paragraph"]["rev"] == 2 and "1 June" in details["paragraph"]["text"]
    assert [each["text"] for each in details["pieces"] if each["kind"] != "same"] == ["May", "June"]
    with pytest.raises(BadRequest):
        propose(table, "D1", base_rev=7)


def test_an_accepted_amendment_is_the_text_and_its_version_names_it(table: Database) -> None:
    found = accept(table, propose(table, "D1"), why="agreed in the room")
    assert table.read(texts)[0] == TEN and versions(table, "p1") == [(1, ""), (2, "A1")]
    assert found["status"] == "accepted"
    assert found["decided"] == {
        "by": "Chair Example", "at": 3_000, "why": "agreed in the room", "rev": 2, "with": [], "into": None,
        "made": None,
    }  # fmt: skip
    with pytest.raises(Conflict, match="accepted already"):
        accept(table, found["id"], rev=2)


def test_a_stale_amendment_is_shown_with_the_difference_and_taken_up_only_in_words_that_a_person_gives(
    table: Database,
) -> None:
    mine, other = propose(table, "D1"), propose(table, "D2", NINE.replace("1 May", "1 June"))
    accept(table, other)
    found = shown(table, mine)
    assert found["is_stale"] and found["collides_with"] == []
    # What it would do to the words as they are now, the other's among them: never what others did to them meanwhile.
    assert [(each["kind"], each["text"]) for each in found["now_pieces"] if each["kind"] != "same"] == [
        ("gone", "nine"), ("new", "ten"), ("gone", "June"), ("new", "May"),
    ]  # fmt: skip
    with pytest.raises(Conflict) as caught:
        accept(table, mine, rev=2)
    assert caught.value.details["paragraph"]["rev"] == 2  # type: ignore[index]
    with pytest.raises(Conflict):  # whoever decides has seen older words
        accept(table, mine, rev=1, text=TEN)
    accept(table, mine, rev=2, text=TEN.replace("1 May", "1 June"))
    assert table.read(texts)[0] == TEN.replace("1 May", "1 June")
    assert versions(table, "p1") == [(1, ""), (2, "A2"), (3, "A1")]


def test_collisions_are_listed_both_ways_and_merged_by_a_person_into_one_wording_that_names_all(
    table: Database,
) -> None:
    one, two = propose(table, "D1"), propose(table, "D2", NINE.replace("nine", "twelve"))
    apart = propose(table, "D3", NINE.replace("1 May", "1 June"))
    listed = table.read(lambda tx: amended.listed(tx, statements.existing(tx, "s")))
    assert [each["collides_with"] for each in listed] == [[two], [one], []]
    with pytest.raises(BadRequest, match="merged by a person"):
        accept(table, one, joined=[two])
    found = accept(table, one, joined=[two, apart], text=NINE.replace("nine", "ten or twelve"))
    assert versions(table, "p1") == [(1, ""), (2, "A1, A2, A3")]
    assert found["decided"]["with"] == [two, apart]
    others = [shown(table, each) for each in (two, apart)]
    assert [(each["status"], each["decided"]["into"]) for each in others] == [("merged", one)] * 2


def test_amendments_put_in_take_out_and_move_paragraphs(table: Database) -> None:
    new = propose(table, "D1", "We thank the hosts", None, "insert", after="p1")
    gone = propose(table, "D2", None, "p2", "delete")
    first = propose(table, "D3", None, "p3", "move", after=None)
    made = accept(table, new)["decided"]["made"]
    accept(table, gone)
    accept(table, first)
    assert table.read(texts) == [
        "We will meet again in the dry season;", NINE, "We thank the hosts.",
    ]  # fmt: skip
    assert versions(table, made) == [(1, "A1")] and versions(table, "p2")[-1] == (2, "A2")


def test_amendments_of_a_paragraph_that_is_taken_out_stay_and_say_so(table: Database) -> None:
    made = propose(table, "D1")
    table.write(lambda tx: reword.take_out(tx, "s", "p1", 1, "Desk", 2_000))
    found = shown(table, made)
    assert found["status"] == "open" and found["is_taken_out"]
    with pytest.raises(NotFound):
        accept(table, made)
    with pytest.raises(NotFound):
        propose(table, "D2")


def test_an_amendment_to_an_amendment_changes_its_wording_and_is_decided_first(table: Database) -> None:
    made = propose(table, "D1")
    sub = propose(table, "D2", TEN.replace("1 May", "1 July"), None, of=made)
    rival = propose(table, "D3", TEN.replace("1 May", "1 August"), None, of=made)
    assert shown(table, sub)["collides_with"] == [rival] and shown(table, made)["collides_with"] == []
    with pytest.raises(Conflict, match="A2, A3"):
        accept(table, made)
    accept(table, sub)
    assert shown(table, made)["text"] == TEN.replace("1 May", "1 July").rstrip(";")
    assert shown(table, made)["original"] == TEN.rstrip(";")
    assert shown(table, rival)["is_stale"]
    with pytest.raises(Conflict):
        accept(table, rival)
    reject(table, rival)
    accept(table, made)
    assert table.read(texts)[0] == TEN.replace("1 May", "1 July")


def test_what_amends_an_amendment_falls_with_it(table: Database) -> None:
    made = propose(table, "D1")
    sub = propose(table, "D2", TEN.replace("1 May", "1 July"), None, of=made)
    deeper = propose(table, "D3", TEN.replace("1 May", "2 July"), None, of=sub)
    reject(table, made)
    assert [shown(table, each)["status"] for each in (made, sub, deeper)] == ["rejected", "lapsed", "lapsed"]


def test_a_refusal_says_why(table: Database) -> None:
    made = propose(table, "D1")
    with pytest.raises(Exception, match="a text is expected"):
        reject(table, made, "")
    reject(table, made, "no support in the room")
    assert shown(table, made)["decided"]["why"] == "no support in the room"


def test_others_stand_behind_an_amendment_and_it_goes_on_when_the_first_withdraws(table: Database) -> None:
    made = propose(table, "D1")

    def join(code: str, is_joining: bool = True) -> None:
        table.write(lambda tx: amendments.cosponsor(tx, "s", made, is_joining, member(code), None, 2_500)["id"])

    def withdraw(code: str) -> None:
        table.write(lambda tx: amendments.withdraw(tx, "s", made, member(code), None, 2_600)["id"])

    join("D2")
    join("D3")
    join("D3")
    assert (shown(table, made)["by"], shown(table, made)["cosponsors"]) == ("D1", ["D2", "D3"])
    withdraw("D1")
    assert (shown(table, made)["by"], shown(table, made)["status"]) == ("D2", "open")
    join("D3", is_joining=False)
    with pytest.raises(NotAllowed):
        withdraw("D1")
    withdraw("D2")
    assert shown(table, made)["status"] == "withdrawn"
    steps = table.read(lambda tx: amended.history(tx, tx.get_one(tables.Amendment, made)))
    assert [(each["what"], each["delegation"]) for each in steps] == [
        ("proposed", "D1"), ("joined", "D2"), ("joined", "D3"), ("left", "D1"), ("left", "D3"), ("withdrawn", ""),
    ]  # fmt: skip
    with pytest.raises(Conflict, match="withdrawn already"):
        join("D2")


def test_words_that_somebody_holds_are_changed_by_an_amendment_of_their_own_alone(table: Database) -> None:
    start = NINE.index("nine")
    given: dict[str, object] = {"start": start, "end": start + 4, "kind": "reserve", "owners": ["D2"]}
    table.write(lambda tx: brackets.open_bracket(tx, "s", "p1", 1, given, "Desk", 2_000).id)
    held = NINE.replace("nine", "[nine]")
    other = propose(table, "D1", held.replace("[nine]", "ten"), base_rev=2)
    with pytest.raises(Conflict, match="D2"):
        accept(table, other, rev=2)
    own = propose(table, "D2", held.replace("[nine]", "[ten]"), base_rev=2)
    accept(table, own, rev=2)
    [bracket] = table.read(lambda tx: tx.get_one(tables.Paragraph, "p1").brackets)
    assert bracket["owner"] == "D2" and bracket["span"] == [start, start + 5]


def test_an_amendment_breaks_a_silence_that_runs(table: Database) -> None:
    now = now_ms()
    desk = Actor("secretariat", None, "Desk Example")
    table.write(lambda tx: silence.open_(tx, "s", 1, now + 3_600_000, None, None, desk, now).id)
    given = Given("replace", "p1", 1, TEN)
    table.write(lambda tx: amendments.propose(tx, "s", given, member("D1"), None, now + 1)["id"])
    row = table.read(lambda tx: tx.scalars(select(tables.Silence)).one())
    [word] = table.read(lambda tx: tx.scalars(select(tables.SilenceWord)).all())
    assert row.broken_at == now + 1
    assert (word.delegation, word.what, word.text) == ("D1", "amendment", f"A1: {TEN.rstrip(';')}")
    with pytest.raises(Conflict, match="A1"):
        table.write(lambda tx: consensus.require(tx, statements.existing(tx, "s"), now + 2))


def test_a_party_that_joins_an_amendment_of_the_chair_breaks_a_silence_that_runs(table: Database) -> None:
    now = now_ms()
    desk = Actor("secretariat", None, "Desk Example")
    table.write(lambda tx: silence.open_(tx, "s", 1, now + 3_600_000, None, None, desk, now).id)
    made = propose(table, "", who=CHAIR)
    row = select(tables.Silence.broken_at)
    assert table.read(lambda tx: tx.scalars(row).one()) is None, "the chair is no party"
    table.write(lambda tx: amendments.cosponsor(tx, "s", made, True, member("D2"), None, now + 5)["id"])
    assert table.read(lambda tx: tx.scalars(row).one()) == now + 5


def test_brackets_that_somebody_types_are_structure_and_an_amendment_says_where_it_can_stand(table: Database) -> None:
    accept(table, propose(table, "D1", TEN.replace("ten", "[nine] [or ten]")))
    table.write(lambda tx: reword.edit(tx, "s", "p2", 1, "We welcome [the pilot]", "Desk", 3_000))
    table.write(lambda tx: reword.add(tx, "s", "p3", "operative", "[We thank the hosts]", None, "Desk", 3_000))
    told_of = table.read(lambda tx: bracketed.listed(tx, statements.existing(tx, "s")))
    found = told_of["open"]
    assert told_of["closed"] == [], "nobody has closed one yet"
    assert [(each["text"], each["owner"], bool(each["id"])) for each in found] == [
        (words, "?", True) for words in ("[nine]", "[or ten]", "[the pilot]", "[We thank the hosts]")
    ]
    with pytest.raises(Conflict):
        table.write(lambda tx: consensus.require(tx, statements.existing(tx, "s"), 4_000))
    behind = propose(table, "D2", "We thank the hosts", None, "insert", after="p2")
    table.write(lambda tx: brackets.close(tx, "s", "p2", 2, "?", None, True, "Desk", 4_000))
    table.write(lambda tx: reword.take_out(tx, "s", "p2", 3, "Desk", 4_001))
    with pytest.raises(Conflict, match="was taken out: say in after where it stands now"):
        accept(table, behind)
    assert accept(table, behind, after="p1")["status"] == "accepted"


def test_of_75_amendments_at_once_none_is_lost_and_each_has_its_own_number(
    database: Database, url: str, opened: Open
) -> None:
    database.write(lambda tx: negotiated(tx, 75))
    databases = [database, opened(url), opened(url)]

    def one(number: int) -> str:
        text = NINE.replace("nine", str(number))
        return propose(databases[number % 3], f"D{number}", text)

    with ThreadPoolExecutor(12) as pool:
        made = list(pool.map(one, range(1, 76)))
    listed = database.read(lambda tx: amended.listed(tx, statements.existing(tx, "s")))
    assert sorted(each["id"] for each in listed) == sorted(made)
    assert [each["number"] for each in listed] == [f"A{number}" for number in range(1, 76)]
    assert {each["by"]: each["text"] for each in listed} == {
        f"D{number}": NINE.rstrip(";").replace("nine", str(number)) for number in range(1, 76)
    }
    assert all(len(each["collides_with"]) == 74 for each in listed)
    assert database.read(lambda tx: statements.existing(tx, "s").rev) == 76
    events = database.read(lambda tx: told.since(tx, "s", 1)) or []
    assert [event.rev for event in events] == list(range(2, 77))


def test_of_decisions_at_once_one_is_taken(table: Database, url: str, opened: Open) -> None:
    made = [propose(table, f"D{number}", NINE.replace("nine", str(number))) for number in (1, 2, 3)]
    databases = [table, opened(url), opened(url)]

    def decide(at: int) -> bool:
        try:
            accept(databases[at], made[at])
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(decide, range(3))) == [False, False, True]
    assert len(versions(table, "p1")) == 2


def test_square_brackets_in_the_words_of_an_amendment_or_of_a_person_hold_the_text_open(table: Database) -> None:
    accept(table, propose(table, "D1", NINE.replace("nine", "[ten]")))
    table.write(lambda tx: reword.edit(tx, "s", "p2", 1, "We meet [in May];", "Desk", 4_000))

    def held(tx: Any) -> list[tuple[str, str]]:
        found = bracketed.listed(tx, statements.existing(tx, "s"))
        return [(each["text"], each["owner"]) for each in found["open"]]

    assert table.read(held) == [("[ten]", "?"), ("[in May]", "?")]
