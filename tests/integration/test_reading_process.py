"""The child with the second reading's model: its death is told, and ending it leaves nothing behind."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from server.workers.reading import ReadingProcess

UNIT = {"stream": "room", "language": "en", "audio_start": 0}
PATIENCE_S = 120.0


def answer_of(reading: ReadingProcess) -> dict[str, Any]:
    """What it answers, as soon as it does."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        found = reading.answer()
        if found is not None:
            return found
        time.sleep(0.05)
    raise AssertionError("no answer")


def test_a_child_that_dies_is_told_and_another_unit_starts_another(tmp_path: Path) -> None:
    reading = ReadingProcess(tmp_path / "no-model", "cpu", "auto")
    for _ in range(2):
        reading.begin(UNIT, b"")
        assert answer_of(reading) == {"died": True}
        reading.begin(UNIT, b"")  # to a child that is no more: told again, not raised
        assert answer_of(reading) == {"died": True}
        reading.end()


def test_it_is_killed_in_the_middle_of_whatever_it_does(tmp_path: Path) -> None:
    reading = ReadingProcess(tmp_path / "no-model", "cpu", "auto")
    reading.begin(UNIT, bytes(960_000))  # a whole unit, into a pipe that nobody reads yet
    reading.end()
    reading.end()
    assert reading.pid is None
