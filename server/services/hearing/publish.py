"""Publish: events reach the rooms of their views; translations reach the translate workers.

Runs on the hub of the web process. Transactions are already committed when this is called.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Container, Iterable
from dataclasses import replace
from typing import Any

from server.services.hearing.stages import Stages
from server.services.hearing.translate import Job
from server.storage.glossary import Terms
from server.storage.log import Event

Emit = Callable[..., None]
WINDOW = 4  # jobs on their way to one translate worker
MOST_TRIES = 2  # of a text whose translation fails
AGAIN_S = 10.0
# So long after words under way asked for a worker they may ask again; a paragraph waits, but not for ever.
LIVE_S, PATIENCE_S = 2.0, 5.0
MOST_AGAIN = 1_000  # texts that wait for it; of more the newest


class Publisher:
    """Fans events out. ``emit(name, payload, room=..., namespace=...)`` is the socket server's."""

    def __init__(self, emit: Emit) -> None:
        self._emit = emit

    def events(self, events: Iterable[Event]) -> None:
        """Send each event once to every view that shows it."""
        for event in events:
            for view in event.previous:
                self._emit("event", event.for_view(view), room=room(event.session, view), namespace="/viewer")

    def tentative(self, session: str, languages: Iterable[str], payload: dict[str, Any]) -> None:
        """Send words under way to the views of a session; never stored."""
        for view in languages:
            self._emit("tentative", payload, room=room(session, view), namespace="/viewer")

    def interim(self, session: str, view: str, payload: dict[str, Any]) -> None:
        """Send a translation of words under way to the view that it is for; never stored."""
        self._emit("interim", payload, room=room(session, view), namespace="/viewer")


def room(session: str, view: str) -> str:
    """The name of the room of one view."""
    return f"{session}:{view}"


def desk(session: str) -> str:
    """The name of the room of those who look after a session: no language has such a code."""
    return room(session, "desk")


