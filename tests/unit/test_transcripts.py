"""Transcripts from elsewhere: what is read out of each form, what is wrong with a line, times for lines without any."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.errors import BadTranscript
from server.core.minutes.transcript import LONGEST, Line, label, pieces, timed
from server.core.minutes.written import parse
from server.core.text.encodings import GUESS, decode
from server.documents.captions import minutes_srt, minutes_vtt
from server.documents.minutes_json import minutes_json
from tests.support.documents import HOSTILE, entry, minutes

SRT = """\ufeff1
00:00:01,000 --> 00:00:04,500
Ana Exemplo: We propose a pilot
with nine administrations.

2
00:00:05,000 --> 00:00:06,000
<i>Thank you.</i> {\\an8}

3
00:00:07,000 --> 00:00:0x,000
broken

4
00:00:09,000 --> 00:00:08,000
backwards
"""
VTT = """WEBVTT - a title
Kind: captions

NOTE
00:00:00.000 --> 00:00:01.000
nobody's words

STYLE
::cue { color: red }

intro
00:01.000 --> 00:04.000 align:start
<v Ana Exemplo>We &lt;propose&gt; a <b>pilot</b>.

00:04.000 --> 00:06.000
<v.loud Bo Ejemplo>Yes. <v Ana Exemplo>Thank you.

01:00:00.000 --> 01:00:02.000
<lang ko>감사합니다.</lang>
"""
TEXT = """Session of the test

[00:00:10] Ana Exemplo (Brazil): We propose a pilot
with nine administrations.
Chair: Thank you.

It is noted.

