"""The bench of real remarks and statements: what it reads, and that a theme is found, missed, not made up."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from bench.clips import TESTDATA
from bench.draft import main
from bench.draft_pairs import DRAFTED, SAID, UNSAID, Pair, heard, paragraphs, read, report

REMARKS = """---
date: '2030-01-01'
---

Harbour Hall

THE PRESIDENT: Good morning. (Laughter.) Today we open a shared laboratory for wooden toys in the old lighthouse,
and we will train forty inspectors.

MR. EXAMPLE: Thank you. The ferries between our islands carry apples at night.

10:05 A.M. EST
"""
STATEMENT = """---
date: '2030-01-01'
---

**TOYS**

We open a shared laboratory for wooden toys, which will train inspectors of all islands in the lighthouse.

We note that ferries carry apples at night between the islands of our two neighbouring countries.

We deplore the weather of recent winters, and we ask our ministers to meet annually in a warm country.
"""


def test_remarks_are_read_as_segments_of_their_speakers_without_stage_directions_and_times() -> None:
    segments = heard(REMARKS)[1:]
    assert segments[0]["delegation"] == "US"
    assert segments[-1]["speaker"] == "Mr. Example"
    said = " ".join(each["text"] for each in segments)
    assert said.startswith("Good morning. Today we open")
    assert "Laughter" not in said
    assert "A.M." not in said
    assert "Harbour" not in said
    assert len({each["id"] for each in segments}) == len(segments)


def test_headings_are_no_paragraphs() -> None:
    assert [each.split()[1] for each in paragraphs(STATEMENT)] == ["open", "note", "deplore"]


def test_a_theme_is_drafted_or_only_said_or_was_not_said() -> None:
    pair = Pair("2030-01-01-toys", tuple(heard(REMARKS)), tuple(paragraphs(STATEMENT)))
    drafted = ["The United States commits: “we open a shared laboratory for wooden toys in the old lighthouse”."]
    assert [each["theme"] for each in report(pair, drafted, "")] == [DRAFTED, SAID, UNSAID]
    assert [each["theme"] for each in report(pair, [], pair.said())] == [UNSAID] * 3  # no more than by chance


def test_a_folder_without_a_pair_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "2030-01-01-toys.md").write_text(STATEMENT, encoding="utf-8")
    assert read(tmp_path) == ([], ["2030-01-01-toys"])
    assert main(["--pairs", str(tmp_path), "--out", str(tmp_path / "made.json")]) == 3
    assert "no remarks of its day" in capsys.readouterr().out


@pytest.mark.skipif(TESTDATA not in os.environ, reason="real remarks and statements are no part of the project")
def test_real_remarks_are_drafted_and_every_paragraph_of_the_statement_is_accounted_for(tmp_path: Path) -> None:
    folder = Path(os.environ[TESTDATA]) / "text" / "statements"
    assert main(["--pairs", str(folder), "--out", str(tmp_path / "made.json")]) == 0
    for pair in json.loads((tmp_path / "made.json").read_text(encoding="utf-8"))["pairs"]:
        assert sum(pair["themes"].values()) == len(pair["paragraphs"]) > 0
        assert pair["themes"][UNSAID] < len(pair["paragraphs"])
