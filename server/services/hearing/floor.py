"""The floor of each session as the web process keeps it: who speaks, and of what nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from server.core.minutes.floor import Span
from server.services.hearing import hear

if TYPE_CHECKING:
    from server.services.hearing.hall import Hall

Spans = tuple[list[Span], list[Span]]


class Floor:
    """The floor's spans by session; kept only while we would hear of a change. Of the hub's thread."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._spans: dict[str, Spans] = {}
        self._readings, self._read = 0, dict[str, int]()

    def spans(self, session: str) -> Spans:
        """The floor's spans of a session, and those of which nothing is kept: off the record, or closed."""
        if session not in self._spans or not self._hall.together.neighbours.is_heard:
            self.read(session)
        return self._spans[session]

    def holder(self, session: str) -> Span | None:
        """Who has the floor until further notice."""
        return _current(self.spans(session)[0])

    def is_hidden(self, session: str) -> bool:
        """Whether nothing is kept of what is said now."""
        return _current(self.spans(session)[1]) is not None

    def read(self, session: str) -> bool:
        """Read the spans again; True when they have changed since the last reading.

        Of readings at once the newest counts.
        """
        self._readings += 1
        reading = self._readings
        found = self._hall.read(lambda tx: _stored(tx, session))
        if session in self._spans and reading < self._read[session]:
            return False
        before, self._spans[session], self._read[session] = self._spans.get(session), found, reading
        return before is not None and before != found

    def known(self) -> list[str]:
        """The sessions whose spans are kept here."""
        return list(self._spans)

    def forget(self, but: set[str]) -> None:
        """Keep the spans of these sessions only; others are read again when somebody asks."""
        self._spans = {session: spans for session, spans in self._spans.items() if session in but}

    def changed(self, session: str) -> None:
        """Before the next chunk the spans are read again, here and by every other web process."""
        self.read(session)
        self._hall.together.neighbours.tell("spans", session=session)


def _current(spans: list[Span]) -> Span | None:
    """The span that lasts until further notice."""
    return spans[-1] if spans and spans[-1].end_ms is None else None


def _stored(tx: Any, session: str) -> Spans:
    """Who has the floor; and what is hidden, because it is off the record or the session is closed."""
    hidden = [*hear.spans(tx, session, "off_record"), *hear.spans(tx, session, "closed")]
    return hear.spans(tx, session, "floor"), sorted(hidden, key=lambda span: (span.end_ms is None, span.start_ms))
