"""A worker's side of the wire: connects, says hello, comes back by itself, queues what arrives for one owner thread.

Every connection is a client of its own. The library's own reconnection can end for good when a connection breaks at the
moment at which it was made: https://github.com/miguelgrinberg/python-socketio (``Client._handle_reconnect``).
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
from collections.abc import Callable
from typing import Any

import socketio

from server.tls.trust import Trust
from server.workers.ordered import OrderedClient

BEAT_S = 2.0
RETRY_S = 1.0
ANSWER_S = 30.0  # a busy web process answers late; after this long the connection is worth nothing
WORTH_A_WORD = 15  # failures in a row, a second apart: longer than a start takes
QUEUE_MESSAGES = 2_000  # 30 s of audio for some forty microphones
NAMESPACE = "/worker"
Message = tuple[str, Any]
log = logging.getLogger(__name__)


class Wire:
    """The way to one web process. ``inbox``: ``(event, args)`` in order; ("connected", None) marks each new start."""

    def __init__(
        self, address: str, token: str, hello: dict[str, Any], events: tuple[str, ...], trust: Trust | None = None
    ) -> None:
        self.inbox: queue.Queue[Message] = queue.Queue(QUEUE_MESSAGES)
        self._address, self._token, self._hello, self._events = address, token, hello, events
        self._trust = trust or Trust()
        self._client: socketio.Client | None = None
        self._stopped = threading.Event()

    def run(self, handle: Callable[[Message | None], bool]) -> None:
        """Serve until ``stop``. ``handle`` gets each message, or None; it returns whether it has more to do at once."""
        self.start()
        has_more = False
        while not self._stopped.is_set():
            try:
                message = self.inbox.get_nowait() if has_more else self.inbox.get(timeout=0.1)
            except queue.Empty:
                message = None
            has_more = handle(message)

    def start(self, inbox: Any = None) -> None:
        """Connect, stay connected and beat, on threads of its own.

        ``inbox``: where to put what comes, if not in our own.
        """
        self.inbox = inbox or self.inbox
        for work in (self._stay_connected, self._beat):
            threading.Thread(target=work, daemon=True).start()

    def stop(self) -> None:
        """End ``run`` and the connection. Any thread may call it."""
        self._stopped.set()
        if self._client is not None:
            self._client.disconnect()

    def send(self, event: str, *args: Any) -> None:
        """Send without an answer; dropped while the connection is away (the lease ends with it)."""
        with contextlib.suppress(socketio.exceptions.SocketIOError):
            if self._client is not None:
                self._client.emit(event, args if len(args) > 1 else args[0], namespace=NAMESPACE)

    def ask(self, event: str, payload: Any) -> Any:
        """Send and wait for the answer; None when the connection was lost. One that does not answer is given up:

        only so does the web process learn that what it handed out here must be handed out again.
        """
        client = self._client
        answer = _ask(client, event, payload) if client is not None else None
        if answer is None and client is not None:
            client.disconnect()
        return answer

    def _stay_connected(self) -> None:
        failures = 0
        while not self._stopped.is_set():
            try:
                client = self._make_client()
                self._dial(client)
                failures = 0
                client.wait()
            except (socketio.exceptions.ConnectionError, OSError) as error:  # OSError: no certificate to believe
                failures += 1
                if failures == WORTH_A_WORD:  # said once, and not while all start together
                    log.warning("the web process at %s is away (%s); trying again", self._address, error)
            self._client = None
            self._stopped.wait(RETRY_S)

    def _make_client(self) -> socketio.Client:
        options = self._trust.websocket_options()
        client = OrderedClient(reconnection=False, handle_sigint=False, websocket_extra_options=options)
        client.on("connect", self._mark, namespace=NAMESPACE)
        for event in self._events:
            client.on(event, self._taker(event), namespace=NAMESPACE)
        return client

    def _dial(self, client: socketio.Client) -> None:
        client.connect(
            self._address,
            namespaces=[NAMESPACE],
            auth={"token": self._token},
            transports=["websocket"],
            wait_timeout=ANSWER_S,
        )
        self._client = client
        if _ask(client, "hello", self._hello) is None:
            client.disconnect()
            raise socketio.exceptions.ConnectionError("hello was not answered")

    def _mark(self) -> None:
        self.inbox.put(("connected", None))

    def _taker(self, event: str) -> Callable[..., None]:
        def take(*args: Any) -> None:
            self.inbox.put((event, args[0] if len(args) == 1 else args))

        return take

    def _beat(self) -> None:
        while not self._stopped.wait(BEAT_S):
            self.send("beat", {"queue": self.inbox.qsize()})


def _ask(client: socketio.Client, event: str, payload: Any) -> Any:
    try:
        return client.call(event, payload, namespace=NAMESPACE, timeout=ANSWER_S)
    except (socketio.exceptions.SocketIOError, TimeoutError):
        return None
