"""The start check of one microphone: short windows of speech, at the start of a turn only, are shown to the model.

Must not know sockets. Costs voice activity (0.2 % of the audio's time) and one short encoding a window, and only until
the first windows agree; a warned microphone is looked at once in RECHECK_S of speech, so that the warning can go.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection, Mapping
from typing import Protocol

import numpy as np

from server.core.hearing.fit import Fit
from server.core.hearing.ordering import RATE_HZ
from server.speech.port import WINDOW_SAMPLES, Audio, Pcm, VoiceStream

VOICED = 0.5  # Silero's own threshold
ENOUGH_SAMPLES = 4 * RATE_HZ  # of speech in a window: shorter ones are guessed at
LONGEST_SAMPLES = 8 * RATE_HZ  # of a window with its pauses
RECHECK_SAMPLES = 10 * RATE_HZ  # of speech between two windows of a microphone that is warned
PAUSE_SAMPLES = 30 * RATE_HZ  # after so long a silence (or gap) somebody else may speak: the check begins anew


class Detector(Protocol):
    """A speech model that can tell languages apart. Calls block."""

    def voice(self) -> VoiceStream:
        """A fresh voice activity detector."""

    def languages(self, audio: Audio) -> Mapping[str, float]:
        """What the model believes of a window of speech; empty where it knows one language only."""


class LanguageCheck:
    """One lease of one microphone. One owner; only ``step`` asks the model. Positions are samples of the stream.

    ``heard``: the language that the speech sounds like instead of the declared one, or None.
    """

    def __init__(self, detector: Detector, start_sample: int, language: str, known: Collection[str]) -> None:
        self._detector, self._known = detector, known
        self._turns: list[tuple[int, str]] = [(start_sample, language)]
        self._end = start_sample
        self._window: Pcm | None = None
        self._begin_turn(self._turns[0])

    @property
    def heard(self) -> str | None:
        """The language that the speech sounds like, while it does not fit."""
        return self._fit.heard

    def feed(self, start_sample: int, pcm: Pcm) -> None:
        """Take audio (int16, mono, 16 kHz) as it comes; what was fed is ignored when it comes again."""
        if start_sample - self._end >= PAUSE_SAMPLES:
            self._begin_turn(self._turn_at(start_sample))
        fresh = pcm[max(0, self._end - start_sample) :]
        self._end = max(self._end, start_sample + len(pcm))
        turn = self._turn_at(self._end - 1)
        if turn != self._turn:
            self._begin_turn(turn)
        if len(fresh) and self._window is None:
            self._hear(fresh)

    def turn(self, at_sample: int, language: str) -> None:
        """From a position on another language is declared: the check begins anew."""
        self._turns = [turn for turn in self._turns if turn[0] != at_sample]
        insort(self._turns, (at_sample, language))
        if at_sample <= self._end:
            self._begin_turn(self._turn_at(self._end))

    def step(self) -> bool | None:
        """Show the model the window that is full, if one is. True: ``heard`` has changed; None: there was none."""
        if self._window is None:
            return None
        window, self._window = self._window, None
        beliefs = self._detector.languages(window.astype(np.float32) / np.float32(32768.0))
        self._unchecked = 0
        return bool(beliefs) and self._fit.take(beliefs)

    def _begin_turn(self, turn: tuple[int, str]) -> None:
        self._turn = turn
        self._fit = Fit(turn[1], self._known)
        self._voice: VoiceStream | None = None
        self._window = None
        self._unjudged: list[Pcm] = []
        self._unchecked = RECHECK_SAMPLES
        self._silent = 0
        self._start_window()

    def _start_window(self) -> None:
        self._parts: list[Pcm] = []
        self._voiced = 0

    def _turn_at(self, sample: int) -> tuple[int, str]:
        return next((turn for turn in reversed(self._turns) if turn[0] <= sample), self._turns[0])

    def _hear(self, fresh: Pcm) -> None:
        """Gather speech, from its first voiced moment on, until there is enough for a window."""
        self._voice = self._voice or self._detector.voice()
        heard = np.concatenate([*self._unjudged, fresh])
        judged = self._voice.take(fresh)
        self._unjudged = [heard[len(judged) * WINDOW_SAMPLES :]]
        for number, probability in enumerate(judged):
            self._judge(heard[number * WINDOW_SAMPLES : (number + 1) * WINDOW_SAMPLES], probability >= VOICED)

    def _judge(self, piece: Pcm, is_voiced: bool) -> None:
        self._silent = 0 if is_voiced else self._silent + len(piece)
        if self._silent >= PAUSE_SAMPLES and (self._fit.is_settled or self._parts):
            self._fit_anew()
        if is_voiced:
            self._unchecked += len(piece)
        is_wanted = not self._fit.is_settled and (self._fit.heard is None or self._unchecked >= RECHECK_SAMPLES)
        if self._window is not None or not is_wanted or not (is_voiced or self._parts):
            return
        self._parts.append(piece)
        self._voiced += len(piece) * is_voiced
        if self._voiced >= ENOUGH_SAMPLES:
            self._window = np.concatenate(self._parts)
        if self._window is not None or len(self._parts) * WINDOW_SAMPLES >= LONGEST_SAMPLES:
            self._start_window()

    def _fit_anew(self) -> None:
        """Somebody else may speak after a long silence; a warning stands until the speech fits."""
        if self._fit.heard is None:
            self._fit = Fit(self._fit.declared, self._known)
        self._start_window()
