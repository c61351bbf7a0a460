"""Files of a zero draft as word processors and browsers write them: changes, notes, comments, old encodings."""

# ruff: noqa: E501 (files as they are written)

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from server.core.errors import BadDocument
from server.core.statement.brackets import NOBODY
from server.core.zero import Tracked, bracketed, recognise
from server.documents import zero_draft
from tests.support.zero import HERE, read, shown

RUN = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
INSERTED = "<w:ins w:id='{}' w:author='{}' w:date='2027-05-10T10:00:00Z'>" + RUN + "</w:ins>"
DELETED = "<w:del w:id='{}' w:author='{}'><w:r><w:delText xml:space='preserve'>{}</w:delText></w:r></w:del>"


def reviewed() -> bytes:
    """A Word document with changes of two delegations and of somebody else."""
    document = docx.Document()
    document.add_paragraph("Zero draft of 12 May 2027")
    document.add_paragraph("On data", style="Title")
    first = document.add_paragraph("We share ", style="List Number")
    for xml in (
        INSERTED.format(1, "Delegation of Brazil", "within 48 hours "), DELETED.format(2, "Kim (KR)", "at once "), RUN.format("of it "),
        INSERTED.format(3, "A. Stranger", "all data"), RUN.format("."),
    ):  # fmt: skip
        for each in list(parse_xml(f"<w:x {nsdecls('w')}>{xml}</w:x>")):
            first._p.append(each)
    document.add_paragraph("We rest.", style="List Number")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("how", "text", "owners"),
    [
        (Tracked.ACCEPTED, "We share within 48 hours of it all data;", []),
        (Tracked.REJECTED, "We share at once of it;", []),
        (Tracked.BRACKETS, "We share [within 48 hours] [at once] of it [all data];", [("BR",), ("KR",), (NOBODY,)]),
    ],
)
def test_changes_of_reviewers_are_accepted_never_made_or_brackets_and_always_told(
    how: Tracked, text: str, owners: list[tuple[str, ...]]
) -> None:
    found, called = zero_draft.read(reviewed(), "a.docx"), zero_draft.names_of(HERE, "en")
    made = recognise(found.blocks, "en", called, {*HERE, "CHAIR"}, how)
    assert shown(made)[0][1] == text
    _, brackets = bracketed(made.paragraphs[0], "en", called)
    assert [each.holders for each in brackets] == owners
    assert [(each.kind, each.by, each.words) for each in made.paragraphs[0].changes] == [
        ("inserted", "Delegation of Brazil", "within 48 hours"), ("deleted", "Kim (KR)", "at once"), ("inserted", "A. Stranger", "all data"),
    ]  # fmt: skip


def test_pages_keep_starts_types_and_values_of_lists_tables_notes_and_changes() -> None:
    page = (
        "<html><p class=MsoTitle>On data</p><p><i>Recalling</i> 2026<sup><a href='#f1'>1</a></sup>,</p>"
        "<ol start=4><li>We share:<ol type=I><li>data;</li><li>risks.</li></ol></li><li value=7>We rest:"
        "<ol style='list-style-type: lower-alpha' start=27><li>in spring.</li></ol></li></ol>"
        "<table><tr><th>Country</th><th>Contact</th></tr><tr><td>Kenya</td><td>A. Invented</td></tr></table>"
        "<table><tr><td>8 bis.</td><td>We <del datetime=2027>never</del> <ins title=Brazil>always</ins> meet.</td></tr></table>"
        "<p id=f1>1. Adopted in Lanternport.</p></html>"
    )
    made = read(page, name="a.html")
    assert made.title == "On data"
    assert [(str(each.kind)[:3], each.number, each.text) for each in made.paragraphs] == [
        ("pre", "", "Recalling 2026¹,"),
        ("ope", "4", "We share:\n(I) data;\n(II) risks."),
        ("ope", "7", "We rest:\n(aa) in spring.\nCountry | Contact\nKenya | A. Invented"),
        ("ope", "8 bis", "We always meet."),
        ("ann", "", "¹ Adopted in Lanternport."),
    ]
    assert [(each.kind, each.by, each.words) for each in made.paragraphs[3].changes] == [
        ("deleted", "", "never"),
        ("inserted", "Brazil", "always"),
    ]
    assert [each.code for each in made.warnings] == ["numbers", "numbers", "numbers", "note"]


