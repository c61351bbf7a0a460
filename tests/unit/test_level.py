"""The level of a microphone."""

from __future__ import annotations

import math
from array import array

import pytest

from server.core.hearing.level import level


def tone(amplitude: float) -> bytes:
    return array("h", [round(amplitude * 32_767 * math.sin(place / 7)) for place in range(1_600)]).tobytes()


def test_silence_and_nothing_have_no_level() -> None:
    assert level(bytes(3_200)) == level(b"") == 0.0


def test_the_level_follows_the_decibels_of_the_audio() -> None:
    """A full sine has -3 dB; a tenth of it 20 dB less, which is a third of the 60 dB that the scale holds."""
    assert level(tone(1.0)) == pytest.approx(0.95, abs=0.01)
    assert level(tone(0.1)) == pytest.approx(0.95 - 1 / 3, abs=0.01)
    assert level(tone(0.001)) == 0.0
