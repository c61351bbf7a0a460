"""Editors: the pages of this web process that have a session's minutes open, and what they are told.

Owned by the hub. Edits that come while one is being stored are stored together in the next transaction. Every update
that is committed, here or elsewhere, goes to the pages of this process in the order of the rows, so that nothing is
missing for a page that stays connected; what is lost with this process the pages fetch when they come back.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from server import hub
from server.clock import now_ms
from server.coediting.shelf import News
from server.core.errors import DatabaseAway, Internal, Overloaded, RoundtableError
from server.core.text.plain import CONTROL
from server.logs import Log
from server.services.minutes import coedit, settle
from server.services.minutes.coedit import Edit, Saved
from server.services.minutes.settle import Line, Settled

if TYPE_CHECKING:
    from server.services.hearing.hall import Hall

LOG = Log("editors")
NAMESPACE = "/minutes"
NOBODY = (-1, -2)  # the generation and the head of what no page of this process has open
MOST_WAITING = 500  # edits of one session: ten seconds of fifty people
AT_ONCE = 100  # in one transaction
PATIENCE_S = 15.0  # longer than the database waits for its own lock
SETTLE_S = 0.5
LOOK_S = 2.0  # so often the rows of other processes are looked at, should their word be lost


@dataclass(slots=True)
class Waiting:
    """An edit on its way to the database."""

    edit: Edit
    signal: hub.Signal = field(default_factory=hub.Signal)
    answer: Saved | RoundtableError | None = None


class Editors:
    """Who has what open; the queues of edits; how far the pages of each session have been told."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self.shelf = coedit.shelf_of(hall.database.kept)
        self._open: dict[str, set[str]] = {}
        self._queues: dict[str, deque[Waiting]] = {}
        self._told: dict[str, tuple[int, int]] = {}
        self._behind: set[str] = set()
        self._locked: set[str] = set()
        self._signal = hub.Signal()
        self._looked = 0

    def __len__(self) -> int:
        return sum(map(len, self._open.values()))

    def open(self, session: str, sid: str, generation: int | None, state: bytes | None) -> dict[str, Any]:
        """A page opens a session's minutes; it is in their room already. Returns what it lacks."""
        self._open.setdefault(session, set()).add(sid)
        found = self._hall.write(
            lambda tx: coedit.opened(tx, session, generation=generation, state=state, now=now_ms())
        )
        self._told.setdefault(session, (found.generation, found.head))
        (self._locked.add if found.is_locked else self._locked.discard)(session)
        self._behind.add(session)
        self._signal.set()
        facts = {"generation": found.generation, "head": found.head, "at": now_ms(), "empty": list(found.empty)}
        return {**facts, "can": [] if found.is_locked else ["edit"], "update": found.content}

    def left(self, sid: str) -> None:
        """A page closed what it had open."""
        for session, sids in list(self._open.items()):
            sids.discard(sid)
            if not sids:
                del self._open[session]
                self._told.pop(session, None)
                self._locked.discard(session)

    def edit(self, session: str, edit: Edit) -> Saved:
        """Store an edit; returns when it is committed. Raises what it is refused for, Overloaded or DatabaseAway."""
        if session not in self._queues:
            self._queues[session] = deque()
            hub.spawn(self._pump, session)
        queue, waiting = self._queues[session], Waiting(edit)
        if len(queue) >= MOST_WAITING:
            raise Overloaded("too many edits wait to be stored: nothing of this one was taken, send it again")
        queue.append(waiting)
        with self._hall.metrics.shared_seconds.time():
            waiting.signal.wait(PATIENCE_S)
        answer = waiting.answer or DatabaseAway("the database is too slow: send the edit again, it is stored once")
        if isinstance(answer, RoundtableError):
            self._hall.metrics.shared_edits.labels(answer.code).inc()
            raise answer
        self._hall.metrics.shared_edits.labels("saved").inc()
        return answer

    def leave(self, session: str, segment: str, by: str) -> dict[str, Any]:
        """The editor of a line was left: it becomes a version, unless another one is writing in it.

        Returns ``{settled, rev}``: whether all of its text is a version now, and which.
        """
        routes = self._hall.translations.routes()

        def work(tx: Any) -> tuple[Settled, bool, int]:
            done = settle.left(tx, session, segment, by, routes, now_ms())
            return done, *settle.standing(tx, session, segment)

        done, is_settled, rev = self._hall.write(work)
        self._settled(done)
        return {"settled": is_settled, "rev": rev}

    def presence(self, session: str, sid: str, content: bytes) -> None:
        """Who is there, for the others of the room, at every web process."""
        told = {"session": session, "update": content}
        self._hall.emit("presence", told, room=room(session), namespace=NAMESPACE, skip_sid=sid)

    def wake(self) -> None:
        """A unit of work was committed: tell the pages what it changed of their texts."""
        if self.shelf.news:
            self._signal.set()

    def told(self, session: str) -> None:
        """Another web process has stored something."""
        if session in self._open:
            self._behind.add(session)
            self._signal.set()

    def follow(self) -> None:
        """Tell the pages what is committed, as it comes. Never returns."""
        while True:
            self._signal.wait(LOOK_S)
            try:
                self.tell()
            except Exception as error:  # noqa: BLE001 - the next round tells the same
                LOG.error("not_told", error)
                hub.sleep(LOOK_S)

    def tell(self) -> None:
        """Tell the pages of this process everything that is committed and that they were not told yet."""
        fresh: set[str] = set()
        while self.shelf.news:
            news = self.shelf.news.popleft()
            fresh.add(news.session)
            _, head = self._told.get(news.session, NOBODY)
            if news.number == head + 1:
                self._tell(news)
            elif head != NOBODY[1] and news.number > head:
                self._behind.add(news.session)  # another process stored something in between
        for session in fresh:
            self._hall.together.neighbours.tell("shared", session=session)
        while self._behind:
            session = self._behind.pop()
            _, head = self._told.get(session, NOBODY)
            if head != NOBODY[1]:
                for news in self._hall.read(partial(coedit.after, session=session, number=head)):
                    self._tell(news)

    def sweep(self) -> None:
        """Settle what is calm; now and then look at the rows, and let go of documents that nobody has open."""
        now = now_ms()
        if self._hall.read(partial(settle.is_due, now=now)):
            routes = self._hall.translations.routes()
            self._settled(self._hall.write(lambda tx: settle.sweep(tx, routes, now)))
        self._looked += 1
        if self._looked * SETTLE_S >= LOOK_S:
            self._looked = 0
            self._look()

    def figures(self) -> dict[str, float]:
        """For ``/metrics``."""
        return {"editors": len(self), "documents": len(self.shelf), "waiting": sum(map(len, self._queues.values()))}

    def _pump(self, session: str) -> None:
        """Store what waits, all at once, until nothing does."""
        queue = self._queues[session]
        while queue:
            batch = [queue.popleft() for _ in range(min(len(queue), AT_ONCE))]
            for waiting, answer in zip(batch, self._stored(session, [each.edit for each in batch]), strict=True):
                waiting.answer = answer
                waiting.signal.set()
        del self._queues[session]

    def _stored(self, session: str, edits: list[Edit]) -> Iterable[Saved | RoundtableError]:
        def work(tx: Any) -> list[Saved | RoundtableError]:
            return coedit.edit(tx, session, edits, lambda text: not CONTROL.search(text), now_ms())

        try:
            return self._hall.write(work)  # type: ignore[no-any-return]
        except RoundtableError as error:
            return [error] * len(edits)
        except Exception as error:  # noqa: BLE001 - a process boundary: whoever waits must get an answer
            LOG.error("not_stored", error, session=session)
            return [Internal()] * len(edits)

    def _tell(self, news: News) -> None:
        """Tell the pages one update; before it they were told those that precede it."""
        generation, _ = self._told.get(news.session, NOBODY)
        if news.generation != generation:
            self._anew(news.session)
            return
        self._told[news.session] = (generation, news.number)
        told = {"session": news.session, "generation": generation, "head": news.number, "update": news.content}
        where = {"room": room(news.session), "namespace": NAMESPACE, "skip_sid": news.sender or None}
        self._hall.emit("edit", told, **where, ignore_queue=True)

    def _look(self) -> None:
        self.shelf.keep(self._open)
        if not self._told:
            return
        found = self._hall.read(partial(coedit.heads, sessions=list(self._told)))
        for session, known in list(self._told.items()):
            generation, head, is_locked = found.get(session, (*NOBODY, False))
            if generation != known[0] or is_locked != (session in self._locked):
                self._anew(session)
            elif head > known[1]:
                self.told(session)

    def _anew(self, session: str) -> None:
        """The document is another one now, locked, or gone: the pages open it again."""
        self._told.pop(session, None)
        self._hall.emit("anew", {"session": session}, room=room(session), namespace=NAMESPACE, ignore_queue=True)

    def _settled(self, done: Settled) -> None:
        self._hall.apply(done.outcome)
        self._hall.metrics.settled.inc(len(done.lines))
        for name, lines in (("settled", done.lines), ("held", done.held)):
            for session, group in groupby(sorted(lines, key=_session), key=_session):
                told = {"session": session, "lines": [_shape(each) for each in group]}
                self._hall.emit(name, told, room=room(session), namespace=NAMESPACE)


def room(session: str) -> str:
    """The name of the room of those who have a session's minutes open."""
    return f"{session}:minutes"


def _session(line: Line) -> str:
    return line.session


def _shape(line: Line) -> dict[str, Any]:
    facts = {"segment": line.segment, "rev": line.rev, "by": line.by, "at": line.at}
    return {**facts, "code": line.code, "message": line.message} if line.code else facts
