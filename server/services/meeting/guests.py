"""Guests: the sockets that belong to invitations, and their end when an invitation or a sign-in ends.

Owned by the hub; what is lost with it is asked again when the socket connects.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlalchemy import select

from server.clock import now_ms
from server.storage.tables import Invitation

if TYPE_CHECKING:
    from server.services.hearing.hall import Hall

Cut = Callable[[str, str], None]  # (socket, namespace): end the connection


class Guests:
    """Who is connected by which invitation, and until when."""

    def __init__(self, hall: Hall, cut: Cut) -> None:
        self._hall, self._cut = hall, cut
        self._sockets: dict[tuple[str, str], tuple[str, int]] = {}

    def came(self, invitation: str, until: int, sid: str, namespace: str) -> None:
        """A socket belongs to an invitation: revoking it cuts the socket, and so does the end of the sign-in."""
        if invitation:
            self._sockets[sid, namespace] = (invitation, until)

    def left(self, sid: str, namespace: str) -> None:
        """A socket is gone."""
        self._sockets.pop((sid, namespace), None)

    def sweep(self) -> None:
        """Cut the sockets whose invitation was revoked or has ended, and those signed in for too long."""
        held, now = dict(self._sockets), now_ms()
        names = {invitation for invitation, _ in held.values()}
        is_valid = Invitation.id.in_(names), Invitation.revoked_at.is_(None), Invitation.expires_at > now
        wanted = select(Invitation.id).where(*is_valid)
        valid = set(self._hall.read(lambda tx: tx.scalars(wanted).all())) if names else set()
        for socket, (invitation, until) in held.items():
            if invitation not in valid or until <= now:
                self._end(*socket)

    def cut(self, invitation: str) -> None:
        """Cut every socket of an invitation, wherever it is connected."""
        self.cut_here(invitation)
        self._hall.together.neighbours.tell("cut", invitation=invitation)

    def cut_here(self, invitation: str) -> None:
        """Cut the sockets of an invitation that are connected to this process."""
        for socket, (owner, _) in list(self._sockets.items()):
            if owner == invitation:
                self._end(*socket)

    def _end(self, sid: str, namespace: str) -> None:
        self._sockets.pop((sid, namespace), None)
        self._cut(sid, namespace)
