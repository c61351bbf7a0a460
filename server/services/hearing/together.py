"""Together: what the web processes of one event do as one. What one of them changes holds for the microphones of all.

Everything said here can be lost; each beat reads again what matters. Runs on the hub.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from server.storage.neighbours import Neighbours

if TYPE_CHECKING:
    from server.services.hearing.hall import Hall

log = logging.getLogger(__name__)


class Together:
    """This process among its neighbours."""

    def __init__(self, hall: Hall, neighbours: Neighbours) -> None:
        self._hall, self.neighbours = hall, neighbours

    def listen(self) -> None:
        """Do what the others say. Never returns where there are others."""
        self.neighbours.listen(self._told)

    def beat(self) -> None:
        """Say what we hold, let go of what another took, take up what a dead one left, read the floor again."""
        hall = self._hall
        connected = {stream for stream, each in hall.microphones.items() if each.is_live}
        shown = self.neighbours.beat(connected, hall.leases.streams() - connected)
        for stream in shown.taken:
            if stream in connected:
                self.neighbours.hold(stream)
                hall.leases.want(stream, hall.microphones[stream].session)
            else:
                self._moved(stream)
        self.neighbours.tell("read", views=hall.audience.views())
        hall.floor.forget(but={each.session for each in hall.microphones.values() if each.is_live})
        for session in hall.floor.known():
            self._read_spans(session)
        if shown.is_heir:
            hall.resume()

    def may_take(self, stream: str) -> bool:
        """Whether this process may have a stream recognised."""
        microphone = self._hall.microphones.get(stream)
        return (microphone is not None and microphone.is_live) or self.neighbours.claim(stream)

    def _told(self, kind: str, facts: dict[str, Any]) -> None:
        handlers = {
            "spans": lambda: self._read_spans(facts["session"]),
            "pause": lambda: self._hall.floor.tell(facts["session"]),
            "cut": lambda: self._hall.guests.cut_here(facts["invitation"]),
            "moved": lambda: self._moved(facts["stream"]),
            "deleted": lambda: self._hall.forget(facts["streams"]),
            "language": lambda: self._hall.spoken.changed(**facts),
            "read": lambda: self._hall.audience.told(facts["views"]),
            "sounds": lambda: self._hall.spoken.note(**facts),
            "shared": lambda: self._hall.editors.told(facts["session"]),
            "interpreters": lambda: self._hall.interpreters.read(),
            "statement": lambda: self._hall.following.look(facts["names"]),
            "shown": lambda: self._hall.following.shown(**facts),
        }
        try:
            handlers[kind]()
        except Exception:
            log.exception("what another web process told (%s) was not done", kind)

    def _read_spans(self, session: str) -> None:
        if self._hall.floor.read(session):
            self._hall.floor.moved(session)

    def _moved(self, stream: str) -> None:
        """The microphone's page, or its recognition, is with another process now."""
        microphone = self._hall.microphones.pop(stream, None)
        if microphone is not None:
            microphone.leave(is_deleted=False)
        self._hall.leases.finished(stream)
