"""A microphone's line to the server: opens it, sends, resumes where the server stands after every cut.

The counterpart of ``web/js/net/speaker.js``. ``push``, ``skip`` and ``tell`` come from one thread and never wait; the
line's own thread connects and sends.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from socketio.exceptions import ConnectionError as NotConnected
from socketio.exceptions import SocketIOError

from server.core.backoff import Backoff
from server.core.errors import NotSignedIn
from server.core.hearing.ordering import BYTES_PER_SAMPLE, Chunk
from server.core.hearing.outbox import Item, Outbox
from server.tls.trust import Trust
from server.workers.ordered import OrderedClient

PATIENCE_S = 20.0
RETRY_S = 2.0  # after a refusal, before the server is asked again
CLOSING_S = 10.0  # for what is still unacknowledged when a source ends
LOOK_S = 1.0
NAMESPACE = "/speaker"


@dataclass(frozen=True, slots=True)
class Door:
    """Where the server is and who we are there."""

    address: str
    token: str
    trust: Trust


class Line:
    """One microphone. ``captured`` says which position of the source is being captured now."""

    def __init__(self, door: Door, facts: Mapping[str, object], captured: Callable[[], int]) -> None:
        """``facts``: session, kind, delegation and language of ``open``."""
        self._door, self._facts, self._captured = door, dict(facts), captured
        self._changed = threading.Condition()  # guards all below
        self._box = Outbox()
        self._base = 0  # the source's position at which the stream's sample 0 was captured
        self._stream, self._epoch = "", 0
        self._is_open, self._is_over = False, False
        self._wait_until = 0.0
        self._news: dict[str, object] | None = None
        self.trouble = ""  # what the server said last, until it takes something
        self.fatal: Exception | None = None
        self._client: OrderedClient | None = None
        self._thread = threading.Thread(target=self._run, name="line", daemon=True)

    @property
    def is_open(self) -> bool:
        """Whether the server has the microphone open now."""
        return self._is_open

    @property
    def is_idle(self) -> bool:
        """Whether everything that was captured is on disk."""
        with self._changed:
            return self._box.acknowledged_sample >= self._box.next_sample

    def start(self) -> None:
        """Connect, and go on until ``close``."""
        self._thread.start()

    def push(self, position: int, pcm: bytes) -> None:
        """Audio was captured; what lies before the microphone's beginning is nobody's."""
        with self._changed:
            start = position - self._base - self._box.next_sample
            if not self._stream or start * BYTES_PER_SAMPLE <= -len(pcm):
                return
            if start > 0:
                self._box.skip(start, "overrun")
            self._box.put(pcm[-start * BYTES_PER_SAMPLE :] if start < 0 else pcm)
            self._changed.notify_all()

    def skip(self, position: int, samples: int, why: str) -> None:
        """Nothing was captured."""
        with self._changed:
            count = position + samples - self._base - self._box.next_sample
            if self._stream and count > 0:
                self._box.skip(count, why)
                self._changed.notify_all()

    def tell(self, news: Mapping[str, object]) -> None:
        """How the source is, for the operator's page; the newest wins."""
        with self._changed:
            self._news = dict(news)
            self._changed.notify_all()

    def close(self) -> None:
        """End the microphone when all of it is on disk, or after CLOSING_S."""
        deadline = time.monotonic() + CLOSING_S
        while self._is_open and not self.is_idle and time.monotonic() < deadline:
            time.sleep(0.05)
        client = self._client
        if client is not None and self._is_open:
            place = {**self._place(), "end_sample": self._box.next_sample}
            with contextlib.suppress(SocketIOError):  # the server ends a microphone that stays away by itself
                client.call("close", place, namespace=NAMESPACE, timeout=PATIENCE_S)
        with self._changed:
            self._is_over = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join(PATIENCE_S)

    def _run(self) -> None:
        waits = Backoff()
        while not self._is_over and self.fatal is None:
            since = time.monotonic()
            try:
                self._connect()
                self._serve()
            except NotSignedIn as error:
                self.fatal = error
            except SocketIOError as error:
                self.trouble = f"the server can't be reached: {error}"
            finally:
                self._is_open = False
                self._drop()
            if not self._is_over:
                self._pause(waits.failed(time.monotonic() - since))

    def _connect(self) -> None:
        client = OrderedClient(
            reconnection=False, handle_sigint=False, websocket_extra_options=self._door.trust.websocket_options()
        )
        client.on("ack", self._on_ack, namespace=NAMESPACE)
        client.on("refused", self._on_refused, namespace=NAMESPACE)
        client.on("disconnect", lambda *_: self._wake(), namespace=NAMESPACE)
        refusals: list[Any] = []
        client.on("connect_error", lambda *given: refusals.extend(given), namespace=NAMESPACE)
        with self._changed:
            self._client = client
        try:
            client.connect(
                self._door.address, namespaces=[NAMESPACE], auth={"token": self._door.token}, transports=["websocket"]
            )
        except NotConnected:
            said = next((each for each in refusals if isinstance(each, dict)), {})
            code = (said.get("data") or {}).get("code")
            if code in ("not_signed_in", "not_allowed"):
                raise NotSignedIn(str(said["data"]["message"])) from None
            raise

    def _serve(self) -> None:
        """Open, then send until the connection ends."""
        client = self._client
        assert client is not None
        while client.connected and not self._is_over:
            if not self._is_open and not self._open(client):
                self._pause(RETRY_S)
                continue
            with self._changed:
                is_waiting = time.monotonic() < self._wait_until
                items = [] if is_waiting else self._box.take()
                news, self._news = self._news, None
                place = self._place()
                if not items and news is None:
                    self._changed.wait(LOOK_S)
            for item in items:
                self._send(client, place, item)
            if news is not None:
                client.emit("source", {**place, **news}, namespace=NAMESPACE)

    def _open(self, client: OrderedClient) -> bool:
        with self._changed:
            now = self._captured()
            if not self._stream and not self._box.next_sample:
                self._base = now
            facts = {**self._facts, "consent": True, "next_sample": max(0, now - self._base)}
            facts |= {"stream": self._stream} if self._stream else {}
        answer = client.call("open", facts, namespace=NAMESPACE, timeout=PATIENCE_S)
        with self._changed:
            if "error" in answer:
                self._refused_to_open(answer["error"])
                return False
            self._stream, self._epoch = answer["stream"], answer["epoch"]
            self._box.rewind(answer["expected_sample"])
            self._is_open, self.trouble = True, ""
        return True

    def _refused_to_open(self, error: dict[str, Any]) -> None:
        self.trouble = str(error["message"])
        if self._stream and error["code"] in ("conflict", "not_found"):  # closed there: what is kept begins a new one
            self._base += self._box.rebase()
            self._stream = ""

    def _send(self, client: OrderedClient, place: dict[str, object], item: Item) -> None:
        if isinstance(item, Chunk):
            client.emit("audio", ({**place, "start_sample": item.start_sample}, item.pcm), namespace=NAMESPACE)
            return
        gap = {"from_sample": item.start_sample, "to_sample": item.end_sample, "why": item.why}
        client.emit("gap", {**place, **gap}, namespace=NAMESPACE)

    def _place(self) -> dict[str, object]:
        return {"stream": self._stream, "epoch": self._epoch}

    def _drop(self) -> None:
        client = self._client
        if client is not None and client.connected:
            client.disconnect()

    def _pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        with self._changed:
            while not self._is_over and (left := until - time.monotonic()) > 0:
                self._changed.wait(left)

    def _wake(self) -> None:
        with self._changed:
            self._is_open = False
            self._changed.notify_all()

    def _on_ack(self, message: dict[str, Any]) -> None:
        with self._changed:
            self._box.acknowledge(int(message["sample"]))
            self.trouble = ""
            self._changed.notify_all()

    def _on_refused(self, message: dict[str, Any]) -> None:
        """Something was not taken: wait, then go on from where the server stands; without a place, open again."""
        with self._changed:
            if time.monotonic() < self._wait_until:
                return  # what was on its way when the server refused what comes before it
            self.trouble = str(message["message"])
            if message.get("code") == "bad_request" and message.get("expected_sample") is None:
                return
            self._wait_until = time.monotonic() + RETRY_S
            if message.get("expected_sample") is None:
                self._is_open = False
            else:
                self._box.rewind(int(message["expected_sample"]))
            self._changed.notify_all()
