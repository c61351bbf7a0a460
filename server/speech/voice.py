"""Voice activity by Silero, whose network ships inside faster-whisper; streamed, nothing is scanned twice.

The network gets used to a level: after a loud speaker it takes a soft one for background, for ever. So it hears soft
sound made louder, and forgets what it heard when nobody has spoken for a while.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from server.speech.port import WINDOW_SAMPLES, Pcm

CONTEXT_SAMPLES = 64  # the network sees the end of the window before
STATE_SHAPE = (1, 1, 128)
QUIET = 0.35  # Silero's own threshold for the end of speech
FORGET_WINDOWS = 31  # so many in a row without speech, about a second, and it begins anew
LEVEL = 0.08  # root mean square that soft speech is brought to
MOST_GAIN = 4.0
DECAY = 0.985  # of the level from window to window: it halves in a second and a half


class SileroStream:
    """The state of one microphone. ``session``: the onnx session, shared."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._context = np.zeros(CONTEXT_SAMPLES, np.float32)
        self._rest = np.zeros(0, np.float32)
        self._level = LEVEL
        self._place, self._is_quiet = 0, True  # in a row of FORGET_WINDOWS
        self._memory, self._cell = _fresh(), _fresh()

    def take(self, pcm: Pcm) -> list[float]:
        """The probability of speech in each further whole window; the same in whatever pieces the audio comes."""
        samples = np.concatenate([self._rest, pcm.astype(np.float32) / np.float32(32768.0)])
        count = len(samples) // WINDOW_SAMPLES
        whole, self._rest = samples[: count * WINDOW_SAMPLES], samples[count * WINDOW_SAMPLES :]
        windows = self._levelled(whole.reshape(count, WINDOW_SAMPLES))
        found: list[float] = []
        while len(windows):
            size = min(len(windows), FORGET_WINDOWS - self._place)
            found += self._judged(windows[:size])
            windows = windows[size:]
            self._place += size
            self._is_quiet = self._is_quiet and max(found[-size:]) < QUIET
            if self._place == FORGET_WINDOWS:
                if self._is_quiet:
                    self._memory, self._cell = _fresh(), _fresh()
                self._place, self._is_quiet = 0, True
        return found

    def _judged(self, windows: npt.NDArray[np.float32]) -> list[float]:
        before = np.concatenate([self._context[None], windows[:-1, -CONTEXT_SAMPLES:]])
        self._context = windows[-1, -CONTEXT_SAMPLES:].copy()
        found, self._memory, self._cell = self._session.run(
            None, {"input": np.concatenate([before, windows], axis=1), "h": self._memory, "c": self._cell}
        )
        return [float(probability) for probability in np.reshape(found, -1)]

    def _levelled(self, windows: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Soft windows made louder, at most MOST_GAIN times; loud ones stay."""
        gains = []
        for level in np.sqrt(np.mean(np.square(windows), axis=1)).tolist():
            self._level = max(self._level * DECAY, level)
            gains.append(min(MOST_GAIN, max(1.0, LEVEL / max(self._level, 1e-6))))
        louder: npt.NDArray[np.float32] = np.clip(windows * np.array(gains, np.float32)[:, None], -1.0, 1.0)
        return louder


def _fresh() -> npt.NDArray[np.float32]:
    return np.zeros(STATE_SHAPE, np.float32)


def silero_session() -> Any:
    """The network, loaded once per process."""
    from faster_whisper.vad import get_vad_model

    return get_vad_model().session
