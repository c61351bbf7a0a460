"""Who finds a statement: every call and page of one, walked by every kind of person. No model, no process."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from server.core.statement.statement import State
from server.services.meeting import convene
from server.services.statement import negotiate
from server.storage import tables
from tests.support.desk import Desk, opened_desk

PEOPLE = {
    "secretariat": ("secretariat", None),
    "chair": ("chair", None),
    "rapporteur": ("rapporteur", None),
    "party": ("delegation", "KR"),
    "observer": ("delegation", "BR"),
    "other delegation": ("delegation", "KE"),
    "interpreter": ("interpreter", None),
    "public": ("public", None),
}
READERS = {
    "table": {"secretariat", "chair", "rapporteur", "party", "observer", "other delegation"},
    "parties": {"secretariat", "chair", "rapporteur", "party", "observer"},
    "published": set(PEOPLE),
}


def furnish(tx: Any) -> None:
    for code, name in (("KR", "Republic of Korea"), ("BR", "Brazil"), ("KE", "Kenya")):
        convene.put_delegation(tx, code, name, "en")
    convene.create_session(tx, "demo", "Demo", "public", ["en"], {"en": "English"})


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with (
        pytest.MonkeyPatch.context() as patch,
        opened_desk(tmp_path_factory.mktemp("desk"), furnish, patch) as opened,
    ):
        yield opened


@pytest.fixture(scope="module")
def people(desk: Desk) -> dict[str, FlaskClient]:
    return {name: desk.person(*who) for name, who in PEOPLE.items()}


@pytest.fixture(scope="module")
def made(desk: Desk) -> dict[str, str]:
    """A statement of each openness."""

    def make(tx: Any, name: str) -> str:
        given = ("table", [], "parties") if name == "published" else ("", [], name)
        row = negotiate.create(tx, name, ["demo"], "en", "communique", ["KR"], "Eva", 7, ["BR"], given[2])
        if name == "published":
            facts = {"paragraph_id": "", "delegation": "KR", "value": "agree_ad_referendum", "note": "", "by": "Member"}
            tx.add(tables.Position(id="told", statement_id=row.id, at=7, until=None, **facts))
            tx.flush()
        row.status = str(State.PUBLISHED if name == "published" else State.DRAFT)
        row.adopted_at = 8 if name == "published" else None
        return row.id

    return {name: desk.hall.write(lambda tx, each=name: make(tx, each)) for name in READERS}


def addresses(desk: Desk) -> list[str]:
    """Every address of a statement that answers to GET, with names in it that there are not."""
    found = []
    for rule in desk.app.url_map.iter_rules():
        if "statement_id" in rule.arguments and "GET" in (rule.methods or set()):
            parts = {name: "html" if name == "form" else "none" for name in rule.arguments - {"statement_id"}}
            with desk.app.test_request_context():
                found.append(desk.app.url_map.bind("localhost").build(rule.endpoint, {"statement_id": "NAME", **parts}))
    return found


def text_of(answer: Any) -> str:
    """What a page or a call says, whichever it is."""
    return unescape(answer.get_data(as_text=True))


def is_nothing(said: str, statement: str) -> bool:
    """Whether an answer says that there is no such statement: a call in words for programs, a public page to people."""
    is_nowhere = "There is no published statement at this address" in said and f'/{statement}">To the text' not in said
    return is_nowhere or f"there is no statement '{statement}'" in said


def test_every_address_of_a_statement_names_it_so_that_the_guard_sees_it(desk: Desk) -> None:
    below = [
        each
        for each in desk.app.url_map.iter_rules()
        if each.rule.startswith(("/api/statements/<", "/statements/<", "/p/<"))
    ]
    assert len(below) >= 10
    assert [each.rule for each in below if "statement_id" not in each.arguments] == []


@pytest.mark.parametrize("openness", READERS)
def test_whoever_may_not_read_a_statement_gets_404_at_each_of_its_addresses(
    desk: Desk, people: dict[str, FlaskClient], made: dict[str, str], openness: str
) -> None:
    walked = addresses(desk)
    assert any("/export/" in each for each in walked) and any(each.startswith("/p/") for each in walked)
    for name, client in people.items():
        for address in walked:
            answer = client.get(address.replace("NAME", made[openness]))
            if name not in READERS[openness]:
                assert answer.status_code == 404, (name, address)
                assert is_nothing(text_of(answer), made[openness]), (name, address)
            else:
                assert answer.status_code < 500 and not is_nothing(text_of(answer), made[openness]), (name, address)
        is_read = client.get(f"/api/statements/{made[openness]}").status_code == 200
        assert is_read is (name in READERS[openness]), name


NEGOTIATION = ("positions/KR", "silence", "silence/none", "amendments", "brackets", "revisions")


def test_of_a_published_statement_those_who_did_not_sit_at_it_read_nothing_of_how_it_came_about(
    people: dict[str, FlaskClient], made: dict[str, str]
) -> None:
    path = f"/api/statements/{made['published']}"
    for name, client in people.items():
        sat = name in READERS["parties"]
        for call in NEGOTIATION:
            if call != "silence/none":
                assert client.get(f"{path}/{call}").status_code == (200 if sat else 404), (name, call)
        shown = client.get(path).get_json()
        assert shown["id"] == made["published"]
        assert [bool(each["versions"]) for each in shown["paragraphs"]] == [sat for _ in shown["paragraphs"]], name
        assert all(bool(each["by"]) is sat for each in shown["positions"]), name
        found = client.get(f"{path}/positions").get_json()
        assert [each["by"] for each in found["positions"]] == (["Member"] if sat else [""]), name
        assert bool(found["to_confirm"]) is sat, name


def test_lists_have_what_their_reader_may_read_and_nothing_else(
    people: dict[str, FlaskClient], made: dict[str, str]
) -> None:
    for name, client in people.items():
        listed = {each["id"] for each in client.get("/api/statements").get_json()["statements"]}
        assert listed == {made[openness] for openness, readers in READERS.items() if name in readers}, name


def test_a_delegation_that_may_not_read_a_statement_cannot_change_it_and_does_not_learn_that_it_is_there(
    desk: Desk, people: dict[str, FlaskClient], made: dict[str, str]
) -> None:
    for rule in desk.app.url_map.iter_rules():
        methods = {"POST", "PUT", "DELETE"} & (rule.methods or set())
        if "statement_id" not in rule.arguments or not methods:
            continue
        parts = dict.fromkeys(rule.arguments - {"statement_id"}, "none")
        path = desk.app.url_map.bind("localhost").build(
            rule.endpoint, {"statement_id": made["parties"], **parts}, method=next(iter(methods))
        )
        for method in methods:
            answers = [
                client.open(path.replace(made["parties"], each), method=method, json={})
                for client in (people["other delegation"], people["public"])
                for each in (made["parties"], "nothing1")
            ]
            assert {each.status_code for each in answers} == {404}, (method, path)


def test_a_party_speaks_an_observer_reads_and_the_secretariat_seats_them_anew(
    people: dict[str, FlaskClient], made: dict[str, str], desk: Desk
) -> None:
    path = f"/api/statements/{made['parties']}"
    eva = people["secretariat"]
    opened = eva.post(f"{path}/open", json={"rev": eva.get(path).get_json()["rev"]}).get_json()
    assert "position" in people["party"].get(path).get_json()["can"]
    assert people["observer"].get(path).get_json()["can"] == []
    assert people["observer"].post(f"{path}/positions", json={"value": "object"}).status_code == 404
    seated = eva.put(
        path, json={"rev": opened["rev"], "parties": ["KR", "KE"], "observers": ["KE"], "visibility": "parties"}
    )
    told = seated.get_json()
    assert (told["parties"], told["observers"], told["visibility"]) == (["KR", "KE"], [], "parties")
    assert people["observer"].get(path).status_code == 404 and people["other delegation"].get(path).status_code == 200
    assert eva.put(path, json={"rev": told["rev"], "visibility": "secret"}).status_code == 400
    assert eva.put(path, json={"rev": told["rev"], "observers": ["XX"]}).status_code == 404
    both = {"title": "Both", "language": "en", "form": "communique", "parties": ["KR"], "observers": ["KR", "KE"]}
    assert eva.post("/api/statements", json=both).get_json()["observers"] == ["KE"], "a party is no observer"
