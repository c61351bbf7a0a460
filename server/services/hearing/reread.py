"""Reread: the second reading of recordings, unit by unit; what it finds is offered as suggestions.

Each function is one unit of work.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from server.core.hearing.hypothesis import Word
from server.core.minutes.passages import Stretch, next_passage
from server.core.minutes.rereading import Line, Offer, offers
from server.core.text.wording import is_same, tokens
from server.services.hearing import session_time
from server.services.hearing.translate import INTERPRETER
from server.services.meeting import sessions
from server.services.meeting.glossary import Repair, as_heard
from server.storage.tables import Meeting, Reading, Segment, Stream, Suggestion, Version

RECENT_MS = 7 * 86_400_000  # what was closed longer ago is read only when somebody asks


def ask(tx: Session, session: str, by: str, now: int) -> int:
    """Have all of a session read (again), before what nobody asked for; returns how many microphones it has.

    What was decided stays decided; readers that are at it are fenced off. Raises NotFound.
    """
    sessions.get_session(tx, session)
    streams = list(tx.scalars(select(Stream.id).where(Stream.session_id == session, Stream.kind != INTERPRETER)))
    for stream in streams:
        reading = tx.get(Reading, stream)
        if reading is None:
            reading = Reading(stream_id=stream, session_id=session, epoch=0, done_sample=0, engine="")
            tx.add(reading)
        reading.epoch += 1
        reading.done_sample, reading.asked_by, reading.at = 0, by, now
    return len(streams)


def unread(tx: Session, is_auto: bool, now: int) -> bool:
    """Whether there is anything to read."""
    queries = [_due(is_auto), _new(now)] if is_auto else [_due(is_auto)]
    return any(tx.scalars(query).first() is not None for query in queries)


def hand_out(tx: Session, taken: set[str], is_auto: bool, now: int) -> dict[str, Any] | None:
    """The next unit for a reader: one turn, or a part of it, under a new epoch; None when all is read.

    ``taken``: the streams that other readers have. What somebody asked for comes first.
    """
    if is_auto:
        for stream in tx.scalars(_new(now)):
            tx.add(
                Reading(
                    stream_id=stream.id, session_id=stream.session_id, epoch=0, done_sample=0, engine="", asked_by="",
                    at=now,
                )
            )  # fmt: skip
        tx.flush()
    for reading in tx.scalars(_due(is_auto)):
        if reading.stream_id in taken:
            continue
        passage = next_passage(_stretches(tx, reading.stream_id), reading.done_sample)
        if passage is not None:
            reading.epoch += 1
            place = {"stream": reading.stream_id, "session": reading.session_id, "epoch": reading.epoch}
            return {**place, **asdict(passage), "start_sample": reading.done_sample}
    return None


def accept(
    tx: Session,
    unit: dict[str, Any],
    words: list[dict[str, Any]],
    engine: str,
    now: int,
    repair: Repair = as_heard,
) -> int | None:
    """Take what was read of a unit; returns how many lines it offers to change.

    ``repair``: what is shown of a text in a language, as for the lines themselves; a line it makes equal has no offer.
    None when its epoch is not current or its start is not where the reading stands. The same transaction moves that.
    """
    stream, end = str(unit["stream"]), int(unit["end_sample"])
    moved = tx.execute(
        update(Reading)
        .where(
            Reading.stream_id == stream,
            Reading.epoch == int(unit["epoch"]),
            Reading.done_sample == int(unit["start_sample"]),
        )
        .values(done_sample=end, engine=engine, at=now)
        .returning(Reading.session_id)
    ).scalar()
    if moved is None:
        return None
    segments = [
        each
        for each in _segments(tx, stream)
        if int(unit["start_sample"]) < each.end_sample <= end and each.retracted_by is None
    ]
    heard = [Word(w["text"], int(w["start_sample"]), int(w["end_sample"]), float(w["probability"])) for w in words]
    found = _repaired([_line(tx, segment) for segment in segments], heard, str(unit["language"]), repair)
    for segment in segments:
        _suggest(tx, segment, found.get(segment.id), engine, now)
    return len(found)


def progress(tx: Session, session: str, now: int) -> dict[str, Any]:
    """``{is_begun, is_recent, done_ms, total_ms, engine}``: how much of the lines is read again.

    ``is_recent``: late enough for being read though nobody asks. Raises NotFound.
    """
    meeting = sessions.get_session(tx, session)
    is_recent = meeting.status == "open" or (meeting.closed_at or 0) > now - RECENT_MS
    readings = {row.stream_id: row for row in tx.scalars(select(Reading).where(Reading.session_id == session))}
    done = total = 0
    for segment in tx.scalars(select(Segment).where(Segment.session_id == session, Segment.stands)):
        samples = segment.end_sample - segment.start_sample
        reading = readings.get(segment.stream_id)
        total += samples
        done += samples if reading is not None and segment.end_sample <= reading.done_sample else 0
    engine = next((row.engine for row in readings.values() if row.engine), "")
    ms = session_time.SAMPLES_PER_MS
    facts = {"is_begun": bool(readings), "is_recent": is_recent, "engine": engine}
    return {**facts, "done_ms": done // ms, "total_ms": total // ms}


def _suggest(tx: Session, segment: Segment, offer: Offer | None, engine: str, now: int) -> None:
    """What is offered for a line now takes the place of what was; what a person decided on stays, unless it is new."""
    known = tx.get(Suggestion, (segment.id, segment.rev))
    if known is not None and known.state != "open" and (offer is None or offer.text == known.text):
        return
    if known is not None:
        tx.delete(known)
        tx.flush()
    if offer is not None:
        tx.add(
            Suggestion(
                segment_id=segment.id, rev=segment.rev, session_id=segment.session_id, text=offer.text,
                words=[asdict(word) for word in offer.words], engine=engine, confidence=offer.confidence,
                state="open", by="", at=now,
            )
        )  # fmt: skip


def _repaired(lines: Sequence[Line], heard: Sequence[Word], language: str, repair: Repair) -> dict[str, Offer]:
    """What the words offer, near misses of terms repaired, by line; what then says what the line says is none."""
    found = {}
    standing = {line.id: tokens(line.text, language) for line in lines}
    for each in offers(lines, heard, language):
        text = repair(each.text, language).text
        if not is_same(tokens(text, language), standing[each.line], language):
            found[each.line] = replace(each, text=text)
    return found


def _due(is_auto: bool) -> Any:
    """Readings with lines that are not read, what was asked for first (or alone)."""
    has_more = exists().where(
        Segment.stream_id == Reading.stream_id,
        Segment.session_id == Reading.session_id,
        Segment.stands,
        Segment.end_sample > Reading.done_sample,
    )
    query = select(Reading).where(has_more).order_by(Reading.asked_by == "", Reading.at)
    return query if is_auto else query.where(Reading.asked_by != "")


def _new(now: int) -> Any:
    """Microphones of open and lately closed sessions that no reading knows, where something was said."""
    is_known = exists().where(Reading.stream_id == Stream.id)
    has_lines = exists().where(Segment.stream_id == Stream.id, Segment.session_id == Stream.session_id)
    is_recent = (Meeting.status == "open") | (Meeting.closed_at > now - RECENT_MS)
    return select(Stream).join(Meeting, Meeting.id == Stream.session_id).where(is_recent, has_lines, ~is_known)


def _segments(tx: Session, stream: str) -> list[Segment]:
    session = tx.get_one(Stream, stream).session_id
    mine = (Segment.session_id == session, Segment.stream_id == stream, Segment.replaced_by.is_(None))
    query = select(Segment).where(*mine)
    return list(tx.scalars(query.order_by(Segment.start_sample)))


def _stretches(tx: Session, stream: str) -> list[Stretch]:
    return [
        Stretch(
            each.start_sample,
            each.end_sample,
            each.language,
            each.delegation,
            each.heard,
            each.retracted_by is not None,
        )
        for each in _segments(tx, stream)
    ]


def _line(tx: Session, segment: Segment) -> Line:
    text = tx.get_one(Version, (segment.id, segment.rev)).text
    words = tuple(
        Word(str(word["text"]), int(word["start_sample"]), int(word["end_sample"]), float(word["probability"]))
        for word in segment.words
        if {"text", "start_sample", "end_sample", "probability"} <= word.keys()
    )
    return Line(segment.id, segment.start_sample, segment.end_sample, text, words)
