"""The hall: what the web process holds in memory of the microphones and workers that are connected to it.

One owner: the hub. Everything here can be lost; the database and the recordings hold what matters.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import select

from server import hub
from server.core.floor import Span
from server.logs import Log
from server.metrics import Metrics
from server.services import hear, translate
from server.services.leases import Leases
from server.services.microphones import Microphone
from server.services.publish import Publisher, TranslationQueue, room
from server.storage.database import Database
from server.storage.glossary import Glossary
from server.storage.recording import Recording
from server.storage.tables import Meeting, Stream, ViewHead

Emit = Callable[..., None]
LOG = Log("hall")


class Hall:
    """Everything that is connected, and the way to the database and to the rooms."""

    def __init__(
        self, database: Database, recordings: Path, emit: Emit, cut: Callable[[str, str], None], glossary: Glossary
    ) -> None:
        self._cut = cut
        self._sockets: dict[str, set[tuple[str, str]]] = {}
        self.database, self.recordings, self.emit = database, recordings, emit
        self.publisher = Publisher(emit)
        self.translations = TranslationQueue(emit, glossary.terms)
        self.leases = Leases(self)
        self.microphones: dict[str, Microphone] = {}
        self._spans: dict[str, tuple[list[Span], list[Span]]] = {}
        self.metrics = Metrics()
        self.viewers: set[str] = set()

    def write(self, work: Callable[[Any], Any]) -> Any:
        """One unit of work on a native thread."""
        with self.metrics.database.labels("write").time():
            return hub.native(self.database.write, work)

    def read(self, work: Callable[[Any], Any]) -> Any:
        """One reading unit of work on a native thread."""
        with self.metrics.database.labels("read").time():
            return hub.native(self.database.read, work)

    def figures(self) -> dict[str, Any]:
        """What stands now, in numbers: for ``/metrics``."""
        up = {name: float(value == "ok") for name, value in self.workers().items()}
        return {
            "viewers": len(self.viewers),
            "microphones": sum(each.is_live for each in self.microphones.values()),
            "streams": self.leases.counts(),
            "queues": {
                "audio_chunks": sum(each.queued for each in self.microphones.values()),
                "translations_waiting": self.translations.waiting,
                "translations_working": self.translations.working,
                "speech_messages": self.leases.queued,
            },
            "lag": max(self.leases.lags().values(), default=0) / 1000,
            "up": up,
            "workers": {"speech": self.leases.workers, "translate": self.translations.workers},
        }

    def apply(self, outcome: translate.Outcome) -> None:
        """What a committed unit of work wants done."""
        self.publisher.events(outcome.events)
        self.translations.put(outcome.jobs)

    def spans(self, session: str) -> tuple[list[Span], list[Span]]:
        """The floor's spans of a session, and those of which nothing is kept: off the record, or closed."""

        def read(tx: Any) -> tuple[list[Span], list[Span]]:
            hidden = [*hear.spans(tx, session, "off_record"), *hear.spans(tx, session, "closed")]
            return hear.spans(tx, session, "floor"), sorted(
                hidden, key=lambda span: (span.end_ms is None, span.start_ms)
            )

        if session not in self._spans:
            self._spans[session] = self.read(read)
        return self._spans[session]

    def spans_changed(self, session: str) -> None:
        """Read the spans again before the next chunk."""
        self._spans.pop(session, None)

    def languages(self, session: str) -> list[str]:
        """The languages of a session."""
        return list(self.read(lambda tx: tx.get_one(Meeting, session).languages))

    def workers(self) -> dict[str, str]:
        """``ok`` or ``away`` for speech and translate."""
        served = {"speech": self.leases.is_served, "translate": self.translations.is_served}
        return {name: "ok" if is_there else "away" for name, is_there in served.items()}

    def resume(self) -> None:
        """After a start: what was recorded and not recognised is wanted again; what was pending is queued."""

        def unfinished(tx: Any) -> list[tuple[str, str, int, int | None]]:
            return [(row.id, row.session_id, row.done_sample, row.end_sample) for row in tx.scalars(select(Stream))]

        for stream, session, done, end in self.read(unfinished):
            written = Recording(self.recordings / session / stream).written_samples()
            if done < (written if end is None else end):
                self.leases.want(stream, session)

    def connected(self, invitation: str, sid: str, namespace: str) -> None:
        """A socket belongs to an invitation: revoking it cuts the socket."""
        if invitation:
            self._sockets.setdefault(invitation, set()).add((sid, namespace))

    def disconnected(self, sid: str, namespace: str) -> None:
        """A socket is gone."""
        for held in self._sockets.values():
            held.discard((sid, namespace))

    def cut(self, invitation: str) -> None:
        """Cut every socket of an invitation."""
        for sid, namespace in self._sockets.pop(invitation, set()):
            self._cut(sid, namespace)

    def is_heard(self, microphone: Microphone) -> bool:
        """Whether what is said into a microphone now is kept: floor, not off the record, session not closed."""
        floor_spans, hidden = self.spans(microphone.session)
        current = _current(floor_spans)
        has_floor = microphone.kind == "mixed" or (current is not None and current.owner == microphone.delegation)
        return microphone.is_live and has_floor and _current(hidden) is None

    def tell_microphones(self, session: str) -> None:
        """Tell the open microphones of a session what happens to what they send: heard or not, and why."""
        current = _current(self.spans(session)[0])

        def read(tx: Any) -> dict[str, bool]:
            meeting = tx.get(Meeting, session)
            is_off = any(span.end_ms is None for span in hear.spans(tx, session, "off_record"))
            return {"off_record": is_off, "paused": meeting is not None and meeting.paused}

        state = self.read(read)
        for microphone in self._open_in(session):
            message = {
                "heard": self.is_heard(microphone),
                "delegation": current.owner if current else None,
                **state,
            }
            microphone.tell("floor", message)

    def floor_moved(self, session: str) -> None:
        """Tell the microphones and the speech workers of a session who has the floor."""
        self.tell_microphones(session)
        current = _current(self.spans(session)[0])
        LOG.info("floor_moved", session=session, delegation=current.owner if current else None)
        for microphone in self._open_in(session):
            if microphone.kind == "mixed" and current is not None and current.language:
                at_sample = max(
                    0, microphone.start_sample + (current.start_ms - microphone.session_ms) * hear.SAMPLES_PER_MS
                )
                self.leases.turn(session, microphone.stream, at_sample, current.language)

    def tell_state(self) -> None:
        """Every view's head, so that a client that missed an event fetches it."""

        def heads(tx: Any) -> list[tuple[str, str, int]]:
            rows = tx.execute(
                select(ViewHead).join(Meeting, Meeting.id == ViewHead.session_id).where(Meeting.status == "open")
            ).scalars()
            return [(row.session_id, row.view, row.seq) for row in rows]

        found, lags = self.read(heads), self.leases.lags()
        for session, view, seq in found:
            payload = {"session": session, "head": seq, "workers": self.workers(), "lag_ms": lags.get(session, 0)}
            self.emit("state", payload, room=room(session, view), namespace="/viewer")

    def _open_in(self, session: str) -> list[Microphone]:
        return [each for each in self.microphones.values() if each.session == session and each.end_sample is None]


def _current(spans: list[Span]) -> Span | None:
    """The span that lasts until further notice."""
    return spans[-1] if spans and spans[-1].end_ms is None else None
