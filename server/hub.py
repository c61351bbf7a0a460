"""What is particular to eventlet: limits, native threads, background work.

Only this module and ``server/__main__.py`` may name eventlet.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any, TypeVar

import eventlet
import eventlet.wsgi
from eventlet import tpool
from eventlet.queue import Empty, LightQueue

Result = TypeVar("Result")
MAX_CONNECTIONS = 8_192  # eventlet's own default of 1,024 leaves later viewers waiting for ever


def native(work: Callable[..., Result], *args: Any) -> Result:
    """Run blocking work on a native thread while the hub goes on; returns or raises what it does."""
    return tpool.execute(work, *args)  # type: ignore[no-any-return]


def spawn(work: Callable[..., object], *args: Any) -> Any:
    """Start background work on the hub."""
    return eventlet.spawn(work, *args)


def sleep(seconds: float) -> None:
    """Let others run."""
    eventlet.sleep(seconds)


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


def serve(app: Any, bind: str, port: int) -> None:
    """Serve until interrupted. TCP_NODELAY: without it a caption waits 40 ms for a delayed acknowledgement."""
    listener = eventlet.listen((bind, port), reuse_port=False)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    eventlet.wsgi.server(listener, app, max_size=MAX_CONNECTIONS, log_output=False, debug=False)
