"""Subtitles as a transcript: SubRip and WebVTT, as players and people write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape

from server.core.minutes.transcript import Line, Transcript, grown, label

ARROW = "-->"
_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMES = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?$", re.ASCII)
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>")
_LANGUAGE = re.compile(r"<lang\s+([A-Za-z-]{2,35})\s*>")
_TAG = re.compile(r"</?[A-Za-z0-9][^>]*>|\{\\[^}]*\}")
_MARKS = str.maketrans("", "", "\u200e\u200f\ufeff")  # direction, for players without markup


@dataclass(frozen=True, slots=True)
class _Cue:
    number: int
    start_ms: int
    end_ms: int
    rows: tuple[str, ...]


def parse_srt(text: str, language: str) -> Transcript:
    """SubRip. A name with a colon before the words is the speaker's."""
    found = Transcript("srt")
    lines: list[Line] = []
    speaker = ""
    for cue in _cues(text, found):
        name, words = label(_joined(_TAG.sub("", row) for row in cue.rows).translate(_MARKS))
        speaker = name or speaker if _is_next(lines, cue) else name
        lines.append(Line(cue.number, words, speaker, "", "", cue.start_ms, cue.end_ms))
    _take(found, lines, language)
    return found


def parse_vtt(text: str, language: str) -> Transcript:
    """WebVTT, with voices and languages; its notes, styles and regions are nobody's words."""
    found = Transcript("vtt")
    lines: list[Line] = []
    for cue in _cues(text, found):
        content = "\n".join(cue.rows)
        tongue = _LANGUAGE.search(content)
        for speaker, words in _voices(content):
            plain = unescape(_TAG.sub("", words)).translate(_MARKS)
            row = Line(cue.number, _joined(plain.split("\n")), unescape(speaker), "", "", cue.start_ms, cue.end_ms)
            lines.append(replace(row, language=tongue[1]) if tongue else row)
    _take(found, lines, language)
    return found


def is_srt(text: str) -> bool:
    """Whether a text looks like SubRip: a time with an arrow among its first lines."""
    return any(_TIMES.match(row) for row in text.split("\n", 8)[:8])


def _take(found: Transcript, lines: list[Line], language: str) -> None:
    """Cues that cut a sentence grow together again, but none is taken that has a fault."""
    for line in lines:
        found.take(line)
    found.lines = grown(found.lines, language)


def _is_next(lines: list[Line], cue: _Cue) -> bool:
    """Whether a cue follows the one before at once: a name stands before the first one only."""
    return bool(lines) and lines[-1].end_ms == cue.start_ms


def _cues(text: str, found: Transcript) -> Iterator[_Cue]:
    """Every cue with its first line in the file; a broken time is a fault, what has none is passed over."""
    rows = text.split("\n")
    place = 0
    while place < len(rows):
        if ARROW not in rows[place] or _is_note(rows, place):
            place += 1
            continue
        times = _TIMES.match(rows[place])
        end = place + 1
        while end < len(rows) and rows[end].strip() and ARROW not in rows[end]:
            end += 1
        body = rows[place + 1 : end]
        if end < len(rows) and ARROW in rows[end] and body and body[-1].strip().isdigit():
            body.pop()  # the number of the next cue, where no blank line parts them
        if times is None:
            found.fault(place + 1, "time", rows[place])
        else:
            yield _Cue(place + 1, _ms(*times.groups()[:4]), _ms(*times.groups()[4:]), tuple(body))
        place = end


def _is_note(rows: list[str], place: int) -> bool:
    """Whether a line stands in a note, which may hold anything."""
    while place > 0 and rows[place - 1].strip():
        place -= 1
    return rows[place].startswith(("NOTE", "STYLE", "REGION", "WEBVTT"))


def _voices(content: str) -> Iterator[tuple[str, str]]:
    marks = list(_VOICE.finditer(content))
    before = content[: marks[0].start()] if marks else content
    if _TAG.sub("", before).strip() or not marks:
        yield "", before
    ends = [mark.start() for mark in marks[1:]]
    for mark, end in zip(marks, [*ends, len(content)], strict=False):
        yield mark[1].strip(), content[mark.end() : end]


def _joined(rows: Iterator[str] | list[str]) -> str:
    return " ".join(" ".join(rows).split())


def _ms(hours: str | None, minutes: str, seconds: str, rest: str) -> int:
    whole = int(hours or 0) * 3_600 + int(minutes) * 60 + int(seconds)
    return whole * 1_000 + int(rest.ljust(3, "0"))
