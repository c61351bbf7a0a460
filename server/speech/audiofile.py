"""Any file or stream that PyAV opens, as 16 kHz mono samples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import av
import numpy as np

from server.core.errors import BadAudio
from server.core.hearing.ordering import RATE_HZ
from server.speech.port import Pcm

CHUNK_SAMPLES = 1_600  # 100 ms


def chunks(source: str | Path | BinaryIO) -> Iterator[Pcm]:
    """Chunks of CHUNK_SAMPLES (the last is shorter), int16; decoded as they are taken, so a stream may go on for ever.

    Raises BadAudio, which says what could not be read and why: no such file, no sound in it, damaged.
    """
    name = getattr(source, "name", source)
    try:
        with av.open(source if hasattr(source, "read") else str(source)) as container:
            if not container.streams.audio:
                raise BadAudio(f"{name} holds no sound; expected a file or stream with an audio track")
            yield from _even(_decoded(container))
    except (av.FFmpegError, OSError) as error:
        raise BadAudio(f"{name} can't be read as sound: {error}") from error


def _decoded(container: Any) -> Iterator[Pcm]:
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE_HZ)
    for frame in container.decode(audio=0):
        for part in resampler.resample(frame):
            yield _samples(part)
    for part in resampler.resample(None):
        yield _samples(part)


def _samples(frame: Any) -> Pcm:
    return np.asarray(frame.to_ndarray(), np.int16).reshape(-1)


def _even(parts: Iterator[Pcm]) -> Iterator[Pcm]:
    pending: Pcm = np.zeros(0, np.int16)
    for part in parts:
        pending = np.concatenate([pending, part])
        place = 0
        while len(pending) - place >= CHUNK_SAMPLES:
            yield pending[place : place + CHUNK_SAMPLES]
            place += CHUNK_SAMPLES
        pending = pending[place:]
    if len(pending):
        yield pending
