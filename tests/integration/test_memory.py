"""The translation memory in front of the translate workers: what it knows never reaches them."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server.core.errors import DatabaseAway
from server.services import convene, hear, record
from server.storage.database import Database
from server.storage.glossary import Glossary

with warnings.catch_warnings(action="ignore"):  # eventlet says that it is old
    from server import hub
    from server.services.hall import Hall

SAID, OWN = "We propose a pilot of six ports.", "Propomos um piloto em seis portos."
ROUTES = {"en": {"pt"}}


class Sent(list[tuple[str, Any]]):
    """What went to sockets: ``(event, payload)``."""

    def __call__(self, event: str, payload: Any, **_: Any) -> None:
        self.append((event, payload))

    def texts(self, event: str) -> list[str]:
        """The texts of the translations among them, or of the jobs."""
        return [told["text"] for name, told in self if name == event and told.get("lang", "pt") == "pt"]


@pytest.fixture
def sent() -> Sent:
    return Sent()


@pytest.fixture
def hall(tmp_path: Path, sent: Sent, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    """A hall with a translate worker and an open session."""
    monkeypatch.setattr(hub, "native", lambda work, *args: work(*args))
    database = Database(f"sqlite:///{tmp_path / 'roundtable.sqlite'}")
    database.migrate()

    def prepare(tx: Any) -> None:
        convene.create_session(tx, "s", "Session", "public", ["en", "pt"], {"en": "", "pt": ""})
        convene.open_session(tx, "s", 1)
        hear.open_stream(tx, "room", "s", "mixed", None, "en", 0, 0)

    database.write(prepare)
    made = Hall(database, tmp_path, sent, lambda *_: None, Glossary(tmp_path / "none.tsv"))
    made.translations.add_worker("w", {"en": {"pt": "invented"}})
    yield made
    database.close()


def say(hall: Hall, text: str = SAID) -> str:
    """A line is heard; returns its segment."""

    def store(tx: Any) -> tuple[str, Any]:
        lease = hear.lease(tx, "room")
        start = lease["start_sample"]
        result = {"kind": "final", "start_sample": start, "end_sample": start + 16_000, "text": text, "language": "en"}
        return f"room-{start}", hear.accept(tx, "room", lease["epoch"], result, ROUTES, "invented", 5)

    segment, outcome = hall.write(store)
    hall.apply(outcome)
    return segment


def own(hall: Hall, segment: str) -> None:
    hall.apply(hall.write(lambda tx: record.translate_by_hand(tx, "s", segment, 1, "pt", OWN, 10, "rapporteur")))


def test_the_next_same_sentence_reaches_the_readers_and_no_worker(hall: Hall, sent: Sent) -> None:
    own(hall, say(hall))
    assert sent.texts("translate") == [SAID]
    sent.clear()
    say(hall)
    assert sent.texts("translate") == [] and hall.translations.waiting == 0
    shown = hall.read(lambda tx: record.minutes(tx, "s"))[1]["translations"]["pt"]
    assert (shown["text"], shown["engine"], shown["note"]) == (OWN, "memory", "memory")
    say(hall, "The floor is yours.")
    assert sent.texts("translate") == ["The floor is yours."]


def test_what_a_restart_interrupted_is_answered_too(hall: Hall, sent: Sent) -> None:
    first = say(hall)
    say(hall)
    hall.translations.drop_worker("w")
    own(hall, first)
    sent.clear()
    hall.resume()
    assert hall.read(lambda tx: record.minutes(tx, "s"))[1]["translations"]["pt"]["text"] == OWN


def test_a_database_that_is_away_costs_the_memory_and_not_the_translation(
    hall: Hall, sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    own(hall, say(hall))
    sent.clear()

    def away(work: Any) -> Any:
        raise DatabaseAway("away")

    monkeypatch.setattr(hall, "read", away)
    say(hall)
    assert sent.texts("translate") == [SAID]
