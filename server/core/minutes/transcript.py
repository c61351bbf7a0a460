"""A transcript from elsewhere: its lines, what is wrong with it, times for lines that have none. Knows no format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from server.core.text.sentences import cut, is_finished, joined

LONGEST = 5_000  # characters of a line, as of any line of the minutes
PIECE = 400  # a longer paragraph becomes several lines, at the ends of sentences
MOST_LINES = 20_000
SHOWN = 80
# How fast people speak: characters a second, and in scripts whose characters are syllables or words.
PACE, WIDE_PACE = 15.0, 5.0
WIDE = ("ko", "ja", "zh", "yue")
LATEST_MS = 7 * 86_400_000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]")
# A name before a colon: short, beginning with a capital letter or one of a script without them.
_LABEL = re.compile(r"^[\"“«(]?([^\W\d_](?:[^:：\n]{0,58}[^\s:：\n])?)\s?(?::(?:\s+|$)|：\s*)(.*)$", re.DOTALL)
_MOST_WORDS = 7


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody said. ``number``: its line in the file; times may be missing; ``translations``: language, text."""

    number: int
    text: str
    speaker: str = ""
    delegation: str = ""
    language: str = ""
    start_ms: int | None = None
    end_ms: int | None = None
    translations: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a line can't be taken: a code, and what stands there, shortened."""

    line: int
    fault: str
    text: str


@dataclass(slots=True)
class Transcript:
    """What was found in a file. ``form``: srt, vtt, json, jsonl or text; ``left_out``: lines retracted there."""

    form: str
    title: str = ""
    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    left_out: int = 0

    @property
    def is_timed(self) -> bool:
        """Whether every line has its time."""
        return bool(self.lines) and all(each.start_ms is not None for each in self.lines)

    def fault(self, line: int, code: str, text: str) -> None:
        """Note why a line can't be taken."""
        self.faults.append(Fault(line, code, " ".join(text.split())[:SHOWN]))

    def take(self, line: Line) -> None:
        """Take a line, unless something is wrong with it."""
        tidy = replace(line, text=line.text.strip(), speaker=" ".join(line.speaker.split())[:120])
        start, end = tidy.start_ms, tidy.end_ms
        if not tidy.text:
            self.fault(line.number, "empty", line.speaker)
        elif _CONTROL.search(tidy.text) or _CONTROL.search(tidy.speaker):
            self.fault(line.number, "control", _CONTROL.sub(" ", tidy.text))
        elif len(tidy.text) > LONGEST:
            self.fault(line.number, "too_long", tidy.text)
        elif (start is not None and not 0 <= start < LATEST_MS) or (
            start is not None and end is not None and not start < end < LATEST_MS
        ):
            self.fault(line.number, "time", tidy.text)
        elif len(self.lines) >= MOST_LINES:
            self.fault(line.number, "too_many", tidy.text)
        else:
            self.lines.append(tidy)


def label(text: str) -> tuple[str, str]:
    """The speaker that a text names before a colon, and the rest; an empty name where it names nobody."""
    found = _LABEL.match(text)
    if found is None:
        return "", text
    name = found[1].strip()
    is_name = name[0].isupper() or not name[0].islower()
    return (name, found[2]) if is_name and len(name.split()) <= _MOST_WORDS else ("", text)


def grown(lines: Sequence[Line], language: str) -> list[Line]:
    """Cues of subtitles as lines: what goes on where a cue ended in the middle of a sentence is one line with it."""
    found: list[Line] = []
    for each in lines:
        last = found[-1] if found else None
        goes_on = (
            last is not None
            and each.start_ms == last.end_ms
            and each.speaker in ("", last.speaker)
            and each.language == last.language
            and not is_finished(last.text, each.language or language)
            and len(last.text) + len(each.text) < PIECE
        )
        if last is not None and goes_on:
            text = joined(last.text, each.text, each.language or language)
            found[-1] = replace(last, text=text, end_ms=each.end_ms)
        else:
            found.append(each)
    return found


def pieces(text: str, language: str) -> list[str]:
    """A paragraph in lines of whole sentences; a short one stays whole."""
    found: list[str] = []
    for sentence in map(str.strip, cut(text, language)) if len(text) > PIECE else [text]:
        if found and len(found[-1]) + len(sentence) < PIECE:
            found[-1] = joined(found[-1], sentence, language)
        else:
            found.append(sentence)
    return found


def timed(lines: Sequence[Line], language: str, length_ms: int | None = None) -> list[Line]:
    """The lines with times for all, in the order of time.

    What has none lies between its neighbours, shared by the length of the text; without any, over the length of the
    recording, else as fast as people speak.
    """
    costs = [_cost_ms(each, language) for each in lines]
    starts: list[int] = []
    place = 0
    while place < len(lines):
        given = lines[place].start_ms
        if given is not None:
            starts.append(given)
            place += 1
            continue
        run = place
        while run < len(lines) and lines[run].start_ms is None:
            run += 1
        starts += _spread(lines, costs, place, run, starts, length_ms)
        place = run
    return sorted(
        (_ended(lines, costs, starts, each) for each in range(len(lines))), key=lambda line: line.start_ms or 0
    )


def _spread(
    lines: Sequence[Line], costs: Sequence[float], first: int, end: int, starts: Sequence[int], length_ms: int | None
) -> list[int]:
    """When each of the lines ``first`` to ``end`` begins, between the one before and the one after them."""
    begin, lead = 0, 0.0
    if first:
        before = lines[first - 1]
        known_end = before.end_ms
        begin = known_end if known_end is not None else starts[-1]
        lead = 0.0 if known_end is not None else costs[first - 1]
    limit = lines[end].start_ms if end < len(lines) else length_ms
    total = lead + sum(costs[first:end])
    scale = 1.0 if limit is None or limit <= begin else (limit - begin) / total
    found, done = [], lead
    for cost in costs[first:end]:
        found.append(begin + round(done * scale))
        done += cost
    return found


def _ended(lines: Sequence[Line], costs: Sequence[float], starts: Sequence[int], place: int) -> Line:
    line, start = lines[place], starts[place]
    if line.end_ms is not None and line.start_ms is not None:
        return line
    following = starts[place + 1] if place + 1 < len(starts) else None
    end = start + round(costs[place])
    if following is not None and following > start:
        end = min(end, following)
    return replace(line, start_ms=start, end_ms=max(end, start + 1))


def _cost_ms(line: Line, language: str) -> float:
    base = (line.language or language).split("-")[0]
    return max(500.0, 1000 * len(line.text) / (WIDE_PACE if base in WIDE else PACE))
