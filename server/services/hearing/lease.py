"""One stream in the hands of one speech worker, and the audio on its way to it. Owned by the hub."""

from __future__ import annotations

import time
from typing import Any

from server import hub

AHEAD_SAMPLES = 30 * 16_000  # what a speech worker may have on its way
IDLE_S = 10.0  # a microphone that was not recorded for so long has given its place up


class Lease:
    """What was sent and heard of a stream, and whether it has a place: see ``core.places``."""

    def __init__(self, worker: str, facts: dict[str, Any], session: str, languages: list[str]) -> None:
        self.worker, self.epoch, self.session, self.languages = worker, int(facts["epoch"]), session, languages
        self.sent = self.heard = int(facts["start_sample"])
        self.fed_s = time.monotonic()
        self.is_ended = False
        self.signal = hub.Signal()
        self.is_current = True
        self.is_late = False
        self.speaks_since_s: float | None = None
        self._recorded_s = float("-inf")

    @property
    def may_feed(self) -> bool:
        """Whether the worker may get more audio now."""
        return self.sent - self.heard < AHEAD_SAMPLES and not self.is_ended

    def recorded(self, is_recorded: bool) -> None:
        """Note whether the microphone is being recorded now: it takes a place, or gives it up after a while."""
        now_s = time.monotonic()
        if is_recorded:
            self._recorded_s = now_s
            self.speaks_since_s = self.speaks_since_s or now_s
        elif now_s - self._recorded_s > IDLE_S:
            self.speaks_since_s = None
