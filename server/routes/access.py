"""Who asks: the invitation behind a session cookie or a token, looked at anew for every request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app, g, session
from itsdangerous import BadSignature

from server.clock import now_ms
from server.core.errors import NotSignedIn
from server.links import signer
from server.services.hearing.hall import Hall
from server.services.meeting.roles import check_role
from server.storage.tables import Invitation

HOUR_MS = 3_600_000
RUNS = ("chair", "secretariat")  # who conduct the meeting and the negotiation
Then = Callable[[Any, "Person"], object]


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in, until when (Unix milliseconds); ``role`` is ``public`` for everybody else."""

    role: str
    delegation: str | None
    name: str
    invitation: str
    until: int = 0


PUBLIC = Person("public", None, "", "")


def sign_in(hall: Hall, token: str) -> Person:
    """Open the cookie session of an invitation. Raises NotSignedIn."""
    try:
        invitation = str(signer(current_app.config["SECRET_KEY"]).loads(token))
    except BadSignature as error:
        raise NotSignedIn("this link is not one of ours; ask the secretariat for another") from error
    until = now_ms() + current_app.config["SETTINGS"].session_hours * HOUR_MS
    person = _person(hall, invitation, until)
    if person is PUBLIC:
        raise NotSignedIn("this link has expired or was revoked; ask the secretariat for another")
    session.clear()
    session["invitation"], session["until"] = invitation, until
    return person


def me(hall: Hall, auth: Any = None, then: Then | None = None) -> Person:
    """The person of this request or socket. ``auth`` may carry an invitation's token (programs have no cookies).

    Within one request the invitation is looked at once. ``then``: what else is read of the database with it, at once.
    """
    if isinstance(auth, dict) and isinstance(auth.get("token"), str):
        return sign_in(hall, auth["token"])
    key = (session.get("invitation", ""), session.get("until", 0))
    if g.get("asked") != key:
        g.person, g.asked = _person(hall, *key, then), key
    elif then is not None:
        hall.read(lambda tx: then(tx, g.person))
    return g.person  # type: ignore[no-any-return]


def require(hall: Hall, *roles: str) -> Person:
    """The person of this request. Raises NotAllowed unless they have one of these roles."""
    person = me(hall)
    check_role(person.role, *roles)
    return person


def _person(hall: Hall, invitation: str, until: int, then: Then | None = None) -> Person:
    is_nobody = not invitation or until <= now_ms()
    if is_nobody and then is None:
        return PUBLIC

    def find(tx: Any) -> Person:
        person = PUBLIC if is_nobody else _invited(tx, invitation, until)
        if then is not None:
            then(tx, person)
        return person

    return hall.read_beside(find)  # type: ignore[no-any-return]


def _invited(tx: Any, invitation: str, until: int) -> Person:
    row = tx.get(Invitation, invitation)
    if row is None or row.revoked_at is not None or row.expires_at <= now_ms():
        return PUBLIC
    return Person(row.role, row.delegation, row.name, row.id, min(until, row.expires_at))
