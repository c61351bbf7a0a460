"""The translation memory in front of the translate workers: what it knows never reaches them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server.core.errors import DatabaseAway
from server.services.hearing import hear
from server.services.meeting import convene
from server.services.minutes import record
from tests.support.hall import Hall, Sent, opened_hall, say

SAID, OWN = "We propose a pilot of six ports.", "Propomos um piloto em seis portos."


@pytest.fixture
def sent() -> Sent:
    return Sent()


@pytest.fixture
def hall(tmp_path: Path, sent: Sent, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    """A hall with a translate worker and an open session."""

    def prepare(tx: Any) -> None:
        convene.create_session(tx, "s", "Session", "public", ["en", "pt"], {"en": "", "pt": ""})
        convene.open_session(tx, "s", 1)
        hear.open_stream(tx, "room", "s", "mixed", None, "en", 0, 0)

    with opened_hall(tmp_path, sent, prepare, monkeypatch) as made:
        yield made


def own(hall: Hall, segment: str) -> None:
    hall.apply(hall.write(lambda tx: record.translate_by_hand(tx, "s", segment, 1, "pt", OWN, 10, "rapporteur")))


def test_the_next_same_sentence_reaches_the_readers_and_no_worker(hall: Hall, sent: Sent) -> None:
    own(hall, say(hall, SAID))
    assert sent.texts("translate") == [SAID]
    sent.clear()
    say(hall, SAID)
    assert sent.texts("translate") == [] and hall.translations.waiting == 0
    shown = hall.read(lambda tx: record.minutes(tx, "s"))[1]["translations"]["pt"]
    assert (shown["text"], shown["engine"], shown["note"]) == (OWN, "memory", "memory")
    say(hall, "The floor is yours.")
    assert sent.texts("translate") == ["The floor is yours."]


def test_what_a_restart_interrupted_is_answered_too(hall: Hall, sent: Sent) -> None:
    first = say(hall, SAID)
    say(hall, SAID)
    hall.translations.drop_worker("w")
    own(hall, first)
    sent.clear()
    hall.resume()
    assert hall.read(lambda tx: record.minutes(tx, "s"))[1]["translations"]["pt"]["text"] == OWN


def test_a_database_that_is_away_costs_the_memory_and_not_the_translation(
    hall: Hall, sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    own(hall, say(hall, SAID))
    sent.clear()

    def away(work: Any) -> Any:
        raise DatabaseAway("away")

    monkeypatch.setattr(hall, "read", away)
    say(hall, SAID)
    assert sent.texts("translate") == [SAID]
