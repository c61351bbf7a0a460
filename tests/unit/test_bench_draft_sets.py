"""The bench over a set of roundtables: how figures are pooled, which bars hold where, and the long meeting."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bench import draft_sets
from bench.draft import report
from bench.draft_sets import BARS, FAULTS, LONG_SEGMENTS, WORN, Bar, long_meeting, measure, pooled, table
from bench.roundtables import Roundtable, read

OPEN = Path(__file__).resolve().parents[2] / "bench" / "sets" / "roundtables" / "open"


def roundtable(name: str, reservations: int) -> Roundtable:
    said = {
        "id": "s1",
        "delegation": "FI",
        "speaker": "Finland",
        "text": "one two three",
        "lang": "en",
        "start_ms": 0,
        "end_ms": 9,
    }
    # Labels leave out what a meeting has none of.
    gold = {"reservations": [{"by": "FI"}] * reservations + [{"by": "FI", "withdrawn_by": "s1"}]}
    return Roundtable(name, (said,), gold)


def made(**metrics: float) -> dict[str, Any]:
    names = (*(bar.metric for bar in BARS), *draft_sets.BESIDE)
    return {"metrics": {**dict.fromkeys(names, 1.0), "seconds": 0.1, **metrics}, "paragraphs": [{"role": "proposal"}]}


def test_shares_are_pooled_by_what_stands_and_counts_are_added() -> None:
    run = [
        (roundtable("a", 9), made(reservation_recall=1.0, false_consensus=1)),
        (roundtable("b", 1), made(reservation_recall=0.0, false_consensus=2)),
    ]
    found = pooled(run)
    assert (found["reservation_recall"], found["false_consensus"]) == (0.9, 3)
    assert found["condition_recall"] == 1.0  # nothing to find


def test_a_bar_is_lower_with_a_fifth_of_the_words_misheard_and_none_holds_for_wrong_speakers() -> None:
    bar = Bar("reservation_recall", 0.95, worn=0.9)
    assert not bar.met(0.92, "as heard")
    assert bar.met(0.92, WORN)
    assert not Bar("length_share", 0.25, at_least=False).met(0.26, "as heard")
    assert [each.name for each in FAULTS if not each.is_judged] == ["10 % of speakers"]


def test_a_delegation_that_says_yes_and_no_is_flagged_where_it_holds_a_bracket_and_supports_nothing() -> None:
    each = roundtable("a", 1)
    each.gold["contradictions"] = [{"segments": ["s1"], "by": "FI", "of": "s1"}]
    paragraph = {"role": "proposal", "owners": ["FI"], "supporters": [], "citations": [{"segments": ["s1"]}]}
    assert pooled([(each, {**made(), "paragraphs": [paragraph]})])[draft_sets.FLAGGED] == 1.0
    for key, wrong in (("owners", list[str]()), ("supporters", ["FI"])):
        assert pooled([(each, {**made(), "paragraphs": [{**paragraph, key: wrong}]})])[draft_sets.FLAGGED] == 0.0


def test_what_is_missed_is_marked_in_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_sets, "LONG_SEGMENTS", 2)
    bad = dict.fromkeys(draft_sets.COUNTS, 0.0) | {"needless_brackets": 0.0, "length_share": 0.4, "duplicates": 0.0}
    measured = measure([roundtable("a", 1)], lambda records, gold: made(**bad))
    assert measured["met"]["as heard"]["length_share"] is False
    lines = table(measured).splitlines()
    assert next(line for line in lines if line.startswith("length_share")).count("MISSED") == 3
    assert not any("MISSED" in line for line in lines if line.startswith("false_consensus"))


def test_the_long_meeting_has_three_thousand_finals_with_names_and_times_of_their_own() -> None:
    meeting = long_meeting(read(OPEN))
    assert len({each["id"] for each in meeting}) == LONG_SEGMENTS
    assert all(one["start_ms"] <= two["start_ms"] for one, two in pairwise(meeting))


def test_a_real_draft_gives_every_metric_that_a_bar_is_set_for() -> None:
    each = read(OPEN)[0]
    metrics = report(each.records, each.gold)["metrics"]
    assert all(isinstance(metrics[name], int | float) for name in (*(bar.metric for bar in BARS), *draft_sets.BESIDE))
