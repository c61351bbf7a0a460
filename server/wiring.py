"""Settings become adapters become services: the one place that knows everybody."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask
from flask_socketio import SocketIO

from server import hub
from server.app import create_app, create_sockets, furnish
from server.services.hall import Hall
from server.settings import Settings
from server.storage.database import Database

STATE_S = 2.0
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Web:
    """The parts of a web process."""

    app: Flask
    sockets: SocketIO
    hall: Hall


def build_web(settings: Settings) -> Web:
    """The web process, ready to serve. Raises BadSetting when the database is not migrated."""
    database = Database(settings.database)
    database.check()
    app = create_app(settings)
    sockets = create_sockets(app)
    hall = Hall(database, settings.recordings, sockets.emit, _cutter(sockets))
    furnish(app, sockets, hall, settings)
    return Web(app, sockets, hall)


def keep_going(web: Web) -> None:
    """The hub's regular work: leases of silent workers, the state that heals a missed event. Never returns, whatever fails."""
    _try(web.hall.resume)
    while True:
        hub.sleep(STATE_S)
        _try(web.hall.leases.sweep)
        _try(web.hall.tell_state)


def _try(work: Callable[[], None]) -> None:
    try:
        work()
    except Exception:
        log.exception("%s failed; the regular work goes on", work.__qualname__)


def _cutter(sockets: SocketIO):  # type: ignore[no-untyped-def]
    def cut(sid: str, namespace: str) -> None:
        sockets.server.disconnect(sid, namespace=namespace)

    return cut
