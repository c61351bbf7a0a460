"""Transcripts that people or programs write: plain text with speakers, JSON lines, and the JSON of our own minutes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from server.core.errors import BadTranscript
from server.core.minutes.subtitles import is_srt, parse_srt, parse_vtt
from server.core.minutes.transcript import Line, Transcript, label, pieces

SCHEMA = "roundtable/minutes/1"
# A time at the beginning of a line, in brackets or not, with its end or not: [00:01:02] or 1:02 - 1:30.
_CLOCK = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?"
_TIME = re.compile(rf"^\s*[\[(]?{_CLOCK}(?:\s*(?:-->|[-–—])\s*{_CLOCK})?[\])]?(?:\s*[-–—]\s+|\s+|$)", re.ASCII)
_DEEP = (ValueError, RecursionError)


def parse(text: str, language: str) -> Transcript:
    """A transcript of any of the known forms, its lines checked one by one. Raises BadTranscript when it is none.

    ``language``: what is spoken where a line does not say it.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if plain.lstrip().startswith("WEBVTT"):
        found = parse_vtt(plain, language)
    elif plain.lstrip().startswith("{"):
        found = _parse_json(plain)
    elif is_srt(plain.lstrip("\n")):
        found = parse_srt(plain, language)
    else:
        found = _parse_text(plain, language)
    if not found.lines and not found.faults:
        raise BadTranscript("there are no words in this file")
    return found


def _parse_json(text: str) -> Transcript:
    try:
        told = json.loads(text)
    except _DEEP:
        return _parse_lines(text)
    if isinstance(told, dict) and told.get("schema") == SCHEMA:
        return _parse_minutes(told)
    if isinstance(told, dict) and "text" in told:
        return _parse_lines(text)
    raise BadTranscript(f"this JSON is no transcript: its key schema must be {SCHEMA!r}, or each line one object")


def _parse_minutes(told: dict[str, Any]) -> Transcript:
    """Our own minutes: what was said, with the translation that they were printed in."""
    found = Transcript("json", _text(told, "title"))
    entries = told.get("entries")
    if not isinstance(entries, list):
        raise BadTranscript("these minutes have no list of entries")
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
            found.fault(number, "shape", str(entry))
        elif entry.get("retracted"):
            found.left_out += 1
        else:
            original = _text(entry, "original_text")
            line = _line(
                number, entry, original or entry["text"], _text(entry, "original_lang" if original else "lang")
            )
            found.take(replace(line, translations=((_text(entry, "lang"), entry["text"]),)) if original else line)
    return found


def _parse_lines(text: str) -> Transcript:
    """One JSON object a line; a first one may hold the title."""
    found = Transcript("jsonl")
    for number, row in enumerate(text.split("\n"), 1):
        if not row.strip():
            continue
        try:
            told = json.loads(row)
        except _DEEP:
            found.fault(number, "not_json", row)
            continue
        if isinstance(told, dict) and "roundtable" in told and not found.lines:
            found.title = _text(told, "roundtable")
        elif not isinstance(told, dict) or not isinstance(told.get("text"), str):
            found.fault(number, "shape", row)
        else:
            line = _line(number, told, told["text"], _text(told, "lang"))
            english = _text(told, "text_en")
            is_other = bool(english) and line.language != "en"
            found.take(replace(line, translations=(("en", english),)) if is_other else line)
    return found


def _line(number: int, told: dict[str, Any], text: str, language: str) -> Line:
    return Line(
        number, text, _text(told, "speaker"), _text(told, "delegation"), language,
        _whole(told.get("start_ms")), _whole(told.get("end_ms")),
    )  # fmt: skip


def _text(told: dict[str, Any], key: str) -> str:
    value = told.get(key)
    return value if isinstance(value, str) else ""


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _parse_text(text: str, language: str) -> Transcript:
    """Plain text: a name with a colon begins a turn, a blank line or a time another line of it."""
    found = Transcript("text")
    speaker = ""
    for block in _blocks(text):
        name, words = label(block.text)
        speaker = name or speaker
        if not words.strip():
            continue  # a name alone: what follows is its
        parts = pieces(" ".join(words.split()), language)
        for place, part in enumerate(parts):
            start = block.start_ms if place == 0 else None
            end = block.end_ms if len(parts) == 1 else None
            found.take(Line(block.number, part, speaker, "", "", start, end if start is not None else None))
    return found


def _blocks(text: str) -> Iterator[Line]:
    """What stands together: rows without a name, a time or a blank row between them."""
    pending: Line | None = None
    for number, row in enumerate(text.split("\n"), 1):
        time = _TIME.match(row)
        rest = row[time.end() :] if time else row
        is_new = bool(time) or bool(label(rest.strip())[0]) or not row.strip()
        if pending is not None and is_new:
            yield pending
            pending = None
        if not rest.strip() and time is None:
            continue
        if pending is None:
            start, end = _times(time.groups()) if time else (None, None)
            pending = Line(number, rest.strip(), "", "", "", start, end)
        else:
            pending = replace(pending, text=f"{pending.text} {rest.strip()}".strip())
    if pending is not None:
        yield pending


def _times(groups: Sequence[str | None]) -> tuple[int | None, int | None]:
    start, end = _ms(groups[:4]), _ms(groups[4:])
    return start, end if start is not None and end is not None and end > start else None


def _ms(parts: Sequence[str | None]) -> int | None:
    hours, minutes, seconds, rest = parts
    if minutes is None or seconds is None:
        return None
    return (int(hours or 0) * 3_600 + int(minutes) * 60 + int(seconds)) * 1_000 + int((rest or "0").ljust(3, "0"))
