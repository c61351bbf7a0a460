"""What a source says of itself reaches those who run the session, and nobody else. The real hall, without a network."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, request

from server.links import signer
from server.services.meeting import convene
from server.settings import Settings
from server.storage.database import Database
from server.storage.glossary import Glossary

with warnings.catch_warnings(action="ignore"):  # eventlet says that it is old
    from server import hub, languages
    from server.app import create_app
    from server.routes.access import Person
    from server.routes.shapes import session_shape
    from server.services.hearing.hall import Hall
    from server.services.hearing.microphones import SOURCE_S
    from server.sockets.speaker import SpeakerNamespace

NEWS = {
    "kind": "device", "name": "Hall desk", "channel": 3, "state": "live", "level": 0.61, "clipping": True,
    "silent_ms": 0, "drift_ppm": 12.5, "reconnects": 2, "lost_ms": 7_400,
}  # fmt: skip


class Told:
    """The speakers' namespace with one socket, and what was sent to it."""

    def __init__(self, app: Flask, hall: Hall) -> None:
        self.namespace = SpeakerNamespace(hall, languages.names())
        self.refused: list[dict[str, Any]] = []
        self.namespace.socketio = SimpleNamespace(
            _handle_event=lambda handler, event, name, sid, *given: handler(*given)
        )
        self.namespace.emit = lambda event, message, **_: self.refused.append(message)
        self.app, self.hall = app, hall

    def ask(self, event: str, message: dict[str, Any]) -> Any:
        return self.namespace.trigger_event(event, "socket", message)

    def source(self, role: str) -> Any:
        return session_shape(self.hall, "demo", Person(role, None, role, ""))["streams"][0].get("source", "withheld")


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    settings = Settings.from_env(
        {"ROUNDTABLE_INSTANCE": str(tmp_path / "instance"), "ROUNDTABLE_RECORDINGS": str(tmp_path / "recordings")}
    )
    database = Database(settings.database)
    database.prepare()

    def furnish(tx: Any) -> None:
        convene.create_session(tx, "demo", "Demo", "public", ["en"], {"en": "English"})
        convene.open_session(tx, "demo", 0)
        convene.invite(tx, "desk", "secretariat", None, "source", 1, 4_000_000_000_000)

    database.write(furnish)
    app = create_app(settings)
    hall = Hall(database, settings.recordings, lambda *_, **__: None, lambda *_: None, Glossary(settings.glossary))
    made = Told(app, hall)
    with app.test_request_context():
        request.sid = "socket"  # type: ignore[attr-defined]
        made.namespace.trigger_event("connect", "socket", {"token": signer(settings.secret).dumps("desk")})
        yield made
        for microphone in hall.microphones.values():
            microphone.stop()
        hub.sleep(0.05)  # the microphones' pumps see that it is over
    database.close()


def test_the_chair_reads_how_a_source_is_and_the_public_does_not(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = told.ask("open", {"session": "demo", "kind": "mixed", "language": "en", "consent": True, "next_sample": 0})
    place = {"stream": opened["stream"], "epoch": opened["epoch"]}
    assert told.source("chair") is None  # a browser says nothing
    told.ask("source", {**place, **NEWS, "password": "not ours to show"})
    assert told.source("chair") == told.source("secretariat") == NEWS
    assert told.source("public") == told.source("delegation") == "withheld"
    told.ask("source", {**place, **NEWS, "name": "x" * 500})
    assert len(told.source("chair")["name"]) == 80
    for field, wrong in (("kind", "radio"), ("level", "loud"), ("silent_ms", -1), ("clipping", None), ("epoch", 9)):
        told.ask("source", {**place, **NEWS, field: wrong})
        assert told.refused.pop()["code"] == "bad_request"
    told.ask("source", {**place, **NEWS, "drift_ppm": None})
    assert told.source("chair")["drift_ppm"] is None
    assert not told.refused
    microphone = told.hall.microphones[opened["stream"]]
    microphone._source_at -= SOURCE_S
    assert told.source("chair") is None  # its program is silent: nothing is known
