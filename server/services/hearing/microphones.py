"""A connected microphone: what it sent is put in order, cut to what may be kept, written, and then acknowledged.

Owned by the hub; must not know who recognises it.
"""

from __future__ import annotations

import time
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from server import hub
from server.clock import now_ms
from server.core.errors import CaptionsAway, CaptionsLate, Overloaded, RoundtableError
from server.core.hearing.level import level
from server.core.hearing.ordering import Chunk, Gap, Ordering
from server.core.minutes import floor
from server.core.minutes.floor import Span
from server.logs import Log
from server.services.hearing import hear, session_time
from server.storage.peaks import store_peaks
from server.storage.recording import Recording, describe

if TYPE_CHECKING:
    from server.services.hearing.hall import Hall
    from server.services.hearing.interpret import Booth

QUEUE_CHUNKS = 600  # a minute of audio: more than the disk ever needs
LEVEL_S = 2.0  # a level older than this is none: nothing is recorded now
SOURCE_S = 10.0  # a source says every second how it is
SOURCE_CHARACTERS = 80
LOST_MS = 100.0  # shorter losses are no event: a chunk lasts as long
LOG = Log("microphones")
Spans = tuple[list[Span], list[Span]]


class Microphone:
    """One connected microphone: a bounded queue, and a pump that writes, then acknowledges."""

    def __init__(self, hall: Hall, stream: str, session: str, kind: str, delegation: str | None) -> None:
        """``booth``: of an interpreter's, whose it is and for which language."""
        self.booth: Booth | None = None
        self.hall, self.stream, self.session, self.kind, self.delegation = hall, stream, session, kind, delegation
        self.recording = Recording(hall.recordings / session / stream)
        self.epoch, self.start_sample, self.session_ms, self.sid = 0, 0, 0, ""
        self.written_sample = self.recording.written_samples()
        self.end_sample: int | None = None
        self._ordering = Ordering(self.written_sample)
        self._level, self._level_at = 0.0, float("-inf")
        self._source: dict[str, object] | None = None
        self._source_at = float("-inf")
        self._queue: deque[Chunk | Gap] = deque()
        self._losses: list[tuple[int, int, str]] = []
        self.trouble: RoundtableError | None = None
        self._signal = hub.Signal()
        self._is_running = False

    def connect(self, sid: str, epoch: int, session_ms: int) -> None:
        """A page holds the microphone (again): a new epoch begins where the disk ends.

        Raises DiskFull or RecordingFailed.
        """
        self.hall.readers.halt()
        self._start_over()
        self._end_file()
        self.sid, self.epoch, self.session_ms = sid, epoch, session_ms
        self.start_sample = self.written_sample
        self.recording.open_epoch(epoch, self.start_sample)
        if not self._is_running:
            self._is_running = True
            hub.spawn(self._pump)

    @property
    def is_live(self) -> bool:
        """Whether a page holds the microphone now."""
        return bool(self.sid) and self.end_sample is None

    @property
    def queued(self) -> int:
        """Chunks that wait to be written."""
        return len(self._queue)

    @property
    def level(self) -> float | None:
        """How loud what was recorded last is, from 0 to 1; None when nothing is recorded now."""
        return self._level if time.monotonic() - self._level_at < LEVEL_S else None

    @property
    def source(self) -> dict[str, object] | None:
        """How the source behind it is, as it last said; None for a browser's microphone, and when it says nothing."""
        return self._source if self.is_live and time.monotonic() - self._source_at < SOURCE_S else None

    def tell_source(self, facts: dict[str, object]) -> None:
        """The source behind it says how it is."""
        self._source, self._source_at = {**facts, "name": str(facts["name"])[:SOURCE_CHARACTERS]}, time.monotonic()

    def tell(self, event: str, message: object) -> None:
        """Send something to the page that holds the microphone, if one does."""
        if self.sid:
            self.hall.emit(event, message, to=self.sid, namespace="/speaker")

    def disconnect(self) -> None:
        """The page is gone; what it sent is written, if it can be."""
        self._drain_if_possible()
        self.sid = ""

    def take(self, item: Chunk | Gap) -> None:
        """Queue a chunk or a gap; never waits. Whatever it raises, nothing was taken: send from ``written_sample``.

        Raises Overloaded when the disk can't follow, BadAudio for what is ahead of its turn.
        """
        if len(self._queue) >= QUEUE_CHUNKS:
            raise Overloaded("the recording can't follow; send again from the last acknowledgement")
        self.hall.stages.arrived(self.stream, item.end_sample)
        fresh = self._ordering.take(item) if isinstance(item, Chunk) else self._ordering.skip(item)
        if fresh is not None:
            self._queue.append(fresh)
            self._signal.set()

    def drain(self) -> None:
        """Write what is queued and acknowledge it once; tell what was lost.

        Raises DiskFull or RecordingFailed: what was not written is to be sent again.
        """
        if not self._queue:
            return
        spans = self.hall.floor.spans(self.session)  # may wait for the database; nothing else does
        before, gaps = self.written_sample, list[Gap]()
        try:
            while self._queue:
                item = self._queue.popleft()
                self._keep(item, spans)
                gaps += [item] if isinstance(item, Gap) else []
        finally:
            if self.written_sample > before:
                self.tell("ack", {"stream": self.stream, "sample": self.written_sample})
                self.hall.leases.audio_came(self.stream)
            self._note_losses([gap for gap in gaps if gap.is_loss], spans)
        self.trouble = None
        self._tell_losses()

    def stop(self, is_last: bool = False) -> None:
        """End the pump and the file. ``is_last``: the process ends too, so the file's description can't wait."""
        self._drain_if_possible()
        self._is_running = False
        self._signal.set()
        if is_last:
            self.recording.close()
        else:
            self._end_file()

    def leave(self, is_deleted: bool) -> None:
        """End without writing what is queued: another process has the microphone, or its session is deleted."""
        self._queue.clear()
        if is_deleted:
            self.recording.end()
        self.stop()

    def _end_file(self) -> None:
        """End the file of a connection; its description takes reading all of it, and does not keep the hub waiting."""
        path = self.recording.end()
        if path is not None:
            hub.spawn(hub.native, _finish, path)

    def _drain_if_possible(self) -> None:
        try:
            self.drain()
        except RoundtableError as error:
            self.trouble = error

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
                LOG.error("recording_failed", error, session=self.session, stream=self.stream)
                self.trouble = error
                told = {"code": error.code, "message": error.message, "expected_sample": self.written_sample}
                self.tell("refused", told)

    def _start_over(self) -> None:
        """Forget what is queued: the sender goes on from where the disk ends."""
        self._queue.clear()
        self.written_sample = self.recording.written_samples()
        self._ordering = Ordering(self.written_sample)

    def _keep(self, item: Chunk | Gap, spans: Spans) -> None:
        try:
            if isinstance(item, Chunk):
                self._write(item, spans)
            self.recording.extend(item.end_sample)
        except RoundtableError:
            self._start_over()
            raise
        self.written_sample = item.end_sample
        self.hall.stages.written(self.stream, item.end_sample)

    def _write(self, chunk: Chunk, spans: Spans) -> None:
        for low, high in self._kept(chunk.start_sample, chunk.end_sample, spans):
            first, last = max(chunk.start_sample, self._sample(low)), min(chunk.end_sample, self._sample(high))
            if first < last:
                pcm = chunk.pcm[(first - chunk.start_sample) * 2 : (last - chunk.start_sample) * 2]
                self.recording.write(first, pcm)
                self._level, self._level_at = level(pcm), time.monotonic()

    def _kept(self, start_sample: int, end_sample: int, spans: Spans) -> list[tuple[float, float]]:
        """The parts of a stretch that may be recorded, in session time."""
        floor_spans, off_record = spans
        mine = [span for span in floor_spans if span.owner == self.delegation] if self.kind == "delegation" else None
        if self.booth is not None and not self.hall.interpreters.has(self.booth):
            return []
        return floor.kept(self._at_ms(start_sample), self._at_ms(end_sample), off_record, mine)

    def _note_losses(self, gaps: list[Gap], spans: Spans) -> None:
        """Audio that would have been recorded and never will be."""
        self._losses += [
            (round(low), round(high), gap.why)
            for gap in gaps
            for low, high in self._kept(gap.start_sample, gap.end_sample, spans)
            if high - low >= LOST_MS
        ]

    def _tell_losses(self) -> None:
        """Tell everybody, for good; while the database can't take it, the losses are kept here."""
        lost, self._losses = self._losses, []
        if lost:
            seconds = sum(high - low for low, high, _ in lost) / 1000
            self.hall.metrics.lost_seconds.inc(seconds)
            LOG.warning("audio_lost", session=self.session, stream=self.stream, seconds=seconds)
            stream, now = self.stream, now_ms()
            try:
                outcome = self.hall.write(lambda tx: hear.lose(tx, stream, lost, now))
            except RoundtableError:
                self._losses = lost + self._losses
                raise
            self.hall.apply(outcome)

    def _at_ms(self, sample: int) -> float:
        return self.session_ms + (sample - self.start_sample) / session_time.SAMPLES_PER_MS

    def _sample(self, ms: float) -> int:
        return round(self.start_sample + (ms - self.session_ms) * session_time.SAMPLES_PER_MS)


def _finish(path: Path) -> None:
    """What is left beside a file that has ended: its description, and how loud it is over time."""
    describe(path)
    store_peaks(path)


def captions(standing: str) -> dict[str, str]:
    """``{status, code, message}`` of a microphone's captions, for its page and its program; live ones have no code."""
    if standing == "live":
        return {"status": standing, "code": "", "message": ""}
    error = CaptionsLate() if standing == "late" else CaptionsAway()
    return {"status": standing, "code": error.code, "message": error.message}
