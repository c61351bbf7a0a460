"""Room on the disk: what the state of a folder is, and recordings under a limit that stands for a full disk."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

from server.storage import disk
from server.storage.recording import Recording

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


def test_a_recording_takes_what_there_is_room_for_and_goes_on_there(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITE_UNTIL_FULL, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["disk_full", "5000"]  # a torn last sample is cut
    assert Recording(tmp_path).read(0, 10_000) == b"\x10\x20" * 8_000
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
