"""The translation memory in the database: what is used, what is offered, and who never gets a word of it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from server.core.errors import NotFound, UnknownLanguage
from server.core.minutes.retention import Retention
from server.core.translation.tmx import Unit
from server.services.hearing import group, hear, interpret, translate
from server.services.hearing.interpret import Booth
from server.services.hearing.translate import Job, Outcome
from server.services.meeting import convene, deletion, memory, memory_table
from server.services.minutes import record, retraction
from server.storage.database import Database
from server.storage.tables import Remembered, Segment, Translation

KNOWN = {"en": "", "pt": "", "ko": ""}
ROUTES: dict[str, set[str]] = {"en": {"pt"}}
SAID, OWN = "We propose a pilot of six ports.", "Propomos um piloto em seis portos."
KEPT = Retention(30, "sessions")


@pytest.fixture
def event(database: Database) -> Database:
    """Sessions of each visibility, two of them confidential, each with an open microphone."""

    def prepare(tx: Any) -> None:
        for name, visibility in (
            ("open", "public"), ("later", "public"), ("inner", "participants"), ("closed", "confidential"),
            ("other", "confidential"),
        ):  # fmt: skip
            convene.create_session(tx, name, name, visibility, ["en", "pt", "ko"], KNOWN)
            convene.open_session(tx, name, 1_000)
            hear.open_stream(tx, f"m-{name}", name, "mixed", None, "en", 0, 0)

    database.write(prepare)
    return database


def say(database: Database, session: str, text: str = SAID, **more: Any) -> tuple[str, Outcome]:
    """A line that was heard; returns its segment and what is to be done."""

    def store(tx: Any) -> tuple[str, Outcome]:
        lease = hear.lease(tx, f"m-{session}")
        start = lease["start_sample"]
        result = {"kind": "final", "start_sample": start, "end_sample": start + 16_000, "text": text, "language": "en"}
        outcome = hear.accept(tx, f"m-{session}", lease["epoch"], {**result, **more}, ROUTES, "invented", 5)
        assert outcome is not None
        return f"m-{session}-{start}", outcome

    return database.write(store)


def own(database: Database, session: str, segment: str, text: str = OWN, language: str = "pt", now: int = 10) -> None:
    database.write(lambda tx: record.translate_by_hand(tx, session, segment, 1, language, text, now, "rapporteur"))


def answer(database: Database, outcome: Outcome, over: int | None = None) -> tuple[list[str], set[Job]]:
    """The texts that the memory gives, and the jobs that it does."""
    events, done = database.write(lambda tx: memory.answer(tx, outcome.jobs, outcome.unrouted, over, 20))
    return [event.payload["text"] for event in events], done


def offered(database: Database, session: str, segment: str, language: str = "pt") -> list[dict[str, Any]]:
    return database.read(lambda tx: memory.offers(tx, session, segment, language, None))


def listed(database: Database, words: str = "") -> dict[str, Any]:
    return database.read(lambda tx: memory_table.listed(tx, words, None))


def test_the_same_sentence_has_a_persons_translation_the_next_time(event: Database) -> None:
    first, outcome = say(event, "open")
    assert answer(event, outcome) == ([], set())
    own(event, "open", first)
    again, outcome = say(event, "later", "we propose  a pilot of six ports!")
    assert answer(event, outcome) == ([OWN], set(outcome.jobs))
    shown = event.read(lambda tx: record.minutes(tx, "later"))[0]["translations"]["pt"]
    assert shown == {
        "rev": 1, "text": OWN, "engine": "memory", "rough": False, "status": "done", "note": "memory",
    }  # fmt: skip
    _, outcome = say(event, "later", SAID.replace("six", "nine"))
    assert answer(event, outcome) == ([], set())
    assert offered(event, "later", again) == []  # it stands there already


def test_the_newest_is_used_and_the_older_ones_stay(event: Database) -> None:
    first, _ = say(event, "open")
    own(event, "open", first, "Antes.", now=10)
    own(event, "open", first, OWN, now=11)
    _, outcome = say(event, "later")
    assert answer(event, outcome)[0] == [OWN]
    entries = listed(event)["entries"]
    assert [(each["text"], each["is_used"], each["by"]) for each in entries] == [
        (OWN, True, "rapporteur"),
        ("Antes.", False, "rapporteur"),
    ]
    event.write(lambda tx: memory_table.remove(tx, entries[0]["id"]))
    _, outcome = say(event, "later")
    assert answer(event, outcome)[0] == ["Antes."]
    with pytest.raises(NotFound):
        event.write(lambda tx: memory_table.remove(tx, entries[0]["id"]))


def test_several_sentences_are_answered_when_all_of_them_are_known(event: Database) -> None:
    for text, told in ((SAID, OWN), ("Thank you very much.", "Muito obrigado.")):
        own(event, "open", say(event, "open", text)[0], told)
    _, outcome = say(event, "later", f"{SAID} Thank you very much.")
    assert answer(event, outcome)[0] == [f"{OWN} Muito obrigado."]
    _, outcome = say(event, "later", f"{SAID} The floor is yours.")
    assert answer(event, outcome)[0] == []


def test_a_sentence_heard_in_pieces_is_known_as_a_whole_and_each_piece_gets_its_part(event: Database) -> None:
    own(event, "open", say(event, "open")[0])
    _, first = say(event, "later", "We propose a pilot")
    _, second = say(event, "later", "of six ports.")
    assert not first.jobs and [len(job.parts) for job in second.jobs] == [2]
    texts, _ = answer(event, second)
    assert " ".join(texts) == OWN and all(texts)


def test_a_language_without_any_route_has_what_a_person_wrote(event: Database) -> None:
    first, outcome = say(event, "open")
    assert [job.target for job in outcome.unrouted] == ["ko"]
    own(event, "open", first, "여섯 항구.", "ko")
    again, outcome = say(event, "later")
    assert answer(event, outcome)[0] == ["여섯 항구."]
    found = event.read(lambda tx: tx.get_one(Translation, (again, 1, "ko")))
    assert (found.status, found.engine) == ("done", "memory")


def test_speech_that_has_only_rough_english_is_looked_for_in_its_own_words(event: Database) -> None:
    french = {"language": "fr", "english": "We propose six."}
    first, outcome = say(event, "open", "Nous proposons six ports.", **french)
    assert [(job.source, job.rough) for job in outcome.jobs] == [("en", True)]
    own(event, "open", first)
    own(event, "open", first, "We propose a pilot of six ports.", "en")
    again, outcome = say(event, "later", "Nous proposons six ports.", **french)
    assert sorted(answer(event, outcome)[0]) == [OWN, "We propose a pilot of six ports."]
    for language in ("pt", "en"):
        shown = event.read(lambda tx, code=language: tx.get_one(Translation, (again, 1, code)))
        assert (shown.engine, shown.rough, shown.status) == ("memory", False, "done")


def test_a_persons_own_text_and_a_newer_version_are_left_alone(event: Database) -> None:
    own(event, "open", say(event, "open")[0])
    segment, outcome = say(event, "later")
    own(event, "later", segment, "Meu texto.")
    event.write(lambda tx: tx.delete(tx.scalars(select(Remembered).where(Remembered.segment_id == segment)).one()))
    assert answer(event, outcome)[0] == []
    corrected = event.write(lambda tx: record.correct(tx, "later", segment, 1, SAID, "R", ROUTES, 12))
    assert answer(event, outcome) == ([], set())
    assert answer(event, corrected)[0] == [OWN]


def test_a_language_in_an_interpreters_hands_is_left_to_them_until_they_let_go(event: Database) -> None:
    own(event, "open", say(event, "open")[0])
    booth = Booth("later", "pt", "i1", "Ina")
    event.write(lambda tx: interpret.take(tx, booth, ROUTES, 5))
    _, outcome = say(event, "later")
    assert [job.target for job in (*outcome.jobs, *outcome.unrouted)] == ["ko"]
    outcome = event.write(lambda tx: interpret.release(tx, booth, False, ROUTES, 6))
    waiting = event.write(lambda tx: group.close(tx, "m-later", 60_000, hear.PATIENCE))
    assert answer(event, Outcome(jobs=[*outcome.jobs, *waiting.jobs]))[0] == [OWN]


@pytest.mark.parametrize(
    ("made_in", "users"),
    [
        ("open", {"open", "later", "inner", "closed", "other"}),
        ("inner", {"inner", "closed", "other"}),
        ("closed", {"closed"}),
    ],
)
def test_nobody_gets_a_word_of_a_session_that_he_may_not_see(event: Database, made_in: str, users: set[str]) -> None:
    own(event, made_in, say(event, made_in)[0])
    using, getting = set(), set()
    for session in ("open", "later", "inner", "closed", "other"):
        _, outcome = say(event, session)
        near, _ = say(event, session, "We propose a pilot of nine ports.")
        using |= {session} if answer(event, outcome)[0] else set()
        getting |= {session} if offered(event, session, near) else set()
    assert using == getting == users


def test_what_is_confidential_leaves_in_no_file_and_what_came_back_stays_among_its_readers(event: Database) -> None:
    for session in ("closed", "inner"):
        own(event, session, say(event, session, f"Said in {session}.")[0], session)
    found = listed(event)
    assert (found["count"], found["confidential"]) == (2, 1)
    units = event.read(lambda tx: memory_table.taken_out(tx, None))
    assert units == [Unit("en", "Said in inner.", "pt", "inner", 10, "participants")]
    event.write(lambda tx: deletion.delete_session(tx, "inner"))
    assert event.write(lambda tx: memory_table.bring_in(tx, units, "secretariat", 30)) == 1
    _, outcome = say(event, "open", "Said in inner.")
    assert answer(event, outcome)[0] == []
    _, outcome = say(event, "closed", "Said in inner.")
    assert answer(event, outcome)[0] == ["inner"]


def test_what_is_taken_back_or_off_the_record_is_not_remembered(event: Database) -> None:
    segment, _ = say(event, "open")
    own(event, "open", segment)
    event.write(lambda tx: retraction.retract(tx, "open", segment, "Chair", "", 11))
    assert listed(event)["count"] == 0
    segment, _ = say(event, "open")

    def hide(tx: Any) -> None:
        convene.set_off_record(tx, "open", True, 1_000)
        line = tx.get_one(Segment, segment)
        line.start_ms, line.end_ms = 500, 1_500  # as if recognition had put words into it

    event.write(hide)
    own(event, "open", segment)
    assert listed(event)["count"] == 0


def test_what_deletes_a_session_deletes_what_was_kept_of_it_but_for_what_came_from_a_file(event: Database) -> None:
    own(event, "open", say(event, "open")[0])
    event.write(lambda tx: memory_table.bring_in(tx, [Unit("en", "Yes.", "pt", "Sim.")], "secretariat", 30))
    event.write(lambda tx: deletion.delete_session(tx, "open"))
    assert [(each["text"], each["session"]) for each in listed(event)["entries"]] == [("Sim.", None)]


def test_a_session_whose_time_is_over_is_neither_used_nor_shown_before_the_clock_comes(event: Database) -> None:
    own(event, "open", say(event, "open")[0])
    event.write(lambda tx: convene.close_session(tx, "open", 2_000))
    over = memory.over_at(KEPT, 2_000 + 30 * convene.DAY_MS)
    near, _ = say(event, "later", "We propose a pilot of nine ports.")
    _, outcome = say(event, "later")
    assert over == 2_000 and answer(event, outcome, over)[0] == []
    assert event.read(lambda tx: memory.offers(tx, "later", near, "pt", over)) == []
    assert event.read(lambda tx: memory_table.listed(tx, "", over))["count"] == 0
    assert event.read(lambda tx: memory_table.taken_out(tx, over)) == []
    assert answer(event, outcome, over - 1)[0] == [OWN]
    assert memory.over_at(Retention(30, "recordings"), 1) is None


def test_a_near_sentence_is_offered_best_first_and_never_applied(event: Database) -> None:
    own(event, "open", say(event, "open")[0])
    own(event, "open", say(event, "open", "We propose a pilot of six ports this year.")[0], "Este ano.")
    segment, outcome = say(event, "later", "We propose a pilot of nine ports.")
    assert answer(event, outcome)[0] == []
    found = offered(event, "later", segment)
    assert [each["text"] for each in found] == [OWN] and 0.8 <= found[0]["likeness"] < 1
    assert (found[0]["sentence"], found[0]["session"], found[0]["by"]) == (SAID, "open", "rapporteur")
    with pytest.raises(UnknownLanguage):
        offered(event, "later", segment, "fr")
    with pytest.raises(NotFound):
        offered(event, "open", segment)


def test_a_file_comes_in_once_its_dates_count_and_it_goes_out_by_direction(event: Database) -> None:
    units = [
        Unit("en", "Yes.", "pt", "Sim.", 5), Unit("en", "yes", "pt", "Pois.", 4), Unit("pt", "Sim.", "en", "Yes."),
        Unit("en", "…", "pt", "…"),
    ]  # fmt: skip
    assert event.write(lambda tx: memory_table.bring_in(tx, units, "secretariat", 30)) == 3
    assert event.write(lambda tx: memory_table.bring_in(tx, units, "secretariat", 30)) == 0
    future = [Unit("en", "Yes.", "pt", "Claro.", 99_999)]
    event.write(lambda tx: memory_table.bring_in(tx, future, "secretariat", 30))
    own(event, "open", say(event, "open", "Yes.")[0], "É isso.", now=31)
    out = event.read(lambda tx: memory_table.taken_out(tx, None, ("en", "pt")))
    assert [(each.sentence, each.text) for each in out] == [("Yes.", "É isso.")]
    assert len(event.read(lambda tx: memory_table.taken_out(tx, None))) == 2


def test_entries_are_found_by_words_of_either_language_and_marks_of_searches_are_letters(event: Database) -> None:
    own(event, "open", say(event, "open")[0])
    own(event, "open", say(event, "open", "Growth of 5% this year.")[0], "Crescimento de 5%.")
    assert [len(listed(event, words)["entries"]) for words in ("PORTOS", "six  ports", "5%", "%", "x_y", "")] == [
        1, 1, 1, 1, 0, 2,
    ]  # fmt: skip


def test_a_machines_answer_that_comes_late_changes_nothing(event: Database) -> None:
    own(event, "open", say(event, "open")[0])
    _, outcome = say(event, "later")
    answer(event, outcome)
    late = event.write(lambda tx: translate.translated(tx, outcome.jobs[0], "Máquina.", "firefox", False, "", 40))
    assert late == []
