"""The translation memory: what a person translated is used for the same sentence next time, and offered for near ones.

Each function is one unit of work; ``Memory`` joins them to the hall. Who may not read a session gets no word of it: a
session uses its own entries, and of others those that everybody who reads it may read; what was made in a confidential
session stays in that session.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, delete, func, or_, select, true
from sqlalchemy.orm import Session

from server.clock import now_ms
from server.core.errors import NotFound, RoundtableError, UnknownLanguage
from server.core.minutes.retention import Retention
from server.core.text.sentences import joined
from server.core.translation import memory
from server.logs import Log
from server.services.hearing import session_time, translate
from server.services.hearing.translate import Job
from server.storage import log
from server.storage.tables import Meeting, Remembered, Segment, Translation, Version

if TYPE_CHECKING:
    from server.services.hearing.hall import Hall

LOG = Log("memory")
ENGINE = "memory"
MOST_COMPARED = 2_000  # of entries of a fitting length the newest; some 20 ms of comparing
# By who reads a session: who may read the sessions that its entries come from.
SOURCES = MappingProxyType(
    {
        "public": ("public",),
        "participants": ("public", "participants"),
        "confidential": ("public", "participants"),
    }
)


def over_at(retention: Retention, now: int) -> int | None:
    """Sessions that were closed by then are over with their words, deleted or not; None when none ever is."""
    return retention.latest_closing(now) if retention.takes == "sessions" else None


def remember(tx: Session, segment: Segment, language: str, text: str, by: str, now: int) -> None:
    """Keep a person's translation of the segment's current version; nothing of what touches the time off the record."""
    sentence = tx.get_one(Version, (segment.id, segment.rev)).text
    plain = memory.key(sentence, segment.language)
    hidden = session_time.spans(tx, segment.session_id, "off_record")
    if language == segment.language or not plain:
        return
    if any(span.overlap_ms(segment.start_ms, segment.end_ms) for span in hidden):
        return
    meeting = tx.get_one(Meeting, segment.session_id)
    tx.add(
        Remembered(
            **indexed(segment.language, language, sentence, plain), session_id=meeting.id, segment_id=segment.id,
            text=text, by=by, visibility=meeting.visibility, at=now,
        )
    )  # fmt: skip


def indexed(source: str, target: str, sentence: str, plain: str) -> dict[str, Any]:
    """The columns that say of which sentence an entry is."""
    size = len(memory.words(plain, source))
    facts = {"source": source, "target": target, "sentence": sentence, "plain": plain}
    return {**facts, "digest": memory.digest(plain), "size": size}


def forget(tx: Session, segment: str) -> None:
    """What was kept of a line that is taken back."""
    tx.execute(delete(Remembered).where(Remembered.segment_id == segment))


def is_kept(over: int | None) -> ColumnElement[bool]:
    """Of entries joined to their sessions: those whose session is not over."""
    if over is None:
        return true()
    is_open = or_(Meeting.status != "closed", Meeting.closed_at.is_(None))
    return or_(Meeting.id.is_(None), is_open, Meeting.closed_at > over)


def visibility() -> ColumnElement[str]:
    """Of entries joined to their sessions: who may read them."""
    return func.coalesce(Meeting.visibility, Remembered.visibility)


def recall(tx: Session, jobs: Sequence[Job], over: int | None) -> dict[Job, str]:
    """The translations that persons made of what the jobs ask for."""
    if tx.scalar(select(Remembered.id).limit(1)) is None:
        return {}
    found = {}
    for job in jobs:
        text = _recalled(tx, job, over)
        if text is not None:
            found[job] = text
    return found


def answer(
    tx: Session, jobs: Sequence[Job], unrouted: Sequence[Job], over: int | None, now: int
) -> tuple[list[log.Event], set[Job]]:
    """Store what the memory knows of these jobs; returns the events and the jobs that are done.

    ``unrouted``: those for which no engine has a way; their rows say so already, or have recognition's own English.
    """
    found = recall(tx, [*jobs, *unrouted], over)
    for job in unrouted:
        row = tx.get(Translation, (job.segment, job.rev, job.target))
        if job in found and row is not None and _is_replaceable(row):
            row.status = "pending"
    events = []
    for job, text in found.items():
        events += translate.translated(tx, job, text, ENGINE, False, "", now, ENGINE)
    return events, set(found)


def offers(tx: Session, session: str, segment_id: str, language: str, over: int | None) -> list[dict[str, Any]]:
    """What the memory has for sentences like a segment's, best first, as the minutes' page receives it.

    Raises NotFound or UnknownLanguage.
    """
    segment, meeting = tx.get(Segment, segment_id), tx.get(Meeting, session)
    if segment is None or meeting is None or segment.session_id != session:
        raise NotFound(f"there is no segment {segment_id!r} in this session")
    if language not in meeting.languages:
        raise UnknownLanguage(f"this session has no language {language!r}")
    plain = memory.key(tx.get_one(Version, (segment_id, segment.rev)).text, segment.language)
    if not segment.stands or not plain:
        return []
    fewest, most = memory.near_sizes(len(memory.words(plain, segment.language)))
    rows = _seen(meeting, segment.language, language, over).where(Remembered.size.between(fewest, most))
    newest: dict[str, Remembered] = {}
    for row in tx.scalars(rows.order_by(Remembered.at.desc(), Remembered.id.desc()).limit(MOST_COMPARED)):
        newest.setdefault(row.plain, row)
    shown = tx.get(Translation, (segment_id, segment.rev, language))
    return [
        _offer(newest[plain], likeness)
        for plain, likeness in memory.nearest(plain, newest, segment.language)
        if shown is None or newest[plain].text != shown.text
    ]


class Memory:
    """Answers what it can of the jobs for the translate workers. Runs on the hub."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall

    def answered(self, jobs: Iterable[Job], unrouted: Iterable[Job] = ()) -> list[Job]:
        """Store and publish what the memory knows; returns the jobs that are left.

        A database that is away costs nothing but this.
        """
        left, more = list(jobs), list(unrouted)
        if not left and not more:
            return []
        now = now_ms()
        over = over_at(self._hall.retention, now)
        try:
            found = self._hall.read(partial(recall, jobs=[*left, *more], over=over))
            if not found:
                return left
            known, also = [job for job in left if job in found], [job for job in more if job in found]
            events, done = self._hall.write(partial(answer, jobs=known, unrouted=also, over=over, now=now))
        except RoundtableError as error:
            LOG.warning("memory_away", error)
            return left
        self._hall.publish(events)
        self._hall.metrics.translations.labels(ENGINE, "done").inc(len(done))
        return [job for job in left if job not in done]


