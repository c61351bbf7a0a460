"""Voice activity by Silero, whose network ships inside faster-whisper."""

from __future__ import annotations

from server.speech.listener import PAD_SAMPLES
from server.speech.whisper import Audio


class SileroVoice:
    """Where somebody speaks, in samples of the audio given (float32, 16 kHz)."""

    def __init__(self) -> None:
        from faster_whisper.vad import VadOptions, get_speech_timestamps

        self._find = get_speech_timestamps
        self._options = VadOptions(
            threshold=0.5,
            min_speech_duration_ms=150,
            min_silence_duration_ms=300,
            speech_pad_ms=1000 * PAD_SAMPLES // 32000,
        )

    def __call__(self, audio: Audio) -> list[tuple[int, int]]:
        """Spans in samples, in order."""
        return [(int(span["start"]), int(span["end"])) for span in self._find(audio, self._options)]
