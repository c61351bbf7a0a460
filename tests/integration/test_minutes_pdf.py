"""Printed minutes, read back with poppler as a reader and as a screen reader would."""

from __future__ import annotations

import dataclasses
import re
import subprocess
from pathlib import Path

import pytest

from server.core.errors import ModelMissing
from server.documents import fonts
from server.documents.minutes_pdf import minutes_pdf
from server.documents.proceedings_pdf import proceedings_pdf
from server.documents.records import (
    DecisionsRecord,
    Loss,
    MinutesRecord,
    Participant,
    ParticipantsRecord,
    RecordedItem,
    SummaryRecord,
)
from tests.integration.test_documents_pdf import letters, poppler
from tests.support.documents import HOSTILE, entry, fonts_folder, minutes

pytestmark = pytest.mark.models
SAID = {
    "en": "We propose a pilot with nine administrations.",
    "ko": "아홉 개 행정청과 시범 사업을 제안합니다.",
    "ar": "نقترح مشروعا تجريبيا مع تسع إدارات.",
    "zh": "我们建议与九个行政部门试行。",
    "ja": "九つの行政機関で試行を提案します。",
    "ru": "Мы предлагаем пробный проект.",
    "pt": "Propomos um projeto-piloto, já.",
}


@pytest.fixture(scope="module")
def installed() -> Path:
    """The folder with the fonts, or a failure that names the command that brings them."""
    try:
        return fonts.find(fonts_folder())
    except ModelMissing as error:
        pytest.fail(error.message)


def record(language: str = "en") -> MinutesRecord:
    """Minutes in all scripts, each by another speaker."""
    said = tuple(
        entry(text, place * 10_000, place * 10_000 + 5_000, id=f"s{place}", lang=code, speaker=f"Speaker {place}")
        for place, (code, text) in enumerate(SAID.items())
    )
    rest = (
        entry("Thank you.", 90_000, 91_000, original_text=SAID["ko"], original_lang="ko", rough=True, note="check it"),
        entry("Secret.", 95_000, 96_000, retracted=True),
    )
    gap = Loss(97_000, 99_000, "", "", "off_record")
    return MinutesRecord("Session of the test", "2031-05-18T07:12:00+00:00", (language, *SAID), (*said, *rest), (gap,))


@pytest.mark.parametrize("language", ["en", "ko", "ar"])
def test_every_letter_in_every_script_can_be_read_from_the_page(language: str, installed: Path, tmp_path: Path) -> None:
    read = letters(poppler("pdftotext", minutes_pdf(record(language), installed), tmp_path))
    for text in SAID.values():
        assert letters(text) in read, text
    assert "Secret" not in read and letters("00:01:39") in read


def test_the_document_is_tagged_with_title_language_headings_and_bookmarks(installed: Path, tmp_path: Path) -> None:
    made = minutes_pdf(record(), installed)
    about = poppler("pdfinfo", made, tmp_path)
    assert re.search(r"^Tagged: +yes$", about, re.MULTILINE) and "Session of the test\n" in about
    metadata = poppler("pdfinfo", made, tmp_path, "-meta")
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata and "<pdfaid:part>2</pdfaid:part>" in metadata
    assert b"/MarkInfo" in made and b"/StructTreeRoot" in made and b"/Lang" in made and b"/Outlines" in made
    command = ["pdfinfo", "-struct-text", str(tmp_path / "statement.pdf")]  # which poppler wrote there
    tree = subprocess.run(command, capture_output=True, check=True).stdout.decode(errors="replace")
    assert len(re.findall(r"^\s*H1\b", tree, re.MULTILINE)) == len(SAID) + 1
    assert tree.index("We propose") < tree.index("Thank you.")
    rows = poppler("pdffonts", made, tmp_path).splitlines()[2:]
    assert rows and all(re.search(r" yes +yes +yes +\d+ +0$", row) for row in rows), rows


def test_each_passage_says_its_language_to_a_screen_reader(installed: Path, tmp_path: Path) -> None:
    made = minutes_pdf(record(), installed)
    named = set(re.findall(rb"/Lang\s*\(([a-z]{2,3})", made))
    assert {code.encode() for code in SAID} <= named


def test_what_people_said_is_never_markup_or_code(installed: Path, tmp_path: Path) -> None:
    text = HOSTILE + ' #{1/0} #import "/x.typ" \x00\ud800 end'
    made = minutes_pdf(minutes(entry(text, speaker=HOSTILE, note=HOSTILE)), installed)
    read = letters(poppler("pdftotext", made, tmp_path))
    assert letters(HOSTILE + ' #{1/0} #import "/x.typ" end') in read
    assert read.count(letters("</p><script>alert(1)</script>")) >= 3


def test_a_sign_that_no_font_has_is_printed_as_its_number(installed: Path, tmp_path: Path) -> None:
    made = minutes_pdf(minutes(entry("Good 🎉 ภาษา 🎉 news.")), installed)
    read = poppler("pdftotext", made, tmp_path)
    assert "[U+1F389]" in read and "[U+0E20]" in read and "news." in read


def test_the_same_record_gives_the_same_bytes_and_an_empty_one_a_page(installed: Path) -> None:
    assert minutes_pdf(record(), installed) == minutes_pdf(record(), installed)
    assert minutes_pdf(dataclasses.replace(minutes(), title="", languages=()), installed).startswith(b"%PDF")


def test_minutes_in_latin_letters_print_without_fonts_and_others_name_the_command(tmp_path: Path) -> None:
    assert minutes_pdf(minutes(entry("Obrigada.")), tmp_path / "none").startswith(b"%PDF")
    with pytest.raises(ModelMissing, match="flask --app server fonts install"):
        minutes_pdf(minutes(entry("감사합니다.", lang="ko"), language="ko"), tmp_path / "none")


@pytest.mark.parametrize("language", ["en", "ko", "ar"])
def test_the_other_records_are_printed_too_with_headings_and_a_table(
    language: str, installed: Path, tmp_path: Path
) -> None:
    item = RecordedItem("i1", "summary", SAID[language], SAID[language], False, ("BR",), "2032-06-30")
    action = dataclasses.replace(item, kind="action", is_accepted=True)
    for made in (
        SummaryRecord("Session of the test", "2031-05-18", language, (item,)),
        DecisionsRecord("Session of the test", "", language, (dataclasses.replace(item, kind="decision"), action)),
        ParticipantsRecord(
            "Session of the test", "", language, (Participant(HOSTILE, "", "speaker", (SAID[language],)),)
        ),
        DecisionsRecord("", "", language, ()),
    ):
        printed = proceedings_pdf(made, installed)
        read = letters(poppler("pdftotext", printed, tmp_path))
        is_empty = not made.title
        assert (letters(SAID[language]) in read) is not is_empty
        assert re.search(r"^Tagged: +yes$", poppler("pdfinfo", printed, tmp_path), re.MULTILINE)
