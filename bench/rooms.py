"""Microphones that speak at once, each in a session of its own and capturing by the clock, and who watches them."""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.aftermath import Stored, stored
from bench.device import Device
from bench.faults import Fault, suffer
from bench.house import BenchFailed, House
from bench.ledger import holes
from bench.live_figures import Figures, Reading, exactness, figures, reading
from bench.place import Place
from bench.sounds import Sound
from bench.steady import lags, paces
from bench.watch import Seen, Watch

SEND_S = 120.0  # how long after the last word a microphone may take to send what it kept
STATE_S = 3.0  # a state comes every two seconds: one has been told before anybody speaks


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one microphone's sound. ``stored``: what the database holds; ``began_s``: its first sample."""

    sound: Sound
    session: str
    stream: str
    began_s: float
    seen: dict[str, Seen]
    segments: list[dict[str, Any]]
    stored: Stored
    connections: int

    def reading(self) -> Reading:
        """What a reader of the floor had."""
        return reading(self.sound.parts, self.sound.offline, self.seen, self.segments, self.began_s)

    def figures(self, read: Reading) -> Figures:
        """The figures of ``bench live``, the lag and what viewers were told of degradation, and holes in the log."""
        states = self.seen["floor"].states()
        head = {"audio": self.sound.name, "lang": self.sound.lang, "seconds": round(self.sound.seconds, 1)}
        return {
            **head,
            **figures(read, self.seen, self.segments),
            "holes": holes(self.stored.seqs, self.stored.head),
            "lag": lags(states, self.began_s),
            "pace": paces(states, self.began_s),
            "connections": self.connections,
        }

    def lost_and_doubled(self) -> tuple[int, int]:
        """Captions lost and doubled, over all views."""
        return exactness(self.seen, self.segments)


class Room:
    """One session with one microphone and the viewers of its views."""

    def __init__(self, place: Place, sound: Sound, folder: Path) -> None:
        self.session = f"bench-{secrets.token_hex(4)}"
        self.sound, self._place = sound, place
        views = list(dict.fromkeys([sound.lang, *sound.to]))
        facts = {"id": self.session, "title": f"Bench: {sound.name}"[:200], "visibility": "public", "languages": views}
        place.chair.post("/api/sessions", facts)
        place.chair.post(f"/api/sessions/{self.session}/open", {})
        self._watch = Watch(place.address, self.session, ["floor", *views], folder / f"{self.session}.json")
        self._device = Device(place.address, place.token, self.session, sound.lang, sound.pcm)

    def start(self) -> None:
        """Begin to speak."""
        self._device.start()

    def spoken(self) -> str:
        """Wait until all of it is on disk; returns the stream. Raises BenchFailed."""
        device = self._device
        left_s = device.began_s + self.sound.seconds + SEND_S - time.monotonic()
        if not device.is_done.wait(max(0.0, left_s)) or device.stream is None:
            why = f": {device.refusal}" if device.refusal else ""
            raise BenchFailed(f"the microphone of {self.sound.name} could not send all of its audio{why}")
        return device.stream

    def outcome(self, house: House) -> Outcome:
        """Wait until all is recognised and translated. Raises BenchFailed."""
        stream = self.spoken()
        segments = self._place.settle(self.session, stream)
        seen = self._watch.end()
        found, device = stored(house, self.session), self._device
        return Outcome(self.sound, self.session, stream, device.began_s, seen, segments, found, device.connections)

    def end(self) -> None:
        """Leave nothing behind."""
        self._device.end()
        self._watch.kill()


def speak(
    place: Place, house: House, sounds: Sequence[Sound], faults: Sequence[Fault], folder: Path
) -> tuple[list[Outcome], list[dict[str, object]]]:
    """Let all speak at once while the faults come; returns what became of each sound, and the faults."""
    rooms: list[Room] = []
    try:
        rooms += [Room(place, sound, folder) for sound in sounds]
        time.sleep(STATE_S)
        began_s = time.monotonic()
        for room in rooms:
            room.start()
        suffered = suffer(house, faults, began_s)
        return [room.outcome(house) for room in rooms], suffered
    finally:
        for room in rooms:
            room.end()
