"""Hear: microphones, and what was recognised of them.

Each function is one unit of work on a database transaction; it returns the events to publish after the commit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from server.core.errors import BadRequest, Conflict, NotFound
from server.core.minutes import floor
from server.core.translation.grouping import Patience
from server.core.translation.terms import Repaired
from server.services.hearing import group, interpret
from server.services.hearing.session_time import epochs_of, session_ms, spans, turns
from server.services.hearing.translate import INTERPRETER, Outcome, fit_english, publish_source, request_translations
from server.services.meeting import glossary
from server.services.meeting.glossary import Repair, as_heard
from server.services.minutes import coedit, steps
from server.storage import lock, log
from server.storage.tables import Delegation, Epoch, Meeting, Segment, Stream, Version

PATIENCE = Patience()


def open_stream(
    tx: Session,
    stream_id: str,
    session: str,
    kind: str,
    delegation: str | None,
    language: str,
    session_ms: int,
    written: int,
) -> Stream:
    """Open or resume a microphone under the next epoch; ``written`` samples are already on disk."""
    stream = tx.get(Stream, stream_id)
    if stream is None:
        stream = Stream(
            id=stream_id,
            session_id=session,
            kind=kind,
            delegation=delegation,
            language=language,
            epoch=0,
            lease_epoch=0,
            done_sample=0,
        )
        tx.add(stream)
    elif (stream.session_id, stream.kind, stream.delegation) != (session, kind, delegation) or (
        kind == INTERPRETER and stream.language != language
    ):
        raise NotFound(f"there is no microphone {stream_id!r} in this session")
    elif stream.end_sample is not None:
        raise Conflict(f"the microphone {stream_id!r} was closed; open a new one")
    stream.epoch += 1
    tx.flush()
    tx.add(Epoch(stream_id=stream_id, epoch=stream.epoch, start_sample=written, session_ms=session_ms))
    return stream


def lose(tx: Session, stream_id: str, lost: list[tuple[int, int, str]], now: int) -> Outcome:
    """Audio of a microphone that never came, as ``(start_ms, end_ms, why)``: an event for every view."""
    stream, outcome = tx.get(Stream, stream_id), Outcome()
    if stream is None or stream.kind == INTERPRETER:  # deleted meanwhile; or not of the floor: its page says so
        return outcome
    floor_spans = spans(tx, stream.session_id, "floor")
    for start_ms, end_ms, why in lost:
        held = floor.holder(floor_spans, start_ms, end_ms)
        code = stream.delegation if stream.kind != "mixed" else (held.owner if held else None)
        facts = {"stream": stream_id, "delegation": code, "name": speaker_name(tx, code)}
        payload = {**facts, "start_ms": start_ms, "end_ms": end_ms, "why": why}
        outcome.events.append(log.append(tx, stream.session_id, log.EVERY_VIEW, "gap", payload, now))
    return outcome


def lease(tx: Session, stream_id: str, hotwords: Callable[[str, str | None], str] | None = None) -> dict[str, Any]:
    """The next lease of a stream: a new epoch that starts at the done-sample; earlier leases are fenced off by it.

    ``hotwords``: (language, delegation that speaks) -> names and terms to expect.
    """
    stream = tx.get(Stream, stream_id)
    if stream is None:
        raise NotFound(f"there is no microphone {stream_id!r}")
    stream.lease_epoch += 1
    changes = turns(tx, stream)
    language = [each["language"] for each in changes if each["at_sample"] <= stream.done_sample][-1]
    return {
        "stream": stream_id,
        "epoch": stream.lease_epoch,
        "start_sample": stream.done_sample,
        "session": stream.session_id,
        "turns": changes,
        "hotwords": hotwords(language, _holder(tx, stream)) if hotwords else "",
        "end_sample": stream.end_sample,
    }


def accept(
    tx: Session,
    stream_id: str,
    epoch: int,
    result: dict[str, Any],
    routes: dict[str, set[str]],
    engine: str,
    now: int,
    repair: Repair = as_heard,
    patience: Patience = PATIENCE,
) -> Outcome | None:
    """Store one result of a speech worker, or None when its lease is not current or its start is not the done-sample.

    ``routes`` maps a source language to those that text engines reach. The same transaction advances the done-sample.
    ``repair``: what is shown of a text in a language; what was heard is kept as it is.
    """
    start, end = int(result["start_sample"]), int(result["end_sample"])
    if end < start:
        raise BadRequest(f"a result must not end before it starts; found {start}..{end}")
    moved = tx.execute(
        update(Stream)
        .where(Stream.id == stream_id, Stream.lease_epoch == epoch, Stream.done_sample == start)
        .values(done_sample=end)
        .returning(Stream.session_id)
    ).scalar()
    if moved is None:
        return None
    if result["kind"] != "final" or not str(result["text"]).strip():
        return Outcome()
    if tx.get_one(Stream, stream_id).kind == INTERPRETER:
        return _interpreted(tx, stream_id, result, now, repair)
    outcome = _final(tx, stream_id, result, routes, engine, now, repair)
    closed = group.close(tx, stream_id, now, patience, heard_at=now)
    return Outcome(outcome.events, [*outcome.jobs, *closed.jobs], closed.looks, outcome.unrouted)


def _final(
    tx: Session,
    stream_id: str,
    result: dict[str, Any],
    routes: dict[str, set[str]],
    engine: str,
    now: int,
    repair: Repair,
) -> Outcome:
    stream = tx.get_one(Stream, stream_id)
    if lock.is_locked(tx, stream.session_id):
        return _heard_late(tx, stream, result, now)
    heard = result["text"].strip()
    repaired = repair(heard, result["language"])
    segment = _segment(tx, stream, result, engine, heard, repaired)
    tx.add(segment)
    tx.add(Version(segment_id=segment.id, rev=1, text=repaired.text, by="", why="heard", at=now))
    tx.flush()
    coedit.came(tx, segment, repaired.text)
    outcome = Outcome([publish_source(tx, segment, repaired.text, "final", now)])
    english = fit_english(heard, result.get("english"), result["language"])
    request_translations(tx, segment, repaired.text, english, routes, outcome, now)
    outcome.events += interpret.final_came(tx, segment, now)
    return outcome


def _segment(
    tx: Session, stream: Stream, result: dict[str, Any], engine: str, heard: str, repaired: Repaired
) -> Segment:
    """The line that a result becomes: placed in the session's time by its words, said by who had the floor then."""
    start, end = int(result["start_sample"]), int(result["end_sample"])
    words = list(result.get("words") or [])
    first, last = (int(words[0]["start_sample"]), int(words[-1]["end_sample"])) if words else (start, end)
    epochs = epochs_of(tx, stream.id)
    start_ms, end_ms = session_ms(epochs, first), session_ms(epochs, last)
    code = _speaker(tx, stream, start_ms, end_ms)
    return Segment(
        id=f"{stream.id}-{start}",
        session_id=stream.session_id,
        stream_id=stream.id,
        start_sample=start,
        end_sample=end,
        start_ms=start_ms,
        end_ms=end_ms,
        language=result["language"],
        speaker=speaker_name(tx, code),
        delegation=code,
        heard=heard,
        words=words,
        terms=glossary.shown(repaired, words),
        engine=engine,
        confidence=float(result.get("confidence") or 0.0),
        rev=1,
    )


