"""Pulse: what every reader is told every two seconds, whatever happens: the head of their view, and how things stand.

Each web process tells its own clients. Owned by the hub.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from server.clock import now_ms
from server.core.hearing.pace import FULL
from server.services.hearing.publish import desk, room
from server.services.hearing.stages import ECHOES
from server.storage.tables import Meeting, ViewHead

if TYPE_CHECKING:
    from server.services.hearing.hall import Hall


class Pulse:
    """Tells the open sessions' readers; knows the session time of each since it last did."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._opened_at: dict[str, int] = {}

    def tell(self) -> None:
        """Every view's head, so that a client that missed an event fetches it; the stages to desks."""
        hall = self._hall
        found, lags, paces = hall.read(_heads), hall.leases.lags(), hall.leases.admission.worst()
        self._opened_at = {session: opened_at for session, opened_at, _, _ in found}
        mark = {"probe": hall.stages.probe(), "echo_one_in": max(1, len(hall.audience) // ECHOES)}
        for session, opened_at, view, seq in found:
            pace = paces.get(session, FULL.name)
            made = {"workers": hall.workers(), "lag_ms": lags.get(session, 0), "pace": pace}
            payload = {"session": session, "head": seq, **made, **mark, "now_ms": max(0, now_ms() - opened_at)}
            hall.emit("state", payload, room=room(session, view), namespace="/viewer", ignore_queue=True)
        self._tell_stages()

    def session_now_ms(self, session: str) -> int | None:
        """The session time now, of a session that is open here; None for others."""
        opened_at = self._opened_at.get(session)
        return max(0, now_ms() - opened_at) if opened_at else None

    def _tell_stages(self) -> None:
        """Tell those who look after each session how long its captions take here, stage by stage."""
        hall = self._hall
        hall.stages.keep({*hall.microphones, *hall.leases.streams()}, self._opened_at)
        for session in self._opened_at:
            mine = [name for name, each in hall.microphones.items() if each.session == session and each.booth is None]
            figures = {"session": session, **hall.stages.figures(mine, session)}
            hall.emit("stages", figures, room=desk(session), namespace="/viewer")


def _heads(tx: Any) -> list[tuple[str, int, str, int]]:
    """``(session, when it was opened, view, its last seq)`` of what is open."""
    rows = tx.execute(
        select(ViewHead, Meeting.opened_at)
        .join(Meeting, Meeting.id == ViewHead.session_id)
        .where(Meeting.status == "open")
    )
    return [(row.session_id, opened_at or 0, row.view, row.seq) for row, opened_at in rows]
