"""The last look at a statement, overrides by name, and the register of commitments after adoption."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from server.core.errors import BadRequest, Conflict, NotAllowed, NotFound
from server.core.statement.sheet import What
from server.services.meeting import convene
from server.services.minutes.steps import Actor
from server.services.statement import commitments, ledger, render, revise, reword, sheet
from server.storage.database import Database
from server.storage.tables import Paragraph, ParagraphVersion, Position, Statement

NOW = 1_795_600_000_000  # 2026-11-25
DAY = 86_400_000
DESK, REVISER = Actor("secretariat", None, "Iris Exemplo"), Actor("rapporteur", None, "Ana Exemplo")
KOREA, BRAZIL, PUBLIC = (
    Actor("delegation", "KR", "Kim Ye-si"),
    Actor("delegation", "BR", "Eva Exemplo"),
    Actor("public", None, ""),
)
TEXTS = {
    "p1": ("operative", "We welcome the report and note paragraph 7;", []),
    "p2": ("operative", "We commit to [share data] by 31 March 2027;", [("KR", "reserve", [13, 25])]),
    "p3": ("operative", "We call upon Brazil to host a workshop by June 2027.", []),
}


@pytest.fixture
def statement(database: Database) -> Database:
    def furnish(tx: Any) -> None:
        convene.put_delegation(tx, "KR", "Republic of Korea", "ko")
        convene.put_delegation(tx, "BR", "Brazil", "pt")
        tx.add(
            Statement(
                id="s", title="=Joint statement", language="en", form="communique", status="negotiation", rev=1,
                parties=["KR", "BR"], observers=[], visibility="table", sessions=[], omitted=[],
            )
        )  # fmt: skip
        tx.flush()
        for place, (name, (kind, text, brackets)) in enumerate(TEXTS.items()):
            held = [{"owner": owner, "kind": why, "span": span} for owner, why, span in brackets]
            problems = [{"fault": "uncited", "text": text}] if name == "p3" else []
            tx.add(
                Paragraph(
                    id=name, statement_id="s", place=place, kind=kind, rev=1, text=text, brackets=held, citations=[],
                    problems=problems,
                )
            )  # fmt: skip
            tx.flush()
            tx.add(ParagraphVersion(paragraph_id=name, rev=1, text=text, by="Iris", at=NOW))

    database.write(furnish)
    return database


def look(database: Database, who: Actor = DESK, now: int = NOW + 10) -> dict[str, Any]:
    return dict(database.read(lambda tx: sheet.shape(tx, tx.get_one(Statement, "s"), who, now)))


def override(database: Database, what: str, why: str = "agreed with the chair", who: Actor = DESK) -> None:
    database.write(lambda tx: sheet.override(tx, "s", what, why, who, NOW + 20))


def test_the_sheet_names_everything_that_is_open_with_its_place(statement: Database) -> None:
    seen = look(statement)
    assert [(each["text"], each["delegations"], each["label"], each["link"]) for each in seen["open_brackets"]] == [
        ("[share data]", ["KR"], "2", "/statements/s#p2")
    ]
    assert sorted(each["delegations"][0] for each in seen["silent_parties"]) == ["BR", "KR"]
    assert [(each["text"], each["detail"]) for each in seen["duplicate_numbers"]] == [("7", "missing")]
    assert [each["paragraph"] for each in seen["unsupported"]] == ["p3"]
    assert set(map(str, What)) <= seen.keys() and seen["blocking"] == 5
    assert look(statement, KOREA)["can"] == [] and seen["can"] == ["override"]


def test_a_position_on_earlier_words_is_outdated_on_the_sheet(statement: Database) -> None:
    def speak(tx: Any, at: int) -> None:
        tx.add(
            Position(
                id=f"k{at}", statement_id="s", paragraph_id="", delegation="KR", value="agree", note="", by="Kim",
                at=at, told_by="",
            )
        )  # fmt: skip

    statement.write(lambda tx: speak(tx, NOW + 1))
    assert [each["delegations"] for each in look(statement)["silent_parties"]] == [["BR"]]
    assert look(statement)["outdated_positions"] == []
    statement.write(lambda tx: reword.edit(tx, "s", "p1", 1, "We welcome the report;", "Iris", NOW + 5))
    assert [(each["delegations"], each["detail"]) for each in look(statement)["outdated_positions"]] == [
        (["KR"], "agree")
    ]
    assert look(statement)["duplicate_numbers"] == []
    override(statement, "outdated_positions")
    assert not look(statement)["outdated_positions"][0]["is_blocking"]
    statement.write(lambda tx: reword.edit(tx, "s", "p1", 2, "We welcome this report;", "Iris", NOW + 30))
    assert look(statement)["outdated_positions"][0]["is_blocking"]  # words that nobody has looked at


def test_what_a_party_held_back_in_the_room_is_settled_once_it_agrees_to_the_words(statement: Database) -> None:
    def held(tx: Any) -> None:
        tx.get_one(Paragraph, "p1").problems = [{"fault": "held", "text": "BR"}]

    statement.write(held)
    assert ("held", "BR") in {(each["detail"], each["text"]) for each in look(statement)["unsupported"]}
    agreed = Position(
        id="brazil", statement_id="s", paragraph_id="", delegation="BR", value="agree", note="", by="Eva", at=NOW + 1
    )  # fmt: skip
    statement.write(lambda tx: tx.add(agreed))
    assert "held" not in {each["detail"] for each in look(statement)["unsupported"]}
    statement.write(lambda tx: setattr(tx.get_one(ParagraphVersion, ("p1", 1)), "at", NOW + 2))
    assert "held" in {each["detail"] for each in look(statement)["unsupported"]}  # of words that came after its own


def test_versions_stand_on_the_sheet_until_they_are_whole_alike_and_signed(statement: Database) -> None:
    choice = [{"code": "fr", "is_authentic": True}]
    rev = look(statement)["rev"]
    statement.write(lambda tx: revise.choose(tx, "s", rev, choice, "", ("en", "fr"), DESK, NOW))
    seen = look(statement)
    assert {each["detail"] for each in seen["stale_versions"]} == {"missing"} and len(seen["stale_versions"]) == 4
    assert seen["unsigned_versions"][0]["link"] == "/statements/s/languages?lang=fr"
    french = {
        "title": "Déclaration commune", "p1": "Nous nous félicitons du rapport et notons le paragraphe 7",
        "p2": "Nous nous engageons à\npartager les données\navant le 30 mars 2027",
        "p3": "Le Brésil est l'hôte d'un atelier avant juin 2027",
    }  # fmt: skip
    for job in statement.read(lambda tx: render.wanted(tx, "s", {"en": {"fr"}})):
        words = french[job.segment.partition(".")[2]]
        statement.write(lambda tx, job=job, words=words: render.rendered(tx, job, words, "invented", "", NOW, ""))
    seen = look(statement)
    assert seen["stale_versions"] == []
    assert {(each["paragraph"], each["text"]) for each in seen["figures_differ"]} == {("p2", "31"), ("p2", "30")}
    assert [each["detail"] for each in seen["versions_differ"]] == ["strength"]
    statement.write(lambda tx: reword.edit(tx, "s", "p1", 1, "We commend the report;", "Iris", NOW + 5))
    assert [(each["paragraph"], each["detail"]) for each in look(statement)["stale_versions"]] == [("p1", "stale")]


def test_going_on_needs_a_name_a_reason_and_every_kind_and_stays_in_the_log(statement: Database) -> None:
    with pytest.raises(NotAllowed):
        override(statement, "silent_parties", who=KOREA)
    with pytest.raises(NotAllowed):
        override(statement, "silent_parties", who=Actor("chair", None, ""))
    with pytest.raises(BadRequest):
        override(statement, "everything")
    with pytest.raises(NotFound):
        override(statement, "stale_versions")
    with pytest.raises(Conflict) as error:
        statement.read(lambda tx: sheet.require(tx, tx.get_one(Statement, "s"), NOW + 10))
    assert error.value.details["sheet"] == {
        "open_brackets": 1, "silent_parties": 2, "duplicate_numbers": 1, "unsupported": 1,
    }  # fmt: skip
    for what in ("open_brackets", "silent_parties", "duplicate_numbers", "unsupported"):
        override(statement, what)
    seen = look(statement)
    assert seen["blocking"] == 0 and not seen["open_brackets"][0]["is_blocking"]
    statement.read(lambda tx: sheet.require(tx, tx.get_one(Statement, "s"), NOW + 10))
    assert [(each["by"], each["what"], each["count"]) for each in seen["overrides"]][1] == (
        "Iris Exemplo", "silent_parties", 2,
    )  # fmt: skip
    log = statement.read(lambda tx: ledger.shapes(tx, "s", "secretariat"))
    assert [(each["what"], each["facts"]["kind"]) for each in log][:1] == [("override", "open_brackets")]
    statement.write(lambda tx: reword.edit(tx, "s", "p3", 1, "We call upon Brazil to host 3. workshops;", "Iris", NOW))
    assert look(statement)["blocking"] == 1  # the words that are there now, nobody took upon them


def adopted(database: Database) -> None:
    def fix(tx: Any) -> None:
        row = tx.get_one(Statement, "s")
        row.status, row.adopted_at = "adopted", NOW

    database.write(fix)
    database.write(lambda tx: commitments.write_draft(tx, "s", DESK, NOW))


def register(database: Database, who: Actor = DESK, now: int = NOW) -> list[dict[str, Any]]:
    return list(database.read(lambda tx: commitments.shape(tx, tx.get_one(Statement, "s"), who, now))["commitments"])


def edit(database: Database, identity: str, who: Actor = DESK, **given: Any) -> None:
    database.write(lambda tx: commitments.edit(tx, "s", identity, given, who, NOW + 1))


def test_the_register_is_drafted_from_what_the_text_commits_to(statement: Database) -> None:
    with pytest.raises(Conflict):
        statement.write(lambda tx: commitments.write_draft(tx, "s", DESK, NOW))
    adopted(statement)
    with pytest.raises(Conflict):
        statement.write(lambda tx: commitments.write_draft(tx, "s", DESK, NOW))
    assert [(each["number"], each["owners"], each["due"], each["state"]) for each in register(statement)] == [
        ("2", ["KR", "BR"], "2027-03-31", "open"), ("3", ["BR"], "2027-06", "open"),
    ]  # fmt: skip
    assert not register(statement, now=NOW + 126 * DAY)[0]["is_late"]  # its last day
    assert register(statement, now=NOW + 127 * DAY)[0]["is_late"]
    assert (
        not register(statement, now=NOW + 217 * DAY)[1]["is_late"]
        and register(statement, now=NOW + 218 * DAY)[1]["is_late"]
    )


def test_a_party_says_its_own_contact_and_an_owner_how_far_it_is_and_every_version_is_kept(statement: Database) -> None:
    adopted(statement)
    data, workshop = (each["id"] for each in register(statement))
    edit(statement, workshop, BRAZIL, rev=1, state="in_progress", note="hall booked", contact="atelier@exemplo.example")
    edit(statement, workshop, KOREA, rev=2, contact="desk@example.example")
    for who, given in ((KOREA, {"state": "done"}), (BRAZIL, {"due": "2030"}), (PUBLIC, {"contact": "x"})):
        with pytest.raises(NotAllowed):
            edit(statement, workshop, who, rev=3, **given)
    with pytest.raises(Conflict) as error:
        edit(statement, workshop, rev=1, state="done")
    assert error.value.details["commitment"]["rev"] == 3  # type: ignore[index]
    for given in ({"due": "soon"}, {"state": "lost"}, {"owners": ["FR"]}):
        with pytest.raises(BadRequest):
            edit(statement, data, rev=1, **given)
    edit(statement, data, REVISER, rev=1, owners=["KR"], due="2027", text="Korea shares data", state="done")
    assert not register(statement, now=NOW + 900 * DAY)[0]["is_late"]
    mine = register(statement, BRAZIL)[1]
    assert mine["contacts"] == {"BR": "atelier@exemplo.example", "KR": "desk@example.example"}
    assert [each["state"] for each in mine["versions"]] == ["open", "in_progress", "in_progress"]
    outside = register(statement, PUBLIC)[1]
    assert (outside["contacts"], outside["note"], outside["by"], outside["versions"]) == ({}, "", "", [])
    statement.write(lambda tx: commitments.add(tx, "s", {"text": "Report back", "owners": ["BR"]}, DESK, NOW))
    assert [each["text"] for each in register(statement)][-1] == "Report back"


def test_the_file_is_rfc_4180_harmless_in_a_spreadsheet_and_without_contacts_for_the_public(
    statement: Database,
) -> None:
    adopted(statement)
    first = register(statement)[0]["id"]
    edit(statement, first, rev=1, text='=cmd|"/c calc", and\nmore', contact="@evil", contact_of="KR", note="-1")

    def read(who: Actor) -> bytes:
        called = {"KR": "대한민국"}
        return statement.read(
            lambda tx: commitments.as_csv(tx, tx.get_one(Statement, "s"), who, NOW, lambda key: key, called)
        )

    table = read(DESK)
    assert table.startswith(b"\xef\xbb\xbf") and table.endswith(b"\r\n")
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))
    assert rows[0]["text"] == '\'=cmd|"/c calc", and\nmore' and rows[0]["note"] == "'-1"
    assert rows[0]["contact"] == "대한민국: @evil" and rows[1]["owners"] == "BR"
    assert b"evil" not in read(PUBLIC) and b"contact" not in read(PUBLIC)