def _heard_late(tx: Session, stream: Stream, result: dict[str, Any], now: int) -> Outcome:
    """The minutes are approved: the words stand among what was done to them, for a corrigendum, and in no line."""
    start, end = int(result["start_sample"]), int(result["end_sample"])
    place = {"stream": stream.id, "start_ms": session_ms(epochs_of(tx, stream.id), start), "end_sample": end}
    steps.add(tx, stream.session_id, steps.HEARD_LATE, steps.NOBODY, "", now, **place, text=result["text"].strip())
    return Outcome()


def _interpreted(tx: Session, stream_id: str, result: dict[str, Any], now: int, repair: Repair) -> Outcome:
    """What an interpreter says is no words of the floor: it is a line of theirs."""
    text = repair(result["text"].strip(), result["language"]).text
    words = list(result.get("words") or [])
    start = int(words[0]["start_sample"]) if words else int(result["start_sample"])
    began_ms = session_ms(epochs_of(tx, stream_id), start)
    stream = tx.get_one(Stream, stream_id)
    open_ms = _open_ms(tx, stream.session_id)
    return interpret.voiced(tx, stream, int(result["start_sample"]), text, began_ms, open_ms, now)


def _open_ms(tx: Session, session: str) -> int | None:
    """From which session time on words of the floor may still become final; None where none may."""
    is_open = or_(Stream.end_sample.is_(None), Stream.done_sample < Stream.end_sample)
    floors = tx.scalars(select(Stream).where(Stream.session_id == session, Stream.kind != INTERPRETER, is_open))
    times = [session_ms(epochs, each.done_sample) for each in floors if (epochs := epochs_of(tx, each.id))]
    return min(times, default=None)


def under_way(tx: Session, stream_id: str, start: int, end: int) -> dict[str, Any] | None:
    """Who says words under way, and since when; None while captions are paused, or when the microphone was deleted."""
    stream = tx.get(Stream, stream_id)
    if stream is None or tx.get_one(Meeting, stream.session_id).paused:
        return None
    epochs = epochs_of(tx, stream_id)
    start_ms, end_ms = session_ms(epochs, start), session_ms(epochs, end)
    code = _speaker(tx, stream, start_ms, end_ms)
    return {"speaker": speaker_name(tx, code), "delegation": code, "start_ms": start_ms, "end_ms": end_ms}


def _holder(tx: Session, stream: Stream) -> str | None:
    """The delegation that speaks into a microphone now: its own, or who has the floor."""
    if stream.kind != "mixed":
        return stream.delegation
    held = spans(tx, stream.session_id, "floor")
    return held[-1].owner if held and held[-1].end_ms is None else None


def _speaker(tx: Session, stream: Stream, start_ms: int, end_ms: int) -> str | None:
    """The delegation that speaks: the microphone's own, or who held the floor."""
    if stream.kind != "mixed":
        return stream.delegation
    held = floor.holder(spans(tx, stream.session_id, "floor"), start_ms, end_ms)
    return held.owner if held else None


def speaker_name(tx: Session, code: str | None) -> str:
    """The name on the captions for a delegation's code."""
    found = tx.get(Delegation, code) if code else None
    return found.name if found else (code or "")
