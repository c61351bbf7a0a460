"""Warms engines while nothing is to be translated, and tells how long they take. Knows no wire and no file."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from server.logs import Log
from translation.errors import TranslationError
from translation.port import Pair
from translation.translator import Translator

LOG = Log("translate")
# Loaded at the start, so that the first caption does not wait: small models. Others take hundreds of megabytes each,
# and are loaded with their first sentence or when somebody asks.
AT_START, MOST_AT_START = "firefox", 6
TELL_EVERY_S = 10.0


class Warming:
    """One owner: the thread that serves the worker's messages."""

    def __init__(
        self, translator: Translator, tell: Callable[[], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """``tell``: called when there is something new to tell of the engines."""
        self._translator, self._tell, self._clock = translator, tell, clock
        small = [leg for leg in translator.legs() if leg[0] == AT_START]
        self._to_do: deque[tuple[str, Pair]] = deque(small[:MOST_AT_START])
        self._told, self._told_at = translator.warmth(), clock()

    def ask(self) -> None:
        """Look again at what is installed, and measure every direction of it."""
        self._translator.refresh()
        self._to_do = deque(self._translator.legs())
        self._tell()

    def idle(self) -> bool:
        """Do one piece of work; whether there is more. Blocks for a few sentences, at most."""
        if self._to_do:
            self._measure(*self._to_do.popleft())
            if not self._to_do:
                self._tell_now()
        elif self._clock() >= self._told_at + TELL_EVERY_S and self._translator.warmth() != self._told:
            self._tell_now()
        return bool(self._to_do)

    def _measure(self, engine: str, pair: Pair) -> None:
        try:
            self._translator.measure(engine, pair)
        except TranslationError as error:
            LOG.warning("not_measured", error, engine=engine, source=pair[0], target=pair[1])

    def _tell_now(self) -> None:
        self._told, self._told_at = self._translator.warmth(), self._clock()
        self._tell()
