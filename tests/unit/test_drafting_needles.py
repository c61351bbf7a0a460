"""Cue patterns are tried only where words that they need stand in the sentence, and find the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.roundtables import read
from server.core.drafting.acts import Act
from server.core.drafting.classify import written
from server.core.drafting.cues import CUES
from server.core.drafting.needles import Patterns, needles, spans

SET = Path(__file__).parents[2] / "bench" / "sets" / "roundtables" / "open"


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"\bno longer (?:insists?|objects?)\b", {"no longer "}),
        (r"\b(?:lift|withdraw)s?\b", {"lift", "withdraw"}),
        (r"\bhono(?:u)?rs?\b", {"hono"}),
        (r"\bnot?\b", {"no"}),
        (r"\b(?:we )?(?:shall)?[a-z]+\b", set()),
        (r"(?<!nothing )\bbut(?! also)", {"but"}),
        (r"(?:approve){0,2}x", set()),
        (r"(?:approve){1,2}x", {"approve"}),
        (r"\bI\.e\.|Que\b", {"i.e.", "que"}),
    ],
)
def test_what_a_pattern_needs_is_read_off_it(pattern: str, needed: set[str]) -> None:
    assert needles(pattern) == needed


def test_a_pattern_with_an_open_group_is_refused() -> None:
    with pytest.raises(ValueError, match="groups are closed"):
        needles(r"a)b")


@pytest.mark.parametrize("language", ["fr", "es", "pt", "ru", "ar", "zh", "ko"])
def test_each_cue_is_found_where_the_whole_table_would_find_it(language: str) -> None:
    said = [each for meeting in read(SET) for each in meeting.segments().values()]
    texts = [written(each["text"], language) for each in said if each["lang"] == language][:40]
    sieve = Patterns(CUES[language])
    found = 0
    for kind, patterns in CUES[language].items():
        whole = re.compile("|".join(patterns), re.IGNORECASE)
        for text in texts:
            wanted = [match.span() for match in whole.finditer(text)]
            assert list(spans(sieve.of(text).get(kind, ()), text)) == wanted
            found += len(wanted)
    assert found > 20


def test_letters_that_are_another_case_of_plain_ones_are_found_too() -> None:
    text = "İT İS ſETTLED"
    assert [match.span() for match in re.finditer("it is settled", text, re.IGNORECASE)] == [(0, 13)]
    assert list(spans(Patterns({Act.CLAIM: ("it is settled",)}).of(text)[Act.CLAIM], text)) == [(0, 13)]
