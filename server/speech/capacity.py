"""What a worker can bear, measured at its start: microphones at once, decodings at once. Knows the port only."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from server.core.hearing.ordering import RATE_HZ
from server.speech.port import Audio, Transcriber

PROBE_S = 3.5  # a phrase; with its margin it takes the smallest window
# What a microphone needs in a second where captions are still live (the rung quick_finals): half a look and a quarter
# of a quick final, which takes nine tenths of a look. The probe has no words to decode: a look at speech takes two to
# three times as long.
LOOKS_A_SECOND = 2.5 * (1 / 2 + 0.9 / 4)
SHARE = 0.8  # voice activity, the wire and the neighbours take the rest
LANES = 2  # threads that decode at the same time where the processor has a core for each
LOOKS = 6  # to compare
MOST_SLOWED = 1.3  # halves of one core take some 1.6 times as long beside each other, two cores 1.0 times
MOST = 40  # the worker's queue holds 30 s of audio of so many


def measure(transcriber: Transcriber, threads: int | None, clock: Callable[[], float] | None = None) -> int:
    """Microphones at once, 1 to MOST. Blocks for two looks; the first warms the model up and finds what is missing.

    ``threads``: the processor's threads that the model uses; what is counted is their time, so that neighbours that are
    busy at the start do not matter. None for a GPU: the time on the wall. Raises what the model raises.
    """
    read = clock or (time.monotonic if threads is None else time.process_time)
    transcriber.look(_tone(), "en")
    begun = read()
    transcriber.look(_tone(), "en")
    at_once = 1 if threads is None else max(1, min(threads, os.cpu_count() or 1))
    seconds = max(1e-3, (read() - begun) / at_once)
    return max(1, min(MOST, int(SHARE / (LOOKS_A_SECOND * seconds))))


def has_own_cores(transcriber: Transcriber, clock: Callable[[], float] = time.process_time) -> bool:
    """Whether two threads that decode at the same time leave each other alone, as two halves of one core do not.

    Blocks for some looks. What is compared is processor time, so that busy neighbours do not matter much.
    """
    if len(os.sched_getaffinity(0)) < LANES:
        return False
    audio = _tone()

    def looks(threads: int) -> float:
        begun = clock()
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda _: transcriber.look(audio, "en"), range(LOOKS)))
        return clock() - begun

    looks(LANES)  # warms up
    alone = looks(1)
    return looks(LANES) <= MOST_SLOWED * alone


def _tone() -> Audio:
    """A hum that swells like syllables: the model encodes it as it does speech, and hears no words."""
    at_s = np.arange(int(PROBE_S * RATE_HZ)) / RATE_HZ
    hum = sum(np.sin(2 * np.pi * hertz * at_s) for hertz in (140, 700, 1_200))
    return (0.1 * hum * (0.5 + 0.5 * np.sin(2 * np.pi * 4 * at_s))).astype(np.float32)
