"""Amendments: their anchors, and which of them meet in the same words."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.statement.amendments import Change, Kind, collisions, digest, made_of, unmarked

TEXT = "The parties invite nine administrations to share data by 1 May"


def change(name: str, after: str = "", kind: Kind = Kind.REPLACE, before: str = TEXT, target: str = "p") -> Change:
    return Change(name, target, kind, before, after)


def met(*changes: Change, now: str = TEXT) -> dict[str, list[str]]:
    return collisions(changes, {"p": now})


def test_the_mark_that_a_paragraph_ends_with_is_not_part_of_what_is_amended() -> None:
    assert unmarked("  We agree; ") == unmarked("We agree.") == "We agree"
    assert unmarked("各方同意；") == "各方同意" and unmarked(";") == ";"
    assert digest("We agree;") == hashlib.sha256(b"We agree").hexdigest() == digest("We agree.")


def test_changes_of_the_same_words_meet_both_ways_and_others_do_not() -> None:
    found = met(
        change("a", TEXT.replace("nine", "ten")), change("b", TEXT.replace("nine", "twelve")),
        change("c", TEXT.replace("1 May", "1 June")),
    )  # fmt: skip
    assert found == {"a": ["b"], "b": ["a"], "c": []}


def test_words_put_in_at_one_place_meet() -> None:
    found = met(change("a", TEXT + " at the latest"), change("b", TEXT + " if funds allow"))
    assert found == {"a": ["b"], "b": ["a"]}


def test_the_same_wording_twice_meets_so_that_a_person_joins_them() -> None:
    assert met(change("a", "Other words"), change("b", "Other words")) == {"a": ["b"], "b": ["a"]}


def test_a_deletion_meets_all_of_its_paragraph_a_move_meets_moves_and_an_insertion_nothing() -> None:
    found = met(
        change("gone", kind=Kind.DELETE), change("word", TEXT.replace("nine", "ten")), change("up", kind=Kind.MOVE),
        change("down", kind=Kind.MOVE), change("new", "A paragraph", Kind.INSERT, before=""),
        change("elsewhere", "Other words", target="q"),
    )  # fmt: skip
    assert found == {
        "gone": ["word", "up", "down"], "word": ["gone"], "up": ["gone", "down"], "down": ["gone", "up"], "new": [],
        "elsewhere": [],
    }  # fmt: skip


def test_what_was_written_against_older_words_is_looked_at_where_they_stand_now() -> None:
    now = "Mindful of the season, " + TEXT
    found = met(
        change("old", TEXT.replace("nine", "ten")), change("new", now.replace("nine", "six"), before=now),
        change("front", now.replace("season", "rains"), before=now), now=now,
    )  # fmt: skip
    assert found == {"old": ["new"], "new": ["old"], "front": []}


WORDS = st.lists(st.sampled_from(["nine", "ten", "share", "data", "세관", "數", "據"]), max_size=8).map(" ".join)


@given(st.lists(WORDS, min_size=1, max_size=6), WORDS, WORDS)
def test_collisions_are_told_both_ways_and_never_of_itself(wordings: list[str], before: str, now: str) -> None:
    found = met(*(change(str(at), text, before=before) for at, text in enumerate(wordings)), now=now)
    for each, others in found.items():
        assert each not in others
        assert all(each in found[other] for other in others)


@pytest.mark.parametrize("kind", list(Kind))
def test_what_an_amendment_does_is_told_in_pieces(kind: Kind) -> None:
    found = made_of(kind, "" if kind is Kind.INSERT else "old words", "new words")
    kinds = {Kind.REPLACE: ["gone", "new", "same"], Kind.INSERT: ["new"], Kind.DELETE: ["gone"], Kind.MOVE: ["same"]}
    assert [str(each.kind) for each in found] == kinds[kind]
