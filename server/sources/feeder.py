"""Feeds a session from one source: reads it, puts its sound at its place in time, and sends each channel on its line.

Two threads: one reads the source, which may block; the caller's runs all the rest.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np

from server.core.backoff import Backoff
from server.core.errors import SourceLost, SourceUnusable
from server.core.hearing.course import AHEAD_S, Course
from server.core.hearing.ordering import RATE_HZ
from server.core.hearing.watch import Watch
from server.sources.channels import Channel, check, split
from server.sources.port import Arrival, Opened, Reader
from server.sources.resampling import Resampler
from server.speech.port import Pcm

CHUNK_SAMPLES = 1_600  # 100 ms
QUEUED = 200  # what was read and not fed: ten seconds of a device
REPORT_S = 1.0
LOOK_S = 0.2
WAIT_S = 0.02  # how late a recording's chunk may go
Say = Callable[[str], None]


class Microphone(Protocol):
    """A channel's way to the server (``line.Line``)."""

    trouble: str
    fatal: Exception | None

    @property
    def is_open(self) -> bool:
        """Whether the server has it open."""

    def start(self) -> None:
        """Connect."""

    def push(self, position: int, pcm: bytes) -> None:
        """Audio was captured."""

    def skip(self, position: int, samples: int, why: str) -> None:
        """Nothing was captured."""

    def tell(self, news: Mapping[str, object]) -> None:
        """How the source is."""

    def close(self) -> None:
        """End it."""


Connect = Callable[[Channel, Callable[[], int]], Microphone]
_Item = Opened | Arrival | SourceLost | SourceUnusable | None


