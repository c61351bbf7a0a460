"""What a listener is at: one decoding after another, which any thread may do, and between them the listener's own part.

Knows no model, no audio and no threads.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

Work = Callable[[], Any]  # a decoding: it holds all that it needs, and nothing that changes meanwhile
Steps = Generator[Work, Any, Any]  # takes what each decoding found, returns the results


class Task:
    """``work``: what is to be decoded next, or None when the ``results`` are there. One owner, who calls ``go_on``."""

    def __init__(self, steps: Steps) -> None:
        self.work: Work | None = None
        self.results: list[Any] = []
        self._steps = steps
        self.go_on(None)

    def go_on(self, found: Any) -> None:
        """Take what the last decoding found."""
        try:
            self.work = self._steps.send(found)
        except StopIteration as stop:
            self.work, self.results = None, stop.value

    def at_once(self) -> list[Any]:
        """Decode all of it here and now; the results."""
        while self.work is not None:
            self.go_on(self.work())
        return self.results
