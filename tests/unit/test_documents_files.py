"""Word, HTML and JSON files of minutes and statements, read back."""

from __future__ import annotations

import dataclasses
import io
import json
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

import server.documents
from server.documents.captions import minutes_srt
from server.documents.minutes_docx import minutes_docx
from server.documents.minutes_html import minutes_html
from server.documents.minutes_json import minutes_json
from server.documents.records import Entry, Loss
from server.documents.statement_docx import statement_docx
from server.documents.statement_html import statement_html
from server.documents.statement_json import statement_json
from server.documents.turns import paragraphs
from tests.support.documents import HOSTILE, SHA256, TEXTS, TITLES, entry, minutes, paragraph, statement
from tests.support.schema import holds

LANGUAGES = sorted(TEXTS)
DIRTY = HOSTILE + "\x00\x0b\x1f\ud83d\ufffe\u202e end"
CLEAN = HOSTILE + " end"


class Page(HTMLParser):
    """The elements and the text of a page."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_number_of_a_page_looks_like_the_words_around_it(language: str) -> None:
    for made in (statement_docx(statement(language)), minutes_docx(minutes(language=language))):
        runs = opened(made).sections[0].footer.paragraphs[0].runs
        assert {each.font.size.pt for each in runs} == {8.5}
        assert len({each.font.color.rgb for each in runs}) == 1


def opened(content: bytes) -> Any:
    """The Word file; every part of it must be well-formed XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
    return docx.Document(io.BytesIO(content))


def texts(document: Any) -> list[str]:
    return [each.text for each in document.paragraphs]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_file_holds_the_title_and_every_paragraph_of_a_statement(language: str) -> None:
    found = texts(opened(statement_docx(statement(language))))
    assert found[0] == TITLES[language]
    for each in TEXTS[language]:
        assert any(row.startswith(each.text) for row in found), each.text


def test_a_word_file_says_draft_or_the_hash_in_its_header() -> None:
    draft = opened(statement_docx(statement())).sections[0].header.paragraphs[0].text
    adopted = opened(statement_docx(statement(adopted=True))).sections[0].header.paragraphs[0].text
    assert draft == "Draft: not adopted"
    assert adopted == f"Adopted on May 18, 2031 · 07:12 UTC\nSHA-256 {SHA256}"


def test_a_word_file_numbers_by_itself_and_names_who_holds_the_brackets_in_colour() -> None:
    document = opened(statement_docx(statement()))
    held = next(each for each in document.paragraphs if "provided that" in each.text)
    assert held._p.pPr.numPr is not None
    assert held.text.endswith("];\nIn square brackets: France")
    coloured = [run.text for run in held.runs if run.font.color.rgb is not None]
    assert coloured[0] == "[provided that a written agreement protects it]"


def test_numbers_that_no_list_counts_are_written_out() -> None:
    record = statement("en", False, paragraph("First.", "1"), paragraph("Between.", "1 bis"))
    found = texts(opened(statement_docx(record)))
    assert "1.\tFirst." in found and "1 bis.\tBetween." in found


def test_an_arabic_word_file_runs_from_right_to_left() -> None:
    document = opened(statement_docx(statement("ar")))
    row = next(each for each in document.paragraphs if each.text.startswith("نقرر"))
    assert row._p.pPr.find(qn("w:bidi")) is not None
    assert all(run._r.rPr.find(qn("w:rtl")) is not None for run in row.runs)


def test_hostile_text_and_controls_leave_a_statement_whole_in_word_html_and_json() -> None:
    record = statement("en", False, paragraph(DIRTY, "1", ("Eve <b>",)))
    assert any(f"[{CLEAN}]\n" in row for row in texts(opened(statement_docx(record))))
    page = Page(statement_html(record))
    assert CLEAN in page.text and "In square brackets: Eve <b>" in page.text
    assert not {tag for tag, _ in page.tags} & {"script", "v", "label", "b"}
    assert json.loads(statement_json(record))["paragraphs"][0]["text"] == CLEAN


