"""Tracked changes: what became of a passage since an earlier state, and how a Word file shows it."""

from __future__ import annotations

import dataclasses
import io
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from server.core.errors import BadRequest
from server.documents.changes import (
    GONE,
    NEW,
    SAME,
    Against,
    Change,
    accepted,
    changes,
    parse,
    rejected,
    tokens,
    traced,
)
from server.documents.minutes_docx import minutes_docx
from server.documents.records import Entry, MinutesRecord, Wording, clean
from tests.support.documents import entry, minutes

WORDS = st.lists(
    st.sampled_from(
        [
            "We",
            "propose",
            " ",
            " ",
            "a",
            "pilot",
            ",",
            "제안",
            "합니다",
            "مشروع",
            "海关",
            "试行",
            "🎉",
            "é",
            "\n",
            "--",
            "4.2",
        ]
    ),
    max_size=14,
).map("".join)
TEXTS = st.one_of(WORDS, st.text(max_size=20).map(clean))


def wordings(*texts: str) -> tuple[Wording, ...]:
    """Versions from 1 on, a minute apart, each by another person; the first is what was heard."""
    return tuple(
        Wording(rev, text, "" if rev == 1 else f"Rapporteur {rev}", "corrected", rev * 60_000)
        for rev, text in enumerate(texts, 1)
    )


def said(*texts: str, **more: object) -> Entry:
    """A passage with these versions."""
    return entry(texts[-1], heard=texts[0], versions=wordings(*texts), **more)


def test_against_is_what_was_heard_a_version_or_a_moment_and_nothing_else() -> None:
    assert parse("") is None
    assert parse("heard") == Against("heard")
    assert parse("version-2") == Against("version", 2)
    assert parse("1700000000000") == Against("moment", 1_700_000_000_000)
    for wrong in ("yesterday", "version-", "-1", "1.5", "٣", "9" * 16):
        with pytest.raises(BadRequest, match="against must be heard, version-N or a moment"):
            parse(wrong)


def test_each_word_that_came_or_went_has_its_author_and_its_time() -> None:
    found = changes(said("We propose a pilot", "We propose the pilot", "We now propose the pilot"), Against("heard"))
    assert found == (
        Change("We", SAME),
        Change(" now", NEW, "Rapporteur 3", 180_000),
        Change(" propose ", SAME),
        Change("a", GONE, "Rapporteur 2", 120_000),
        Change("the", NEW, "Rapporteur 2", 120_000),
        Change(" pilot", SAME),
    )


def test_what_one_version_put_in_and_a_later_one_took_out_leaves_no_trace() -> None:
    found = changes(said("a pilot", "a very small pilot", "a small pilot"), Against("heard"))
    assert [(each.text, each.kind) for each in found] == [("a ", SAME), ("small ", NEW), ("pilot", SAME)]


def test_the_earlier_state_is_the_version_or_the_moment_that_is_named() -> None:
    passage = said("one", "two", "three")
    assert rejected(changes(passage, Against("version", 2))) == "two"
    assert rejected(changes(passage, Against("version", 9))) == "three"
    assert rejected(changes(passage, Against("moment", 120_000))) == "two"
    assert rejected(changes(passage, Against("moment", 119_999))) == "one"
    early = changes(passage, Against("moment", 5))
    assert rejected(early) == "" and accepted(early) == "three"


def test_a_mark_stays_with_its_letter_and_each_sign_of_han_is_a_word() -> None:
    assert tokens("e\u0301a 海关 제안이 👩\u200d💻!") == [
        "e\u0301a",
        " ",
        "海",
        "关",
        " ",
        "제안이",
        " ",
        "👩\u200d💻",
        "!",
    ]


@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=4))
def test_accepting_all_gives_the_text_of_today_and_rejecting_all_the_text_of_then(
    before: str, later: list[str]
) -> None:
    found = traced(before, wordings(*later))
    assert accepted(found) == later[-1]
    assert rejected(found) == before
    assert "".join(tokens(before)) == before


def opened(record: MinutesRecord, against: Against) -> Any:
    """The Word file's body."""
    return docx.Document(io.BytesIO(minutes_docx(record, against))).element.body


