"""The minutes of a session as DOCX, HTML, SRT, VTT and JSON. ``segments`` are Segments of the protocol, in the order of speech."""

from __future__ import annotations

import html
import io
import json
from collections.abc import Sequence
from typing import Any

import docx

Segments = Sequence[dict[str, Any]]


def wording(segment: dict[str, Any], language: str | None) -> tuple[str, str, str]:
    """``(text, language, note)`` of a segment for readers of a language (None: the original). Never blank."""
    translation = segment["translations"].get(language) if language else None
    if language in (None, segment["lang"]):
        return segment["text"], segment["lang"], ""
    if translation and translation["text"]:
        return translation["text"], str(language), "rough" if translation["rough"] else ""
    return segment["text"], segment["lang"], f"original: no {language}"


def as_json(title: str, segments: Segments, language: str | None) -> bytes:
    """Everything, as the API has it."""
    return json.dumps(
        {"schema": "roundtable/minutes/1", "title": title, "segments": list(segments)}, ensure_ascii=False, indent=1
    ).encode()


def as_srt(title: str, segments: Segments, language: str | None) -> bytes:
    """SubRip."""
    blocks = []
    for number, each in enumerate(_spoken(segments), 1):
        text = wording(each, language)[0]
        blocks.append(
            f"{number}\n{_stamp(each['start_ms'], ',')} --> {_stamp(each['end_ms'], ',')}\n{each['speaker']}: {text}\n"
        )
    return "\n".join(blocks).encode()


def as_vtt(title: str, segments: Segments, language: str | None) -> bytes:
    """WebVTT with voices."""
    blocks = ["WEBVTT\n"]
    for each in _spoken(segments):
        speaker = html.escape(each["speaker"]).replace("&gt;", "")
        text = html.escape(wording(each, language)[0], quote=False)
        blocks.append(f"{_stamp(each['start_ms'], '.')} --> {_stamp(each['end_ms'], '.')}\n<v {speaker}>{text}\n")
    return "\n".join(blocks).encode()


def as_html(title: str, segments: Segments, language: str | None) -> bytes:
    """A page that stands alone."""
    rows = []
    for each in segments:
        text, code, note = wording(each, language)
        body = "<em>[retracted]</em>" if each["status"] == "retracted" else html.escape(text)
        rows.append(
            f"<dt><time>{_stamp(each['start_ms'], '.')[:8]}</time> {html.escape(each['speaker'])}</dt>"
            f'<dd lang="{html.escape(code)}" dir="auto">{body}{f" <small>({html.escape(note)})</small>" if note else ""}</dd>'
        )
    style = "body{max-width:46rem;margin:2rem auto;font:1rem/1.5 serif}dt{font-weight:bold;margin-top:1em}dd{margin:0}time{color:#555;font-weight:normal}"
    page = f'<!doctype html><html lang="{html.escape(language or "mul")}"><meta charset="utf-8"><title>{html.escape(title)}</title><style>{style}</style>'
    return f"{page}<h1>{html.escape(title)}</h1><dl>{''.join(rows)}</dl></html>".encode()


def as_docx(title: str, segments: Segments, language: str | None) -> bytes:
    """Word."""
    document = docx.Document()
    document.core_properties.title = title
    document.add_heading(title, 0)
    for each in segments:
        text, _, note = wording(each, language)
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{_stamp(each['start_ms'], '.')[:8]}  {each['speaker']}  ").bold = True
        paragraph.add_run("[retracted]" if each["status"] == "retracted" else text)
        if note:
            paragraph.add_run(f" ({note})").italic = True
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


FORMATS = {
    "docx": (as_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": (as_html, "text/html; charset=utf-8"),
    "srt": (as_srt, "application/x-subrip; charset=utf-8"),
    "vtt": (as_vtt, "text/vtt; charset=utf-8"),
    "json": (as_json, "application/json"),
}


def _spoken(segments: Segments) -> Segments:
    return [each for each in segments if each["status"] != "retracted"]


def _stamp(ms: int, mark: str) -> str:
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}{mark}{ms % 1000:03}"


def clock(ms: int) -> str:
    """Session time as ``hh:mm:ss``."""
    return _stamp(ms, ".")[:8]
