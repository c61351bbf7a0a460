"""Deadlines of a whole server: the end of a sign-in, and of what is kept, with the clock and before it comes."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from socketio.exceptions import ConnectionError

from server.clock import now_ms
from server.core.minutes.retention import DAY_MS
from server.services.hearing import hear
from server.services.meeting import convene
from server.storage.database import Database
from server.storage.recording import Recording
from server.storage.tables import Invitation, Meeting
from server.workers.ordered import OrderedClient
from tests.support.house import House

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    opened = House(
        tmp_path_factory.mktemp("deadlines") / "house", ROUNDTABLE_RETENTION_DAYS="30", ROUNDTABLE_SESSION_HOURS="1"
    )
    try:
        opened.start("web")
        opened.wait(opened.is_up, "the web process")
        yield opened
    finally:
        opened.__exit__()


def work(house: House, unit) -> None:  # type: ignore[no-untyped-def]
    """One unit of work beside the web process."""
    database = Database(f"sqlite:///{house.folder / 'instance' / 'roundtable.sqlite'}")
    database.write(unit)
    database.close()


def signer(house: House) -> Any:
    """Signs cookies as the server does."""
    app = Flask("server")
    app.secret_key = (house.folder / "instance" / "secret").read_text()
    return SecureCookieSessionInterface().get_signing_serializer(app)


def cookie(house: House, invitation: str, until: int) -> str:
    """The cookie that the server would have given for a sign-in that ends then."""
    return f"roundtable={signer(house).dumps({'invitation': invitation, 'until': until})}"


def role(house: House, header: str) -> str:
    """As whom the server knows the bearer of a cookie."""
    with requests.get(f"{house.address}/api/me", headers={"Cookie": header}, timeout=60) as answer:
        return str(answer.json()["role"])


def test_a_sign_in_ends_after_its_hours_and_with_it_what_is_connected(house: House) -> None:
    chair = house.person("chair")
    given = signer(house).loads(chair.http.cookies["roundtable"])
    assert now_ms() + 3_540_000 < given["until"] <= now_ms() + 3_600_000
    chair.close()

    assert role(house, cookie(house, given["invitation"], now_ms() - 1)) == "public"
    for hours_end_ms in (4_000, 20_000, 60_000):  # the later, the slower the machine
        last = cookie(house, given["invitation"], now_ms() + hours_end_ms)
        client = OrderedClient(reconnection=False, handle_sigint=False)
        with contextlib.suppress(ConnectionError):
            client.connect(house.address, namespaces=["/speaker"], headers={"Cookie": last}, transports=["websocket"])
        if role(house, last) == "chair":
            break
    house.wait(lambda: not client.connected, "the cut")
    assert role(house, last) == "public"


def test_an_invitation_that_was_deleted_by_hand_ends_what_is_connected(house: House) -> None:
    chair = house.person("chair")
    client = OrderedClient(reconnection=False, handle_sigint=False)
    auth = {"token": str(chair.link).rsplit("/", 1)[1]}
    client.connect(house.address, namespaces=["/speaker"], auth=auth, transports=["websocket"])
    work(house, lambda tx: tx.query(Invitation).delete())
    house.wait(lambda: not client.connected, "the cut")
    chair.close()


def test_sound_past_its_time_is_not_played_and_the_clock_deletes_it(house: House) -> None:
    desk = house.person("secretariat")
    folder = house.folder / "recordings" / "demo"
    recording = Recording(folder / "room")
    recording.open_epoch(1, 0)
    recording.write(0, b"\1\2" * 1_600)
    recording.close()

    def say(tx) -> None:  # type: ignore[no-untyped-def]
        convene.create_session(tx, "demo", "Demo", "public", ["en"], {"en": "English"})
        convene.open_session(tx, "demo", now_ms())
        hear.open_stream(tx, "room", "demo", "mixed", None, "en", 0, 0)
        place = {"start_sample": 0, "end_sample": 1_600}
        result = {"kind": "final", **place, "text": "Kept words.", "language": "en", "words": []}
        hear.accept(tx, "room", hear.lease(tx, "room")["epoch"], result, {}, "invented", now_ms())
        convene.close_session(tx, "demo", now_ms())

    work(house, say)
    audio = "/api/sessions/demo/segments/room-0/audio"
    assert desk.get(audio).status_code == 200
    work(house, lambda tx: setattr(tx.get_one(Meeting, "demo"), "closed_at", now_ms() - 31 * DAY_MS))
    refused = desk.get(audio)
    assert (refused.status_code, refused.json()["error"]["code"]) == (404, "not_found")
    assert folder.exists()
    house.start("clock")
    house.wait(lambda: not folder.exists(), "the clock")
    assert [each["text"] for each in desk.get("/api/sessions/demo/minutes").json()["segments"]] == ["Kept words."]
    house.processes["clock"].send_signal(signal.SIGINT)
    assert house.processes["clock"].wait(60) == 0
    desk.close()
