"""Summary records, decisions and participants as HTML and Word files, read back."""

from __future__ import annotations

import dataclasses
import io

import docx
import pytest

from server.documents.proceedings_docx import decisions_docx, participants_docx, summary_docx
from server.documents.proceedings_html import decisions_html, participants_html, summary_html
from server.documents.records import (
    DecisionsRecord,
    Participant,
    ParticipantsRecord,
    RecordedItem,
    Source,
    SummaryRecord,
)
from server.documents.words import words
from tests.support.documents import HOSTILE

SOURCE = Source("s1", 65_000, "Aaland", "AA", "en", "We propose a register.")
OPEN = RecordedItem("i1", "summary", "Cargo", "Aaland proposed a register.", False, notes=("rough",), sources=(SOURCE,))
SHUT = dataclasses.replace(OPEN, id="i2", theme="Harbours", text="Bbland agreed.", is_accepted=True, notes=())
ACTION = RecordedItem("i3", "action", "", "Aaland would send it.", True, ("AA", "Bbland"), "2031-03-31", "by 31 March")
DECISION = dataclasses.replace(ACTION, id="i4", kind="decision", text="It was agreed.", due="2031-05", due_said="")


def read(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def test_what_is_not_accepted_stands_in_brackets_under_its_heading_with_where_it_was_said() -> None:
    record = SummaryRecord("Customs", "2031-05-18", "en", (OPEN, SHUT))
    for text in (read(summary_docx(record)), summary_html(record).decode()):
        assert "[Aaland proposed a register.]" in text and "[Bbland" not in text
        assert text.index("Cargo") < text.index("[Aaland") < text.index("Harbours") < text.index("Bbland agreed.")
        assert words("en")["not_accepted"] in text and words("en")["rough"] in text and "Aaland, 00:01:05" in text
    done = dataclasses.replace(record, items=(SHUT,))
    assert words("en")["not_accepted"] not in summary_html(done).decode() + read(summary_docx(done))


def test_actions_name_who_is_to_do_them_and_until_when_in_the_language_of_the_record() -> None:
    for language, day in (("en", "March 31, 2031"), ("pt", "31 de março de 2031"), ("ko", "2031년 3월 31일")):
        record = DecisionsRecord("Customs", "", language, (ACTION, DECISION))
        for text in (read(decisions_docx(record)), decisions_html(record).decode()):
            assert day in text and "AA, Bbland" in text and "by 31 March" in text and "2031-05" in text
            assert text.index("It was agreed.") < text.index("Aaland would send it.")


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_participants_are_listed_with_role_people_and_times(language: str) -> None:
    people = (
        Participant("Aaland", "AA", "delegation", ("Ana Invented",), ((5_000, 9_000), (70_000, 80_000))),
        Participant("Bo Invented", "", "interpreter"),
    )
    record = ParticipantsRecord("Customs", "2031-05-18", language, people)
    for text in (read(participants_docx(record)), participants_html(record).decode()):
        assert "Aaland" in text and "Ana Invented" in text and "00:00:05, 00:01:10" in text
        assert words(language)["silent"] in text and words(language)["role_interpreter"] in text
    assert (b'dir="rtl"' in participants_html(record)) == (language == "ar")


def test_hostile_words_are_words_and_an_empty_record_says_that_it_is_empty() -> None:
    record = SummaryRecord(HOSTILE, "", "en", (dataclasses.replace(OPEN, text=HOSTILE, theme=HOSTILE),))
    page = summary_html(record).decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert HOSTILE in read(summary_docx(record))
    assert words("en")["nothing"] in decisions_html(DecisionsRecord("Customs", "", "en", ())).decode()
    assert "Customs" in read(participants_docx(ParticipantsRecord("Customs", "", "en", ())))
