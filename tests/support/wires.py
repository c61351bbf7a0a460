"""A Socket.IO client of one namespace for the tests: it keeps what it receives."""

from __future__ import annotations

from typing import Any

from server.workers.ordered import OrderedClient
from tests.support.house import House


class Wire:
    """A client of one namespace that keeps what it receives."""

    def __init__(self, house: House, namespace: str, auth: dict[str, str] | None, *events: str) -> None:
        self.came: list[tuple[str, Any]] = []
        self._namespace = namespace
        self._client = OrderedClient(handle_sigint=False, reconnection=False)
        for event in events:
            self._client.on(event, lambda *args, name=event: self.came.append((name, args[0])), namespace=namespace)
        self._client.connect(house.address, namespaces=[namespace], auth=auth, transports=["websocket"])

    def ask(self, event: str, **message: Any) -> Any:
        return self._client.call(event, message, namespace=self._namespace, timeout=20)

    def send(self, event: str, *message: Any) -> None:
        self._client.emit(event, message if len(message) > 1 else message[0], namespace=self._namespace)

    def last(self, event: str) -> Any:
        return next((each for name, each in reversed(self.came) if name == event), None)

    def close(self) -> None:
        self._client.disconnect()


def worker_token(house: House) -> str:
    """What a worker proves itself with."""
    return (house.folder / "instance" / "worker-token").read_text(encoding="ascii")
