"""A client of one view of a session, which keeps what it received."""

from __future__ import annotations

import threading
from typing import Any

from server.workers.ordered import OrderedClient


class Viewer:
    """Joins the view ``language`` of a session and takes its events, those before it came too."""

    def __init__(self, address: str, language: str, session: str = "demo") -> None:
        self.events: list[dict[str, Any]] = []
        self._lock = threading.Lock()
        self._client = OrderedClient(handle_sigint=False)
        self._client.on("event", self._take, namespace="/viewer")
        self._client.connect(address, namespaces=["/viewer"], transports=["websocket"])
        message = {"session": session, "lang": language, "after": 0}
        answer = self._client.call("join", message, namespace="/viewer", timeout=20)
        assert "error" not in answer, answer
        for event in answer["events"]:
            self._take(event)

    def captions(self) -> dict[str, dict[str, Any]]:
        """The newest caption of each segment in each language, by ``segment/language``."""
        with self._lock:
            return {f"{each['seg']}/{each['lang']}": each for each in self.events if each["kind"] == "caption"}

    def close(self) -> None:
        """Disconnect."""
        self._client.disconnect()
        self._client.eio.disconnect()

    def _take(self, event: dict[str, Any]) -> None:
        with self._lock:
            self.events.append(event)
