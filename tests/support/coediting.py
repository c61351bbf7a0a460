"""A page of the minutes' editor on a real socket, without a browser; and a session that has lines to edit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pycrdt

from server.coediting import awareness
from server.coediting.awareness import Presence
from server.services.hearing import hear
from server.services.meeting import convene
from server.storage.database import Database
from tests.support.house import House, Person
from tests.support.wires import Wire

EVENTS = ("edit", "presence", "settled", "held", "anew", "refused")


def furnish(house: House, session: str, texts: list[str]) -> list[str]:
    """An open session in which these lines were said; returns their ids."""
    database = Database(house.settings().database)

    def work(tx: Any) -> None:
        convene.create_session(tx, session, "Editing together", "public", ["en", "pt"], {"en": "", "pt": ""})
        convene.open_session(tx, session, 1_000)
        hear.open_stream(tx, f"{session}-room", session, "mixed", None, "en", 0, 0)
        epoch = hear.lease(tx, f"{session}-room")["epoch"]
        for number, text in enumerate(texts):
            place = {"kind": "final", "start_sample": 16_000 * number, "end_sample": 16_000 * (number + 1)}
            result = {**place, "text": text, "language": "en", "words": []}
            hear.accept(tx, f"{session}-room", epoch, result, {}, "invented", 1_000)

    try:
        database.write(work)
    finally:
        database.close()
    return [f"{session}-room-{16_000 * number}" for number in range(len(texts))]


class SocketPage:
    """A copy of the shared text that is kept by the protocol. Its wire's thread takes what comes."""

    def __init__(self, house: House, person: Person, session: str) -> None:
        self.session = session
        self.doc: pycrdt.Doc[Any] = pycrdt.Doc(allow_multithreading=True)
        self.lines: pycrdt.Map[Any] = self.doc.get("lines", type=pycrdt.Map)
        self.wire = Wire(house, "/minutes", {"token": str(person.link).rsplit("/", 1)[1]}, *EVENTS)
        self.opened = self.wire.ask("open", session=session, state=self.doc.get_state())
        if "error" not in self.opened:
            self.doc.apply_update(self.opened["update"])
        self._taken = 0

    def take(self) -> None:
        """Take in what came."""
        came = [message for name, message in list(self.wire.came) if name == "edit"]
        for message in came[self._taken :]:
            self.doc.apply_update(message["update"])
        self._taken = len(came)

    def text(self, line: str) -> str:
        """The text of a line, with all that came."""
        self.take()
        return str(self.lines[line])

    def write(self, line: str, place: int, words: str) -> Any:
        """Write behind so many code points; returns the server's answer."""
        text = self.lines[line]
        return self.send(self.made(lambda: text.insert(len(str(text)[:place].encode()), words)))

    def erase(self, line: str) -> Any:
        """Empty a line; returns the server's answer."""
        return self.send(self.made(self.lines[line].clear))

    def made(self, work: Callable[[], object]) -> bytes:
        """The update of what a page does."""
        found: list[bytes] = []
        subscription = self.doc.observe(lambda event: found.append(event.update))
        with self.doc.transaction():
            work()
        self.doc.unobserve(subscription)
        return found[-1]

    def send(self, update: bytes) -> Any:
        """The answer to an edit."""
        return self.wire.ask("edit", session=self.session, generation=self.opened["generation"], update=update)

    def show(self, clock: int = 1, **state: Any) -> None:
        """Tell the others of oneself."""
        content = awareness.written([Presence(self.doc.client_id, clock, state)])
        self.wire.send("presence", {"session": self.session, "update": content})

    def seen(self) -> list[Presence]:
        """What the others told of themselves, in order."""
        came = [message["update"] for name, message in list(self.wire.came) if name == "presence"]
        return [each for content in came for each in awareness.read(content)]

    def told(self, name: str) -> list[dict[str, Any]]:
        """The lines that events of a name told of."""
        return [line for event, message in list(self.wire.came) if event == name for line in message["lines"]]

    def close(self) -> None:
        self.wire.close()
