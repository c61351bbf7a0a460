"""What a technician wants to know of a channel: how loud it is, whether it clips, how long it has been silent.

Must not know where the sound comes from. Lengths in samples at 16 kHz.
"""

from __future__ import annotations

import sys
from array import array
from dataclasses import dataclass

from server.core.hearing.level import level
from server.core.hearing.ordering import RATE_HZ

CLIPPED_AT = 32_700  # of 32,767: resampling rounds the flat top a little
CLIPPED_SAMPLES = 3  # in one chunk; a single full sample may be a peak that just fits
CLIPPED_FOR = 3 * RATE_HZ  # the warning stays so long, as on the microphone's page
SILENT_BELOW = 104  # -50 dB at the peak, as on the microphone's page


@dataclass(frozen=True, slots=True)
class Condition:
    """``level``: 0 (-60 dB or less) to 1 (full scale); ``silent_ms``: since the last sound."""

    level: float
    clipping: bool
    silent_ms: int


class Watch:
    """Watches one channel. One owner."""

    def __init__(self) -> None:
        self._level, self._silent, self._clipped_left = 0.0, 0, 0

    @property
    def condition(self) -> Condition:
        """How the channel is now."""
        return Condition(self._level, self._clipped_left > 0, self._silent * 1000 // RATE_HZ)

    def hear(self, pcm: bytes) -> None:
        """A chunk of s16le audio came."""
        samples = array("h")
        samples.frombytes(pcm)
        if sys.byteorder == "big":
            samples.byteswap()
        if not samples:
            return
        peak = max(max(samples), -min(samples))
        is_clipped = peak >= CLIPPED_AT and sum(abs(each) >= CLIPPED_AT for each in samples) >= CLIPPED_SAMPLES
        self._clipped_left = CLIPPED_FOR if is_clipped else max(0, self._clipped_left - len(samples))
        self._silent = 0 if peak > SILENT_BELOW else self._silent + len(samples)
        self._level = level(pcm)

    def miss(self, samples: int) -> None:
        """Nothing came for so long."""
        self._level, self._silent = 0.0, self._silent + samples
        self._clipped_left = max(0, self._clipped_left - samples)