def test_markdown_has_a_head_with_its_title_and_notes() -> None:
    made = read(
        '---\ndate: 2027\ntitle: "On\n  data"\n---\n\n*Recalling* 2026[^1],\n\n1. We meet.\n\n* * *\n\n[^1]: In\n    Lanternport.\n',
        name="a.md",
    )
    assert (made.title, [each.text for each in made.paragraphs]) == (
        "On data",
        ["Recalling 2026¹,", "We meet.", "¹ In Lanternport."],
    )


NOTES = b"<w:footnotes xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:footnote w:id='5'><w:p><w:r><w:t>Adopted.</w:t></w:r></w:p></w:footnote></w:footnotes>"
COMMENTS = b"<w:comments xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:comment w:id='2' w:author='Kim'><w:p><w:r><w:t>Reserve.</w:t></w:r></w:p></w:comment></w:comments>"


def test_notes_of_a_word_document_go_to_the_annex_and_comments_are_told() -> None:
    text = "1. We share<w:r><w:footnoteReference w:id='5'/></w:r><w:r><w:t> it.</w:t></w:r><w:r><w:commentReference w:id='2'/></w:r>"
    body = f"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r><w:t>{text.split('<')[0]}</w:t></w:r>{text[text.index('<') :]}</w:p></w:body></w:document>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", body)
        archive.writestr("word/footnotes.xml", NOTES)
        archive.writestr("word/comments.xml", COMMENTS)
    made = recognise(zero_draft.read(out.getvalue(), "a.docx").blocks, "en", {})
    assert [each.text for each in made.paragraphs] == ["We share¹ it.", "¹ Adopted."]
    assert [(each.kind, each.by, each.words) for each in made.paragraphs[0].changes] == [("comment", "Kim", "Reserve.")]


def locked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", b"x")
    data = bytearray(out.getvalue())
    for sign, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + flag] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(64) + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (locked(), "locked"),
        (b"\xd0\xcf\x11\xe0" + bytes(64), "unknown"),
        (b"%PDF-1.7", "unknown"),
        (b"\x89PNG\r\n\x1a\n", "unknown"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"<html><p></p></html>", "empty"),
    ],
)
def test_what_cannot_be_read_says_what_is_wrong_with_it(data: bytes, fault: str) -> None:
    with pytest.raises(BadDocument) as refused:
        zero_draft.read(data, "a.docx")
    assert refused.value.details["fault"] == fault


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp949", "데이터에 관한 공동성명\n\n1. 우리는 위험 데이터를 공유한다."),
        ("gb18030", "关于数据的联合声明\n\n1. 我们共享风险数据。"),
        ("cp1251", "Совместное заявление\n\n1. Мы обмениваемся данными."),
        ("cp1256", "بيان مشترك بشأن البيانات\n\n1. نتبادل بيانات المخاطر."),
        ("cp1252", "Déclaration à l'égard des données\n\n1. Nous échangeons."),
        ("utf-8", "데이터에 관한 공동성명\n\n1. 우리는 위험 데이터를 공유한다."),
        ("utf-16", "بيان مشترك بشأن البيانات\n\n1. نتبادل بيانات المخاطر."),
    ],
)
def test_a_text_in_an_encoding_of_old_is_read_in_its_own_letters(encoding: str, text: str) -> None:
    found = zero_draft.read(text.encode(encoding), "a.txt")
    title, first = (each.text for each in found.blocks)
    assert (title, first) == tuple(text.split("\n\n"))
    assert found.encoding == ("" if encoding in ("utf-8", "utf-16", "cp1252") else encoding)


def test_the_head_of_a_markdown_file_is_read_as_yaml_quotes_it() -> None:
    made = read(
        '---\ntitle: "Leaders\\u2019 statement on\\_the\\\n  \\ region"\n---\n\n##Aims\n\n1. We meet.\n', name="a.md"
    )
    assert (made.title, [each.text for each in made.paragraphs]) == (
        "Leaders\u2019 statement on the region",
        ["Aims", "We meet."],
    )
