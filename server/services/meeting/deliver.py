"""Deliver: what a delegation says as it handed it in gets the translation that it handed in.

Looked for before a translate worker is asked; what is not found goes to the workers as ever. Each function is one unit
of work; ``Delivery`` joins them to the hall, and compares on a native thread outside of any transaction.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.clock import now_ms
from server.core.errors import RoundtableError
from server.core.text.sentences import joined
from server.core.translation.alignment import align
from server.core.translation.notes import note_of
from server.core.translation.remarks import Found, Remarks
from server.logs import Log
from server.services.hearing import translate
from server.services.hearing.translate import Job
from server.services.meeting import remarks
from server.storage import log
from server.storage.tables import Remarks as Row
from server.storage.tables import RemarksTranslation, Segment, Translation, Version

if TYPE_CHECKING:
    from server.services.hearing.hall import Hall

LOG = Log("deliver")
ENGINE = "remarks"
PARTED = "delivery"
MOST_READY = 32  # remarks with one translation: less than a megabyte each, the longest that may be 6
MOST_PLACES = 1_000
Key = tuple[str, int, str]  # remarks, version, language of the translation


@dataclass(frozen=True, slots=True)
class Paper:
    """Remarks with one translation; ``texts`` is None where they are ready already."""

    key: Key
    language: str
    texts: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A job, what was said of it, and the papers that it may have been read from.

    ``is_corrected``: by a person, who has decided what was said.
    """

    job: Job
    said: str
    is_corrected: bool
    papers: tuple[Paper, ...]


def asked(tx: Session, jobs: Sequence[Job], ready: Collection[Key]) -> list[Asked]:
    """Of these jobs those for which remarks were handed in by who spoke, in the language spoken."""
    papers: dict[str, list[Row]] = {}
    found = []
    for job in jobs:
        if job.session not in papers:
            papers[job.session] = remarks.current(tx, job.session)
        if papers[job.session]:
            found.append(_asked(tx, job, papers[job.session], ready))
    return [each for each in found if each is not None]


def answer(tx: Session, answers: Mapping[Job, Found], now: int) -> list[log.Event]:
    """Store the translations that were found, also in the place of what no engine or only a rough one could do."""
    events: list[log.Event] = []
    for job, found in answers.items():
        row = tx.get(Translation, (job.segment, job.rev, job.target))
        is_none = row is not None and row.status in ("failed", "not_renewed") and not row.text
        if row is not None and (is_none or (row.status == "done" and row.engine == translate.WHISPER)):
            row.status = "pending"
        note = note_of([PARTED] if found.is_parted else [])
        events += translate.translated(tx, job, found.text, ENGINE, False, "", now, note)
    return events


class Delivery:
    """Answers what it can of the jobs for the translate workers. Runs on the hub."""

    def __init__(self, hall: Hall, native: Callable[..., Any]) -> None:
        """``native``: runs blocking work on a native thread."""
        self._hall, self._native = hall, native
        self._ready: OrderedDict[Key, Remarks] = OrderedDict()
        self._places: OrderedDict[Key, int] = OrderedDict()

    def answered(self, jobs: Iterable[Job], unrouted: Iterable[Job] = ()) -> list[Job]:
        """Store and publish what was handed in; returns the jobs that are left. A database that is away costs nothing
        but this."""
        left, more = list(jobs), list(unrouted)
        if not left and not more:
            return []
        try:
            ready, places = dict(self._ready), dict(self._places)
            wanted = self._hall.read(partial(asked, jobs=[*left, *more], ready=tuple(ready)))
            if not wanted:
                return left
            answers: dict[Job, Found] = self._native(_matched, wanted, ready, places)
            self._keep(ready, places)
            events = self._hall.write(partial(answer, answers=answers, now=now_ms())) if answers else []
        except RoundtableError as error:
            LOG.warning("remarks_away", error)
            return left
        self._hall.publish(events)
        self._hall.metrics.translations.labels(ENGINE, "done").inc(len(answers))
        return [job for job in left if job not in answers]

    def _keep(self, ready: dict[Key, Remarks], places: dict[Key, int]) -> None:
        self._ready.update(ready)
        self._places.update(places)
        while len(self._ready) > MOST_READY:
            self._ready.popitem(last=False)
        while len(self._places) > MOST_PLACES:
            self._places.popitem(last=False)


def _matched(wanted: Sequence[Asked], ready: dict[Key, Remarks], places: dict[Key, int]) -> dict[Job, Found]:
    """What of the remarks is said in each job. Blocks for some milliseconds, longer when remarks are made ready."""
    answers: dict[Job, Found] = {}
    for each in wanted:
        best: tuple[Found, Key] | None = None
        for paper in each.papers:
            found = _prepared(paper, each.job.target, ready).find(each.said, places.get(paper.key, 0))
            if found is not None and (best is None or found.likeness > best[0].likeness):
                best = (found, paper.key)
        if best is not None and not (each.is_corrected and best[0].is_parted):
            answers[each.job] = best[0]
            places[best[1]] = best[0].end
    return answers


def _prepared(paper: Paper, target: str, ready: dict[Key, Remarks]) -> Remarks:
    if paper.key not in ready and paper.texts is not None:
        text, told = paper.texts
        ready[paper.key] = Remarks(align(text, told, paper.language, target), paper.language, target)
    return ready[paper.key]


def _asked(tx: Session, job: Job, rows: Sequence[Row], ready: Collection[Key]) -> Asked | None:
    said, language, speaker = "", "", ""
    for name in [part.segment for part in job.parts] or [job.segment]:
        segment = tx.get(Segment, name)
        if segment is None or segment.rev != job.rev or not segment.stands or not segment.delegation:
            return None
        if said and segment.delegation != speaker:
            return None
        language, speaker = segment.language, segment.delegation
        said = joined(said, tx.get_one(Version, (segment.id, segment.rev)).text, language)
    mine = [row for row in rows if (row.delegation, row.language, row.withdrawn_at) == (speaker, language, None)]
    papers = [_paper(tx, row, job.target, ready) for row in mine]
    found = tuple(each for each in papers if each is not None)
    return Asked(job, said, job.rev > 1, found) if found else None


def _paper(tx: Session, row: Row, target: str, ready: Collection[Key]) -> Paper | None:
    key = (row.id, row.rev, target)
    if key in ready:
        return Paper(key, row.language, None)
    query = select(RemarksTranslation.text).where(
        RemarksTranslation.remarks_id == row.id,
        RemarksTranslation.rev == row.rev,
        RemarksTranslation.language == target,
    )
    told = tx.scalar(query)
    return None if told is None else Paper(key, row.language, (row.text, told))
