"""Invented minutes of any length, straight into the database: lines with words, their times and a model's confidence.

For the bench of the minutes' page and for tests; nobody said any of it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from server.core.hearing.ordering import RATE_HZ
from server.services.meeting import convene
from server.storage.tables import Epoch, Segment, Stream, Translation, Version

NATIONS = {"KR": "Republic of Korea", "FR": "France", "KE": "Kenya", "BR": "Brazil", "JO": "Jordan", "FJ": "Fiji"}
WORDS = [
    *("the", "delegation", "proposes", "a", "pilot", "exchange", "of", "customs", "data", "between", "nine", "ports"),
    *("and", "asks", "the", "working", "group", "to", "report", "before", "the", "end", "of", "next", "year", "on"),
    *("costs", "privacy", "and", "the", "legal", "basis", "in", "each", "country", "which", "we", "support"),
    *("provided", "that", "small", "administrations", "are", "heard", "nobody", "is", "bound", "until", "adopted"),
]
TURN_LINES = 12  # so many lines in a row are of one speaker
DOUBTED_ONE_IN = 17  # so many words are surely heard for one that is not


@dataclass(frozen=True, slots=True)
class Line:
    """One line: who, when (milliseconds of session time), and what: a word with its confidence each."""

    number: int
    speaker: str
    start_ms: int
    end_ms: int
    words: tuple[tuple[str, float], ...]

    @property
    def text(self) -> str:
        """What stands in the minutes."""
        return " ".join(word for word, _ in self.words)


def lines(count: int, length_ms: int, seed: int = 1) -> Iterator[Line]:
    """So many lines, one after the other, that fill a session of that length."""
    chance = random.Random(seed)
    codes = list(NATIONS)
    for number in range(count):
        chosen = [chance.choice(WORDS) for _ in range(chance.randint(6, 22))]
        chosen[0], chosen[-1] = chosen[0].capitalize(), f"{chosen[-1]}."
        words = tuple((word, 0.3 if chance.randrange(DOUBTED_ONE_IN) == 0 else 0.9) for word in chosen)
        start = number * length_ms // count
        yield Line(
            number, codes[number // TURN_LINES % len(codes)], start, (number + 1) * length_ms // count - 50, words
        )


def furnish(tx: Session, session: str, count: int, length_ms: int, now: int, seed: int = 1) -> None:
    """A closed session with these lines, said into one microphone named like the session."""
    for code, name in NATIONS.items():
        convene.put_delegation(tx, code, name, "en")
    convene.create_session(
        tx, session, "A long afternoon", "participants", ["en", "pt"], {"en": "English", "pt": "Português"}
    )
    convene.open_session(tx, session, now - length_ms)
    tx.add(Stream(id=session, session_id=session, kind="mixed", language="en", done_sample=0))
    tx.flush()
    tx.add(Epoch(stream_id=session, epoch=1, start_sample=0, session_ms=0))
    said = list(lines(count, length_ms, seed))
    tx.add_all(_segment(session, line) for line in said)
    tx.flush()
    tx.add_all(
        Version(segment_id=f"{session}-{each.number}", rev=1, text=each.text, by="", why="heard", at=now)
        for each in said
    )
    tx.add_all(_translation(session, each) for each in said)
    tx.flush()
    convene.close_session(tx, session, now)


def _segment(session: str, line: Line) -> Segment:
    return Segment(
        id=f"{session}-{line.number}", session_id=session, stream_id=session, start_sample=_sample(line.start_ms),
        end_sample=_sample(line.end_ms), start_ms=line.start_ms, end_ms=line.end_ms, language="en",
        speaker=NATIONS[line.speaker], delegation=line.speaker, heard=line.text, words=_heard(line), engine="invented",
        confidence=sum(sure for _, sure in line.words) / len(line.words), rev=1,
    )  # fmt: skip


def _heard(line: Line) -> list[dict[str, Any]]:
    step = (line.end_ms - line.start_ms) / len(line.words)
    return [
        {
            "text": f" {word}", "start_sample": _sample(line.start_ms + at * step),
            "end_sample": _sample(line.start_ms + (at + 0.9) * step), "probability": sure,
        }
        for at, (word, sure) in enumerate(line.words)
    ]  # fmt: skip


def _translation(session: str, line: Line) -> Translation:
    words = [f"{word}o" for word, _ in line.words]  # as long as a real one, and plainly none
    return Translation(
        segment_id=f"{session}-{line.number}", rev=1, language="pt", text=" ".join(words), engine="invented",
        rough=False, status="done", note="",
    )  # fmt: skip


def _sample(ms: float) -> int:
    return int(ms * RATE_HZ / 1000)
