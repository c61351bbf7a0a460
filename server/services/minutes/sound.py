"""Sound: what was recorded of a session, on the line of its time, however many microphones there were.

Reading units of work say what there is; ``mixed`` and ``waveform`` read the recordings, block, and belong on a native
thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import BadRequest
from server.core.hearing.timeline import SAMPLES_PER_MS, Stretch, Timeline
from server.services.hearing import session_time
from server.services.hearing.translate import INTERPRETER
from server.services.meeting.roles import KEEPERS
from server.storage.peaks import PEAK_MS, peaks_of
from server.storage.recording import Recording
from server.storage.tables import Segment, Stream

MOST_MS = 300_000
LONGEST_MS = 7 * 86_400_000  # what a microphone sent that was opened again after so long is on no line any more


@dataclass(frozen=True, slots=True)
class Track:
    """A microphone: its place in the session's time, and the samples of it that this person does not hear."""

    stream: str
    timeline: Timeline
    hidden: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Tracks:
    """All microphones of a session but interpreters', and the spans (session ms) that were off the record."""

    microphones: tuple[Track, ...]
    off_record: tuple[tuple[int, int | None], ...]


def tracks(tx: Session, session: str, role: str) -> Tracks:
    """What a person of this role may hear of a session: what was retracted is for those who keep the minutes."""
    hidden: dict[str, list[tuple[int, int]]] = {}
    if role not in KEEPERS:
        gone = (Segment.session_id == session, Segment.retracted_by.is_not(None), Segment.replaced_by.is_(None))
        for stream, first, last in tx.execute(
            select(Segment.stream_id, Segment.start_sample, Segment.end_sample).where(*gone)
        ):
            hidden.setdefault(stream, []).append((first, last))
    streams = tx.scalars(select(Stream.id).where(Stream.session_id == session, Stream.kind != INTERPRETER)).all()
    found = []
    for stream in streams:
        epochs = [(row.start_sample, row.session_ms) for row in session_time.epochs_of(tx, stream)]
        found.append(Track(stream, Timeline(epochs), tuple(hidden.get(stream, ()))))
    spans = session_time.spans(tx, session, "off_record")
    return Tracks(tuple(found), tuple((span.start_ms, span.end_ms) for span in spans))


def check_span(from_ms: Any, to_ms: Any) -> tuple[int, int]:
    """A span that may be asked for, from an address. Raises BadRequest."""
    try:
        first, last = int(from_ms), int(to_ms)
    except (TypeError, ValueError) as error:
        raise BadRequest("from_ms and to_ms are whole numbers: milliseconds of the session") from error
    if not 0 <= first < last <= LONGEST_MS or last - first > MOST_MS:
        raise BadRequest(f"a span ends after it begins, within {MOST_MS // 60_000} minutes; found {first}..{last}")
    return first, last


def mixed(folder: Path, found: Tracks, from_ms: int, to_ms: int) -> bytes:
    """The sound of a span, s16le at 16 kHz, shorter where the recordings end; empty where nothing was recorded.

    ``folder``: the session's recordings. Who speaks at once is heard at once.
    """
    sum_of: NDArray[np.int32] = np.zeros((to_ms - from_ms) * SAMPLES_PER_MS, np.int32)
    end = 0
    for track in found.microphones:
        recording = Recording(folder / track.stream)
        for stretch in track.timeline.stretches(from_ms, to_ms):
            samples = _read(recording, stretch, track.hidden)
            at = (stretch.start_ms - from_ms) * SAMPLES_PER_MS
            sum_of[at : at + len(samples)] += samples[: len(sum_of) - at]
            end = max(end, min(at + len(samples), len(sum_of)))
    for first, last in found.off_record:
        low = max(0, first - from_ms) * SAMPLES_PER_MS
        high = len(sum_of) if last is None else max(0, last - from_ms) * SAMPLES_PER_MS
        sum_of[low:high] = 0
    return np.clip(sum_of[:end], -32_768, 32_767).astype("<i2").tobytes()


def waveform(folder: Path, found: Tracks) -> bytes:
    """One byte for every 50 ms of the session from its beginning: the loudest of its microphones then."""
    line: NDArray[np.uint8] = np.zeros(0, np.uint8)
    for track in found.microphones:
        for start_sample, peaks in peaks_of(Recording(folder / track.stream)):
            start_ms = track.timeline.ms(start_sample)
            at = (start_ms + PEAK_MS // 2) // PEAK_MS
            if start_ms > LONGEST_MS or not peaks:
                continue
            if at + len(peaks) > len(line):
                line = np.pad(line, (0, at + len(peaks) - len(line)))
            part = line[at : at + len(peaks)]
            np.maximum(part, np.frombuffer(peaks, np.uint8), out=part)
    return line.tobytes()


def _read(recording: Recording, stretch: Stretch, hidden: Sequence[tuple[int, int]]) -> NDArray[np.int16]:
    """What was recorded of a stretch, silent where it is hidden."""
    parts, at = [], stretch.start_sample
    while at < stretch.end_sample and (part := recording.read(at, stretch.end_sample - at)):
        parts.append(part)
        at += len(part) // 2
    samples = np.frombuffer(b"".join(parts), "<i2").astype(np.int16)
    for first, last in hidden:
        samples[max(0, first - stretch.start_sample) : max(0, last - stretch.start_sample)] = 0
    return samples
