"""What happens beside an interpreter: corrections, the floor, the machine, their own voice. On both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from server.core.errors import Conflict, NotFound
from server.services.hearing import group, hear, interpret, reread, spoken, translate
from server.services.hearing.interpret import Booth
from server.services.meeting import floor
from server.services.minutes import record, retraction
from server.storage.database import Database
from server.storage.tables import InterpreterLine
from tests.support.interpreted import MINE, ROUTES, Meeting


@pytest.fixture
def meeting(database: Database) -> Meeting:
    return Meeting(database)


def test_a_correction_of_what_was_said_marks_the_interpreters_words_as_not_renewed(meeting: Meeting) -> None:
    meeting.take()
    meeting.hear("We propose a pilot.")
    meeting.hear("We thank you.")
    meeting.write("Propomos um piloto.", "room-0")

    def correct(segment: str, rev: int) -> translate.Outcome:
        return meeting.database.write(
            lambda tx: record.correct(tx, "demo", segment, rev, "We propose two pilots.", "Eva", ROUTES, meeting.now)
        )

    for rev in (1, 2):
        outcome = correct("room-0", rev)
        told = outcome.events[-1].payload
        assert (told["text"], told["status"], told["note"]) == ("Propomos um piloto.", "corrected", "not_renewed")
        assert outcome.jobs == [] and meeting.lines()[0] == ("not_renewed", "interpreter", "Propomos um piloto.")
    assert correct("room-16000", 1).jobs == [] and meeting.lines()[1] == ("held", "", "")
    meeting.write("Propomos dois.", "room-16000")
    assert meeting.lines()[1] == ("interpreted", "interpreter", "Propomos dois.")


def test_a_persons_own_translation_and_a_retracted_line_are_left_alone(meeting: Meeting) -> None:
    meeting.take()
    for text in ("One.", "Two.", "Three."):
        meeting.hear(text)
    meeting.database.write(
        lambda tx: record.translate_by_hand(tx, "demo", "room-0", 1, "pt", "Um, à mão.", meeting.now)
    )
    meeting.database.write(
        lambda tx: retraction.retract(tx, "demo", "room-16000", "the chair", "misheard", meeting.now)
    )
    assert meeting.write("Três.", "room-32000")[1] == ["room-32000"]
    assert meeting.lines()[0] == ("person", "person", "Um, à mão.")


def test_a_late_answer_of_the_machine_does_not_replace_the_interpreters_words(meeting: Meeting) -> None:
    meeting.take()
    meeting.hear("We propose a pilot.")
    meeting.database.write(lambda tx: interpret.skip(tx, MINE, None, ROUTES, meeting.now))
    (job,) = meeting.database.write(lambda tx: group.close(tx, "room", meeting.now, hear.PATIENCE)).jobs
    meeting.write("Propomos um piloto.", "room-0")
    assert meeting.database.write(lambda tx: translate.translated(tx, job, "velho", "e", False, "", 9)) == []
    assert meeting.lines() == [("interpreted", "interpreter", "Propomos um piloto.")]


def test_recognitions_own_english_is_kept_for_the_time_after_the_interpreter(meeting: Meeting) -> None:
    meeting.database.write(lambda tx: interpret.take(tx, Booth("demo", "en", "i1", "Ana Exemplo"), ROUTES, meeting.now))
    outcome = meeting.hear("Nous réservons notre position.", "fr", "We reserve our position.")
    assert meeting.lines("en") == [("held", "", "")]
    assert [job.text for job in outcome.jobs] == ["We reserve our position."], "other languages are made of it at once"
    meeting.database.write(
        lambda tx: interpret.release(tx, Booth("demo", "en", "i1", "Ana Exemplo"), False, ROUTES, meeting.now)
    )
    assert meeting.lines("en") == [("done", "whisper", "We reserve our position.")]


def test_where_no_machine_reaches_a_language_an_interpreter_does(meeting: Meeting) -> None:
    meeting.take()
    meeting.hear("Wir danken.", "de")
    meeting.hear("Und nun?", "de")
    meeting.write("Agradecemos.", "room-0")
    meeting.release()
    assert meeting.lines()[0] == ("interpreted", "interpreter", "Agradecemos.")
    assert meeting.lines()[1][0] == "failed"


def test_a_late_click_on_the_floor_leaves_the_interpreters_words_and_what_waits_as_they_are(meeting: Meeting) -> None:
    meeting.take()
    meeting.hear("One.")
    meeting.hear("Two.")
    meeting.write("Um.", "room-0")
    outcome = meeting.database.write(lambda tx: floor.mend_floor(tx, "demo", "KR", 0, None, meeting.now))
    assert meeting.lines() == [("interpreted", "interpreter", "Um."), ("held", "", "")]
    assert [each.payload["status"] for each in outcome.events if each.payload["lang"] == "pt"] == ["corrected"]
    meeting.release()
    assert meeting.lines()[1] == ("pending", "", "")


def test_a_late_click_on_the_floor_has_what_waited_translated_anew_at_once(meeting: Meeting) -> None:
    meeting.hear("We propose a pilot.")
    outcome = meeting.database.write(lambda tx: floor.mend_floor(tx, "demo", "KR", 0, None, meeting.now))
    assert [each.payload["lang"] for each in outcome.events] == ["en"], "nothing is told of what is not there yet"
    assert list(outcome.looks) == ["room"]
    closed = meeting.database.write(lambda tx: group.close(tx, "room", meeting.now, hear.PATIENCE))
    assert [(job.segment, job.rev) for job in closed.jobs] == [("room-0", 2)]


def test_what_an_interpreter_says_is_a_line_of_theirs_for_what_was_begun_before_it_and_no_words_of_the_floor(
    meeting: Meeting,
) -> None:
    meeting.take()
    meeting.hear("We propose a pilot.")
    meeting.hear("We thank you.")
    outcome = meeting.speak("Propomos um projeto-piloto.", 1)
    assert [(each.payload["lang"], each.payload["engine"]) for each in outcome.events] == [("pt", "interpreter")]
    assert outcome.jobs == [] and outcome.looks == {}
    assert meeting.lines() == [("interpreted", "interpreter", "Propomos um projeto-piloto."), ("held", "", "")]
    meeting.speak("Agradecemos.", 2)
    assert meeting.lines()[1][2] == "Agradecemos."
    assert meeting.speak("À frente.", 3).events == []
    assert meeting.hear("Now we go on.").events[-1].payload["text"] == "À frente."
    assert len(meeting.lines()) == 3, "what an interpreter says is in no language's minutes as words of the floor"
    keys = meeting.database.read(lambda tx: [each.key for each in tx.scalars(select(InterpreterLine))])
    assert keys == ["booth-0", "booth-32000", "booth-48000"], "each line can be traced to its sound"
    meeting.release()
    assert meeting.speak("Já ninguém ouve.", 5) == translate.Outcome()


def test_what_an_interpreter_says_in_pieces_stays_with_its_sentence(meeting: Meeting) -> None:
    meeting.take()
    meeting.hear("We propose a pilot in six ports.")
    meeting.speak("Propomos um piloto", 1)
    meeting.be_silent(4)
    meeting.speak("em seis portos.", 2)
    assert meeting.lines() == [("interpreted", "interpreter", "Propomos um piloto em seis portos.")]
    meeting.hear("We thank you.")
    meeting.speak("Agradecemos", 6)
    assert meeting.lines()[1:] == [("interpreted", "interpreter", "Agradecemos")]
    assert meeting.speak("a todos.", 7).events == [], "words of the floor that were begun before may still come"
    meeting.be_silent(3)
    events = meeting.hear("Now we go on.").events
    assert [each.payload["text"] for each in events][-1] == "Agradecemos a todos."
    assert meeting.lines()[2:] == [("held", "", "")]


def test_an_interpreters_microphone_is_no_microphone_of_the_floor(meeting: Meeting) -> None:
    meeting.take()
    meeting.speak("Olá.", 1)
    with pytest.raises(NotFound):
        meeting.database.write(lambda tx: hear.open_stream(tx, "room", "demo", "interpreter", None, "pt", 0, 0))
    for language, kind in (("en", "interpreter"), ("pt", "mixed")):
        with pytest.raises(NotFound):
            meeting.database.write(
                lambda tx, language=language, kind=kind: hear.open_stream(
                    tx, "booth", "demo", kind, None, language, 0, 0
                )
            )
    with pytest.raises(Conflict):
        meeting.database.write(lambda tx: spoken.declare(tx, "demo", "booth", "en", 0, "Eva", meeting.now))
    assert meeting.database.write(lambda tx: hear.lose(tx, "booth", [(0, 500, "overrun")], 9)).events == []
    assert meeting.database.write(lambda tx: reread.ask(tx, "demo", "Eva", 9)) == 1
