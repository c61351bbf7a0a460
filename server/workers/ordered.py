"""A Socket.IO client that hears events in the order in which they were sent.

The library's threaded client starts a thread for every message: under load a later message overtakes an earlier one,
and an event with bytes, which is two messages, is put together wrongly. Here the reading thread itself calls the
handlers, one after the other; so a handler must be short, and must never wait for an answer (``call``) itself.

The library also gives a server five seconds for a connection and one for being let in, which a busy one needs.
"""

from __future__ import annotations

from typing import Any

import engineio
import socketio

PATIENCE_S = 20.0


class _OrderedTransport(engineio.Client):  # type: ignore[misc]  # the library has no types
    """The transport under the client: messages are handled where they are read."""

    def _trigger_event(self, event: str, *args: Any, **kwargs: Any) -> Any:
        return super()._trigger_event(event, *args, **{**kwargs, "run_async": False})

    def _reset(self) -> None:
        """What the server has hung up is hung up here too: the library leaves its socket to the garbage collector."""
        super()._reset()
        if self.ws is not None:
            self.ws.shutdown()


class OrderedClient(socketio.Client):  # type: ignore[misc]
    """``socketio.Client``, with the order kept, which waits for a busy server and for none that has hung up."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"request_timeout": PATIENCE_S, **given})

    def connect(self, url: str, **given: Any) -> None:
        """Raises ConnectionError when it is refused, lost, or not let in within ``wait_timeout`` seconds."""
        super().connect(url, **{"wait_timeout": PATIENCE_S, **given})

    def _handle_eio_disconnect(self, reason: Any) -> None:
        super()._handle_eio_disconnect(reason)
        if self._connect_event is not None:  # whoever waits to be let in waits no more
            self.failed_namespaces = list(self.connection_namespaces)
            self._connect_event.set()

    def _engineio_client_class(self) -> type[engineio.Client]:
        return _OrderedTransport
