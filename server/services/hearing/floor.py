"""The floor of each session as the web process keeps it: who speaks, what is hidden, and what microphones are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from server.core.minutes.floor import Span
from server.logs import Log
from server.services.hearing import session_time
from server.services.hearing.microphones import Microphone
from server.storage.tables import Meeting

if TYPE_CHECKING:
    from server.services.hearing.hall import Hall

LOG = Log("floor")
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

    def is_heard(self, microphone: Microphone) -> bool:
        """Whether what is said into a microphone now is kept: floor, not off the record, session not closed."""
        if microphone.booth is not None and not self._hall.interpreters.has(microphone.booth):
            return False
        return microphone.is_live and self.may_be_heard(microphone.session, microphone.kind, microphone.delegation)

    def may_be_heard(self, session: str, kind: str, delegation: str | None) -> bool:
        """Whether such a microphone, wherever it is connected, has the floor and is on the record."""
        holder = self.holder(session)
        has_floor = kind != "delegation" or (holder is not None and holder.owner == delegation)
        return has_floor and not self.is_hidden(session)

    def pause_changed(self, session: str) -> None:
        """Tell the microphones of a session, here and at every other web process."""
        self.tell(session)
        self._hall.together.neighbours.tell("pause", session=session)

    def tell(self, session: str) -> None:
        """Tell the open microphones of a session what happens to what they send: heard or not, and why."""
        current = self.holder(session)

        def read(tx: Any) -> dict[str, bool]:
            meeting = tx.get(Meeting, session)
            is_off = any(span.end_ms is None for span in session_time.spans(tx, session, "off_record"))
            return {"off_record": is_off, "paused": meeting is not None and meeting.paused}

        state = self._hall.read(read)
        for microphone in self._open_in(session):
            message = {
                "heard": self.is_heard(microphone),
                "delegation": current.owner if current else None,
                **state,
            }
            microphone.tell("floor", message)

    def moved(self, session: str) -> None:
        """Tell the microphones and the speech workers of a session who has the floor."""
        self.tell(session)
        current = self.holder(session)
        LOG.info("floor_moved", session=session, delegation=current.owner if current else None)
        for microphone in self._open_in(session):
            if microphone.kind == "mixed" and current is not None and current.language:
                at_sample = max(
                    0,
                    microphone.start_sample + (current.start_ms - microphone.session_ms) * session_time.SAMPLES_PER_MS,
                )
                self._hall.leases.turn(session, microphone.stream, at_sample, current.language)

    def _open_in(self, session: str) -> list[Microphone]:
        return [each for each in self._hall.microphones.values() if each.session == session and each.end_sample is None]


def _current(spans: list[Span]) -> Span | None:
    """The span that lasts until further notice."""
    return spans[-1] if spans and spans[-1].end_ms is None else None


def _stored(tx: Any, session: str) -> Spans:
    """Who has the floor; and what is hidden, because it is off the record or the session is closed."""
    hidden = [*session_time.spans(tx, session, "off_record"), *session_time.spans(tx, session, "closed")]
    return session_time.spans(tx, session, "floor"), sorted(
        hidden, key=lambda span: (span.end_ms is None, span.start_ms)
    )
