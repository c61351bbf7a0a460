"""The hall: what the web process holds in memory of the microphones and workers that are connected to it.

One owner: the hub. Everything here can be lost; the database and the recordings hold what matters.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import select

from server import hub
from server.clock import now_ms
from server.core.drafting import NoReader, Reader
from server.core.errors import DiskFull, NotFound, RecordingFailed, RoundtableError
from server.core.minutes.retention import Retention
from server.core.translation.grouping import Patience
from server.logs import Log
from server.metrics import Metrics
from server.services.hearing import group, hear, translate
from server.services.hearing.audience import Audience
from server.services.hearing.engines import Engines
from server.services.hearing.floor import Floor
from server.services.hearing.group import Waiting
from server.services.hearing.interim import Interim
from server.services.hearing.interpreters import Interpreters
from server.services.hearing.leases import Leases
from server.services.hearing.microphones import Microphone, captions
from server.services.hearing.publish import Publisher, TranslationQueue
from server.services.hearing.pulse import Pulse
from server.services.hearing.readers import Readers
from server.services.hearing.spoken import Spoken
from server.services.hearing.stages import Stages
from server.services.hearing.together import Together
from server.services.meeting import glossary as names
from server.services.meeting.deliver import Delivery
from server.services.meeting.guests import Guests
from server.services.meeting.memory import Memory
from server.services.minutes.editors import Editors
from server.services.statement import corrected, told
from server.services.statement.beside import Beside
from server.services.statement.following import Following
from server.services.statement.render import Renderer
from server.storage import disk, log
from server.storage.database import Database
from server.storage.glossary import Glossary
from server.storage.neighbours import Alone, Neighbours
from server.storage.recording import Recording
from server.storage.tables import Meeting, Stream

Emit = Callable[..., None]
KEEP = Retention()
# While desks read a statement anew: so many at most have one moment's answers; the next are made so much later.
TABLE, GATHER_S = 500, 0.1
LOG = Log("hall")


class Hall:
    """Everything that is connected, and the way to the database and to the rooms."""

    def __init__(
        self,
        database: Database,
        recordings: Path,
        emit: Emit,
        cut: Callable[[str, str], None],
        glossary: Glossary,
        neighbours: Neighbours | None = None,
        retention: Retention = KEEP,
        second_reading: str = "auto",
        patience: Patience = hear.PATIENCE,
        leave: Callable[[str, str], None] = lambda _sid, _room: None,
        sense: Reader | None = None,
    ) -> None:
        """``leave``: take a reader's socket out of a room. ``sense``: reads sentences for drafts beside the cues."""
        self.retention = retention
        self.database, self.recordings, self.emit, self.leave = database, recordings, emit, leave
        self.sense = sense or NoReader()
        self.publisher = Publisher(emit)
        self.glossary = glossary
        self.metrics = Metrics()
        self.stages = Stages(self.metrics)
        self.translations = TranslationQueue(emit, glossary.terms, self.stages)
        self.engines = Engines()
        self.memory, self.delivery = Memory(self), Delivery(self, hub.native)
        self.waiting = Waiting(self, patience)
        self.leases = Leases(self)
        self.spoken = Spoken(self)
        self.interpreters = Interpreters(self)
        self.readers = Readers(self, second_reading, hub.native)
        self.microphones: dict[str, Microphone] = {}
        self.together = Together(self, neighbours or Alone())
        self.floor = Floor(self)
        self.is_database_full = False
        self.writing = 0  # units of work that are written or wait for their turn
        self._writers, self._readers = Beside(database.write_all, hub.native), Beside(database.read_all, hub.native)
        self._tables = Beside(database.read_all, hub.native, TABLE, GATHER_S)
        self.audience = Audience()
        self.interim = Interim(self.translations, self.publisher, self._is_read, self.leases.streams)
        self.guests, self.pulse = Guests(self, cut), Pulse(self)
        self.editors = Editors(self)
        self.renderer = Renderer(self)
        self.following = Following(self)

    def write(self, work: Callable[[Any], Any]) -> Any:
        """One unit of work on a native thread."""
        return self._written(lambda: hub.native(self.database.write, work))

    def write_beside(self, work: Callable[[Any], Any]) -> Any:
        """The same for what many do in the same instant: committed together with those that wait beside it."""
        return self._written(lambda: self._writers.take(work))

    def _written(self, write: Callable[[], Any]) -> Any:
        self.writing += 1
        try:
            with self.metrics.database.labels("write").time():
                done = write()
        except DiskFull:
            self.is_database_full = True
            raise
        finally:
            self.writing -= 1
        self.is_database_full = False
        self.editors.wake()
        self.following.wake()
        return done

    def read(self, work: Callable[[Any], Any]) -> Any:
        """One reading unit of work on a native thread."""
        with self.metrics.database.labels("read").time():
            return hub.native(self.database.read, work)

    def read_beside(self, work: Callable[[Any], Any]) -> Any:
        """The same for what little every call asks: on one snapshot with those that wait beside it."""
        with self.metrics.database.labels("read").time():
            return self._readers.take(work)

    def read_shared(self, work: Callable[[Any], Any]) -> Any:
        """The same for what a whole table reads anew after a change (``services.statement.answers``)."""
        with self.metrics.database.labels("read").time():
            return self._tables.take(work)

    def read_glossary(self) -> None:
        """What the database has of names and terms now, whoever changed it."""
        self.glossary.put(*self.read(lambda tx: (names.rows(tx), names.delegations(tx))))

    def figures(self) -> dict[str, Any]:
        """What stands now, in numbers: for ``/metrics``."""
        up = {name: float(value == "ok") for name, value in self.workers().items()}
        return {
            "viewers": len(self.audience),
            "shared": self.editors.figures(),
            "microphones": sum(each.is_live for each in self.microphones.values()),
            "streams": self.leases.counts(),
            "places": self.leases.admission.figures(),
            "queues": {
                "audio_chunks": sum(each.queued for each in self.microphones.values()),
                "translations_waiting": self.translations.waiting,
                "translations_working": self.translations.working,
                "speech_messages": self.leases.workers.queued,
            },
            "lag": max(self.leases.lags().values(), default=0) / 1000,
            "up": up,
            "workers": {"speech": len(self.leases.workers), "translate": self.translations.workers},
        }

    def apply(self, outcome: translate.Outcome) -> None:
        """What a committed unit of work wants done."""
        self.publish(outcome.events)
        self.waiting.later(outcome.looks)
        self.translations.put(self.unanswered(outcome.jobs, outcome.unrouted))
        self._tell_statements(outcome.reworded)

    def _tell_statements(self, segments: list[str]) -> None:
        """The pages of statements that cite lines that people changed read them again."""
        if not segments:
            return
        try:
            citing = self.read(lambda tx: corrected.citing(tx, segments))
            if citing:
                self.write(lambda tx: told.tell_each(tx, citing, "text"))
        except RoundtableError as error:  # it is committed all the same, and a page reads when it connects again
            LOG.warning("statements_not_told", error)

    def unanswered(self, jobs: list[translate.Job], unrouted: list[translate.Job] | None = None) -> list[translate.Job]:
        """What only a translate worker can do: no person translated it before, nobody handed a translation in."""
        return self.delivery.answered(self.memory.answered(jobs, unrouted or ()), unrouted or ())

    def publish(self, events: list[log.Event]) -> None:
        """Committed events go to the readers; what waits for its translation does so under way, too."""
        self.publisher.events(events)
        self.interim.took(events)

    def _is_read(self, session: str, target: str) -> bool:
        """Whether somebody reads a language of a session that no person translates."""
        return self.audience.reads(session, target) and not self.interpreters.holds(session, target)

    def languages(self, session: str) -> list[str]:
        """The languages of a session."""
        return list(self.read(lambda tx: tx.get_one(Meeting, session).languages))

    def disk(self) -> str:
        """``ok``, ``low``, ``full`` or ``failing``: by the room that is left and by what failed last."""
        troubles = [each.trouble for each in self.microphones.values() if each.is_live]
        if self.is_database_full or any(isinstance(each, DiskFull) for each in troubles):
            return "full"
        if any(isinstance(each, RecordingFailed) for each in troubles):
            return "failing"
        return disk.state(self.recordings)

    def workers(self) -> dict[str, str]:
        """``ok`` or ``away`` for speech and translate."""
        served = {"speech": self.leases.is_served, "translate": self.translations.is_served}
        return {name: "ok" if is_there else "away" for name, is_there in served.items()}

    def resume(self) -> None:
        """After a start, or for a process that died: what was recorded is recognised, what was pending is queued."""

        def unfinished(tx: Any) -> list[tuple[str, str, int, int | None]]:
            return [(row.id, row.session_id, row.done_sample, row.end_sample) for row in tx.scalars(select(Stream))]

        for stream, session, done, end in self.read(unfinished):
            written = Recording(self.recordings / session / stream).written_samples()
            if done < (written if end is None else end):
                self.leases.want(stream, session)
        if self.translations.routes():
            self.translations.put(self.unanswered(self.read(group.pending)))
        self.waiting.resume()

    def check_kept(self, meeting: Meeting) -> None:
        """Raise NotFound for a session whose time is over, whether or not the clock has deleted it yet."""
        if self.retention.takes_session(meeting.status, meeting.closed_at, now_ms()):
            raise NotFound(f"there is no session {meeting.id!r}")

    def has_sound(self, session: str) -> bool:
        """Whether the sound of a session is still kept."""
        meeting = self.read(lambda tx: tx.get(Meeting, session))
        return meeting is not None and not self.retention.is_over(meeting.status, meeting.closed_at, now_ms())

    def deleted(self, streams: list[str]) -> None:
        """The rows of these microphones are gone: nobody records or recognises them any more."""
        self.forget(streams)
        self.together.neighbours.tell("deleted", streams=streams)

    def forget(self, streams: list[str]) -> None:
        """Let go of microphones in this process; what they still have queued is dropped."""
        for stream in streams:
            microphone = self.microphones.pop(stream, None)
            if microphone is not None:
                microphone.leave(is_deleted=True)
            self.leases.finished(stream)
            self.spoken.forget(stream)
            self.interim.forget(stream)

    def tell_captions(self, stream: str) -> None:
        """Tell a microphone's page in words when its captions are going to be late, or are live again."""
        microphone = self.microphones.get(stream)
        if microphone is not None:
            microphone.tell("captions", {"stream": stream, **captions(self.leases.standing(stream))})
