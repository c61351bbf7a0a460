"""Room on the disk: what the state of a folder is, and recordings under a limit that stands for a full disk."""

from __future__ import annotations

import errno
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from server.core.errors import RecordingFailed
from server.storage import disk
from server.storage.recording import Recording, describe

WRITE_UNTIL_FULL = """
import resource, sys
from pathlib import Path
from server.core.errors import DiskFull
from server.storage.recording import Recording

recording = Recording(Path(sys.argv[1]))
recording.open_epoch(1, 0)
resource.setrlimit(resource.RLIMIT_FSIZE, (10_001, resource.RLIM_INFINITY))
for place in range(100):
    try:
        recording.write(place * 1_600, b"\\x10\\x20" * 1_600)
    except DiskFull as error:
        print(error.code, recording.written_samples())
        break
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
for place in range(recording.written_samples(), 8_000, 1_600):
    recording.write(place, (b"\\x10\\x20" * 1_600)[: (8_000 - place) * 2])
recording.close()
"""


def test_the_state_of_a_folder_follows_the_room_that_is_left(tmp_path: Path) -> None:
    assert disk.state(tmp_path, full_bytes=0, low_bytes=0) == "ok"
    assert disk.state(tmp_path, full_bytes=0, low_bytes=1 << 60) == "low"
    assert disk.state(tmp_path, full_bytes=1 << 60, low_bytes=1 << 60) == "full"


class Failing:
    """A file on a disk that does not work."""

    def __init__(self, name: Path) -> None:
        self.name = str(name)

    def seek(self, _: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_a_disk_that_fails_in_another_way_is_a_fault_with_a_code_after_which_the_recording_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = Recording(tmp_path)
    recording.open_epoch(1, 0)
    recording.write(0, b"\1\2" * 1_600)
    with monkeypatch.context() as patched:
        file = recording._file
        patched.setattr(recording, "_file", Failing(tmp_path))
        with pytest.raises(RecordingFailed, match="Input/output error") as caught:
            recording.write(1_600, b"\3\4" * 1_600)
        assert caught.value.code == "recording_failed"
        patched.setattr(recording, "_file", file)
    recording.write(1_600, b"\3\4" * 1_600)
    path = recording.end()
    assert path is not None and not path.with_suffix(".json").exists()
    describe(path)
    assert json.loads(path.with_suffix(".json").read_text())["samples"] == 3_200
    recording.sync()  # nothing to bring anywhere


def test_a_recording_takes_what_there_is_room_for_and_goes_on_there(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITE_UNTIL_FULL, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["disk_full", "5000"]  # a torn last sample is cut
    assert Recording(tmp_path).read(0, 10_000) == b"\x10\x20" * 8_000
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
