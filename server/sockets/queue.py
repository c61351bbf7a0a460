"""The message queue between web processes: what goes to a room reaches its sockets on each of them, over Redis.

Socket.IO's own manager for Redis publishes in the caller's stead, tries again for seconds when Redis is away, and
waits up to a minute before it listens again. Here nobody waits: one pump publishes in order, and what can't be said
is dropped, since every client fetches what it missed from the log within two seconds.
"""

from __future__ import annotations

import json
import logging
import time
from collections import deque
from collections.abc import Iterator
from typing import Any

import socketio
from redis.exceptions import RedisError

from server import hub
from server.storage.neighbours import connect

CHANNEL = "roundtable:rooms"
WAITING_MESSAGES = 10_000  # a few seconds of fifty speakers in ten languages
RETRY_S = 1.0
log = logging.getLogger(__name__)


class RoomQueue(socketio.PubSubManager):  # type: ignore[misc]  # the library has no types
    """Socket.IO's client manager for several processes. Messages to one socket (``ignore_queue``) never pass here."""

    name = "rooms"

    def __init__(self, url: str) -> None:
        """Raises BadSetting for an address that can't be used."""
        super().__init__(channel=CHANNEL)
        self._url, self._client = url, connect(url)
        self._waiting: deque[str] = deque()
        self._signal = hub.Signal()

    def initialize(self) -> None:
        """Begin to listen and to publish."""
        super().initialize()
        hub.spawn(self._pump)

    def _publish(self, data: dict[str, Any]) -> None:
        if len(self._waiting) >= WAITING_MESSAGES:
            self._drop("Redis is too slow")
        self._waiting.append(json.dumps(data))
        self._signal.set()

    def _pump(self) -> None:
        while True:
            self._signal.wait(60.0)
            while self._waiting:
                try:
                    self._client.publish(CHANNEL, self._waiting.popleft())
                except RedisError as error:
                    self._drop(error)
                    hub.sleep(RETRY_S)

    def _drop(self, why: object) -> None:
        log.warning(
            "%d messages did not reach the other web processes (%s); their clients fetch", len(self._waiting) + 1, why
        )
        self._waiting.clear()

    def _listen(self) -> Iterator[bytes]:
        while True:
            try:
                with connect(self._url).pubsub(ignore_subscribe_messages=True) as heard:
                    heard.subscribe(CHANNEL)
                    while True:
                        message = heard.get_message(timeout=1.0)
                        if message is not None:
                            yield message["data"]
            except (RedisError, OSError) as error:
                log.warning("the rooms of other web processes are not heard: %s", error)
                time.sleep(RETRY_S)
