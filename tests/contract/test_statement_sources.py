"""What a statement rests on, on SQLite and on PostgreSQL: translations to be reviewed, faults knowingly kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import pytest
from click.testing import CliRunner
from sqlalchemy import select

from server.commands import proven
from server.core.errors import BadText, Conflict, NotFound
from server.services.meeting import convene
from server.services.minutes import record
from server.services.statement import negotiate, reword, show, sources, statements
from server.storage.database import Database
from server.storage.tables import Segment, Stream, Translation, Version
from tests.support.desk import Desk, opened_desk
from tests.support.endpoint import served

SECRETARIAT = SimpleNamespace(role="secretariat", delegation=None)
PUBLIC = SimpleNamespace(role="public", delegation=None)
SAID = [
    ("KR", "en", "We propose a register of 9 seizures.", None),
    ("FR", "fr", "La France soutient ce projet, à condition que les données soient protégées.",
     "France supports this project, provided that the data are protected."),
]  # fmt: skip
NAMES = {"KR": "Republic of Korea", "FR": "France", "KE": "Kenya"}


def said(tx: Any, lines: list[tuple[str, str, str, str | None]], session: str = "demo") -> None:
    """These lines in the minutes of a session, each with its English."""
    for place, (code, language, text, english) in enumerate(lines):
        segment = f"{session}-{place}"
        tx.add(
            Segment(
                id=segment, session_id=session, stream_id=f"{session}-room", start_sample=place, end_sample=place + 1,
                start_ms=place * 10_000, end_ms=place * 10_000 + 5_000, language=language, speaker=NAMES.get(code, ""),
                delegation=code, heard=text, words=[], engine="invented", confidence=0.9, rev=1,
            )
        )  # fmt: skip
        tx.flush()
        tx.add(Version(segment_id=segment, rev=1, text=text, by="", why="heard", at=1))
        if english is not None:
            tx.add(
                Translation(
                    segment_id=segment, rev=1, language="en", text=english, engine="invented", rough=False,
                    status="done", note="",
                )
            )  # fmt: skip


def furnish(tx: Any) -> None:
    for code, name in NAMES.items():
        convene.put_delegation(tx, code, name, "en")
    convene.create_session(tx, "demo", "Demo", "public", ["en"], {"en": "English"})
    tx.add(Stream(id="demo-room", session_id="demo", kind="mixed", language="en", done_sample=0))


@pytest.fixture
def made(database: Database) -> tuple[Database, str]:
    """A statement drafted from a proposal in English and a condition in French."""

    def work(tx: Any) -> str:
        furnish(tx)
        said(tx, SAID)
        return negotiate.create(tx, "Joint", ["demo"], "en", "communique", [], "Eva", 10).id

    return database, database.write(work)


def shown(database: Database, statement: str, who: Any = SECRETARIAT) -> dict[str, Any]:
    return database.read(lambda tx: show.shape(tx, statements.existing(tx, statement), who))


def operative(database: Database, statement: str) -> dict[str, Any]:
    return next(each for each in shown(database, statement)["paragraphs"] if each["kind"] == "operative")


def test_a_translated_span_is_not_reviewed_until_a_person_accepts_it_and_is_so_again_when_the_line_changes(
    made: tuple[Database, str],
) -> None:
    database, statement = made
    first = operative(database, statement)
    (review,) = first["reviews"]
    start, end = review["span"]
    assert (review["segment"], review["state"]) == ("demo-1", "not_reviewed")
    assert first["text"][start:end] == "provided that the data are protected"

    def accept(tx: Any, **more: Any) -> None:
        given = {"segment": "demo-1", "span": None, "text": None, **more}
        rev = tx.get(statements.tables.Paragraph, first["id"]).rev
        sources.review(tx, statement, first["id"], rev, given["segment"], given["span"], given["text"], "Ana", 20)

    with pytest.raises(NotFound):
        database.write(lambda tx: accept(tx, segment="demo-0"))
    database.write(accept)
    (review,) = operative(database, statement)["reviews"]
    assert (review["state"], review["by"], review["at"]) == ("accepted", "Ana", 20)
    assert operative(database, statement)["rev"] == first["rev"]

    def translate_anew(tx: Any) -> None:
        row = tx.scalars(select(Translation).where(Translation.segment_id == "demo-1")).one()
        row.text = "France supports this project if the data are protected."

    database.write(translate_anew)
    assert [each["state"] for each in operative(database, statement)["reviews"]] == ["not_reviewed"]
    database.write(lambda tx: record.correct(tx, "demo", "demo-1", 1, "La France soutient.", "Ana", {"fr": {"en"}}, 30))
    assert operative(database, statement)["reviews"] == []  # there is no translation of these words yet


def test_a_better_wording_is_a_new_version_that_the_verifier_takes_for_said_and_holds_against_the_original(
    made: tuple[Database, str],
) -> None:
    database, statement = made
    first = operative(database, statement)

    def reword_it(text: str, rev: int) -> None:
        database.write(lambda tx: sources.review(tx, statement, first["id"], rev, "demo-1", None, text, "Ana", 20))

    reword_it("on condition that personal data are safeguarded", first["rev"])
    better = operative(database, statement)
    assert "“on condition that personal data are safeguarded”" in better["text"]
    assert better["problems"] == [] and better["rev"] == first["rev"] + 1
    assert [each["state"] for each in better["reviews"]] == ["accepted"]
    assert [each["owner"] for each in better["brackets"]] == ["FR"]
    start, end = better["brackets"][0]["span"]
    assert better["text"][start] == "[" and better["text"][end - 1] == "]"
    with pytest.raises(Conflict):
        reword_it("anything", first["rev"])
    reword_it("on condition that the data are protected for 5 years", better["rev"])
    faults = operative(database, statement)["problems"]
    assert {"fault": "translation_figure", "text": "5"} in faults


def test_a_fault_is_kept_by_name_with_its_reason_until_the_text_changes(made: tuple[Database, str]) -> None:
    database, statement = made
    added = database.write(
        lambda tx: reword.add(tx, statement, None, "operative", "We will meet in Busan", ["demo-0"], "Eva", 20)
    )

    def mine(who: Any = SECRETARIAT) -> dict[str, Any]:
        return next(each for each in shown(database, statement, who)["paragraphs"] if each["id"] == added)

    def keep(fault: str, text: str, why: object = "the host said so in the corridor") -> None:
        rev = mine()["rev"]
        database.write(lambda tx: sources.keep(tx, statement, added, rev, fault, text, why, "Ana", 30))

    assert {"fault": "word", "text": "busan"} in mine()["problems"] and mine()["origin"] == "person"
    for fault, text, why, error in (
        ("word", "seoul", "x", NotFound),
        ("figure", "busan", "x", NotFound),
        ("word", "busan", "", BadText),
    ):
        with pytest.raises(error):
            keep(fault, text, why)
    keep("word", "busan")
    kept = {"fault": "word", "text": "busan", "by": "Ana", "why": "the host said so in the corridor", "at": 30}
    assert mine()["kept"] == [kept] and {"fault": "word", "text": "busan"} not in mine()["problems"]
    assert mine()["versions"][-1]["kept"] == [kept]
    assert mine(PUBLIC)["kept"] == [] and mine(PUBLIC)["versions"] == []
    rev = mine()["rev"]
    database.write(lambda tx: reword.edit(tx, statement, added, rev, "We will meet again in Busan", "Eva", 40))
    assert mine()["kept"] == [] and {"fault": "word", "text": "busan"} in mine()["problems"]
    assert mine()["versions"][0]["kept"] == [kept]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    def prepare(tx: Any) -> None:
        furnish(tx)
        said(tx, SAID)

    with (
        served(lambda asked: "We welcome a register of 12 seizures") as there,
        opened_desk(tmp_path, prepare, monkeypatch, model=there.url) as opened,
    ):
        yield opened


def test_an_export_holds_its_evidence_and_anybody_finds_what_is_not_in_it(desk: Desk, tmp_path: Path) -> None:
    eva = desk.person("secretariat")
    made = eva.post("/api/statements", json={"title": "Joint", "sessions": ["demo"], "language": "en"}).get_json()
    path = f"/api/statements/{made['id']}"
    first = next(each for each in made["paragraphs"] if each["kind"] == "operative")
    eva.post(f"{path}/paragraphs/{first['id']}/reviews", json={"rev": first["rev"], "segment": "demo-1"})

    def verify(*options: str, **changed: Any) -> tuple[int, str]:
        given = eva.get(f"{path}/export/json").get_json()
        for name, (old, new) in changed.items():
            given[name] = json.loads(json.dumps(given[name], ensure_ascii=False).replace(old, new))
        file = tmp_path / "statement.json"
        file.write_text(json.dumps(given), encoding="utf-8")
        answer = CliRunner().invoke(group_of(), ["verify", str(file), *options])
        return answer.exit_code, answer.output

    code, told = verify()
    assert (code, told) == (0, f"{len(made['paragraphs'])} paragraphs, 0 faults, 0 of them kept\n")
    code, told = verify(evidence=("9 seizures.", "7 seizures."))
    assert code == 1 and "1: figure: 9" in told
    code, told = verify(paragraphs=("register of 9", "register of 8"))
    assert code == 1 and "altered" in told
    code, told = verify(paragraphs=("[{", '[{"kind": "operative", "number": "9", "text": "We go to war."}, {'))
    assert code == 1 and "altered" in told, "what it shows besides"
    last = json.dumps(eva.get(f"{path}/export/json").get_json()["paragraphs"][-1], ensure_ascii=False)
    code, told = verify(paragraphs=(last, '{"kind": "", "text": ""}'))
    assert code == 1 and "altered" in told, "what it does not show"
    own = {"after": None, "kind": "operative", "text": "We meet in Busan"}
    added = eva.post(f"{path}/paragraphs", json=own).get_json()
    mine = next(each for each in added["paragraphs"] if "Busan" in each["text"])
    (problem,) = mine["problems"]
    assert verify()[0] == 1
    keep = {"rev": mine["rev"], **problem, "why": "the host's wish"}
    assert eva.post(f"{path}/paragraphs/{mine['id']}/keep", json=keep).status_code == 200
    code, told = verify()
    assert code == 0 and "kept by secretariat person: the host's wish" in told
    assert verify("--strict")[0] == 1
    assert desk.person("delegation", "KE").post(f"{path}/paragraphs/{mine['id']}/keep", json=keep).status_code == 403


def test_a_file_that_is_no_export_is_refused(tmp_path: Path) -> None:
    empty = '{"paragraphs": [], "annex": [], "evidence": %s}'
    for text in ("", "[]", empty % "null", empty % "{}"):
        file = tmp_path / "other.json"
        file.write_text(text, encoding="utf-8")
        answer = CliRunner().invoke(group_of(), ["verify", str(file)])
        assert answer.exit_code == 2 and answer.output.startswith("Error: "), text


def group_of() -> click.Group:
    group = click.Group()
    proven.register(group)
    return group


def test_a_model_suggests_from_what_is_cited_and_nothing_is_stored(desk: Desk) -> None:
    eva = desk.person("secretariat")
    made = eva.post("/api/statements", json={"title": "Joint", "sessions": ["demo"], "language": "en"}).get_json()
    path = f"/api/statements/{made['id']}"
    first = next(each for each in made["paragraphs"] if each["kind"] == "operative")
    told = eva.post(f"{path}/paragraphs/{first['id']}/suggest", json={}).get_json()
    assert (told["text"], told["engine"]) == ("We welcome a register of 12 seizures", "some-model")
    faults = {(each["fault"], each["text"]) for each in told["problems"]}
    assert {("figure", "12"), ("held", "FR")} <= faults
    assert eva.get(path).get_json()["paragraphs"] == made["paragraphs"]
    assert desk.person("delegation", "KE").post(f"{path}/paragraphs/{first['id']}/suggest", json={}).status_code == 403


def test_who_was_heard_as_a_yes_and_is_not_counted_is_listed_for_the_room_with_the_words(database: Database) -> None:
    lines = [
        ("KR", "en", "We propose a register of seizures.", None),
        ("FR", "en", "We propose a fund for laboratories at ports.", None),
        ("KE", "en", "We agree on the ports and on what was said.", None),
    ]

    def work(tx: Any) -> str:
        furnish(tx)
        said(tx, lines)
        return negotiate.create(tx, "Joint", ["demo"], "en", "communique", [], "Eva", 10).id

    statement = database.write(work)
    told = [each["support"] for each in shown(database, statement)["paragraphs"] if each["support"]]
    assert [each["supports"] + each["reservations"] + each["amendments"] for each in told] == [[] for _ in told]
    (one,) = {json.dumps(one, sort_keys=True) for each in told for one in each["leaning"]}
    assert json.loads(one) | {"strength": 1} == {
        "delegation": "KE", "act": "support", "hold": "", "strength": 1, "language": "en", "segments": ["demo-2"],
        "session": "demo", "words": "We agree on the ports and on what was said.",
    }  # fmt: skip
    assert all("Kenya" not in each["text"] for each in shown(database, statement)["paragraphs"] if each["support"])
    outside = [each["support"] for each in shown(database, statement, PUBLIC)["paragraphs"] if each["support"]]
    assert all(each["leaning"] == [] for each in outside)
