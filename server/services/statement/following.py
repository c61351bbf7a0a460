"""Following: who looks at which statement here, and telling them each of its changes once, in the order of its
revisions, while they may read it.

What this process committed is told at once. What others did is read from the rows: at a neighbour's hint, and with
every beat, so that a lost hint costs two seconds. Owned by the hub; only ``sweep`` sends, and one at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from server import hub
from server.core.errors import NotFound, RoundtableError
from server.logs import Log
from server.services.meeting.roles import OUTSIDERS
from server.services.statement import statements, told
from server.services.statement.parties import Reader
from server.services.statement.told import Told
from server.storage.tables import Statement

if TYPE_CHECKING:
    from server.services.hearing.hall import Hall

LOG = Log("following")
LISTED = frozenset({"life", "parties"})  # what a list of statements shows, and what may end somebody's right to read
PREFIX = "statement:"
IDLE_S = 60.0
# While so many write at once nobody is told yet, but for a quarter of a second at most.
MANY, LOOK_S, MOST_LOOKS = 5, 0.01, 25
TOGETHER_S = 0.05  # what comes so soon after a message waits for the next one: 75 pages take 20 a second


def room(statement: str, is_outside: bool) -> str:
    """The name of the room of a statement's followers; those outside have one of their own."""
    return f"{PREFIX}{statement}{':outside' if is_outside else ''}"


