"""The bench of summaries: what it counts as covered and as unsupported, and what it says without its data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.clips import TESTDATA
from bench.summary import content, main, report
from bench.summary_check import sentences, stem, unsupported
from bench.summary_sets import Meeting, cleaned, evidence

LINES = ["We propose a register of 12 harbours.", "We do not object to the deadline of 31 March."]
NAMES = ("Aaland",)


@pytest.mark.parametrize(
    ("sentence", "faults"),
    [
        ("The representative of Aaland proposed a register of 12 harbours.", []),
        ("The representative of Aaland proposed a register of 21 harbours.", ["21"]),
        ("The representative of Aaland proposed a register of 12 lanterns.", ["lanterns"]),
        ("The representative of Aaland objected to the deadline of 31 March.", ["a negation is lost"]),
        ("The representative of Aaland said: “We propose a register of harbours.”", []),
        ("The representative of Aaland said: “We accept a register.”", ["“We accept a register.”"]),
    ],
)
def test_a_sentence_is_unsupported_by_a_word_a_figure_a_negation_or_a_quotation_of_its_own(
    sentence: str, faults: list[str]
) -> None:
    assert unsupported(sentence, LINES, NAMES) == faults


def test_a_negation_that_nobody_said_is_a_fault() -> None:
    assert unsupported("Aaland did not propose a register.", LINES[:1], NAMES) == ["a negation"]


def test_forms_of_a_verb_meet_and_quotations_are_not_cut() -> None:
    assert stem("needed") == stem("need") and stem("discussed") == stem("discuss") and stem("took") == stem("take")
    assert sentences("Ana said: “One. Two.” Ana agreed to 4.2 tonnes. It rains.") == [
        "Ana said: “One. Two.”", "Ana agreed to 4.2 tonnes.", "It rains.",
    ]  # fmt: skip


def test_a_human_item_is_covered_by_the_share_of_its_words_that_one_drafted_item_has() -> None:
    turns = [
        ("Ana", "I will send the register of harbours to all members by 31 March."),
        ("Bo", "The lanterns were red that night."),
    ]
    minutes = ("Ana will send the register of harbours by 31 March", "Somebody painted the orchard")
    made = report(Meeting("invented", evidence(turns, "invented"), minutes))
    assert made["coverage"]["all"]["with_citation"]["0.6"] == 0.5 and made["human"] == {"items": 2, "decisions": 1}
    assert made["coverage"]["decisions"]["by_text"]["0.6"] == 1.0
    assert (made["unsupported"], made["citation_precision"]) == (0, 1.0)
    assert content("The registers of 12 harbours") == {"regis", "harbo", "12"}


def test_marks_of_transcribers_are_no_words() -> None:
    assert cleaned("<ehm> (we) will {laughs} se- send&nbsp;it (??) .") == "we will send it."


def test_without_the_test_data_the_bench_says_so_and_measures_the_demo_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(TESTDATA, raising=False)
    assert main(["--out", str(tmp_path / "J.json")]) == 3
    assert TESTDATA in capsys.readouterr().out
    made = json.loads((tmp_path / "J.json").read_text(encoding="utf-8"))
    (demo,) = made["meetings"]
    assert TESTDATA in made["absent"] and demo["unsupported"] == 0 and demo["citation_precision"] == 1.0
