"""The canonical form of approved minutes: the same facts give the same hash, any other fact another."""

from __future__ import annotations

import hashlib
import json
import random
from dataclasses import replace
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from server.core.minutes import approved
from server.core.minutes.approval import FLOOR
from server.core.minutes.approved import Corrigendum, Gap, Line, Record, SignOff, Told

words = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
tolds = st.builds(Told, st.sampled_from(["en", "pt", "ko"]), words, st.sampled_from(["machine", "person", ""]))
lines = st.lists(
    st.builds(
        Line,
        id=st.text("abc0123", min_size=1, max_size=8),
        salt=st.text("0123456789abcdef", min_size=4, max_size=4),
        start_ms=st.integers(0, 9_000),
        end_ms=st.integers(0, 9_000),
        lang=st.sampled_from(["en", "pt", "ar"]),
        speaker=words,
        delegation=st.sampled_from(["KR", "BR", ""]),
        text=words,
        version=st.integers(1, 9),
        retracted=st.sampled_from(["", "the chair: misheard"]),
        translations=st.lists(tolds, max_size=3, unique_by=lambda each: each.lang).map(tuple),
    ),
    max_size=8,
    unique_by=lambda each: each.id,
)
gaps = st.lists(st.builds(Gap, st.integers(0, 9), st.integers(0, 9), words, st.sampled_from(["off_record", "missing"])))


def record(found: list[Line], holes: list[Gap]) -> Record:
    signed = (
        SignOff(FLOOR, "Ana", "rapporteur", 7, "ab", True),
        SignOff("pt", "Eva", "secretariat", 8, "cd", False),
    )
    return Record(
        session="demo", title="Demo", opened_at=1, closed_at=2, languages=("pt", "en"), lines=tuple(found),
        gaps=tuple(holes), sign_offs=signed, doubts={"lines": 3, "unchecked": 1}, approved_by="Iris", approved_at=9,
    )  # fmt: skip


@given(lines, gaps, st.randoms())
def test_the_same_facts_in_any_order_have_the_same_hash(
    found: list[Line], holes: list[Gap], chance: random.Random
) -> None:
    told = record(found, holes)
    shuffled = [replace(each, translations=_mixed(each.translations, chance)) for each in _mixed(found, chance)]
    other = replace(
        told, lines=tuple(shuffled), gaps=_mixed(told.gaps, chance), sign_offs=_mixed(told.sign_offs, chance),
        languages=("en", "pt"),
    )  # fmt: skip
    assert approved.canonical(told) == approved.canonical(other)
    assert approved.sha256(approved.canonical(told)) == approved.sha256(approved.canonical(other))


@given(lines, gaps)
def test_the_frozen_text_is_what_rfc_8785_says_and_reads_back_as_the_same_lines(
    found: list[Line], holes: list[Gap]
) -> None:
    canonical = approved.canonical(record(found, holes))
    text = approved.written(canonical)
    assert text.encode() == rfc8785.dumps(canonical)
    again = json.loads(text)
    assert approved.sha256(again) == approved.sha256(canonical)
    read = approved.lines_of(again)
    assert {each.id: replace(each, translations=()) for each in read} == {
        each.id: replace(each, translations=()) for each in found
    }


@given(lines.filter(bool), st.data())
def test_a_letter_more_in_any_line_or_translation_gives_another_hash(found: list[Line], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(found) - 1))
    other = [replace(each, text=each.text + "x") if at == place else each for at, each in enumerate(found)]
    assert _hash(found) != _hash(other)
    speaker = [replace(each, speaker=each.speaker + "x") if at == place else each for at, each in enumerate(found)]
    assert _hash(found) != _hash(speaker)


@given(lines, st.data())
def test_lines_that_are_withheld_leave_the_hash_true_and_take_their_words_and_salt_with_them(
    found: list[Line], data: st.DataObject
) -> None:
    canonical = approved.canonical(record(found, []))
    hidden = data.draw(st.sets(st.sampled_from([each.id for each in found]))) if found else set()
    shown = approved.withheld(canonical, hidden)
    assert approved.sha256(shown) == approved.sha256(canonical)
    for each in shown["segments"]:
        assert (each.keys() == {"id", "sha256"}) == (each["id"] in hidden)


def test_a_stranger_recomputes_the_hash_as_the_protocol_says() -> None:
    found = [Line("s1", "ab", 0, 5, "en", "Ana", "BR", "Yes — “sim”.", 2, "", (Told("pt", "Sim.", "person"),))]
    frozen = approved.canonical(record(found, [Gap(5, 9, "", "off_record")]))

    def sha256(value: Any) -> str:
        text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    segments = [each.get("sha256") or sha256(each) for each in frozen["segments"]]
    assert sha256({**frozen, "segments": segments}) == approved.sha256(frozen)


def test_corrigenda_are_chained_and_one_that_is_changed_or_left_out_breaks_the_chain() -> None:
    one = Corrigendum(1, "s1", "", "text", "sim", "não", "misheard", "Ana", 10, "ff")
    first = approved.chained("record", "record", one)
    second = approved.chained("record", first, replace(one, number=2, before="não", after="nunca"))
    assert len({first, second}) == 2
    assert approved.chained("record", "record", replace(one, after="nao")) != first
    assert approved.chained("record", "record", replace(one, number=2, before="não", after="nunca")) != second
    assert approved.words_digest(one) != approved.words_digest(replace(one, salt="fe"))


def test_a_language_version_changes_with_its_own_words_and_with_those_that_it_translates() -> None:
    line = Line("s1", "", 0, 5, "en", "Ana", "BR", "Yes.", 1, "", (Told("pt", "Sim.", "machine"), Told("ko", "", "")))
    floor, told = (approved.digest(approved.language_version([line], each)) for each in (FLOOR, "pt"))
    other = replace(line, translations=(Told("pt", "Sim!", "person"),))
    assert approved.digest(approved.language_version([other], FLOOR)) == floor
    assert approved.digest(approved.language_version([other], "pt")) != told
    corrected = replace(line, text="No.")
    assert approved.digest(approved.language_version([corrected], "pt")) != told
    salted = replace(line, salt="ab", version=7)  # neither is anybody's words
    assert approved.digest(approved.language_version([salted], "pt")) == told
    assert (approved.missing([line], "pt"), approved.missing([line], "ko"), approved.missing([line], FLOOR)) == (
        [],
        ["s1"],
        [],
    )


@pytest.mark.parametrize("language", [FLOOR, "pt"])
def test_a_retracted_line_is_part_of_no_language_version(language: str) -> None:
    line = Line("s1", "", 0, 5, "en", "Ana", "BR", "", 1, "the chair: misheard")
    assert approved.language_version([line], language) == [] and approved.missing([line], language) == []


def _hash(found: list[Line]) -> str:
    return approved.sha256(approved.canonical(record(found, [])))


def _mixed(given_in: Any, chance: random.Random) -> Any:
    found = list(given_in)
    chance.shuffle(found)
    return tuple(found)
