"""A person takes a language: their lines, what waits for them and what the machine gets back, on both databases."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from server.core.errors import Conflict, NotAllowed, NotFound, Overloaded, UnknownLanguage
from server.core.translation.interpreting import AHEAD_MS, GONE_MS, LATE_MS, MOST_AHEAD
from server.services.hearing import group, hear, holdings, interpret, reread, spoken, translate
from server.services.hearing.interpret import Booth, Written
from server.services.meeting import convene
from server.services.minutes import record
from server.storage import log
from server.storage.database import Database
from server.storage.tables import Holding, InterpreterLine, LogEntry

KNOWN = {"en": "English", "pt": "Português", "fr": "Français"}
ROUTES = {"en": {"pt"}}
START = 1_000_000
MINE = Booth("demo", "pt", "i1", "Ana Exemplo")
THEIRS = Booth("demo", "pt", "i2", "Rui Exemplo")


class Meeting:
    """An open session with the room's microphone; every final takes a second of sound, a second after another."""

    def __init__(self, database: Database) -> None:
        self.database, self.now, self.number = database, START, 0
        self.spoken = self.voice = 0
        database.write(self._furnish)
        self.lease = database.write(lambda tx: hear.lease(tx, "room"))["epoch"]

    def _furnish(self, tx: Any) -> None:
        convene.put_delegation(tx, "KR", "Republic of Korea", "en")
        convene.put_delegation(tx, "KE", "Kenya", "en")
        convene.create_session(tx, "demo", "Demo", "public", ["en", "pt"], KNOWN)
        convene.open_session(tx, "demo", START)
        hear.open_stream(tx, "room", "demo", "mixed", None, "en", 0, 0)

    def take(self, booth: Booth = MINE) -> translate.Outcome:
        return self.database.write(lambda tx: interpret.take(tx, booth, ROUTES, self.now))

    def release(self, booth: Booth = MINE, may_end_others: bool = False) -> translate.Outcome:
        return self.database.write(lambda tx: interpret.release(tx, booth, may_end_others, ROUTES, self.now))

    def keep(self) -> None:
        self.database.write(lambda tx: interpret.keep(tx, MINE, self.now))

    def hear(self, text: str, language: str = "en", english: str | None = None) -> translate.Outcome:
        start, self.number, self.now = self.number * 16_000, self.number + 1, self.now + 1_000
        result = {"kind": "final", "start_sample": start, "end_sample": start + 16_000, "text": text, "words": []}
        result |= {"language": language, "english": english}
        routes = ROUTES if language == "en" else {"en": {"pt"}}
        outcome = self.database.write(
            lambda tx: hear.accept(tx, "room", self.lease, result, routes, "invented", self.now)
        )
        assert outcome is not None
        return outcome

    def write(
        self, text: str, upto: str | None = None, replaces: int | None = None, key: str = ""
    ) -> tuple[int, list[str]]:
        written = Written(text, upto, replaces, key or None)
        row, outcome = self.database.write(lambda tx: interpret.write(tx, MINE, written, self.now))
        self.events = outcome.events
        return row.id, list(row.segments)

    def speak(self, text: str, began_s: int) -> translate.Outcome:
        """The interpreter says something into their own microphone, in the session's second ``began_s``."""

        def open_microphone(tx: Any) -> int:
            hear.open_stream(tx, "booth", "demo", "interpreter", None, "pt", 0, 0)
            return int(hear.lease(tx, "booth")["epoch"])

        if not self.spoken:
            self.voice = self.database.write(open_microphone)
        start, end, self.now = self.spoken, (began_s + 1) * 16_000, self.now + 1_000
        words = [{"start_sample": began_s * 16_000, "end_sample": end}]
        result = {"kind": "final", "start_sample": start, "end_sample": end, "text": text, "words": words}
        result["language"], self.spoken = "pt", end
        outcome = self.database.write(
            lambda tx: hear.accept(tx, "booth", self.voice, result, ROUTES, "invented", self.now)
        )
        assert outcome is not None
        return outcome

    def be_silent(self, seconds: int) -> None:
        """Nobody speaks on the floor, and recognition knows."""
        start, self.number = self.number * 16_000, self.number + seconds
        silence = {"kind": "advanced", "start_sample": start, "end_sample": self.number * 16_000}
        self.database.write(lambda tx: hear.accept(tx, "room", self.lease, silence, ROUTES, "invented", self.now))

    def sweep(self, after_ms: int, is_kept: bool = True) -> translate.Outcome:
        """``is_kept``: the interpreter's page gives signs all the time."""
        self.now += after_ms
        if is_kept:
            self.database.write(lambda tx: setattr(tx.scalars(select(Holding)).all()[-1], "seen_at", self.now))
        assert self.database.read(lambda tx: interpret.is_due(tx, self.now))
        outcome = self.database.write(lambda tx: interpret.sweep(tx, ROUTES, self.now))
        assert not self.database.read(lambda tx: interpret.is_due(tx, self.now))
        return outcome

    def lines(self, language: str = "pt") -> list[tuple[str, str, str]]:
        """(status, engine, text) of each translation."""
        rows = self.database.read(lambda tx: record.minutes(tx, "demo"))
        found = [each["translations"].get(language, {"status": "", "engine": "", "text": ""}) for each in rows]
        return [(each["status"], each["engine"], each["text"]) for each in found]

    def told(self) -> list[dict[str, Any]]:
        """What the log says of interpreters."""
        entries = self.database.read(
            lambda tx: tx.scalars(select(LogEntry).where(LogEntry.kind == "interpreter")).all()
        )
        return [each.payload for each in entries]


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
    meeting.database.write(lambda tx: convene.retract(tx, "demo", "room-16000", "the chair", "misheard", meeting.now))
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
    outcome = meeting.database.write(lambda tx: convene.mend_floor(tx, "demo", "KR", 0, None, meeting.now))
    assert meeting.lines() == [("interpreted", "interpreter", "Um."), ("held", "", "")]
    assert [each.payload["status"] for each in outcome.events if each.payload["lang"] == "pt"] == ["corrected"]
    meeting.release()
    assert meeting.lines()[1] == ("pending", "", "")


def test_a_late_click_on_the_floor_has_what_waited_translated_anew_at_once(meeting: Meeting) -> None:
    meeting.hear("We propose a pilot.")
    outcome = meeting.database.write(lambda tx: convene.mend_floor(tx, "demo", "KR", 0, None, meeting.now))
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


def test_a_revoked_invitation_interprets_no_more_and_a_deleted_session_leaves_nothing(meeting: Meeting) -> None:
    meeting.take()
    meeting.hear("One.")
    meeting.database.write(lambda tx: interpret.dismiss(tx, "i1", "Eva", ROUTES, meeting.now))
    assert meeting.told()[-1]["by"] == "Eva" and meeting.lines() == [("pending", "", "")]
    meeting.take()
    meeting.write("Um.")
    meeting.database.write(lambda tx: convene.delete_session(tx, "demo"))
    assert meeting.database.read(lambda tx: [*tx.scalars(select(Holding)), *tx.scalars(select(InterpreterLine))]) == []
