"""Group: pieces of a sentence wait for each other, so that whole sentences go to translation.

A translation that waits is a pending row without ``led_by``; a closed group's rows all name the version that leads it.
So the database alone says what waits and what was sent; ``Waiting`` only remembers when to look.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from server.clock import now_ms
from server.core.errors import RoundtableError
from server.core.text.sentences import joined
from server.core.translation.grouping import Patience, Piece, group
from server.logs import Log
from server.services.hearing.translate import Job, Outcome, Part
from server.storage.tables import Segment, Stream, Translation, Version

if TYPE_CHECKING:
    from server.services.hearing.hall import Hall

LOG = Log("group")
NEAR_MS = 30_000  # what was said longer ago is another matter
MOST_BEFORE = 400  # characters of it: a sentence or two
LAG_MS = 3_000  # recognition so far behind says nothing of whether somebody still speaks


def close(tx: Session, stream_id: str, now: int, patience: Patience, heard_at: int = 0) -> Outcome:
    """Close the groups of a microphone that wait for nothing more; the outcome has their jobs, and when to look again.

    ``heard_at``: when words under way were last heard there.
    """
    rows = list(tx.execute(_waiting().where(Segment.stream_id == stream_id)))
    outcome = Outcome()
    if not rows:
        return outcome
    first = min(segment.start_sample for _, segment in rows)
    stream = tx.get(Stream, stream_id)
    is_over = stream is None or (stream.end_sample is not None and stream.done_sample >= stream.end_sample)
    segments = list(
        tx.scalars(
            select(Segment)
            .where(Segment.stream_id == stream_id, Segment.start_sample >= first, Segment.replaced_by.is_(None))
            .order_by(Segment.start_sample)
        )
    )
    looks = []
    for language in sorted({row.language for row, _ in rows}):
        waiting = {segment.id: row for row, segment in rows if row.language == language}
        pieces = [_piece(tx, each, waiting.get(each.id)) for each in segments]
        found = group(pieces, patience, now, heard_at, is_over)
        for each in found.closed:
            leader = f"{each[0].segment}/{each[0].rev}"
            for piece in each:
                waiting[piece.segment].led_by = leader
            outcome.jobs.append(_job(tx, each, segments[0].session_id, language))
        looks += [found.look_at] if found.look_at is not None else []
    if looks:
        outcome.looks[stream_id] = min(looks)
    return outcome


def waiting(tx: Session) -> list[str]:
    """The microphones that have pieces that wait."""
    return sorted({segment.stream_id for _, segment in tx.execute(_waiting())})


def pending(tx: Session) -> list[Job]:
    """The translations that a restart interrupted: what was sent and not answered, in the groups it was sent in."""
    rows = tx.execute(
        _pending(Translation.led_by.is_not(None)).order_by(
            Segment.stream_id, Segment.start_sample, Translation.language
        )
    )
    groups: dict[tuple[str | None, str], list[tuple[Translation, Segment]]] = {}
    for row, segment in rows:
        groups.setdefault((row.led_by, row.language), []).append((row, segment))
    return [
        _job(tx, tuple(_piece(tx, segment, row) for row, segment in each), each[0][1].session_id, language)
        for (_, language), each in groups.items()
    ]


class Waiting:
    """When to look at the microphones whose pieces wait. Owned by the hub; what is lost with it is in the database."""

    def __init__(self, hall: Hall, patience: Patience) -> None:
        self._hall, self.patience = hall, patience
        self._looks: dict[str, int] = {}
        self._heard: dict[str, int] = {}

    def finish(self, stream: str) -> None:
        """Nothing more comes of a microphone: look at once."""
        self._looks[stream] = 0

    def later(self, looks: dict[str, int]) -> None:
        """Look at these microphones at these times."""
        self._looks.update(looks)

    def heard(self, stream: str) -> None:
        """Words under way were heard: the speaker goes on."""
        if stream in self._looks:
            self._heard[stream] = now_ms()

    def resume(self) -> None:
        """After a start, or for a process that died: look at everything that waits."""
        self._looks.update({stream: self._looks.get(stream, 0) for stream in self._hall.read(waiting)})

    def sweep(self) -> None:
        """Close what is due."""
        now = now_ms()
        for stream in [stream for stream, at in self._looks.items() if at <= now]:
            self.look(stream)

    def look(self, stream: str) -> None:
        """Close what waits for nothing more on a microphone; a database that is away is asked again."""
        heard_at, now = self._heard_at(stream), now_ms()
        self._looks.pop(stream, None)
        try:
            work = partial(close, stream_id=stream, now=now, patience=self.patience, heard_at=heard_at)
            self._hall.apply(self._hall.write(work))
        except RoundtableError:
            self._looks[stream] = now + self.patience.quiet_ms
            raise
        finally:
            if stream not in self._looks:
                self._heard.pop(stream, None)

    def _heard_at(self, stream: str) -> int:
        is_behind = (self._hall.leases.lag_ms(stream) or 0) > LAG_MS
        return now_ms() if is_behind else self._heard.get(stream, 0)


def _pending(*conditions: ColumnElement[bool]) -> Any:
    """Pending translations of current versions, with their segments."""
    return (
        select(Translation, Segment)
        .join(Segment, Segment.id == Translation.segment_id)
        .where(
            Translation.status == "pending",
            Translation.rev == Segment.rev,
            Segment.stands,
            *conditions,
        )
    )


def _waiting() -> Any:
    return _pending(Translation.led_by.is_(None))


def _piece(tx: Session, segment: Segment, row: Translation | None) -> Piece:
    version = tx.get_one(Version, (segment.id, segment.rev))
    is_rough = row is not None and row.rough
    english = tx.get(Translation, (segment.id, segment.rev, "en")) if is_rough else None
    return Piece(
        segment.id,
        segment.rev,
        version.text,
        english.text if english is not None else version.text,
        segment.language,
        segment.delegation,
        segment.start_ms,
        segment.end_ms,
        version.at,
        row is not None,
        english is not None,
    )


def _before(tx: Session, piece: Piece) -> str:
    """What was said just before a piece on its microphone, in its language; "" where it was long ago or retracted."""
    leader = tx.get_one(Segment, piece.segment)
    earlier = (Segment.stream_id == leader.stream_id, Segment.start_sample < leader.start_sample, Segment.stands)
    found = tx.scalars(select(Segment).where(*earlier).order_by(Segment.start_sample.desc()).limit(1)).first()
    is_near = found is not None and piece.start_ms - found.end_ms < NEAR_MS
    if found is None or not is_near or found.language != piece.language:
        return ""
    return tx.get_one(Version, (found.id, found.rev)).text[-MOST_BEFORE:]


def _job(tx: Session, pieces: tuple[Piece, ...], session: str, target: str) -> Job:
    source = "en" if pieces[0].is_rough else pieces[0].language
    text = ""
    for each in pieces:
        text = joined(text, each.text, source)
    parts = tuple(Part(each.segment, each.text) for each in pieces) if len(pieces) > 1 else ()
    is_rough = pieces[0].is_rough
    before = "" if is_rough else _before(tx, pieces[0])
    return Job(session, pieces[0].segment, pieces[0].rev, text, source, target, is_rough, parts, before=before)
