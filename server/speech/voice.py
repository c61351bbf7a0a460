"""Voice activity by Silero, whose network ships inside faster-whisper; streamed, nothing is scanned twice."""

from __future__ import annotations

from typing import Any

import numpy as np

from server.speech.port import WINDOW_SAMPLES, Pcm

CONTEXT_SAMPLES = 64  # the network sees the end of the window before
STATE_SHAPE = (1, 1, 128)


class SileroStream:
    """The state of one microphone. ``session``: the onnx session, shared."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._memory, self._cell = np.zeros(STATE_SHAPE, np.float32), np.zeros(STATE_SHAPE, np.float32)
        self._context = np.zeros(CONTEXT_SAMPLES, np.float32)
        self._rest = np.zeros(0, np.float32)

    def take(self, pcm: Pcm) -> list[float]:
        """The probability of speech in each further whole window."""
        samples = np.concatenate([self._rest, pcm.astype(np.float32) / np.float32(32768.0)])
        count = len(samples) // WINDOW_SAMPLES
        whole, self._rest = samples[: count * WINDOW_SAMPLES], samples[count * WINDOW_SAMPLES :]
        if not count:
            return []
        windows = whole.reshape(count, WINDOW_SAMPLES)
        before = np.concatenate([self._context[None], windows[:-1, -CONTEXT_SAMPLES:]])
        self._context = windows[-1, -CONTEXT_SAMPLES:].copy()
        found, self._memory, self._cell = self._session.run(
            None, {"input": np.concatenate([before, windows], axis=1), "h": self._memory, "c": self._cell}
        )
        return [float(probability) for probability in np.reshape(found, -1)]


def silero_session() -> Any:
    """The network, loaded once per process."""
    from faster_whisper.vad import get_vad_model

    return get_vad_model().session
