"""A recording from elsewhere as a raw recording of ours: whatever PyAV opens. Blocks; for native threads."""

from __future__ import annotations

import shutil
from pathlib import Path

from server.core.errors import BadAudio, DiskFull, TooLarge
from server.core.hearing.ordering import BYTES_PER_SAMPLE, RATE_HZ
from server.speech.audiofile import chunks

LONGEST_HOURS = 12
MOST_SAMPLES = LONGEST_HOURS * 3_600 * RATE_HZ
ROOM_BYTES = 256 << 20  # that stays free on the disk
LOOK_BYTES = 8 << 20  # after so much the disk is looked at again


def decode(source: Path, raw: Path, name: str) -> int:
    """Write the sound of a file as s16le, mono, 16 kHz; returns its samples.

    Raises BadAudio for what holds no sound, TooLarge for more than LONGEST_HOURS, DiskFull before the disk is.
    """
    samples, looked = 0, 0
    try:
        with raw.open("xb") as out:
            for chunk in chunks(source):
                if looked <= 0:
                    _check_room(raw.parent)
                    looked = LOOK_BYTES
                out.write(chunk.astype("<i2").tobytes())
                samples += len(chunk)
                looked -= len(chunk) * BYTES_PER_SAMPLE
                if samples > MOST_SAMPLES:
                    raise TooLarge(f"{name} is longer than {LONGEST_HOURS} hours: cut it into parts")
    except BadAudio as error:
        raise BadAudio(error.message.replace(str(source), name)) from error
    if not samples:
        raise BadAudio(f"{name} holds no sound")
    return samples


def _check_room(folder: Path) -> None:
    if shutil.disk_usage(folder).free < ROOM_BYTES:
        raise DiskFull("the disk of the recordings is nearly full: make room there; nothing was brought in")
