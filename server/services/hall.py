"""The hall: what the web process holds in memory of the microphones and workers that are connected to it.

One owner: the hub. Everything here can be lost; the database and the recordings hold what matters.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import select

from server import hub
from server.core import floor
from server.core.errors import Overloaded, RoundtableError
from server.core.floor import Span
from server.core.ordering import Chunk, Ordering
from server.services import hear
from server.services.publish import Publisher, TranslationQueue
from server.storage.database import Database
from server.storage.recording import Recording
from server.storage.tables import Meeting, Stream

QUEUE_CHUNKS = 600  # a minute of audio: more than the disk ever needs
AHEAD_SAMPLES = 30 * 16_000  # what a speech worker may have on its way
SILENT_S = 10.0  # a worker that says nothing for so long loses its leases
Emit = Callable[..., None]


class Microphone:
    """One connected microphone: a bounded queue, and a pump that writes, then acknowledges."""

    def __init__(self, hall: Hall, stream: str, session: str, kind: str, delegation: str | None) -> None:
        self.hall, self.stream, self.session, self.kind, self.delegation = hall, stream, session, kind, delegation
        self.recording = Recording(hall.recordings / session / stream)
        self.epoch, self.start_sample, self.session_ms, self.sid = 0, 0, 0, ""
        self.ordering = Ordering(self.recording.written_samples())
        self.end_sample: int | None = None
        self.trouble: RoundtableError | None = None
        self._queue: deque[Chunk] = deque()
        self._signal = hub.Signal()
        self._is_running = True
        hub.spawn(self._pump)

    def connect(self, sid: str, epoch: int, session_ms: int) -> None:
        """A page holds the microphone (again): a new epoch begins where the disk ends."""
        self._queue.clear()
        self.ordering = Ordering(self.recording.written_samples())
        self.sid, self.epoch, self.session_ms = sid, epoch, session_ms
        self.start_sample = self.ordering.expected_sample
        self.recording.open_epoch(epoch, self.start_sample)

    def take(self, chunk: Chunk) -> None:
        """Queue a chunk; never waits. Raises Overloaded when the disk can't follow: nothing is taken, send again."""
        if len(self._queue) >= QUEUE_CHUNKS:
            raise Overloaded("the recording can't follow; send again from the last acknowledgement")
        self._queue.append(chunk)
        self._signal.set()

    def drain(self) -> None:
        """Write what is queued and acknowledge it once."""
        wrote = False
        while self._queue:
            chunk = self.ordering.take(self._queue.popleft())
            if chunk is not None:
                self._write(chunk)
                wrote = True
        if wrote:
            self.hall.emit(
                "ack",
                {"stream": self.stream, "sample": self.ordering.expected_sample},
                to=self.sid,
                namespace="/speaker",
            )
            self.hall.leases.audio_came(self.stream)

    def stop(self) -> None:
        """End the pump and the file."""
        self.drain()
        self._is_running = False
        self._signal.set()
        self.recording.close()

    def _pump(self) -> None:
        synced = time.monotonic()
        while self._is_running:
            self._signal.wait(1.0)
            try:
                self.drain()
                if time.monotonic() - synced > 1.0:
                    synced = time.monotonic()
                    hub.native(self.recording.sync)
            except RoundtableError as error:
                self.hall.emit("refused", error.as_dict()["error"], to=self.sid, namespace="/speaker")
                self.ordering = Ordering(self.recording.written_samples())

    def _write(self, chunk: Chunk) -> None:
        start_ms, end_ms = self._at_ms(chunk.start_sample), self._at_ms(chunk.end_sample)
        floor_spans, off_record = self.hall.spans(self.session)
        mine = None if self.kind == "mixed" else [span for span in floor_spans if span.owner == self.delegation]
        for low, high in floor.kept(start_ms, end_ms, off_record, mine):
            first, last = max(chunk.start_sample, self._sample(low)), min(chunk.end_sample, self._sample(high))
            if first < last:
                self.recording.write(
                    first, chunk.pcm[(first - chunk.start_sample) * 2 : (last - chunk.start_sample) * 2]
                )
        self.recording.extend(chunk.end_sample)

    def _at_ms(self, sample: int) -> float:
        return self.session_ms + (sample - self.start_sample) / hear.SAMPLES_PER_MS

    def _sample(self, ms: float) -> int:
        return round(self.start_sample + (ms - self.session_ms) * hear.SAMPLES_PER_MS)


