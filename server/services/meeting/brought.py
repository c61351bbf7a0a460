"""Brought in: a recording or a transcript from elsewhere becomes a session. Each function is one unit of work.

A recording is a microphone that was closed: it is recognised as one whose page has gone. A transcript's lines are
segments as any others, beside the sound of a recording where there is one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import BadRequest, Conflict, NotFound, UnknownLanguage
from server.core.minutes.transcript import Line, timed
from server.services.hearing import group, hear, session_time, translate
from server.services.hearing.translate import INTERPRETER, Outcome
from server.services.meeting import convene, sessions
from server.services.minutes import coedit
from server.storage import log
from server.storage.tables import BroughtIn, Delegation, Epoch, Meeting, Segment, Stream, Translation, Version

RECORDING, TRANSCRIPT = "recording", "transcript"
FILE = "file"  # the engine of what came in a file
CONNECTION = 1  # the one epoch of a microphone that stands for a file
LISTED = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where it goes: into the session ``session``, or into a new one. ``opened_at``: when the meeting began."""

    session: str
    is_new: bool
    title: str = ""
    visibility: str = "participants"
    languages: tuple[str, ...] = ()
    opened_at: int | None = None


@dataclass(frozen=True, slots=True)
class File:
    """What came: its name, its SHA-256, and who brought it."""

    name: str
    sha256: str
    by: str


def put_recording(
    tx: Session,
    wanted: Wanted,
    file: File,
    stream_id: str,
    samples: int,
    language: str,
    delegation: str | None,
    is_recognised: bool,
    known: dict[str, str],
    now: int,
) -> Stream:
    """A session with a closed microphone of so many samples, to be recognised from its beginning.

    Without ``is_recognised`` nothing of it is: a transcript is to come. Raises what ``_meeting`` raises.
    """
    _check_language(language, known)
    if delegation and tx.get(Delegation, delegation) is None:
        raise NotFound(f"there is no delegation {delegation!r}")
    meeting = _meeting(tx, wanted, known)
    if meeting.status != "planned":
        raise Conflict("this session is no longer planned: bring the recording into a new one")
    length_ms = samples // session_time.SAMPLES_PER_MS
    _close(meeting, wanted, now, length_ms)
    stream = _stream(tx, stream_id, meeting.id, language, samples, delegation)
    stream.done_sample = 0 if is_recognised else samples
    facts = {"length_ms": length_ms, "is_recognised": is_recognised}
    _note(tx, meeting, RECORDING, file, stream_id, facts, now)
    return stream


def put_transcript(
    tx: Session,
    wanted: Wanted,
    file: File,
    stream_id: str,
    lines: Sequence[Line],
    language: str,
    facts: dict[str, Any],
    routes: dict[str, set[str]],
    known: dict[str, str],
    now: int,
) -> Outcome:
    """The lines as segments: beside the sound of the session's recording, else without any.

    Their translations are asked for as those of any line; what came with them stands. ``stream_id``: for lines without
    sound. Raises Conflict where the session has lines already, and what ``_meeting`` raises.
    """
    _check_language(language, known)
    meeting = _meeting(tx, wanted, known)
    if tx.scalars(select(Segment.id).where(Segment.session_id == meeting.id).limit(1)).first() is not None:
        raise Conflict("this session has lines already: bring the transcript into a new one")
    beside = _recorded(tx, meeting.id)
    length_ms = None if beside is None else (beside.end_sample or 0) // session_time.SAMPLES_PER_MS
    placed = timed(lines, language, length_ms)
    last_ms = max((line.end_ms or 0 for line in placed), default=0)
    if beside is None:
        stream = _stream(tx, stream_id, meeting.id, language, last_ms * session_time.SAMPLES_PER_MS, None)
    else:
        stream = beside
    if meeting.status == "planned":
        _close(meeting, wanted, now, last_ms)
    names, epochs = _names(tx), session_time.epochs_of(tx, stream.id)
    segments = [_segment(line, number, stream, epochs, names, language) for number, line in enumerate(placed, 1)]
    versions = [
        Version(segment_id=segment.id, rev=1, text=line.text, by=file.by, why="brought in", at=now)
        for segment, line in zip(segments, placed, strict=True)
    ]
    tx.add_all([*segments, *versions])  # held until the end: groups look each of them up
    unrouted = _tell(tx, meeting, segments, placed, routes, known, now)
    coedit.lines_changed(tx, meeting.id)
    closed = group.close(tx, stream.id, now, hear.PATIENCE, heard_at=now)
    _note(tx, meeting, TRANSCRIPT, file, stream.id, {**facts, "lines": len(placed)}, now)
    return Outcome([], closed.jobs, closed.looks, unrouted)