class TranslationQueue:
    """Jobs for the translate workers: each is held until it is answered, and goes to another worker when one is lost.

    Jobs also stand as pending rows in the database, so nothing is lost with this queue.
    """

    def __init__(self, emit: Emit, terms: Callable[[str, str, str], Terms], stages: Stages) -> None:
        """``terms``: (text, source, target) -> what the event's glossary says of it."""
        self._emit, self._terms, self._stages = emit, terms, stages
        self._standing: dict[str, dict[str, dict[str, Any]]] = {}
        self._waiting: deque[Job] = deque()
        self._documents: deque[Job] = deque()  # each goes to a worker that has nothing else to do
        self._live_s = self._document_s = float("-inf")
        self._working: dict[str, dict[str, Job]] = {}
        self._asides: dict[str, str] = {}
        self._later: list[tuple[float, Job]] = []
        self.matrix: dict[str, dict[str, str]] = {}

    @property
    def is_served(self) -> bool:
        """Whether a translate worker is there."""
        return bool(self._working)

    @property
    def waiting(self) -> int:
        """Jobs that no worker has yet."""
        return len(self._waiting)

    @property
    def working(self) -> int:
        """Jobs that a worker has."""
        return sum(len(held) for held in self._working.values())

    @property
    def workers(self) -> int:
        """Translate workers that are connected."""
        return len(self._working)

    def routes(self) -> dict[str, set[str]]:
        """What text engines reach: the last matrix that a worker told, also while it is away."""
        return {source: set(targets) for source, targets in self.matrix.items()}

    def standing(self, source: str, target: str) -> dict[str, Any] | None:
        """``{status, engine, via, command}`` of a direction by the last worker's word; None before any said it."""
        return self._standing.get(source, {}).get(target)

    def directions(self) -> dict[str, dict[str, dict[str, Any]]]:
        """``{source: {target: standing}}`` of all directions by the last worker's word; empty before any said it."""
        return self._standing

    def add_worker(
        self,
        worker: str,
        matrix: dict[str, dict[str, str]],
        standing: dict[str, dict[str, dict[str, Any]]] | None = None,
    ) -> None:
        """A worker is ready."""
        self.told(matrix, standing or {})
        self._working[worker] = {}
        self._pump()

    def told(self, matrix: dict[str, dict[str, str]], standing: dict[str, dict[str, dict[str, Any]]]) -> None:
        """What a worker reaches now, and how each direction stands."""
        self.matrix, self._standing = matrix, standing

    def ask_workers(self, event: str) -> int:
        """Send every worker a message without a payload; returns how many there are."""
        for worker in self._working:
            self._emit(event, {}, to=worker, namespace="/worker")
        return len(self._working)

    def drop_worker(self, worker: str) -> None:
        """A worker is gone: what it held goes to the front of the queue."""
        held = self._working.pop(worker, {}).values()
        self._waiting.extendleft(reversed([job for job in held if not job.is_document]))
        self._documents.extendleft(job for job in held if job.is_document)
        self._asides.pop(worker, None)
        self._pump()

    def put(self, jobs: Iterable[Job]) -> None:
        """Queue jobs; one that is here already is not taken twice."""
        jobs = list(jobs)
        self._stages.asked(_name(job) for job in jobs if not job.is_document)
        known = {_name(job) for job in (*self._waiting, *self._documents)} | {
            name for held in self._working.values() for name in held
        }
        for job in jobs:
            if _name(job) not in known:
                self._line_up(job)
        self._pump()

    def answered(self, worker: str, name: str) -> Job | None:
        """The job that a worker answered, or None when it does not hold it."""
        job = self._working.get(worker, {}).pop(name, None)
        if job is not None and not job.is_document:
            self._stages.answered(name, job.segment.rpartition("-")[0])
        self._pump()
        return job

    def spare(self, resting: Container[str] = ()) -> str | None:
        """A worker that has nothing to do while nothing waits, and does not rest."""
        self._live_s = time.monotonic()
        if self._waiting:
            return None
        busy = self._asides
        idle = (name for name, held in self._working.items() if not held and name not in busy and name not in resting)
        return next(idle, None)

    def aside(self, worker: str, job: Job) -> str:
        """Give a worker a text that may be lost, such as words under way; returns the job's name."""
        name = self._asides[worker] = _name(job)
        self._emit("translate", self._payload(job), to=worker, namespace="/worker")
        return name

    def has_aside(self, name: str) -> bool:
        """Whether a worker still has such a text."""
        return name in self._asides.values()

    def answered_aside(self, worker: str, name: str) -> bool:
        """Whether a worker's answer is to such a text; it has nothing to do then."""
        is_aside = self._asides.get(worker) == name
        if is_aside:
            del self._asides[worker]
        return is_aside

    def later(self, job: Job) -> None:
        """The answer could not be stored: translate again at the next sweep."""
        self._later.append((float("-inf"), job))

    def again(self, job: Job) -> None:
        """It failed, and readers have the original: try once more after a while, with an engine that may be well."""
        if job.tried < MOST_TRIES - 1:
            self._later.append((time.monotonic() + AGAIN_S, replace(job, tried=job.tried + 1)))

    def sweep(self) -> None:
        """Queue again what is due."""
        now = time.monotonic()
        due = [job for at_s, job in self._later if at_s <= now]
        self._later = [(at_s, job) for at_s, job in self._later if at_s > now][-MOST_AGAIN:]
        self.put(due)  # which hands out paragraphs, too, that waited for a quiet moment

    def _line_up(self, job: Job) -> None:
        """Behind what waits; a correction before what was just heard, since the one who made it looks on."""
        if job.is_document:
            self._documents.append(job)
            return
        end = len(self._waiting)
        at = next((place for place, each in enumerate(self._waiting) if each.rev == 1), end) if job.rev > 1 else end
        self._waiting.insert(at, job)

    def _pump(self) -> None:
        for worker, held in self._working.items():
            while self._waiting and len(held) < WINDOW:
                job = self._waiting.popleft()
                self._hand(job, worker)
            now = time.monotonic()
            is_quiet = now - self._live_s > LIVE_S or now - self._document_s > PATIENCE_S
            if self._documents and not held and worker not in self._asides and is_quiet:
                self._document_s = now
                self._hand(self._documents.popleft(), worker)

    def _hand(self, job: Job, worker: str) -> None:
        self._working[worker][_name(job)] = job
        self._emit("translate", self._payload(job), to=worker, namespace="/worker")

    def _payload(self, job: Job) -> dict[str, Any]:
        terms = self._terms(job.text, job.source, job.target)
        glossary = {"keep": list(terms.keep), "fixed": [list(each) for each in (*terms.fixed, *job.fixed)]}
        way = {"source": job.source, "target": job.target, "rough": job.rough, "shown": job.shown, "before": job.before}
        return {"job": _name(job), "text": job.text, **way, "glossary": glossary}


def _name(job: Job) -> str:
    return f"{job.segment}/{job.rev}/{job.target}"
