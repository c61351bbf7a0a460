"""Any file or stream that PyAV opens, as 16 kHz mono samples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from server.core.errors import BadAudio

CHUNK_SAMPLES = 1_600  # 100 ms


def chunks(source: str | Path) -> Iterator[npt.NDArray[np.int16]]:
    """Chunks of CHUNK_SAMPLES (the last is shorter). Raises BadAudio."""
    pending = np.zeros(0, np.int16)
    try:
        with av.open(str(source)) as container:
            resampler = av.AudioResampler(format="s16", layout="mono", rate=16_000)
            if not container.streams.audio:
                raise BadAudio(f"{source} holds no sound")
            for frame in [*container.decode(audio=0), None]:
                parts = [part.to_ndarray().reshape(-1) for part in resampler.resample(frame)]
                pending = np.concatenate([pending, *parts])
                while len(pending) >= CHUNK_SAMPLES:
                    yield pending[:CHUNK_SAMPLES]
                    pending = pending[CHUNK_SAMPLES:]
    except av.FFmpegError as error:
        raise BadAudio(f"{source} can't be read as sound: {error}") from error
    if len(pending):
        yield pending
