"""Files that are handed in: Word documents and plain text, whole, broken and hostile ones."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from server.core.errors import BadDocument
from server.documents import handed_in

HEAD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
TAIL = "</w:body></w:document>"


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for each in paragraphs:
        document.add_paragraph(each)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def packed(xml: str | bytes, name: str = handed_in.MAIN) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, xml)
    return out.getvalue()


def test_the_paragraphs_of_a_word_document_come_parted_by_blank_lines() -> None:
    assert handed_in.text_of(word("We thank the Chair.", "", "Agradecemos\tao Presidente.\nSim.")) == (
        "We thank the Chair.\n\nAgradecemos ao Presidente.\nSim."
    )


def test_what_was_deleted_under_revision_and_what_stands_in_a_frame_is_not_said() -> None:
    xml = (
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>We </w:t></w:r>"
        "<w:del><w:r><w:delText>never </w:delText></w:r></w:del><w:ins><w:r><w:t>agree.</w:t></w:r></w:ins>"
        "<w:r><w:txbxContent><w:p><w:r><w:t>Page 1</w:t></w:r></w:p></w:txbxContent></w:r></w:p>"
    )
    assert handed_in.text_of(packed(HEAD + xml + TAIL)) == "We agree."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_is_read_in_the_encodings_that_programs_save_it_in(encoding: str) -> None:
    assert handed_in.text_of("Não há objeções.".encode(encoding)) == "Não há objeções."


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  \n",
        b"\x89PNG\r\n\x1a\n\0\0",
        b"PK\x03\x04 not a zip",
        word("A text.")[:-200],
        packed("hello", "other.xml"),
        packed("<w:document"),
        packed(HEAD + TAIL),
        packed('<!DOCTYPE x [<!ENTITY a "ha">]>' + HEAD + "<w:p><w:r><w:t>&a;</w:t></w:r></w:p>" + TAIL),
        packed(b"<!DOCTYPE x []>".decode().encode("utf-16")),
    ],
)
def test_what_is_no_text_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(BadDocument):
        handed_in.text_of(data)


def test_a_document_that_unpacks_to_far_too_much_is_refused_before_it_is_read() -> None:
    bomb = packed(b"<a>" + b" " * (handed_in.MOST_XML_BYTES + 10))
    assert len(bomb) < 1 << 16
    with pytest.raises(BadDocument, match="far too long"):
        handed_in.text_of(bomb)


def test_elements_that_lie_deep_in_each_other_harm_nothing() -> None:
    deep = 3_000
    xml = HEAD + "<w:p>" + "<w:r>" * deep + "<w:t>Said.</w:t>" + "</w:r>" * deep + "</w:p>" + TAIL
    assert handed_in.text_of(packed(xml)) == "Said."
