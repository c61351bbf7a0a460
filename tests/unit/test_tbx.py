"""The glossary in the format of terminology programs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.errors import BadGlossary
from server.core.translation.tbx import is_tbx, parse, write

CODES = ("en", "pt", "ko")
FORM = st.text(st.characters(categories=["L", "N", "P", "S"], exclude_characters="|"), min_size=1, max_size=12)
TERM = st.lists(FORM, min_size=1, max_size=3).map(" | ".join)
ROWS = st.lists(st.dictionaries(st.sampled_from(["*", *CODES]), TERM, min_size=1), min_size=1, max_size=6)

VERSION_2 = """<?xml version='1.0'?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader/><text><body>
 <termEntry id="c1"><descrip type="subjectField">customs</descrip>
  <langSet xml:lang="en-GB"><tig><term>single  window</term></tig><tig><term>one stop</term></tig></langSet>
  <langSet xml:lang="pt"><ntig><termGrp><term>janela <hi>única</hi></term></termGrp></ntig></langSet>
  <langSet xml:lang="fi"><tig><term>yhden luukun periaate</term></tig></langSet>
 </termEntry>
 <termEntry id="c2"><langSet xml:lang="fi"><tig><term>tulli</term></tig></langSet></termEntry>
</body></text></martif>"""


def test_version_two_is_read_with_the_first_term_of_each_language_that_is_known() -> None:
    assert is_tbx(VERSION_2) and not is_tbx("*\ten\n")
    assert parse(VERSION_2, CODES) == [{"en": "single window", "pt": "janela única"}]


@settings(deadline=None)
@given(ROWS)
def test_what_was_written_is_read_as_it_was(rows: list[dict[str, str]]) -> None:
    assert parse(write(rows, CODES), CODES) == rows


def test_a_delegation_stands_in_a_note_and_the_note_in_another() -> None:
    rows = [{"*": "KCS", "delegation": "KR"}, {"en": "AEO", "note": "Never the company itself."}]
    assert "<note>KR</note>" in write(rows, CODES) and parse(write(rows, CODES), CODES) == rows


def test_inflections_are_variants_of_their_term() -> None:
    rows = [{"en": "single window | single windows", "pt": "janela única | janelas únicas"}]
    assert write(rows, CODES).count('<termNote type="termType">variant</termNote>') == 2
    assert parse(write(rows, CODES), CODES) == rows


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<tbx>", "no XML"),
        ("<html></html>", "no TBX"),
        ("<tbx>\ud800</tbx>", "no XML"),
        (f"<tbx>{'<conceptEntry/>' * 2_001}</tbx>", "at most 2000 terms"),
        ('<!DOCTYPE x [<!ENTITY a "aaaa">]><tbx>&a;</tbx>', "entities"),
        (VERSION_2.replace("single  window", "x" * 121), "entry 1: en: at most"),
        (VERSION_2.replace("single  window", "ri\u202esk"), "control character"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(text: str, what: str) -> None:
    with pytest.raises(BadGlossary, match=what) as caught:
        parse(text, CODES)
    assert caught.value.details["errors"]
