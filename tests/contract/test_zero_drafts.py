"""Statements that begin with a text that somebody brought, or with nothing, on both databases, and the calls."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest

from server.core.errors import Conflict
from server.documents import zero_draft
from server.services.meeting import convene
from server.services.statement import brackets, negotiate, reword, show, statements, zero
from server.services.statement.zero import Brought
from server.storage.database import Database
from server.storage.tables import Stream
from tests.contract.test_statement_sources import NAMES, PUBLIC, SECRETARIAT, said
from tests.support.desk import Desk, opened_desk

TEXT = """Joint statement on risk data

Recalling the congress of 2026,

1. We [shall / should] share risk data on containers:
(a) with customs;
(b) with ports.

2. We train analysts in laboratories of the region.

3. We meet again in Busan in 2027."""
SAID: list[tuple[str, str, str, str | None]] = [
    ("CHAIR", "en", "We turn to paragraph 2.", None),
    ("KR", "en", "Korea supports it.", None),
    ("FR", "fr", "La France réserve sa position sur le paragraphe 2.", "France reserves its position on paragraph 2."),
    ("KE", "en", "Kenya supports sharing risk data on containers.", None),
    ("KE", "en", "Kenya also proposes a fund for fishing boats.", None),
]


def furnish(tx: Any) -> None:
    for code, name in NAMES.items():
        convene.put_delegation(tx, code, name, "en")
    for session in ("demo", "other"):
        convene.create_session(tx, session, "Demo", "public", ["en"], {"en": "English"})
        tx.add(Stream(id=f"{session}-room", session_id=session, kind="mixed", language="en", done_sample=0))
    tx.flush()
    said(tx, SAID)


def begun(tx: Any, sessions: list[str], text: str = TEXT) -> str:
    brought = Brought(zero_draft.of_text(text))
    return negotiate.create(tx, "", sessions, "en", "communique", [], "Eva", 10, brought=brought).id


@pytest.fixture
def made(database: Database) -> tuple[Database, str]:
    database.write(furnish)
    return database, database.write(lambda tx: begun(tx, ["demo"]))


def shown(database: Database, statement: str, who: Any = SECRETARIAT) -> dict[str, Any]:
    return database.read(lambda tx: show.shape(tx, statements.existing(tx, statement), who))


def test_a_zero_draft_is_the_text_and_the_minutes_stand_beside_it(made: tuple[Database, str]) -> None:
    database, statement = made
    told = shown(database, statement)
    assert (told["title"], told["origin"], told["parties"]) == (
        "Joint statement on risk data",
        "zero",
        ["FR", "KE", "KR"],
    )
    first, share, train, meet = told["paragraphs"]
    assert [each["number"] for each in told["paragraphs"]] == ["", "1", "2", "3"]
    assert share["text"] == "We [shall] [should] share risk data on containers:\n(a) with customs;\n(b) with ports;"
    shall, should = share["brackets"]
    assert (should["alternative_of"], should["label"]) == (shall["id"], "bis") and shall["id"] != "1"
    assert all(each["origin"] == "zero" and each["problems"] == [] for each in told["paragraphs"])
    assert [each["delegation"] for each in share["support"]["supports"]] == ["KE"]
    assert [each["act"] for each in train["support"]["supports"]] == ["support"]
    (held,) = train["support"]["reservations"]
    assert (held["delegation"], held["hold"], held["segments"]) == ("FR", "reserve", ["demo-2"])
    assert held["words"] == "France reserves its position on paragraph 2."
    (bracket,) = train["brackets"]
    assert (bracket["owner"], bracket["kind"], bracket["is_whole"]) == ("FR", "reserve", True)
    assert [each["support"]["carried"] for each in told["paragraphs"]] == [True, False, False, True]
    listed = database.read(lambda tx: zero.shape(tx, statements.existing(tx, statement), SECRETARIAT))
    assert [(each["delegation"], each["act"]) for each in listed["unplaced"]] == [("KE", "proposal")]
    assert listed["file"]["form"] == "text" and [each["number"] for each in listed["paragraphs"]] == ["", "1", "2", "3"]
    outside = database.read(lambda tx: zero.shape(tx, statements.existing(tx, statement), PUBLIC))
    assert outside["unplaced"] == [] and outside["paragraphs"][2]["support"] == {
        "supports": [], "reservations": [], "amendments": [], "leaning": [], "carried": False,
    }  # fmt: skip
    assert first["support"]["carried"] and meet["text"] == "We meet again in Busan in 2027."


def test_a_closed_bracket_stays_closed_when_the_minutes_are_read_again_and_new_words_hold_anew(
    made: tuple[Database, str],
) -> None:
    database, statement = made
    train = shown(database, statement)["paragraphs"][2]
    close = {"owner": "FR", "kind": None, "keeps": True, "by": "Eva", "now": 20}
    database.write(lambda tx: brackets.close(tx, statement, train["id"], train["rev"], **close))

    def read_again() -> dict[str, Any]:
        rev = shown(database, statement)["rev"]
        database.write(lambda tx: zero.refresh(tx, statement, rev, "Eva", 30))
        with pytest.raises(Conflict):
            database.write(lambda tx: zero.refresh(tx, statement, rev, "Eva", 30))
        return next(each for each in shown(database, statement)["paragraphs"] if each["id"] == train["id"])

    again = read_again()
    assert again["brackets"] == [] and [each["delegation"] for each in again["support"]["reservations"]] == ["FR"]

    def object_to_it(tx: Any) -> None:
        statements.existing(tx, statement).sessions = ["demo", "other"]
        said(tx, [("FR", "en", "France cannot accept paragraph 2.", None)], "other")

    database.write(object_to_it)
    later = read_again()
    assert [(each["owner"], each["kind"]) for each in later["brackets"]] == [("FR", "object")]
    assert later["text"] == train["text"]


def test_what_was_changed_since_needs_evidence_and_what_came_with_the_draft_does_not(
    made: tuple[Database, str],
) -> None:
    database, statement = made
    meet = shown(database, statement)["paragraphs"][3]
    edit = {"rev": meet["rev"], "text": "We decide to meet again in Daegu in 2028", "by": "Eva", "now": 20}
    database.write(lambda tx: reword.edit(tx, statement, meet["id"], **edit))
    problems = shown(database, statement)["paragraphs"][3]["problems"]
    assert {"fault": "word", "text": "daegu"} in problems and {"fault": "figure", "text": "2028"} in problems
    assert not {"busan", "again", "meet"} & {each["text"] for each in problems}
    with pytest.raises(Conflict):
        rev = shown(database, statement)["rev"]
        database.write(lambda tx: negotiate.redraft(tx, statement, rev, "Eva", 30))


def test_a_statement_may_begin_with_nothing_or_with_a_text_without_a_session(database: Database) -> None:
    database.write(furnish)
    empty = database.write(lambda tx: negotiate.create(tx, "Empty", [], "en", "communique", ["KR"], "Eva", 10).id)
    told = shown(database, empty)
    assert (told["paragraphs"], told["origin"], told["parties"]) == ([], "nothing", ["KR"])
    added = database.write(lambda tx: reword.add(tx, empty, None, "operative", "We meet", None, "Eva", 20))
    assert [(each["id"], each["origin"], each["support"]) for each in shown(database, empty)["paragraphs"]] == [
        (added, "person", None)
    ]
    alone = database.write(lambda tx: begun(tx, []))
    assert [each["support"]["carried"] for each in shown(database, alone)["paragraphs"]] == [True] * 4


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with (
        pytest.MonkeyPatch.context() as patch,
        opened_desk(tmp_path_factory.mktemp("desk"), furnish, patch) as opened,
    ):
        yield opened


def test_a_file_is_looked_at_first_and_then_becomes_a_statement(desk: Desk) -> None:
    eva, kenya = desk.person("secretariat"), desk.person("delegation", "KE")

    def form(**more: Any) -> dict[str, Any]:
        return {"file": (io.BytesIO(TEXT.replace("2. We", "3. We [").encode()), "zero.txt"), "language": "en", **more}

    assert kenya.post("/api/statements/preview", data=form()).status_code == 403
    assert eva.post("/api/statements/preview", json={"language": "en"}).status_code == 400
    told = eva.post("/api/statements/preview", data=form()).get_json()
    assert (told["form"], told["title"], told["statement_form"]) == (
        "text",
        "Joint statement on risk data",
        "communique",
    )
    assert [(each["kind"], each["number"], each["was"]) for each in told["paragraphs"]] == [
        ("preambular", "", ""), ("operative", "1", "1"), ("operative", "2", "3"), ("operative", "3", "3"),
    ]  # fmt: skip
    assert [(each["code"], each["paragraph"]) for each in told["warnings"]] == [("unclosed", 2), ("numbers", 2)]
    assert told["paragraphs"][2]["brackets"][0]["is_whole"]
    assert told["language"] == "en"
    arabic = {"language": "en", "text": "إعلان\n\nتقرر الأطراف فتح السجل قبل أيار/مايو 2027."}
    assert eva.post("/api/statements/preview", json=arabic).get_json()["language"] == "ar"
    made = eva.post("/api/statements", data=form(sessions=["demo"], parties=["KR", "KE"], title="Ours")).get_json()
    assert (made["title"], made["parties"], len(made["paragraphs"])) == ("Ours", ["KR", "KE"], 4)
    path = f"/api/statements/{made['id']}/zero"
    assert kenya.get(path).get_json()["file"]["name"] == "zero.txt"
    assert kenya.post(f"{path}/refresh", json={"rev": made["rev"]}).status_code == 403
    assert eva.post(f"{path}/refresh", json={"rev": made["rev"]}).get_json()["rev"] == made["rev"] + 1
    assert eva.post(f"{path}/refresh", json={"rev": made["rev"]}).status_code == 409


def test_a_preview_calls_owners_as_the_reader_does_and_tells_what_reviewers_changed(desk: Desk) -> None:
    eva = desk.person("secretariat")
    page = (
        "<html><h1>On data</h1><ol><li>We share <ins title='Kenya'>at once</ins> [Brazil: all data].</li></ol></html>"
    )

    def told(how: str) -> dict[str, Any]:
        return eva.post("/api/statements/preview", json={"text": page, "language": "en", "tracked": how}).get_json()

    accepted, as_brackets = told("accepted"), told("brackets")
    (shared,) = accepted["paragraphs"]
    assert (shared["text"], accepted["names"]) == ("We share at once [all data].", {"BR": "Brazil"})
    assert shared["changes"] == [{"kind": "inserted", "by": "Kenya", "at": "", "text": "at once"}]
    assert accepted["warnings"] == [{"code": "owner", "text": "BR", "paragraph": 0}]
    assert as_brackets["paragraphs"][0]["text"] == "We share [at once] [all data]."
    assert as_brackets["names"] == {"BR": "Brazil", "KE": NAMES["KE"]}
    assert told("rejected")["paragraphs"][0]["text"] == "We share [all data]."
    assert told("otherwise")["error"]["code"] == "bad_request"


def test_a_paragraph_between_two_keeps_its_number_in_the_statement(made: tuple[Database, str]) -> None:
    database, _ = made
    text = TEXT.replace("3. We meet", "2 bis. [KR: We rest.]\n\n3. We meet")
    statement = database.write(lambda tx: begun(tx, ["demo"], text))
    told = shown(database, statement)["paragraphs"]
    assert [each["number"] for each in told] == ["", "1", "2", "2 bis", "3"]
    assert (told[3]["text"], told[3]["brackets"][0]["owner"]) == ("[We rest];", "KR")
    edit = {"rev": told[3]["rev"], "text": "[We rest] in Lanternport", "by": "Eva", "now": 20}
    database.write(lambda tx: reword.edit(tx, statement, told[3]["id"], **edit))
    assert [each["number"] for each in shown(database, statement)["paragraphs"]] == ["", "1", "2", "2 bis", "3"]


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"data": {"file": (io.BytesIO(b"<script>x</script>"), "a.html")}}, 400, "unsafe_document"),
        ({"data": {"file": (io.BytesIO(b"%PDF-1.7"), "a.pdf")}}, 400, "bad_document"),
        ({"json": {"text": "1. " + "word " * 2_100}}, 413, "too_large"),
        ({"json": {"text": "   "}}, 400, "bad_request"),
        ({"json": {"text": 5}}, 400, "bad_request"),
    ],
)
def test_what_cannot_be_a_statement_is_refused_by_its_code(
    desk: Desk, given: dict[str, Any], status: int, code: str
) -> None:
    answer = desk.person("secretariat").post("/api/statements/preview", **given)
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (status, code)
