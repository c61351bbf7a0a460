"""The glossary as a table that people write: what is taken, what is refused and in which line; and what is expected."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.errors import BadGlossary
from server.core.hearing.hotwords import choose
from server.core.translation.glossary import check, forms, joined, pairs, parse, write

CODES = ("en", "ko", "pt", "fr")
FORM = st.text(st.characters(categories=["L", "N", "P", "S"], exclude_characters="|"), min_size=1, max_size=12)
CELL = st.lists(FORM, min_size=1, max_size=3).map(" | ".join)
ROWS = st.lists(st.dictionaries(st.sampled_from(["*", *CODES]), CELL, min_size=1), max_size=6)


@settings(deadline=None)
@given(ROWS)
def test_a_table_that_was_written_is_read_as_it_was(rows: list[dict[str, str]]) -> None:
    assert parse(write(rows, CODES), CODES) == rows


def test_every_line_that_cannot_be_used_is_named_with_its_fault() -> None:
    text = f"*\ten\tdelegation\nAEO\t\t\n\n\t\tKR\nKCW\tx\tKR\tmore\n{'a' * 121}\t\t\n\tri\u202esk\t\n"
    with pytest.raises(BadGlossary) as caught:
        parse(text, CODES)
    assert caught.value.code == "bad_glossary"
    found = [(each["line"], each["fault"]) for each in caught.value.details["errors"]]  # type: ignore[attr-defined]
    assert found == [(4, "no_term"), (5, "too_many_cells"), (6, "too_long"), (7, "bad_character")]
    assert caught.value.message.startswith("line 4: ")


@pytest.mark.parametrize(
    ("text", "fault"),
    [("en\telvish\n", "unknown_column"), ("en\ten\n", "doubled_column"), ('en\n"open', "unreadable")],
)
def test_a_table_with_a_wrong_first_line_or_an_open_quote_is_refused(text: str, fault: str) -> None:
    with pytest.raises(BadGlossary) as caught:
        parse(text, CODES)
    assert caught.value.details["errors"][0]["fault"] == fault  # type: ignore[index]


def test_a_row_of_a_form_is_checked_as_a_line_is() -> None:
    assert check({"*": " AEO ", "en": ""}, CODES) == {"*": "AEO"}
    with pytest.raises(BadGlossary, match="no term"):
        check({"delegation": "KR"}, CODES)


def test_a_cell_may_hold_the_inflections_of_its_term_and_a_row_a_note() -> None:
    (row,) = parse("en\tpt\tnote\nsingle window|single windows\tjanela única | janelas únicas|\tNot a shop.\n", CODES)
    assert forms(row["pt"]) == ["janela única", "janelas únicas"] and row["note"] == "Not a shop."
    assert pairs(row, "en", "pt") == [("single window", "janela única"), ("single windows", "janelas únicas")]
    assert pairs({"en": "a | b", "pt": "c"}, "en", "pt") == [("a", "c"), ("b", "c")]
    assert pairs({"en": "a"}, "en", "pt") == []


@pytest.mark.parametrize(
    ("text", "fault"), [("note\nalone\n", "no_term"), ("en\n|\n", "no_term"), (f"en\n{'a|' * 13}\n", "too_many_forms")]
)
def test_a_note_alone_or_too_many_forms_are_refused(text: str, fault: str) -> None:
    with pytest.raises(BadGlossary) as caught:
        parse(text, CODES)
    assert caught.value.details["errors"][0]["fault"] == fault  # type: ignore[index]


def test_the_rows_of_the_file_stand_aside_where_the_database_has_the_term() -> None:
    kept = [{"en": "single window", "pt": "janela única"}]
    filed = [{"en": "single window", "pt": "balcão"}, {"*": "AEO"}]
    assert joined(kept, filed) == [kept[0], filed[1]]


def test_few_words_are_expected_and_the_first_wishes_come_first() -> None:
    assert choose(["Thandeka Mbuyisa"], ["AEO", "WCO", "CMAA"], ["Mercosur"]) == "Thandeka Mbuyisa, AEO, WCO"
    assert choose(["AEO"], ["AEO", "one two three four"], ["KCW", "a, b"]) == "AEO, KCW"
    assert choose([], []) == ""
