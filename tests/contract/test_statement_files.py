"""Files of a statement over HTTP: who gets which, in which language, against which revision. No process, no browser."""

from __future__ import annotations

import datetime
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from flask.testing import FlaskClient
from sqlalchemy import make_url

from server.commands import statements as commands
from server.core import proof as checks
from server.services import adopt, bundle, convene, negotiate, reword, statements, symbols
from server.signing import ed25519
from server.signing.seal import Seal
from server.storage import schema
from server.storage.database import Database
from tests.support.adoption import DESK as EVA
from tests.support.adoption import override_all
from tests.support.desk import Desk, opened_desk
from tests.support.schema import holds

NOW = 1_795_600_000_000
SCHEMA = json.loads((files("server.documents") / "schemas" / "statement.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    def furnish(tx: Any) -> None:
        for code, name in (("KR", "Republic of Korea"), ("BR", "Brazil"), ("FR", "France")):
            convene.put_delegation(tx, code, name, "en")
        convene.create_session(tx, "demo", "Demo", "public", ["en"], {"en": "English"})

    with (
        pytest.MonkeyPatch.context() as patch,
        opened_desk(tmp_path_factory.mktemp("desk"), furnish, patch) as opened,
    ):
        yield opened


@pytest.fixture(scope="module")
def eva(desk: Desk) -> FlaskClient:
    return desk.person("secretariat")


def made(desk: Desk, *texts: str, sessions: Sequence[str] = ()) -> str:
    """A statement under negotiation with operative paragraphs; returns its id."""

    def make(tx: Any) -> str:
        row = negotiate.create(tx, "Joint", [], "en", "communique", ["KR", "BR"], "Eva", NOW, visibility="parties")
        row.sessions = list(sessions)
        last = None
        for place, text in enumerate(texts):
            last = reword.add(tx, row.id, last, "operative", text, None, "Eva", NOW + place)
        negotiate.open_it(tx, row.id, row.rev, "Eva", NOW)
        return str(row.id)

    return str(desk.hall.write(make))


def settle(desk: Desk, statement: str) -> None:
    """It is adopted and published at once."""

    def work(tx: Any) -> None:
        row = statements.existing(tx, statement)
        override_all(tx, statement, NOW)
        adopt.adopt(tx, statement, row.rev, EVA, Seal(desk.app.config["SECRET_KEY"]), NOW + 1)
        adopt.approve(tx, statement, row.rev, EVA, NOW + 2)
        override_all(tx, statement, NOW + 2)
        adopt.publish(tx, statement, row.rev, None, EVA, NOW + 3)

    desk.hall.write(work)


def post(person: FlaskClient, path: str, **given: Any) -> Any:
    answer = person.post(path, json=given)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def reworded(eva: FlaskClient, statement: str, text: str, new: str) -> None:
    """A paragraph gets another wording by a person."""
    shape = eva.get(f"/api/statements/{statement}").get_json()
    found = next(each for each in shape["paragraphs"] if text in each["text"])
    answer = eva.put(f"/api/statements/{statement}/paragraphs/{found['id']}", json={"rev": found["rev"], "text": new})
    assert answer.status_code == 200, answer.get_data(as_text=True)


def issue(eva: FlaskClient, statement: str) -> str:
    rev = eva.get(f"/api/statements/{statement}").get_json()["rev"]
    return str(post(eva, f"/api/statements/{statement}/revisions", rev=rev)["revision"]["label"])


def words(content: bytes, without: str) -> list[str]:
    """What a Word file says when every change is accepted (without ``w:del``) or rejected (without ``w:ins``)."""
    found = []
    for row in docx.Document(io.BytesIO(content)).element.body.iter(qn("w:p")):
        pieces = row.iter(qn("w:t"), qn("w:delText"))
        found.append("".join(each.text or "" for each in pieces if within(each) != without))
    return [each for each in found if each]


def within(element: Any) -> str:
    tags = {each.tag for each in element.iterancestors()}
    return next((name for name in ("w:ins", "w:del") if qn(name) in tags), "")


def changed(content: bytes) -> list[tuple[str, str, str]]:
    """``(author, ins or del, words)`` of the tracked changes."""
    found = []
    for each in docx.Document(io.BytesIO(content)).element.body.iter(qn("w:ins"), qn("w:del")):
        text = "".join(one.text or "" for one in each.iter(qn("w:t"), qn("w:delText")))
        found.append((each.get(qn("w:author")), each.tag.split("}")[1], text))
    return found


def test_a_word_file_shows_what_became_of_the_text_since_the_last_revision_or_between_any_two(
    desk: Desk, eva: FlaskClient
) -> None:
    statement = made(desk, "We meet in Rome", "We stay as we are")
    path = f"/api/statements/{statement}/export/docx"
    assert eva.get(f"{path}?against=last").status_code == 404
    assert issue(eva, statement) == "Rev.1"
    reworded(eva, statement, "Rome", "We meet in Busan")
    assert issue(eva, statement) == "Rev.2"
    reworded(eva, statement, "Busan", "We meet in Busan in May")

    last = eva.get(f"{path}?against=last")
    assert "We meet in Busan;" in words(last.data, "w:ins") and "We meet in Busan in May;" in words(last.data, "w:del")
    assert "Changes since Rev.2" in words(last.data, "w:del")
    assert ("secretariat person", "ins", " in May") in changed(last.data)
    first = eva.get(f"{path}?against=1").data
    assert "We meet in Rome;" in words(first, "w:ins") and "We meet in Busan in May;" in words(first, "w:del")
    both = eva.get(f"{path}?against=1&until=2").data
    assert "We meet in Rome;" in words(both, "w:ins") and "We meet in Busan;" in words(both, "w:del")
    assert "May" not in " ".join(words(both, "nothing"))
    plain = eva.get(path).data
    assert changed(plain) == [] and "We meet in Busan in May;" in words(plain, "nothing")

    for wrong, code in (
        ("docx?against=9", 404), ("docx?against=x", 404), ("docx?until=7", 404), ("pdf?against=1", 400),
        ("docx?against=1&lang=en", 400), ("docx?lang=xx", 404), ("odt", 404),
    ):  # fmt: skip
        assert eva.get(f"/api/statements/{statement}/export/{wrong}").status_code == code, wrong


def test_of_a_published_statement_outsiders_get_its_files_and_none_of_its_revisions(
    desk: Desk, eva: FlaskClient
) -> None:
    statement = made(desk, "We meet in Rome")
    issue(eva, statement)
    reworded(eva, statement, "Rome", "We meet in Busan")
    path = f"/api/statements/{statement}/export"
    outsiders = [desk.person("public"), desk.person("delegation", "FR")]
    for person in outsiders:
        assert person.get(f"{path}/docx").status_code == 404
    settle(desk, statement)
    for person in outsiders:
        for form in ("docx", "html", "json", "akn"):
            answer = person.get(f"{path}/{form}")
            assert answer.status_code == 200 and b"Rome" not in answer.data, form
        assert person.get(f"{path}/docx?against=1").status_code == 404
        assert person.get(f"{path}/docx?until=1").status_code == 404
    party = desk.person("delegation", "BR").get(f"{path}/docx?against=1")
    assert "We meet in Rome." in words(party.data, "w:ins")


def test_the_json_of_an_adopted_statement_holds_its_record_and_every_file_the_way_to_verify_it(
    desk: Desk, eva: FlaskClient
) -> None:
    statement = made(desk, "We meet in Rome")
    path = f"/api/statements/{statement}/export"
    draft = eva.get(f"{path}/json").get_json()
    holds(SCHEMA, draft)
    assert draft["record"] is None and draft["address"] == "" and draft["evidence"]["paragraphs"]
    settle(desk, statement)
    told = desk.person("public").get(f"{path}/json").get_json()
    holds(SCHEMA, told)
    assert all(each.holds for each in checks.check(told["record"], ed25519.verify))
    assert told["sha256"] == told["record"]["sha256"] and told["address"].endswith(f"/p/{statement}")
    assert f"{told['address']}" in desk.person("public").get(f"{path}/html").get_data(as_text=True)


def test_a_statement_keeps_its_number_and_its_files_are_named_by_symbol_language_and_revision(
    desk: Desk, eva: FlaskClient
) -> None:
    statement = made(desk, "We meet in Rome")
    path = f"/api/statements/{statement}"

    def told(form: str) -> str:
        answer = eva.get(f"{path}/{form}")
        assert answer.status_code == 200, form
        return str(answer.headers["Content-Disposition"]).split("filename=")[1].split(";")[0].strip('"')

    symbol = eva.get(path).get_json()["symbol"]
    number = symbol.removeprefix("RT/2026/L.")
    assert number.isdigit() and told("export/html") == f"RT-2026-L-{number}-en.html"
    issue(eva, statement)
    issue(eva, statement)
    assert eva.get(path).get_json()["symbol"] == f"{symbol}/Rev.2"
    assert told("export/docx?against=1") == f"RT-2026-L-{number}-Rev-2-en-since-Rev-1.docx"
    assert told("export/docx?against=1&until=1") == f"RT-2026-L-{number}-Rev-1-en-since-Rev-1.docx"
    assert told("view/clean/export/docx") == f"RT-2026-L-{number}-Rev-2-clean-en.docx"
    assert told("positions.csv?lang=fr") == f"RT-2026-L-{number}-Rev-2-Positions.csv"
    following = made(desk, "We stay")
    assert eva.get(f"/api/statements/{following}").get_json()["symbol"] == f"RT/2026/L.{int(number) + 1}"
    settle(desk, statement)
    assert eva.get(path).get_json()["symbol"] == f"RT/2026/{number}"
    assert f"RT/2026/{number} · Adopted on" in desk.person("public").get(f"{path}/export/html").get_data(as_text=True)
    assert told("export/akn") == f"RT-2026-{number}-en.akn.xml"
    revision = post(eva, f"{path}/revise", rev=eva.get(path).get_json()["rev"])["id"]
    assert eva.get(f"/api/statements/{revision}").get_json()["symbol"] == f"RT/2026/L.{int(number) + 2}"
    settle(desk, revision)
    shape = eva.get(f"/api/statements/{revision}").get_json()
    assert shape["symbol"] == f"RT/2026/{number}/Rev.1"
    assert shape["documents"]["revises"]["symbol"] == f"RT/2026/{number}"
    page = eva.get(f"/api/statements/{revision}/export/html").get_data(as_text=True)
    assert f"RT/2026/{number} · http" in page and f"/p/{statement}" in page


def test_the_matrix_of_positions_comes_as_a_table(desk: Desk, eva: FlaskClient) -> None:
    statement = made(desk, "We meet in Rome", "We stay")
    post(desk.person("delegation", "KR"), f"/api/statements/{statement}/positions", value="agree")
    answer = eva.get(f"/api/statements/{statement}/positions.csv")
    assert answer.mimetype == "text/csv"
    rows = [row.split(",") for row in answer.data.decode("utf-8-sig").replace('"', "").splitlines()]
    assert rows == [
        ["Parties", "the whole text", "1", "2"],
        ["Republic of Korea", "agrees", "agrees", "agrees"],
        ["Brazil", "no reply", "no reply", "no reply"],
    ]
    assert desk.person("public").get(f"/api/statements/{statement}/positions.csv").status_code == 404


def test_statements_of_an_earlier_edition_get_numbers_in_the_order_in_which_they_were_begun(tmp_path: Path) -> None:
    url = make_url(f"sqlite:///{tmp_path / 'old.sqlite'}")
    schema.migrate(url, "0021_corrigenda_signed")
    begun = {"b": "2025-03-01", "a": "2026-02-01", "c": "2026-01-01"}
    with closing(sqlite3.connect(str(url.database))) as old, old:
        for name, day in begun.items():
            at = round(datetime.datetime.fromisoformat(f"{day}T12:00:00+00:00").timestamp() * 1000)
            old.execute(
                "INSERT INTO statements (id, title, language, form, status, rev, parties, sessions, omitted)"
                " VALUES (?, 'Old', 'en', 'communique', 'draft', 1, '[]', '[]', '[]')",
                (name,),
            )
            old.execute(
                "INSERT INTO paragraphs (id, statement_id, place, kind, rev, text, brackets, citations, problems)"
                " VALUES (?, ?, 0, 'operative', 1, 'We meet', '[]', '[]', '[]')",
                (f"p{name}", name),
            )
            old.execute(
                "INSERT INTO paragraph_versions (paragraph_id, rev, text, amendment, by, at)"
                " VALUES (?, 1, 'We meet', '', 'Eva', ?)",
                (f"p{name}", at),
            )
    schema.migrate(url)
    database = Database(str(url))
    found = database.read(lambda tx: {name: symbols.symbol(tx, statements.existing(tx, name)) for name in begun})
    database.close()
    assert found == {"b": "RT/2025/L.1", "c": "RT/2026/L.1", "a": "RT/2026/L.2"}


def test_both_commands_hold_the_record_in_a_json_export_and_find_what_it_shows_otherwise(
    desk: Desk, eva: FlaskClient, tmp_path: Path
) -> None:
    statement = made(desk, "We meet in Rome", "We stay")
    commands.register(desk.app)
    file = tmp_path / "statement.json"

    def run(name: str, given: dict[str, Any]) -> tuple[int, str]:
        file.write_text(json.dumps(given), encoding="utf-8")
        found = desk.app.test_cli_runner().invoke(args=["statements", name, str(file)])
        return found.exit_code, found.output

    export = f"/api/statements/{statement}/export/json"
    assert "not adopted" in run("check", eva.get(export).get_json())[1]
    settle(desk, statement)
    whole = eva.get(export).get_json()
    assert run("check", whole)[0] == 0
    code, told = run("verify", whole)
    assert "the record holds" in told and "record:" not in told
    for change, named in (
        ({"title": "Another"}, "shown title"), ({"parties": ["KR"]}, "shown parties"), ({"language": "fr"}, "language"),
        ({"sha256": "0" * 64}, "shown fingerprint"), ({"paragraphs": whole["paragraphs"][:1]}, "shown 2"),
        ({"paragraphs": [{**whole["paragraphs"][0], "text": "We meet."}, whole["paragraphs"][1]]}, "shown 1"),
        ({"signatures": [{"party": "KR", "person": "Nobody", "at": "", "key": ""}]}, "shown signatures"),
    ):  # fmt: skip
        for name in ("check", "verify"):
            code, told = run(name, {**whole, **change})
            assert code == 1 and named in told, (name, named, told)
    spoilt = json.loads(json.dumps(whole).replace("We stay", "We go"))
    code, told = run("verify", spoilt)
    assert code == 1 and "record: text" in told and "the record does not hold" in told


def test_the_bundle_of_a_session_has_the_statements_made_from_it_and_comes_in_elsewhere(
    desk: Desk, eva: FlaskClient, tmp_path: Path
) -> None:
    statement = made(desk, "We meet in Rome", sessions=["demo"])
    draft = made(desk, "Another", sessions=["demo"])
    settle(desk, statement)
    symbols_of = [eva.get(f"/api/statements/{each}").get_json()["symbol"] for each in (statement, draft)]
    file = tmp_path / "demo.zip"
    answer = eva.get("/api/sessions/demo/bundle")
    file.write_bytes(answer.data)
    answer.close()
    with zipfile.ZipFile(file) as archive:
        names = {name for name in archive.namelist() if name.startswith("statements/")}
        stems = [re.sub(r"\W+", "-", each) for each in symbols_of]
        assert names == {f"statements/{stem}-en.{form}" for stem in stems for form in ("html", "docx", "json")}
        told = json.loads(archive.read(f"statements/{stems[0]}-en.json"))
        assert json.loads(archive.read("manifest.json"))["version"] == 2
    assert all(each.holds for each in checks.check(told["record"], ed25519.verify))
    other = Database(f"sqlite:///{tmp_path / 'other.sqlite'}")
    other.migrate()
    (tmp_path / "recordings").mkdir()
    assert bundle.bring_in(other, tmp_path / "recordings", file, "demo.zip", "Desk", NOW).session == "demo"
    other.close()
