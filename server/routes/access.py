"""Who asks: the invitation behind a session cookie or a token, looked at anew for every request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app, session
from itsdangerous import BadSignature

from server.clock import now_ms
from server.core.errors import NotSignedIn
from server.links import signer
from server.services.hall import Hall
from server.storage.tables import Invitation

HOUR_MS = 3_600_000


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


def me(hall: Hall, auth: Any = None) -> Person:
    """The person of this request or socket. ``auth`` may carry an invitation's token (programs have no cookies)."""
    if isinstance(auth, dict) and isinstance(auth.get("token"), str):
        return sign_in(hall, auth["token"])
    return _person(hall, session.get("invitation", ""), session.get("until", 0))


def _person(hall: Hall, invitation: str, until: int) -> Person:
    if not invitation or until <= now_ms():
        return PUBLIC

    def find(tx: Any) -> Person:
        row = tx.get(Invitation, invitation)
        if row is None or row.revoked_at is not None or row.expires_at <= now_ms():
            return PUBLIC
        return Person(row.role, row.delegation, row.name, row.id, min(until, row.expires_at))

    return hall.read(find)  # type: ignore[no-any-return]
