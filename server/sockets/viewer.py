"""``/viewer``: a client joins one view of a session, reads its log and then receives what comes."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import request
from flask_socketio import join_room, leave_room, rooms

from server.clock import now_ms
from server.core.errors import RoundtableError, UnknownLanguage
from server.logs import Log
from server.routes.access import Person, me
from server.services.hearing.hall import Hall
from server.services.hearing.publish import desk, room
from server.services.meeting import roles, sessions
from server.services.minutes import recorded
from server.services.statement import parties, statements, told
from server.services.statement.following import PREFIX
from server.services.statement.parties import Reader
from server.sockets.edge import EdgeNamespace
from server.storage import log

LOG = Log("viewer")
DESKS = ("chair", "secretariat")  # who is told how long each stage takes


class ViewerNamespace(EdgeNamespace):
    """Reads only. The socket's session cookie says who asks."""

    def __init__(self, hall: Hall) -> None:
        super().__init__("/viewer")
        self._hall = hall

    def on_connect(self, auth: Any = None) -> bool:
        """Anybody may connect; what they may see is asked at ``join``."""
        person, sid = me(self._hall, auth), request.sid  # type: ignore[attr-defined]
        self._hall.guests.came(person.invitation, person.until, sid, "/viewer")
        self._hall.audience.came(sid)
        LOG.info("connected", socket=sid, role=person.role)
        return True

    def on_disconnect(self, reason: Any = None) -> None:
        """Forget the socket."""
        sid = request.sid  # type: ignore[attr-defined]
        self._hall.guests.left(sid, "/viewer")
        self._hall.audience.left(sid)
        self._hall.following.left(sid)
        LOG.info("disconnected", socket=sid, reason=reason)

    def on_join(self, message: dict[str, Any]) -> dict[str, Any]:
        """Enter a view and read its log."""
        return self._read(message, is_joining=True)

    def on_fetch(self, message: dict[str, Any]) -> dict[str, Any]:
        """Read more of a view's log."""
        return self._read(message, is_joining=False)

    def on_echo(self, message: dict[str, Any]) -> dict[str, Any]:
        """A mark of ``state`` comes back: how long the way took, and what the session's clock says now."""
        session = message["session"]
        session_ms = self._hall.pulse.session_now_ms(session)
        if session_ms is not None:
            self._hall.stages.echoed(session, message["probe"])
        return {"now_ms": session_ms}

    def on_follow(self, message: dict[str, Any]) -> dict[str, Any]:
        """Be told every change of a statement from now on; the answer has those since ``rev``, if they are few."""
        name, person, sid = message["statement"], me(self._hall), request.sid  # type: ignore[attr-defined]
        person = self._hall.read(partial(_seen_as, name=name, who=person))
        join_room(self._hall.following.came(name, sid, person), namespace="/viewer")
        rev, missed = self._hall.read(lambda tx: _missed(tx, name, person, message.get("rev") or 0))
        self._hall.following.began(name, rev)
        LOG.info("follows", socket=sid, statement=name)
        is_outside = person.role in roles.OUTSIDERS
        shown = "" if is_outside else self._hall.following.on_screen(name)
        return {
            "rev": rev,
            "shown": shown,
            "missed": None if missed is None else [each.payload(is_outside) for each in missed],
        }

    def on_show(self, message: dict[str, Any]) -> None:
        """Secretariat or chair: the hall's screens of a statement go to a paragraph."""
        name, person = message["statement"], me(self._hall)
        roles.check_role(person.role, "secretariat", "chair")
        self._hall.read(lambda tx: statements.get(tx, name, person))
        self._hall.following.show(name, message["paragraph"])

    def _read(self, message: dict[str, Any], is_joining: bool) -> dict[str, Any]:
        session, view, after = message["session"], message.get("lang") or log.FLOOR_VIEW, message.get("after") or 0
        person = me(self._hall)
        role = person.role
        meeting = self._hall.read(lambda tx: _visible(self._hall, tx, session, role))
        if view != log.FLOOR_VIEW and view not in meeting["languages"]:
            there_are = ", ".join(meeting["languages"])
            raise UnknownLanguage(f"this session has no language {view!r}; there are {there_are}")
        if is_joining:
            for name in rooms(namespace="/viewer"):
                if name != request.sid and not name.startswith(PREFIX):  # type: ignore[attr-defined]
                    leave_room(name, namespace="/viewer")
            join_room(room(session, view), namespace="/viewer")
            self._hall.audience.joined(request.sid, session, view)  # type: ignore[attr-defined]
            if role in DESKS:
                join_room(desk(session), namespace="/viewer")
            self._attend(session, person)
            LOG.info("joined", socket=request.sid, session=session, view=view)  # type: ignore[attr-defined]
        found = self._hall.read(lambda tx: log.read(tx, session, view, after))
        return {**found, "session": meeting, "now_ms": self._hall.pulse.session_now_ms(session)}

    def _attend(self, session: str, person: Person) -> None:
        """Who is signed in and follows a session took part in it; that costs nobody their captions."""
        if not person.invitation:
            return
        key = (session, person.invitation)
        try:
            if not self._hall.read(lambda tx: recorded.is_attending(tx, *key)):
                self._hall.write(
                    lambda tx: recorded.attend(tx, *key, person.role, person.delegation, person.name, now_ms())
                )
        except RoundtableError as error:
            LOG.warning("attendance_lost", error)


def _missed(tx: Any, name: str, who: Person, rev: int) -> tuple[int, list[told.Told] | None]:
    row = statements.get(tx, name, who)
    return row.rev, told.since(tx, name, rev) if rev else None


def _visible(hall: Hall, tx: Any, session: str, role: str) -> dict[str, Any]:
    meeting = sessions.get_session(tx, session)
    sessions.check_may_see(meeting, role)
    hall.check_kept(meeting)
    return {
        "id": meeting.id,
        "title": meeting.title,
        "languages": list(meeting.languages),
        "status": meeting.status,
        "paused": meeting.paused,
    }


def _seen_as(tx: Any, name: str, who: Reader) -> Reader:
    """The person as a statement is told to them: as the public, where they read what is published alone."""
    return parties.seen_as(statements.get(tx, name, who), who)
