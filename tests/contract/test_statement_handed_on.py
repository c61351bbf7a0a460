"""What is handed on of a statement: its record, its translations, its place in a bundle. No process, no browser."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from server.commands import statements as commands
from server.core.statement import proof as checks
from server.documents.words import words as words_of
from server.services.meeting import bundle
from server.signing import ed25519
from server.storage.database import Database
from tests.support.desk import Desk
from tests.support.files import NOW, made, opened, post, reworded, settle, translated
from tests.support.schema import holds

SCHEMA = json.loads((files("server.documents") / "schemas" / "statement.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    yield from opened(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def eva(desk: Desk) -> FlaskClient:
    return desk.person("secretariat")


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

    post(desk.person("delegation", "BR"), f"/api/statements/{statement}/positions", value="reserve", note="Our law.")
    export = f"/api/statements/{statement}/export/json"
    code, told = run("check", eva.get(export).get_json())
    assert code == 2 and "not adopted" in told
    settle(desk, statement)
    whole = eva.get(export).get_json()
    assert run("check", whole)[0] == 0
    code, told = run("verify", whole)
    assert "the record holds" in told and "record:" not in told
    for change, named in (
        ({"title": "Another"}, "shown title"), ({"parties": ["KR"]}, "shown parties"), ({"language": "fr"}, "language"),
        ({"sha256": "0" * 64}, "shown fingerprint"), ({"paragraphs": whole["paragraphs"][:1]}, "shown 2"),
        ({"paragraphs": [{**whole["paragraphs"][0], "text": "We meet."}, whole["paragraphs"][1]]}, "shown 1"),
        ({"positions": []}, "shown positions"),
        ({"signatures": [{"party": "KR", "person": "Nobody", "at": "", "key": ""}]}, "shown signatures"),
    ):  # fmt: skip
        for name in ("check", "verify"):
            code, told = run(name, {**whole, **change})
            assert code == 1 and named in told, (name, named, told)
    for name in ("check", "verify"):
        assert run(name, {**whole, "record": {}})[0] == 2, name
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


def test_what_a_machine_translated_and_what_is_not_translated_is_marked_in_every_file(
    desk: Desk, eva: FlaskClient
) -> None:
    statement = made(desk, "We meet in Rome", "We stay", "We go")
    rows = (("Déclaration", "revised"), ("Nous nous réunissons à Rome", "machine"), ("Nous restons", "revised"))
    translated(desk, statement, "fr", *rows, ("", "missing"))
    path = f"/api/statements/{statement}/export"
    told = eva.get(f"{path}/json?lang=fr").get_json()
    holds(SCHEMA, told)
    assert [(each["text"], each["lang"], each["note"]) for each in told["paragraphs"]] == [
        ("Nous nous réunissons à Rome;", "", "machine"), ("Nous restons;", "", ""), ("We go.", "en", "missing"),
    ]  # fmt: skip
    assert told["translated"] == {"has_machine": True, "signed_by": "", "signed_at": ""} and told["evidence"] is None
    page = eva.get(f"{path}/html?lang=fr").get_data(as_text=True)
    french = words_of("fr")
    assert f"({french['machine_translation']})" in page and french["not_signed_machine"] in page
    assert '<span lang="en">We go.</span>' in page and '<html lang="fr"' in page
    reworded(eva, statement, "Rome", "We meet in Busan")
    assert eva.get(f"{path}/json?lang=fr").get_json()["paragraphs"][0]["note"] == "stale_machine"


def test_a_translation_of_an_adopted_text_says_which_one_is_authentic_on_its_page_and_in_its_files(
    desk: Desk, eva: FlaskClient
) -> None:
    statement = made(desk, "We meet in Rome")
    translated(desk, statement, "fr", ("Déclaration", "machine"), ("Nous nous réunissons à Rome", "machine"))
    settle(desk, statement)
    public, french = desk.person("public"), words_of("fr")
    page = public.get(f"/p/{statement}/fr").get_data(as_text=True)
    file = public.get(f"/api/statements/{statement}/export/html?lang=fr").get_data(as_text=True)
    for shown in (page, file):
        assert french["translation_only"].format("anglais") in shown and french["not_signed_machine"] in shown
        assert f"({french['machine_translation']})" not in shown  # all of it is, which is said once
    assert f"/api/statements/{statement}/export/pdf?lang=fr" in page
    assert f"/p/{statement}/fr" in public.get("/p").get_data(as_text=True)
    akoma_ntoso = public.get(f"/api/statements/{statement}/export/akn?lang=fr").get_data(as_text=True)
    assert 'fromLanguage="eng"' in akoma_ntoso and "FRBRauthoritative" not in akoma_ntoso
    assert "Authentic text" in public.get(f"/api/statements/{statement}/export/html").get_data(as_text=True)


def test_where_another_language_alone_is_authentic_the_working_text_says_so(desk: Desk, eva: FlaskClient) -> None:
    statement = made(desk, "We meet in Rome")
    rows = (("Déclaration", "revised"), ("Nous nous réunissons à Rome", "revised"))
    translated(desk, statement, "fr", *rows, authentic="fr")
    settle(desk, statement)
    public = desk.person("public")
    for address in (f"/p/{statement}/en", f"/api/statements/{statement}/export/html"):
        page = public.get(address).get_data(as_text=True)
        assert "the authentic text is in: French" in page and ">Authentic text<" not in page
        assert "Done in the French language, which text alone is authentic" in page
    french = public.get(f"/api/statements/{statement}/export/html?lang=fr").get_data(as_text=True)
    assert words_of("fr")["authentic"] in french
    told = public.get(f"/api/statements/{statement}/export/json").get_json()
    assert told["authentic"] == ["fr"] and told["translated"] is None
    assert all(each.holds for each in checks.check(told["record"], ed25519.verify))
