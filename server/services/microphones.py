"""A connected microphone: what it sent is put in order, cut to what may be kept, written, and then acknowledged.

Owned by the hub; must not know who recognises it.
"""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from server import hub
from server.core import floor
from server.core.errors import Overloaded, RoundtableError
from server.core.ordering import Chunk, Ordering
from server.services import hear
from server.storage.recording import Recording

if TYPE_CHECKING:
    from server.services.hall import Hall

QUEUE_CHUNKS = 600  # a minute of audio: more than the disk ever needs


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
