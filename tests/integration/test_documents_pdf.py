"""The printed statement, read back with poppler as a reader would."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import unicodedata
from pathlib import Path

import pytest

from server.core.errors import BadText, ModelMissing
from server.documents import fonts
from server.documents.statement_pdf import statement_pdf
from server.documents.statement_record import PartySignature, PartyWord
from tests.support.documents import HOSTILE, SHA256, TEXTS, TITLES, fonts_folder, paragraph, statement

pytestmark = pytest.mark.models
LANGUAGES = sorted(TEXTS)


@pytest.fixture(scope="module")
def installed() -> Path:
    """The folder with the fonts, or a failure that names the command that brings them."""
    try:
        return fonts.find(fonts_folder())
    except ModelMissing as error:
        pytest.fail(error.message)


def poppler(tool: str, content: bytes, folder: Path, *options: str) -> str:
    """What a tool of poppler says about a document."""
    path = folder / "statement.pdf"
    path.write_bytes(content)
    target = ("-",) if tool == "pdftotext" else ()
    return subprocess.run([tool, *options, str(path), *target], capture_output=True, check=True, text=True).stdout


def letters(text: str) -> str:
    """Letters, digits and signs of a text: poppler guesses spaces, and the place of punctuation between directions."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] in "LNS")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_of_a_statement_can_be_read_from_the_page(language: str, installed: Path, tmp_path: Path) -> None:
    made = statement_pdf(statement(language, adopted=True), installed)
    read = letters(poppler("pdftotext", made, tmp_path))
    assert letters(TITLES[language]) in read
    for each in TEXTS[language]:
        assert letters(each.text) in read, each.text
    assert SHA256 in read


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_fonts_are_embedded_and_the_document_is_tagged_with_its_title(
    language: str, installed: Path, tmp_path: Path
) -> None:
    made = statement_pdf(statement(language), installed)
    rows = poppler("pdffonts", made, tmp_path).splitlines()[2:]
    assert rows and all(re.search(r" yes +yes +yes +\d+ +0$", row) for row in rows), rows
    about = poppler("pdfinfo", made, tmp_path)
    assert re.search(r"^Tagged: +yes$", about, re.MULTILINE)
    assert f"{TITLES[language]}\n" in about
    metadata = poppler("pdfinfo", made, tmp_path, "-meta")
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata and "<pdfaid:part>2</pdfaid:part>" in metadata


def test_what_people_wrote_is_never_markup_or_code(installed: Path, tmp_path: Path) -> None:
    text = HOSTILE + ' #{1/0} #import "/x.typ" \x00\ud800 end'
    record = statement("en", False, paragraph(text, "1", (HOSTILE,), (HOSTILE,)))
    read = letters(poppler("pdftotext", statement_pdf(record, installed), tmp_path))
    assert letters(HOSTILE + ' #{1/0} #import "/x.typ" end') in read
    assert read.count(letters("</p><script>alert(1)</script>")) == 3


def test_the_same_record_gives_the_same_bytes(installed: Path) -> None:
    assert statement_pdf(statement("ko"), installed) == statement_pdf(statement("ko"), installed)


def test_a_draft_says_so_and_an_adopted_text_has_a_place_for_each_party(installed: Path, tmp_path: Path) -> None:
    draft = poppler("pdftotext", statement_pdf(statement(), installed), tmp_path)
    assert "Draft: not adopted" in draft and "In square brackets: France" in draft and "SHA-256" not in draft
    adopted = poppler("pdftotext", statement_pdf(statement(adopted=True), installed), tmp_path)
    assert "Adopted on May 18, 2031 · 07:12 UTC" in adopted and "Draft" not in adopted
    assert all(name in adopted for name in ("Republic of Korea", "Brazil", "France"))


def test_a_character_that_no_font_has_is_refused_by_name(installed: Path) -> None:
    with pytest.raises(BadText, match="ภ"):
        statement_pdf(statement("en", False, paragraph("ภาษาไทย")), installed)


def test_a_latin_text_prints_without_fonts_and_others_name_the_command(tmp_path: Path) -> None:
    assert statement_pdf(statement("ru"), tmp_path / "none").startswith(b"%PDF")
    with pytest.raises(ModelMissing, match="flask --app server fonts install"):
        statement_pdf(statement("ko"), tmp_path / "none")


def test_the_installed_fonts_are_whole_and_missing_ones_name_the_command(installed: Path, tmp_path: Path) -> None:
    fonts.verify_fonts(installed)
    with pytest.raises(ModelMissing, match="flask --app server fonts install"):
        fonts.verify_fonts(tmp_path)


def test_a_signed_statement_prints_its_signatures_positions_symbol_and_code_in_both_directions(
    installed: Path, tmp_path: Path
) -> None:
    for language in ("en", "ar"):
        record = dataclasses.replace(
            statement(language, adopted=True), id="s1", symbol="RT/2031/4", address="https://house.example/p/s1",
            counts=(("agree", 2), ("reserve", 1)), positions=(PartyWord("BR", "reserve", "", "Subject to our law."),),
            signatures=(PartySignature("KR", "Kim Ye-si", "2031-05-19T07:12:00+00:00", SHA256),),
        )  # fmt: skip
        made = statement_pdf(record, installed)
        read = poppler("pdftotext", made, tmp_path)
        for told in ("RT/2031/4", "Kim Ye-si", "https://house.example/p/s1", "Subject to our law", "01234567 89abcdef"):
            assert told in read, (language, told)
        assert re.search(r"^Tagged: +yes$", poppler("pdfinfo", made, tmp_path), re.MULTILINE)
        if language == "en":  # poppler writes other scripts in the structure in another encoding
            assert "Figure" in poppler("pdfinfo", made, tmp_path, "-struct")
