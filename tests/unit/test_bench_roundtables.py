"""The labelled roundtables are labelled by the rules, and the check of labels sees what is wrong."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench.roundtables import SCRIPTS, Roundtable, faults, main, read, table
from server.core.errors import BadTranscript

SETS = Path(__file__).resolve().parents[2] / "bench" / "sets" / "roundtables"


@pytest.mark.parametrize(
    "name",
    ["open", "held_out", "sober", "indirect", "practical", "unseen", "relayed", "courtly", "plenary", "assembly"],
)
def test_every_roundtable_of_a_set_is_labelled_as_the_format_says(name: str) -> None:
    roundtables = read(SETS / name)
    assert len(roundtables) >= 8
    assert {each.name: faults(each) for each in roundtables} == {each.name: [] for each in roundtables}


@pytest.mark.parametrize("name", ["open", "held_out"])
def test_every_set_has_all_eight_languages_and_every_kind_of_label(name: str) -> None:
    roundtables = read(SETS / name)
    said = [each["lang"] for one in roundtables for each in one.segments().values()]
    assert min(said.count(code) for code in SCRIPTS) >= 10
    labels = [one.gold for one in roundtables]
    for kind in ("no_objections", "conditions", "corrections", "conflicts", "contradictions", "info", "ignore"):
        assert any(gold[kind] for gold in labels), kind
    reservations = [each for gold in labels for each in gold["reservations"]]
    assert {each["kind"] for each in reservations} == {"reserve", "object", "amend", "disassociate"}
    assert any("withdrawn_by" in each for each in reservations)
    assert any("taken_up_in" in each for gold in labels for each in gold["conditions"])
    assert any("on_behalf_of" in each for gold in labels for each in gold["supports"])
    assert any(each["by"] is None for gold in labels for each in [*gold["conditions"], *gold["reservations"]])
    assert all(3 <= len(one.delegations()) <= 21 and one.words() >= 900 for one in roundtables)


def made() -> Roundtable:
    """A roundtable of three segments without a fault."""
    records: list[dict[str, Any]] = [
        {"roundtable": "Seals (invented)", "parties": ["FI", "GA"]},
        {"delegation": "FI", "lang": "en", "text": "We propose seals by 2029.", "speaker": "Finland"},
        {"delegation": "GA", "lang": "fr", "text": "Oui, si c'est gratuit.", "text_en": "Yes, if it is free."},
        {"delegation": "FI", "lang": "en", "text": "I meant by 2030. Free of charge, yes."},
    ]
    for at, each in enumerate(records[1:]):
        each |= {"id": f"s{at + 1}", "start_ms": at * 1000, "end_ms": at * 1000 + 900, "speaker": "somebody"}
    gold = {
        "proposals": [{"segments": ["s1"], "by": "FI", "theme": "seals"}],
        "conditions": [
            {"segments": ["s2"], "by": "GA", "of": "s1", "text": "si c'est gratuit", "taken_up_in": "s3"},
        ],
        "corrections": [{"segments": ["s3"], "by": "FI", "of": "s1", "from": "2029", "to": "2030"}],
        "figures": [{"segment": "s1", "text": "2029"}],
        "info": [],
        "ignore": [],
    }
    return Roundtable("seals", tuple(records), gold)


def test_a_roundtable_without_a_fault_has_none_and_its_line_counts_what_it_holds() -> None:
    assert faults(made()) == []
    assert table([made()]).splitlines()[1].split()[:7] == ["seals", "2", "3", "18", "1", "0", "0"]


Spoil = Callable[[list[dict[str, Any]], dict[str, Any]], object]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda _, gold: gold["info"].append("s9"), "not there: s9"),
        (lambda _, gold: gold["proposals"][0].update(segments=["s8"]), "not there: s8"),
        (lambda _, gold: gold["corrections"].clear(), "neither labelled nor in info or ignore: s3"),
        (lambda _, gold: gold["ignore"].append("s2"), "in ignore, and labelled or in info too: s2"),
        (lambda _, gold: gold["conditions"][0].update(text="si cela est gratuit"), "is not what was said"),
        (lambda _, gold: gold["conditions"][0].pop("text"), "text None is not what was said"),
        (lambda _, gold: gold["figures"][0].update(text="2031"), "'2031' does not stand there"),
        (lambda _, gold: gold["conditions"][0].update(of="s3"), "of 's3' is no proposal"),
        (lambda _, gold: gold["conditions"][0].update(by="FI"), "by 'FI' did not say them"),
        (lambda _, gold: gold["conditions"][0].update(withdrawn_by="s3"), "withdrawn_by s3 is said by somebody else"),
        (lambda _, gold: gold["conditions"][0].update(taken_up_in="s1"), "taken_up_in s1 is not later"),
        (lambda _, gold: gold["corrections"][0].update({"from": "2028"}), "from '2028' does not stand in s1"),
        (lambda _, gold: gold["corrections"][0].update({"to": "2031"}), "to '2031' is not what was said"),
        (
            lambda _, gold: gold.update(reservations=[{**gold["conditions"][0], "kind": "doubt"}]),
            "expected a kind of reserve, object",
        ),
        (
            lambda _, gold: gold.update(conflicts=[{"segments": ["s1"], "about": "a year"}]),
            "a conflict needs two segments",
        ),
        (lambda records, _: records[2].pop("text_en"), "s2: no text_en"),
        (lambda records, _: records[2].update(lang="xx"), "s2: expected one of en, fr"),
        (lambda records, _: records[2].update(lang="ko"), "s2: expected one of en, fr"),
        (lambda records, _: records[0].update(parties=["FI", "ZZ"]), "the parties of the first line"),
        (lambda records, _: records[3].update(start_ms=0), "s3: its times do not follow"),
        (lambda records, _: records[3].update(id="s2"), "two segments have one name"),
    ],
)
def test_a_wrong_label_or_segment_is_told_in_words(spoil: Spoil, told: str) -> None:
    right = made()
    records, gold = copy.deepcopy(list(right.records)), copy.deepcopy(right.gold)
    spoil(records, gold)
    found = faults(Roundtable("seals", tuple(records), gold))
    assert any(told in each for each in found), found


def test_the_command_prints_what_a_set_holds_and_refuses_a_folder_without_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--check", str(SETS / "open")]) == 0
    assert "segments by language: en" in capsys.readouterr().out
    with pytest.raises(BadTranscript, match=r"expected NAME\.jsonl"):
        read(tmp_path)
    assert main(["--check", str(tmp_path)]) == 1
