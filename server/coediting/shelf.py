"""The documents that one process has in memory, and what was committed of them and not yet told to its pages.

Everything here can be lost: the rows have it. Units of work take a document out, one at a time (the database has one
writer), and put it back when they are committed; the hub looks at the rest.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Container
from dataclasses import dataclass

from server.coediting.document import SharedText

MOST_HELD = 16  # documents of 3,000 lines have some megabytes each
MOST_NEWS = 10_000  # nobody tells them where no page is open; the rows have them


@dataclass(slots=True)
class Held:
    """A document as of update ``head``, made of so many rows."""

    text: SharedText
    generation: int
    head: int = 0
    rows: int = 0


@dataclass(frozen=True, slots=True)
class News:
    """An update that was committed; ``sender``: the socket that it came from."""

    session: str
    generation: int
    number: int
    content: bytes
    sender: str = ""


class Shelf:
    """By session."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Held] = OrderedDict()
        self.news: deque[News] = deque(maxlen=MOST_NEWS)

    def __len__(self) -> int:
        return len(self._held)

    def take(self, session: str) -> Held | None:
        """The document, which is not here until it is put back."""
        return self._held.pop(session, None)

    def put(self, session: str, held: Held) -> None:
        """A document whose changes are committed."""
        self._held[session] = held
        while len(self._held) > MOST_HELD:
            self._held.popitem(last=False)

    def keep(self, wanted: Container[str]) -> None:
        """Let go of all others."""
        for session in list(self._held):
            if session not in wanted:
                self._held.pop(session, None)
