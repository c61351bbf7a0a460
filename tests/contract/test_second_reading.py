"""The second reading's units of work, on SQLite and on PostgreSQL: units, their fence, what is offered and decided."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from server.core.errors import Conflict, NotFound
from server.core.translation.terms import Repaired, Terms
from server.services.hearing import hear, reread, suggestions
from server.services.meeting import convene, deletion
from server.services.minutes import record, retraction
from server.storage.database import Database
from server.storage.tables import Suggestion

SECOND = 16_000
ORDINARY = frozenset({"we", "support", "the", "of", "needs", "a", "widow", "window"})
ROUTES = {"en": {"pt"}}
HEARD = ("We propose a widow.", "The data is ready sense January.", "Thank you chair.")
SAID = "We propose a window. The data is ready since January. Thank you chair."
Open = Callable[[str], Database]


def words(text: str, start: int = 0, probability: float = 0.9) -> list[dict[str, Any]]:
    """The words of a text, half a second each."""
    return [
        {
            "text": f" {word}",
            "start_sample": start + at * SECOND // 2,
            "end_sample": start + at * SECOND // 2 + SECOND // 3,
            "probability": probability,
        }
        for at, word in enumerate(text.split())
    ]


@pytest.fixture
def meeting(database: Database) -> Database:
    """A closed session with three lines of one speaker, as they were heard."""

    def furnish(tx: Any) -> None:
        convene.create_session(tx, "demo", "Demo", "public", ["en", "pt"], {"en": "English", "pt": "Português"})
        convene.open_session(tx, "demo", 1_000)
        hear.open_stream(tx, "room", "demo", "mixed", None, "en", 0, 0)
        epoch, at = hear.lease(tx, "room")["epoch"], 0
        for text in HEARD:
            end = at + len(text.split()) * SECOND // 2
            result = {"kind": "final", "start_sample": at, "end_sample": end, "text": text, "language": "en"}
            assert hear.accept(tx, "room", epoch, {**result, "words": words(text, at)}, ROUTES, "live", 5)
            at = end
        convene.close_session(tx, "demo", 20_000)

    database.write(furnish)
    return database


def hand_out(database: Database, is_auto: bool = True, now: int = 30_000, taken: frozenset[str] = frozenset()) -> Any:
    return database.write(lambda tx: reread.hand_out(tx, set(taken), is_auto, now))


def accept(database: Database, unit: dict[str, Any], text: str = SAID, probability: float = 0.9) -> int | None:
    read = words(text, unit["start_sample"], probability)
    return database.write(lambda tx: reread.accept(tx, unit, read, "best", 40_000))


def found(database: Database) -> list[dict[str, Any]]:
    return database.read(lambda tx: suggestions.listed(tx, "demo"))


def read_all(database: Database, **more: Any) -> None:
    assert accept(database, hand_out(database), **more) is not None


def line(database: Database, number: int) -> dict[str, Any]:
    return database.read(lambda tx: record.minutes(tx, "demo"))[number]


def test_a_unit_is_a_turn_and_what_is_read_of_it_is_offered_line_by_line(meeting: Database) -> None:
    unit = hand_out(meeting)
    assert (unit["stream"], unit["session"], unit["epoch"], unit["language"]) == ("room", "demo", 1, "en")
    assert (unit["start_sample"], unit["end_sample"]) == (0, 13 * SECOND // 2)
    assert accept(meeting, unit) == 2
    first, second = found(meeting)
    assert (first["text"], first["state"], first["rev"], first["engine"]) == ("We propose a window.", "open", 1, "best")
    assert {"kind": "new", "text": " since"} in second["pieces"]
    assert hand_out(meeting) is None and not meeting.read(lambda tx: reread.unread(tx, True, 30_000))
    shown = meeting.read(lambda tx: reread.progress(tx, "demo", 30_000))
    assert shown == {"is_begun": True, "is_recent": True, "engine": "best", "done_ms": 6_500, "total_ms": 6_500}
    assert line(meeting, 0)["text"] == HEARD[0]  # nothing is changed unasked


def test_a_unit_counts_once_and_only_from_the_reader_that_has_it(meeting: Database, url: str, opened: Open) -> None:
    late, unit = hand_out(meeting), hand_out(meeting)
    assert unit["epoch"] == late["epoch"] + 1 and hand_out(meeting, taken=frozenset({"room"})) is None
    assert accept(meeting, late) is None
    databases = [meeting, opened(url)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda each: accept(each, unit), databases * 2))
    assert sorted(answers, key=str) == [2, None, None, None]
    assert len(found(meeting)) == 2


def test_only_what_somebody_asks_for_is_read_where_that_is_set_and_again_when_asked_again(meeting: Database) -> None:
    assert hand_out(meeting, is_auto=False) is None
    assert not meeting.read(lambda tx: reread.unread(tx, False, 30_000))
    assert meeting.write(lambda tx: reread.ask(tx, "demo", "Eva", 30_000)) == 1
    old = hand_out(meeting, is_auto=False)
    assert meeting.write(lambda tx: reread.ask(tx, "demo", "Eva", 31_000)) == 1
    assert accept(meeting, old) is None  # it was asked for anew meanwhile
    assert accept(meeting, hand_out(meeting, is_auto=False)) == 2
    with pytest.raises(NotFound):
        meeting.write(lambda tx: reread.ask(tx, "nowhere", "Eva", 30_000))


def test_what_was_closed_long_ago_is_read_only_when_somebody_asks(meeting: Database) -> None:
    late = 20_001 + reread.RECENT_MS
    assert hand_out(meeting, now=late) is None
    assert not meeting.read(lambda tx: reread.progress(tx, "demo", late))["is_recent"]


def test_a_person_takes_a_suggestion_as_a_correction_with_its_reason_and_new_translations(meeting: Database) -> None:
    read_all(meeting)
    first = found(meeting)[0]
    outcome = meeting.write(lambda tx: suggestions.take(tx, "demo", first["segment"], 1, "Ana", ROUTES, 50_000))
    assert [event.payload["status"] for event in outcome.events] == ["corrected"]
    assert [(job.text, job.rev, job.target) for job in outcome.jobs] == [("We propose a window.", 2, "pt")]
    after = line(meeting, 0)
    assert (after["text"], after["heard"], after["by"], after["why"]) == (
        "We propose a window.",
        HEARD[0],
        "Ana",
        "second reading",
    )
    assert [(each["state"], each["by"]) for each in found(meeting)] == [("accepted", "Ana"), ("open", "")]
    with pytest.raises(Conflict):
        meeting.write(lambda tx: suggestions.take(tx, "demo", first["segment"], 1, "Eva", ROUTES, 51_000))
    with pytest.raises(NotFound):
        meeting.write(lambda tx: suggestions.take(tx, "demo", first["segment"], 2, "Eva", ROUTES, 51_000))


def test_a_suggestion_for_a_line_that_was_changed_meanwhile_is_stale_and_refused_with_the_newer_text(
    meeting: Database,
) -> None:
    read_all(meeting)
    segment = found(meeting)[0]["segment"]
    meeting.write(lambda tx: record.correct(tx, "demo", segment, 1, "We propose two windows.", "Ana", ROUTES, 45_000))
    assert [each["state"] for each in found(meeting)] == ["stale", "open"]
    with pytest.raises(Conflict) as refused:
        meeting.write(lambda tx: suggestions.take(tx, "demo", segment, 1, "Eva", ROUTES, 50_000))
    assert refused.value.details["segment"]["text"] == "We propose two windows."  # type: ignore[index]
    meeting.write(lambda tx: reread.ask(tx, "demo", "Eva", 60_000))
    read_all(meeting)  # against the corrected text
    newest = [each for each in found(meeting) if each["segment"] == segment]
    assert [(each["rev"], each["state"]) for each in newest] == [(1, "stale"), (2, "open")]


def test_what_was_dismissed_is_not_offered_again_but_something_else_is(meeting: Database) -> None:
    read_all(meeting)
    segment = found(meeting)[0]["segment"]
    meeting.write(lambda tx: suggestions.dismiss(tx, "demo", segment, 1, "Ana"))
    meeting.write(lambda tx: reread.ask(tx, "demo", "Eva", 60_000))
    read_all(meeting)
    assert [each["state"] for each in found(meeting)] == ["dismissed", "open"]
    meeting.write(lambda tx: reread.ask(tx, "demo", "Eva", 61_000))
    read_all(meeting, text=SAID.replace("window", "windmill"))
    assert next((each["state"], each["text"]) for each in found(meeting)) == ("open", "We propose a windmill.")
    meeting.write(lambda tx: reread.ask(tx, "demo", "Eva", 62_000))
    read_all(meeting, text=" ".join(HEARD))  # a better reading agrees with the lines: nothing is left to decide
    assert found(meeting) == []


def test_all_that_is_sure_enough_is_taken_at_once_and_nothing_else(meeting: Database) -> None:
    unit = hand_out(meeting)
    mixed = [*words("We propose a window.", 0, 0.95), *words("The data is ready since January.", 2 * SECOND, 0.6)]
    meeting.write(lambda tx: reread.accept(tx, unit, mixed, "best", 40_000))
    count, outcome = meeting.write(lambda tx: suggestions.take_all(tx, "demo", 0.9, "Ana", ROUTES, 50_000))
    assert count == 1 and [job.text for job in outcome.jobs] == ["We propose a window."]
    assert [each["state"] for each in found(meeting)] == ["accepted", "open"]


def test_a_retracted_line_is_neither_read_nor_shown(meeting: Database) -> None:
    segments = [each["id"] for each in meeting.read(lambda tx: record.minutes(tx, "demo"))]
    meeting.write(lambda tx: retraction.retract(tx, "demo", segments[0], "the chair", "misheard", 25_000))
    unit = hand_out(meeting)
    assert unit["audio_start"] == 2 * SECOND and unit["before"] == ""
    meeting.write(lambda tx: reread.accept(tx, unit, words(SAID, 0), "best", 40_000))
    assert [each["segment"] for each in found(meeting)] == [segments[1]]
    meeting.write(lambda tx: retraction.retract(tx, "demo", segments[1], "the chair", "misheard", 41_000))
    assert found(meeting) == []


def test_a_unit_that_could_not_be_read_is_passed_over(meeting: Database) -> None:
    unit = hand_out(meeting)
    assert meeting.write(lambda tx: reread.accept(tx, unit, [], "best", 40_000)) == 0
    assert hand_out(meeting) is None and found(meeting) == []


def test_what_the_glossary_mends_in_the_lines_is_mended_in_what_is_offered(database: Database) -> None:
    terms = Terms(["AEO", "Mercandia"], "en", ORDINARY)

    def repair(text: str, _language: str) -> Repaired:
        return terms.repair(text)

    def furnish(tx: Any) -> None:
        convene.create_session(tx, "demo", "Demo", "public", ["en"], {"en": "English"})
        convene.open_session(tx, "demo", 1_000)
        hear.open_stream(tx, "room", "demo", "mixed", None, "en", 0, 0)
        epoch, at = hear.lease(tx, "room")["epoch"], 0
        for text in ("We support Merkandia.", "The A E O of Merkandia needs a widow."):
            end = at + len(text.split()) * SECOND // 2
            result = {"kind": "final", "start_sample": at, "end_sample": end, "text": text, "language": "en"}
            result["words"] = words(text, at)
            assert hear.accept(tx, "room", epoch, result, {}, "live", 5, repair=repair)
            at = end
        convene.close_session(tx, "demo", 20_000)

    database.write(furnish)
    assert line(database, 0)["text"] == "We support Mercandia."
    unit = hand_out(database)
    read = words("We support Mercantia. The A E O of Mercantia needs a window.", unit["start_sample"])
    assert database.write(lambda tx: reread.accept(tx, unit, read, "best", 40_000, repair)) == 1
    assert [each["text"] for each in found(database)] == ["The AEO of Mercandia needs a window."]


def test_a_deleted_session_takes_its_second_reading_with_it(meeting: Database) -> None:
    read_all(meeting)
    meeting.write(lambda tx: deletion.delete_session(tx, "demo"))
    assert meeting.read(lambda tx: tx.query(Suggestion).count()) == 0
    assert hand_out(meeting) is None
