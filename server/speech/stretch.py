"""A stretch of one microphone: contiguous audio in one language, and the utterances in it."""

from __future__ import annotations

import numpy as np

from server.core.hearing.ordering import RATE_HZ
from server.speech.endpoints import Endpointer
from server.speech.port import Audio, Pcm, VoiceStream

HEAR_SAMPLES = 30 * RATE_HZ  # voice activity of at most so much audio a step: 30 s take about 50 ms


class Tape:
    """Samples from a position on, forgotten from the front. Appending is cheap however long the tape is."""

    def __init__(self, start_sample: int) -> None:
        self.start_sample = start_sample
        self._room: Pcm = np.zeros(RATE_HZ, np.int16)
        self._first, self._last = 0, 0

    @property
    def end_sample(self) -> int:
        """The position after the last sample."""
        return self.start_sample + self._last - self._first

    def append(self, pcm: Pcm) -> None:
        """Add samples at the end."""
        if self._last + len(pcm) > len(self._room):
            kept = self._room[self._first : self._last]
            self._room = np.zeros(2 * (len(kept) + len(pcm)), np.int16)
            self._room[: len(kept)] = kept
            self._first, self._last = 0, len(kept)
        self._room[self._last : self._last + len(pcm)] = pcm
        self._last += len(pcm)

    def cut(self, begin: int, end: int) -> Pcm:
        """The samples of [begin, end) as far as the tape holds them; a copy."""
        offset = self._first - self.start_sample
        return self._room[max(self._first, begin + offset) : max(self._first, min(self._last, end + offset))].copy()

    def forget(self, before_sample: int) -> None:
        """Let go of what lies before a position."""
        ahead = min(max(0, before_sample - self.start_sample), self._last - self._first)
        self._first += ahead
        self.start_sample += ahead


class Stretch:
    """What the listener does next lies in its first stretch. One owner."""

    def __init__(self, start_sample: int, language: str, wants_english: bool, voice: VoiceStream) -> None:
        self.language, self.wants_english = language, wants_english
        self.tape = Tape(start_sample)
        self.endpoints = Endpointer(start_sample)
        self._voice, self._heard = voice, start_sample
        self._is_closed = False
        self._is_ended = False

    @property
    def is_closed(self) -> bool:
        """Whether no more audio will come."""
        return self._is_closed

    @property
    def is_heard(self) -> bool:
        """Whether all its audio has been judged and its last utterance ended."""
        return self._is_ended

    @property
    def unheard_samples(self) -> int:
        """Audio that voice activity has not judged yet."""
        return self.tape.end_sample - self._heard

    def close(self) -> None:
        """No more audio will come."""
        self._is_closed = True

    def hear(self) -> None:
        """Judge what came since, at most HEAR_SAMPLES of it."""
        end = min(self.tape.end_sample, self._heard + HEAR_SAMPLES)
        if end > self._heard:
            self.endpoints.take(self._voice.take(self.tape.cut(self._heard, end)))
            self._heard = end
        if self._is_closed and not self._is_ended and end == self.tape.end_sample:
            self.endpoints.close(end)
            self._is_ended = True

    def audio(self, begin: int, end: int) -> Audio:
        """Samples as the models want them."""
        return self.tape.cut(begin, end).astype(np.float32) / np.float32(32768.0)
