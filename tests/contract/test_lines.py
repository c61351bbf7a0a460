"""Lines of the minutes on SQLite and on PostgreSQL: words and doubts, versions, speakers, splitting and merging."""

from __future__ import annotations

from typing import Any

import pytest

from server.core.errors import BadRequest, Conflict, NotFound
from server.services.meeting import convene, floor
from server.services.minutes import lines, record, words
from server.storage.database import Database
from tests.support.minutes import HEARD, ROUTES, Minutes


@pytest.fixture
def minutes(database: Database) -> Minutes:
    return Minutes(database)


def test_the_short_minutes_say_the_same_as_the_long_ones(minutes: Minutes) -> None:
    minutes.correct(0, "We propose a solar pilot.")
    long = minutes.all()
    short = minutes.database.read(lambda tx: record.brief(tx, "demo", "pt"))

    def as_short(line: dict[str, Any]) -> dict[str, Any]:
        kept = {key: value for key, value in line.items() if key not in {"heard", "versions"}}
        told = {code: each for code, each in line["translations"].items() if code == "pt"}
        return kept | {"translations": told} | ({"heard": line["heard"]} if line["repairs"] else {})

    assert short == [as_short(each) for each in long]
    names = [long[2]["id"], "nobody"]
    assert minutes.database.read(lambda tx: record.brief(tx, "demo", "pt", names)) == short[2:]
    assert minutes.database.read(lambda tx: record.brief(tx, "demo", "", [])) == []
    with pytest.raises(BadRequest):
        minutes.database.read(lambda tx: record.brief(tx, "demo", "", ["room-0"] * 101))
    assert [(each["doubts"], each["versions_count"], each["status"]) for each in short] == [
        (1, 2, "corrected"), (0, 1, "final"), (0, 1, "final"),
    ]  # fmt: skip


def test_words_keep_their_times_when_their_neighbours_are_corrected(minutes: Minutes) -> None:
    minutes.correct(0, "🎉 We propose one solar pilot in June and it costs nothing.")
    told = minutes.words(0)
    text = minutes.line(0)["text"]
    as_javascript = text.encode("utf-16-le")
    said = [as_javascript[2 * each[0] : 2 * each[1]].decode("utf-16-le") for each in told]
    assert said == ["🎉 We", *text.split()[2:]]
    assert told[0][2:] == [2_000, 2_250, 0.9, 0]  # session time: the microphone was opened at 2 s
    assert told[2] == [14, 17, 3_000, 3_250, None, None]
    assert told[3][2:] == [3_500, 3_750, 0.2, 3]
    with pytest.raises(BadRequest):
        minutes.database.read(lambda tx: words.of_lines(tx, "demo", ["room-0"] * 101))


def test_a_doubt_goes_when_its_word_is_changed_or_checked_or_the_line_is(minutes: Minutes) -> None:
    def check(word: int | None) -> None:
        rev = minutes.line(0)["rev"]
        minutes.tell(lambda tx, now: lines.check(tx, "demo", "room-0", rev, word, "Eva", now))

    assert minutes.line(0)["doubts"] == 2
    check(3)
    assert (minutes.line(0)["doubts"], minutes.line(0)["checked"]) == (1, None)
    assert [each[4] for each in minutes.words(0) if each[5] == 3] == [None]
    minutes.correct(0, "We propose a solar pilot in June and it is free.")
    assert minutes.line(0)["doubts"] == 0
    check(None)
    assert minutes.line(0)["checked"] == {"by": "Eva", "at": minutes.now}
    assert {each[4] for each in minutes.words(0)} == {None}
    minutes.rename(0, "", "BR")
    assert minutes.line(0)["checked"]["by"] == "Eva"  # the words are still the same
    minutes.correct(0, "We propose a pilot.")
    assert minutes.line(0)["checked"] is None
    with pytest.raises(BadRequest):
        check(99)


