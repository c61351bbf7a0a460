"""Translate: what was said in every language of its session, and its way to the screens.

Each function is one unit of work on a database transaction; it returns the events to publish after the commit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from server.core.sharing import share
from server.storage import log
from server.storage.tables import Meeting, Segment, Translation

GOES_ON = "…"


@dataclass(frozen=True, slots=True)
class Part:
    """What one segment gives to a text that is translated as one."""

    segment: str
    text: str


@dataclass(frozen=True, slots=True)
class Job:
    """Text for a translate worker. ``rough``: the text itself is a rough translation.

    ``parts``: where the text is a sentence heard in several segments, these in order, all of version ``rev``.
    """

    session: str
    segment: str
    rev: int
    text: str
    source: str
    target: str
    rough: bool
    parts: tuple[Part, ...] = ()


@dataclass(slots=True)
class Outcome:
    """What a unit of work wants done after its commit; ``looks``: when to look at microphones whose pieces wait.

    ``unrouted``: what no engine has a way for, and a person's translation may be remembered of.
    """

    events: list[log.Event] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    looks: dict[str, int] = field(default_factory=dict)
    unrouted: list[Job] = field(default_factory=list)


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
    """Make the rows and events of a segment's current version in every language of its session.

    What was just heard waits in its rows until ``group.close`` finds its sentence whole; a correction is translated
    alone and at once, so that only the line that somebody touched changes.
    """
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
            outcome.unrouted.append(
                Job(segment.session_id, segment.id, segment.rev, text, segment.language, target, False)
            )


def _pend(tx: Session, segment: Segment, target: str, outcome: Outcome, job: Job) -> None:
    is_heard = segment.rev == 1
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
            led_by=None if is_heard else f"{segment.id}/{segment.rev}",
        )
    )
    outcome.jobs += [] if is_heard else [job]


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

    Of a sentence heard in several segments each gets its part. ``error``: why there is no text; ``doubts``: a note of
    codes (core/notes.py).
    """
    status, note = ("failed", error) if error else ("done", doubts)
    parts = job.parts or (Part(job.segment, job.text),)
    texts = [text] * len(parts) if len(parts) == 1 or error else _shared(text, parts, job)
    events: list[log.Event] = []
    for part, own in zip(parts, texts, strict=True):
        segment = tx.get(Segment, part.segment)
        row = tx.get(Translation, (part.segment, job.rev, job.target))
        is_current = segment is not None and segment.rev == job.rev and segment.retracted_by is None
        if segment is not None and is_current and row is not None and row.status == "pending":
            events += store_translation(tx, segment, job.target, own, engine, rough, status, note, now)
    return events


def _shared(text: str, parts: tuple[Part, ...], job: Job) -> list[str]:
    """Each segment's part; a segment for which no word is left says that the line before goes on."""
    return [each or GOES_ON for each in share(text, [part.text for part in parts], job.source, job.target)]
