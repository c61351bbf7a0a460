"""What is looked at before the start: each failure names what was found and its remedy."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from server import checks
from server.core.errors import BadSetting, DiskFull
from server.settings import Settings


def settings(folder: Path, **more: str) -> Settings:
    paths = {"ROUNDTABLE_INSTANCE": str(folder / "instance"), "ROUNDTABLE_RECORDINGS": str(folder / "recordings")}
    return Settings.from_env({**paths, "PORT": "0", **more})


def test_a_start_with_room_and_rights_is_quiet(tmp_path: Path) -> None:
    assert all("MB left" in each for each in checks.check_start(settings(tmp_path)))


def test_a_folder_that_cannot_be_made_or_written_names_its_setting(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadSetting, match=r"ROUNDTABLE_RECORDINGS: the folder .*can't be made.*name another"):
        settings(tmp_path, ROUNDTABLE_RECORDINGS=str(tmp_path / "file"))
    with pytest.raises(BadSetting, match=r"ROUNDTABLE_INSTANCE: .*can't be written.*chown"):
        checks.check_writable("ROUNDTABLE_INSTANCE", Path("/proc"))


def test_a_disk_without_room_is_refused_and_a_low_one_told(tmp_path: Path) -> None:
    with pytest.raises(DiskFull, match="make room, or move the folder with ROUNDTABLE_RECORDINGS"):
        checks.check_room("ROUNDTABLE_RECORDINGS", tmp_path, full_bytes=1 << 60)
    told = checks.check_room("ROUNDTABLE_RECORDINGS", tmp_path, full_bytes=0, low_bytes=1 << 60)
    assert len(told) == 1 and "consider making room" in told[0]


def test_the_limit_of_open_files_is_raised_as_far_as_allowed_and_a_low_one_told() -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (512, before[1]))
        assert checks.raise_file_limit(wanted=1_024) == 1_024
        assert checks.raise_file_limit(wanted=700) == 1_024
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
    assert "ulimit -n 65536" in checks.check_files(1_024)[0] and "only 768 people" in checks.check_files(1_024)[0]
    assert checks.check_files(checks.WANTED_FILES) == []
    assert checks.connections(300) == 300
