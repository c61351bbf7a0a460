"""Clients that send whatever a test wants and keep what they are told: of any namespace, and a microphone."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np

from server.workers.ordered import OrderedClient
from tests.support.house import House, Person

PATIENCE_S = 60.0


class Client:
    """A client of one namespace, which keeps what it is told."""

    def __init__(self, house: House, namespace: str, auth: dict[str, str] | None = None) -> None:
        self.told: list[tuple[str, Any]] = []
        self._namespace, self._came = namespace, threading.Condition()
        self._client = OrderedClient(handle_sigint=False, reconnection=False)
        self._client.on("*", self._take, namespace=namespace)
        self._client.connect(house.address, namespaces=[namespace], auth=auth, transports=["websocket"])

    def call(self, event: str, *values: Any) -> Any:
        """Send and wait for the answer."""
        given = values if len(values) != 1 else values[0]
        return self._client.call(event, given, namespace=self._namespace, timeout=PATIENCE_S)

    def send(self, event: str, *values: Any) -> None:
        """Send without an answer."""
        self._client.emit(event, values if len(values) != 1 else values[0], namespace=self._namespace)

    def wait(self, event: str, is_it: Any = lambda message: True) -> Any:
        """The first message of that name (and kind) that came or comes; it is taken out."""
        with self._came:
            found = self._came.wait_for(
                lambda: [each for each in self.told if each[0] == event and is_it(each[1])], PATIENCE_S
            )
            assert found, (event, self.told[-5:])
            self.told.remove(found[0])
            return found[0][1]

    def close(self) -> None:
        """Disconnect."""
        self._client.disconnect()
        self._client.eio.disconnect()

    def _take(self, event: str, message: Any = None) -> None:
        with self._came:
            self.told.append((event, message))
            self._came.notify_all()


class Sender(Client):
    """A microphone of the room."""

    def __init__(self, house: House, desk: Person) -> None:
        self.folder = house.folder / "recordings" / "demo"
        super().__init__(house, "/speaker", {"token": str(desk.link).rsplit("/", 1)[1]})
        self.opened = self.call(
            "open", {"session": "demo", "kind": "mixed", "language": "en", "consent": True, "next_sample": 0}
        )

    def place(self, start_sample: Any) -> dict[str, Any]:
        """Where a chunk belongs."""
        return {"stream": self.opened["stream"], "epoch": self.opened["epoch"], "start_sample": start_sample}

    def audio(self, start_sample: Any, pcm: Any) -> None:
        """Send a chunk."""
        self.send("audio", self.place(start_sample), pcm)

    def written(self, sample: int) -> None:
        """Wait until everything before a sample is acknowledged."""
        self.wait("ack", lambda message: message["sample"] >= sample)

    def refusal(self, code: str) -> dict[str, Any]:
        """Wait for a refusal of a kind."""
        return dict(self.wait("refused", lambda message: message["code"] == code))

    def recorded(self) -> np.ndarray:
        """What stands on disk."""
        paths = sorted((self.folder / self.opened["stream"]).glob("*.s16le"))
        return np.concatenate([np.frombuffer(path.read_bytes(), "<i2") for path in paths])
