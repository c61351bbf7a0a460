"""Translate: what was said in every language of its session, and its way to the screens.

Each function is one unit of work on a database transaction; it returns the events to publish after the commit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.storage import log
from server.storage.tables import Meeting, Segment, Translation, Version


@dataclass(frozen=True, slots=True)
class Job:
    """Text for a translate worker. ``rough``: the text itself is a rough translation."""

    session: str
    segment: str
    rev: int
    text: str
    source: str
    target: str
    rough: bool


@dataclass(slots=True)
class Outcome:
    """What a unit of work wants done after its commit."""

    events: list[log.Event] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)


def caption(segment: Segment, **more: Any) -> dict[str, Any]:
    """The payload of a caption event: the segment's facts and what the event adds."""
    return {
        "seg": segment.id,
        "rev": segment.rev,
        "speaker": segment.speaker,
        "delegation": segment.delegation,
        "start_ms": segment.start_ms,
        "end_ms": segment.end_ms,
        "src_lang": segment.language,
        "confidence": segment.confidence,
        "rough": False,
        "note": "",
        **more,
    }


def publish_source(tx: Session, segment: Segment, text: str, status: str, now: int, note: str = "") -> log.Event:
    """Tell every view what was said (or corrected, or retracted)."""
    repairs = [each for each in segment.terms if "heard" in each] if segment.rev == 1 and text else []
    payload = caption(
        segment, status=status, lang=segment.language, text=text, engine=segment.engine, note=note, sent_at=now,
        **({"repairs": repairs} if repairs else {}),
    )  # fmt: skip
    return log.append(tx, segment.session_id, log.EVERY_VIEW, "caption", payload, now)


def request_translations(
    tx: Session,
    segment: Segment,
    text: str,
    english: str | None,
    routes: dict[str, set[str]],
    outcome: Outcome,
    now: int,
) -> None:
    """Make the rows, events and jobs of a segment's current version in every language of its session."""
    languages = [code for code in tx.get_one(Meeting, segment.session_id).languages if code != segment.language]
    if english and "en" not in routes.get(segment.language, set()):
        outcome.events += store_translation(tx, segment, "en", english, "whisper", True, "done", "rough", now)
        languages = [code for code in languages if code != "en"]
    for target in languages:
        if target in routes.get(segment.language, set()):
            _pend(
                tx,
                segment,
                target,
                outcome,
                Job(segment.session_id, segment.id, segment.rev, text, segment.language, target, False),
            )
        elif english and target in routes.get("en", set()):
            _pend(
                tx,
                segment,
                target,
                outcome,
                Job(segment.session_id, segment.id, segment.rev, english, "en", target, True),
            )
        else:
            pair = f"{segment.language}-{target}"
            note = f"no route from {segment.language} to {target}: flask --app server models install {pair}"
            status = "failed" if segment.rev == 1 else "not_renewed"
            outcome.events += store_translation(tx, segment, target, "", "", False, status, note, now)


def _pend(tx: Session, segment: Segment, target: str, outcome: Outcome, job: Job) -> None:
    tx.merge(
        Translation(
            segment_id=segment.id,
            rev=segment.rev,
            language=target,
            text="",
            engine="",
            rough=job.rough,
            status="pending",
            note="",
        )
    )
    outcome.jobs.append(job)


def store_translation(
    tx: Session, segment: Segment, language: str, text: str, engine: str, rough: bool, status: str, note: str, now: int
) -> list[log.Event]:
    """Store a translation of the segment's current version and tell its view, if the session has that view."""
    tx.merge(
        Translation(
            segment_id=segment.id,
            rev=segment.rev,
            language=language,
            text=text,
            engine=engine,
            rough=rough,
            status=status,
            note=note,
        )
    )
    if language not in tx.get_one(Meeting, segment.session_id).languages:
        return []
    shown = {"done": "final" if segment.rev == 1 else "corrected", "person": "corrected"}.get(status, "failed")
    payload = caption(
        segment, status=shown, lang=language, text=text, engine=engine, rough=rough, note=note, sent_at=now
    )
    return [log.append(tx, segment.session_id, language, "caption", payload, now)]


def translated(
    tx: Session, job: Job, text: str, engine: str, rough: bool, error: str, now: int, doubts: str = ""
) -> list[log.Event]:
    """Store what a translate worker answered; ignored when the segment has a newer version or a person's own text.

    ``error``: why there is no text; ``doubts``: a note of codes (core/notes.py).
    """
    segment = tx.get(Segment, job.segment)
    row = tx.get(Translation, (job.segment, job.rev, job.target))
    if (
        segment is None
        or segment.rev != job.rev
        or segment.retracted_by is not None
        or row is None
        or row.status != "pending"
    ):
        return []
    status, note = ("failed", error) if error else ("done", doubts)
    return store_translation(tx, segment, job.target, text, engine, rough, status, note, now)


def pending(tx: Session, routes: dict[str, set[str]]) -> list[Job]:
    """The translations that a restart interrupted."""
    jobs = []
    rows = tx.execute(
        select(Translation, Segment)
        .join(Segment, Segment.id == Translation.segment_id)
        .where(Translation.status == "pending")
    )
    for row, segment in rows:
        english = tx.get(Translation, (segment.id, segment.rev, "en"))
        text = tx.get_one(Version, (segment.id, segment.rev)).text
        if row.rev == segment.rev and row.rough and english is not None:
            jobs.append(Job(segment.session_id, segment.id, row.rev, english.text, "en", row.language, True))
        elif row.rev == segment.rev:
            jobs.append(Job(segment.session_id, segment.id, row.rev, text, segment.language, row.language, False))
    return jobs
