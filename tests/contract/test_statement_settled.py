"""Every call that changes something of a statement, on an adopted one: nothing that adoption fixed changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from server.services.meeting import convene
from server.services.minutes.steps import Actor
from server.services.statement import adopt, negotiate, reword, statements
from server.signing.seal import Seal
from server.storage.tables import LanguageChoice, VersionText
from tests.support.adoption import override_all
from tests.support.desk import Desk, opened_desk
from tests.support.settled import FREE, LOCKED

PEOPLE = (("secretariat", None), ("delegation", "KR"), ("chair", None))
FIXED = ("title", "language", "form", "parties", "observers", "sha256", "adopted_at", "counts", "positions")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    def furnish(tx: Any) -> None:
        for code, name in (("KR", "Republic of Korea"), ("BR", "Brazil")):
            convene.put_delegation(tx, code, name, "en")
        convene.create_session(tx, "demo", "Demo", "public", ["en"], {"en": "English"})

    with (
        pytest.MonkeyPatch.context() as patch,
        opened_desk(tmp_path_factory.mktemp("desk"), furnish, patch) as opened,
    ):
        yield opened


def adopted(desk: Desk) -> str:
    def make(tx: Any) -> str:
        row = negotiate.create(tx, "Joint", ["demo"], "en", "communique", ["KR", "BR"], "Eva", 7)
        negotiate.open_it(tx, row.id, row.rev, "Eva", 7)
        place = reword.add(tx, row.id, None, "operative", "We meet again in Busan", None, "Eva", 7)
        translate(tx, row.id, place)
        override_all(tx, row.id, 7)
        adopt.adopt(
            tx, row.id, statements.existing(tx, row.id).rev, Actor("secretariat", None, "Eva"), Seal("of a test"), 9
        )
        return row.id

    return str(desk.hall.write(make))


def translate(tx: Any, statement: str, paragraph: str) -> None:
    """An authentic version in Portuguese."""
    by = {"by": "Eva", "role": "secretariat", "at": 7}
    both = [{"code": code, "is_authentic": True} for code in ("en", "pt")]
    tx.add(LanguageChoice(statement_id=statement, languages=both, prevails="en", **by))
    for place, text, source in (
        ("title", "Conjunta", "Joint"),
        (paragraph, "Voltamos a reunir-nos em Busan", "We meet again in Busan"),
    ):
        tx.add(
            VersionText(
                statement_id=statement, paragraph_id=place, language="pt", rev=1, state="revised", text=text, order=[],
                source_rev=1, source_text=source, engine="", note="", **by,
            )
        )  # fmt: skip


def changing(desk: Desk) -> dict[str, Any]:
    rules = [each for each in desk.app.url_map.iter_rules() if "statement_id" in each.arguments]
    return {each.endpoint: each for each in rules if {"POST", "PUT", "PATCH", "DELETE"} & (each.methods or set())}


def test_every_call_that_changes_a_statement_stands_in_the_table_of_the_lock(desk: Desk) -> None:
    found = changing(desk).keys()
    assert found - {*LOCKED, *FREE} == set(), "enter the new calls in tests/support/settled.py"
    assert {*LOCKED, *FREE} - found == set(), "these calls are gone: take them out of tests/support/settled.py"
    assert not LOCKED.keys() & FREE.keys()


def test_no_call_changes_what_adoption_fixed_whoever_makes_it(desk: Desk) -> None:
    statement, rules = adopted(desk), changing(desk)
    people = [desk.person(*each) for each in PEOPLE]
    before = fixed(people[0], statement)
    paragraph = before["paragraphs"][0]["id"]
    for endpoint, body in LOCKED.items():
        rule = rules[endpoint]
        method = next(iter({"POST", "PUT", "DELETE"} & (rule.methods or set())))
        known = {"paragraph": paragraph, "language": "pt"}
        parts = {name: known.get(name, "none") for name in rule.arguments - {"statement_id"}}
        path = desk.app.url_map.bind("localhost").build(rule.endpoint, {"statement_id": statement, **parts}, method)
        places = {"REV": before["rev"], "PARAGRAPH": paragraph}
        given = {name: places.get(str(value), value) for name, value in body.items()}
        answers = {client.open(path, method=method, json=given).status_code for client in people}
        assert answers <= {403, 404, 409, 423} and answers & {409, 423}, (endpoint, answers)
        after = fixed(people[0], statement)
        assert after == before, endpoint


def fixed(client: FlaskClient, statement: str) -> Any:
    shape = client.get(f"/api/statements/{statement}").get_json()
    texts = [{key: each[key] for key in ("id", "number", "kind", "text", "citations", "versions", "brackets")}
             for each in shape["paragraphs"]]  # fmt: skip
    told = client.get(f"/api/statements/{statement}/languages").get_json()
    tongues = [{key: each[key] for key in ("language", "is_authentic", "prevails", "paragraphs", "sign_off")}
               for each in told["versions"]]  # fmt: skip
    return {"rev": shape["rev"], "paragraphs": texts, "languages": tongues, **{key: shape[key] for key in FIXED}}
