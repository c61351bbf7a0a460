"""Meetings with minutes that people wrote: transcripts as evidence, minutes as items. Knows three forms of file.

The files are no part of the project: ``read`` finds them in the folder that ``ROUNDTABLE_TESTDATA`` names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bench.cutting import pieces
from server.core.drafting import Evidence, Segment
from server.core.drafting.evidence import CHAIR

# A final of live recognition has about so many words; a word lasts about so long.
FINAL_WORDS, WORD_MS = 30, 400
_TAGS = re.compile(r"<[^>]*>|\{[^}]*\}|&nbsp;|\(\?\?\)|\[(?:inaudible|unintelligible)[^\]]*\]", re.IGNORECASE)
_BROKEN = re.compile(r"\b\w{1,4}-(?=\s|$)")
_PERSON = re.compile(r"^\[(PERSON\d+)\]\s*", re.MULTILINE)
_SPEAKER = re.compile(r'<SPEAKER ID="?\d+"? NAME="([^"]*)"[^>]*>')


@dataclass(frozen=True, slots=True)
class Meeting:
    """A transcript and what people wrote of it. ``minutes``: their items; ``spoke``: the speakers that they list."""

    name: str
    evidence: Evidence
    minutes: tuple[str, ...]
    spoke: tuple[str, ...] = ()


def read(folder: Path) -> list[Meeting]:
    """All meetings of the folder ``text/meetings``, in a fixed order."""
    place = folder / "text" / "meetings"
    found = [_automin(place, number) for number in ("108", "112") if (place / _transcript(number)).is_file()]
    found += [_questions(each) for each in sorted(place.glob("*.json"))]
    for each in sorted(place.glob("EuroParl*_ep-*")):
        found.append(_debate(each, next(iter(sorted(place.glob("EuroParl*_min_*"))), None)))
    return found


def evidence(turns: Iterable[tuple[str, str]], title: str) -> Evidence:
    """Turns ``(speaker, text)`` as finals of a few words, with times by the number of words; a chair is the chair."""
    segments: list[Segment] = []
    at_ms = 0
    for speaker, text in turns:
        code = CHAIR if re.search(r"\b(?:President|Chair)\b", speaker) else None
        for part in pieces(text, FINAL_WORDS):
            end_ms = at_ms + WORD_MS * len(part.split())
            segments.append(Segment(f"s{len(segments) + 1}", at_ms, end_ms, "en", code, speaker, part))
            at_ms = end_ms + WORD_MS
    return Evidence(tuple(segments), title=title)


def cleaned(text: str) -> str:
    """Without marks of transcribers: tags, brackets around what was hardly heard, broken words."""
    smooth = _BROKEN.sub("", _TAGS.sub(" ", text))
    smooth = re.sub(r"[()]|\[(?=\w)|(?<=\w)\]", "", smooth)
    smooth = re.sub(r"\s+([.,;:?!])", r"\1", re.sub(r"\s*[–—]\s*", " ", smooth))
    return re.sub(r"\s{2,}", " ", smooth).strip(" -")


def _transcript(number: str) -> str:
    return f"Task_A_meeting{number}_en_transcript{number}_en"


def _automin(place: Path, number: str) -> Meeting:
    text = (place / _transcript(number)).read_text(encoding="utf-8", errors="replace")
    marks = list(_PERSON.finditer(text))
    ends = [*(each.start() for each in marks[1:]), len(text)]
    turns = [(each[1], cleaned(text[each.end() : end])) for each, end in zip(marks, ends, strict=True)]
    minutes = (place / f"Task_A_meeting{number}_en_minutes{number}_en").read_text(encoding="utf-8", errors="replace")
    items = [line.strip(" \t•-") for line in minutes.splitlines() if re.match(r"\s*[•-]", line)]
    return Meeting(f"AutoMin {number}", evidence(turns, number), tuple(map(cleaned, filter(None, items))))


def _questions(path: Path) -> Meeting:
    """QMSum: what people answered to "summarize…" and to questions, sentence by sentence."""
    told = json.loads(path.read_text(encoding="utf-8"))
    turns = [(each["speaker"], cleaned(each["content"])) for each in told["meeting_transcripts"]]
    answers = [each["answer"] for key in ("general_query_list", "specific_query_list") for each in told[key]]
    items = [
        part.strip() for answer in answers for part in re.split(r"(?<=[.!?])(?<!Mr\.)(?<!Ms\.)(?<!Mrs\.)\s+", answer)
    ]
    return Meeting(f"QMSum {path.stem}", evidence(turns, path.stem), tuple(filter(None, items)))


def _debate(path: Path, minutes: Path | None) -> Meeting:
    """A debate of the European Parliament; its minutes only list who spoke and which motions were tabled."""
    text = path.read_text(encoding="utf-8", errors="replace")
    marks = list(_SPEAKER.finditer(text))
    ends = [*(each.start() for each in marks[1:]), len(text)]
    turns = [(each[1], cleaned(text[each.end() : end])) for each, end in zip(marks, ends, strict=True)]
    told = minutes.read_text(encoding="utf-8", errors="replace") if minutes else ""
    lists = re.findall(r"The following spoke[^:]*:\s*(.*?)\.\n\n", told, re.DOTALL)
    names = [name for each in lists for name in re.split(r",(?! on behalf)| and (?=[A-Z])", " ".join(each.split()))]
    spoke = tuple(re.sub(r",? on behalf of.*", "", name).strip() for name in names)
    return Meeting("EuroParl 11-07-07", evidence(turns, "debate"), (), tuple(filter(None, spoke)))