def test_a_line_that_was_found_right_too_soon_is_open_again_with_its_doubts(minutes: Minutes) -> None:
    def check(word: int | None) -> None:
        minutes.tell(lambda tx, now: lines.check(tx, "demo", "room-0", 1, word, "Eva", now))

    check(3)
    check(None)
    assert (minutes.line(0)["doubts"], bool(minutes.line(0)["checked"])) == (0, True)
    with pytest.raises(Conflict):
        minutes.database.write(lambda tx: lines.uncheck(tx, "demo", "room-0", 7))
    for _ in range(2):  # a second time there is nothing to take back
        minutes.database.write(lambda tx: lines.uncheck(tx, "demo", "room-0", 1))
    assert minutes.line(0)["checked"] is None and minutes.line(0)["doubts"] == 2


def test_a_version_is_compared_and_restored_as_a_new_one(minutes: Minutes) -> None:
    minutes.correct(0, "We propose two pilots.")
    pieces = lines.compare(minutes.line(0), 1, 2)
    assert {"kind": "new", "text": " two pilots."} in pieces and pieces[0] == {"kind": "same", "text": "We propose"}
    with pytest.raises(NotFound):
        lines.compare(minutes.line(0), 1, 3)
    place = ("demo", "room-0")
    outcome = minutes.tell(lambda tx, now: lines.restore(tx, *place, 2, 1, "Eva", ROUTES, now))
    assert [job.target for job in outcome.jobs] == ["pt"]
    assert (minutes.line(0)["text"], minutes.line(0)["rev"], minutes.line(0)["status"]) == (HEARD[0], 3, "final")
    assert minutes.line(0)["why"] == "restored version 1"
    with pytest.raises(Conflict):
        minutes.tell(lambda tx, now: lines.restore(tx, *place, 3, 1, "Eva", ROUTES, now))
    with pytest.raises(NotFound):
        minutes.tell(lambda tx, now: lines.restore(tx, *place, 3, 9, "Eva", ROUTES, now))
    with pytest.raises(Conflict):
        minutes.tell(lambda tx, now: lines.restore(tx, *place, 2, 1, "Eva", ROUTES, now))


def test_another_speaker_is_a_version_that_every_screen_gets_and_the_heard_one_stays(minutes: Minutes) -> None:
    told = minutes.line(0)["translations"]["pt"]["text"]
    outcome = minutes.rename(0, "", "BR")
    line = minutes.line(0)
    assert (line["speaker"], line["delegation"], line["rev"], line["why"]) == ("Brazil", "BR", 2, "re-attributed")
    assert [(each["speaker"], each["delegation"]) for each in line["versions"]] == [
        ("Republic of Korea", "KR"), ("Brazil", "BR"),
    ]  # fmt: skip
    assert line["translations"]["pt"]["text"] == told and outcome.jobs == []
    assert {event.payload["speaker"] for event in outcome.events} == {"Brazil"} and outcome.reworded == ["room-0"]
    minutes.rename(0, "Ana Exemplo, Brazil", "BR")
    minutes.correct(0, "We propose a pilot.")
    minutes.tell(lambda tx, now: lines.restore(tx, "demo", "room-0", 4, 3, "Eva", ROUTES, now))
    assert minutes.line(0)["speaker"] == "Ana Exemplo, Brazil"
    for speaker, code, error in (("", "XX", NotFound), ("Ana Exemplo, Brazil", "BR", Conflict)):
        with pytest.raises(error):
            minutes.rename(0, speaker, code)
    minutes.tell(lambda tx, now: floor.mend_floor(tx, "demo", "KR", 0, 3_000, now))
    voices = [each["delegation"] for each in minutes.line(0)["versions"]]
    assert voices == ["KR", "BR", "BR", "BR", "BR", "KR"]


def test_what_was_off_the_record_is_a_gap_of_the_minutes(minutes: Minutes) -> None:
    minutes.database.write(lambda tx: convene.set_off_record(tx, "demo", True, 21_000))
    (gap,) = minutes.database.read(lambda tx: record.gaps(tx, "demo", 31_000))
    assert (gap["why"], gap["start_ms"], gap["end_ms"], gap["name"]) == ("off_record", 20_000, 30_000, "")
    minutes.database.write(lambda tx: convene.set_off_record(tx, "demo", False, 26_000))
    assert minutes.database.read(lambda tx: record.gaps(tx, "demo", 31_000))[0]["end_ms"] == 25_000
