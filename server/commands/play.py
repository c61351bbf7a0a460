"""Plays a recording into a session through a microphone's own socket, and obeys the acknowledgements."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from server.core.errors import BadAudio, NotAllowed
from server.speech.audiofile import chunks
from server.tls.trust import Trust
from server.workers.ordered import OrderedClient

UNACKNOWLEDGED_SAMPLES = 10 * 16_000
PATIENCE_S = 30.0
RETRY_S = 2.0
AHEAD_S = 0.5  # a turn is given before its first chunk goes
EARLY_MS = 200  # the floor begins before the first word
PASSING = ("disk_full", "database_away", "overloaded")  # what a server refuses for a while only


@dataclass(frozen=True, slots=True)
class Played:
    """What was played: the stream, the second (monotonic) at which its first sample was spoken, how many samples."""

    stream: str
    began_s: float
    samples: int


class Player:
    """One connection as one microphone."""

    def __init__(self, address: str, token: str, trust: Trust | None = None) -> None:
        options = (trust or Trust()).websocket_options()
        self._client = OrderedClient(reconnection=False, handle_sigint=False, websocket_extra_options=options)
        self._acknowledged = 0  # everything before this sample is on disk
        self._came = threading.Event()
        self._refusal = ""
        self._kept: deque[tuple[dict[str, Any], bytes]] = deque()
        self._resend_from: int | None = None
        self._client.on("ack", self._on_ack, namespace="/speaker")
        self._client.on("refused", self._on_refused, namespace="/speaker")
        self._client.connect(address, namespaces=["/speaker"], auth={"token": token}, transports=["websocket"])

    def open(self, **facts: Any) -> dict[str, Any]:
        """Open the microphone. Raises NotAllowed with the server's words."""
        answer = self._client.call("open", {**facts, "consent": True}, namespace="/speaker", timeout=PATIENCE_S)
        if "error" in answer:
            raise NotAllowed(str(answer["error"]["message"]))
        return dict(answer)

    def send(self, place: dict[str, Any], pcm: bytes) -> None:
        """Send a chunk; waits while too much is unacknowledged. Raises BadAudio when the server refuses for good."""
        self._kept.append((place, pcm))
        if self._resend_from is None:
            self._client.emit("audio", (place, pcm), namespace="/speaker")
        self._wait_for(place["start_sample"] - UNACKNOWLEDGED_SAMPLES)

    def close(self, place: dict[str, Any]) -> None:
        """End the microphone and wait until all of it is on disk."""
        self._wait_for(place["end_sample"])
        self._client.call("close", place, namespace="/speaker", timeout=PATIENCE_S)
        self._client.disconnect()

    def _wait_for(self, sample: int) -> None:
        """Until everything before a sample is acknowledged; what the server refuses for a while is sent again."""
        deadline = time.monotonic() + PATIENCE_S
        while self._acknowledged < sample or self._resend_from is not None:
            if self._refusal or time.monotonic() > deadline:
                raise BadAudio(self._refusal or "the server stopped acknowledging")
            if self._resend_from is not None:
                self._send_again()
                deadline = time.monotonic() + PATIENCE_S
            self._came.wait(0.1)
            self._came.clear()
        if self._refusal:
            raise BadAudio(self._refusal)
        while self._kept and self._kept[0][0]["start_sample"] + len(self._kept[0][1]) // 2 <= self._acknowledged:
            self._kept.popleft()

    def _send_again(self) -> None:
        time.sleep(RETRY_S)
        self._resend_from, expected = None, self._resend_from or 0
        for place, pcm in self._kept:
            if place["start_sample"] + len(pcm) // 2 > expected:
                self._client.emit("audio", (place, pcm), namespace="/speaker")

    def _on_ack(self, message: dict[str, Any]) -> None:
        self._acknowledged = message["sample"]
        self._came.set()

    def _on_refused(self, message: dict[str, Any]) -> None:
        if self._resend_from is not None:
            return  # what was on its way when the server refused what comes before it
        if message["code"] in PASSING and message.get("expected_sample") is not None:
            self._resend_from = int(message["expected_sample"])
        else:
            self._refusal = str(message["message"])
        self._came.set()


def play(
    address: str,
    token: str,
    file: str,
    session: str,
    delegation: str | None = None,
    language: str = "en",
    script: str | None = None,
    speed: float = 1.0,
    until: float | None = None,
    trust: Trust | None = None,
) -> Played:
    """Play a file; with a script, the floor moves with its turns. ``speed`` 0 plays as fast as it is acknowledged.

    A chunk goes when its last sample was spoken, as from a microphone.
    """
    turns = _turns(script) if script else []
    chair = Chair(address, token, trust)
    chair.post(f"/api/sessions/{session}/open", {})
    player = Player(address, token, trust)
    opened = player.open(
        session=session, kind="delegation" if delegation else "mixed", delegation=delegation, language=language
    )
    place = {"stream": opened["stream"], "epoch": opened["epoch"], "start_sample": opened["expected_sample"]}
    if delegation:
        chair.post(f"/api/sessions/{session}/floor", {"delegation": delegation, "at_ms": opened["session_ms"]})
    began, first = time.monotonic(), place["start_sample"]
    for chunk in chunks(file):
        at_s = (place["start_sample"] - first) / 16_000
        while turns and turns[0]["start_ms"] / 1000 <= at_s + AHEAD_S:
            turn = turns.pop(0)
            at_ms = opened["session_ms"] + max(0, turn["start_ms"] - EARLY_MS)
            chair.post(f"/api/sessions/{session}/floor", {"delegation": turn["delegation"], "at_ms": at_ms})
        if until is not None and at_s >= until:
            break
        if speed:
            spoken_s = (at_s + len(chunk) / 16_000) / speed
            time.sleep(max(0.0, began + spoken_s - time.monotonic()))
        player.send(place, chunk.astype("<i2").tobytes())
        place = {**place, "start_sample": place["start_sample"] + len(chunk)}
    player.close({**place, "end_sample": place["start_sample"]})
    return Played(place["stream"], began, place["start_sample"] - first)


def _turns(script: str) -> list[dict[str, Any]]:
    """Whose turn begins when, of a file of JSON lines."""
    lines = [json.loads(line) for line in Path(script).read_text(encoding="utf-8").splitlines() if line.strip()]
    return [line for line in lines if "start_ms" in line]


class Chair:
    """The calls of a signed-in program."""

    def __init__(self, address: str, token: str, trust: Trust | None = None) -> None:
        self._address, self._http = address, (trust or Trust()).session()
        self._http.get(f"{address}/join/{token}", timeout=PATIENCE_S, allow_redirects=False)
        self._csrf = self._http.get(f"{address}/api/me", timeout=PATIENCE_S).json()["csrf"]

    def get(self, path: str) -> dict[str, Any]:
        """GET a JSON answer."""
        return dict(self._http.get(self._address + path, timeout=PATIENCE_S).json())

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """POST a JSON object. Raises NotAllowed with the server's words."""
        return self._call("POST", path, body)

    def put(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """PUT a JSON object. Raises NotAllowed with the server's words."""
        return self._call("PUT", path, body)

    def _call(self, method: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        headers = {"X-CSRFToken": self._csrf}
        answer = self._http.request(method, self._address + path, json=body, headers=headers, timeout=PATIENCE_S)
        if not answer.ok:
            raise NotAllowed(str(answer.json()["error"]["message"]))
        return dict(answer.json())
