"""A client of one view of a session, which keeps what it received."""

from __future__ import annotations

import threading
from typing import Any

from server.workers.ordered import OrderedClient

PATIENCE_S = 60.0


class Viewer:
    """Joins the view ``language`` of a session and takes its events, those before it came too.

    ``pushed``: the numbers of those that came by themselves, as they came.
    """

    def __init__(self, address: str, language: str, session: str = "demo") -> None:
        self.pushed: list[int] = []
        self._events: dict[int, dict[str, Any]] = {}
        self._lock = threading.Lock()
        self._client = OrderedClient(handle_sigint=False)
        self._client.on("event", self._push, namespace="/viewer")
        self._client.connect(address, namespaces=["/viewer"], transports=["websocket"])
        message = {"session": session, "lang": language, "after": 0}
        answer = self._client.call("join", message, namespace="/viewer", timeout=PATIENCE_S)
        assert "error" not in answer, answer
        for event in answer["events"]:
            self._take(event)

    @property
    def events(self) -> list[dict[str, Any]]:
        """What it knows by now, in the order of the log: what was on its way while it joined comes in its place."""
        with self._lock:
            return [event for _, event in sorted(self._events.items())]

    def captions(self) -> dict[str, dict[str, Any]]:
        """The newest caption of each segment in each language, by ``segment/language``."""
        return {f"{each['seg']}/{each['lang']}": each for each in self.events if each["kind"] == "caption"}

    def close(self) -> None:
        """Disconnect."""
        self._client.disconnect()
        self._client.eio.disconnect()

    def _push(self, event: dict[str, Any]) -> None:
        self.pushed.append(event["seq"])
        self._take(event)

    def _take(self, event: dict[str, Any]) -> None:
        with self._lock:
            self._events[event["seq"]] = event
