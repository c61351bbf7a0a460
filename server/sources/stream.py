"""Any network stream or file that PyAV opens, with all its channels: RTSP, HLS, Icecast, MPEG-TS over UDP, WAV..."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import av
import numpy as np

from server.core.errors import SourceLost, SourceUnusable
from server.core.hearing.ordering import RATE_HZ
from server.sources.port import PATIENCE_S, Arrival, Opened
from server.speech.port import Pcm

NAME_CHARACTERS = 80
SHORT_LOOK = {"analyzeduration": "1000000", "fflags": "nobuffer"}  # a second of looking; what FFmpeg keeps comes late


class StreamReader:
    """A file or a stream by its address."""

    def __init__(
        self,
        address: str,
        options: Mapping[str, str] | None = None,
        clock: Callable[[], float] = time.monotonic,
        patience_s: float = PATIENCE_S,
    ) -> None:
        """``options`` are FFmpeg's own, such as ``rtsp_transport=tcp``."""
        self._address, self._options = address, dict(options or {})
        self._is_file = "://" not in address
        self._clock, self._patience_s = clock, patience_s
        self._container: Any = None
        self._sound: Iterator[Pcm] = iter(())
        self.kind = "file" if self._is_file else "stream"

    @property
    def name(self) -> str:
        """The file's name, or the address without user, password and query."""
        if self._is_file:
            return Path(self._address).name[:NAME_CHARACTERS]
        parts = urlsplit(self._address)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"[:NAME_CHARACTERS]

    def open(self) -> Opened:
        """Connect. Raises SourceLost, SourceUnusable."""
        self.close()
        if self._is_file and not Path(self._address).exists():
            raise SourceUnusable(f"there is no file {self._address}; expected a file, an address or device:NAME")
        try:
            self._container = av.open(
                self._address,
                options={**({} if self._is_file else SHORT_LOOK), **self._options},
                timeout=None if self._is_file else (self._patience_s, self._patience_s),
            )
        except (av.FFmpegError, OSError) as error:
            raise self._spoken(error) from error
        if not self._container.streams.audio:
            self.close()
            raise SourceUnusable(f"{self.name} holds no sound; expected a file or stream with an audio track")
        track = self._container.streams.audio[0]
        is_recording = self._container.duration is not None and self._container.duration > 0
        self._sound = _decoded(self._container, track.codec_context.layout)
        return Opened(track.codec_context.channels, is_recording)

    def read(self) -> Arrival | None:
        """The next decoded sound. Raises SourceLost."""
        try:
            pcm = next(self._sound, None)
        except (av.FFmpegError, OSError) as error:
            raise self._spoken(error) from error
        return None if pcm is None else Arrival(self._clock(), pcm)

    def close(self) -> None:
        """Let go of the file or the connection."""
        self._sound = iter(())
        container, self._container = self._container, None
        if container is not None:
            container.close()

    def _spoken(self, error: Exception) -> SourceLost | SourceUnusable:
        reason = getattr(error, "strerror", None) or type(error).__name__  # the whole text holds the address
        if isinstance(error, av.error.ExitError):
            reason = f"nothing came within {self._patience_s:g} s"
        if isinstance(error, av.error.ProtocolNotFoundError):
            scheme = urlsplit(self._address).scheme
            return SourceUnusable(
                f"{self.name}: this build of FFmpeg has no {scheme}; have another program send it on, see operations.md"
            )
        if self._is_file:
            return SourceUnusable(f"{self.name} can't be read as sound: {reason}")
        return SourceLost(f"{self.name} can't be heard: {reason}")


def _decoded(container: Any, layout: Any) -> Iterator[Pcm]:
    resampler = av.AudioResampler(format="s16", layout=layout, rate=RATE_HZ)
    for frame in container.decode(audio=0):
        for part in resampler.resample(frame):
            yield _samples(part)
    for part in resampler.resample(None):
        yield _samples(part)


def _samples(frame: Any) -> Pcm:
    return np.asarray(frame.to_ndarray(), np.int16).reshape(-1, frame.layout.nb_channels)
