"""Transcripts of files: what is no segment is told by its line, and countries have their names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench import draft
from bench.transcripts import labels, named, read
from server.core.drafting import from_records
from server.core.errors import BadTranscript


def segment(name: str = "s1", **more: Any) -> dict[str, Any]:
    said = {"id": name, "start_ms": 0, "end_ms": 9, "lang": "en", "speaker": "Ana", "delegation": "MX", "text": "Yes."}
    return {**said, **more}


def written(folder: Path, *lines: object) -> Path:
    path = folder / "meeting.jsonl"
    path.write_text("\n".join(each if isinstance(each, str) else json.dumps(each) for each in lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("nonsense", "expected a JSON object"),
        ([], "expected a JSON object"),
        (segment(start_ms="0"), "expected whole milliseconds as 'start_ms'; got '0'"),
        (segment(text=None), "expected a string as 'text'; got None"),
        (segment("s0"), "a second segment 's0'"),
    ],
)
def test_a_line_that_is_no_segment_is_named(tmp_path: Path, line: object, fault: str) -> None:
    with pytest.raises(BadTranscript) as error:
        read(written(tmp_path, {"roundtable": "Ports"}, segment("s0"), "", line))
    assert error.value.details["errors"] == [f"line 4: {fault}"]


def test_a_file_without_segments_or_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadTranscript, match="no segments"):
        read(written(tmp_path, {"roundtable": "Ports"}))
    with pytest.raises(BadTranscript, match="expected a UTF-8 file"):
        read(tmp_path / "away.jsonl")


def test_labels_are_lists_of_labels(tmp_path: Path) -> None:
    with pytest.raises(BadTranscript, match="proposals is none"):
        labels(written(tmp_path, {"proposals": {}}))


def test_the_command_says_what_is_wrong_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "nonsense")
    out = tmp_path / "out.json"
    assert draft.main(["--transcript", str(path), "--out", str(out), "--cues-alone"]) == 2
    assert "bad_transcript: meeting.jsonl: line 1: expected a JSON object" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Ana", "Mexico"),
        ("", "Mexico"),
        ("Head of delegation, Mexico", "Mexico"),
        ("Chefe, México", "México"),
    ],
)
def test_a_country_has_its_name_whatever_the_label_of_its_speaker_says(label: str, name: str) -> None:
    assert named(from_records([segment(speaker=label)]), "en").name("MX") == name


def test_an_organisation_keeps_the_name_that_its_speaker_gives() -> None:
    evidence = named(from_records([segment(delegation="ICTA", speaker="Sample, Invented Traders' Association")]), "en")
    assert evidence.name("ICTA") == "Invented Traders' Association"
