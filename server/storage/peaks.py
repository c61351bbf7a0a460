"""How loud a recording is over time, for a waveform: kept beside each of its files, and grown as the file grows.

One byte for every 50 ms: the largest swing, 255 is full scale, 0 alone is silence. What is complete in a file never
changes (gaps are holes that nobody fills later), so only what came since is looked at. Blocks; must not know sessions.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import numpy as np

from server.core.hearing.ordering import BYTES_PER_SAMPLE, RATE_HZ
from server.storage.recording import Recording

PEAK_MS = 50
PEAK_SAMPLES = RATE_HZ * PEAK_MS // 1000
PEAK_BYTES = PEAK_SAMPLES * BYTES_PER_SAMPLE
FULL_SCALE = 32_768
BLOCK_PEAKS = 1_200  # a minute at a time


def peaks_of(recording: Recording) -> list[tuple[int, bytes]]:
    """``(first sample, peaks)`` of every file of a recording; the last peak may be of less than 50 ms."""
    return [(start_sample, _of_file(path)) for start_sample, path in recording.files()]


def store_peaks(path: Path) -> None:
    """Have the peaks of a file ready before anybody asks; one that is gone meanwhile needs none."""
    with contextlib.suppress(FileNotFoundError):
        _of_file(path)


def _of_file(path: Path) -> bytes:
    size = path.stat().st_size
    whole = size // PEAK_BYTES
    known = _stored(path)
    if len(known) > whole:  # of another file that had this name
        known = b""
    if len(known) < whole:
        known += _computed(path, len(known), whole)
        _store(path, known)
    has_more = size - whole * PEAK_BYTES >= BYTES_PER_SAMPLE
    return known + _computed(path, whole, whole + 1) if has_more else known


def _stored(path: Path) -> bytes:
    try:
        return path.with_suffix(".peaks").read_bytes()
    except FileNotFoundError:
        return b""


def _store(path: Path, peaks: bytes) -> None:
    """Whole or not at all, whoever else does the same now; without room they are computed again the next time."""
    part = path.with_suffix(f".{os.getpid()}-{os.urandom(4).hex()}.part")
    with contextlib.suppress(OSError):
        part.write_bytes(peaks)
        part.replace(path.with_suffix(".peaks"))
    part.unlink(missing_ok=True)


def _computed(path: Path, first: int, last: int) -> bytes:
    found = []
    with path.open("rb") as file:
        file.seek(first * PEAK_BYTES)
        for at in range(first, last, BLOCK_PEAKS):
            pcm = file.read(min(BLOCK_PEAKS, last - at) * PEAK_BYTES)
            samples = np.frombuffer(pcm[: len(pcm) // BYTES_PER_SAMPLE * BYTES_PER_SAMPLE], "<i2")
            starts = np.arange(0, len(samples), PEAK_SAMPLES)
            if len(starts):
                high = np.maximum.reduceat(samples, starts).astype(np.int32)
                low = np.minimum.reduceat(samples, starts).astype(np.int32)
                found.append(np.maximum(high, -low) * 254 // FULL_SCALE + (np.maximum(high, -low) > 0))
    return np.concatenate(found).astype(np.uint8).tobytes() if found else b""
