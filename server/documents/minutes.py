"""Segments of the protocol (docs/protocol.md) as a record of minutes, and its formats by name for the export calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from server.core.notes import codes_in
from server.documents.captions import minutes_srt, minutes_vtt
from server.documents.minutes_docx import minutes_docx
from server.documents.minutes_html import minutes_html
from server.documents.minutes_json import minutes_json
from server.documents.records import Entry, Loss, MinutesRecord, Wording
from server.documents.words import language_name, words

INTERPRETER = "interpreter"  # the engine of what a person interpreted
Segments = Sequence[Mapping[str, Any]]
Render = Callable[[str, Segments, str | None, Segments], bytes]


def record_of(
    title: str, segments: Segments, language: str | None, gaps: Segments = (), date: str = ""
) -> MinutesRecord:
    """The record for readers of a language (None: all as it was said). No entry is ever blank; losses are named."""
    entries = tuple(_entry(each, language) for each in segments)
    said = tuple(dict.fromkeys(each["lang"] for each in segments))
    lost = tuple(
        Loss(each["start_ms"], each["end_ms"], each["name"], each["delegation"] or "", each["why"]) for each in gaps
    )
    return MinutesRecord(title, date, (language,) if language else said, entries, lost)


def _entry(segment: Mapping[str, Any], language: str | None) -> Entry:
    common = {
        "id": segment["id"],
        "start_ms": segment["start_ms"],
        "end_ms": segment["end_ms"],
        "speaker": segment["speaker"],
        "delegation": segment["delegation"] or "",
        "retracted": segment["status"] == "retracted",
        "heard": segment["heard"],
        "versions": tuple(
            Wording(**{**each, "delegation": each.get("delegation") or ""}) for each in segment["versions"]
        ),
    }
    if language in (None, segment["lang"]):
        times = tuple(tuple(each) for each in segment.get("times", ()))
        return Entry(**common, lang=segment["lang"], text=segment["text"], times=times)
    translation = segment["translations"].get(language)
    if not (translation and translation["text"]):
        note = words(str(language))["untranslated"].format(language_name(str(language), str(language)))
        return Entry(**common, lang=segment["lang"], text=segment["text"], note=note)
    return Entry(
        **common,
        lang=str(language),
        text=translation["text"],
        original_text=segment["text"],
        original_lang=segment["lang"],
        note=_note(translation["note"] or "", translation.get("engine") == INTERPRETER, str(language)),
        rough=bool(translation["rough"]),
    )


def _note(note: str, is_interpreted: bool, language: str) -> str:
    """Whose words they are and doubts, in the document's words; that it is rough is said beside it already."""
    labels = words(language)
    codes = codes_in(note)
    doubts = [labels[code] for code in codes if code != "rough"] if codes else [note]
    return "; ".join(each for each in (labels[INTERPRETER] if is_interpreted else "", *doubts) if each)


def _rendered(render: Callable[[MinutesRecord], bytes]) -> Render:
    return lambda title, segments, language, gaps: render(record_of(title, segments, language, gaps))


FORMATS: Mapping[str, tuple[Render, str]] = {
    "docx": (_rendered(minutes_docx), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": (_rendered(minutes_html), "text/html; charset=utf-8"),
    "srt": (_rendered(minutes_srt), "application/x-subrip; charset=utf-8"),
    "vtt": (_rendered(minutes_vtt), "text/vtt; charset=utf-8"),
    "json": (_rendered(minutes_json), "application/json"),
}
