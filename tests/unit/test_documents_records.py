"""What the renderers start from: clean text, brackets in pieces, subtitles, names and days."""

from __future__ import annotations

import dataclasses
import json
import re
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from server.documents import minutes as protocol_minutes
from server.documents import statement as protocol_statement
from server.documents.captions import LINES, cues, minutes_srt, minutes_vtt
from server.documents.records import Loss, clean, cleaned
from server.documents.scripts import MOST_COLUMNS as COLUMNS
from server.documents.statement_record import held_parts
from server.documents.words import day, party, words
from tests.support.documents import HOSTILE, entry, minutes, paragraph, statement


def test_controls_surrogates_and_hidden_direction_marks_are_taken_out_and_the_rest_stays() -> None:
    assert clean("a\x00b\x1b[0m\ud800c\u202ed\ufeff\r\ne\tf\u200f") == "ab[0mcd\ne\tf\u200f"


@given(st.text(st.characters()))
def test_clean_text_can_always_be_written_in_utf_8_and_stays_as_it_is_when_cleaned_again(text: str) -> None:
    once = clean(text)
    once.encode()
    assert clean(once) == once


def test_a_record_is_cleaned_in_every_depth() -> None:
    record = cleaned(statement("en", False, paragraph("bad\x00", "1", ("F\x01R",), ("s\x02",))))
    assert record.paragraphs[0] == paragraph("bad", "1", ("FR",), ("s",))


def test_held_text_is_what_stands_in_brackets_and_all_of_it_where_there_are_none() -> None:
    assert held_parts(paragraph("free")) == (("free", False),)
    assert held_parts(paragraph("free [not held]")) == (("free [not held]", False),)
    assert held_parts(paragraph("a [b [c]] d", "", ("FR",))) == (("a ", False), ("[b [c]]", True), (" d", False))
    assert held_parts(paragraph("whole", "", ("FR",))) == (("[whole]", True),)
    assert held_parts(paragraph("a [never closed", "", ("FR",))) == (("a ", False), ("[never closed", True))


@given(st.text("ab[] ", max_size=20))
def test_the_pieces_of_a_held_text_are_the_text(text: str) -> None:
    joined = "".join(piece for piece, _ in held_parts(paragraph(text, "", ("FR",))))
    assert joined == (text if "[" in text else f"[{text}]")


def test_a_long_passage_becomes_cues_of_two_short_lines_that_fill_its_time() -> None:
    text = " ".join(f"word{number}" for number in range(60))
    made = list(cues(entry(text, 1_000, 31_000)))
    assert len(made) == 5
    assert all(len(cue.lines) <= LINES and len(line) <= COLUMNS for cue in made for line in cue.lines)
    assert " ".join(line for cue in made for line in cue.lines) == text
    assert (made[0].start_ms, made[-1].end_ms) == (1_000, 31_000)
    assert all(one.end_ms == other.start_ms for one, other in pairwise(made))


def test_cues_keep_the_times_of_their_words_and_fill_the_passage_all_the_same() -> None:
    words = [f"word{number:02}" for number in range(30)]
    text = " ".join(words)
    # The speaker pauses for a minute before word12.
    times = tuple(
        (at * 7, at * 7 + 6, 1_000 + at * 500 + 60_000 * (at >= 12), 1_400 + at * 500 + 60_000 * (at >= 12))
        for at in range(30)
    )
    made = list(cues(entry(text, 1_000, 76_000, times=times)))
    assert " ".join(line for cue in made for line in cue.lines) == text
    starts = {cue.lines[0].split()[0]: cue.start_ms for cue in made}
    assert starts == {"word00": 1_000, "word12": 67_000, "word24": 73_000}
    assert (made[0].start_ms, made[-1].end_ms) == (1_000, 76_000)
    assert all(one.end_ms == other.start_ms for one, other in pairwise(made))
    crowded = list(cues(entry(text, 0, 3, times=tuple((start, end, 1, 1) for start, end, _, _ in times))))
    assert all(cue.start_ms < cue.end_ms for cue in crowded)


def test_subtitles_say_where_the_meeting_was_off_the_record() -> None:
    gap = Loss(4_000, 65_000, "", "", "off_record")
    record = dataclasses.replace(minutes(entry("Obrigada.", 0, 2_000), language="fr"), gaps=(gap,))
    assert "00:00:04,000 --> 00:01:05,000\n[hors procès-verbal jusqu’à 00:01:05]" in minutes_srt(record).decode()
    lost = dataclasses.replace(record, gaps=(Loss(4_000, 65_000, "", "", "overrun"),))
    assert minutes_srt(lost).count(b"-->") == 1


def test_a_script_without_spaces_is_broken_by_its_width() -> None:
    made = list(cues(entry("海" * 100)))
    assert "".join(line for cue in made for line in cue.lines) == "海" * 100
    assert max(len(line) for cue in made for line in cue.lines) == COLUMNS // 2


def test_subrip_has_numbers_times_and_the_speaker_and_says_what_was_retracted_without_its_words() -> None:
    record = minutes(entry("Obrigada.", 3_725_040, 3_726_500), entry("Secret.", 1, 2, retracted=True))
    assert minutes_srt(record).decode() == (
        "1\n00:00:00,001 --> 00:00:00,002\n[retracted]\n\n2\n01:02:05,040 --> 01:02:06,500\nAna Exemplo: Obrigada.\n"
    )


