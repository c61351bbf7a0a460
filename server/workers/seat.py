"""One leased microphone in a speech worker. One owner thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from server.core.errors import UnknownLanguage
from server.core.hypothesis import Final
from server.core.ordering import RATE_HZ
from server.core.pace import Rung
from server.core.turns import Waiting
from server.speech.listener import Listener, Result
from server.speech.port import Effort, Transcriber


class Either:
    """A transcriber that is the smaller model while ``is_small``, for the languages that this one knows."""

    def __init__(self, careful: Transcriber, smaller: Transcriber | None) -> None:
        self._careful, self._smaller = careful, smaller
        self.is_small = False

    def __getattr__(self, name: str) -> Any:
        """What the model that is used now has under this name."""
        return self._now(name)

    def _now(self, name: str) -> Any:
        careful = getattr(self._careful, name)
        if not self.is_small or self._smaller is None or name == "voice":
            return careful
        smaller = getattr(self._smaller, name)
        return _first(smaller, careful) if callable(smaller) else smaller


class Owner(Protocol):
    """Whoever leased microphones to this worker."""

    def deliver(self, seat: Seat, results: list[Result], seconds: float, engine: str) -> None:
        """Take what a step gave; ``engine`` made it in so many seconds."""

    def tell_pace(self, rung: Rung, lag_s: float) -> None:
        """The worker spends from now on what this rung allows."""


class Seat:
    """A microphone's listener, and what the worker must know to be fair to it.

    ``is_live``: its speaker is still there and waits for captions. ``is_late``: it has no place of its own.
    """

    def __init__(self, stream: str, epoch: int, listener: Listener, models: Either, owner: Owner) -> None:
        self.stream, self.epoch, self.listener, self.owner = stream, epoch, listener, owner
        self.name = f"{id(owner)} {stream}"  # two web processes may believe that they have the same stream
        self.is_live, self.is_late = True, False
        self._models = models
        self._wants_look = False
        self._looked_sample = self._caught_up = listener.start_sample
        self._turn_s = 0.0

    @property
    def engine(self) -> str:
        """The name of the model that listens now."""
        return str(self._models.name)

    @property
    def behind_s(self) -> float:
        """Seconds of audio since nothing waited here the last time, as far as it is not answered yet."""
        return max(0, self.listener.end_sample - max(self._caught_up, self.listener.start_sample)) / RATE_HZ

    def hear(self, rung: Rung) -> None:
        """Judge what came since; decodes nothing."""
        listener, every_s = self.listener, rung.look_every_s
        fresh_s = (listener.end_sample - self._looked_sample) / RATE_HZ
        is_due = every_s is not None and fresh_s >= every_s and not self.is_late
        self._wants_look = is_due and listener.wants_look()
        listener.hear()
        if not listener.has_final() and not self._wants_look:
            self._caught_up = listener.end_sample

    def waiting(self, now_s: float) -> Waiting | None:
        """What it waits for, or None."""
        if not self.listener.has_final() and not self._wants_look:
            return None
        is_last = self.is_late or not self.is_live
        return Waiting(self.name, self.listener.has_final(), self.behind_s, now_s - self._turn_s, is_last)

    def step(self, rung: Rung, may_look: bool, now_s: float) -> list[Result]:
        """At most one decoding, at what the rung spends."""
        listener = self.listener
        if may_look:
            self._looked_sample = listener.end_sample
            if not listener.has_final():  # a look hears all that came
                self._caught_up = listener.end_sample
        listener.effort = Effort(rung.look_every_s, rung.beam, rung.is_quick, rung.wants_english)
        results = listener.step(may_look)
        self._turn_s = now_s
        if any(isinstance(result, Final) for result in results):  # never in mid-utterance: its looks must agree
            self._models.is_small = rung.is_small
        return results


def _first(smaller: Callable[..., Any], careful: Callable[..., Any]) -> Callable[..., Any]:
    def call(*args: Any, **more: Any) -> Any:
        try:
            return smaller(*args, **more)
        except UnknownLanguage:
            return careful(*args, **more)

    return call