00:01:00 - 00:01:05 王伟：我们支持。
Note that this is said: by the chair alone.
"""


def said(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(line.speaker, line.text) for line in parse(text, language).lines]


def test_subrip_gives_speakers_words_and_times_and_each_broken_line_with_its_place() -> None:
    found = parse(SRT, "en")
    assert [(line.speaker, line.text, line.start_ms, line.end_ms) for line in found.lines] == [
        ("Ana Exemplo", "We propose a pilot with nine administrations.", 1_000, 4_500),
        ("", "Thank you.", 5_000, 6_000),
    ]
    assert [(each.line, each.fault) for each in found.faults] == [(11, "time"), (15, "time")]
    assert found.faults[1].text == "backwards"


def test_subrip_with_windows_line_ends_and_no_blank_lines_between_its_cues_is_read() -> None:
    rows = ["1", "00:00:01,0 --> 00:00:02,000", "One.", "2", "00:00:03,000 --> 00:00:04,000", "Two."]
    assert said("\r\n".join(rows)) == [("", "One."), ("", "Two.")]


def test_webvtt_gives_voices_languages_and_escaped_signs_and_leaves_notes_and_styles_out() -> None:
    found = parse(VTT, "en")
    assert (found.form, found.faults) == ("vtt", [])
    assert [(line.speaker, line.text, line.language, line.start_ms) for line in found.lines] == [
        ("Ana Exemplo", "We <propose> a pilot.", "", 1_000),
        ("Bo Ejemplo", "Yes.", "", 4_000),
        ("Ana Exemplo", "Thank you.", "", 4_000),
        ("", "감사합니다.", "ko", 3_600_000),
    ]


def test_plain_text_gives_a_line_to_each_turn_and_paragraph_with_the_times_that_it_has() -> None:
    found = parse(TEXT, "en")
    assert [(line.speaker, line.text, line.start_ms, line.end_ms) for line in found.lines] == [
        ("", "Session of the test", None, None),
        ("Ana Exemplo (Brazil)", "We propose a pilot with nine administrations.", 10_000, None),
        ("Chair", "Thank you.", None, None),
        ("Chair", "It is noted.", None, None),
        ("王伟", "我们支持。", 60_000, 65_000),
        ("Note that this is said", "by the chair alone.", None, None),
    ]
    assert not found.is_timed


def test_a_name_before_a_colon_is_short_and_begins_as_names_do() -> None:
    assert label("Delegate of Korea: yes") == ("Delegate of Korea", "yes")
    assert label("의장: 감사합니다") == ("의장", "감사합니다")
    assert label("رئيس الجلسة: شكرا") == ("رئيس الجلسة", "شكرا")
    for text in ("we say: no", "12:30 is the time", "http://example.org", "A" * 70 + ": no", "No colon at all"):
        assert label(text) == ("", text)


def test_json_lines_and_our_own_minutes_give_languages_delegations_and_translations() -> None:
    rows = [
        {"roundtable": "Day 1", "agenda": []},
        {
            "id": "s1",
            "start_ms": 0,
            "end_ms": 8_200,
            "lang": "fr",
            "speaker": "Ana",
            "delegation": "FR",
            "text": "Oui.",
            "text_en": "Yes.",
        },
        {"text": 5},
    ]
    found = parse("\n".join(map(json.dumps, rows)) + "\n{broken", "en")
    assert (found.form, found.title) == ("jsonl", "Day 1")
    assert found.lines == [Line(2, "Oui.", "Ana", "FR", "fr", 0, 8_200, (("en", "Yes."),))]
    assert [(each.line, each.fault) for each in found.faults] == [(3, "shape"), (4, "not_json")]
    record = minutes(
        entry("We agree.", 1_000, 2_000, original_text="Concordamos.", original_lang="pt"),
        entry("Secret.", 3_000, 4_000, retracted=True),
    )
    own = parse(minutes_json(record).decode(), "en")
    assert own.lines == [
        Line(1, "Concordamos.", "Ana Exemplo", "BR", "pt", 1_000, 2_000, (("en", "We agree."),)),
    ]
    assert (own.title, own.left_out) == ("Session of the test", 1)


def test_what_is_no_transcript_is_refused_in_words() -> None:
    for text in ("", " \n\n", '{"schema": "something/else"}', '{"a": 1}'):
        with pytest.raises(BadTranscript):
            parse(text, "en")
    assert parse("a" * (LONGEST + 1), "en").faults[0].fault == "too_long"
    assert parse("Ana: turned\u202eround", "en").faults[0].fault == "control"


PASSAGES = st.lists(
    st.lists(
        st.sampled_from(["We", "propose", "pilot", "감사합니다", "شكرا", "4.2", "海关", "a:b"]), min_size=1, max_size=40
    ),
    min_size=1,
    max_size=5,
)


@pytest.mark.parametrize("render", [minutes_srt, minutes_vtt])
@given(passages=PASSAGES)
def test_captions_of_ours_come_back_with_the_words_the_speakers_and_the_times(
    render: object, passages: list[list[str]]
) -> None:
    said_there = [
        entry(" ".join(words) + ".", place * 60_000, place * 60_000 + 50_000, id=f"s{place}", speaker=f"Ana {place}")
        for place, words in enumerate(passages)
    ]
    found = parse(render(minutes(*said_there)).decode(), "en")  # type: ignore[operator]
    assert not found.faults
    joined = {}
    for line in found.lines:
        joined.setdefault(line.speaker, []).append(line)
    assert ["".join("".join(line.text.split()) for line in joined[each.speaker]) for each in said_there] == [
        "".join(each.text.split()) for each in said_there
    ]
    assert [(joined[each.speaker][0].start_ms, joined[each.speaker][-1].end_ms) for each in said_there] == [
        (each.start_ms, each.end_ms) for each in said_there
    ]


@given(
    st.text(
        st.characters(
            exclude_categories=["Cs", "Cc"], exclude_characters="\u200e\u200f\ufeff\u202a\u202b\u202c\u202d\u202e"
        ),
        min_size=1,
        max_size=60,
    ).filter(str.strip)
)
def test_json_minutes_of_any_text_come_back_as_they_are(text: str) -> None:
    from server.documents.records import clean

    found = parse(minutes_json(minutes(entry(text))).decode(), "en")
    assert [line.text for line in found.lines] == ([clean(text).strip()] if clean(text).strip() else []) or found.faults


@given(
    st.lists(
        st.tuples(st.text("ab ", min_size=1, max_size=50), st.none() | st.integers(0, 100_000)), min_size=1, max_size=12
    ),
    st.none() | st.integers(1, 200_000),
)
def test_every_line_gets_a_time_in_order_and_given_ones_stay(
    given_lines: list[tuple[str, int | None]], length: int | None
) -> None:
    starts = sorted(start for _, start in given_lines if start is not None)
    lines = [
        Line(number, text, start_ms=None if start is None else starts.pop(0))
        for number, (text, start) in enumerate(given_lines)
    ]
    found = timed(lines, "en", length)
    assert len(found) == len(lines)
    assert all(line.start_ms is not None and line.end_ms is not None and line.start_ms < line.end_ms for line in found)
    assert [line.start_ms for line in found] == sorted(line.start_ms or 0 for line in found)
    kept = {line.number: line.start_ms for line in found}
    assert all(kept[line.number] == line.start_ms for line in lines if line.start_ms is not None)


def test_lines_without_times_share_the_length_of_the_recording_by_their_letters() -> None:
    found = timed([Line(1, "a" * 10), Line(2, "b" * 30)], "en", 40_000)
    assert [line.start_ms for line in found] == [0, 10_000]
    between = timed(
        [Line(1, "a" * 30, start_ms=0, end_ms=2_000), Line(2, "b" * 30), Line(3, "c", start_ms=5_000)], "en"
    )
    assert [line.start_ms for line in between] == [0, 2_000, 5_000]


def test_a_long_paragraph_becomes_lines_of_whole_sentences() -> None:
    text = " ".join(f"This is sentence number {number} of a long speech." for number in range(30))
    found = pieces(text, "en")
    assert len(found) > 2 and all(each.endswith(".") for each in found) and " ".join(found) == text


@pytest.mark.parametrize("text", ["Ana: olá, não é 한국어 — شكرا", "Chair: Thank you."])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_in_every_form_is_read_without_a_guess(text: str, encoding: str) -> None:
    if encoding in ("utf-16-le", "utf-16-be") and not text.isascii():
        text = "Presidência: obrigado a todos os presentes nesta sala."
    found = decode(text.encode(encoding))
    assert found.text == text and not found.is_guessed


def test_another_encoding_is_a_guess_that_is_told_and_what_is_no_text_is_refused() -> None:
    found = decode("Ana: não é “possível”".encode("cp1252"))
    assert (found.text, found.encoding, found.is_guessed) == ("Ana: não é “possível”", GUESS, True)
    for content in (b"\x89PNG\r\n\x1a\n\x00\x00\x00\x01", b"\x00\x01\x02", b"ID3\x00\x00\x00\x00\xff\xfb\x90"):
        with pytest.raises(BadTranscript):
            decode(content)


def test_hostile_words_are_words() -> None:
    assert said(f"Ana: {HOSTILE}")[0] == ("Ana", HOSTILE)
