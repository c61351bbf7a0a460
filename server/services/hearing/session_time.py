"""Where the samples of a microphone lie in the session's time, whose floor that was, and where the language turns."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import BadRequest
from server.core.hearing.ordering import RATE_HZ
from server.core.minutes.floor import Span
from server.storage.tables import Epoch, FloorSpan, LanguageTurn, Stream

SAMPLES_PER_MS = RATE_HZ // 1000


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
