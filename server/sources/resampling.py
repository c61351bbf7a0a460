"""Resampling by a few parts in a million: the speed follows a source's clock, and nobody hears it.

Windowed-sinc interpolation (Smith, "Digital Audio Resampling") from a table of phases. Pure numpy.
"""

from __future__ import annotations

import numpy as np

from server.speech.port import Pcm

TAPS = 32
PHASES = 1_024  # nearest phase: the error is below -60 dB up to 4 kHz


class Resampler:
    """Keeps the fraction of a sample and the tail between chunks. One owner."""

    def __init__(self, channels: int) -> None:
        self._tail: Pcm = np.zeros((TAPS - 1, channels), np.int16)
        self._place = 0.0  # of the next output sample, in input samples from the tail's beginning
        self._table = _table()

    def take(self, pcm: Pcm, ppm: float) -> Pcm:
        """``pcm``: int16 [samples, channels]. Takes ``ppm`` samples in a million out; returns int16, nearly as long.

        Half the filter's length, 1 ms, stays behind.
        """
        if not len(pcm):
            return pcm
        held = np.concatenate([self._tail, pcm])
        step = 1.0 + ppm * 1e-6
        count = max(0, int(np.ceil((len(held) - (TAPS - 1) - self._place) / step)))
        places = self._place + step * np.arange(count)
        whole = np.floor(places).astype(np.int64)
        phase = np.minimum(PHASES - 1, ((places - whole) * PHASES).astype(np.int64))
        windows = np.lib.stride_tricks.sliding_window_view(held, TAPS, axis=0)[whole]  # [count, channels, TAPS]
        made = np.einsum("nct,nt->nc", windows.astype(np.float32), self._table[phase])
        kept = len(held) - (TAPS - 1)
        self._place += step * count - kept
        self._tail = held[kept:]
        return np.asarray(np.clip(np.rint(made), -32_768, 32_767), np.int16)


def _table() -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """The taps of each phase; they sum to one, so that a constant stays itself."""
    fraction = (np.arange(PHASES) + 0.5)[:, None] / PHASES
    distance = np.arange(TAPS)[None, :] - (TAPS // 2 - 1) - fraction
    taps = np.sinc(distance) * np.cos(np.pi * distance / TAPS) ** 2
    return np.asarray(taps / taps.sum(axis=1, keepdims=True), np.float32)
