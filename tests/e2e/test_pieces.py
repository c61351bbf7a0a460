"""Pieces of a sentence that wait to be translated outlive the web process, and so does what was sent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from server.clock import now_ms
from server.services.hearing import hear
from server.services.meeting import convene
from server.storage.database import Database
from server.storage.tables import Epoch, Stream
from tests.support.house import House
from tests.support.wires import Wire, worker_token

pytestmark = pytest.mark.slow
PIECES = ("We propose to share risk data,", "provided that personal data are protected. We also", "thank you")
WHOLE = "Propomos partilhar dados de risco, desde que os dados pessoais estejam protegidos. Também vos agradecemos"


def furnish(tx: Any) -> None:
    convene.put_delegation(tx, "KR", "Republic of Korea", "en")
    convene.create_session(tx, "demo", "Demo", "public", ["en", "pt"], {"en": "English", "pt": "Português"})
    convene.open_session(tx, "demo", now_ms())
    tx.add(Stream(id="room", session_id="demo", kind="delegation", delegation="KR", language="en", done_sample=0))
    tx.flush()
    tx.add(Epoch(stream_id="room", epoch=1, start_sample=0, session_ms=0))
    tx.flush()
    lease = hear.lease(tx, "room")["epoch"]
    for number, text in enumerate(PIECES):
        place = {"start_sample": number * 16_000, "end_sample": (number + 1) * 16_000}
        result = {**place, "kind": "final", "text": text, "words": [], "language": "en", "confidence": 0.9}
        outcome = hear.accept(tx, "room", lease, result, {"en": {"pt"}}, "test", now_ms())
        assert outcome is not None and outcome.jobs == [] and outcome.looks


def translator(house: House) -> Wire:
    wire = Wire(house, "/worker", {"token": worker_token(house)}, "translate")
    hello = {"kind": "translate", "name": "t", "engine": "test", "capabilities": {"en": {"pt": "test"}}}
    assert "worker" in wire.ask("hello", **hello)
    return wire


def translations(house: House) -> list[dict[str, Any]]:
    person = house.public()
    segments = person.get("/api/sessions/demo/minutes").json()["segments"]
    person.close()
    return [each["translations"]["pt"] for each in segments]


def test_what_waits_and_what_was_sent_outlive_the_web_process(tmp_path: Path) -> None:
    with House.web_only(tmp_path / "house") as house:
        house.kill("web")
        database = Database(f"sqlite:///{house.folder / 'instance' / 'roundtable.sqlite'}")
        database.write(furnish)
        database.close()
        for is_first in (True, False):
            house.start("web")
            house.wait(house.is_up, "the web process again")
            wire = translator(house)
            house.wait(lambda wire=wire: wire.last("translate"), "the sentence")
            job = wire.last("translate")
            assert job["text"] == " ".join(PIECES)
            assert [each["status"] for each in translations(house)] == ["pending"] * 3
            if is_first:
                house.kill("web")
                wire.close()
        wire.send("translated", {"job": job["job"], "text": WHOLE, "engine": "test"})
        house.wait(lambda: all(each["status"] == "done" for each in translations(house)), "the translations")
        parts = [each["text"] for each in translations(house)]
        assert all(parts) and " ".join(parts) == WHOLE and parts[0] == "Propomos partilhar dados de risco,"
        wire.close()
