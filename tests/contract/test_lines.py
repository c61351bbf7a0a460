"""Lines of the minutes on SQLite and on PostgreSQL: words and doubts, versions, speakers, splitting and merging."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from server.core.errors import BadRequest, Conflict, NotFound
from server.services.hearing import hear, interpret, reread, translate
from server.services.hearing.interpret import Booth, Written
from server.services.hearing.translate import Job, Outcome
from server.services.meeting import convene
from server.services.minutes import lineage, lines, record, recut, words
from server.services.minutes.steps import Actor
from server.services.statement import corrected, negotiate, reword, show, statements
from server.storage import log
from server.storage.database import Database
from server.storage.tables import Check, Segment, Stream, Translation

SECOND = 16_000
KNOWN = {"en": "English", "pt": "Português", "fr": "Français"}
ROUTES = {"en": {"pt"}}
HEARD = ("We propose a solar pilot in June and it costs nothing.", "The roofs are ready.", "Thank you chair.")


def heard_words(text: str, start: int, unsure: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """The words of a text, half a second each and a pause behind each."""
    return [
        {
            "text": f" {word}",
            "start_sample": start + at * SECOND // 2,
            "end_sample": start + at * SECOND // 2 + SECOND // 4,
            "probability": 0.2 if word in unsure else 0.9,
        }
        for at, word in enumerate(text.split())
    ]


class Minutes:
    """An open session with three lines of Korea, as they were heard, each translated into Portuguese."""

    def __init__(self, database: Database) -> None:
        self.database, self.now = database, 10_000
        database.write(self._furnish)

    def _furnish(self, tx: Any) -> None:
        convene.put_delegation(tx, "KR", "Republic of Korea", "en")
        convene.put_delegation(tx, "BR", "Brazil", "pt")
        convene.create_session(tx, "demo", "Demo", "public", ["en", "pt", "fr"], KNOWN)
        convene.open_session(tx, "demo", 1_000)
        convene.give_floor(tx, "demo", "KR", 0, 1_000)
        hear.open_stream(tx, "room", "demo", "mixed", None, "en", 2_000, 0)
        epoch, at = hear.lease(tx, "room")["epoch"], 0
        for text in HEARD:
            end = at + len(text.split()) * SECOND // 2
            result = {"kind": "final", "start_sample": at, "end_sample": end, "text": text, "language": "en"}
            result["words"] = heard_words(text, at, ("solar", "costs"))
            outcome = hear.accept(tx, "room", epoch, result, ROUTES, "live", 1_500)
            assert outcome is not None
            for job in outcome.jobs:
                translate.translated(tx, job, f"pt: {job.text}", "invented", False, "", 1_600)
            at = end

    def tell(self, work: Any) -> Any:
        self.now += 1_000
        return self.database.write(lambda tx: work(tx, self.now))

    def all(self) -> list[dict[str, Any]]:
        return self.database.read(lambda tx: record.minutes(tx, "demo"))

    def line(self, number: int) -> dict[str, Any]:
        return self.all()[number]

    def texts(self) -> list[str]:
        return [each["text"] for each in self.all()]

    def correct(self, number: int, text: str, by: str = "Ana") -> Outcome:
        each = self.line(number)
        return self.tell(lambda tx, now: record.correct(tx, "demo", each["id"], each["rev"], text, by, ROUTES, now))

    def split(self, number: int, before: str, by: str = "Eva", routes: Any = ROUTES) -> Outcome:
        each = self.line(number)
        at = each["text"].index(before)
        return self.tell(lambda tx, now: recut.split(tx, "demo", each["id"], each["rev"], at, by, routes, now))[1]

    def merge(self, number: int, other: int, by: str = "Eva", routes: Any = ROUTES) -> Outcome:
        one, next_one = ((each["id"], each["rev"]) for each in (self.line(number), self.line(other)))
        return self.tell(lambda tx, now: recut.merge(tx, "demo", one, next_one, by, routes, now))[1]

    def rename(self, number: int, speaker: str, delegation: str | None) -> Outcome:
        each = self.line(number)
        place = ("demo", each["id"], each["rev"], speaker, delegation, "Eva")
        return self.tell(lambda tx, now: lines.rename(tx, *place, now))

    def words(self, number: int) -> list[list[Any]]:
        name = self.line(number)["id"]
        return list(self.database.read(lambda tx: words.of_lines(tx, "demo", [name]))[name]["words"])

    def shown(self, view: str) -> dict[str, str]:
        """What a reader of a view has before their eyes, by line: the newest of translation and original."""
        found: dict[str, dict[str, str]] = {}
        for event in self.database.read(lambda tx: log.read(tx, "demo", view, 0))["events"]:
            if event["kind"] != "caption":
                continue
            slot = "said" if event["lang"] == event["src_lang"] else "told"
            found.setdefault(event["seg"], {})[slot] = event["text"]
            if event["status"] in ("retracted", "replaced"):
                found[event["seg"]] = {}
        return {name: each.get("told") or each["said"] for name, each in found.items() if each}


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
    minutes.tell(lambda tx, now: convene.mend_floor(tx, "demo", "KR", 0, 3_000, now))
    voices = [each["delegation"] for each in minutes.line(0)["versions"]]
    assert voices == ["KR", "BR", "BR", "BR", "BR", "KR"]


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
    assert {each["segment"] for each in minutes.database.read(lambda tx: reread.suggestions(tx, "demo"))} == {first}
    minutes.tell(lambda tx, now: convene.retract(tx, "demo", second, "Chair", "", now))
    with pytest.raises(NotFound):
        minutes.tell(lambda tx, now: convene.retract(tx, "demo", "room-0", "Chair", "", now))
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


def test_what_was_off_the_record_is_a_gap_of_the_minutes(minutes: Minutes) -> None:
    minutes.database.write(lambda tx: convene.set_off_record(tx, "demo", True, 21_000))
    (gap,) = minutes.database.read(lambda tx: record.gaps(tx, "demo", 31_000))
    assert (gap["why"], gap["start_ms"], gap["end_ms"], gap["name"]) == ("off_record", 20_000, 30_000, "")
    minutes.database.write(lambda tx: convene.set_off_record(tx, "demo", False, 26_000))
    assert minutes.database.read(lambda tx: record.gaps(tx, "demo", 31_000))[0]["end_ms"] == 25_000


def test_a_session_that_is_deleted_takes_its_checks_and_replaced_lines_along(minutes: Minutes) -> None:
    minutes.split(0, "and")
    first = minutes.line(0)
    minutes.tell(lambda tx, now: lines.check(tx, "demo", first["id"], first["rev"], None, "Eva", now))
    minutes.database.write(lambda tx: convene.delete_session(tx, "demo"))
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
        found = minutes.database.read(lambda tx: reread.suggestions(tx, "demo"))
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
    minutes.tell(lambda tx, now: reread.take(tx, "demo", line["id"], line["rev"], "Ana", ROUTES, now))
    assert minutes.line(0)["text"].endswith("red.") and len(minutes.line(0)["versions"]) == line["rev"] + 1
