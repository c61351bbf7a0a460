"""A Socket.IO client of one namespace for the tests: it keeps what it receives."""

from __future__ import annotations

import threading
from typing import Any

from socketio.exceptions import SocketIOError

from server.workers.ordered import OrderedClient
from tests.support.house import House

PATIENCE_S = 60.0
BEAT_S = 2.0


class Wire:
    """A client of one namespace that keeps what it receives; one of a worker gives signs of life as workers do."""

    def __init__(self, house: House, namespace: str, auth: dict[str, str] | None, *events: str) -> None:
        self.came: list[tuple[str, Any]] = []
        self._namespace = namespace
        self._client = OrderedClient(handle_sigint=False, reconnection=False)
        for event in events:
            self._client.on(event, lambda *args, name=event: self.came.append((name, args[0])), namespace=namespace)
        self._client.connect(house.address, namespaces=[namespace], auth=auth, transports=["websocket"])
        self._is_over = threading.Event()
        if namespace == "/worker":
            threading.Thread(target=self._beat, daemon=True).start()

    def ask(self, event: str, **message: Any) -> Any:
        return self._client.call(event, message, namespace=self._namespace, timeout=PATIENCE_S)

    def ask_at_once(self, event: str, count: int, **message: Any) -> list[Any]:
        """The answers to so many messages of which none waits for the answer to another."""
        answers, have_come = list[Any](), threading.Event()

        def take(answer: Any) -> None:
            answers.append(answer)
            if len(answers) == count:
                have_come.set()

        for _ in range(count):
            self._client.emit(event, message, namespace=self._namespace, callback=take)
        assert have_come.wait(PATIENCE_S), f"{len(answers)} of {count} answers came"
        return answers

    def send(self, event: str, *message: Any) -> None:
        self._client.emit(event, message if len(message) > 1 else message[0], namespace=self._namespace)

    def last(self, event: str) -> Any:
        return next((each for name, each in reversed(self.came) if name == event), None)

    def close(self) -> None:
        self._is_over.set()
        self._client.disconnect()

    def _beat(self) -> None:
        while not self._is_over.wait(BEAT_S):
            try:
                self.send("beat", {"queue": 0})
            except SocketIOError:  # its house was stopped before it, or hung up
                return


def worker_token(house: House) -> str:
    """What a worker proves itself with."""
    return (house.folder / "instance" / "worker-token").read_text(encoding="ascii")
