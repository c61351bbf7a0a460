"""Translate: what was said in every language of its session, and its way to the screens.

Each function is one unit of work on a database transaction; it returns the events to publish after the commit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from server.core.translation.notes import note_of
from server.core.translation.sharing import share
from server.services.hearing import holdings
from server.storage import lock, log
from server.storage.tables import Meeting, Segment, Translation, Version
from translation.guard import FATAL, problems
from translation.quality import built_in
from translation.route import command

Routes = dict[str, set[str]]  # a source language and those that text engines reach from it
GOES_ON = "…"
INTERPRETER, WHISPER = "interpreter", "whisper"  # engines by name: a person, and recognition's own English
HELD, INTERPRETED = "held", "interpreted"
WAITING = ("pending", HELD)  # of which there is nothing to be told yet


@dataclass(frozen=True, slots=True)
class Part:
    """What one segment gives to a text that is translated as one."""

    segment: str
    text: str


@dataclass(frozen=True, slots=True)
class Job:
    """Text for a translate worker. ``rough``: the text itself is a rough translation.

    ``parts``: where the text is a sentence heard in several segments, these in order, all of version ``rev``.
    ``shown``: where it is still spoken, what stands on the screens of its translation. ``before``: what was said
    before it on the same microphone, for engines that gain from it. ``is_document``: a paragraph of the statement
    ``session``, which waits behind every caption; ``fixed``: what its answer must have, beside the glossary, as
    ``(term, rendering)``.
    """

    session: str
    segment: str
    rev: int
    text: str
    source: str
    target: str
    rough: bool
    parts: tuple[Part, ...] = ()
    tried: int = 0  # so many times it failed
    shown: str = ""
    before: str = ""
    is_document: bool = False
    fixed: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Outcome:
    """What a unit of work wants done after its commit; ``looks``: when to look at microphones whose pieces wait.

    ``unrouted``: what no text engine has a way for, and a person's translation may be remembered or handed in of;
    ``reworded``: lines of which a person changed words or speaker: what cites them is told.
    """

    events: list[log.Event] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    looks: dict[str, int] = field(default_factory=dict)
    unrouted: list[Job] = field(default_factory=list)
    reworded: list[str] = field(default_factory=list)


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
    alone and at once, so that only the line that somebody touched changes. Where an interpreter has the language the
    line waits for them; what they said of its former words stays, marked as not renewed.
    """
    languages = [code for code in tx.get_one(Meeting, segment.session_id).languages if code != segment.language]
    if english and "en" not in routes.get(segment.language, set()):  # first, since others are made of it
        languages = ["en", *(code for code in languages if code != "en")]
    held = holdings.held(tx, segment.session_id, now)
    for target in languages:
        former = tx.get(Translation, (segment.id, segment.rev - 1, target))
        if former is not None and former.engine == INTERPRETER and former.text:
            kept = (former.text, INTERPRETER, False, "not_renewed", "not_renewed")
            outcome.events += store_translation(tx, segment, target, *kept, now)
        elif target in held and (former.status == HELD if former else segment.rev == 1):
            hold(tx, segment, target, english if target == "en" else None)
        else:
            ask_machine(tx, segment, target, text, english, routes, outcome, now)


def fit_english(text: str, english: str | None, language: str) -> str | None:
    """Recognition's own English of a text, or None where it is no English of it: a loop, the text as it was said, or
    far from its length."""
    return None if english is None or problems(text, english, language, "en") & FATAL else english