class Lease:
    """One stream in the hands of one speech worker."""

    def __init__(self, worker: str, facts: dict[str, Any], session: str, languages: list[str]) -> None:
        self.worker, self.epoch, self.session, self.languages = worker, int(facts["epoch"]), session, languages
        self.sent = self.heard = int(facts["start_sample"])
        self.is_ended = False
        self.signal = hub.Signal()
        self.is_current = True


class Leases:
    """Which speech worker recognises which stream."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._workers: dict[str, dict[str, Any]] = {}
        self._held: dict[str, Lease] = {}
        self._wanting: dict[str, str] = {}

    @property
    def is_served(self) -> bool:
        """Whether a speech worker is there and answers."""
        return any(time.monotonic() - worker["seen"] < SILENT_S for worker in self._workers.values())

    def of(self, stream: str) -> Lease | None:
        """The current lease of a stream."""
        return self._held.get(stream)

    def engine(self, worker: str) -> str:
        """The model of a worker."""
        return str(self._workers.get(worker, {}).get("engine", ""))

    def add_worker(self, worker: str, engine: str) -> None:
        """A speech worker is ready: it gets what nobody recognises."""
        self._workers[worker] = {"engine": engine, "seen": time.monotonic()}
        for stream in list(self._wanting):
            self.want(stream, self._wanting[stream])

    def beat(self, worker: str) -> None:
        """A worker lives."""
        if worker in self._workers:
            self._workers[worker]["seen"] = time.monotonic()

    def drop_worker(self, worker: str) -> None:
        """A worker is gone: others take its streams over from the recording."""
        self._workers.pop(worker, None)
        for stream, lease in list(self._held.items()):
            if lease.worker == worker:
                self._end(stream)
                self.want(stream, lease.session)

    def sweep(self) -> None:
        """Take the leases of silent workers and hand them to living ones, if there are any."""
        late = [name for name, worker in self._workers.items() if time.monotonic() - worker["seen"] > SILENT_S]
        for stream, lease in list(self._held.items()):
            if lease.worker in late and len(late) < len(self._workers):
                self._end(stream)
                self.want(stream, lease.session)

    def want(self, stream: str, session: str) -> None:
        """Have a stream recognised, now or as soon as a worker comes."""
        if stream in self._held:
            self._held[stream].signal.set()
            return
        living = [name for name, worker in self._workers.items() if time.monotonic() - worker["seen"] < SILENT_S]
        self._wanting[stream] = session
        if not living:
            return
        worker = min(living, key=lambda name: sum(lease.worker == name for lease in self._held.values()))
        self._wanting.pop(stream)
        facts = self._hall.write(lambda tx: hear.lease(tx, stream))
        languages = self._hall.languages(session)
        facts["turns"] = [self._with_english(turn, languages) for turn in facts["turns"]]
        lease = Lease(worker, facts, session, languages)
        self._held[stream] = lease
        self._hall.emit("lease", facts, to=worker, namespace="/worker")
        hub.spawn(self._pump, stream, lease, facts["end_sample"])

    def turn(self, session: str, stream: str, at_sample: int, language: str) -> None:
        """The language changes at a place of a stream."""
        lease = self._held.get(stream)
        if lease is not None:
            message = {
                "stream": stream,
                "epoch": lease.epoch,
                **self._with_english({"at_sample": at_sample, "language": language}, lease.languages),
            }
            self._hall.emit("turn", message, to=lease.worker, namespace="/worker")

    def audio_came(self, stream: str) -> None:
        """There is more of a stream on disk."""
        lease = self._held.get(stream)
        if lease is not None:
            lease.signal.set()

    def heard(self, stream: str, epoch: int, sample: int) -> None:
        """A worker has taken in a stream up to a sample."""
        lease = self._held.get(stream)
        if lease is not None and lease.epoch == epoch:
            lease.heard = max(lease.heard, sample)
            lease.signal.set()

    def finished(self, stream: str) -> None:
        """All of a closed stream is recognised."""
        self._end(stream)
        self._wanting.pop(stream, None)

    def _end(self, stream: str) -> None:
        lease = self._held.pop(stream, None)
        if lease is not None:
            lease.is_current = False
            lease.signal.set()
            self._hall.emit("release", {"stream": stream, "epoch": lease.epoch}, to=lease.worker, namespace="/worker")

    def _with_english(self, turn: dict[str, Any], languages: list[str]) -> dict[str, Any]:
        """Ask for speech translation only where English is wanted and no text engine makes it."""
        language = turn["language"]
        has_text_route = "en" in self._hall.translations.routes().get(language, set())
        return {**turn, "english": language != "en" and bool(set(languages) - {language}) and not has_text_route}

    def _pump(self, stream: str, lease: Lease, end_sample: int | None) -> None:
        recording = Recording(self._hall.recordings / lease.session / stream)
        while lease.is_current:
            microphone = self._hall.microphones.get(stream)
            end = end_sample if microphone is None else microphone.end_sample
            pcm = recording.read(lease.sent, 16_000) if lease.sent - lease.heard < AHEAD_SAMPLES else b""
            if pcm:
                self._hall.emit(
                    "audio",
                    ({"stream": stream, "epoch": lease.epoch, "start_sample": lease.sent}, pcm),
                    to=lease.worker,
                    namespace="/worker",
                )
                lease.sent += len(pcm) // 2
                hub.sleep(0)
            elif end is not None and lease.sent >= end and not lease.is_ended:
                lease.is_ended = True
                self._hall.emit(
                    "end",
                    {"stream": stream, "epoch": lease.epoch, "at_sample": end},
                    to=lease.worker,
                    namespace="/worker",
                )
            else:
                lease.signal.wait(0.5)


class Hall:
    """Everything that is connected, and the way to the database and to the rooms."""

    def __init__(self, database: Database, recordings: Path, emit: Emit, cut: Callable[[str, str], None]) -> None:
        self._cut = cut
        self._sockets: dict[str, set[tuple[str, str]]] = {}
        self.database, self.recordings, self.emit = database, recordings, emit
        self.publisher = Publisher(emit)
        self.translations = TranslationQueue(emit)
        self.leases = Leases(self)
        self.microphones: dict[str, Microphone] = {}
        self._spans: dict[str, tuple[list[Span], list[Span]]] = {}

    def write(self, work: Callable[[Any], Any]) -> Any:
        """One unit of work on a native thread."""
        return hub.native(self.database.write, work)

    def read(self, work: Callable[[Any], Any]) -> Any:
        """One reading unit of work on a native thread."""
        return hub.native(self.database.read, work)

    def apply(self, outcome: hear.Outcome) -> None:
        """What a committed unit of work wants done."""
        self.publisher.events(outcome.events)
        self.translations.put(outcome.jobs)

    def spans(self, session: str) -> tuple[list[Span], list[Span]]:
        """The floor's and the off-record spans of a session."""
        if session not in self._spans:
            self._spans[session] = self.read(
                lambda tx: (hear.spans(tx, session, "floor"), hear.spans(tx, session, "off_record"))
            )
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

    def floor_moved(self, session: str) -> None:
        """Tell the microphones and the speech workers of a session who has the floor."""
        floor_spans, _ = self.spans(session)
        current = floor_spans[-1] if floor_spans and floor_spans[-1].end_ms is None else None
        for microphone in list(self.microphones.values()):
            if microphone.session != session or microphone.end_sample is not None:
                continue
            is_heard = microphone.kind == "mixed" or (current is not None and current.owner == microphone.delegation)
            message = {"heard": is_heard, "delegation": current.owner if current else None}
            self.emit("floor", message, to=microphone.sid, namespace="/speaker")
            if microphone.kind == "mixed" and current is not None and current.language:
                at_sample = max(
                    0, microphone.start_sample + (current.start_ms - microphone.session_ms) * hear.SAMPLES_PER_MS
                )
                self.leases.turn(session, microphone.stream, at_sample, current.language)

    def tell_state(self) -> None:
        """Every view's head, so that a client that missed an event fetches it."""
        from server.services.publish import room
        from server.storage.tables import ViewHead

        def heads(tx: Any) -> list[tuple[str, str, int]]:
            rows = tx.execute(
                select(ViewHead).join(Meeting, Meeting.id == ViewHead.session_id).where(Meeting.status == "open")
            ).scalars()
            return [(row.session_id, row.view, row.seq) for row in rows]

        for session, view, seq in self.read(heads):
            payload = {"session": session, "head": seq, "workers": self.workers(), "lag_ms": None}
            self.emit("state", payload, room=room(session, view), namespace="/viewer")
