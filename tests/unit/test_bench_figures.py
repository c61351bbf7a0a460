"""Percentiles, erasure, and what a client of a view lacks or got twice."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.figures import erasure, percentile, rounded, spread
from bench.ledger import Reader, captions, expected, holes, lost_and_doubled


def event(seq: int, prev: int, **more: Any) -> dict[str, Any]:
    return {"seq": seq, "prev": prev, "kind": "caption", "status": "final", **more}


def answer(*events: dict[str, Any], more: bool = False) -> dict[str, Any]:
    return {"events": list(events), "more": more, "head": events[-1]["seq"] if events else 0}


def seqs(events: list[Any]) -> list[int]:
    return [each["seq"] for each in events]


def joined(*events: dict[str, Any]) -> Reader:
    reader = Reader()
    reader.began()
    reader.asked()
    reader.log(answer(*events))
    return reader


def test_a_percentile_is_the_smallest_value_that_the_share_does_not_exceed() -> None:
    values = [5.0, 1.0, 4.0, 2.0, 3.0]
    assert [percentile(values, share) for share in (0.0, 0.2, 0.21, 0.5, 0.95, 1.0)] == [1, 1, 2, 3, 5, 5]
    assert percentile([7.0], 0.99) == 7.0


def test_a_percentile_of_nothing_is_refused_and_its_spread_is_null() -> None:
    with pytest.raises(ValueError, match="nothing"):
        percentile([], 0.5)
    assert spread([]) is None
    assert rounded(None) is None


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0, 1))
def test_a_percentile_is_one_of_the_values(values: list[float], share: float) -> None:
    assert min(values) <= percentile(values, share) <= max(values)
    assert percentile(values, share) in values


def test_a_spread_names_its_shares() -> None:
    assert spread([float(each) for each in range(1, 101)]) == {"p50": 50.0, "p95": 95.0, "max": 100.0}
    assert spread([1.0, 2.0], ("p99",)) == {"p99": 2.0}


def test_a_text_that_only_grows_has_no_erasure() -> None:
    assert erasure([["a"], ["a", "b"], ["a", "b", "c"]]) == 0.0


def test_erasure_counts_everything_after_the_first_word_that_changed() -> None:
    assert erasure([["a", "b", "c"], ["a", "x", "c"], ["a", "x", "c", "d"]]) == 0.5
    assert erasure([["a", "b"], ["a"]]) == 1.0
    assert erasure([]) is None
    assert erasure([["a"], []]) is None


def test_a_reader_shows_what_follows_and_asks_for_what_is_missing() -> None:
    reader = joined(event(1, 0))
    assert seqs(reader.live(event(2, 1))) == [2]
    assert reader.live(event(5, 4)) == []
    assert reader.wants_log
    reader.asked()
    assert seqs(reader.log(answer(event(4, 2), event(5, 4)))) == [4, 5]
    assert not reader.wants_log
    assert seqs(reader.live(event(6, 5))) == [6]


def test_what_comes_live_while_the_log_is_read_is_shown_after_it_and_once() -> None:
    reader = Reader()
    reader.began()
    reader.asked()
    assert reader.live(event(2, 1)) == []
    assert reader.live(event(3, 2)) == []
    assert seqs(reader.log(answer(event(1, 0), event(2, 1)))) == [1, 2, 3]
    assert reader.repeats == 0


def test_a_long_log_is_read_in_parts() -> None:
    reader = Reader()
    reader.began()
    reader.asked()
    assert seqs(reader.log(answer(event(1, 0), more=True))) == [1]
    assert reader.wants_log
    assert reader.live(event(3, 2)) == []
    reader.asked()
    assert seqs(reader.log(answer(event(2, 1)))) == [2, 3]
    assert not reader.wants_log


def test_an_event_that_comes_live_twice_is_shown_once_and_counted() -> None:
    reader = joined()
    assert seqs(reader.live(event(1, 0))) == [1]
    assert reader.live(event(1, 0)) == []
    assert reader.repeats == 1
    reader.began()
    reader.asked()
    assert reader.log(answer(event(1, 0))) == []
    assert reader.repeats == 1


def test_events_that_overtook_each_other_are_shown_in_order() -> None:
    reader = joined()
    assert reader.live(event(2, 1)) == []
    assert seqs(reader.live(event(1, 0))) == [1, 2]


def test_a_head_beyond_the_last_event_makes_the_reader_ask() -> None:
    reader = joined(event(1, 0))
    reader.told(1)
    assert not reader.wants_log
    reader.told(4)
    assert reader.wants_log


def test_only_captions_that_stay_are_counted() -> None:
    shown = [
        event(1, 0, seg="s", rev=1, lang="en"),
        event(2, 1, seg="s", rev=1, lang="pt", status="failed"),
        event(3, 2, seg="s", rev=1, lang="fr", status="pending"),
        {"seq": 4, "prev": 3, "kind": "floor"},
    ]
    assert captions(shown) == [("s", 1, "en"), ("s", 1, "pt")]


def test_a_view_must_show_the_words_and_its_own_translation() -> None:
    done = {"rev": 1, "status": "done"}
    segments = [
        {"id": "a", "rev": 1, "lang": "en", "translations": {"pt": done, "fr": {"rev": 1, "status": "pending"}}},
        {"id": "b", "rev": 1, "lang": "pt", "translations": {"en": {"rev": 1, "status": "failed"}}},
    ]
    assert expected(segments, "floor") == [("a", 1, "en"), ("b", 1, "pt")]
    assert expected(segments, "pt") == [("a", 1, "en"), ("a", 1, "pt"), ("b", 1, "pt")]
    assert expected(segments, "en") == [("a", 1, "en"), ("b", 1, "pt"), ("b", 1, "en")]
    assert expected(segments, "fr") == [("a", 1, "en"), ("b", 1, "pt")]


def test_what_never_came_is_lost_and_what_came_again_is_doubled() -> None:
    wanted = [("a", 1, "en"), ("b", 1, "en")]
    assert lost_and_doubled(wanted, [("a", 1, "en"), ("b", 1, "en")]) == (0, 0)
    assert lost_and_doubled(wanted, [("b", 1, "en"), ("b", 1, "en"), ("b", 1, "en")]) == (1, 2)


def test_holes_are_the_numbers_that_are_missing() -> None:
    assert holes([1, 2, 3], 3) == 0
    assert holes([1, 3, 3], 4) == 2
    assert holes([], 0) == 0