class Feeder:
    """One source and its microphones. ``run`` in one thread; ``stop`` from any."""

    def __init__(
        self,
        reader: Reader,
        channels: Sequence[Channel],
        connect: Connect,
        say: Say,
        clock: Callable[[], float] = time.monotonic,
        backoff: Callable[[], Backoff] = Backoff,
    ) -> None:
        self._reader, self._channels, self._say, self._clock, self._backoff = reader, channels, say, clock, backoff
        self._course = Course(clock())
        self._microphones = [connect(channel, self._captured) for channel in channels]
        self._watches = [Watch() for _ in channels]
        self._resampler = Resampler(len(channels))
        self._items: queue.Queue[_Item] = queue.Queue(QUEUED)
        self._is_stopping = False
        self._stopped = threading.Event()  # for the reading thread
        self._kept: list[Pcm] = []  # of a new connection, until its place is known
        self._pending: Pcm = np.zeros((0, len(channels)), np.int16)
        self._is_recording, self._has_begun = False, False
        self._state, self._connections, self._lost = "starting", 0, 0
        self._reported_s = float("-inf")
        self._said: list[str] = [""] * len(channels)

    def stop(self) -> None:
        """End the source; ``run`` returns when what was captured is on disk, or after some seconds.

        Takes no lock, so that a signal's handler may call it.
        """
        self._is_stopping = True

    def run(self) -> None:
        """Feed until the recording ends or ``stop``. Raises SourceUnusable, NotSignedIn."""
        for microphone in self._microphones:
            microphone.start()
        reading = threading.Thread(target=self._read, name="source", daemon=True)
        reading.start()
        try:
            while not self._is_stopping:
                try:
                    item = self._items.get(timeout=LOOK_S)
                except queue.Empty:
                    self._idle()
                    continue
                if item is None:
                    break
                self._take(item)
        finally:
            self._stopped.set()
            self._flush()
            self._report("ended")
            for microphone in self._microphones:
                microphone.close()

    # The reading thread.

    def _read(self) -> None:
        waits, was_open = self._backoff(), False
        while not self._stopped.is_set():
            since = self._clock()
            try:
                opened = self._reader.open()
                check(self._channels, opened.channels, self._reader.name)
                was_open = True
                self._put(opened)
                while not self._stopped.is_set():
                    arrival = self._reader.read()
                    if arrival is None and not opened.is_recording:
                        raise SourceLost(f"{self._reader.name} has ended")
                    self._put(arrival)
                    if arrival is None:
                        return
            except SourceUnusable as error:
                self._put(SourceLost(error.message) if was_open else error)
                if not was_open:
                    return
            except SourceLost as error:
                self._put(error)
            finally:
                self._reader.close()
            self._stopped.wait(waits.failed(self._clock() - since))

    def _put(self, item: _Item) -> None:
        while not self._stopped.is_set():
            try:
                self._items.put(item, timeout=LOOK_S)
                return
            except queue.Full:
                continue  # the source waits; a device counts what it drops meanwhile

    # The feeding thread.

    def _take(self, item: Opened | Arrival | SourceLost | SourceUnusable) -> None:
        if isinstance(item, SourceUnusable):
            raise item
        if isinstance(item, SourceLost):
            self._flush()
            self._change("reconnecting", item.message)
        elif isinstance(item, Opened):
            self._opened(item)
        else:
            self._arrived(item)
        self._idle()

    def _opened(self, opened: Opened) -> None:
        self._connections += 1
        self._is_recording = opened.is_recording
        self._kept = []
        self._course.connected()
        if opened.is_recording:
            self._begin_recording()
        self._change("live", f"{self._reader.name}: {opened.channels} channel(s)")

    def _begin_recording(self) -> None:
        """It plays from now on, to microphones that are open."""
        self._is_recording = True
        self._wait(lambda: all(each.is_open for each in self._microphones))
        self._skip(max(0, self._captured() - self._course.position), "muted")

    def _arrived(self, arrival: Arrival) -> None:
        pcm = split(arrival.pcm, self._channels)
        if not self._is_recording and not self._course.is_placed:
            self._kept.append(pcm)
            placed = self._course.listen(arrival.at_s, len(pcm) + arrival.missing)
            if placed is None:
                return
            pcm, self._kept = np.concatenate(self._kept), []
            if placed.is_recording:
                self._begin_recording()
            else:
                self._skip(placed.gap, "overrun" if self._has_begun else "muted")
                made = self._resampler.take(pcm[placed.cut :], self._course.ppm)
                self._course.skip(len(made))
                self._hand(made)
                return
        self._play(pcm) if self._is_recording else self._go_on(arrival, pcm)

    def _play(self, pcm: Pcm) -> None:
        """A recording keeps the wall's time: a chunk goes when its last sample was spoken."""
        for start in range(0, len(pcm), CHUNK_SAMPLES):
            chunk = pcm[start : start + CHUNK_SAMPLES]
            self._wait_for(self._course.position + len(chunk))
            self._course.skip(len(chunk))
            self._hand(chunk)

    def _go_on(self, arrival: Arrival, pcm: Pcm) -> None:
        if arrival.missing:
            self._skip(arrival.missing, "overrun")
        made = self._resampler.take(pcm, self._course.ppm)
        missing = self._course.advance(arrival.at_s, len(pcm) + arrival.missing, len(made))
        self._hand(made)
        if missing:
            self._skip(missing, "overrun")
        if self._course.ahead_s(self._clock()) > AHEAD_S:
            self._wait(lambda: self._course.ahead_s(self._clock()) <= AHEAD_S)
            self._course.held()

    def _hand(self, pcm: Pcm) -> None:
        """Send what makes whole chunks; the course already counts it."""
        self._has_begun = self._has_begun or len(pcm) > 0
        self._pending = np.concatenate([self._pending, pcm])
        while len(self._pending) >= CHUNK_SAMPLES:
            self._send(CHUNK_SAMPLES)

    def _flush(self) -> None:
        while len(self._pending):
            self._send(min(CHUNK_SAMPLES, len(self._pending)))

    def _send(self, samples: int) -> None:
        start = self._course.position - len(self._pending)
        chunk, self._pending = self._pending[:samples], self._pending[samples:]
        for number, (microphone, watch) in enumerate(zip(self._microphones, self._watches, strict=True)):
            pcm = chunk[:, number].astype("<i2").tobytes()
            watch.hear(pcm)
            microphone.push(start, pcm)

    def _skip(self, samples: int, why: str) -> None:
        if samples <= 0:
            return
        self._flush()
        self._lost += samples if why == "overrun" else 0
        for microphone, watch in zip(self._microphones, self._watches, strict=True):
            microphone.skip(self._course.position, samples, why)
            watch.miss(samples)
        self._course.skip(samples)

    def _wait_for(self, position: int) -> None:
        self._wait(lambda: self._captured() >= position)

    def _wait(self, is_true: Callable[[], bool]) -> None:
        while not is_true() and not self._is_stopping:
            time.sleep(WAIT_S)
            self._idle()

    def _idle(self) -> None:
        """What is due however much or little comes: an outage's gap, the report, the microphones' troubles."""
        now = self._clock()
        if self._state in ("starting", "reconnecting"):
            self._skip(self._course.away(now), "overrun" if self._has_begun else "muted")
        if now - self._reported_s >= REPORT_S:
            self._reported_s = now
            self._report(self._state)
        for number, microphone in enumerate(self._microphones):
            if microphone.fatal is not None:
                raise microphone.fatal
            said = microphone.trouble or ("the microphone is open" if microphone.is_open else "")
            if said and said != self._said[number]:
                self._said[number] = said
                self._say(f"{self._channels[number].who}: {said}")

    def _report(self, state: str) -> None:
        ppm = None if self._is_recording else self._course.meter.ppm
        for channel, microphone, watch in zip(self._channels, self._microphones, self._watches, strict=True):
            now = watch.condition
            microphone.tell(
                {
                    "kind": self._reader.kind, "name": self._reader.name, "channel": channel.number, "state": state,
                    "level": now.level if state == "live" else 0.0, "clipping": now.clipping,
                    "silent_ms": now.silent_ms, "drift_ppm": None if ppm is None else round(ppm, 1),
                    "reconnects": max(0, self._connections - 1), "lost_ms": self._lost * 1000 // RATE_HZ,
                }
            )  # fmt: skip

    def _change(self, state: str, words: str) -> None:
        self._state = state
        self._reported_s = float("-inf")
        self._say(f"{state}: {words}")

    def _captured(self) -> int:
        return self._course.position_at(self._clock())
