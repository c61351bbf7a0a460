"""Lines of the minutes that are split and merged, and what becomes of all that points at them. On both databases."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from server.core.errors import BadRequest, Conflict, NotFound
from server.services.hearing import hear, interpret, reread, suggestions, translate
from server.services.hearing.interpret import Booth, Written
from server.services.hearing.translate import Job, Outcome
from server.services.meeting import deletion
from server.services.minutes import lineage, lines, record, retraction
from server.services.minutes.steps import Actor
from server.services.statement import corrected, negotiate, reword, show, statements
from server.storage import log
from server.storage.database import Database
from server.storage.tables import Check, Segment, Stream, Translation
from tests.support.minutes import HEARD, ROUTES, Minutes, heard_words


@pytest.fixture
def minutes(database: Database) -> Minutes:
    return Minutes(database)


def test_a_line_is_split_between_words_with_its_sound_its_words_and_its_checks(minutes: Minutes) -> None:
    minutes.correct(0, "We propose one solar pilot in June and it costs nothing.")
    minutes.tell(lambda tx, now: lines.check(tx, "demo", "room-0", 2, 9, "Eva", now))
    minutes.split(0, "t costs")  # in the middle of a word
    first, second = minutes.line(0), minutes.line(1)
    assert (first["text"], second["text"]) == ("We propose one solar pilot in June and", "it costs nothing.")
    assert (first["heard"], second["heard"]) == ("We propose a solar pilot in June and", "it costs nothing.")
    assert [(each["text"], each["by"], each["why"]) for each in first["versions"]] == [
        ("We propose a solar pilot in June and", "", "heard"),
        ("We propose one solar pilot in June and", "Ana", "corrected"),
        ("We propose one solar pilot in June and", "Eva", "split"),
    ]  # fmt: skip
    assert [each["why"] for each in second["versions"]] == ["heard", "split"] and second["status"] == "final"
    assert first["versions"][0]["at"] == 1_500
    assert (first["start_ms"], first["end_ms"], second["start_ms"], second["end_ms"]) == (2_000, 5_750, 6_000, 7_250)
    assert (first["doubts"], second["doubts"]) == (1, 0)  # "costs" was checked before
    assert minutes.words(1)[0] == [0, 2, 6_000, 6_250, 0.9, 0]

    def rows(tx: Any) -> list[tuple[int, int, int]]:
        found = (tx.get_one(Segment, each["id"]) for each in (first, second))
        return [(each.start_sample, each.end_sample, len(each.words)) for each in found]

    assert minutes.database.read(rows) == [(0, 62_000, 8), (62_000, 88_000, 3)]
    old = minutes.database.read(lambda tx: record.one(tx, record.get_segment(tx, "demo", "room-0")))
    assert old["heard"] == HEARD[0] and len(old["versions"]) == 2  # it stays as it was
    assert minutes.database.read(lambda tx: lineage.led(tx, ["room-0", second["id"]])) == (first["id"], second["id"])


def test_readers_of_every_language_see_the_new_lines_in_the_place_of_the_old_one(minutes: Minutes) -> None:
    outcome = minutes.split(0, "and")
    names = [each["id"] for each in minutes.all()[:2]]
    assert [(event.payload["status"], event.payload["seg"]) for event in outcome.events[:3]] == [
        ("replaced", "room-0"), ("final", names[0]), ("final", names[1]),
    ]  # fmt: skip
    assert outcome.events[0].payload["replaced_by"] == names and set(outcome.events[0].previous) == {
        "floor", "en", "pt", "fr",
    }  # fmt: skip
    assert list(minutes.shown("en").values())[2:] == ["We propose a solar pilot in June", "and it costs nothing."]
    told = minutes.shown("pt")
    assert "room-0" not in told and " ".join(told[name] for name in names) == f"pt: {HEARD[0]}"
    assert [(job.segment, job.target, job.text) for job in outcome.jobs] == [
        (names[0], "pt", "We propose a solar pilot in June"), (names[1], "pt", "and it costs nothing."),
    ]  # fmt: skip
    fresh = minutes.tell(
        lambda tx, now: translate.translated(tx, outcome.jobs[0], "Propomos.", "invented", False, "", now)
    )
    assert [event.payload["status"] for event in fresh] == ["final"]  # nobody corrected anything
    assert minutes.shown("pt")[names[0]] == "Propomos."
    late = Job("demo", "room-0", 1, HEARD[0], "en", "pt", False)
    assert minutes.tell(lambda tx, now: translate.translated(tx, late, "late", "e", False, "", now)) == []


def test_splitting_and_merging_undo_each_other(minutes: Minutes) -> None:
    before = minutes.line(0)
    minutes.split(0, "and")
    minutes.merge(1, 0)  # in whatever order they are named
    after = minutes.line(0)
    same = ("text", "heard", "start_ms", "end_ms", "speaker", "delegation", "status", "doubts", "lang")
    assert {key: after[key] for key in same} == {key: before[key] for key in same}
    assert [each["why"] for each in after["versions"]] == ["heard", "merged"] and len(minutes.all()) == 3
    minutes.split(0, "and", by="Rui")
    assert minutes.texts()[:2] == ["We propose a solar pilot in June", "and it costs nothing."]
    assert minutes.line(0)["versions"][-1]["by"] == "Rui"
    assert len({each["id"] for each in minutes.all()}) == 4
    assert minutes.words(1)[1][2:] == [6_000, 6_250, 0.9, 1]


def test_a_line_without_heard_words_is_split_by_its_length(minutes: Minutes) -> None:
    def forget(tx: Any) -> None:
        tx.get_one(Segment, "room-0").words = []

    minutes.database.write(forget)
    minutes.split(0, "and")
    assert [each["heard"] for each in minutes.all()[:2]] == [
        "We propose a solar pilot in June", "and it costs nothing.",
    ]  # fmt: skip
    first, second = minutes.all()[:2]
    assert 2_000 == first["start_ms"] < first["end_ms"] <= second["start_ms"] < second["end_ms"] == 7_250


def test_what_cannot_be_cut_or_joined_says_why(minutes: Minutes) -> None:
    minutes.correct(2, "Thanks")
    for number, place, error in ((2, "Thanks", BadRequest),):
        with pytest.raises(error):
            minutes.split(number, place)
    for pair in ((0, 2), (0, 0)):
        with pytest.raises(Conflict):
            minutes.merge(*pair)
    minutes.rename(1, "", "BR")
    with pytest.raises(Conflict, match="same speaker"):
        minutes.merge(0, 1)
    minutes.rename(1, "", "KR")
    minutes.merge(0, 1)
    with pytest.raises(Conflict, match="split or merged") as refused:
        minutes.tell(lambda tx, now: record.correct(tx, "demo", "room-0", 1, "x", "Ana", ROUTES, now))
    assert refused.value.details["segments"][0]["text"] == f"{HEARD[0]} {HEARD[1]}"


def test_a_persons_translation_is_never_given_to_a_machine(minutes: Minutes) -> None:
    def by_hand(number: int, text: str) -> None:
        each = minutes.line(number)
        minutes.tell(
            lambda tx, now: record.translate_by_hand(tx, "demo", each["id"], each["rev"], "pt", text, now, "rapporteur")
        )

    by_hand(0, "Propomos um piloto.")
    by_hand(1, "Os telhados estão prontos.")
    outcome = minutes.merge(0, 1)
    told = minutes.line(0)["translations"]["pt"]
    assert (told["text"], told["status"]) == ("Propomos um piloto. Os telhados estão prontos.", "person")
    assert outcome.jobs == []
    minutes.split(0, "The roofs")
    told = [each["translations"]["pt"] for each in minutes.all()[:2]]
    assert [(each["text"], each["status"], each["engine"]) for each in told] == [
        ("Propomos um piloto.", "not_renewed", "person"), ("Os telhados estão prontos.", "not_renewed", "person"),
    ]  # fmt: skip


def test_without_a_route_what_was_translated_before_stays(minutes: Minutes) -> None:
    outcome = minutes.split(0, "and", routes={})
    assert outcome.jobs == []
    told = [each["translations"]["pt"] for each in minutes.all()[:2]]
    assert " ".join(each["text"] for each in told) == f"pt: {HEARD[0]}"
    assert {each["status"] for each in told} == {"done"}


def test_replaced_lines_are_read_drafted_and_retracted_no_more(minutes: Minutes) -> None:
    minutes.split(0, "and")
    first, second = (each["id"] for each in minutes.all()[:2])
    unit = minutes.tell(lambda tx, now: reread.hand_out(tx, set(), True, now))
    minutes.tell(lambda tx, now: reread.accept(tx, unit, heard_words("We propose solar pilots", 0), "best", now))
    assert {each["segment"] for each in minutes.database.read(lambda tx: suggestions.listed(tx, "demo"))} == {first}
    minutes.tell(lambda tx, now: retraction.retract(tx, "demo", second, "Chair", "", now))
    with pytest.raises(NotFound):
        minutes.tell(lambda tx, now: retraction.retract(tx, "demo", "room-0", "Chair", "", now))
    read = minutes.database.read(lambda tx: log.read(tx, "demo", "en", 0))["events"]
    assert not [event for event in read if "costs nothing" in event.get("text", "")]  # nor of the line before
    shown = minutes.database.read(lambda tx: record.one(tx, record.get_segment(tx, "demo", "room-0")))
    assert record.seen_by(shown, "public")["text"] == ""


def test_a_statement_is_led_on_to_the_lines_that_stand_and_told_what_was_corrected(minutes: Minutes) -> None:
    made = minutes.tell(
        lambda tx, now: negotiate.create(tx, "Joint", ["demo"], "en", "communique", ["KR"], "Eva", now).id
    )

    def shape(role: str = "secretariat") -> dict[str, Any]:
        return minutes.database.read(lambda tx: show.shape(tx, statements.existing(tx, made), Actor(role, None, "")))

    def resting(role: str = "secretariat") -> dict[str, Any]:
        return next(each for each in shape(role)["paragraphs"] if "room-0" in str(each["citations"]))

    before = resting()
    assert before["corrections"] == []
    minutes.split(0, "and")
    names = [each["id"] for each in minutes.all()[:2]]
    assert resting()["citations"] == before["citations"] and resting()["corrections"] == []
    assert [each["id"] for each in resting()["evidence"] if "room-0" in each["stands_for"]] == names
    assert minutes.database.read(lambda tx: corrected.citing(tx, names[:1])) == [made]
    outcome = minutes.correct(0, "We propose a lunar pilot in June")
    (told,) = resting()["corrections"]
    assert (told["segment"], told["before"], told["after"], told["by"]) == (
        names[0], "We propose a solar pilot in June", "We propose a lunar pilot in June", "Ana",
    )  # fmt: skip
    assert outcome.reworded == [names[0]] and {"kind": "gone", "text": "solar"} in told["pieces"]
    assert len(resting("delegation")["corrections"]) == 1 and resting("public")["corrections"] == []
    minutes.tell(lambda tx, now: corrected.seen(tx, made, before["id"], "Eva", now))
    assert resting()["corrections"] == [] and resting()["rev"] == before["rev"]
    minutes.rename(0, "", "BR")
    assert resting()["corrections"][0]["speakers"] == ["Republic of Korea", "Brazil"]
    rev = resting()["rev"]
    minutes.tell(lambda tx, now: reword.edit(tx, made, before["id"], rev, "Welcomes the pilot.", "Eva", now))
    edited = next(each for each in shape()["paragraphs"] if each["id"] == before["id"])
    assert edited["corrections"] == []


def test_a_session_that_is_deleted_takes_its_checks_and_replaced_lines_along(minutes: Minutes) -> None:
    minutes.split(0, "and")
    first = minutes.line(0)
    minutes.tell(lambda tx, now: lines.check(tx, "demo", first["id"], first["rev"], None, "Eva", now))
    minutes.database.write(lambda tx: deletion.delete_session(tx, "demo"))
    for table in (Check, Segment, Translation):
        assert minutes.database.read(lambda tx, table=table: tx.scalars(select(table)).first()) is None


def test_what_waits_for_an_interpreter_goes_on_waiting_and_their_line_covers_both_parts(minutes: Minutes) -> None:
    booth = Booth("demo", "pt", "i1", "Ana Exemplo")
    minutes.tell(lambda tx, now: interpret.take(tx, booth, ROUTES, now))

    def hear_more(tx: Any, now: int) -> Outcome:
        text = "Brazil agrees. Thank you."
        place = {"start_sample": 160_000, "end_sample": 192_000, "language": "en", "text": text}
        epoch, done = hear.lease(tx, "room")["epoch"], {"kind": "advanced", "end_sample": 160_000}
        start = tx.get_one(Stream, "room").done_sample
        hear.accept(tx, "room", epoch, {**done, "start_sample": start}, ROUTES, "live", now)
        final = {"kind": "final", **place, "words": heard_words(text, 160_000)}
        outcome = hear.accept(tx, "room", epoch, final, ROUTES, "live", now)
        assert outcome is not None
        return outcome

    minutes.tell(hear_more)
    outcome = minutes.split(3, "Thank")
    assert outcome.jobs == []
    assert [each["translations"]["pt"]["status"] for each in minutes.all()[3:]] == ["held", "held"]
    row, _ = minutes.tell(lambda tx, now: interpret.write(tx, booth, Written("O Brasil concorda. Obrigado."), now))
    told = [each["translations"]["pt"] for each in minutes.all()[3:]]
    assert [(each["text"], each["status"]) for each in told] == [
        ("O Brasil concorda.", "interpreted"), ("Obrigado.", "interpreted"),
    ]  # fmt: skip
    outcome = minutes.merge(3, 4)
    told = minutes.line(3)["translations"]["pt"]
    assert (told["text"], told["status"], outcome.jobs) == ("O Brasil concorda. Obrigado.", "interpreted", [])
    mended = Written("O Brasil aceita. Obrigado.", replaces=row.id)
    minutes.tell(lambda tx, now: interpret.write(tx, booth, mended, now))  # their line knows the lines that were
    assert minutes.line(3)["translations"]["pt"]["text"] == "O Brasil aceita. Obrigado."


def test_what_the_second_reading_offers_goes_over_to_the_lines_in_the_place(minutes: Minutes) -> None:
    said = "We propose a lunar pilot in June and it costs nothing. The roofs are red. Thank you chair."
    unit = minutes.tell(lambda tx, now: reread.hand_out(tx, set(), True, now))
    minutes.tell(lambda tx, now: reread.accept(tx, unit, heard_words(said, 0), "best", now))

    def offers() -> list[tuple[str, str]]:
        found = minutes.database.read(lambda tx: suggestions.listed(tx, "demo"))
        return [(each["text"], each["state"]) for each in found]

    whole = [("We propose a lunar pilot in June and it costs nothing.", "open"), ("The roofs are red.", "open")]
    assert offers() == whole
    minutes.split(0, "and")
    assert offers() == [("We propose a lunar pilot in June", "open"), ("The roofs are red.", "open")]
    minutes.merge(0, 1)
    assert offers() == whole
    minutes.merge(0, 1)
    assert offers() == [(" ".join(text for text, _ in whole), "open")]
    line = minutes.line(0)
    minutes.tell(lambda tx, now: suggestions.take(tx, "demo", line["id"], line["rev"], "Ana", ROUTES, now))
    assert minutes.line(0)["text"].endswith("red.") and len(minutes.line(0)["versions"]) == line["rev"] + 1
