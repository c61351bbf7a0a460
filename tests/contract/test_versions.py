"""Language versions of a statement: machine first, revised and signed by persons, stale when the source moves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import rfc8785

from server.core.errors import BadRequest, Conflict, NotAllowed, NotFound, UnknownLanguage
from server.services.hearing.translate import Job
from server.services.minutes.steps import Actor
from server.services.statement import render, revise, reword, statements, version_rows, versions
from server.storage.database import Database
from server.storage.tables import Paragraph, ParagraphVersion, Statement, VersionText

NOW = 1_795_600_000_000
KNOWN = ("en", "fr", "pt", "ko", "ar")
ROUTES = {"en": {"fr", "pt"}}
DESK, REVISER = Actor("secretariat", None, "Iris Exemplo"), Actor("rapporteur", None, "Ana Exemplo")
PUBLIC, DELEGATE = Actor("public", None, ""), Actor("delegation", "KR", "Kim Ye-si")
TEXTS = {
    "p1": ("preambular", "Welcoming the work of the nine members,", []),
    "p2": ("operative", "Requests the secretariat to [report by 31 March 2027];", [("KR", "reserve", [28, 53])]),
    "p3": ("operative", "Invites members to share data.", []),
}
FRENCH = {
    "title": "Déclaration commune", "p1": "Accueillant avec satisfaction les travaux des neuf membres",
    "p2": "Prie le secrétariat de\nfaire rapport avant le 31 mars 2027",
    "p3": "Invite les membres à échanger des données",
}  # fmt: skip


@pytest.fixture
def statement(database: Database) -> Database:
    """A statement in English of three paragraphs, one in a bracket of Korea's."""

    def furnish(tx: Any) -> None:
        tx.add(
            Statement(
                id="s", title="Joint statement", language="en", form="resolution", status="draft", rev=1,
                parties=["KR", "BR"], observers=[], visibility="table", sessions=[], omitted=[],
            )
        )  # fmt: skip
        tx.flush()
        for place, (name, (kind, text, brackets)) in enumerate(TEXTS.items()):
            held = [{"owner": owner, "kind": why, "span": span} for owner, why, span in brackets]
            tx.add(
                Paragraph(
                    id=name, statement_id="s", place=place, kind=kind, rev=1, text=text, brackets=held, citations=[],
                    problems=[],
                )
            )  # fmt: skip
            tx.flush()
            tx.add(ParagraphVersion(paragraph_id=name, rev=1, text=text, by="Iris", at=NOW))

    database.write(furnish)
    return database


def look(database: Database, who: Actor = DESK, language: str = "fr") -> dict[str, Any]:
    shape = database.read(
        lambda tx: version_rows.shape(tx, tx.get_one(Statement, "s"), who, ROUTES, True, lambda _: "ltr")
    )
    return {**shape, "version": next((each for each in shape["versions"] if each["language"] == language), None)}


def paragraph(database: Database, name: str, language: str = "fr") -> dict[str, Any]:
    return dict(next(each for each in look(database, language=language)["version"]["paragraphs"] if each["id"] == name))


def choose(database: Database, *codes: tuple[str, bool], prevails: str = "", rev: int | None = None) -> None:
    given = [{"code": code, "is_authentic": is_authentic} for code, is_authentic in codes]
    seen = look(database)["rev"] if rev is None else rev
    database.write(lambda tx: revise.choose(tx, "s", seen, given, prevails, KNOWN, DESK, NOW))


def wanted(database: Database, **more: Any) -> list[Job]:
    return list(database.read(lambda tx: render.wanted(tx, "s", ROUTES, **more)))


def answer(database: Database, job: Job, text: str = "", error: str = "") -> None:
    database.write(lambda tx: render.rendered(tx, job, text, "invented", error, NOW + 1, ""))


def translate(database: Database) -> None:
    """Everything that is to be translated into French comes back."""
    for job in wanted(database, language="fr"):
        answer(database, job, FRENCH[job.segment.partition(".")[2]])


def write(database: Database, name: str, text: str | None = None, rev: int | None = None, who: Actor = REVISER) -> None:
    seen = paragraph(database, name)["rev"] if rev is None else rev
    database.write(lambda tx: revise.write(tx, "s", "fr", name, seen, text, None, who, NOW + 2))


def sign(database: Database, who: Actor = REVISER) -> None:
    seen = look(database)["version"]["sha256"]
    database.write(lambda tx: revise.sign(tx, "s", "fr", seen, who, NOW + 3))


def mark(database: Database, text: str) -> None:
    database.write(lambda tx: revise.mark(tx, "s", "fr", "p2", "figure", text, REVISER, NOW + 3))


