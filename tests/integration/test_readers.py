"""Who may read recordings again, and when: nobody while somebody speaks, and never what was off the record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from server.services.hearing import hear, reread, suggestions
from server.services.hearing.readers import Readers
from server.services.meeting import convene
from server.services.meeting.glossary import as_heard
from server.storage.database import Database
from server.storage.recording import Recording

SECOND = 16_000
WORDS = [
    {"text": f" {word}", "start_sample": at * 8_000, "end_sample": at * 8_000 + 6_000, "probability": 0.9}
    for at, word in enumerate(["We", "propose", "a", "window."])
]


class Hall:
    """What readers need of the hall: a real database and a real recording, workers and microphones as the test says."""

    def __init__(self, folder: Path, database: Database) -> None:
        self.recordings, self.database, self.sent = folder, database, list[Any]()
        self.streams = set[str]()
        self.leases = SimpleNamespace(streams=lambda: self.streams)
        self.microphones = dict[str, Any]()
        self.has_sound = lambda session: True
        self.glossary = SimpleNamespace(repair=as_heard)

    def read(self, work: Any) -> Any:
        return self.database.read(work)

    def write(self, work: Any) -> Any:
        return self.database.write(work)

    def emit(self, event: str, payload: Any, **where: Any) -> None:
        self.sent.append((event, payload, where["to"]))


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    database = Database(f"sqlite:///{tmp_path / 'r.sqlite'}")
    database.migrate()
    database.write(furnish)
    recording = Recording(tmp_path / "demo" / "room")
    recording.open_epoch(1, 0)
    recording.write(0, b"\x01\x01" * 10 * SECOND)
    recording.close()
    yield Hall(tmp_path, database)
    database.close()


def furnish(tx: Any) -> None:
    """A line of ten seconds, of which the seconds 4 to 6 were off the record."""
    convene.create_session(tx, "demo", "Demo", "public", ["en"], {"en": "English"})
    convene.open_session(tx, "demo", 1_000)
    hear.open_stream(tx, "room", "demo", "mixed", None, "en", 0, 0)
    convene.set_off_record(tx, "demo", True, 5_000)
    convene.set_off_record(tx, "demo", False, 7_000)
    result = {"kind": "final", "start_sample": 0, "end_sample": 10 * SECOND, "language": "en", "words": []}
    hear.accept(tx, "room", hear.lease(tx, "room")["epoch"], {**result, "text": "We propose a widow."}, {}, "e", 5)
    convene.close_session(tx, "demo", 20_000)


def started(hall: Hall, mode: str = "asked") -> Readers:
    """A reader, and somebody has asked."""
    found = Readers(hall, mode, lambda work, *arguments: work(*arguments), 0.0)  # type: ignore[arg-type]
    found.add("w")
    hall.write(lambda tx: reread.ask(tx, "demo", "Eva", 30_000))
    return found


def place(told: dict[str, Any]) -> dict[str, Any]:
    return {key: told["unit"][key] for key in ("stream", "epoch", "start_sample", "end_sample")}


NOTHING = {"is_free": True, "unit": None}


def test_a_unit_comes_with_its_sound_and_silence_where_it_was_off_the_record(hall: Hall) -> None:
    at_work = started(hall)
    told = at_work.next("w")
    pcm = told["pcm"]
    assert len(pcm) == 20 * SECOND and told["unit"]["language"] == "en"
    assert not any(pcm[8 * SECOND : 12 * SECOND]) and all(pcm[: 8 * SECOND]) and all(pcm[12 * SECOND :])
    assert at_work.progress("demo")["state"] == "reading"
    assert at_work.took("w", {**place(told), "words": WORDS}, "best")
    assert at_work.progress("demo")["state"] == "done" and at_work.next("w") == NOTHING


def test_nobody_reads_while_somebody_speaks_or_something_waits_to_be_recognised(hall: Hall) -> None:
    at_work = started(hall)
    hall.microphones["m"] = SimpleNamespace(is_live=True)
    assert at_work.next("w") == {"is_free": False, "unit": None}
    hall.microphones.clear()
    hall.streams.add("waiting")
    assert at_work.next("w") == {"is_free": False, "unit": None}
    hall.streams.clear()
    assert at_work.next("w")["unit"] is not None


def test_who_reads_is_halted_when_somebody_speaks_and_the_unit_is_handed_out_again(hall: Hall) -> None:
    at_work = started(hall)
    told = at_work.next("w")
    at_work.sweep()
    assert hall.sent == []
    hall.streams.add("waiting")
    at_work.sweep()
    assert hall.sent == [("halt", {"stream": "room", "epoch": told["unit"]["epoch"]}, "w")]
    assert not at_work.took("w", {**place(told), "words": WORDS}, "best")
    hall.streams.clear()
    assert at_work.next("w")["unit"]["epoch"] == told["unit"]["epoch"] + 1


def test_a_reader_that_is_gone_leaves_its_unit_to_another_which_alone_is_believed(hall: Hall) -> None:
    at_work = started(hall)
    old = at_work.next("w")
    at_work.add("other")
    assert at_work.next("other") == NOTHING  # the microphone is in hand
    at_work.drop("w")
    new = at_work.next("other")
    assert not at_work.took("w", {**place(old), "words": WORDS}, "best")
    assert at_work.took("other", {**place(new), "words": WORDS}, "best")
    assert [each["text"] for each in hall.read(lambda tx: suggestions.listed(tx, "demo"))] == ["We propose a window."]


def test_what_can_not_be_read_and_what_has_no_sound_any_more_is_passed_over(hall: Hall) -> None:
    at_work = started(hall)
    told = at_work.next("w")
    assert at_work.took("w", {**place(told), "error": {"code": "unknown_language"}}, "best")
    assert at_work.next("w") == NOTHING and at_work.progress("demo")["state"] == "done"
    hall.write(lambda tx: reread.ask(tx, "demo", "Eva", 40_000))
    hall.has_sound = lambda session: False
    assert at_work.next("w") == NOTHING and at_work.progress("demo")["state"] == "done"


def test_switched_off_nothing_is_read_whoever_asked(hall: Hall) -> None:
    at_work = started(hall, "off")
    assert at_work.next("w") == NOTHING and at_work.progress("demo")["state"] == "off"