def ask_machine(
    tx: Session,
    segment: Segment,
    target: str,
    text: str,
    english: str | None,
    routes: dict[str, set[str]],
    outcome: Outcome,
    now: int,
) -> None:
    """Have a machine translate a segment's current version into one language, or say that none can."""
    direct = routes.get(segment.language, set())
    if english and target == "en" and "en" not in direct:
        doubts = note_of(["rough", *problems(text, english, segment.language, "en")])
        outcome.events += store_translation(tx, segment, "en", english, WHISPER, True, "done", doubts, now)
        outcome.unrouted.append(Job(segment.session_id, segment.id, segment.rev, text, segment.language, "en", False))
    elif target in direct:
        job = Job(segment.session_id, segment.id, segment.rev, text, segment.language, target, False)
        _pend(tx, segment, target, outcome, job)
    elif english and target in routes.get("en", set()):
        job = Job(segment.session_id, segment.id, segment.rev, english, "en", target, True)
        _pend(tx, segment, target, outcome, job)
    else:
        note = no_route(segment.language, target, routes)
        status = "failed" if segment.rev == 1 else "not_renewed"
        outcome.events += store_translation(tx, segment, target, "", "", False, status, note, now)
        outcome.unrouted.append(Job(segment.session_id, segment.id, segment.rev, text, segment.language, target, False))


def no_route(source: str, target: str, routes: dict[str, set[str]]) -> str:
    """Why there is no translation, with the command that would mend it."""
    install = command(source, target, built_in(), lambda one, other: other in routes.get(one, set()))
    return f"no route from {source} to {target}{f': {install}' if install else ''}"


def hold(tx: Session, segment: Segment, target: str, english: str | None) -> None:
    """The line waits for its interpreter; recognition's own English stays beside it, should nobody come."""
    by_recognition = {"text": english, "engine": WHISPER, "rough": True}
    facts = by_recognition if english else {"text": "", "engine": "", "rough": False}
    place = {"segment_id": segment.id, "rev": segment.rev, "language": target}
    tx.merge(Translation(**place, **facts, status=HELD, note="", led_by=None))


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
    former = tx.get(Translation, (segment.id, segment.rev, language))
    is_first = is_as_heard(tx, segment) and not (former is not None and former.status == status == INTERPRETED)
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
    if status in WAITING or language not in tx.get_one(Meeting, segment.session_id).languages:
        return []
    fresh = "final" if is_first else "corrected"
    shown = {"done": fresh, INTERPRETED: fresh, "person": "corrected"}.get(status, "corrected" if text else "failed")
    payload = caption(
        segment, status=shown, lang=language, text=text, engine=engine, rough=rough, note=note, sent_at=now
    )
    return [log.append(tx, segment.session_id, language, "caption", payload, now)]


def translated(
    tx: Session, job: Job, text: str, engine: str, rough: bool, error: str, now: int, doubts: str = ""
) -> list[log.Event]:
    """Store what a translate worker answered; ignored when the segment has a newer version or a person's own text,
    and when the minutes are approved.

    Of a sentence heard in several segments each gets its part. ``error``: why there is no text; ``doubts``: a note of
    codes (core/translation/notes.py).
    """
    if lock.is_locked(tx, job.session):
        return []
    status, note = ("failed", error) if error else ("done", doubts)
    parts = job.parts or (Part(job.segment, job.text),)
    said = [part.text for part in parts]
    texts = [text] * len(parts) if len(parts) == 1 or error else shared(text, said, job.source, job.target)
    events: list[log.Event] = []
    for part, own in zip(parts, texts, strict=True):
        segment = tx.get(Segment, part.segment)
        row = tx.get(Translation, (part.segment, job.rev, job.target))
        is_current = segment is not None and segment.rev == job.rev and segment.stands
        is_open = row is not None and (row.status == "pending" or (row.status == "failed" and job.tried and not error))
        if segment is not None and is_current and is_open:
            events += store_translation(tx, segment, job.target, own, engine, rough, status, note, now)
    return events


def is_as_heard(tx: Session, segment: Segment) -> bool:
    """Whether nobody corrected a line; one that was only split or merged has later versions all the same."""
    if segment.rev == 1 or segment.replaces is None:
        return segment.rev == 1
    first, last = (tx.get_one(Version, (segment.id, rev)).text for rev in (1, segment.rev))
    return first == last


def shared(text: str, said: Sequence[str], source: str, target: str) -> list[str]:
    """Each segment's part; a segment for which no word is left says that the line before goes on."""
    return [each or GOES_ON for each in share(text, said, source, target)]