def _tell(
    tx: Session,
    meeting: Meeting,
    segments: Sequence[Segment],
    lines: Sequence[Line],
    routes: dict[str, set[str]],
    known: Mapping[str, str],
    now: int,
) -> list[translate.Job]:
    """The lines in the log of every view, and their translations: what came with them, what waits, what none can make.

    All rows at once: line by line, an hour of speech would keep every other writer waiting for half a minute.
    """
    told: list[tuple[str, str, dict[str, Any]]] = []
    unrouted: list[translate.Job] = []
    for segment, line in zip(segments, lines, strict=True):
        said = {"status": "final", "lang": segment.language, "text": line.text, "engine": FILE, "sent_at": now}
        told.append((log.EVERY_VIEW, "caption", translate.caption(segment, **said)))
        given = {target: text for target, text in line.translations if target in known}
        for target in dict.fromkeys((*meeting.languages, *given)):
            if target == segment.language:
                continue
            row = _translation(segment, target, given.get(target, ""), routes)
            tx.add(row)
            if row.status != "pending" and target in meeting.languages:
                told.append((target, "caption", _shown(segment, row, now)))
            if row.status == "failed":
                unrouted.append(translate.Job(meeting.id, segment.id, 1, line.text, segment.language, target, False))
    tx.flush()
    log.append_all(tx, meeting.id, told, now)
    return unrouted


def _translation(segment: Segment, target: str, text: str, routes: dict[str, set[str]]) -> Translation:
    """What came with a line, or that its translation waits, or that none can make it."""
    is_routed = target in routes.get(segment.language, ())
    status = "done" if text else "pending" if is_routed else "failed"
    note = translate.no_route(segment.language, target, routes) if status == "failed" else ""
    return Translation(
        segment_id=segment.id, rev=1, language=target, text=text, engine=FILE if text else "", rough=False,
        status=status, note=note, led_by=None,
    )  # fmt: skip


def _shown(segment: Segment, row: Translation, now: int) -> dict[str, Any]:
    status = "final" if row.text else "failed"
    facts = {"status": status, "lang": row.language, "text": row.text, "engine": row.engine, "note": row.note}
    return translate.caption(segment, **facts, sent_at=now)


def listed(tx: Session, session: str | None = None) -> list[dict[str, Any]]:
    """What was brought in, the newest first, with how far a recording is recognised."""
    query = (
        select(BroughtIn, Meeting.title, Stream.done_sample, Stream.end_sample)
        .select_from(BroughtIn)
        .join(Meeting, Meeting.id == BroughtIn.session_id)
        .outerjoin(Stream, Stream.id == BroughtIn.stream_id)
    )
    if session:
        query = query.where(BroughtIn.session_id == session)
    rows = tx.execute(query.order_by(BroughtIn.at.desc(), BroughtIn.id.desc()).limit(LISTED))
    return [_shape(row, title, done, end) for row, title, done, end in rows]


def _shape(row: BroughtIn, title: str, done: int | None, end: int | None) -> dict[str, Any]:
    is_recording = row.kind == RECORDING and done is not None and end is not None
    return {
        "id": row.id,
        "session": row.session_id,
        "title": title,
        "kind": row.kind,
        "name": row.name,
        "by": row.by,
        "at": row.at,
        "done_ms": (done or 0) // session_time.SAMPLES_PER_MS if is_recording else None,
        "length_ms": (end or 0) // session_time.SAMPLES_PER_MS if is_recording else None,
        "is_recognised": bool(row.facts.get("is_recognised")) if is_recording else None,
    }


