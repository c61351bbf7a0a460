"""Stages: how long captions take on their way through this process, for the chair's desk and for Prometheus.

Capture, queue and decode by microphone, translate by the microphone whose words it were, deliver by session. Owned by
the hub; everything is bounded and may be lost. Must not know names or texts.
"""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any

from server.core.hearing.ordering import RATE_HZ
from server.core.hearing.stages import Arrival, Durations, Places
from server.metrics import Metrics

STAGES = ("capture", "queue", "decode", "translate")
LIVE_S = 5.0  # while words under way are shown, finals, which wait for the end of a phrase, say nothing of the queue
MOST_JOBS = 5_000
MOST_PROBES = 5  # ten seconds of them; a later answer is no measure of anything
ECHOES = 20  # answers of viewers to one probe


class _Stream:
    """What is known of one microphone."""

    def __init__(self) -> None:
        self.arrival, self.places = Arrival(RATE_HZ), Places()
        self.durations = {stage: Durations() for stage in STAGES}
        self.looked_s = float("-inf")


class Stages:
    """The durations of one web process. ``clock`` gives monotonic seconds."""

    def __init__(self, metrics: Metrics, clock: Callable[[], float] = time.monotonic) -> None:
        self._metrics, self._clock = metrics, clock
        self._streams: dict[str, _Stream] = {}
        self._delivered: dict[str, Durations] = {}
        self._asked: OrderedDict[str, float] = OrderedDict()
        self._probes: OrderedDict[int, float] = OrderedDict()
        self._echoes: dict[tuple[str, int], int] = {}
        self._probe = 0
        self.web = secrets.token_hex(3)

    def opened(self, stream: str, capturing_sample: int) -> None:
        """A page holds a microphone and captures this sample now."""
        self._of(stream).arrival.begin(self._clock(), capturing_sample)

    def arrived(self, stream: str, end_sample: int) -> None:
        """Audio came from the device."""
        self._add(stream, "capture", self._of(stream).arrival.delay_ms(self._clock(), end_sample))

    def written(self, stream: str, end_sample: int) -> None:
        """Audio is on disk, from where the speech worker gets it."""
        self._of(stream).places.written(self._clock(), end_sample)

    def recognised(self, stream: str, end_sample: int, decode_ms: int | None, is_final: bool) -> None:
        """Words of audio up to a sample came; the speech worker took ``decode_ms`` for them by its own clock."""
        found, now = self._of(stream), self._clock()
        moment = found.places.moment(end_sample)
        is_asked = not is_final or now - found.looked_s > LIVE_S
        if moment is not None and is_asked:
            self._add(stream, "queue", 1000 * (now - moment) - (decode_ms or 0))
        if decode_ms is not None:
            self._add(stream, "decode", decode_ms)
        if not is_final:
            found.looked_s = now

    def asked(self, jobs: Iterable[str]) -> None:
        """Translations are wanted; one that is asked for again is as old as before."""
        for name in jobs:
            self._asked.setdefault(name, self._clock())
        while len(self._asked) > MOST_JOBS:
            self._asked.popitem(last=False)

    def answered(self, name: str, stream: str) -> None:
        """A translate worker answered."""
        begun = self._asked.pop(name, None)
        if begun is not None:
            self._add(stream, "translate", 1000 * (self._clock() - begun))

    def probe(self) -> int:
        """A mark for the next thing that all viewers are sent; some of them send it back."""
        self._probe += 1
        self._probes[self._probe] = self._clock()
        while len(self._probes) > MOST_PROBES:
            gone, _ = self._probes.popitem(last=False)
            self._echoes = {key: count for key, count in self._echoes.items() if key[1] != gone}
        return self._probe

    def echoed(self, session: str, probe: int) -> None:
        """A viewer sent a mark back: there and back is the most that the way took. Only the first few count."""
        sent, key = self._probes.get(probe), (session, probe)
        if sent is None or self._echoes.get(key, 0) >= ECHOES:
            return
        self._echoes[key] = self._echoes.get(key, 0) + 1
        ms = 1000 * (self._clock() - sent)
        self._delivered.setdefault(session, Durations()).add(self._clock(), ms)
        self._metrics.stages.labels("deliver").observe(ms / 1000)

    def keep(self, streams: Iterable[str], sessions: Iterable[str]) -> None:
        """Forget all other microphones and sessions."""
        kept, open_sessions = set(streams), set(sessions)
        self._streams = {name: each for name, each in self._streams.items() if name in kept}
        self._delivered = {name: each for name, each in self._delivered.items() if name in open_sessions}

    def figures(self, streams: Iterable[str], session: str) -> dict[str, Any]:
        """``{web, streams: {stream: {stage: figures or None}}, deliver}`` of the last minute."""
        now = self._clock()
        found = {
            name: {stage: each.figures(now) for stage, each in self._streams[name].durations.items()}
            for name in streams
            if name in self._streams
        }
        delivered = self._delivered.get(session)
        return {"web": self.web, "streams": found, "deliver": delivered.figures(now) if delivered else None}

    def _of(self, stream: str) -> _Stream:
        return self._streams.setdefault(stream, _Stream())

    def _add(self, stream: str, stage: str, ms: float) -> None:
        self._of(stream).durations[stage].add(self._clock(), ms)
        self._metrics.stages.labels(stage).observe(max(0.0, ms) / 1000)
