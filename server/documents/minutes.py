"""Segments of the protocol (docs/protocol.md) as a record of minutes, and its formats by name for the export calls."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from server.core.translation.notes import codes_in
from server.documents.captions import minutes_srt, minutes_vtt
from server.documents.changes import Against
from server.documents.minutes_akn import minutes_akn
from server.documents.minutes_docx import minutes_docx
from server.documents.minutes_html import minutes_html
from server.documents.minutes_json import minutes_json
from server.documents.minutes_markdown import minutes_markdown
from server.documents.minutes_pdf import minutes_pdf
from server.documents.minutes_ttml import minutes_ttml
from server.documents.records import Corrigendum, Entry, Loss, MinutesRecord, SignOff, Standing, Wording
from server.documents.words import language_name, words

INTERPRETER = "interpreter"  # the engine of what a person interpreted
DOCUMENTS, CAPTIONS, DATA = "documents", "captions", "data"
Segments = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Printing:
    """What some renderers need beside the record: a folder of fonts, an earlier state, the session's id."""

    fonts: Path = Path()
    against: Against | None = None
    session: str = ""


Render = Callable[[MinutesRecord, Printing], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file. ``kind`` is its MIME type, ``ending`` that of its name, ``group`` what it is for."""

    render: Render
    kind: str
    ending: str
    group: str


def record_of(
    title: str,
    segments: Segments,
    language: str | None,
    gaps: Segments = (),
    date: str = "",
    standing: Mapping[str, Any] | None = None,
) -> MinutesRecord:
    """The record for readers of a language (None: all as it was said). No entry is ever blank; losses are named.

    ``standing``: how the minutes stand, as ``services.dossier.standing`` tells it.
    """
    entries = tuple(_entry(each, language) for each in segments)
    said = tuple(dict.fromkeys(each["lang"] for each in segments))
    lost = tuple(
        Loss(each["start_ms"], each["end_ms"], each["name"], each["delegation"] or "", each["why"]) for each in gaps
    )
    return MinutesRecord(
        title, date, (language,) if language else said, entries, lost, standing_of(standing or {}), language or "floor"
    )


def standing_of(told: Mapping[str, Any]) -> Standing:
    """How minutes stand; a draft where nothing is told."""
    if not told:
        return Standing()
    return Standing(
        state=told["state"],
        review_ends_at=_instant(told["review_ends_at"]),
        sha256=told["sha256"] or "",
        approved_at=_instant(told["approved_at"]),
        approved_by=told["approved_by"] or "",
        published_at=_instant(told["published_at"]),
        sign_offs=tuple(
            SignOff(each["language"], each["by"], _instant(each["at"]), each["is_current"])
            for each in told["sign_offs"]
        ),
        corrigenda=tuple(_corrigendum(each) for each in told["corrigenda"]),
    )


def _corrigendum(each: Mapping[str, Any]) -> Corrigendum:
    return Corrigendum(
        number=each["number"],
        entry=each["segment"],
        lang=each["lang"],
        before=each["before"],
        after=each["after"],
        why=each["why"],
        by=each["by"],
        at=_instant(each["at"]),
        sha256=each["sha256"],
        is_withheld=each["kind"] == "withheld" or each["is_hidden"],
    )


def _instant(ms: int | None) -> str:
    return "" if ms is None else datetime.datetime.fromtimestamp(ms / 1000, datetime.UTC).isoformat(timespec="seconds")


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


def _plain(render: Callable[[MinutesRecord], bytes]) -> Render:
    return lambda record, printing: render(record)


FORMATS: Mapping[str, Format] = {
    "docx": Format(
        lambda record, printing: minutes_docx(record, printing.against),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
        DOCUMENTS,
    ),
    "pdf": Format(lambda record, printing: minutes_pdf(record, printing.fonts), "application/pdf", "pdf", DOCUMENTS),
    "html": Format(_plain(minutes_html), "text/html; charset=utf-8", "html", DOCUMENTS),
    "markdown": Format(_plain(minutes_markdown), "text/markdown; charset=utf-8", "md", DOCUMENTS),
    "vtt": Format(_plain(minutes_vtt), "text/vtt; charset=utf-8", "vtt", CAPTIONS),
    "srt": Format(_plain(minutes_srt), "application/x-subrip; charset=utf-8", "srt", CAPTIONS),
    "ttml": Format(_plain(minutes_ttml), "application/ttml+xml", "ttml", CAPTIONS),
    "json": Format(_plain(minutes_json), "application/json", "json", DATA),
    "akn": Format(
        lambda record, printing: minutes_akn(record, printing.session), "application/akn+xml", "akn.xml", DATA
    ),
}
