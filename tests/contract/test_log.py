"""The log of a session: every number once, each view's chain whole, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from server.core.errors import NotFound
from server.services.meeting import convene
from server.storage import log
from server.storage.database import Database
from server.storage.tables import LogEntry

KNOWN = {"en": "English", "pt": "Português"}
Open = Callable[[str], Database]


def convened(tx) -> None:  # type: ignore[no-untyped-def]
    convene.create_session(tx, "demo", "Demo", "public", ["en", "pt"], KNOWN)
    convene.open_session(tx, "demo", 1)


def test_concurrent_writers_get_every_number_once_and_each_views_chain_is_whole(
    database: Database, url: str, opened: Open
) -> None:
    database.write(convened)
    databases = [database, opened(url)]

    def say(number: int) -> log.Event:
        view = ("en", "pt", log.EVERY_VIEW)[number % 3]
        return databases[number % 2].write(lambda tx: log.append(tx, "demo", view, "caption", {"text": str(number)}, 1))

    with ThreadPoolExecutor(8) as pool:
        events = list(pool.map(say, range(90)))
    assert sorted(event.seq for event in events) == list(range(2, 92))
    for view in ("floor", "en", "pt"):
        previous = 1
        for event in sorted(events, key=lambda each: each.seq):
            if view in event.previous:
                assert event.previous[view] == previous
                previous = event.seq
        read = database.read(lambda tx, each=view: log.read(tx, "demo", each, 0))
        assert read["head"] == previous and not read["more"]
        assert [each["prev"] for each in read["events"]] == [0, *(each["seq"] for each in read["events"][:-1])]


def test_a_unit_that_fails_gives_its_number_back(database: Database) -> None:
    database.write(convened)

    def breaks(tx) -> None:  # type: ignore[no-untyped-def]
        log.append(tx, "demo", "en", "caption", {}, 1)
        raise NotFound("in the middle")

    with pytest.raises(NotFound):
        database.write(breaks)
    assert database.write(lambda tx: log.append(tx, "demo", "en", "caption", {}, 1)).seq == 2
    assert database.read(lambda tx: list(tx.scalars(select(LogEntry.seq).order_by(LogEntry.seq)))) == [1, 2]


def test_a_page_of_the_log_says_that_there_is_more(database: Database) -> None:
    database.write(convened)
    database.write(lambda tx: [log.append(tx, "demo", "en", "caption", {}, 1) for _ in range(5)])
    page = database.read(lambda tx: log.read(tx, "demo", "en", 0, limit=4))
    assert page["more"] and page["head"] == 4
    assert database.read(lambda tx: log.read(tx, "demo", "en", page["head"]))["head"] == 6


def test_an_event_of_an_unknown_session_is_refused(database: Database) -> None:
    with pytest.raises(NotFound):
        database.write(lambda tx: log.append(tx, "nowhere", "en", "caption", {}, 1))
