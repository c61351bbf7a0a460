"""A connected microphone: what it sent is put in order, cut to what may be kept, written, and then acknowledged.

Owned by the hub; must not know who recognises it.
"""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from server import hub
from server.clock import now_ms
from server.core import floor
from server.core.errors import Overloaded, RoundtableError
from server.core.floor import Span
from server.core.level import level
from server.core.ordering import Chunk, Gap, Ordering
from server.services import hear
from server.storage.recording import Recording

if TYPE_CHECKING:
    from server.services.hall import Hall

QUEUE_CHUNKS = 600  # a minute of audio: more than the disk ever needs
LEVEL_S = 2.0  # a level older than this is none: nothing is recorded now
LOST_MS = 100.0  # shorter losses are no event: a chunk lasts as long
Spans = tuple[list[Span], list[Span]]


class Microphone:
    """One connected microphone: a bounded queue, and a pump that writes, then acknowledges."""

    def __init__(self, hall: Hall, stream: str, session: str, kind: str, delegation: str | None) -> None:
        self.hall, self.stream, self.session, self.kind, self.delegation = hall, stream, session, kind, delegation
        self.recording = Recording(hall.recordings / session / stream)
        self.epoch, self.start_sample, self.session_ms, self.sid = 0, 0, 0, ""
        self.ordering = Ordering(self.recording.written_samples())
        self.end_sample: int | None = None
        self.trouble: RoundtableError | None = None
        self._level, self._level_at = 0.0, float("-inf")
        self._queue: deque[Chunk | Gap] = deque()
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

    @property
    def is_live(self) -> bool:
        """Whether a page holds the microphone now."""
        return bool(self.sid) and self.end_sample is None

    @property
    def level(self) -> float | None:
        """How loud what was recorded last is, from 0 to 1; None when nothing is recorded now."""
        return self._level if time.monotonic() - self._level_at < LEVEL_S else None

    def tell(self, event: str, message: object) -> None:
        """Send something to the page that holds the microphone, if one does."""
        if self.sid:
            self.hall.emit(event, message, to=self.sid, namespace="/speaker")

    def disconnect(self) -> None:
        """The page is gone; what it sent is written."""
        self.drain()
        self.sid = ""

    def take(self, chunk: Chunk | Gap) -> None:
        """Queue a chunk or a gap; never waits. Raises Overloaded when the disk can't follow: send again."""
        if len(self._queue) >= QUEUE_CHUNKS:
            raise Overloaded("the recording can't follow; send again from the last acknowledgement")
        self._queue.append(chunk)
        self._signal.set()

    def drain(self) -> None:
        """Write what is queued and acknowledge it once; tell what was lost."""
        if not self._queue:
            return
        spans = self.hall.spans(
            self.session
        )  # may wait for the database; from here to the acknowledgement nothing does
        wrote, gaps = False, list[Gap]()
        while self._queue:
            item = self._queue.popleft()
            if isinstance(item, Gap):
                gaps += self.ordering.skip(item)
                self.recording.extend(self.ordering.expected_sample)
                wrote = True
                continue
            chunk = self.ordering.take(item)
            if chunk is not None:
                gaps += [Gap(chunk.start_sample - chunk.gap_samples, chunk.start_sample, "missing")]
                self._write(chunk, spans)
                wrote = True
        if wrote:
            self.tell("ack", {"stream": self.stream, "sample": self.ordering.expected_sample})
            self.hall.leases.audio_came(self.stream)
        self._tell_losses([gap for gap in gaps if gap.is_loss], spans)

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
                self.tell("refused", error.as_dict()["error"])
                self.ordering = Ordering(self.recording.written_samples())

    def _write(self, chunk: Chunk, spans: Spans) -> None:
        for low, high in self._kept(chunk.start_sample, chunk.end_sample, spans):
            first, last = max(chunk.start_sample, self._sample(low)), min(chunk.end_sample, self._sample(high))
            if first < last:
                pcm = chunk.pcm[(first - chunk.start_sample) * 2 : (last - chunk.start_sample) * 2]
                self.recording.write(first, pcm)
                self._level, self._level_at = level(pcm), time.monotonic()
        self.recording.extend(chunk.end_sample)

    def _kept(self, start_sample: int, end_sample: int, spans: Spans) -> list[tuple[float, float]]:
        """The parts of a stretch that may be recorded, in session time."""
        floor_spans, off_record = spans
        mine = None if self.kind == "mixed" else [span for span in floor_spans if span.owner == self.delegation]
        return floor.kept(self._at_ms(start_sample), self._at_ms(end_sample), off_record, mine)

    def _tell_losses(self, gaps: list[Gap], spans: Spans) -> None:
        """Audio that would have been recorded and never will be is told to everybody, for good."""
        lost = [
            (round(low), round(high), gap.why)
            for gap in gaps
            for low, high in self._kept(gap.start_sample, gap.end_sample, spans)
            if high - low >= LOST_MS
        ]
        if lost:
            stream, now = self.stream, now_ms()
            self.hall.apply(self.hall.write(lambda tx: hear.lose(tx, stream, lost, now)))

    def _at_ms(self, sample: int) -> float:
        return self.session_ms + (sample - self.start_sample) / hear.SAMPLES_PER_MS

    def _sample(self, ms: float) -> int:
        return round(self.start_sample + (ms - self.session_ms) * hear.SAMPLES_PER_MS)
