"""A person takes a language: their lines, what waits for them and what the machine gets back, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from server.core.errors import Conflict, NotAllowed, NotFound, Overloaded, UnknownLanguage
from server.core.translation.interpreting import AHEAD_MS, GONE_MS, LATE_MS, MOST_AHEAD
from server.services.hearing import group, hear, holdings, interpret
from server.services.hearing.interpret import Booth
from server.services.meeting import convene, deletion
from server.storage import log
from server.storage.database import Database
from server.storage.tables import Holding, InterpreterLine
from tests.support.interpreted import MINE, ROUTES, START, THEIRS, Meeting


@pytest.fixture
def meeting(database: Database) -> Meeting:
    return Meeting(database)


def test_a_language_has_one_interpreter_at_a_time_and_everybody_is_told_who(meeting: Meeting) -> None:
    assert [each.kind for each in meeting.take().events] == ["interpreter"]
    assert meeting.take().events == []
    with pytest.raises(Conflict, match="Ana Exemplo"):
        meeting.take(THEIRS)
    with pytest.raises(NotAllowed):
        meeting.release(THEIRS)
    meeting.release()
    meeting.take(THEIRS)
    meeting.release(MINE, may_end_others=True)
    assert meeting.told() == [
        {"lang": "pt", "held": True, "name": "Ana Exemplo", "by": "Ana Exemplo"},
        {"lang": "pt", "held": False, "name": "Ana Exemplo", "by": "Ana Exemplo"},
        {"lang": "pt", "held": True, "name": "Rui Exemplo", "by": "Rui Exemplo"},
        {"lang": "pt", "held": False, "name": "Rui Exemplo", "by": "Ana Exemplo"},
    ]
    late_joiner = meeting.database.read(lambda tx: log.read(tx, "demo", "pt", 0))["events"]
    assert [each["held"] for each in late_joiner if each["kind"] == "interpreter"] == [True, False, True, False]
    with pytest.raises(NotFound):
        meeting.release()
    with pytest.raises(UnknownLanguage):
        meeting.take(Booth("demo", "fr", "i1", "Ana Exemplo"))
    meeting.database.write(lambda tx: convene.close_session(tx, "demo", meeting.now))
    with pytest.raises(Conflict):
        meeting.take()


def test_what_is_said_waits_for_the_interpreter_whose_line_stands_in_the_machines_place(meeting: Meeting) -> None:
    meeting.hear("Before.")
    meeting.take()
    first, second = meeting.hear("We propose a pilot,"), meeting.hear("provided that data are protected.")
    assert first.jobs == second.jobs == []
    assert meeting.lines()[1:] == [("held", "", "")] * 2
    assert meeting.database.read(group.waiting) == []
    _, covered = meeting.write("Propomos um projeto-piloto, desde que os dados sejam protegidos.", "room-32000")
    assert covered == ["room-16000", "room-32000"]
    assert meeting.lines() == [
        ("pending", "", ""),
        ("interpreted", "interpreter", "Propomos um projeto-piloto,"),
        ("interpreted", "interpreter", "desde que os dados sejam protegidos."),
    ]
    assert [(each.payload["status"], each.payload["engine"]) for each in meeting.events] == [
        ("final", "interpreter")
    ] * 2
    assert [list(each.previous) for each in meeting.events] == [["pt"], ["pt"]]


def test_what_nobody_interpreted_goes_to_the_machine_when_the_interpreter_lets_go(meeting: Meeting) -> None:
    meeting.take()
    meeting.hear("We propose a pilot.")
    meeting.hear("We thank you.")
    meeting.write("Propomos um projeto-piloto.", "room-0")
    outcome = meeting.release()
    assert meeting.lines() == [("interpreted", "interpreter", "Propomos um projeto-piloto."), ("pending", "", "")]
    assert list(outcome.looks) == ["room"]
    closed = meeting.database.write(lambda tx: group.close(tx, "room", meeting.now, hear.PATIENCE))
    assert [(job.text, job.target) for job in closed.jobs] == [("We thank you.", "pt")]
    assert meeting.hear("Once more.").jobs[0].text == "Once more."


def test_an_interpreter_who_is_gone_loses_the_language_at_the_deadline_whoever_looks(meeting: Meeting) -> None:
    meeting.take()
    meeting.hear("We propose a pilot.")
    meeting.now = START + GONE_MS - 1
    meeting.keep()
    meeting.now += GONE_MS
    assert meeting.database.read(lambda tx: holdings.held(tx, "demo", meeting.now)) == {}
    assert meeting.hear("Nobody swept yet.").jobs[0].text == "Nobody swept yet."
    for late in (meeting.keep, lambda: meeting.write("Tarde demais.")):
        with pytest.raises(Conflict, match="any more"):
            late()
    meeting.sweep(0, is_kept=False)
    assert meeting.told()[-1] == {"lang": "pt", "held": False, "name": "Ana Exemplo", "by": ""}
    assert [status for status, _, _ in meeting.lines()] == ["pending", "pending"]
    meeting.take()
    meeting.now += GONE_MS
    meeting.take(THEIRS)
    assert [each["held"] for each in meeting.told()] == [True, False, True, False, True]


def test_what_the_interpreter_leaves_out_goes_to_the_machine_after_a_while_or_at_once(meeting: Meeting) -> None:
    meeting.take()
    for text in ("One.", "Two.", "Three."):
        meeting.hear(text)
    skipped, outcome = meeting.database.write(lambda tx: interpret.skip(tx, MINE, "room-0", ROUTES, meeting.now))
    assert skipped == 1 and list(outcome.looks) == ["room"]
    assert [status for status, _, _ in meeting.lines()] == ["pending", "held", "held"]
    meeting.sweep(LATE_MS - 1_000)
    assert [status for status, _, _ in meeting.lines()] == ["pending", "pending", "held"]
    assert meeting.write("Dois.", "room-16000")[1] == ["room-16000"], "a late line takes the machine's place"
    assert meeting.lines()[1:] == [("interpreted", "interpreter", "Dois."), ("held", "", "")]


def test_a_line_that_is_ahead_of_recognition_takes_the_next_final(meeting: Meeting) -> None:
    meeting.take()
    assert meeting.write("Propomos")[1] == [] and meeting.write("um projeto-piloto.")[1] == []
    outcome = meeting.hear("We propose a pilot.")
    assert [each.payload["text"] for each in outcome.events] == ["We propose a pilot.", "Propomos um projeto-piloto."]
    assert outcome.jobs == []
    for _ in range(MOST_AHEAD):
        meeting.write("À frente.")
    with pytest.raises(Overloaded):
        meeting.write("Demasiado à frente.")
    meeting.hear("Olá.", language="pt")
    assert meeting.lines()[1] == ("", "", ""), "what is said in the language itself needs no interpreter"


def test_a_line_that_stays_ahead_belongs_to_the_last_words_that_were_interpreted(meeting: Meeting) -> None:
    meeting.take()
    meeting.hear("We propose a pilot.")
    meeting.write("Propomos um projeto.")
    meeting.write("Obrigado.", "room-0")
    meeting.sweep(AHEAD_MS)
    assert meeting.lines() == [("interpreted", "interpreter", "Propomos um projeto. Obrigado.")]
    meeting.write("Muito obrigado.", "room-0")
    meeting.release()
    assert meeting.lines()[0][2] == "Propomos um projeto. Obrigado. Muito obrigado."


def test_a_line_that_is_sent_again_because_its_answer_was_lost_is_stored_once(meeting: Meeting) -> None:
    meeting.take()
    meeting.hear("We propose a pilot.")
    first = meeting.write("Propomos um piloto.", key="k1")
    assert meeting.write("Propomos um piloto.", key="k1") == first and meeting.events == []
    meeting.release()
    meeting.take()
    assert meeting.write("Propomos um piloto.", key="k1") == first
    assert meeting.write("Propomos um piloto.", key="k2")[0] != first[0]


def test_what_is_being_written_is_shown_where_it_would_stand(meeting: Meeting) -> None:
    def place(booth: Booth = MINE, upto: str | None = None) -> list[str]:
        found = meeting.database.read(lambda tx: interpret.under_way(tx, booth, upto, meeting.now))
        return [each.id for each in found]

    meeting.take()
    assert place() == []
    meeting.hear("One.")
    meeting.hear("Two.")
    assert place() == ["room-0", "room-16000"] and place(upto="room-0") == ["room-0"] and place(THEIRS) == []
    meeting.database.write(lambda tx: convene.set_off_record(tx, "demo", True, meeting.now))
    assert place() == []
    assert [status for status, _, _ in meeting.lines()] == ["held", "held"]


def test_nothing_is_written_while_the_session_is_off_the_record(meeting: Meeting) -> None:
    meeting.take()
    meeting.database.write(lambda tx: convene.set_off_record(tx, "demo", True, meeting.now))
    with pytest.raises(Conflict, match="off the record"):
        meeting.write("Entre nós.")
    meeting.database.write(lambda tx: convene.set_off_record(tx, "demo", False, meeting.now + 1))
    assert meeting.hear("Back on the record.").events[-1].payload["lang"] == "en"
    meeting.write("De volta.")


def test_the_last_line_is_corrected_by_another_one_and_nothing_is_overwritten(meeting: Meeting) -> None:
    meeting.take()
    meeting.hear("We propose a pilot.")
    first, _ = meeting.write("Propomos um pilto.")
    second, covered = meeting.write("Propomos um piloto.", replaces=first)
    assert covered == ["room-0"] and meeting.lines() == [("interpreted", "interpreter", "Propomos um piloto.")]
    assert [each.payload["status"] for each in meeting.events] == ["corrected"]
    with pytest.raises(Conflict):
        meeting.write("Outra vez.", replaces=first)
    assert meeting.write("Propomos um projeto.", replaces=second)[1] == ["room-0"]
    kept = meeting.database.read(lambda tx: [each.text for each in tx.scalars(select(InterpreterLine))])
    assert kept == ["Propomos um pilto.", "Propomos um piloto.", "Propomos um projeto."]
    shown = [
        each["text"]
        for each in meeting.database.read(lambda tx: log.read(tx, "demo", "pt", 0))["events"]
        if each.get("engine") == "interpreter"
    ]
    assert shown == kept


def test_a_revoked_invitation_interprets_no_more_and_a_deleted_session_leaves_nothing(meeting: Meeting) -> None:
    meeting.take()
    meeting.hear("One.")
    meeting.database.write(lambda tx: interpret.dismiss(tx, "i1", "Eva", ROUTES, meeting.now))
    assert meeting.told()[-1]["by"] == "Eva" and meeting.lines() == [("pending", "", "")]
    meeting.take()
    meeting.write("Um.")
    meeting.database.write(lambda tx: deletion.delete_session(tx, "demo"))
    assert meeting.database.read(lambda tx: [*tx.scalars(select(Holding)), *tx.scalars(select(InterpreterLine))]) == []
