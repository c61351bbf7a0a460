"""The second reader as the web process has it: a child, and what becomes of a draft where it fails."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from server.core.drafting.acts import Act
from server.core.drafting.sense import UNREAD
from server.core.errors import ModelFailed, ModelMissing
from server.models import packaged
from server.sense import process
from server.sense.process import SenseProcess
from server.sense.reader import SenseReader
from server.sense.wire import dumped, loaded
from tests.support.house import models
from tests.support.sense import SaidReader

SAID = ("We can join this, provided that small ports get three more years.", "Thank you, Chair.")


def test_a_reading_comes_through_json_as_it_was() -> None:
    sense = SaidReader({SAID[0]: {Act.CONDITION: 0.9}}).read(SAID)
    again = loaded(dumped(sense))
    assert again.acts(SAID[0]) == {Act.CONDITION: 0.9}
    assert again.vector(SAID[0]) == pytest.approx(sense.vector(SAID[0]), abs=1e-4)
    parts = [(each.start, each.end) for each in again.read[SAID[0]].clauses]
    assert parts == [(each.start, each.end) for each in sense.read[SAID[0]].clauses]


def test_without_the_model_the_reader_names_the_command_that_brings_it(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="models install minilm"):
        SenseProcess(tmp_path).read(SAID)


def test_nothing_asked_starts_no_process(tmp_path: Path) -> None:
    assert SenseProcess(tmp_path).read(()) is UNREAD


def test_a_model_that_is_damaged_is_told_as_a_failure(tmp_path: Path) -> None:
    (tmp_path / process.MODEL).write_bytes(b"\xff" * 16)
    with pytest.raises(ModelFailed, match="install it again"):
        SenseProcess(tmp_path).read(SAID)


def test_a_reader_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nexec sleep 30\n")
    slow.chmod(0o700)
    (tmp_path / process.MODEL).write_bytes(b"")
    monkeypatch.setattr(sys, "executable", str(slow))
    with pytest.raises(ModelFailed, match="within"):
        SenseProcess(tmp_path, longest_s=0.2).read(SAID)


@pytest.mark.models
def test_the_child_reads_what_the_reader_reads() -> None:
    folder = models() / packaged.MINILM.folder
    here, there = SenseReader(folder).read(SAID), SenseProcess(folder).read(SAID)
    assert there.acts(SAID[0]) == here.acts(SAID[0])
    assert there.vector(SAID[0]) == pytest.approx(here.vector(SAID[0]), abs=1e-3)
