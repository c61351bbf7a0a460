"""``/minutes``: pages that edit a session's minutes together: its shared text, and who is there."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from flask import request
from flask_socketio import join_room, leave_room

from server.coediting import awareness
from server.coediting.awareness import Presence
from server.core.allowance import Allowance
from server.core.errors import Conflict, NotAllowed, NotSignedIn, Overloaded
from server.logs import Log
from server.routes.access import Person, me
from server.services.hearing.hall import Hall
from server.services.meeting import roles, sessions
from server.services.minutes.coedit import Edit
from server.services.minutes.editors import NAMESPACE, room
from server.sockets.edge import EdgeNamespace

LOG = Log("minutes")
EDITORS = ("rapporteur", "secretariat")
READERS = (*EDITORS, "chair")


@dataclass(slots=True)
class Page:
    """One page: whose it is, what it has open, as whom the others see it. A hasty typist sends ten edits a second."""

    person: Person
    session: str = ""
    presence: dict[int, Presence] = field(default_factory=dict)
    opens: Allowance = field(default_factory=lambda: Allowance(1.0, 10))
    edits: Allowance = field(default_factory=lambda: Allowance(20.0, 100))
    presences: Allowance = field(default_factory=lambda: Allowance(10.0, 40))

    @property
    def name(self) -> str:
        """As the versions name its person."""
        return self.person.name or self.person.role

    @property
    def may_edit(self) -> bool:
        """Whether its person may change the text."""
        return self.person.role in EDITORS


class MinutesNamespace(EdgeNamespace):
    """Rapporteurs and the secretariat edit, the chair reads. The socket's session cookie says who asks."""

    def __init__(self, hall: Hall, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock``: monotonic seconds."""
        super().__init__(NAMESPACE)
        self._hall, self._clock = hall, clock
        self._pages: dict[str, Page] = {}

    def on_connect(self, auth: Any = None) -> bool:
        """Only those who keep the minutes. Raises NotSignedIn, NotAllowed."""
        person, sid = me(self._hall, auth), request.sid  # type: ignore[attr-defined]
        if person.role == "public":
            raise NotSignedIn("the minutes are edited by invitation; ask the secretariat for a link")
        roles.check_role(person.role, *READERS)
        self._hall.guests.came(person.invitation, person.until, sid, NAMESPACE)
        self._pages[sid] = Page(person)
        LOG.info("connected", socket=sid, role=person.role)
        return True

    def on_disconnect(self, reason: Any = None) -> None:
        """The others see that the page is gone; what it sent is stored and settles."""
        sid = request.sid  # type: ignore[attr-defined]
        self._hall.guests.left(sid, NAMESPACE)
        page = self._pages.pop(sid, None)
        if page is not None:
            self._close(sid, page)
        LOG.info("disconnected", socket=sid, reason=reason)

    def on_open(self, message: dict[str, Any]) -> dict[str, Any]:
        """Open a session's minutes, or fetch what is missing of them after a cut."""
        page, sid, session = self._page(), request.sid, message["session"]  # type: ignore[attr-defined]
        self._check(page.opens)
        role = page.person.role
        self._hall.read(lambda tx: _check_visible(self._hall, tx, session, role))
        if page.session != session:
            self._close(sid, page)
        join_room(room(session), namespace=NAMESPACE)
        page.session = session
        state = message.get("state")
        found = self._hall.editors.open(
            session, sid, message.get("generation"), None if state is None else bytes(state)
        )
        LOG.info("opened", socket=sid, session=session, bytes=len(found["update"]))
        return found if page.may_edit else {**found, "can": []}

    def on_edit(self, message: dict[str, Any]) -> dict[str, Any]:
        """Store an edit; the answer comes when it is committed."""
        page = self._page(message["session"])
        self._check(page.edits)
        if not page.may_edit:
            raise NotAllowed("the minutes are edited by rapporteurs and the secretariat; you may read them")
        sid = request.sid  # type: ignore[attr-defined]
        edit = Edit(message["generation"], bytes(message["update"]), page.name, sid)
        saved = self._hall.editors.edit(page.session, edit)
        return {"saved_at": saved.at, "head": saved.head, "lost": saved.is_lost}

    def on_leave(self, message: dict[str, Any]) -> dict[str, Any]:
        """The editor of a line was left."""
        page = self._page(message["session"])
        self._check(page.edits)
        if not page.may_edit:
            raise NotAllowed("only who edits a line can leave its editor")
        return self._hall.editors.leave(page.session, message["segment"], page.name)

    def on_presence(self, message: dict[str, Any]) -> None:
        """Who is there and where their cursor stands: for the others, under the name of who is signed in."""
        page = self._page(message["session"])
        if not page.presences.take(self._clock()):
            self._hall.metrics.shared_edits.labels("presence_dropped").inc()
            return  # the next one says more
        told = [awareness.named(each, page.name) for each in awareness.read(bytes(message["update"]))]
        known = {**page.presence, **{each.client: each for each in told}}
        page.presence = {each.client: each for each in [*known.values()][-awareness.MOST_CLIENTS :] if each.state}
        sid = request.sid  # type: ignore[attr-defined]
        self._hall.editors.presence(page.session, sid, awareness.written(told))

    def _page(self, session: str | None = None) -> Page:
        """The page that asks; with what it says it has open. Raises Conflict."""
        page = self._pages[request.sid]  # type: ignore[attr-defined]
        if session is not None and page.session != session:
            raise Conflict("open the minutes of this session first")
        return page

    def _check(self, allowance: Allowance) -> None:
        if not allowance.take(self._clock()):
            raise Overloaded("too much at once from one page: nothing of this was taken, send it again")

    def _close(self, sid: str, page: Page) -> None:
        """The page has nothing open any more, and nobody sees its person there."""
        if not page.session:
            return
        gone = [replace(each, clock=each.clock + 1, state=None) for each in page.presence.values()]
        if gone:
            self._hall.editors.presence(page.session, sid, awareness.written(gone))
        self._hall.editors.left(sid)
        if sid in self._pages:
            leave_room(room(page.session), namespace=NAMESPACE)
        page.session, page.presence = "", {}


def _check_visible(hall: Hall, tx: Any, session: str, role: str) -> None:
    meeting = sessions.get_session(tx, session)
    sessions.check_may_see(meeting, role)
    hall.check_kept(meeting)
