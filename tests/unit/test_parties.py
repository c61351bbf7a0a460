"""Who may know of a statement."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.statement.parties import Seats, Visibility, may_read

CODES = ("AA", "BB", "CC")
SEATS = st.builds(
    Seats,
    st.sampled_from(Visibility),
    st.lists(st.sampled_from(CODES)).map(tuple),
    st.lists(st.sampled_from(CODES)).map(tuple),
    st.booleans(),
)


@pytest.mark.parametrize(
    ("role", "delegation", "at_the_table", "among_parties"),
    [
        ("secretariat", None, True, True),
        ("chair", None, True, True),
        ("rapporteur", None, True, True),
        ("delegation", "AA", True, True),
        ("delegation", "BB", True, True),
        ("delegation", "CC", True, False),
        ("delegation", None, True, False),
        ("interpreter", None, False, False),
        ("interpreter", "AA", False, False),
        ("public", None, False, False),
        ("a role of tomorrow", "AA", False, False),
    ],
)
def test_parties_observers_and_those_who_keep_it_read_what_is_among_parties(
    role: str, delegation: str | None, at_the_table: bool, among_parties: bool
) -> None:
    open_, closed = (Seats(each, ("AA",), ("BB",)) for each in Visibility)
    assert may_read(open_, role, delegation) is at_the_table
    assert may_read(closed, role, delegation) is among_parties
    assert may_read(Seats(Visibility.PARTIES, ("AA",), is_public=True), role, delegation)


@given(SEATS, st.sampled_from(CODES))
def test_nobody_reads_less_when_they_become_a_party_or_when_it_is_published(seats: Seats, code: str) -> None:
    read = may_read(seats, "delegation", code)
    party = Seats(seats.visibility, (*seats.parties, code), seats.observers, seats.is_public)
    assert may_read(party, "delegation", code)
    assert may_read(Seats(seats.visibility, seats.parties, seats.observers, True), "public", None)
    assert read or seats.visibility is Visibility.PARTIES
