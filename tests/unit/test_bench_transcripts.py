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
        (segment(delegation=5), "expected a string or null as 'delegation'; got 5"),
        (segment(text_en=["Yes."]), "expected a string or null as 'text_en'; got ['Yes.']"),
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


def test_the_line_about_the_roundtable_is_looked_at_too(tmp_path: Path) -> None:
    with pytest.raises(BadTranscript, match=r"line 1: expected a list of strings as 'agenda'; got \[1\]"):
        read(written(tmp_path, {"roundtable": "Ports", "agenda": [1]}, segment()))


def test_signs_that_end_a_line_elsewhere_and_a_mark_of_the_encoding_end_no_line_here(tmp_path: Path) -> None:
    told = json.dumps(segment(text="One.\u2028Two.\u0085Three."), ensure_ascii=False)
    path = written(tmp_path, "\ufeff" + json.dumps({"roundtable": "Ports"}) + "\r", told)
    assert [each.get("text") for each in read(path)] == [None, "One.\u2028Two.\u0085Three."]


def test_labels_are_lists_of_labels(tmp_path: Path) -> None:
    with pytest.raises(BadTranscript, match="proposals is none"):
        labels(written(tmp_path, {"proposals": {}}), [])


@pytest.mark.parametrize(
    ("kind", "label", "fault"),
    [
        ("proposals", "s1", "proposals: expected an object; got 's1'"),
        ("proposals", {"by": "MX"}, "proposals: expected a list of segments"),
        ("proposals", {"by": "MX", "segments": "s1"}, "proposals: expected a list of segments"),
        ("proposals", {"by": "MX", "segments": ["s1", "s7"]}, "proposals s1, s7: there is no segment 's7'"),
        ("supports", {"by": "MX", "segments": ["s1"], "of": "s8"}, "supports s1: there is no segment 's8'"),
        ("conditions", {"by": "MX", "segments": ["s1"], "of": ["s1"]}, r"there is no segment \['s1'\]"),
        ("corrections", {"by": "MX", "segments": ["s1"]}, "corrections s1: expected 'from', 'to'"),
        ("figures", {"segment": "s9", "text": "12"}, "figures s9: there is no segment 's9'"),
        ("ignore", "s6", "ignore: there is no segment 's6'"),
    ],
)
def test_a_label_that_can_not_be_measured_is_named(tmp_path: Path, kind: str, label: object, fault: str) -> None:
    with pytest.raises(BadTranscript, match=f"meeting.jsonl: .*{fault}"):
        labels(written(tmp_path, {kind: [label]}), [{"roundtable": "Ports"}, segment()])


def test_labels_of_an_unknown_kind_and_of_nobody_known_are_let_be(tmp_path: Path) -> None:
    given = {"notes": [7], "proposals": [{"segments": ["s1"], "by": None}], "conflicts": [{"segments": ["s1"]}]}
    assert labels(written(tmp_path, given), [segment()]) == given


def test_the_command_says_what_is_wrong_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "nonsense")
    out = tmp_path / "out.json"
    assert draft.main(["--transcript", str(path), "--out", str(out), "--cues-alone"]) == 2
    assert "bad_transcript: meeting.jsonl: line 1: expected a JSON object" in capsys.readouterr().err
    assert not out.exists()
    gold = tmp_path / "gold.json"
    gold.write_text('{"proposals": [{"segments": ["s9"], "by": "MX"}]}', encoding="utf-8")
    said = str(written(tmp_path, segment()))
    told = ["--transcript", said, "--gold", str(gold), "--out", str(out), "--cues-alone"]
    assert draft.main(told) == 2
    assert "bad_transcript: gold.json: proposals s9: there is no segment 's9'" in capsys.readouterr().err
    assert draft.main(["--transcript", said, "--out", str(tmp_path), "--cues-alone"]) == 2
    assert f"{tmp_path} can't be written" in capsys.readouterr().err
    assert draft.main(["--set", str(tmp_path / "away"), "--out", str(out), "--cues-alone"]) == 2
    assert "found no .jsonl" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("wrong", [["--wer", "2"], ["--swap-speakers", "-1"], ["--cut", "-3"], ["--language", "xx"]])
def test_an_option_that_is_none_is_refused_by_its_name(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        draft.main(["--transcript", "t.jsonl", "--out", "o.json", *wrong])
    assert ended.value.code == 2 and f"argument {wrong[0]}" in capsys.readouterr().err


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