def test_a_choice_needs_an_authentic_language_and_one_of_these_may_prevail(statement: Database) -> None:
    assert look(statement)["versions"] == [] and look(statement)["clause"] == ""
    for given, prevails, error in (
        ([("en", False), ("fr", False)], "", BadRequest),
        ([("fr", False)], "fr", BadRequest),
        ([("tlh", True)], "", UnknownLanguage),
    ):
        with pytest.raises(error):
            choose(statement, *given, prevails=prevails)
    with pytest.raises(Conflict):
        choose(statement, ("fr", True), rev=0)
    with pytest.raises(NotAllowed):
        statement.write(lambda tx: revise.choose(tx, "s", 1, [], "", KNOWN, REVISER, NOW))
    choose(statement, ("fr", True), ("ko", False), prevails="en")
    seen = look(statement)
    assert (seen["working"], seen["is_authentic"], seen["prevails"]) == ("en", True, "en")
    assert [(each["language"], each["is_authentic"]) for each in seen["versions"]] == [("fr", True), ("ko", False)]
    assert seen["clause"] == (
        "Done in the English and French languages, both texts being equally authentic; in case of divergence the "
        "English text prevails."
    )
    assert "en anglais et en français" in seen["version"]["clause"]


def test_paragraphs_go_to_a_machine_and_come_back_with_their_brackets_and_holders(statement: Database) -> None:
    choose(statement, ("fr", True), ("ko", False))
    jobs = wanted(statement)
    assert [(job.segment, job.target, job.text) for job in jobs] == [
        ("s.title", "fr", "Joint statement"), ("s.p1", "fr", "Welcoming the work of the nine members"),
        ("s.p2", "fr", "Requests the secretariat to\nreport by 31 March 2027"),
        ("s.p3", "fr", "Invites members to share data"),
    ]  # fmt: skip
    assert all(job.is_document for job in jobs)
    assert paragraph(statement, "p1")["is_waiting"] and paragraph(statement, "p1")["state"] == "missing"
    korean = look(statement, language="ko")["version"]
    assert korean["route"]["state"] == "missing" and "models install" in korean["route"]["note"]
    translate(statement)
    assert wanted(statement) == []
    told = paragraph(statement, "p2")
    assert told["text"] == "Prie le secrétariat de [faire rapport avant le 31 mars 2027];"
    assert (told["state"], told["engine"], told["checks"]) == ("machine", "invented", [])
    span = [told["text"].index("["), told["text"].index("]") + 1]
    assert told["brackets"] == [{"span": span, "of": 0, "owners": ["KR"]}]
    assert paragraph(statement, "p1")["text"].endswith(",") and paragraph(statement, "p3")["text"].endswith(".")


def test_a_machine_that_moves_a_rung_is_put_right_and_one_that_loses_a_piece_is_not_taken(statement: Database) -> None:
    choose(statement, ("fr", False))
    jobs = {job.segment: job for job in wanted(statement)}
    answer(statement, jobs["s.p3"], "Exhorte les membres à échanger des données")
    assert paragraph(statement, "p3")["text"] == "Invite les membres à échanger des données."
    answer(statement, jobs["s.p2"], "Prie le secrétariat de faire rapport avant le 31 mars 2027")
    lost = paragraph(statement, "p2")
    assert (lost["state"], lost["text"], lost["note"]) == ("missing", "", render.PIECES)
    answer(statement, jobs["s.p1"], error="the engine broke")
    assert paragraph(statement, "p1")["note"] == "the engine broke" and not paragraph(statement, "p1")["is_waiting"]
    assert {job.segment for job in wanted(statement)} == {"s.title"}  # what failed is asked for again by a person
    assert {job.segment for job in wanted(statement, is_again=True)} == {"s.title", "s.p1", "s.p2", "s.p3"}


def test_a_person_words_a_paragraph_over_what_they_saw_and_their_words_are_no_machines_business(
    statement: Database,
) -> None:
    choose(statement, ("fr", True))
    jobs = {job.segment: job for job in wanted(statement)}
    translate(statement)
    write(statement, "p3", "Invite les membres à partager leurs données.")
    made = paragraph(statement, "p3")
    assert (made["state"], made["by"], made["engine"]) == ("revised", "Ana Exemplo", "")
    with pytest.raises(Conflict) as error:
        write(statement, "p3", "Trop tard.", rev=1)
    assert error.value.details["paragraph"]["rev"] == 2  # type: ignore[index]
    answer(statement, jobs["s.p3"], "Engage les membres à tout partager")
    assert paragraph(statement, "p3")["text"] == "Invite les membres à partager leurs données."
    write(statement, "p1")  # as it stands
    assert (paragraph(statement, "p1")["state"], paragraph(statement, "p1")["engine"]) == ("revised", "invented")
    for who in (DELEGATE, PUBLIC, replace(REVISER, name=" ")):
        with pytest.raises(NotAllowed):
            write(statement, "p1", "Non.", who=who)
    assert look(statement, DELEGATE)["can"] == [] and look(statement, REVISER)["can"] == ["revise", "sign"]
    assert all(each["by"] == "" and each["checks"] == [] for each in look(statement, PUBLIC)["version"]["paragraphs"])


