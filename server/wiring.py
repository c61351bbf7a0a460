"""Settings become adapters become services: the one place that knows everybody."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Flask
from flask_socketio import SocketIO

from server import door, hub
from server.app import create_app, create_sockets, furnish
from server.core.errors import BadSetting
from server.models import packaged
from server.sense.process import SenseProcess
from server.services.hearing.hall import Hall
from server.services.minutes.editors import SETTLE_S
from server.settings import Settings
from server.sockets.queue import RoomQueue
from server.storage.database import Database
from server.storage.glossary import Glossary
from server.storage.neighbours import Alone, RedisNeighbours
from server.tls.authority import Certificates
from server.tls.handout import Application, handout, redirection

STATE_S = 2.0
SENTENCE_S = 0.25  # so much later than its time a piece of a sentence is translated alone, at most
log = logging.getLogger(__name__)
CERTIFICATE_S = 30.0  # so long a laptop that moved to another network shows a certificate without its new address


@dataclass(frozen=True, slots=True)
class Web:
    """The parts of a web process."""

    app: Flask
    sockets: SocketIO
    hall: Hall


def build_web(settings: Settings) -> Web:
    """The web process, ready to serve.

    An empty database gets its tables. Raises BadSetting for one of another revision.
    """
    database = Database(settings.database)
    database.prepare()
    database.check()
    app = create_app(settings)
    sockets = create_sockets(app, RoomQueue(settings.redis) if settings.redis else None)
    neighbours = RedisNeighbours(settings.redis, _own_name(settings)) if settings.redis else Alone()
    glossary = Glossary(settings.glossary)
    glossary.check()
    emit, cut = _emitter(sockets), _cutter(sockets)
    hall = Hall(
        database,
        settings.recordings,
        emit,
        cut,
        glossary,
        neighbours,
        settings.retention,
        settings.second_reading,
        settings.patience,
        _leaver(sockets),
        SenseProcess(settings.models / packaged.MINILM.folder, native=hub.native),
    )
    furnish(app, sockets, hall, settings)
    return Web(app, sockets, hall)


def keep_going(web: Web) -> None:
    """The hub's regular work: leases of silent workers, the state that heals a missed event.

    Never returns, whatever fails.
    """
    hub.spawn(web.hall.together.listen)
    hub.spawn(_forever, web.hall.waiting.sweep, SENTENCE_S)
    hub.spawn(_forever, web.hall.interim.sweep, SENTENCE_S)
    hub.spawn(web.hall.editors.follow)
    hub.spawn(web.hall.following.pump)
    hub.spawn(_forever, web.hall.editors.sweep, SETTLE_S)
    _try(web.hall.read_glossary)
    _try(web.hall.together.beat)
    _try(web.hall.resume)
    while True:
        hub.sleep(STATE_S)
        _try(web.hall.together.beat)
        _try(web.hall.read_glossary)
        _try(web.hall.guests.sweep)
        _try(web.hall.leases.sweep)
        _try(web.hall.readers.sweep)
        _try(web.hall.renderer.sweep)
        _try(web.hall.translations.sweep)
        _try(web.hall.interpreters.sweep)
        _try(web.hall.following.beat)
        _try(web.hall.pulse.tell)


def _forever(work: Callable[[], None], every_s: float) -> None:
    while True:
        _try(work)
        hub.sleep(every_s)


def _try(work: Callable[[], None]) -> None:
    try:
        work()
    except Exception:
        log.exception("%s failed; the regular work goes on", work.__qualname__)


def open_door(settings: Settings, app: Any) -> Callable[[], None]:
    """Take the ports; returns what serves until interrupted. Beyond loopback that is HTTPS, with a plain port beside.

    Raises BadSetting for a port that is taken and for a certificate that can't be used.
    """
    found = door.shown(settings)
    listener = _listen(settings.bind, settings.port, "PORT")
    if found is None:
        return partial(hub.serve, listener, app)
    plain = _plain_side(settings, found)
    try:
        seal = hub.Seal(found.cert_path, found.key_path)
    except OSError as error:
        raise BadSetting(f"the certificate {found.cert_path} can't be used for TLS: {error}") from error
    if settings.http_port:
        hub.spawn(hub.serve, _listen(settings.bind, settings.http_port, "ROUNDTABLE_HTTP_PORT"), plain)
    hub.spawn(_keep_certificate, door.Keeper(settings, found, seal.renew))

    def by_scheme(environ: Any, start_response: Any) -> Any:
        return (app if environ["wsgi.url_scheme"] == "https" else plain)(environ, start_response)

    return partial(hub.serve, listener, by_scheme, seal)


def _listen(bind: str, port: int, key: str) -> Any:
    try:
        return hub.listen(bind, port)
    except OSError as error:
        other = f"{key}={port % 60_000 + 1024}"
        raise BadSetting(
            f"{key}={port} can't be used on {bind} ({error.strerror}); choose another, such as {other}", key=key
        ) from error


def _plain_side(settings: Settings, found: door.Shown) -> Application:
    if isinstance(found, Certificates):
        return handout(found, door.outside_port(settings))
    return redirection(door.outside_of(settings))


def _keep_certificate(keeper: door.Keeper) -> None:
    while True:
        hub.sleep(CERTIFICATE_S)
        hub.native(keeper.look)


def _own_name(settings: Settings) -> str:
    """This process among its neighbours, the same after a restart."""
    return f"{socket.gethostname()}:{settings.port}"


def _emitter(sockets: SocketIO) -> Callable[..., None]:
    """What goes to one socket stays in this process (audio among it); what goes to a room crosses the message queue."""

    def emit(event: str, payload: Any, **where: Any) -> None:
        where.setdefault("ignore_queue", "to" in where)
        sockets.emit(event, payload, **where)

    return emit


def _cutter(sockets: SocketIO):  # type: ignore[no-untyped-def]
    def cut(sid: str, namespace: str) -> None:
        sockets.server.disconnect(sid, namespace=namespace)

    return cut


def _leaver(sockets: SocketIO) -> Callable[[str, str], None]:
    def leave(sid: str, room: str) -> None:
        sockets.server.leave_room(sid, room, namespace="/viewer")

    return leave
