"""A listener that is fed sound and gives results, and what must be true of those."""

from __future__ import annotations

import numpy as np

from server.core.hearing.hypothesis import Advanced, Final, Tentative
from server.speech.listener import Listener, Result

RATE = 16_000
WORDS = [" We", " propose", " a", " window.", " Brazil", " supports", " that.", " Thank", " you", " chair."]


def silence(seconds: float) -> np.ndarray:
    return np.zeros(int(seconds * RATE), np.int16)


def drained(listener: Listener) -> list[Result]:
    found: list[Result] = []
    while results := listener.step():
        found += results
    return found


def heard(listener: Listener, sound: np.ndarray, start: int = 0, chunk: int = 1600) -> list[Result]:
    """Feed live, chunk by chunk, stepping after each."""
    found: list[Result] = []
    for place in range(0, len(sound), chunk):
        listener.feed(start + place, sound[place : place + chunk])
        found += listener.step()
    return found


def durable(results: list[Result]) -> list[Final | Advanced]:
    return [result for result in results if not isinstance(result, Tentative)]


def texts(results: list[Result]) -> list[str]:
    return [result.text for result in results if isinstance(result, Final)]


def check_tiles(results: list[Result], start: int, end: int) -> None:
    at = start
    for result in durable(results):
        assert result.start_sample == at and result.end_sample > at
        at = result.end_sample
    assert at == end
