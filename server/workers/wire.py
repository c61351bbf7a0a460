"""A worker's side of the wire: connects, says hello, comes back by itself, and queues what arrives for one owner thread."""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
from collections.abc import Callable
from typing import Any

import socketio

BEAT_S = 2.0
RETRY_S = 1.0
QUEUE_MESSAGES = 2_000  # 30 s of audio for some forty microphones
Message = tuple[str, Any]


class Wire:
    """One connection to a web process. ``inbox`` holds ``(event, args)`` in order; ("connected", None) marks each new start."""

    def __init__(self, address: str, token: str, hello: dict[str, Any], events: tuple[str, ...]) -> None:
        self.inbox: queue.Queue[Message] = queue.Queue(QUEUE_MESSAGES)
        self._address, self._token, self._hello = address, token, hello
        self._client = socketio.Client(
            reconnection=True, reconnection_delay=RETRY_S, reconnection_delay_max=5, handle_sigint=False
        )
        self._client.on("connect", self._greet, namespace="/worker")
        for event in events:
            self._client.on(event, self._taker(event), namespace="/worker")
        self._stopped = threading.Event()

    def run(self, handle: Callable[[Message | None], bool]) -> None:
        """Serve for ever: ``handle`` gets each message, and None when there is none; it returns whether it has more to do at once."""
        self._connect()
        threading.Thread(target=self._beat, daemon=True).start()
        has_more = False
        while not self._stopped.is_set():
            try:
                message = self.inbox.get(timeout=0 if has_more else 0.1) if not has_more else self.inbox.get_nowait()
            except queue.Empty:
                message = None
            has_more = handle(message)

    def send(self, event: str, *args: Any) -> None:
        """Send without an answer; dropped while the connection is away (the lease ends with it)."""
        with contextlib.suppress(socketio.exceptions.SocketIOError):
            self._client.emit(event, args if len(args) > 1 else args[0], namespace="/worker")

    def ask(self, event: str, payload: Any) -> Any:
        """Send and wait for the answer; None when the connection was lost."""
        try:
            return self._client.call(event, payload, namespace="/worker", timeout=30)
        except (socketio.exceptions.SocketIOError, TimeoutError):
            return None

    def _connect(self) -> None:
        while not self._stopped.is_set():
            try:
                self._client.connect(
                    self._address, namespaces=["/worker"], auth={"token": self._token}, transports=["websocket"]
                )
            except socketio.exceptions.ConnectionError as error:
                logging.info("the web process is away (%s); trying again", error)
                self._stopped.wait(RETRY_S)
            else:
                return

    def _greet(self) -> None:
        self.inbox.put(("connected", None))
        self.send("hello", self._hello)

    def _taker(self, event: str) -> Callable[..., None]:
        def take(*args: Any) -> None:
            self.inbox.put((event, args[0] if len(args) == 1 else args))

        return take

    def _beat(self) -> None:
        while not self._stopped.wait(BEAT_S):
            self.send("beat", {"queue": self.inbox.qsize()})
