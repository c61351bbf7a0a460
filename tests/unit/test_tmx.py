"""The translation memory in the format of translation programs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.errors import BadMemory
from server.core.translation import tmx
from server.core.translation.tmx import Unit, decode, parse, write

CODES = ("en", "pt", "ko")
TEXT = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=20)
PAIRS = st.permutations(CODES).map(lambda codes: codes[:2])
UNITS = st.builds(
    lambda pair, sentence, text, at, visibility: Unit(pair[0], sentence, pair[1], text, at, visibility),
    PAIRS,
    TEXT,
    TEXT,
    st.none() | st.integers(0, 4_000_000_000).map(lambda seconds: seconds * 1000),
    st.sampled_from(["public", "participants"]),
)

FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="other" segtype="sentence" adminlang="en-US" srclang="en-GB" datatype="xml"/>
<body>
 <tu creationdate="20260102T030405Z" changeid="someone"><prop type="client">x</prop>
  <tuv xml:lang="pt-BR"><seg>Obrigado <bpt i="1">{b}</bpt>a<ept i="1">{/b}</ept> todos.</seg></tuv>
  <tuv xml:lang="EN-GB"><seg>Thank <hi>you
   all</hi>.<ph>{br}</ph></seg></tuv>
  <tuv xml:lang="fi"><seg>Kiitos.</seg></tuv>
 </tu>
 <tu srclang="*all*"><tuv lang="ko"><seg>네</seg></tuv><tuv lang="en"><seg>Yes</seg></tuv></tu>
 <tu srclang="fi"><tuv xml:lang="fi"><seg>tulli</seg></tuv><tuv xml:lang="en"><seg>customs</seg></tuv></tu>
 <tu><tuv xml:lang="en"><seg>alone</seg></tuv></tu>
</body></tmx>"""


@given(st.lists(UNITS, max_size=6))
def test_what_was_written_is_read_as_it_was(units: list[Unit]) -> None:
    assert parse(write(units), CODES) == (units, 0)


def test_a_foreign_file_gives_its_words_without_its_codes_in_its_own_direction() -> None:
    units, left_out = parse(FOREIGN, CODES)
    assert units == [
        Unit("en", "Thank you all.", "pt", "Obrigado a todos.", 1_767_323_045_000),
        Unit("ko", "네", "en", "Yes"),
    ]
    assert left_out == 2


def test_who_may_read_it_is_kept_and_an_unknown_word_hides() -> None:
    hidden = write([Unit("en", "a", "pt", "b", visibility="participants")])
    assert parse(hidden, CODES)[0][0].visibility == "participants"
    assert parse(hidden.replace("participants", "friends"), CODES)[0][0].visibility == "participants"


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert parse(write([Unit("en", "a\uffff&", "pt", "<b>\t")]), CODES)[0] == [Unit("en", "a&", "pt", "<b>")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_files_in_the_encodings_of_other_programs_are_read(encoding: str) -> None:
    assert parse(decode(FOREIGN.encode(encoding)), CODES)[0]


def test_latin_1_is_read_where_the_file_says_so_and_what_is_no_text_is_refused() -> None:
    said = FOREIGN.replace("UTF-8", "ISO-8859-1").replace("네", "e").replace("Obrigado", "Não")
    assert parse(decode(said.encode("latin-1")), CODES)[0][0].text == "Não a todos."
    with pytest.raises(BadMemory, match="UTF-8"):
        decode(b"\xff\x00\xc3")


@pytest.mark.parametrize(
    ("text", "fault", "what"),
    [
        ("<tmx>", "unreadable", "no XML"),
        ("", "unreadable", "no XML"),
        ("<html></html>", "unreadable", "no TMX"),
        ("<tmx>\ud800</tmx>", "unreadable", "no XML"),
        ('<!DOCTYPE tmx [<!ENTITY a "aaaa">]><tmx>&a;</tmx>', "unreadable", "entities"),
        ("<tmx>&a;</tmx>", "unreadable", "no XML"),
        (FOREIGN.replace("Thank", "x" * 5_001), "too_long", "unit 1: en: at most 5000"),
        (FOREIGN.replace("Yes", "ri\u202esk"), "bad_character", "unit 2: en: a control"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(text: str, fault: str, what: str) -> None:
    with pytest.raises(BadMemory, match=what) as caught:
        parse(text, CODES)
    errors = caught.value.details["errors"]
    assert isinstance(errors, list) and errors[0]["fault"] == fault and caught.value.code == "bad_memory"


def test_a_file_of_too_many_units_or_too_much_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tmx, "MOST_UNITS", 1)
    with pytest.raises(BadMemory, match="at most 1 translations; found 2"):
        parse(FOREIGN, CODES)
    monkeypatch.setattr(tmx, "MOST_CHARACTERS", 100)
    with pytest.raises(BadMemory, match="million characters"):
        parse(FOREIGN, CODES)


def test_a_file_that_is_nested_deeply_ends_in_words_or_in_nothing() -> None:
    depth = 50_000
    nested = f"<tmx><tu>{'<tuv><seg>' * depth}{'</seg></tuv>' * depth}</tu></tmx>"
    assert parse(nested, CODES) == ([], 1)
    within = f"<seg>{'<hi>' * depth}deep{'</hi>' * depth}</seg>"
    known = f'<tmx><tu><tuv lang="en">{within}</tuv><tuv lang="pt"><seg>fundo</seg></tuv></tu></tmx>'
    assert parse(known, CODES)[0] == [Unit("en", "deep", "pt", "fundo")]
