"""The order of one microphone's audio: duplicates dropped, jumps refused, gaps taken where they are declared.

Positions are samples since the stream opened. Must not know sockets, files or time.
"""

from __future__ import annotations

from dataclasses import dataclass

from server.core.errors import BadAudio

BYTES_PER_SAMPLE = 2
MAX_CHUNK_SAMPLES = 16_000  # one second: what a page sends at most in one message
RATE_HZ = 16_000
MAX_GAP_SAMPLES = 6 * 3_600 * RATE_HZ  # nobody is muted for longer than a session lasts


@dataclass(frozen=True, slots=True)
class Chunk:
    """Audio at a place: ``pcm`` is s16le mono."""

    start_sample: int
    pcm: bytes

    @property
    def end_sample(self) -> int:
        """The first sample after the chunk."""
        return self.start_sample + len(self.pcm) // BYTES_PER_SAMPLE


@dataclass(frozen=True, slots=True)
class Gap:
    """No audio from ``start_sample`` to ``end_sample``. ``why``: muted, or overrun (given up by the sender)."""

    start_sample: int
    end_sample: int
    why: str

    @property
    def is_loss(self) -> bool:
        """Whether something that was said may be missing; a muted microphone loses nothing."""
        return self.why != "muted"


def check_rate(rate_hz: int | None) -> None:
    """Raise BadAudio unless the sender resamples to RATE_HZ (which it need not say)."""
    if rate_hz not in (None, RATE_HZ):
        raise BadAudio(
            f"audio is taken at {RATE_HZ} Hz, mono, s16le; found {rate_hz} Hz: resample it before it is sent"
        )


def check_audio(start_sample: object, pcm: object) -> Chunk:
    """A chunk from what came over the wire. Raises BadAudio, which names what is wrong."""
    if not isinstance(start_sample, int) or isinstance(start_sample, bool) or start_sample < 0:
        raise BadAudio(f"start_sample must be a whole number from 0; found {start_sample!r}")
    if not isinstance(pcm, bytes | bytearray):
        raise BadAudio(f"audio must be bytes (s16le, mono, 16 kHz); found {type(pcm).__name__}")
    if not pcm or len(pcm) % BYTES_PER_SAMPLE:
        raise BadAudio(f"audio must hold whole 16-bit samples; found {len(pcm)} bytes")
    if len(pcm) > MAX_CHUNK_SAMPLES * BYTES_PER_SAMPLE:
        raise BadAudio(f"a chunk holds {MAX_CHUNK_SAMPLES} samples at most; found {len(pcm) // BYTES_PER_SAMPLE}")
    return Chunk(start_sample, bytes(pcm))


class Ordering:
    """Puts chunks in order. One owner; not thread-safe.

    A transport in order never needs the hold. What lies ahead of its turn without a declared gap is refused, so that
    the sender goes back and no word is lost; what came already is dropped.
    """

    def __init__(self, expected_sample: int = 0) -> None:
        self.expected_sample = expected_sample

    def take(self, chunk: Chunk) -> Chunk | None:
        """The part of a chunk that is new, or None for a duplicate; advances ``expected_sample``. Raises BadAudio."""
        self._check(chunk.start_sample)
        if chunk.end_sample <= self.expected_sample:
            return None
        known = (self.expected_sample - chunk.start_sample) * BYTES_PER_SAMPLE
        fresh = Chunk(self.expected_sample, chunk.pcm[known:]) if known else chunk
        self.expected_sample = fresh.end_sample
        return fresh

    def skip(self, gap: Gap) -> Gap | None:
        """The part of a declared gap that is new, or None; advances ``expected_sample``. Raises BadAudio."""
        self._check(gap.start_sample)
        if gap.end_sample <= self.expected_sample:
            return None
        if gap.end_sample - self.expected_sample > MAX_GAP_SAMPLES:
            raise BadAudio(f"a gap of more than {MAX_GAP_SAMPLES} samples after {self.expected_sample} can't be meant")
        new = Gap(self.expected_sample, gap.end_sample, gap.why)
        self.expected_sample = gap.end_sample
        return new

    def _check(self, start_sample: int) -> None:
        if start_sample > self.expected_sample:
            raise BadAudio(
                f"sample {start_sample} came before its turn: {self.expected_sample} is expected; "
                "send from there, or declare the gap"
            )
