"""Plays a recording into a session through a microphone's own socket, and obeys the acknowledgements."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from server.core.errors import BadAudio, NotAllowed
from server.speech.audiofile import chunks
from server.tls.trust import Trust
from server.workers.ordered import OrderedClient

UNACKNOWLEDGED_SAMPLES = 10 * 16_000
PATIENCE_S = 30.0


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
        self._acknowledged = 0
        self._came = threading.Event()
        self._refusal = ""
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
        """Send a chunk; waits while too much is unacknowledged. Raises BadAudio when the server refuses."""
        deadline = time.monotonic() + PATIENCE_S
        while place["start_sample"] - self._acknowledged > UNACKNOWLEDGED_SAMPLES:
            if self._refusal or time.monotonic() > deadline:
                break
            self._came.wait(0.1)
            self._came.clear()
        if self._refusal or time.monotonic() > deadline:
            raise BadAudio(self._refusal or "the server stopped acknowledging")
        self._client.emit("audio", (place, pcm), namespace="/speaker")

    def close(self, place: dict[str, Any]) -> None:
        """End the microphone and wait until all of it is on disk."""
        self._client.call("close", place, namespace="/speaker", timeout=PATIENCE_S)
        self._client.disconnect()

    def _on_ack(self, message: dict[str, Any]) -> None:
        self._acknowledged = message["sample"]
        self._came.set()

    def _on_refused(self, message: dict[str, Any]) -> None:
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
    turns = (
        [json.loads(line) for line in Path(script).read_text(encoding="utf-8").splitlines() if line.strip()]
        if script
        else []
    )
    turns = [turn for turn in turns if "start_ms" in turn]
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
        while turns and turns[0]["start_ms"] / 1000 <= at_s + 0.5:
            turn = turns.pop(0)
            at_ms = opened["session_ms"] + max(0, turn["start_ms"] - 200)
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
        answer = self._http.post(
            self._address + path, json=body, headers={"X-CSRFToken": self._csrf}, timeout=PATIENCE_S
        )
        if not answer.ok:
            raise NotAllowed(str(answer.json()["error"]["message"]))
        return dict(answer.json())
