"""One leased microphone in a speech worker. One owner thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from server.core.errors import UnknownLanguage
from server.core.hearing.hypothesis import Final
from server.core.hearing.ordering import RATE_HZ
from server.core.hearing.pace import Rung
from server.core.hearing.turns import Waiting
from server.speech.listener import Listener, Result
from server.speech.port import Effort, Transcriber
from server.speech.task import Task


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
        self._caught_up = listener.start_sample
        self._turn_s, self._is_small = 0.0, False

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
        listener = self.listener
        listener.effort = Effort(rung.look_every_s, rung.beam, rung.is_quick, rung.wants_english)
        may_look = not self.is_late and not listener.is_catching_up
        listener.hear()
        self._wants_look = may_look and listener.wants_look()
        if not listener.has_final() and not listener.is_passing and not self._wants_look:
            self._caught_up = listener.end_sample

    def waiting(self, now_s: float) -> Waiting | None:
        """What it waits for, or None."""
        if not self.listener.has_final() and not self._wants_look:
            return None
        is_last = self.is_late or not self.is_live
        return Waiting(self.name, self.listener.has_final(), self.behind_s, now_s - self._turn_s, is_last)

    def begin(self, rung: Rung, turn: Waiting | None, now_s: float) -> Task:
        """Its turn, at what the rung spends; None: only what needs no decoding."""
        listener, may_look = self.listener, turn is not None and not turn.is_final
        if may_look:
            self._wants_look = False
            if not listener.is_passing:  # a look hears all that came
                self._caught_up = listener.end_sample
        if turn is not None:
            self._turn_s = now_s
        listener.effort = Effort(rung.look_every_s, rung.beam, rung.is_quick, rung.wants_english)
        self._is_small = rung.is_small
        return listener.begin(may_look, may_pass=turn is not None)

    def ended(self, results: list[Result]) -> None:
        """A turn gave these."""
        if any(isinstance(result, Final) for result in results):  # never in mid-utterance: its looks must agree
            self._models.is_small = self._is_small


def _first(smaller: Callable[..., Any], careful: Callable[..., Any]) -> Callable[..., Any]:
    def call(*args: Any, **more: Any) -> Any:
        try:
            return smaller(*args, **more)
        except UnknownLanguage:
            return careful(*args, **more)

    return call
