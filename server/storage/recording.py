"""The recording: raw s16le files, one folder per microphone, one file per connection epoch.

The place in a file is the place in time: what was not kept (gaps, no floor, off the record) is a hole of zeros.
"""

from __future__ import annotations

import errno
import hashlib
import json
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from server.core.errors import DiskFull, RecordingFailed
from server.core.hearing.ordering import BYTES_PER_SAMPLE

log = logging.getLogger(__name__)


class Recording:
    """One microphone's recording. One owner writes; anybody reads what was written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file: BinaryIO | None = None
        self._start = 0

    def written_samples(self) -> int:
        """The first sample that is not on disk; a torn last sample is cut."""
        return max((start + path.stat().st_size // BYTES_PER_SAMPLE for start, path in self.files()), default=0)

    def open_epoch(self, epoch: int, start_sample: int) -> None:
        """Begin the file of a connection, which must not exist. Raises DiskFull, RecordingFailed."""
        self.close()
        with _room():
            self.folder.mkdir(parents=True, exist_ok=True)
            self._file = (self.folder / f"{epoch:05d}-{start_sample}.s16le").open("xb", buffering=0)
        self._start = start_sample

    def write(self, start_sample: int, pcm: bytes) -> None:
        """Put audio at its place. Raises DiskFull, RecordingFailed."""
        assert self._file is not None
        with _room():
            self._file.seek((start_sample - self._start) * BYTES_PER_SAMPLE)
            if self._file.write(pcm) < len(pcm):  # a disk that fills up takes a part and says so only the next time
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def extend(self, end_sample: int) -> None:
        """Make the file reach a sample; what was not written is a hole. Raises DiskFull, RecordingFailed."""
        assert self._file is not None
        size = (end_sample - self._start) * BYTES_PER_SAMPLE
        if size > os.fstat(self._file.fileno()).st_size:
            with _room():
                self._file.truncate(size)

    def sync(self) -> None:
        """Bring it to the platter; blocks, so call it off the hub. Raises DiskFull, RecordingFailed."""
        file = self._file
        if file is None:
            return
        try:
            with _room():
                os.fsync(file.fileno())
        except (ValueError, RecordingFailed):
            if self._file is file:  # else it was ended meanwhile, which is no fault
                raise

    def close(self) -> None:
        """End the current file and leave its description beside it; reads all of it, so not on the hub."""
        path = self.end()
        if path is not None:
            describe(path)

    def end(self) -> Path | None:
        """End the current file and return it, for ``describe``; None when there is none."""
        if self._file is None:
            return None
        path = Path(self._file.name)
        self._file.close()
        self._file = None
        return path

    def read(self, start_sample: int, samples: int) -> bytes:
        """Up to ``samples`` samples from a place; shorter at the end of a file."""
        for start, path in self.files():
            have = start + path.stat().st_size // BYTES_PER_SAMPLE
            if start <= start_sample < have:
                with path.open("rb") as file:
                    file.seek((start_sample - start) * BYTES_PER_SAMPLE)
                    return file.read(min(samples, have - start_sample) * BYTES_PER_SAMPLE)
        return b""

    def files(self) -> list[tuple[int, Path]]:
        """``(first sample, file)`` of each connection, in order."""
        return sorted((_start_of(path), path) for path in self.folder.glob("*.s16le"))

    def delete(self) -> None:
        """Remove the microphone's folder."""
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def describe(path: Path) -> None:
    """Leave the description of a file that has ended beside it. Reads all of it: blocks."""
    try:
        path.with_suffix(".json").write_text(json.dumps(_facts(path), indent=1))
    except OSError as error:
        path.with_suffix(".json").unlink(missing_ok=True)
        log.warning("%s has no description: %s", path.name, error)


def _facts(path: Path) -> dict[str, object]:
    with path.open("rb") as whole:
        sha256 = hashlib.file_digest(whole, "sha256").hexdigest()
    samples = path.stat().st_size // BYTES_PER_SAMPLE
    form = {"format": "s16le", "rate_hz": 16000, "channels": 1}
    return {**form, "start_sample": _start_of(path), "samples": samples, "sha256": sha256}


def _start_of(path: Path) -> int:
    return int(path.stem.split("-")[1])


@contextmanager
def _room() -> Iterator[None]:
    """No room becomes DiskFull, every other fault of the disk RecordingFailed: the writer goes on when it is over."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFull(
                "the disk is full: make room where the recordings are; nothing that was acknowledged is lost"
            ) from error
        raise RecordingFailed(
            f"the recording can't be written ({error.strerror or type(error).__name__}): look at the disk of the "
            "recordings; nothing that was acknowledged is lost"
        ) from error
