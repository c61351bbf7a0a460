"""What every kind of source offers the feeder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from server.speech.port import Pcm

PATIENCE_S = 10.0  # a live source that gives nothing for so long is tried anew


@dataclass(frozen=True, slots=True)
class Arrival:
    """Sound that came at ``at_s`` (monotonic): int16 [samples, channels] at 16 kHz.

    ``missing`` samples before it are known to have been lost.
    """

    at_s: float
    pcm: Pcm
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """A connection to a source. ``is_recording``: it has an end, and no clock of its own."""

    channels: int
    is_recording: bool


class Reader(Protocol):
    """A source. One thread reads; ``close`` may come from another."""

    kind: str  # device, stream or file

    @property
    def name(self) -> str:
        """What people call it; never holds a password."""

    def open(self) -> Opened:
        """Connect (again). May block for some seconds. Raises SourceLost, SourceUnusable."""

    def read(self) -> Arrival | None:
        """The next sound; None at the end of a recording. Blocks PATIENCE_S at most. Raises SourceLost."""

    def close(self) -> None:
        """Let go; a second time changes nothing."""