def _recalled(tx: Session, job: Job, over: int | None) -> str | None:
    names = [part.segment for part in job.parts] or [job.segment]
    segments = [tx.get(Segment, name) for name in names]
    said, language = "", ""
    for segment in segments:
        if segment is None or segment.rev != job.rev or not segment.stands:
            return None
        language = segment.language
        said = joined(said, tx.get_one(Version, (segment.id, segment.rev)).text, language)
    ways = memory.asked(said, language)
    digests = {memory.digest(plain) for way in ways for plain in way}
    meeting = tx.get(Meeting, job.session)
    if not digests or meeting is None:
        return None
    rows = _seen(meeting, language, job.target, over).where(Remembered.digest.in_(digests))
    known = {row.plain: row.text for row in tx.scalars(rows.order_by(Remembered.at, Remembered.id))}
    return memory.answer(ways, known, job.target)


def _is_replaceable(row: Translation) -> bool:
    """Whether a row holds no more than that there is no route, or recognition's own rough translation."""
    return row.status in ("failed", "not_renewed") or (row.status == "done" and row.rough)


def _seen(meeting: Meeting, source: str, target: str, over: int | None) -> Select[Remembered]:
    """The entries of a direction that a session may use."""
    return (
        select(Remembered)
        .outerjoin(Meeting, Meeting.id == Remembered.session_id)
        .where(
            Remembered.source == source,
            Remembered.target == target,
            or_(Remembered.session_id == meeting.id, visibility().in_(SOURCES[meeting.visibility])),
            is_kept(over),
        )
    )


def _offer(row: Remembered, likeness: float) -> dict[str, Any]:
    facts = {"id": row.id, "sentence": row.sentence, "text": row.text, "likeness": round(likeness, 3)}
    return {**facts, "session": row.session_id, "by": row.by, "at": row.at}
