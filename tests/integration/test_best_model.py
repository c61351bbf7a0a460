"""The second reading takes the largest speech model that is installed, never a smaller one than the live one."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.core.errors import ModelMissing
from server.models import packaged
from server.models.whisper import FILES, best


def put(models: Path, *names: str) -> None:
    """Folders that look like models."""
    for name in names:
        (models / name).mkdir(parents=True)
        for file in FILES:
            (models / name / file).touch()


@pytest.fixture(autouse=True)
def base(monkeypatch: pytest.MonkeyPatch) -> None:
    """The packaged model counts as installed."""
    monkeypatch.setattr(packaged, "require", lambda package, models: models / "whisper-base")


def test_the_largest_installed_model_reads_again(tmp_path: Path) -> None:
    put(tmp_path, "whisper-base")
    assert best("auto", "auto", tmp_path).name == "whisper-base"
    put(tmp_path, "whisper-tiny", "whisper-small", "whisper-large-v3-turbo")
    assert best("auto", "auto", tmp_path).name == "whisper-large-v3-turbo"
    assert best("small", "auto", tmp_path).name == "whisper-small"


def test_a_model_of_ones_own_and_one_larger_than_those_installed_is_not_replaced_by_a_smaller(tmp_path: Path) -> None:
    put(tmp_path, "whisper-small", "own")
    assert best("auto", str(tmp_path / "own"), tmp_path).name == "own"
    put(tmp_path, "whisper-medium")
    assert best("auto", "medium", tmp_path).name == "whisper-medium"


def test_a_named_model_that_is_missing_is_said_with_the_command(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="models install whisper-medium"):
        best("medium", "auto", tmp_path)