def test_the_same_record_gives_the_same_word_file() -> None:
    first = statement_docx(statement())
    assert first == statement_docx(statement())
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert {member.date_time for member in file.infolist()} == {(2000, 1, 1, 0, 0, 0)}, (
            "bytes must not hold the clock"
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_of_a_statement_has_language_direction_one_first_heading_and_all_the_text(language: str) -> None:
    page = Page(statement_html(statement(language, adopted=True)))
    assert page.tags[0] == ("html", {"lang": language, "dir": "rtl" if language == "ar" else "ltr"})
    assert sum(tag == "h1" for tag, _ in page.tags) == 1
    assert not any("src" in attrs or "href" in attrs for _, attrs in page.tags)
    for each in TEXTS[language]:
        assert each.text in page.text
    assert SHA256 in page.text


def test_a_page_of_minutes_gives_each_text_its_language_and_marks_what_is_rough_or_retracted() -> None:
    page = Page(
        minutes_html(
            minutes(
                entry(
                    "Obrigada. شكرا", 192_500, 194_000, lang="ar", original_text=HOSTILE, original_lang="pt", rough=True
                ),
                entry("Secret.", 200_000, 201_000, id='s"2', retracted=True),
            )
        )
    )
    assert ("p", {"lang": "ar", "dir": "rtl"}) in page.tags
    assert ("p", {"class": "original", "lang": "pt", "dir": "ltr"}) in page.tags
    assert ("time", {"datetime": "PT3M12.5S"}) in page.tags
    assert ("p", {"class": "note", "id": 's"2'}) in page.tags
    assert HOSTILE in page.text and "Ana Exemplo (Brazil)" in page.text and "May 18, 2031" in page.text
    assert "rough machine translation" in page.text and "[retracted]" in page.text
    assert "Secret." not in page.text and "script" not in {tag for tag, _ in page.tags}


def test_a_word_file_of_minutes_names_each_turn_once_and_keeps_retracted_words_out() -> None:
    found = texts(
        opened(
            minutes_docx(
                minutes(
                    entry(
                        "감사합니다.",
                        0,
                        1,
                        lang="ko",
                        original_text="Obrigada.",
                        original_lang="pt",
                        note="not renewed",
                    ),
                    entry(DIRTY, 61_000, 62_000),
                    entry("Secret.", 63_000, 64_000, retracted=True),
                )
            )
        )
    )
    assert found[:2] == ["Session of the test", "May 18, 2031"]
    assert found.count("Ana Exemplo · Brazil") == 1
    assert "00:00:00  감사합니다.  (not renewed)" in found and "original, Portuguese: Obrigada." in found
    assert f"00:01:01  {CLEAN}" in found and "00:01:03  [retracted]" in found
    assert not any("Secret." in row for row in found)


def pieces(*texts: str, lang: str = "en", pause_ms: int = 0, **more: object) -> list[Entry]:
    """What recognition made of one turn: a piece every five seconds."""
    return [
        entry(text, at * (5_000 + pause_ms), at * (5_000 + pause_ms) + 5_000, id=f"room-{at}", lang=lang, **more)
        for at, text in enumerate(texts)
    ]


SENTENCE = ("We propose a pilot", "with nine administrations.", "It begins in January.")


def test_pieces_of_a_turn_are_one_running_paragraph_and_each_can_still_be_found() -> None:
    record = minutes(*pieces(*SENTENCE, original_text="Propomos.", original_lang="pt"))
    document = opened(minutes_docx(record))
    assert "00:00:00  " + " ".join(SENTENCE) in texts(document)
    assert "original, Portuguese: Propomos. Propomos. Propomos." in texts(document)
    marks = [each.get(qn("w:name")) for each in document.element.iter(qn("w:bookmarkStart"))]
    assert marks == ["t000000_room_0", "t000005_room_1", "t000010_room_2"]
    assert len({each.get(qn("w:id")) for each in document.element.iter(qn("w:bookmarkStart"))}) == 3
    page = minutes_html(record).decode()
    first, second, _ = SENTENCE
    assert (
        f'<p lang="en" dir="ltr"><span id="room-0" title="00:00:00">{first}</span> '
        f'<span id="room-1" title="00:00:05">{second}</span> <span id="room-2" title="00:00:10">'
    ) in page
    assert page.count("<article>") == page.count("</article>") == 1
    assert len(json.loads(minutes_json(record))["entries"]) == minutes_srt(record).count(b"-->") == 3


def test_chinese_and_japanese_pieces_follow_each_other_without_a_space_korean_ones_with_one() -> None:
    for lang, parts, joined in (
        ("zh", ("主席女士，", "我们支持AEO", "AEO企业。"), "主席女士，我们支持AEO AEO企业。"),
        ("ja", ("議長、試行を", "提案します。"), "議長、試行を提案します。"),
        ("ko", ("시범 사업을", "제안합니다."), "시범 사업을 제안합니다."),
        ("en", ("a pilot", ", however,", "small"), "a pilot, however, small"),
    ):
        assert f"00:00:00  {joined}" in texts(opened(minutes_docx(minutes(*pieces(*parts, lang=lang)))))


def test_a_paragraph_ends_with_its_speaker_its_language_its_doubts_a_loss_a_retraction_and_a_long_pause() -> None:
    def sizes(*entries: Entry, gaps: tuple[Loss, ...] = ()) -> list[int]:
        record = dataclasses.replace(minutes(*entries), gaps=gaps)
        return [0 if isinstance(each, Loss) else len(each.pieces) for each in paragraphs(record)]

    first, second, third = pieces(*SENTENCE)
    change = dataclasses.replace
    assert sizes(first, second, third) == [3]
    assert sizes(first, change(second, delegation="KR"), third) == [1, 1, 1]
    assert sizes(first, change(second, lang="pt"), third) == [1, 1, 1]
    assert sizes(first, change(second, rough=True), change(third, rough=True)) == [1, 2]
    assert sizes(first, change(second, retracted=True), third) == [1, 1, 1]
    assert sizes(first, second, third, gaps=(Loss(4_900, 5_000, "", "BR", "missing"),)) == [1, 0, 2]
    assert sizes(*pieces(*SENTENCE, pause_ms=4_000)) == [2, 1]  # after a whole sentence
    assert sizes(*pieces(*SENTENCE, pause_ms=10_000)) == [1, 1, 1]
    assert sizes(*pieces(*["Word " * 20 + "end."] * 16)) == [7, 7, 2]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("minutes", minutes_json(minutes(entry(DIRTY)))),
        ("statement", statement_json(statement(adopted=True))),
        ("statement", statement_json(statement())),
    ],
)
def test_json_files_have_exactly_the_keys_of_their_published_schema(name: str, content: bytes) -> None:
    folder = Path(server.documents.__file__).parent / "schemas"
    holds(json.loads((folder / f"{name}.schema.json").read_text()), json.loads(content))