def shown(body: Any, is_accepting: bool) -> list[str]:
    """The paragraphs of a body as Word shows them when all changes are accepted, or all rejected."""
    found, carried = [], ""
    for row in body.iter(qn("w:p")):
        text = carried
        for each in row.iter(qn("w:t"), qn("w:delText"), qn("w:br"), qn("w:tab")):
            kinds = {qn("w:ins"): True, qn("w:del"): False}
            fate = next((kinds[above.tag] for above in each.iterancestors() if above.tag in kinds), None)
            if fate is None or fate is is_accepting:
                text += {qn("w:br"): "\n", qn("w:tab"): "\t"}.get(each.tag, each.text or "")
        mark = row.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:ins')}")
        carried = text if mark is not None and not is_accepting else ""
        if not (mark is not None and not is_accepting):
            found.append(text)
    return found


@given(st.lists(st.tuples(TEXTS, TEXTS.filter(str.strip)), min_size=1, max_size=3))
def test_a_word_file_whose_changes_are_all_rejected_has_the_words_that_were_heard(pairs: list[tuple[str, str]]) -> None:
    entries = tuple(
        said(heard or "—", now.strip(), start_ms=place * 20_000, end_ms=place * 20_000 + 1_000, id=f"s{place}")
        for place, (heard, now) in enumerate(pairs)
    )
    body = opened(minutes(*entries), Against("heard"))
    for is_accepting in (True, False):
        rows = shown(body, is_accepting)
        for each in entries:
            text = each.text if is_accepting else each.heard
            assert any(row.endswith(f"  {text}") or row == text for row in rows), (rows, text)


def test_a_turn_that_was_not_there_yet_goes_whole_when_it_is_rejected() -> None:
    old = said("We agree.", id="s1")
    new = dataclasses.replace(
        said("So do we.", id="s2", start_ms=9_000, end_ms=10_000),
        speaker="Somebody Else",
        versions=(Wording(1, "So do we.", "", "heard", 900_000),),
    )
    body = opened(minutes(old, new), Against("moment", 100_000))
    kept = shown(body, False)
    assert [row for row in kept if "agree" in row] and not [row for row in kept if "Somebody" in row or "do we" in row]
    assert {"Somebody Else · Brazil", "00:00:09  So do we."} <= set(shown(body, True))


def test_a_turn_that_was_anothers_shows_both_names_with_who_changed_it() -> None:
    versions = (
        Wording(1, "We agree.", "", "heard", 1_000, "Somebody Else", "FR"),
        Wording(2, "We agree.", "Rapporteur 2", "speaker", 60_000, "Ana Exemplo", "BR"),
    )
    body = opened(minutes(entry("We agree.", heard="We agree.", versions=versions)), Against("heard"))
    assert "Ana Exemplo · Brazil" in shown(body, True) and "Somebody Else · France" in shown(body, False)
    assert {each.get(qn("w:author")) for each in body.iter(qn("w:ins"), qn("w:del"))} == {"Rapporteur 2"}


def test_changes_carry_author_and_day_and_every_one_its_own_number() -> None:
    body = opened(minutes(said("We agree.", "We object.")), Against("heard"))
    marks = list(body.iter(qn("w:ins"), qn("w:del")))
    assert [(each.tag.split("}")[1], each.get(qn("w:author")), each.get(qn("w:date"))) for each in marks] == [
        ("del", "Rapporteur 2", "1970-01-01T00:02:00Z"),
        ("ins", "Rapporteur 2", "1970-01-01T00:02:00Z"),
    ]
    assert len({each.get(qn("w:id")) for each in marks}) == len(marks)
    assert not any(each.tag == qn("w:t") for mark in body.iter(qn("w:del")) for each in mark.iter())


def test_words_that_were_retracted_are_in_no_change() -> None:
    body = opened(minutes(dataclasses.replace(said("Secret words.", "Secret."), retracted=True)), Against("heard"))
    assert "Secret" not in "".join(each.text or "" for each in body.iter(qn("w:t"), qn("w:delText")))


def test_a_translation_is_printed_as_it_is_and_the_original_below_it_shows_its_changes() -> None:
    passage = dataclasses.replace(said("Propomos.", "Nós propomos."), text="We propose.", original_text="Nós propomos.",
                                  original_lang="pt", lang="en")  # fmt: skip
    body = opened(minutes(passage), Against("heard"))
    assert "00:00:00  We propose." in shown(body, False)
    assert "original, Portuguese: Propomos." in shown(body, False)
    assert "original, Portuguese: Nós propomos." in shown(body, True)


def test_arabic_that_was_changed_runs_from_right_to_left() -> None:
    body = opened(minutes(said("نقترح مشروعا", "نقترح تجربة", lang="ar"), language="ar"), Against("heard"))
    runs = [run for mark in body.iter(qn("w:ins"), qn("w:del")) for run in mark.iter(qn("w:r"))]
    assert runs and all(run.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None for run in runs)
