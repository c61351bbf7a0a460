"""Minutes as subtitles for the recording: SubRip and WebVTT. What was retracted or off the record is said to be so.

A long passage becomes several cues of two lines, each with its own words' time; where nobody knows that (a translation)
the passage's time is shared by the length of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate, pairwise

from server.documents.losses import OFF_RECORD
from server.documents.records import Entry, Loss, MinutesRecord, cleaned
from server.documents.scripts import RIGHT_TO_LEFT_MARK, marked, wrapped
from server.documents.standing import standing_lines
from server.documents.times import stamp
from server.documents.turns import loss_words
from server.documents.words import words

LINES = 2


@dataclass(frozen=True, slots=True)
class Cue:
    """What stands on the screen from ``start_ms`` to ``end_ms``, in ``lang``."""

    start_ms: int
    end_ms: int
    speaker: str
    lines: tuple[str, ...]
    is_first: bool
    lang: str = ""


def minutes_srt(record: MinutesRecord) -> bytes:
    """SubRip, UTF-8; the speaker's name opens each passage."""
    blocks = []
    for number, cue in enumerate(all_cues(cleaned(record)), 1):
        text = "\n".join(cue.lines).replace("-->", "→")  # an arrow in the text would be taken for a time
        speaker = cue.speaker.replace("-->", "→")
        label = f"{speaker}: " if cue.is_first and speaker else ""
        if label and text.startswith(RIGHT_TO_LEFT_MARK):  # a Latin name must not turn the line around
            label = RIGHT_TO_LEFT_MARK + label
        blocks.append(f"{number}\n{stamp(cue.start_ms, ',')} --> {stamp(cue.end_ms, ',')}\n{label}{text}\n")
    return "\n".join(blocks).encode()


def minutes_vtt(record: MinutesRecord) -> bytes:
    """WebVTT, UTF-8, with voices, ``<v Speaker>``; what is in another language than the file's says in which."""
    record = cleaned(record)
    title = " ".join(record.title.split())
    about = "\n".join([title, *standing_lines(record)]).replace("-->", "→")
    blocks = [f"WEBVTT\nKind: captions\nLanguage: {record.language}\n", f"NOTE {about}\n"]
    for cue in all_cues(record):
        text = escape("\n".join(cue.lines), quote=False)
        if cue.lang != record.language:
            text = f"<lang {cue.lang}>{text}</lang>"
        voice = f"<v {escape(cue.speaker, quote=False)}>" if cue.speaker else ""
        blocks.append(f"{stamp(cue.start_ms, '.')} --> {stamp(cue.end_ms, '.')}\n{voice}{text}\n")
    return "\n".join(blocks).encode()


def cues(entry: Entry) -> Iterator[Cue]:
    """The cues of one passage: together they hold its text and fill its time without gap or overlap."""
    lines = tuple(wrapped(entry.text, entry.lang))
    groups = [lines[place : place + LINES] for place in range(0, len(lines), LINES)]
    speaker = " ".join(entry.speaker.split())
    for group, (start, end) in zip(groups, pairwise(_bounds(entry, groups)), strict=True):
        shown = tuple(marked(line, entry.lang) for line in group)
        yield Cue(start, end, speaker, shown, group is groups[0], entry.lang)


def all_cues(record: MinutesRecord) -> Iterator[Cue]:
    """Everything that stands on the screen, in the order of time; ``record`` is clean."""
    for each in record.in_order:
        if isinstance(each, Loss):
            if each.why == OFF_RECORD and each.end_ms > each.start_ms:
                yield _said_so(each, loss_words(each, record.language), record.language)
        elif each.retracted:
            yield _said_so(each, f"[{words(record.language)['retracted']}]", record.language)
        else:
            yield from cues(each)


def _said_so(place: Entry | Loss, text: str, language: str) -> Cue:
    """A gap with what it is, in the language of the file."""
    lines = tuple(marked(line, language) for line in wrapped(text, language))
    return Cue(place.start_ms, max(place.end_ms, place.start_ms + 1), "", lines, True, language)


def _bounds(entry: Entry, groups: Sequence[Sequence[str]]) -> list[int]:
    """Where each group of lines begins and the last one ends; every cue lasts a millisecond at least."""
    before = list(accumulate((sum(len("".join(line.split())) for line in group) for group in groups), initial=0))
    wanted = _by_words(entry, before[1:-1]) if entry.times else _by_length(entry, groups)
    found = [entry.start_ms]
    end = max(entry.end_ms, entry.start_ms + len(groups))
    for number, time in enumerate(wanted, 1):
        found.append(min(max(time, found[-1] + 1), end - len(groups) + number))
    return [*found, end] if groups else found


def _by_words(entry: Entry, letters: Sequence[int]) -> list[int]:
    """When the word is said that begins behind so many letters."""
    found, place, counted = [], 0, 0
    for start, end, start_ms, _ in entry.times:
        while place < len(letters) and counted >= letters[place]:
            found.append(start_ms)
            place += 1
        counted += len("".join(entry.text[start:end].split()))
    return [*found, *[entry.end_ms] * (len(letters) - place)]


def _by_length(entry: Entry, groups: Sequence[Sequence[str]]) -> list[int]:
    lengths = [sum(len(line) for line in group) for group in groups]
    length = max(entry.end_ms - entry.start_ms, len(groups))
    return [entry.start_ms + length * done // sum(lengths) for done in accumulate(lengths[:-1])]
