"""A microphone that goes on capturing while the server is away, and sends again from where the disk ends."""

from __future__ import annotations

import threading
import time
from typing import Any

import socketio

from server.core.hearing.ordering import RATE_HZ
from server.speech.port import Pcm
from server.workers.ordered import OrderedClient

CHUNK_SAMPLES = 1_600
AHEAD_SAMPLES = 10 * RATE_HZ  # unacknowledged at most, as ``flask play`` keeps it
RETRY_S = 0.5
ANSWER_S = 20.0
SILENT_S = 20.0  # without an acknowledgement for so long, the connection is given up


class Device:
    """Captures ``pcm`` by the clock from ``start`` on. One thread of its own; anybody may read its figures."""

    def __init__(self, address: str, token: str, session: str, language: str, pcm: Pcm) -> None:
        self._address, self._token, self._pcm = address, token, pcm
        self._facts = {"session": session, "kind": "mixed", "language": language, "consent": True}
        self.stream: str | None = None
        self.connections = 0
        self.refusal = ""  # the server's last words where it refused to open the microphone
        self._acknowledged, self._epoch, self._is_refused = 0, 0, False
        self._over, self.is_done = threading.Event(), threading.Event()
        self.began_s = 0.0  # monotonic: when the first sample was captured
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin to capture."""
        self.began_s = time.monotonic()
        self._thread.start()

    def end(self) -> None:
        """Give up what is not sent."""
        self._over.set()
        self._thread.join()

    def now(self) -> int:
        """The sample that is being captured."""
        return min(len(self._pcm), int((time.monotonic() - self.began_s) * RATE_HZ))

    def _run(self) -> None:
        while not self._over.is_set() and not self.is_done.is_set():
            client = OrderedClient(reconnection=False, handle_sigint=False)
            client.on("ack", self._on_ack, namespace="/speaker")
            client.on("refused", self._on_refused, namespace="/speaker")
            try:
                self._connection(client)
            except (socketio.exceptions.SocketIOError, OSError, ValueError):
                self._over.wait(RETRY_S)
            finally:
                client.disconnect()

    def _connection(self, client: socketio.Client) -> None:
        """One connection from its opening to its end. Raises SocketIOError or TimeoutError when it breaks."""
        client.connect(self._address, namespaces=["/speaker"], auth={"token": self._token}, transports=["websocket"])
        asked = {**self._facts, "stream": self.stream, "next_sample": self.now()}
        answer = client.call("open", asked, namespace="/speaker", timeout=ANSWER_S)
        if "error" in answer:
            self.refusal = str(answer["error"]["message"])
            raise ValueError(self.refusal)
        self.stream, self._epoch, self._is_refused = str(answer["stream"]), int(answer["epoch"]), False
        self._acknowledged = sent = int(answer["expected_sample"])
        self.connections += 1
        progress, at_s = sent, time.monotonic()
        while not self._over.is_set():
            if not client.connected or self._is_refused or time.monotonic() - at_s > SILENT_S:
                raise socketio.exceptions.ConnectionError("the connection broke")
            sent = self._send(client, sent)
            if self._acknowledged > progress or self._acknowledged >= sent:
                progress, at_s = self._acknowledged, time.monotonic()
            if self._acknowledged >= len(self._pcm):
                client.call("close", {**self._place(sent), "end_sample": sent}, namespace="/speaker", timeout=ANSWER_S)
                self.is_done.set()
                return
            self._over.wait(0.05)

    def _send(self, client: socketio.Client, sent: int) -> int:
        """Send what was captured, as far ahead as may be; returns the place after it."""
        while sent < self.now() and sent - self._acknowledged < AHEAD_SAMPLES:
            chunk = self._pcm[sent : min(self.now(), sent + CHUNK_SAMPLES)]
            if len(chunk) < CHUNK_SAMPLES and sent + len(chunk) < len(self._pcm):
                break
            client.emit("audio", (self._place(sent), chunk.astype("<i2").tobytes()), namespace="/speaker")
            sent += len(chunk)
        return sent

    def _place(self, sample: int) -> dict[str, Any]:
        return {"stream": self.stream, "epoch": self._epoch, "start_sample": sample}

    def _on_ack(self, message: dict[str, Any]) -> None:
        self._acknowledged = int(message["sample"])

    def _on_refused(self, _message: dict[str, Any]) -> None:
        self._is_refused = True