class Following:
    """The followers of this process."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._box = told.box_of(hall.database.kept)
        self._here: dict[str, dict[str, Reader]] = {}  # statement -> socket -> who
        self._told: dict[str, int] = {}  # statement -> the newest revision that its followers here were told
        self._stale: set[str] = set()
        self._shown: dict[str, str] = {}  # statement -> the paragraph on the hall's screen
        self._signal = hub.Signal()

    def __len__(self) -> int:
        return sum(map(len, self._here.values()))

    def came(self, statement: str, sid: str, who: Reader) -> str:
        """Somebody who may read a statement follows it; returns the room to enter before its revision is read."""
        self._here.setdefault(statement, {})[sid] = who
        return room(statement, who.role in OUTSIDERS)

    def began(self, statement: str, rev: int) -> None:
        """The revision that a follower has read."""
        if statement in self._here:
            self._told.setdefault(statement, rev)

    def show(self, statement: str, paragraph: str) -> None:
        """The hall's screens go to a paragraph. A hint: nobody keeps it longer than the processes run."""
        self.shown(statement, paragraph)
        self._hall.together.neighbours.tell("shown", statement=statement, paragraph=paragraph)
        told = {"id": statement, "paragraph": paragraph}
        self._hall.emit("shown", told, room=room(statement, False), namespace="/viewer")

    def shown(self, statement: str, paragraph: str) -> None:
        """Another process was told so."""
        self._shown[statement] = paragraph

    def on_screen(self, statement: str) -> str:
        """The paragraph that was shown last, "" where none was."""
        return self._shown.get(statement, "")

    def left(self, sid: str) -> None:
        """A socket is gone."""
        for statement in [statement for statement, sockets in self._here.items() if sid in sockets]:
            self._leave(statement, sid)

    def wake(self) -> None:
        """A unit of work was committed: tell what it changed."""
        if self._box:
            self._signal.set()

    def look(self, names: list[str]) -> None:
        """Another process changed these statements."""
        self._stale |= set(names) & self._here.keys()
        self._signal.set()

    def beat(self) -> None:
        """Look whether anything was changed that nobody told here."""
        names = list(self._told)
        if not names:
            return
        query = select(Statement.id, Statement.rev).where(Statement.id.in_(names))
        revs = {row.id: row.rev for row in self._hall.read(lambda tx: tx.execute(query).all())}
        self.look([name for name in names if revs.get(name, 0) != self._told.get(name)])

    def pump(self) -> None:
        """Tell what changes, as it comes. Never returns."""
        while True:
            self._signal.wait(IDLE_S)
            self._wait_for_those_who_write()
            try:
                self.sweep()
            except Exception as error:  # noqa: BLE001 - the regular work goes on; the next beat looks again
                LOG.error("followers_not_told", error)
            hub.sleep(TOGETHER_S)

    def _wait_for_those_who_write(self) -> None:
        """In a moment when many act, what they write goes with this message, and not each in one of its own."""
        for _ in range(MOST_LOOKS):
            if self._hall.writing < MANY:
                return
            hub.sleep(LOOK_S)

    def sweep(self) -> None:
        """Tell everything that is committed and was not told yet; several changes of a statement go as one message."""
        names: set[str] = set()
        is_listed = False
        waiting: dict[str, list[Told]] = {}
        while self._box:
            each = self._box.popleft()
            names.add(each.statement)
            is_listed = is_listed or each.about in LISTED
            self._take(each, waiting.setdefault(each.statement, []))
        for statement, found in waiting.items():
            self._send(statement, found)
        stale, self._stale = self._stale, set()
        for statement in stale & self._here.keys():
            self._catch_up(statement)
        if is_listed:
            self._hall.emit("statements", {}, namespace="/viewer")
        if names:
            self._hall.together.neighbours.tell("statement", names=sorted(names))

    def _take(self, each: Told, waiting: list[Told]) -> None:
        newest = waiting[-1].rev if waiting else self._told.get(each.statement, each.rev - 1)
        if each.statement not in self._here or each.rev <= newest:
            return
        if each.rev > newest + 1:
            self._stale.add(each.statement)
            return
        waiting.append(each)

    def _catch_up(self, statement: str) -> None:
        """Read what was committed since; where that is too much, followers are told to read it all."""
        before = self._told.get(statement)
        if before is None:
            return
        try:
            missed, rev = self._hall.read(
                lambda tx: (told.since(tx, statement, before), tx.get_one(Statement, statement).rev)
            )
        except RoundtableError:
            self._stale.add(statement)
            raise
        except NoResultFound:  # it was deleted
            self._look_again(statement)
            return
        self._send(statement, [Told(statement, rev, "life")] if missed is None else missed)

    def _send(self, statement: str, found: list[Told]) -> None:
        """One message to each room: it is encoded once for all who are in it."""
        if not found:
            return
        if any(each.about in LISTED for each in found):
            self._look_again(statement)
        if statement not in self._here:
            return
        self._told[statement] = found[-1].rev
        for is_outside in {who.role in OUTSIDERS for who in self._here[statement].values()}:
            changes = [each.payload(is_outside) for each in found]
            more = {"more": changes[1:]} if len(changes) > 1 else {}
            self._hall.emit(
                "statement", {**changes[0], **more}, room=room(statement, is_outside), namespace="/viewer",
                ignore_queue=True,
            )  # fmt: skip

    def _look_again(self, statement: str) -> None:
        """Followers who may read it no longer are told so, and nothing more."""
        held = dict(self._here.get(statement, {}))
        gone = self._hall.read(lambda tx: [sid for sid, who in held.items() if not _may_read(tx, statement, who)])
        for sid in gone:
            who = held[sid]
            self._hall.leave(sid, room(statement, who.role in OUTSIDERS))
            refusal = NotFound("this statement is not open to you any more")
            self._hall.emit(
                "unfollowed", {"id": statement, "code": refusal.code, "message": refusal.message}, to=sid,
                namespace="/viewer",
            )  # fmt: skip
            self._leave(statement, sid)

    def _leave(self, statement: str, sid: str) -> None:
        sockets = self._here.get(statement, {})
        sockets.pop(sid, None)
        if not sockets:
            self._here.pop(statement, None)
            self._told.pop(statement, None)
            self._stale.discard(statement)


def _may_read(tx: Session, statement: str, who: Reader) -> bool:
    try:
        statements.get(tx, statement, who)
    except NotFound:
        return False
    return True
