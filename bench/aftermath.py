"""What is left when a faulty run is over: the stored finals, the recording, and a quiet reading of the same sound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.chaos_checks import Final
from bench.clips import write_wave
from bench.house import House
from bench.place import Place
from server.commands.play import play
from server.core.hearing.ordering import RATE_HZ
from server.speech.port import Pcm
from server.storage.recording import Recording


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database holds of a session."""

    finals: tuple[Final, ...]
    seqs: tuple[int, ...]
    head: int
    views: Mapping[str, int]


def stored(house: House, session: str) -> Stored:
    """Read it."""
    from sqlalchemy import select

    from server.storage.database import Database
    from server.storage.tables import LogEntry, Meeting, Segment, ViewHead

    def read(tx: Any) -> Stored:
        segments = tx.scalars(select(Segment).where(Segment.session_id == session).order_by(Segment.start_sample))
        heads = tx.scalars(select(ViewHead).where(ViewHead.session_id == session))
        return Stored(
            tuple(Final(each.start_sample, each.end_sample, each.heard) for each in segments),
            tuple(tx.scalars(select(LogEntry.seq).where(LogEntry.session_id == session))),
            tx.get_one(Meeting, session).head,
            {each.view: each.seq for each in heads},
        )

    database = Database(house.settings.database)
    try:
        return database.read(read)
    finally:
        database.close()


def recorded(house: House, session: str, stream: str) -> Pcm:
    """A microphone's recording as one sound."""
    recording = Recording(house.settings.recordings / session / stream)
    parts: list[bytes] = []
    place = 0
    while pcm := recording.read(place, RATE_HZ):
        parts.append(pcm)
        place += len(pcm) // 2
    return np.frombuffer(b"".join(parts), "<i2").astype(np.int16)


def differing(sent: Pcm, kept: Pcm) -> int:
    """How many samples of what was spoken do not stand in the recording at their place."""
    common = min(len(sent), len(kept))
    return int(np.count_nonzero(sent[:common] != kept[:common])) + len(sent) - common


def quiet(place: Place, house: House, session: str, pcm: Pcm, language: str, folder: Path) -> tuple[Final, ...]:
    """What is heard in a sound when nothing goes wrong, as fast as it goes. ``session`` has nothing in it yet."""
    file = folder / "recorded.wav"
    write_wave(pcm, file)
    played = play(house.address, place.token, str(file), session, language=language, speed=0.0)
    place.settle(session, played.stream)
    return stored(house, session).finals
