"""The worker's language checks: one for each stream that it holds, worked on only when nothing else waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from server import languages
from server.speech.languagecheck import Detector, LanguageCheck

Send = Callable[[str, Any], None]


class LanguageWatch:
    """Warns the web process when speech does not fit its declared language. One owner; ``step`` may ask the model."""

    def __init__(self, detector: Detector, send: Send) -> None:
        """``send(event, message)`` tells the web process."""
        self._detector, self._send = detector, send
        self._known = frozenset(languages.CODES)
        self._checks: dict[str, tuple[int, LanguageCheck]] = {}
        self._told: dict[str, str | None] = {}

    def clear(self) -> None:
        """Every lease is gone."""
        self._checks.clear()
        self._told.clear()

    def lease(self, facts: dict[str, Any]) -> None:
        """A stream is recognised here from now on; whoever hands it out forgets what an earlier lease thought of it."""
        stream, epoch, start = facts["stream"], int(facts["epoch"]), int(facts["start_sample"])
        turns = [(int(turn["at_sample"]), turn["language"]) for turn in facts["turns"]]
        language = next((language for at_sample, language in reversed(turns) if at_sample <= start), turns[0][1])
        check = LanguageCheck(self._detector, start, language, self._known)
        for at_sample, later in turns:
            if at_sample > start:
                check.turn(at_sample, later)
        self._checks[stream] = (epoch, check)
        self._told[stream] = None

    def turn(self, turn: dict[str, Any]) -> None:
        """Another language is declared from a position on."""
        check = self._current(turn)
        if check is not None:
            check.turn(int(turn["at_sample"]), turn["language"])
            self._tell(turn["stream"])

    def audio(self, place: dict[str, Any], pcm: bytes) -> None:
        """Audio of a stream, as the listener gets it."""
        check = self._current(place)
        if check is not None:
            check.feed(int(place["start_sample"]), np.frombuffer(pcm, "<i2"))
            self._tell(place["stream"])

    def release(self, stream: str) -> None:
        """A stream is not recognised here any more."""
        self._checks.pop(stream, None)
        self._told.pop(stream, None)

    def step(self) -> bool:
        """Show the model one window of one stream; False when none is full."""
        for stream, (_, check) in self._checks.items():
            if check.step() is not None:
                self._tell(stream)
                return True
        return False

    def _current(self, message: dict[str, Any]) -> LanguageCheck | None:
        epoch, check = self._checks.get(message["stream"], (0, None))
        return check if epoch == message["epoch"] else None

    def _tell(self, stream: str) -> None:
        epoch, check = self._checks[stream]
        if self._told[stream] == check.heard:
            return
        self._told[stream] = check.heard
        self._send("language", {"stream": stream, "epoch": epoch, "heard": check.heard})
