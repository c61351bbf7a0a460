"""Sentences that are recognised in pieces are translated whole and stored piece by piece. On both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from server.services.hearing import group, hear, translate
from server.services.minutes import record
from server.storage.database import Database
from server.storage.tables import Meeting, Segment, Stream
from tests.support.heard import ROUTES, accepts, final, open_session

Open = Callable[[str], Database]


@pytest.fixture
def meeting(database: Database) -> Database:
    return open_session(database)


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
