"""What a delegation handed in is offered for the lines in which it said that, as it had written it there."""

from __future__ import annotations

from typing import Any

import pytest

from server.core.errors import BadRequest
from server.services.hearing import hear
from server.services.meeting import convene, floor, remarks
from server.services.meeting.remarks import Reader
from server.services.minutes import as_written
from server.storage.database import Database

KNOWN = {"en": "English", "pt": "Português"}
TEXT = "We propose a pilot of six ports. We thank the Chair for the patience. The annex is ready."
HEARD = (
    ("KR", "We propose a pilot of six parts."),
    ("KR", "The weather is fine today in our capital."),
    ("KR", "We thank the share for the patience."),
    ("KR", "The annex is ready."),
    ("BR", "We propose a pilot of six parts."),
)
RAPPORTEUR = Reader("rapporteur", None, "Ana")


@pytest.fixture
def event(database: Database) -> Database:
    """A closed session in which two delegations spoke; one of them had handed in what it said."""

    def furnish(tx: Any) -> None:
        convene.put_delegation(tx, "KR", "Republic of Korea", "en")
        convene.put_delegation(tx, "BR", "Brazil", "en")
        convene.create_session(tx, "demo", "Demo", "public", ["en", "pt"], KNOWN)
        desk = Reader("secretariat", None, "Eva")
        remarks.hand_in(tx, "demo", "r-1", "KR", remarks.checked("en", TEXT, {}, KNOWN), desk, 5)
        convene.open_session(tx, "demo", 1_000)
        for number, (code, text) in enumerate(HEARD):
            stream, at = f"{code}-{number}", 1_000 * number + 100
            floor.give_floor(tx, "demo", code, at, 1_000 + at)
            hear.open_stream(tx, stream, "demo", "delegation", code, "en", at, 0)
            final = {"kind": "final", "start_sample": 0, "end_sample": 9_000, "text": text, "language": "en"}
            epoch = hear.lease(tx, stream)["epoch"]
            assert hear.accept(tx, stream, epoch, final, {}, "invented", 5)
        convene.close_session(tx, "demo", 60_000)

    database.write(furnish)
    return database


def offered(database: Database, names: list[str]) -> dict[str, dict[str, Any]]:
    found = database.read(lambda tx: as_written.asked(tx, "demo", names, RAPPORTEUR, 99_000))
    return as_written.offered(*found)


def test_what_was_misheard_is_offered_as_it_was_handed_in_by_who_spoke_and_nothing_else_is(event: Database) -> None:
    names = [f"{code}-{number}-0" for number, (code, _) in enumerate(HEARD)]
    offers = offered(event, [*names, "nobody"])
    assert {name: each["text"] for name, each in offers.items()} == {
        "KR-0-0": "We propose a pilot of six ports.",
        "KR-2-0": "We thank the Chair for the patience.",
    }
    assert {each["remarks"] for each in offers.values()} == {"r-1"}
    marks = [(piece["kind"], piece["text"].strip()) for piece in offers["KR-0-0"]["pieces"] if piece["kind"] != "same"]
    assert marks == [("gone", "parts."), ("new", "ports.")]
    with pytest.raises(BadRequest):
        offered(event, names * 21)


def test_what_was_withdrawn_is_offered_no_more(event: Database) -> None:
    desk = Reader("secretariat", None, "Eva")
    event.write(lambda tx: remarks.withdraw(tx, "demo", "r-1", 1, desk, 99_000))
    assert offered(event, ["KR-0-0"]) == {}