def test_webvtt_names_its_voices_and_no_text_can_become_a_tag_or_a_time() -> None:
    made = minutes_vtt(minutes(entry(HOSTILE, 0, 9_000, speaker="Eve <b>\nX --> Y"))).decode()
    assert made.startswith("WEBVTT\nKind: captions\nLanguage: en\n\nNOTE Session of the test\nDraft")
    assert "<v Eve &lt;b&gt; X --&gt; Y>" in made
    assert re.findall(r"<(?!v Eve)", made) == []
    assert all(re.match(r"[\d:.]+ --> [\d:.]+$", line) for line in made.splitlines() if "-->" in line)


def test_subrip_keeps_an_arrow_of_the_text_from_being_a_time() -> None:
    made = minutes_srt(minutes(entry("a --> b\n\n2"))).decode()
    assert made.count("-->") == 1
    assert made.count("\n\n") == 0


def test_parties_and_days_are_named_in_the_language_of_the_document() -> None:
    assert party("KR", "pt") == "República da Coreia"
    assert party("FR", "ko") == "프랑스"
    assert party("WCO", "fr") == "WCO"
    assert party("CHAIR", "fr") == "Présidence"
    assert day("2031-05-18", "fr") == "18 mai 2031"
    assert day("2031-05-18T09:12:00+02:00", "en") == "May 18, 2031 · 07:12 UTC"
    assert day("some day", "en") == "some day"
    assert words("xx") == words("en")


def test_every_language_has_every_label_with_its_places() -> None:
    english = words("en")
    for language in ("ko", "pt", "fr", "es", "ru", "ar", "zh", "ja", "de", "it"):
        labels = words(language)
        assert labels.keys() == english.keys()
        assert {key: text.count("{}") for key, text in labels.items()} == {
            key: text.count("{}") for key, text in english.items()
        }
        assert all(text.strip() for text in labels.values())


def test_minutes_in_a_language_without_a_translation_show_the_original_and_say_so() -> None:
    segment = {
        "id": "s1", "start_ms": 0, "end_ms": 1, "speaker": "Ana Exemplo", "delegation": None, "status": "final",
        "lang": "pt", "text": "Obrigada.", "heard": "Obrigada.", "versions": [],
        "translations": {"en": {"text": "Thank you.", "note": "", "rough": True}},
    }  # fmt: skip
    translated = protocol_minutes.record_of("T", [segment], "en").entries[0]
    assert (translated.text, translated.original_text, translated.original_lang) == ("Thank you.", "Obrigada.", "pt")
    assert translated.rough
    bare = protocol_minutes.record_of("T", [segment], "ko").entries[0]
    assert (bare.text, bare.lang, bare.note) == ("Obrigada.", "pt", "한국어로 번역되지 않음")
    original = protocol_minutes.record_of("T", [segment], None)
    assert original.languages == ("pt",) and original.entries[0].note == ""


def test_minutes_name_an_interpreters_words_and_those_of_a_wording_that_was_corrected_since() -> None:
    segment = {
        "id": "s1", "start_ms": 0, "end_ms": 1, "speaker": "Ana Exemplo", "delegation": None, "status": "final",
        "lang": "pt", "text": "Obrigada.", "heard": "Obrigada.", "versions": [],
        "translations": {"fr": {"text": "Merci.", "engine": "interpreter", "note": "", "rough": False}},
    }  # fmt: skip

    def note(language: str, **more: object) -> str:
        told = {**segment["translations"]["fr"], **more}  # type: ignore[index]
        return (
            protocol_minutes.record_of("T", [{**segment, "translations": {language: told}}], language).entries[0].note
        )

    assert note("fr") == "par un interprète" and note("ja") == "通訳者による訳"
    assert note("en", note="not_renewed") == "by an interpreter; the original was corrected afterwards"
    assert note("en", engine="person") == note("en", engine="firefox") == ""


def test_a_statement_of_the_protocol_becomes_a_record_with_owners_and_sources() -> None:
    shape = {
        "title": "T", "language": "ar", "parties": ["KR"], "status": "adopted", "sha256": "ab",
        "adopted_at": 1_684_393_920_000,
        "paragraphs": [
            {"number": "1", "kind": "operative", "text": "a [b]", "brackets": [{"owner": "FR"}, {"owner": "FR"}],
             "evidence": [{"speaker": "Ana Exemplo", "start_ms": 192_000, "id": "s7"}]},
            {"number": "", "kind": "annex", "text": "c", "brackets": []},
        ],
    }  # fmt: skip
    record = protocol_statement.record_of(shape)
    assert record.paragraphs == (paragraph("a [b]", "1", ("FR",), ("Ana Exemplo, 00:03:12 (s7)",)),)
    assert [each.text for each in record.annex] == ["c"]
    assert (record.adopted_at, record.direction) == ("2023-05-18T07:12:00+00:00", "rtl")
    made = protocol_statement.FORMATS["json"].render(shape, protocol_statement.Printing(Path()))
    assert json.loads(made)["schema"] == "roundtable/statement/1"
