"""Recordings as FLAC and back: lossless, a third to a half of the room, playable everywhere. By PyAV; blocks.

Raw is s16le, mono, 16 kHz, as ``recording`` keeps it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np

from server.core.errors import BundleDamaged
from server.core.hearing.ordering import BYTES_PER_SAMPLE, RATE_HZ

BLOCK_SAMPLES = RATE_HZ  # a second at a time


@dataclass(frozen=True, slots=True)
class Sound:
    """What a file of sound holds: so many samples, and the SHA-256 of their raw bytes."""

    samples: int
    sha256: str


def pack(raw: Path, target: Path) -> Sound:
    """Write a raw recording as FLAC; a torn last sample is cut. What grows meanwhile is taken up to its size now."""
    digest, samples = hashlib.sha256(), raw.stat().st_size // BYTES_PER_SAMPLE
    with raw.open("rb") as file, av.open(str(target), "w", format="flac") as out:
        stream: Any = out.add_stream("flac", rate=RATE_HZ)
        stream.layout, stream.format = "mono", "s16"
        for start in range(0, samples, BLOCK_SAMPLES):
            pcm = file.read(min(BLOCK_SAMPLES, samples - start) * BYTES_PER_SAMPLE)
            digest.update(pcm)
            frame = av.AudioFrame.from_ndarray(np.frombuffer(pcm, "<i2")[None, :], format="s16", layout="mono")
            frame.sample_rate, frame.pts = RATE_HZ, start
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return Sound(samples, digest.hexdigest())


def unpack(source: Path, raw: Path, expected: Sound) -> None:
    """Write FLAC as a raw recording. Raises BundleDamaged unless every sample is as it was packed."""
    digest, left = hashlib.sha256(), expected.samples
    try:
        with raw.open("xb") as out, av.open(str(source), format="flac") as container:
            for frame in container.decode(audio=0) if container.streams.audio else ():
                pcm = np.asarray(frame.to_ndarray(), np.int16).reshape(-1)
                left -= len(pcm)
                if left < 0 or frame.sample_rate != RATE_HZ or frame.layout.nb_channels != 1:
                    raise BundleDamaged(f"the sound {source.name} is not what the manifest says")
                data = pcm.astype("<i2").tobytes()
                digest.update(data)
                out.write(data)
    except av.FFmpegError as error:
        raise BundleDamaged(f"the sound {source.name} can't be read: {error.strerror}") from error
    if left or digest.hexdigest() != expected.sha256:
        raise BundleDamaged(f"the sound {source.name} is not what the manifest says")
