"""Explanations that are annexed, and the Chair's summary of a text without consensus, on both databases."""

from __future__ import annotations

import json
from typing import Any

import pytest

from server.core.errors import BadRequest, BadText, Conflict, NotAllowed, NotFound, StatementLocked, UnknownLanguage
from server.core.translation.tmx import Unit
from server.services.meeting import convene, memory_table
from server.services.minutes.steps import Actor
from server.services.statement import (
    adopt,
    convert,
    explained,
    explanations,
    negotiate,
    positions,
    render,
    reword,
    show,
    silence,
    statements,
)
from server.signing.seal import Seal
from server.storage.database import Database
from server.storage.tables import Explanation, Statement
from tests.support.adoption import override_all

NOW = 1_795_600_000_000
EVA = Actor("secretariat", None, "Eva")
CHAIR = Actor("chair", None, "Chair Kim")
KR, KE, BR = (Actor("delegation", code, f"Person of {code}") for code in ("KR", "KE", "BR"))


class Room:
    """A statement under negotiation between KR and KE, which BR observes."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.id = database.write(self._furnish)
        self.paragraph = database.write(
            lambda tx: reword.add(tx, self.id, None, "operative", "We will share data", None, "Eva", NOW - 10)
        )
        database.write(lambda tx: negotiate.open_it(tx, self.id, self.row(tx).rev, "Eva", NOW - 5))

    def _furnish(self, tx: Any) -> str:
        for code, name, language in (("KR", "Korea", "ko"), ("KE", "Kenya", "en"), ("BR", "Brazil", "pt")):
            convene.put_delegation(tx, code, name, language)
        convene.create_session(tx, "demo", "Demo", "public", ["en"], {"en": "English"})
        parties = ["KR", "KE"]
        made = negotiate.create(tx, "Joint", ["demo"], "en", "communique", parties, "Eva", NOW - 20, ["BR"], "parties")
        return made.id

    def row(self, tx: Any, identity: str = "") -> Statement:
        return tx.get_one(Statement, identity or self.id)

    def hand_in(self, who: Actor, text: object = "We explain.", now: int = NOW, **given: Any) -> str:
        body = {"kind": "explanation", "text": text, **given}
        return self.database.write(lambda tx: explanations.hand_in(tx, self.id, body, who, now).id)

    def annexed(self, who: Actor = EVA) -> Any:
        return self.database.read(lambda tx: explanations.annexed(tx, self.row(tx), who))

    def shown(self, identity: str = "", who: Actor = EVA) -> Any:
        return self.database.read(lambda tx: show.shape(tx, statements.get(tx, identity or self.id, who), who))

    def convert(self, who: Actor = CHAIR) -> str:
        return self.database.write(lambda tx: convert.convert(tx, self.id, self.row(tx).rev, who, NOW).id)


@pytest.fixture
def room(database: Database) -> Room:
    return Room(database)


def test_explanations_are_annexed_by_delegation_and_kind_in_their_own_language(room: Room) -> None:
    room.hand_in(KE, "We disassociate.", kind="disassociation")
    room.hand_in(KE, "A law is\r\npending.", kind="reservation", paragraph=room.paragraph)
    room.hand_in(KR, "설명합니다.", translations={"en": "We explain."})
    room.hand_in(EVA, "By note.", delegation="KE", told_by="note verbale 12", language="fr")
    found = room.annexed()
    assert [(each["delegation"], each["kind"], each["language"]) for each in found] == [
        ("KR", "explanation", "ko"), ("KE", "explanation", "fr"), ("KE", "reservation", "en"),
        ("KE", "disassociation", "en"),
    ]  # fmt: skip
    assert found[0]["translations"][0] | {"at": 0} == {
        "language": "en", "direction": "ltr", "text": "We explain.", "engine": "", "is_machine": False, "at": 0,
    }  # fmt: skip
    assert found[1]["told_by"] == "note verbale 12" and found[2]["text"] == "A law is\npending."
    assert room.annexed(Actor("public", None, ""))[1]["told_by"] == ""
    assert room.shown()["explanations"] == found


def test_who_may_not_or_hands_in_what_cannot_be_annexed_is_refused(room: Room) -> None:
    for who, given, error in (
        (BR, {}, NotFound), (CHAIR, {}, NotAllowed), (KE, {"delegation": "KR"}, NotAllowed),
        (EVA, {"delegation": "KE"}, BadRequest), (KE, {"kind": "essay"}, BadRequest), (KE, {"text": " "}, BadText),
        (KE, {"text": "x" * 10_001}, BadText), (KE, {"paragraph": "nowhere"}, NotFound),
        (KE, {"language": "tlh"}, UnknownLanguage), (KE, {"translations": {"en": "x"}}, BadRequest),
    ):  # fmt: skip
        with pytest.raises(error):
            room.hand_in(who, **{"text": "We explain.", **given})


def test_a_text_in_another_language_comes_from_the_memory_of_persons_else_from_a_machine_which_is_marked(
    room: Room,
) -> None:
    def remember(tx: Any) -> None:
        memory_table.bring_in(tx, [Unit("pt", "Explicamos.", "en", "We explain.")], "Eva", NOW - 9)

    room.database.write(remember)
    routes = {"ko": {"en"}, "pt": {"en"}}
    room.hand_in(EVA, "Explicamos.", language="pt", delegation="KE", told_by="a letter")
    made = room.hand_in(KR, "설명합니다.")
    assert [each["translations"] for each in room.annexed() if each["delegation"] == "KR"] == [[]]
    jobs = room.database.read(lambda tx: explained.wanted(tx, room.id, routes))
    assert [(each.text, each.source, each.target, each.is_document) for each in jobs] == [
        ("설명합니다.", "ko", "en", True)
    ]
    for text in ("We explain it.", "Another."):
        room.database.write(lambda tx, each=text: render.rendered(tx, jobs[0], each, "invented", "", NOW, ""))
    told = {each["delegation"]: each["translations"][0] for each in room.annexed()}
    assert (told["KE"]["text"], told["KE"]["engine"], told["KE"]["is_machine"]) == ("We explain.", "memory", False)
    assert (told["KR"]["text"], told["KR"]["engine"], told["KR"]["is_machine"]) == ("We explain it.", "invented", True)
    assert room.database.read(lambda tx: explained.wanted(tx, room.id, routes)) == []
    assert room.database.read(lambda tx: render.watched(tx)).keys() == {room.id}
    room.database.write(lambda tx: explanations.withdraw(tx, room.id, made, KR, NOW))
    room.database.write(lambda tx: render.rendered(tx, jobs[0], "Late.", "invented", "", NOW, ""))


def test_one_that_was_withdrawn_is_annexed_no_more_and_stays_for_those_who_keep_the_statement(room: Room) -> None:
    made = room.hand_in(KE)
    with pytest.raises(NotAllowed):
        room.database.write(lambda tx: explanations.withdraw(tx, room.id, made, KR, NOW))
    room.database.write(lambda tx: explanations.withdraw(tx, room.id, made, KE, NOW))
    with pytest.raises(Conflict):
        room.database.write(lambda tx: explanations.withdraw(tx, room.id, made, KE, NOW))
    assert room.annexed() == []
    for who, count in ((EVA, 1), (KE, 1), (KR, 0)):
        assert len(room.database.read(lambda tx, each=who: explanations.everything(tx, room.row(tx), each))) == count


def test_adoption_fixes_explanations_and_silence_and_neither_changes_afterwards(room: Room) -> None:
    made = room.hand_in(KE, kind="reservation")
    room.hand_in(KR)
    end = NOW + 3_600_000
    room.database.write(lambda tx: silence.open_(tx, room.id, room.row(tx).rev, end, None, None, CHAIR, NOW))
    room.database.write(lambda tx: silence.object_(tx, room.row(tx), "Late.", None, None, None, KE, end))
    room.database.write(lambda tx: override_all(tx, room.id, end))
    room.database.write(lambda tx: adopt.adopt(tx, room.id, room.row(tx).rev, EVA, Seal("of a test"), end))
    canonical = json.loads(room.database.read(lambda tx: room.row(tx).canonical))
    assert [(each["delegation"], each["kind"]) for each in canonical["explanations"]] == [
        ("KR", "explanation"), ("KE", "reservation"),
    ]  # fmt: skip
    assert canonical["silence"]["silent"] == ["KR", "KE"] and canonical["silence"]["late"][0]["text"] == "Late."
    with pytest.raises(Conflict):
        room.hand_in(KE)
    with pytest.raises(StatementLocked):
        room.database.write(lambda tx: setattr(tx.get_one(Explanation, made), "text", "Other"))


def test_a_text_without_consensus_becomes_the_chairs_summary_with_names_and_no_parties(room: Room) -> None:
    row = lambda tx: statements.row_of(tx, room.row(tx), room.paragraph)  # noqa: E731

    def hold(tx: Any) -> None:
        found = row(tx)
        found.text = "We will share [personal] data"
        found.brackets = [{"owner": "KE", "kind": "reserve", "span": [14, 24]}]

    room.database.write(hold)
    given = ("object", "No law.", None, None, None)
    room.database.write(lambda tx: positions.take(tx, room.id, room.paragraph, *given, KE, NOW))
    room.hand_in(KR, "설명합니다.")
    room.hand_in(KE, "Explicamos.", language="pt", translations={"en": "We explain it."})
    made = room.convert()
    shown = room.shown(made)
    assert {"silence", "convert"}.isdisjoint(shown["can"] + room.shown(made, CHAIR)["can"]), "it is one already"
    assert (shown["kind"], shown["parties"], shown["observers"]) == ("chairs_summary", [], ["KR", "KE", "BR"])
    assert shown["title"] == "Chair’s summary: Joint" and shown["visibility"] == "parties"
    texts = [each["text"] for each in shown["paragraphs"] if each["kind"] != "preambular"]
    assert texts[0].startswith("This summary is issued by the Chair under the Chair’s own responsibility.")
    assert "We will share personal (reservation: Kenya) data." in texts
    assert texts[-5:] == [
        "Positions as they were stated.",
        "Kenya (paragraph 1): reservation: “personal”.",
        "Kenya (paragraph 1): objection: “No law.”",
        "Korea (the text as a whole): explanation of position: “설명합니다.”",
        "Kenya (the text as a whole): explanation of position: “We explain it.”",
    ]
    assert all(each["brackets"] == [] for each in shown["paragraphs"]) and shown["obstacles"] == []
    assert shown["derived_from"] == {"id": room.id, "title": "Joint"} and shown["converted_to"] is None
    former = room.shown()
    assert former["status"] == "converted" and former["converted_to"]["id"] == made and former["can"] == []
    with pytest.raises(NotFound):
        room.shown(made, Actor("delegation", "ZZ", ""))
    assert room.shown(made, KE)["can"] == []
    with pytest.raises(BadRequest, match="no parties"):
        room.database.write(lambda tx: negotiate.entitle(tx, made, room.row(tx, made).rev, None, ["KR"]))
    with pytest.raises(Conflict, match="already"):
        room.database.write(lambda tx: convert.convert(tx, made, room.row(tx, made).rev, CHAIR, NOW))
    with pytest.raises(Conflict):
        room.convert()
    room.database.write(lambda tx: override_all(tx, made, NOW + 1))
    room.database.write(lambda tx: adopt.adopt(tx, made, room.row(tx, made).rev, EVA, Seal("of a test"), NOW + 1))
    assert json.loads(room.database.read(lambda tx: room.row(tx, made).canonical))["derived_from"] == room.id


def test_a_text_under_silence_is_not_converted(room: Room) -> None:
    room.database.write(lambda tx: silence.open_(tx, room.id, room.row(tx).rev, NOW + 9, None, None, CHAIR, NOW))
    with pytest.raises(Conflict, match="withdraw the silence"):
        room.convert()
