"""The services' units of work, on SQLite and on PostgreSQL: leases and results, minutes, the floor, the statement."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from server.core.errors import Conflict, NotFound
from server.services.hearing import group, hear, spoken, translate
from server.services.meeting import convene
from server.services.minutes import record
from server.services.minutes.steps import Actor
from server.services.statement import adopt, negotiate, positions, show, statements
from server.signing.seal import Seal
from server.storage import log
from server.storage.database import Database
from server.storage.tables import FloorSpan, Invitation, LogEntry, Meeting, Segment, Stream

KNOWN = {"en": "English", "pt": "Português", "fr": "Français"}
ROUTES = {"en": {"pt"}, "fr": {"en"}}
Open = Callable[[str], Database]
EVA = Actor("secretariat", None, "Eva")


@pytest.fixture
def meeting(database: Database) -> Database:
    """An open session with a microphone of the room and two delegations."""

    def furnish(tx: Any) -> None:
        convene.put_delegation(tx, "KR", "Republic of Korea", "en")
        convene.put_delegation(tx, "BR", "Brazil", "pt")
        convene.create_session(tx, "demo", "Demo", "public", ["en", "pt"], KNOWN)
        convene.open_session(tx, "demo", 1_000)
        hear.open_stream(tx, "room", "demo", "mixed", None, "en", 0, 0)

    database.write(furnish)
    return database


def final(start: int, end: int, text: str = "We propose a pilot.", language: str = "en", **more: Any) -> dict[str, Any]:
    place = {"kind": "final", "start_sample": start, "end_sample": end}
    return {**place, "text": text, "language": language, "words": [], **more}


def accepts(database: Database, epoch: int, result: dict[str, Any]) -> translate.Outcome | None:
    return database.write(lambda tx: hear.accept(tx, "room", epoch, result, ROUTES, "invented", 5))


def test_a_result_is_stored_once_and_only_from_the_current_lease_and_the_done_sample(meeting: Database) -> None:
    old = meeting.write(lambda tx: hear.lease(tx, "room"))
    new = meeting.write(lambda tx: hear.lease(tx, "room"))
    assert (old["epoch"], new["epoch"], new["start_sample"]) == (1, 2, 0)
    assert accepts(meeting, 1, final(0, 16_000)) is None
    stored = accepts(meeting, 2, final(0, 16_000))
    assert stored is not None and [job.target for job in stored.jobs] == ["pt"]
    assert accepts(meeting, 2, final(0, 16_000)) is None
    assert accepts(meeting, 2, final(32_000, 48_000)) is None
    assert (
        accepts(meeting, 2, {"kind": "advanced", "start_sample": 16_000, "end_sample": 20_000}) == translate.Outcome()
    )
    assert meeting.write(lambda tx: hear.lease(tx, "room"))["start_sample"] == 20_000
    assert len(meeting.read(lambda tx: record.minutes(tx, "demo"))) == 1


def test_of_several_processes_that_offer_the_same_result_one_stores_it(
    meeting: Database, url: str, opened: Open
) -> None:
    epoch = meeting.write(lambda tx: hear.lease(tx, "room"))["epoch"]
    databases = [meeting, opened(url), opened(url)]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda each: accepts(each, epoch, final(0, 16_000)), databases * 2))
    assert sum(answer is not None for answer in answers) == 1
    finals = meeting.read(lambda tx: list(tx.scalars(select(LogEntry).where(LogEntry.kind == "caption"))))
    assert len(finals) == 1


def test_of_several_leases_taken_at_once_each_has_its_own_epoch(meeting: Database, url: str, opened: Open) -> None:
    databases = [meeting, opened(url)]
    with ThreadPoolExecutor(4) as pool:
        epochs = list(pool.map(lambda each: each.write(lambda tx: hear.lease(tx, "room"))["epoch"], databases * 4))
    assert sorted(epochs) == list(range(1, 9))


def test_a_microphone_is_resumed_under_the_next_epoch_and_a_closed_one_is_not(meeting: Database) -> None:
    def again(tx: Any) -> int:
        return hear.open_stream(tx, "room", "demo", "mixed", None, "en", 3_000, 48_000).epoch

    assert meeting.write(again) == 2
    assert meeting.read(lambda tx: [each.start_sample for each in hear.epochs_of(tx, "room")]) == [0, 48_000]
    meeting.write(lambda tx: setattr(tx.get_one(Stream, "room"), "end_sample", 48_000))
    with pytest.raises(Conflict):
        meeting.write(again)


def test_a_microphone_speaks_another_language_from_where_somebody_says_so_until_the_next_turn(
    meeting: Database,
) -> None:
    def change(language: str, at_sample: int) -> translate.Outcome | None:
        return meeting.write(lambda tx: spoken.declare(tx, "demo", "room", language, at_sample, "Ana", 9))

    def turns() -> list[tuple[int, str]]:
        found = meeting.read(lambda tx: hear.turns(tx, tx.get_one(Stream, "room")))
        return [(turn["at_sample"], turn["language"]) for turn in found]

    assert change("en", 16_000) is None and turns() == [(0, "en")]
    told = change("fr", 16_000)
    assert told is not None and told.events[0].kind == "language"
    assert told.events[0].payload == {
        "stream": "room", "delegation": None, "name": "", "language": "fr", "at_sample": 16_000,
    }  # fmt: skip
    meeting.write(lambda tx: convene.give_floor(tx, "demo", "BR", 2_000, 10))
    assert turns() == [(0, "en"), (16_000, "fr"), (32_000, "pt")]
    change("en", 20_000)  # a moment late: it holds for who has the floor now
    assert turns() == [(0, "en"), (16_000, "fr"), (32_000, "pt"), (32_000, "en")]
    assert meeting.write(lambda tx: hear.lease(tx, "room"))["turns"][-1] == {"at_sample": 32_000, "language": "en"}
    with pytest.raises(NotFound):
        meeting.write(lambda tx: spoken.declare(tx, "other", "room", "fr", 0, "Ana", 9))
    meeting.write(lambda tx: setattr(tx.get_one(Stream, "room"), "end_sample", 48_000))
    with pytest.raises(Conflict):
        change("pt", 48_000)
    meeting.write(lambda tx: convene.delete_session(tx, "demo"))


def test_a_microphone_that_never_sent_anything_keeps_its_language_whoever_has_the_floor(meeting: Database) -> None:
    meeting.write(lambda tx: tx.add(Stream(id="idle", session_id="demo", kind="mixed", language="en", done_sample=0)))
    meeting.write(lambda tx: convene.give_floor(tx, "demo", "BR", 2_000, 10))
    idle = meeting.read(lambda tx: hear.turns(tx, tx.get_one(Stream, "idle")))
    assert idle == [{"at_sample": 0, "language": "en"}]
    meeting.write(lambda tx: convene.delete_session(tx, "demo"))


def test_a_translation_is_stored_for_the_version_that_it_was_made_of(meeting: Database) -> None:
    epoch = meeting.write(lambda tx: hear.lease(tx, "room"))["epoch"]
    first = accepts(meeting, epoch, final(0, 16_000))
    assert first is not None
    assert meeting.read(group.pending) == first.jobs
    corrected = meeting.write(
        lambda tx: record.correct(tx, "demo", first.jobs[0].segment, 1, "We propose two pilots.", "Ana", ROUTES, 6)
    )
    late, fresh = first.jobs[0], corrected.jobs[0]
    assert meeting.write(lambda tx: translate.translated(tx, late, "velho", "e", False, "", 7)) == []
    events = meeting.write(lambda tx: translate.translated(tx, fresh, "novo", "e", False, "", 7))
    assert [event.payload["text"] for event in events] == ["novo"]
    assert meeting.write(lambda tx: translate.translated(tx, fresh, "de novo", "e", False, "", 8)) == []
    line = meeting.read(lambda tx: record.minutes(tx, "demo"))[0]
    assert (line["text"], line["translations"]["pt"]["text"], line["heard"]) == (
        "We propose two pilots.",
        "novo",
        "We propose a pilot.",
    )


PIECES = ("We propose to share risk data,", "provided that personal data are protected.")
WHOLE = "Propomos partilhar dados de risco, desde que os dados pessoais estejam protegidos."


def hear_pieces(meeting: Database, *texts: str) -> list[translate.Outcome]:
    epoch = meeting.write(lambda tx: hear.lease(tx, "room"))["epoch"]
    found = []
    for number, text in enumerate(texts):
        stored = accepts(meeting, epoch, final(number * 16_000, number * 16_000 + 16_000, text))
        assert stored is not None
        found.append(stored)
    return found


def test_a_sentence_heard_in_pieces_is_translated_as_one_and_stored_piece_by_piece(meeting: Database) -> None:
    first, second = hear_pieces(meeting, *PIECES)
    assert first.jobs == [] and list(first.looks) == ["room"]
    assert meeting.read(group.pending) == second.jobs and not second.looks
    (job,) = second.jobs
    assert job.text == " ".join(PIECES) and [part.segment for part in job.parts] == ["room-0", "room-16000"]
    events = meeting.write(lambda tx: translate.translated(tx, job, WHOLE, "e", False, "", 7))
    told = [(each.payload["seg"], each.payload["text"]) for each in events]
    assert told == [
        ("room-0", "Propomos partilhar dados de risco,"),
        ("room-16000", "desde que os dados pessoais estejam protegidos."),
    ]
    assert meeting.write(lambda tx: translate.translated(tx, job, WHOLE, "e", False, "", 8)) == []
    third, fourth = (
        accepts(meeting, 1, final(at, at + 16_000, text)) for at, text in ((32_000, "Thank"), (48_000, "you."))
    )
    assert third and fourth and third.jobs == []
    events = meeting.write(lambda tx: translate.translated(tx, fourth.jobs[0], "Obrigado.", "e", False, "", 9))
    assert [each.payload["text"] for each in events] == ["Obrigado.", "…"]
    assert [each["translations"]["pt"]["status"] for each in meeting.read(lambda tx: record.minutes(tx, "demo"))] == [
        "done"
    ] * 4


def test_a_piece_that_nothing_completes_is_translated_alone_when_its_time_is_over(meeting: Database) -> None:
    (first,) = hear_pieces(meeting, PIECES[0])
    assert meeting.read(group.pending) == [] and meeting.read(group.waiting) == ["room"]  # as after a restart

    def look(now: int) -> translate.Outcome:
        return meeting.write(lambda tx: group.close(tx, "room", now, hear.PATIENCE))

    due = first.looks["room"]
    assert (look(due - 1).jobs, look(due - 1).looks) == ([], {"room": due})
    (job,) = look(due).jobs
    assert (job.text, job.parts) == (PIECES[0], ()) and look(due).jobs == [] and meeting.read(group.waiting) == []
    assert meeting.read(group.pending) == [job]


def test_a_sentence_is_sent_with_what_was_said_before_it_while_that_is_near_and_stands(meeting: Database) -> None:
    whole = hear_pieces(meeting, "The single window was built.", "It is ready.")
    assert [job.before for each in whole for job in each.jobs] == ["", "The single window was built."]
    assert [job.before for job in meeting.read(group.pending)] == ["", "The single window was built."]
    meeting.write(lambda tx: setattr(tx.get_one(Segment, "room-16000"), "retracted_by", "Ana"))
    third = accepts(meeting, 1, final(32_000, 48_000, "We share it."))
    assert third and [job.before for job in third.jobs] == ["The single window was built."]
    meeting.write(lambda tx: setattr(tx.get_one(Segment, "room-32000"), "end_ms", -group.NEAR_MS))
    fourth = accepts(meeting, 1, final(48_000, 64_000, "We agree."))
    assert fourth and [job.before for job in fourth.jobs] == [""]


def test_a_closed_microphone_keeps_no_piece_waiting(meeting: Database) -> None:
    hear_pieces(meeting, PIECES[0])
    meeting.write(lambda tx: setattr(tx.get_one(Stream, "room"), "end_sample", 16_000))
    assert len(meeting.write(lambda tx: group.close(tx, "room", 5, hear.PATIENCE)).jobs) == 1


def test_a_piece_that_is_corrected_goes_alone_and_the_others_keep_their_part(meeting: Database) -> None:
    (job,) = hear_pieces(meeting, *PIECES)[1].jobs
    corrected = meeting.write(
        lambda tx: record.correct(tx, "demo", "room-0", 1, "We propose to share data,", "Ana", ROUTES, 6)
    )
    assert [(each.text, each.parts) for each in corrected.jobs] == [("We propose to share data,", ())]
    events = meeting.write(lambda tx: translate.translated(tx, job, WHOLE, "e", False, "", 7))
    assert [each.payload["seg"] for each in events] == ["room-16000"]
    assert meeting.read(group.pending) == corrected.jobs


def test_a_piece_that_waits_is_given_up_when_it_is_corrected_or_retracted(meeting: Database) -> None:
    hear_pieces(meeting, PIECES[0])
    meeting.write(lambda tx: record.correct(tx, "demo", "room-0", 1, "We propose", "Ana", ROUTES, 6))
    assert meeting.read(group.waiting) == []
    last = accepts(meeting, 1, final(16_000, 32_000, "and we")) or translate.Outcome()
    assert last.jobs == [] and meeting.read(group.waiting) == ["room"]
    meeting.write(lambda tx: setattr(tx.get_one(Segment, "room-16000"), "retracted_by", "Ana"))
    assert meeting.read(group.waiting) == []


def test_a_failure_of_a_sentence_is_told_of_each_of_its_pieces(meeting: Database) -> None:
    (job,) = hear_pieces(meeting, *PIECES)[1].jobs
    events = meeting.write(lambda tx: translate.translated(tx, job, "", "", False, "the engine broke", 7))
    assert [(each.payload["seg"], each.payload["status"]) for each in events] == [
        ("room-0", "failed"),
        ("room-16000", "failed"),
    ]
    again = replace(job, tried=1)
    assert meeting.write(lambda tx: translate.translated(tx, again, "", "", False, "it broke again", 8)) == []
    events = meeting.write(lambda tx: translate.translated(tx, again, WHOLE, "e", False, "", 9))
    assert [each.payload["status"] for each in events] == ["final", "final"]


def test_english_of_recognition_is_shown_at_once_and_goes_on_to_other_languages_by_sentences(meeting: Database) -> None:
    meeting.write(lambda tx: setattr(tx.get_one(Meeting, "demo"), "languages", ["en", "pt"]))
    epoch = meeting.write(lambda tx: hear.lease(tx, "room"))["epoch"]
    said = [("Wir schlagen vor,", "We propose,"), ("zu beginnen.", "to begin.")]
    stored = [
        accepts(meeting, epoch, final(at * 16_000, at * 16_000 + 16_000, text, "de", english=english))
        for at, (text, english) in enumerate(said)
    ]
    assert [[each.payload["text"] for each in one.events if each.payload["lang"] == "en"] for one in stored if one] == [
        ["We propose,"],
        ["to begin."],
    ]
    (job,) = [job for one in stored if one for job in one.jobs]
    assert (job.text, job.source, job.target, job.rough) == ("We propose, to begin.", "en", "pt", True)
    assert meeting.read(group.pending) == [job]


def test_english_of_recognition_is_shown_with_its_doubts_and_what_is_no_english_of_it_is_not(meeting: Database) -> None:
    meeting.write(lambda tx: setattr(tx.get_one(Meeting, "demo"), "languages", ["en", "ko"]))
    epoch = meeting.write(lambda tx: hear.lease(tx, "room"))["epoch"]
    said = [
        ("Wir können 40 Akten nicht teilen.", "We can share files."),
        ("Wir brauchen Daten für die Kontrolle und das Amt.", "Wir brauchen die Daten für das Amt und die Kontrolle."),
        ("Wir teilen die Daten.", "We share, we share, we share."),
    ]
    stored = [
        accepts(meeting, epoch, final(at * 16_000, at * 16_000 + 16_000, text, "de", english=english))
        for at, (text, english) in enumerate(said)
    ]
    shown = [
        {each.payload["lang"]: (each.payload["status"], each.payload["note"]) for each in one.events}
        for one in stored
        if one
    ]
    assert shown[0]["en"] == ("final", "rough figures negation")
    none = "no route from de to en: flask --app server models install argos-de-en"
    assert shown[1]["en"] == shown[2]["en"] == ("failed", none)
    assert shown[1]["ko"] == ("failed", none.replace("to en", "to ko") + " firefox-enko")


def test_of_two_corrections_of_the_same_version_one_is_refused_with_the_newer_text(
    meeting: Database, url: str, opened: Open
) -> None:
    epoch = meeting.write(lambda tx: hear.lease(tx, "room"))["epoch"]
    stored = accepts(meeting, epoch, final(0, 16_000))
    assert stored is not None
    segment = stored.jobs[0].segment
    databases = [meeting, opened(url)]

    def correct(number: int) -> str:
        try:
            databases[number % 2].write(
                lambda tx: record.correct(tx, "demo", segment, 1, f"Wording {number}.", "Ana", ROUTES, 6)
            )
        except Conflict as error:
            return str(error.details["segment"]["text"])  # type: ignore[index]
        return "stored"

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(correct, range(4)))
    kept = meeting.read(lambda tx: record.minutes(tx, "demo"))[0]
    assert answers.count("stored") == 1 and answers.count(kept["text"]) == 3
    assert [version["rev"] for version in kept["versions"]] == [1, 2]


def test_a_retraction_keeps_the_words_in_the_minutes_and_takes_them_from_the_log(meeting: Database) -> None:
    epoch = meeting.write(lambda tx: hear.lease(tx, "room"))["epoch"]
    accepts(meeting, epoch, final(0, 16_000, "Not for every ear."))
    meeting.write(lambda tx: convene.retract(tx, "demo", None, "the chair", "misheard", 6))
    line = meeting.read(lambda tx: record.minutes(tx, "demo"))[0]
    assert (line["status"], line["why"], line["text"]) == ("retracted", "retracted: misheard", "Not for every ear.")
    events = meeting.read(lambda tx: log.read(tx, "demo", "en", 0))["events"]
    assert "Not for every ear." not in str(events)
    with pytest.raises(NotFound):
        meeting.write(lambda tx: convene.retract(tx, "demo", None, "the chair", "again", 7))


def test_the_floor_has_one_holder_whoever_gives_it_at_once(meeting: Database, url: str, opened: Open) -> None:
    databases = [meeting, opened(url)]

    def give(number: int) -> None:
        code = ("KR", "BR")[number % 2]
        databases[number % 2].write(lambda tx: convene.give_floor(tx, "demo", code, number, 1_000 + number))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(give, range(8)))
    open_spans = meeting.read(lambda tx: list(tx.scalars(select(FloorSpan).where(FloorSpan.end_ms.is_(None)))))
    assert len(open_spans) == 1
    meeting.write(lambda tx: convene.close_session(tx, "demo", 9_000))
    assert meeting.read(lambda tx: convene.floor_state(tx, "demo"))["floor"] is None


def test_off_the_record_is_begun_once_and_ended_once(meeting: Database, url: str, opened: Open) -> None:
    databases = [meeting, opened(url)]

    def begin(each: Database) -> None:
        each.write(lambda tx: convene.set_off_record(tx, "demo", True, 3_000))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(begin, databases * 2))
    meeting.write(lambda tx: convene.set_off_record(tx, "demo", False, 5_000))
    spans = meeting.read(lambda tx: hear.spans(tx, "demo", "off_record"))
    assert [(span.start_ms, span.end_ms) for span in spans] == [(2_000, 4_000)]


def test_a_deleted_session_leaves_no_row(meeting: Database) -> None:
    epoch = meeting.write(lambda tx: hear.lease(tx, "room"))["epoch"]
    accepts(meeting, epoch, final(0, 16_000, "Bonjour.", "fr", english="Hello."))
    assert meeting.write(lambda tx: convene.delete_session(tx, "demo")) == ["room"]
    from server.storage.tables import Base

    kept = {"delegations"}
    for name, table in Base.metadata.tables.items():
        rows = meeting.read(lambda tx, each=table: tx.execute(select(each)).all())
        assert bool(rows) == (name in kept), name


def test_a_statement_goes_from_the_minutes_to_its_publication(meeting: Database) -> None:
    epoch = meeting.write(lambda tx: hear.lease(tx, "room"))["epoch"]
    meeting.write(lambda tx: convene.give_floor(tx, "demo", "KR", 0, 1_000))
    accepts(meeting, epoch, final(0, 160_000, "Korea proposes a pilot exchange of data with nine administrations."))
    made = meeting.write(lambda tx: negotiate.create(tx, "Joint", ["demo"], "en", "communique", ["KR", "BR"], "Eva", 7))
    shape = meeting.read(lambda tx: show.shape(tx, statements.get(tx, made.id, EVA), EVA))
    assert any("pilot" in paragraph["text"] for paragraph in shape["paragraphs"])
    meeting.write(lambda tx: negotiate.open_it(tx, made.id, shape["rev"], "Eva", 8))
    for party in ("KR", "BR"):
        meeting.write(
            lambda tx, each=party: positions.take(
                tx, made.id, "", "agree", "", None, None, None, Actor("delegation", each, each), 9
            )
        )
    rev = meeting.read(lambda tx: statements.get(tx, made.id, EVA).rev)
    meeting.write(lambda tx: adopt.adopt(tx, made.id, rev, EVA, Seal("of a test"), 10))
    meeting.write(lambda tx: adopt.approve(tx, made.id, rev + 1, EVA, 11))
    meeting.write(lambda tx: adopt.publish(tx, made.id, rev + 2, None, EVA, 12))
    published = meeting.read(lambda tx: statements.get(tx, made.id, Actor("public", None, "")))
    assert published.status == "published" and len(published.sha256 or "") == 64


def test_of_two_that_open_the_negotiation_one_is_refused(meeting: Database, url: str, opened: Open) -> None:
    made = meeting.write(lambda tx: negotiate.create(tx, "Joint", ["demo"], "en", "communique", ["KR"], "Eva", 7))
    rev = meeting.read(lambda tx: statements.get(tx, made.id, EVA).rev)

    def advance(each: Database) -> bool:
        try:
            each.write(lambda tx: negotiate.open_it(tx, made.id, rev, "Eva", 8))
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(advance, [meeting, opened(url)])) == [False, True]


def test_an_invitation_keeps_its_end(meeting: Database) -> None:
    meeting.write(lambda tx: convene.invite(tx, "i1", "delegation", "KR", "Head of delegation", 7, 1_795_600_000_000))
    found = meeting.read(lambda tx: tx.get_one(Invitation, "i1"))
    assert found.expires_at == 1_795_600_000_000 + 7 * convene.DAY_MS and found.revoked_at is None
