"""Hear: microphones, and what was recognised of them.

Each function is one unit of work on a database transaction; it returns the events to publish after the commit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from server.core.errors import BadRequest, Conflict, NotFound
from server.core.hearing.ordering import RATE_HZ
from server.core.minutes import floor
from server.core.minutes.floor import Span
from server.core.translation.grouping import Patience
from server.services.hearing import group, interpret
from server.services.hearing.translate import INTERPRETER, Outcome, fit_english, publish_source, request_translations
from server.services.meeting import glossary
from server.services.meeting.glossary import Repair, as_heard
from server.services.minutes import coedit, steps
from server.storage import lock, log
from server.storage.tables import Delegation, Epoch, FloorSpan, LanguageTurn, Meeting, Segment, Stream, Version

PATIENCE = Patience()
SAMPLES_PER_MS = RATE_HZ // 1000


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


def resume_ms(tx: Session, stream_id: str, written: int, next_sample: int | None, now_ms: int) -> int:
    """The session time at which sample ``written`` of a microphone was captured, when it is opened at ``now_ms``.

    ``next_sample`` is the place that the device is capturing now: what lies between was captured during the cut and is
    dated to that time, never to its arrival. Never earlier than the former epoch says. Raises BadRequest.
    """
    former = epochs_of(tx, stream_id)
    if next_sample is None:
        if former:
            raise BadRequest("next_sample is needed to resume a microphone: the place that it is capturing now")
        return now_ms
    if not isinstance(next_sample, int) or isinstance(next_sample, bool) or next_sample < 0:
        raise BadRequest(f"next_sample must be a whole number from 0; found {next_sample!r}")
    captured_ms = now_ms - max(0, next_sample - written) // SAMPLES_PER_MS
    return max(0, captured_ms, session_ms(former, written) if former else 0)


def session_ms(epochs: list[Epoch], sample: int) -> int:
    """The session time of a stream's sample: from the epoch that holds it."""
    holding = [epoch for epoch in epochs if epoch.start_sample <= sample] or epochs[:1]
    epoch = max(holding, key=lambda each: (each.start_sample, each.epoch))
    return epoch.session_ms + (sample - epoch.start_sample) // SAMPLES_PER_MS


def epochs_of(tx: Session, stream: str) -> list[Epoch]:
    """A stream's connections in order."""
    return list(tx.scalars(select(Epoch).where(Epoch.stream_id == stream).order_by(Epoch.epoch)))


def spans(tx: Session, session: str, kind: str) -> list[Span]:
    """The floor's or the off-record spans of a session."""
    rows = tx.scalars(
        select(FloorSpan).where(FloorSpan.session_id == session, FloorSpan.kind == kind).order_by(FloorSpan.start_ms)
    )
    return [Span(row.start_ms, row.end_ms, row.delegation, row.language) for row in rows]


def turns(tx: Session, stream: Stream) -> list[dict[str, Any]]:
    """Where the language changes on a stream: ``[{at_sample, language}]`` in order, the first at 0.

    The room's microphone follows the floor; what somebody declared for a microphone holds until the next turn.
    """
    declared = select(LanguageTurn).where(LanguageTurn.stream_id == stream.id).order_by(LanguageTurn.at_sample)
    said = [{"at_sample": row.at_sample, "language": row.language} for row in tx.scalars(declared)]
    first = {"at_sample": 0, "language": stream.language}
    return [first, *sorted([*_floor_turns(tx, stream), *said], key=lambda turn: turn["at_sample"])]


def _floor_turns(tx: Session, stream: Stream) -> list[dict[str, Any]]:
    epochs = epochs_of(tx, stream.id)
    if stream.kind != "mixed" or not epochs:  # what never sent anything has no place to turn at
        return []
    found = []
    for span in spans(tx, stream.session_id, "floor"):
        epoch = max((e for e in epochs if e.session_ms <= span.start_ms), key=lambda e: e.epoch, default=epochs[0])
        at_sample = max(0, epoch.start_sample + (span.start_ms - epoch.session_ms) * SAMPLES_PER_MS)
        found.append({"at_sample": at_sample, "language": span.language or stream.language})
    return found


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
    meeting = tx.get_one(Meeting, stream.session_id)
    start, end = int(result["start_sample"]), int(result["end_sample"])
    if lock.is_locked(tx, meeting.id):
        return _heard_late(tx, stream, result, now)
    words = list(result.get("words") or [])
    spoken = (int(words[0]["start_sample"]), int(words[-1]["end_sample"])) if words else (start, end)
    epochs = epochs_of(tx, stream_id)
    start_ms, end_ms = session_ms(epochs, spoken[0]), session_ms(epochs, spoken[1])
    code = _speaker(tx, stream, start_ms, end_ms)
    heard = result["text"].strip()
    repaired = repair(heard, result["language"])
    segment = Segment(
        id=f"{stream_id}-{start}",
        session_id=meeting.id,
        stream_id=stream_id,
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
    tx.add(segment)
    tx.add(Version(segment_id=segment.id, rev=1, text=repaired.text, by="", why="heard", at=now))
    tx.flush()
    coedit.came(tx, segment, repaired.text)
    outcome = Outcome([publish_source(tx, segment, repaired.text, "final", now)])
    english = fit_english(heard, result.get("english"), result["language"])
    request_translations(tx, segment, repaired.text, english, routes, outcome, now)
    outcome.events += interpret.final_came(tx, segment, now)
    return outcome


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
