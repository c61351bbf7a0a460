"""What is particular to eventlet: limits, native threads, background work.

Only this module and ``server/__main__.py`` may name eventlet.
"""

from __future__ import annotations

import contextlib
import logging
import socket
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import eventlet
import eventlet.wsgi
from eventlet import tpool
from eventlet.event import Event
from eventlet.green import ssl
from eventlet.queue import Empty, LightQueue

from server import checks
from server.logs import Log

Result = TypeVar("Result")
MAX_CONNECTIONS = 8_192  # eventlet's own default of 1,024 leaves later viewers waiting for ever
HANDSHAKE_S = 10.0  # a phone on a bad network needs two seconds
TLS_HANDSHAKE = b"\x16"  # the first byte of a TLS connection (RFC 8446, 5.1); no HTTP method begins with it
PROBE_S = 0.25
LOG = Log("hub")


def native(work: Callable[..., Result], *args: Any) -> Result:
    """Run blocking work on a native thread while the hub goes on; returns or raises what it does."""
    return tpool.execute(work, *args)  # type: ignore[no-any-return]


def spawn(work: Callable[..., object], *args: Any) -> Any:
    """Start background work on the hub; what it dies of is logged."""
    return eventlet.spawn(_guarded, work, *args)


def sleep(seconds: float) -> None:
    """Let others run."""
    eventlet.sleep(seconds)


def probe(tell: Callable[[float], object]) -> None:
    """Tell how many seconds late the hub wakes a sleeper, four times a second. Never returns."""
    while True:
        begun = time.monotonic()
        eventlet.sleep(PROBE_S)
        tell(max(0.0, time.monotonic() - begun - PROBE_S))


class Signal:
    """Wakes a pump: many ``set`` before one ``wait`` count once."""

    def __init__(self) -> None:
        self._queue = LightQueue(1)

    def set(self) -> None:
        """Wake the pump; never waits."""
        if not self._queue.full():
            self._queue.put_nowait(True)

    def wait(self, seconds: float) -> bool:
        """True when woken, False when the time ran out."""
        try:
            self._queue.get(timeout=seconds)
        except Empty:
            return False
        return True


class Done:
    """Something that happens once; whoever waits for it goes on then."""

    def __init__(self) -> None:
        self._event = Event()

    def set(self) -> None:
        """It happened; never waits."""
        self._event.send()

    def wait(self) -> None:
        """Come back when it has happened."""
        self._event.wait()


class Seal:
    """The certificate of an HTTPS port. ``renew`` changes it for later connections; open ones stay as they are."""

    def __init__(self, cert_path: Path, key_path: Path) -> None:
        self.renew(cert_path, key_path)

    def renew(self, cert_path: Path, key_path: Path) -> None:
        """Read both files. Raises OSError (ssl.SSLError is one)."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION
        context.set_alpn_protocols(["http/1.1"])
        context.load_cert_chain(cert_path, key_path)
        self.context = context


def listen(bind: str, port: int) -> Any:
    """A listening socket. Raises OSError. TCP_NODELAY: without it a caption waits 40 ms for a late acknowledgement."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    listener = eventlet.listen((bind, port), family=family, reuse_port=False)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def serve(listener: Any, app: Any, seal: Seal | None = None) -> None:
    """Serve until interrupted; with a seal over TLS, and ``app`` sees by ``wsgi.url_scheme`` who came without."""
    protocol = _Quiet if seal is None else partial(_Sealed, seal)
    eventlet.wsgi.server(
        listener,
        app,
        max_size=checks.connections(MAX_CONNECTIONS),
        log=logging.getLogger("eventlet.wsgi"),
        log_output=False,
        protocol=protocol,
    )


class _Quiet(eventlet.wsgi.HttpProtocol):  # type: ignore[misc]  # the library has no types
    """Prints no request line: it may hold an invitation, and what scanners send says nothing."""

    def log_message(self, *_: Any) -> None:
        """Nothing."""


class _Sealed(_Quiet):
    """One connection to an HTTPS port.

    The handshake runs here, in the connection's own greenlet: whoever connects and says nothing keeps nobody waiting.
    """

    def __init__(self, seal: Seal, state: list[Any], server: Any) -> None:
        self._seal = seal
        self._is_secure: bool | None = None
        # A broken or refused handshake and a peer that vanishes are the peer's affair: eventlet closes the socket.
        with contextlib.suppress(OSError), eventlet.Timeout(HANDSHAKE_S, False):
            self._is_secure = self._begin(state)
        if self._is_secure is None:
            return
        with contextlib.suppress(ssl.SSLError):
            super().__init__(state, server)

    def _begin(self, state: list[Any]) -> bool | None:
        """Shake hands where the peer speaks TLS; False where it does not, None where it said nothing at all."""
        first = state[1].recv(1, socket.MSG_PEEK)
        if first != TLS_HANDSHAKE:
            return False if first else None
        state[1] = self._seal.context.wrap_socket(state[1], server_side=True, do_handshake_on_connect=False)
        state[1].do_handshake()
        return True

    def get_environ(self) -> dict[str, Any]:
        """The request, with the scheme of this very connection."""
        environ: dict[str, Any] = super().get_environ()
        return {**environ, "wsgi.url_scheme": "https", "HTTPS": "on"} if self._is_secure else environ


def _guarded(work: Callable[..., object], *args: Any) -> object:
    try:
        return work(*args)
    except Exception as error:  # noqa: BLE001
        LOG.error("background_work_failed", error, work=getattr(work, "__qualname__", "work"))
        return None  # eventlet would print it with its values