def _meeting(tx: Session, wanted: Wanted, known: dict[str, str]) -> Meeting:
    """The session that is meant. Raises NotFound, Conflict, BadRequest or UnknownLanguage."""
    if wanted.is_new:
        languages = list(dict.fromkeys(wanted.languages))
        return convene.create_session(tx, wanted.session, wanted.title, wanted.visibility, languages, known)
    meeting = sessions.get_session(tx, wanted.session)
    if meeting.status == "open":
        raise Conflict("this session is open: close it first, or bring the file into a new one")
    return meeting


def _close(meeting: Meeting, wanted: Wanted, now: int, length_ms: int) -> None:
    """The meeting is over; how long it is kept counts from now."""
    if wanted.opened_at is not None and not 0 < wanted.opened_at <= now:
        raise BadRequest("the meeting can't have begun in the future")
    meeting.status, meeting.closed_at = "closed", now
    meeting.opened_at = wanted.opened_at if wanted.opened_at is not None else max(1, now - length_ms)


def _check_language(language: str, known: Mapping[str, str]) -> None:
    if language not in known:
        raise UnknownLanguage(f"unknown language {language[:40]!r}; there are {', '.join(sorted(known))}")


def _stream(tx: Session, stream_id: str, session: str, language: str, samples: int, delegation: str | None) -> Stream:
    kind = "delegation" if delegation else "mixed"
    stream = Stream(
        id=stream_id, session_id=session, kind=kind, delegation=delegation, language=language, epoch=CONNECTION,
        lease_epoch=0, done_sample=samples, end_sample=samples,
    )  # fmt: skip
    tx.add(stream)
    tx.flush()
    tx.add(Epoch(stream_id=stream_id, epoch=CONNECTION, start_sample=0, session_ms=0))
    tx.flush()
    return stream


def _recorded(tx: Session, session: str) -> Stream | None:
    """The longest recording of a session. Raises Conflict while it is being recognised."""
    streams = list(tx.scalars(select(Stream).where(Stream.session_id == session, Stream.kind != INTERPRETER)))
    if any(each.end_sample is None or each.done_sample < each.end_sample for each in streams):
        raise Conflict("the recording of this session is still being recognised: it brings its own lines")
    return max(streams, key=lambda each: each.end_sample or 0, default=None)


def _names(tx: Session) -> dict[str, Delegation]:
    """The delegations by code and by name, however it is written."""
    found = {}
    for each in tx.scalars(select(Delegation)):
        found.update({each.code.casefold(): each, each.name.casefold(): each})
    return found


def _segment(
    line: Line, number: int, stream: Stream, epochs: list[Epoch], names: Mapping[str, Delegation], language: str
) -> Segment:
    found = names.get(line.delegation.casefold()) or names.get(line.speaker.casefold())
    start_ms, end_ms = line.start_ms or 0, line.end_ms or 1
    start, end = (min(_sample(epochs, ms), stream.end_sample or 0) for ms in (start_ms, end_ms))
    return Segment(
        id=f"{stream.id}-f{number}",
        session_id=stream.session_id,
        stream_id=stream.id,
        start_sample=start,
        end_sample=max(start, end),
        start_ms=start_ms,
        end_ms=end_ms,
        language=line.language or language,
        speaker=line.speaker or (found.name if found else line.delegation),
        delegation=found.code if found else (line.delegation or None),
        heard=line.text,
        words=[],
        terms=[],
        engine=FILE,
        confidence=1.0,
        rev=1,
    )


def _sample(epochs: list[Epoch], ms: int) -> int:
    """The place of a session time in a stream."""
    holding = [each for each in epochs if each.session_ms <= ms] or epochs[:1]
    epoch = max(holding, key=lambda each: each.session_ms)
    return epoch.start_sample + max(0, ms - epoch.session_ms) * session_time.SAMPLES_PER_MS


def _note(
    tx: Session, meeting: Meeting, kind: str, file: File, stream_id: str, facts: dict[str, Any], now: int
) -> None:
    tx.add(BroughtIn(session_id=meeting.id, kind=kind, name=file.name, sha256=file.sha256, stream_id=stream_id,
                     facts=facts, by=file.by, at=now))  # fmt: skip
    tx.flush()
