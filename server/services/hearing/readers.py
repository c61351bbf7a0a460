"""Readers: which worker reads which unit of a recording again, and that none does while anybody speaks.

Owned by the hub; what is lost with it is handed out again under another epoch.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from server.clock import now_ms
from server.core.hearing.ordering import BYTES_PER_SAMPLE
from server.core.minutes import floor
from server.logs import Log
from server.services.hearing import reread, session_time
from server.storage.recording import Recording

if TYPE_CHECKING:
    from server.services.hearing.hall import Hall

LOG = Log("readers")
QUIET_S = 10.0  # so long nobody has spoken or been recognised before a reading begins


class Readers:
    """The workers of the second reading. ``mode``: auto (whenever nobody speaks), asked, off."""

    def __init__(self, hall: Hall, mode: str, native: Callable[..., bytes], quiet_s: float = QUIET_S) -> None:
        """``native(work, *arguments)`` runs what blocks elsewhere while the hub goes on."""
        self._hall, self.mode, self._native, self._quiet_s = hall, mode, native, quiet_s
        self._units: dict[str, dict[str, Any] | None] = {}
        self._busy_at = float("-inf")

    def add(self, worker: str) -> None:
        """A reader is ready."""
        self._units[worker] = None

    def drop(self, worker: str) -> None:
        """A reader is gone; what it had is handed out again."""
        self._units.pop(worker, None)

    @property
    def is_free(self) -> bool:
        """Whether nobody speaks and nothing waits to be recognised here, and has not for a while."""
        hall = self._hall
        if hall.leases.streams() or any(each.is_live for each in hall.microphones.values()):
            self._busy_at = time.monotonic()
            return False
        return time.monotonic() - self._busy_at >= self._quiet_s

    def reads(self, session: str) -> bool:
        """Whether a worker reads something of a session now."""
        return any(unit is not None and unit["session"] == session for unit in self._units.values())

    def halt(self) -> None:
        """Somebody speaks: every reader stops at once; what it was at counts no more."""
        self._busy_at = time.monotonic()
        for worker, unit in self._units.items():
            if unit is not None:
                self._units[worker] = None
                LOG.info("halted", session=unit["session"], stream=unit["stream"])
                self._hall.emit(
                    "halt", {"stream": unit["stream"], "epoch": unit["epoch"]}, to=worker, namespace="/worker"
                )

    def sweep(self) -> None:
        """Stop the readers when the speech workers have something to do."""
        if any(unit is not None for unit in self._units.values()) and not self.is_free:
            self.halt()

    def next(self, worker: str) -> dict[str, Any]:
        """``{is_free, unit, pcm}`` for a reader that has nothing to do; ``unit`` None: there is nothing now."""
        is_auto, now = self.mode == "auto", now_ms()
        self._units[worker] = None
        if self.mode == "off" or not self.is_free or not self._hall.read(lambda tx: reread.unread(tx, is_auto, now)):
            return {"is_free": self.is_free, "unit": None}
        taken = {unit["stream"] for unit in self._units.values() if unit is not None}
        unit: dict[str, Any] | None = self._hall.write(lambda tx: reread.hand_out(tx, taken, is_auto, now))
        if unit is None or not self.is_free or worker not in self._units:
            return {"is_free": self.is_free, "unit": None}
        self._units[worker] = unit
        pcm = self._native(self._audio, unit, self._hidden(unit)) if self._hall.has_sound(unit["session"]) else b""
        if self._units.get(worker) is not unit:  # somebody has begun to speak
            return {"is_free": False, "unit": None}
        if not pcm:
            self._units[worker] = None
            self._hall.write(partial(reread.accept, unit=unit, words=[], engine="", now=now))
            return {"is_free": True, "unit": None}
        return {"is_free": True, "unit": unit, "pcm": pcm}

    def took(self, worker: str, message: dict[str, Any], engine: str) -> bool:
        """A reader answers its unit, with words or with an error (then it is passed over); False: it is not current."""
        unit = self._units.get(worker)
        place = ("stream", "epoch", "start_sample", "end_sample")
        if unit is None or any(unit[key] != message[key] for key in place):
            return False
        error = message.get("error")
        if error:
            LOG.warning("unit_failed", session=unit["session"], stream=unit["stream"], code=error["code"])
        words = [] if error else message.get("words") or []
        repair = self._hall.glossary.repair
        offered = self._hall.write(lambda tx: reread.accept(tx, unit, words, engine, now_ms(), repair))
        if self._units.get(worker) is unit:
            self._units[worker] = None
        LOG.info("reread", session=unit["session"], stream=unit["stream"], offered=offered)
        return offered is not None

    def progress(self, session: str) -> dict[str, Any]:
        """How far the second reading of a session is, and whether it goes on by itself."""
        found = self._hall.read(lambda tx: reread.progress(tx, session, now_ms()))
        is_begun, is_recent = found.pop("is_begun"), found.pop("is_recent")
        is_whole = found["done_ms"] >= found["total_ms"]
        if self.reads(session):
            state = "reading"
        elif self.mode == "off":
            state = "off"
        elif is_begun and is_whole:
            state = "done"
        elif is_begun or (self.mode == "auto" and is_recent and found["total_ms"]):
            state = "waiting"
        else:
            state = "none"
        return {"state": state, "is_served": bool(self._units), **found}

    def _hidden(self, unit: dict[str, Any]) -> list[tuple[int, int]]:
        """The parts of a unit's audio, in samples from its start, that were off the record: they are never read."""

        def read(tx: Any) -> list[tuple[int, int]]:
            epochs = session_time.epochs_of(tx, unit["stream"])
            off = session_time.spans(tx, unit["session"], "off_record")
            first, last = unit["audio_start"], unit["audio_end"]
            start, end = session_time.session_ms(epochs, first), session_time.session_ms(epochs, last)
            kept = floor.kept(start, end, off, None)
            edges = [start, *(edge for part in kept for edge in part), end]
            places = [round(edge - start) * session_time.SAMPLES_PER_MS for edge in edges]
            return [(low, high) for low, high in zip(places[::2], places[1::2], strict=True) if low < high]

        return list(self._hall.read(read))

    def _audio(self, unit: dict[str, Any], hidden: list[tuple[int, int]]) -> bytes:
        recording = Recording(self._hall.recordings / unit["session"] / unit["stream"])
        pcm, at = bytearray(), int(unit["audio_start"])
        while at < unit["audio_end"] and (part := recording.read(at, unit["audio_end"] - at)):
            pcm += part
            at += len(part) // BYTES_PER_SAMPLE
        for low, high in hidden:
            first, last = low * BYTES_PER_SAMPLE, min(high * BYTES_PER_SAMPLE, len(pcm))
            pcm[first:last] = bytes(max(0, last - first))
        return bytes(pcm)
