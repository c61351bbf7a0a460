"""Files of a statement over HTTP: who gets which, against which revision, by which name. No process, no browser."""

from __future__ import annotations

import datetime
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from flask.testing import FlaskClient
from sqlalchemy import make_url

from server.services.statement import statements, symbols
from server.storage import schema
from server.storage.database import Database
from tests.support.desk import Desk
from tests.support.files import NOW, issue, made, opened, post, reworded, settle

SCHEMA = json.loads((files("server.documents") / "schemas" / "statement.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    yield from opened(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def eva(desk: Desk) -> FlaskClient:
    return desk.person("secretariat")


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
        ("docx?against=1&lang=pt", 400), ("docx?against=1&lang=en", 200), ("docx?lang=xx", 404), ("odt", 404),
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


def test_a_statement_keeps_its_number_and_its_files_are_named_by_symbol_language_and_revision(
    desk: Desk, eva: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.routes.adoption.now_ms", lambda: NOW + 10)  # a revision's number has its year
    statement = made(desk, "We meet in Rome")
    path = f"/api/statements/{statement}"

    def told(form: str) -> str:
        answer = eva.get(f"{path}/{form}")
        assert answer.status_code == 200, form
        return str(answer.headers["Content-Disposition"]).split("filename=")[1].split(";")[0].strip('"')

    symbol = eva.get(path).get_json()["symbol"]
    number = symbol.removeprefix("RT/2026/L.")
    assert number.isdigit() and told("export/html") == f"RT-2026-L-{number}-en.html"
    assert eva.get(f"{path}/export/html").headers["Content-Type"] == "text/html; charset=utf-8"
    issue(eva, statement)
    issue(eva, statement)
    assert eva.get(path).get_json()["symbol"] == f"{symbol}/Rev.2"
    assert told("export/docx?against=1") == f"RT-2026-L-{number}-Rev-2-en-since-Rev-1.docx"
    assert told("export/docx?against=1&until=1") == f"RT-2026-L-{number}-Rev-1-en-since-Rev-1.docx"
    assert told("view/clean/export/docx") == f"RT-2026-L-{number}-Rev-2-clean-en.docx"
    assert told("positions.csv?lang=fr") == f"RT-2026-L-{number}-Rev-2-Positions.csv"
    reworded(eva, statement, "Rome", "We meet in Busan")
    assert eva.get(path).get_json()["symbol"] == symbol  # no longer what was issued as Rev.2
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
