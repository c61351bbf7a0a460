"""Room on the disk: what is said at the start, and recordings under a limit that stands for a full disk."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from server.core.errors import BadSetting
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


def test_a_folder_that_can_not_be_written_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="make room, or give it to this user"):
        disk.check(tmp_path, tmp_path / "missing")


def test_little_room_is_a_warning_that_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert disk.check(tmp_path) == [] or disk.state(tmp_path) != "ok"
    monkeypatch.setattr(disk, "LOW_BYTES", 1 << 60)
    assert disk.state(tmp_path) == "low"
    assert "ROUNDTABLE_RETENTION_DAYS" in disk.check(tmp_path)[0]
    monkeypatch.setattr(disk, "FULL_BYTES", 1 << 60)
    assert disk.state(tmp_path) == "full"


def test_a_recording_takes_what_there_is_room_for_and_goes_on_there(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITE_UNTIL_FULL, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["disk_full", "5000"]  # a torn last sample is cut
    assert Recording(tmp_path).read(0, 10_000) == b"\x10\x20" * 8_000
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
