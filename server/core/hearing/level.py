"""How loud a stretch of audio is, for the meters of the pages. Must not know where the audio comes from."""

from __future__ import annotations

import math
import sys
from array import array

FLOOR_DB = -60.0  # quieter than a quiet room: the bottom of every meter
FULL_SCALE = 32_768
STEP = 4  # every fourth sample tells as much, at a quarter of the price


def level(pcm: bytes) -> float:
    """The root mean square of s16le audio on a scale of decibels: 0 is -60 dB or less, 1 is full scale."""
    samples = array("h")
    samples.frombytes(pcm)
    if sys.byteorder == "big":
        samples.byteswap()
    heard = samples[::STEP]
    power = sum(each * each for each in heard) / max(1, len(heard))
    if power <= 0:
        return 0.0
    decibels = 10 * math.log10(power / FULL_SCALE**2)
    return round(min(1.0, max(0.0, 1 - decibels / FLOOR_DB)), 3)
