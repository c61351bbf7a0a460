"""Minutes as subtitles for the recording: SubRip and WebVTT. Retracted words are left out.

A long passage becomes several cues of two lines; its time is shared by the length of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from server.documents.records import Entry, MinutesRecord, cleaned
from server.documents.scripts import RIGHT_TO_LEFT_MARK, marked, wrapped
from server.documents.times import stamp

LINES = 2


@dataclass(frozen=True, slots=True)
class Cue:
    """What stands on the screen from ``start_ms`` to ``end_ms``."""

    start_ms: int
    end_ms: int
    speaker: str
    lines: tuple[str, ...]
    is_first: bool


def minutes_srt(record: MinutesRecord) -> bytes:
    """SubRip, UTF-8; the speaker's name opens each passage."""
    blocks = []
    for number, cue in enumerate(_all_cues(cleaned(record)), 1):
        text = "\n".join(cue.lines).replace("-->", "→")  # an arrow in the text would be taken for a time
        speaker = cue.speaker.replace("-->", "→")
        label = f"{speaker}: " if cue.is_first and speaker else ""
        if label and text.startswith(RIGHT_TO_LEFT_MARK):  # a Latin name must not turn the line around
            label = RIGHT_TO_LEFT_MARK + label
        blocks.append(f"{number}\n{stamp(cue.start_ms, ',')} --> {stamp(cue.end_ms, ',')}\n{label}{text}\n")
    return "\n".join(blocks).encode()


def minutes_vtt(record: MinutesRecord) -> bytes:
    """WebVTT, UTF-8, with voices: ``<v Speaker>``."""
    blocks = ["WEBVTT\n"]
    for cue in _all_cues(cleaned(record)):
        text = escape("\n".join(cue.lines), quote=False)
        voice = f"<v {escape(cue.speaker, quote=False)}>" if cue.speaker else ""
        blocks.append(f"{stamp(cue.start_ms, '.')} --> {stamp(cue.end_ms, '.')}\n{voice}{text}\n")
    return "\n".join(blocks).encode()


def cues(entry: Entry) -> Iterator[Cue]:
    """The cues of one passage: together they hold its text and fill its time without gap or overlap."""
    lines = tuple(wrapped(entry.text, entry.lang))
    groups = [lines[place : place + LINES] for place in range(0, len(lines), LINES)]
    total = sum(len(line) for line in lines)
    length, done = max(entry.end_ms - entry.start_ms, len(groups)), 0
    for group in groups:
        start = entry.start_ms + length * done // total
        done += sum(len(line) for line in group)
        speaker = " ".join(entry.speaker.split())
        shown = tuple(marked(line, entry.lang) for line in group)
        yield Cue(start, entry.start_ms + length * done // total, speaker, shown, group is groups[0])


def _all_cues(record: MinutesRecord) -> Iterator[Cue]:
    for entry in record.entries:
        if not entry.retracted:
            yield from cues(entry)
