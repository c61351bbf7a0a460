"""The audience: which views somebody reads, here and at the other web processes. Can be lost. Owned by the hub."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable

View = tuple[str, str]
TOLD_S = 6.0  # three beats: what another process said holds for so long


class Audience:
    """The sockets of readers, and the view that each has joined."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._joined: dict[str, View | None] = {}
        self._here: Counter[View] = Counter()
        self._elsewhere: dict[View, float] = {}

    def __len__(self) -> int:
        return len(self._joined)

    def came(self, sid: str) -> None:
        """A reader connected."""
        self._joined.setdefault(sid, None)

    def joined(self, sid: str, session: str, view: str) -> None:
        """A reader reads a view, and the one before no more; one who left meanwhile reads nothing."""
        if sid not in self._joined:
            return
        self.left(sid)
        self._joined[sid] = (session, view)
        self._here[session, view] += 1

    def left(self, sid: str) -> None:
        """A reader is gone."""
        before = self._joined.pop(sid, None)
        if before is not None:
            self._here[before] -= 1
            if not self._here[before]:
                del self._here[before]

    def views(self) -> list[list[str]]:
        """``[session, view]`` of what is read here, for the others."""
        return [list(view) for view in self._here]

    def told(self, views: Iterable[Iterable[str]]) -> None:
        """What is read at another process."""
        now = self._clock()
        self._elsewhere = {view: until for view, until in self._elsewhere.items() if until > now}
        for session, view in views:
            self._elsewhere[session, view] = now + TOLD_S

    def reads(self, session: str, view: str) -> bool:
        """Whether somebody reads a view."""
        return (session, view) in self._here or self._elsewhere.get((session, view), 0.0) > self._clock()