def test_a_source_that_moves_makes_its_version_stale_and_only_a_machines_is_made_anew(statement: Database) -> None:
    choose(statement, ("fr", True))
    translate(statement)
    write(statement, "p3")
    statement.write(lambda tx: reword.edit(tx, "s", "p3", 1, "Invites all members to share data.", "Iris", NOW + 4))
    statement.write(lambda tx: reword.edit(tx, "s", "p1", 1, "Welcoming the work of the ten members,", "Iris", NOW + 4))
    stale = paragraph(statement, "p3")
    assert (stale["is_stale"], stale["state"], stale["text"]) == (True, "revised", FRENCH["p3"] + ".")
    assert "all" in "".join(each["text"] for each in stale["pieces"] if each["kind"] == "new")
    assert [job.segment for job in wanted(statement)] == ["s.p1"]
    late = replace(wanted(statement)[0], text="Welcoming the work of the nine members")
    answer(statement, late, "Accueillant les travaux des neuf membres")  # of the wording before
    assert paragraph(statement, "p1")["is_stale"]
    answer(statement, wanted(statement)[0], "Accueillant avec satisfaction les travaux des dix membres")
    assert not paragraph(statement, "p1")["is_stale"]
    write(statement, "p3", "Invite tous les membres à échanger des données")
    assert not paragraph(statement, "p3")["is_stale"]
    statement.write(lambda tx: reword.move(tx, "s", "p3", 2, "p1"))
    assert not paragraph(statement, "p3")["is_stale"]  # only its mark is another


def test_what_a_check_finds_is_mended_or_called_right_by_name_before_a_version_is_signed(statement: Database) -> None:
    choose(statement, ("fr", True))
    with pytest.raises(Conflict) as error:
        sign(statement)
    assert error.value.details["missing"] == ["title", "p1", "p2", "p3"]
    translate(statement)
    write(statement, "p2", "Prie le secrétariat de [faire rapport avant le 30 mars 2027]")
    assert [(each["fault"], each["text"]) for each in paragraph(statement, "p2")["checks"]] == [
        ("figure", "31"), ("figure", "30"),
    ]  # fmt: skip
    with pytest.raises(Conflict) as error:
        sign(statement)
    assert error.value.details["faults"] == ["p2"]
    for text in ("31", "30"):
        mark(statement, text)
    with pytest.raises(NotFound):
        mark(statement, "29")
    assert [each["right"]["by"] for each in paragraph(statement, "p2")["checks"]] == ["Ana Exemplo"] * 2
    sign(statement)
    signed = look(statement)["version"]
    assert (signed["sign_off"]["by"], signed["sign_off"]["role"]) == ("Ana Exemplo", "rapporteur")
    assert signed["sign_off"]["is_current"] and {each["state"] for each in signed["paragraphs"]} == {"revised"}
    statement.write(
        lambda tx: reword.edit(tx, "s", "p2", 1, TEXTS["p2"][1].replace("Requests", "Asks"), "Iris", NOW + 5)
    )
    after = look(statement)["version"]
    assert not after["sign_off"]["is_current"]
    assert [each["right"] for each in paragraph(statement, "p2")["checks"]] == [
        None,
        None,
    ]  # another source, another look
    with pytest.raises(Conflict) as error:
        sign(statement)
    assert error.value.details["stale"] == ["p2"]


def test_adoption_takes_the_authentic_texts_as_strings_and_fixes_them(statement: Database) -> None:
    choose(statement, ("fr", True), ("pt", False), prevails="fr")
    translate(statement)
    sign(statement)
    told = statement.read(lambda tx: versions.canonical(tx, tx.get_one(Statement, "s")))
    assert rfc8785.dumps(told)
    assert [(each["language"], each["is_authentic"], each["prevails"]) for each in told] == [
        ("en", True, False), ("fr", True, True),
    ]  # fmt: skip
    assert [each["text"] for each in told[0]["paragraphs"]] == [text for _, text, _ in TEXTS.values()]
    assert told[1]["title"] == FRENCH["title"] and told[1]["clause"].endswith("le texte en français prévaut.")
    statement.write(lambda tx: setattr(statements.existing(tx, "s"), "adopted_at", NOW))
    with pytest.raises(Conflict):
        write(statement, "p1", "Autre chose")
    assert look(statement)["version"]["is_fixed"]
    statement.write(
        lambda tx: revise.write(tx, "s", "pt", "p1", 0, "Acolhendo os trabalhos dos nove membros", None, REVISER, NOW)
    )
    assert paragraph(statement, "p1", "pt")["state"] == "revised"


def test_every_wording_is_kept_and_all_of_it_goes_with_the_statement(statement: Database) -> None:
    choose(statement, ("fr", True))
    translate(statement)
    write(statement, "p1", "Première version")
    write(statement, "p1", "Seconde version")

    def texts(tx: Any) -> list[str]:
        rows = tx.query(VersionText).filter_by(paragraph_id="p1").order_by(VersionText.rev)
        return [row.text for row in rows]

    assert statement.read(texts) == [FRENCH["p1"], "Première version", "Seconde version"]
    statement.write(lambda tx: tx.delete(tx.get_one(Statement, "s")))
    assert statement.read(texts) == []
