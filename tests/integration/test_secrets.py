"""The secrets of an installation: made once, whole, and the same for all processes that start together."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from server.settings import Settings

STARTS = 40


def secrets_of(folder: str) -> tuple[str, str]:
    found = Settings.from_env({"ROUNDTABLE_INSTANCE": folder})
    return found.secret, found.worker_token


def test_processes_that_start_at_once_have_the_same_secrets_and_none_is_empty(tmp_path: Path) -> None:
    folders = [str(tmp_path / str(number)) for number in range(STARTS)]
    for folder in folders:
        Path(folder).mkdir()
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(secrets_of, [folder for folder in folders for _ in range(4)]))
    for number, folder in enumerate(folders):
        (both,) = set(found[4 * number : 4 * number + 4])
        assert all(len(each) == 43 for each in both), folder


def test_a_file_that_a_full_disk_left_empty_is_no_secret(tmp_path: Path) -> None:
    (tmp_path / "secret").touch()
    (tmp_path / "worker-token").write_text("kept\n", encoding="ascii")
    secret, token = secrets_of(str(tmp_path))
    assert len(secret) == 43 and token == "kept"
    assert secrets_of(str(tmp_path)) == (secret, token)
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
