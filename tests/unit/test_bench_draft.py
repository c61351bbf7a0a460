"""The bench of drafts: its figures on small meetings, its simulated faults, and that it sees bad drafts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bench import fragments
from bench.cutting import cut
from bench.draft import NEED_GOLD, main, report
from bench.draft_metrics import labelled, plain
from bench.noise import misheard, swapped
from server.core.drafting import Draft, draft, from_records

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "draft"
DEMO = Path(__file__).resolve().parents[2] / "server" / "demo"
# ``heard`` is the demo recording as the base model heard and translated it.
MEETINGS = ("ports", "parcels", "withdrawal", "heard")
LOOSER = ("valuation", "transit", "paperless", "wildlife", "ecommerce", "seals", "cargo", "training")


def load(name: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    lines = (FIXTURES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines], json.loads(
        (FIXTURES / f"{name}.gold.json").read_text(encoding="utf-8")
    )


@pytest.mark.parametrize("name", MEETINGS)
@pytest.mark.parametrize("form", ["communique", "resolution"])
def test_the_worst_errors_are_absent_and_nothing_that_is_labelled_is_lost(name: str, form: str) -> None:
    records, gold = load(name)
    metrics = report(records, gold, form=form)["metrics"]  # type: ignore[arg-type]
    for bad in ("false_consensus", "changed_figures", "flipped_negations", "raised_strength", "unverified"):
        assert metrics[bad] == 0, bad
    for good in (
        "citation_recall",
        "attribution",
        "reservation_recall",
        "condition_recall",
        "coverage",
        "correction_recall",
    ):
        assert metrics[good] == 1.0, good
    assert metrics["needless_brackets"] <= 0.1


@pytest.mark.parametrize("name", LOOSER)
def test_what_no_cue_word_explains_is_listed_for_a_person_and_never_dropped_in_silence(name: str) -> None:
    records, gold = load(name)
    metrics = report(records, gold)["metrics"]
    for bad in ("false_consensus", "changed_figures", "flipped_negations", "raised_strength", "silently_dropped"):
        assert metrics[bad] == 0, bad
    assert metrics["reservation_recall"] >= 0.75


@pytest.mark.parametrize("name", MEETINGS)
def test_misheard_words_bring_no_figure_that_was_not_in_the_text_given(name: str) -> None:
    records, gold = load(name)
    for seed in range(5):
        metrics = report(misheard(records, 0.1, seed), gold)["metrics"]
        assert metrics["citation_recall"] == 1.0


def test_without_gold_the_figures_that_need_it_are_null(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "made.json"
    assert main(["--transcript", str(FIXTURES / "ports.jsonl"), "--form", "resolution", "--out", str(out)]) == 0
    made = json.loads(out.read_text(encoding="utf-8"))
    assert {name for name, value in made["metrics"].items() if value is None} == set(NEED_GOLD)
    assert {"number", "kind", "text", "bracketed", "owners", "theme", "verb", "citations"} <= made["paragraphs"][
        0
    ].keys()
    assert "reservation_recall" in capsys.readouterr().out


def test_simulated_faults_are_the_same_for_the_same_seed_and_leave_the_names_of_segments_alone() -> None:
    records, _ = load("ports")
    assert misheard(records, 0.2, 7) == misheard(records, 0.2, 7) != misheard(records, 0.2, 8)
    assert [each.get("id") for each in swapped(records, 0.5, 3)] == [each.get("id") for each in records]
    assert misheard(records, 0.0, 1) == records == swapped(records, 0.0, 1)
    bare = [{"id": "s1", "delegation": "MX", "speaker": None}, {"id": "s2", "delegation": "FR"}]
    assert [each["delegation"] for each in swapped(bare, 1, 1)] == ["FR", "MX"], "of speakers without a name, too"


def spoiled(made: Draft, **changes: Any) -> Draft:
    return replace(made, paragraphs=tuple(replace(each, **changes) for each in made.paragraphs))


def test_the_bench_sees_a_draft_without_brackets_citations_or_supporters_who_said_yes() -> None:
    records, gold = load("ports")
    evidence = from_records(records)
    made = draft(evidence)
    bare = labelled(spoiled(made, brackets=()), gold, evidence)
    assert (bare["false_consensus"], bare["reservation_recall"], bare["condition_recall"]) == (1, 0.0, 0.0)
    assert plain(spoiled(made, citations=()), evidence, "en")["citation_recall"] == 0.0
    assert labelled(spoiled(made, supporters=("MZ",)), gold, evidence)["unsaid_supports"] == 2
    assert labelled(Draft((), {}, ()), gold, evidence)["proposal_recall"] == 0.0


def test_the_bench_sees_a_superseded_figure_a_changed_one_and_a_lost_negation() -> None:
    records, gold = load("ports")
    evidence = from_records(records)
    made = draft(evidence)

    def with_text(old: str, new: str) -> Draft:
        assert any(old in each.text for each in made.paragraphs)
        return replace(
            made, paragraphs=tuple(replace(each, text=each.text.replace(old, new)) for each in made.paragraphs)
        )

    assert labelled(with_text("46 percent", "40 percent"), gold, evidence)["superseded_figures"] == 1
    assert plain(with_text("1,250", "1,350"), evidence, "en")["changed_figures"] == 2
    assert (
        plain(with_text("provided that each port", "provided that no port"), evidence, "en")["flipped_negations"] == 1
    )


@pytest.mark.parametrize("name", [*MEETINGS, *LOOSER])
@pytest.mark.parametrize("words", [7, 12])
def test_turns_heard_in_pieces_make_as_good_a_draft_as_whole_ones(name: str, words: int) -> None:
    records, gold = load(name)
    whole, cut = (report(records, gold, cut_words=each)["metrics"] for each in (0, words))
    loose = {"seconds", "length_share", "duplicates"}
    assert {each: cut[each] for each in cut if each not in loose} == {
        each: whole[each] for each in cut if each not in loose
    }
    assert abs(cut["length_share"] - whole["length_share"]) <= 0.02


def test_the_demo_in_pieces_of_twelve_words_makes_as_good_a_draft() -> None:
    lines = (DEMO / "transcript.jsonl").read_text(encoding="utf-8").splitlines()
    records, gold = [json.loads(line) for line in lines], json.loads((DEMO / "gold.json").read_text(encoding="utf-8"))
    whole, cut = (report(records, gold, cut_words=each)["metrics"] for each in (0, 12))
    assert {**cut, "seconds": 0, "length_share": 0} == {**whole, "seconds": 0, "length_share": 0}


def test_a_cut_turn_keeps_its_words_its_translations_and_its_time() -> None:
    records, _ = load("ports")
    pieces = [each for each in cut(records, 5) if "id" in each]
    for record in records[1:]:
        own = [each for each in pieces if each["id"].startswith(f"{record['id']}/")]
        assert "".join("".join(each["text"].split()) for each in own) == "".join(record["text"].split())
        assert (own[0]["start_ms"], own[-1]["end_ms"]) == (record["start_ms"], record["end_ms"])
        assert " ".join(each.get("text_en", "") for each in own).split() == record.get("text_en", "").split()
    assert max(len(each["text"].split()) for each in pieces) <= 5


def test_the_bench_of_pieces_tells_what_grouping_saves() -> None:
    said = ["We propose to share risk data, provided that personal data are protected.", "We agree."]
    told = ["WE PROPOSE TO SHARE RISK DATA, PROVIDED THAT PERSONAL DATA ARE PROTECTED.", "WE AGREE."]

    def translate(text: str) -> str:
        return text.upper() if text.endswith(".") and text.startswith("We") else "?"

    made = fragments.report(said, told, "en", "pt", 6, translate)
    assert (made["sentences"], made["pieces"], made["cut"]) == (2, 3, 1)
    assert made["ways"]["grouped"] == made["ways"]["whole"] == {"bleu": 100.0, "chrf": 100.0}
    assert made["ways"]["alone"]["bleu"] < made["ways"]["grouped"]["bleu"]
