"""A retracted line is gone for all but those who keep the minutes: no call, export, log, sound or evidence has it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server.clock import now_ms
from server.services.hearing import hear, translate
from server.services.meeting import convene
from server.storage.database import Database
from server.storage.tables import Epoch, Stream
from server.workers.ordered import OrderedClient
from tests.support.adoption import take_upon
from tests.support.house import House, Person

pytestmark = pytest.mark.slow
SECRET = "zebra"
FORMS = ("json", "html", "srt", "vtt")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House.web_only(tmp_path / "house") as opened:
        database = Database(f"sqlite:///{opened.folder / 'instance' / 'roundtable.sqlite'}")
        database.write(furnish)
        database.close()
        yield opened


def furnish(tx: Any) -> None:
    for code, name in (("BR", "Brazil"), ("KR", "Republic of Korea")):
        convene.put_delegation(tx, code, name, "en")
    convene.create_session(tx, "demo", "Demo", "public", ["en", "pt"], {"en": "English", "pt": "Português"})
    convene.open_session(tx, "demo", now_ms() - 3_600_000)
    tx.add(Stream(id="room", session_id="demo", kind="delegation", delegation="KR", language="en", done_sample=0))
    tx.flush()
    tx.add(Epoch(stream_id="room", epoch=1, start_sample=0, session_ms=0))
    tx.flush()
    for number, text in enumerate((f"We propose the {SECRET} exchange.", "We propose a working group.")):
        epoch = hear.lease(tx, "room")["epoch"]
        place = {"start_sample": number * 16_000, "end_sample": (number + 1) * 16_000}
        result = {**place, "kind": "final", "text": text, "words": [], "language": "en", "confidence": 0.9}
        assert hear.accept(tx, "room", epoch, result, {"en": {"pt"}}, "test", now_ms()) is not None
        job = translate.Job("demo", f"room-{number * 16_000}", 1, text, "en", "pt", False)
        assert translate.translated(tx, job, text.replace("We propose", "Propomos"), "test", False, "", now_ms())


@pytest.fixture
def people(house: House) -> Iterator[dict[str, Person]]:
    found = {role: house.person(role) for role in ("secretariat", "chair", "rapporteur")}
    found |= {"public": house.public(), "delegation": house.person("delegation", "BR")}
    yield found
    for person in found.values():
        person.close()


def log_of(house: House, view: str, token: str | None = None) -> str:
    client = OrderedClient(handle_sigint=False)
    auth = {"token": token} if token else None
    client.connect(house.address, namespaces=["/viewer"], auth=auth, transports=["websocket"])
    answer = client.call("join", {"session": "demo", "lang": view, "after": 0}, namespace="/viewer", timeout=60)
    client.disconnect()
    assert "error" not in answer and len(answer["events"]) > 2, answer
    return str(answer)


def surfaces(house: House, person: Person, statement: str) -> dict[str, str]:
    line = "/api/sessions/demo/segments/room-0"
    paths = ["/s/demo", "/s/demo/minutes", "/api/sessions/demo/minutes", "/api/sessions/demo/minutes?brief=1"]
    paths += [line, f"{line}/versions", f"{line}/compare?from=1&to=2", "/api/sessions/demo/words?segments=room-0"]
    found = {path: person.get(path).text for path in paths}
    for form in FORMS:
        for query in ("", "?lang=en", "?lang=pt"):
            path = f"/api/sessions/demo/export/{form}{query}"
            found[path] = person.get(path).text
    found |= {f"log {view}": log_of(house, view) for view in ("floor", "en", "pt")}
    shape = person.get(f"/api/statements/{statement}")
    shown = [[each["evidence"], each["corrections"]] for each in shape.json()["paragraphs"]] if shape.ok else ""
    found["evidence"] = str(shown)
    return found


def test_a_retracted_line_is_nowhere_but_in_the_minutes_of_those_who_keep_them(
    house: House, people: dict[str, Person]
) -> None:
    desk = people["secretariat"]
    made = desk.post(
        "/api/statements", title="Joint", sessions=["demo"], language="en", form="communique", parties=["KR", "BR"]
    )
    statement = made.json()["id"]
    assert SECRET in surfaces(house, people["public"], statement)["log pt"]
    assert people["chair"].post("/api/sessions/demo/retract", segment="room-0", why="confidential").ok
    for role in ("public", "delegation"):
        for surface, text in surfaces(house, people[role], statement).items():
            assert SECRET not in text, (role, surface)
            is_of_it = "room-0" in surface or surface in ("/s/demo", "/s/demo/minutes", "evidence")
            assert is_of_it or "working group" in text, (role, surface)
        assert people[role].get("/api/sessions/demo/segments/room-0/audio").status_code == 404
    kept = people["rapporteur"].get("/api/sessions/demo/minutes").json()["segments"][0]
    assert SECRET in kept["heard"] and kept["status"] == "retracted" and kept["by"] and "confidential" in kept["why"]


def test_a_statement_that_quotes_a_retracted_line_cannot_be_adopted_until_it_no_longer_does(
    house: House, people: dict[str, Person]
) -> None:
    desk = people["secretariat"]
    made = desk.post(
        "/api/statements", title="Joint", sessions=["demo"], language="en", form="communique", parties=["KR"]
    )
    path = f"/api/statements/{made.json()['id']}"
    assert people["chair"].post("/api/sessions/demo/retract", segment="room-0", why="confidential").ok
    assert desk.post(f"{path}/open", rev=desk.get(path).json()["rev"]).ok
    refused = desk.post(f"{path}/adopt", rev=desk.get(path).json()["rev"])
    assert refused.status_code == 409 and "retracted" in str(refused.json()["error"]["details"]["obstacles"])
    quoting = next(each for each in desk.get(path).json()["paragraphs"] if SECRET in each["text"])
    assert desk.call(
        "PUT", f"{path}/paragraphs/{quoting['id']}", rev=quoting["rev"], text="take note of a proposal."
    ).ok
    assert desk.post(f"{path}/adopt", rev=take_upon(desk, path)["rev"]).ok


def test_the_minutes_as_json_keep_what_was_heard_and_every_version(house: House, people: dict[str, Person]) -> None:
    assert (
        people["rapporteur"]
        .post("/api/sessions/demo/segments/room-16000/correct", rev=1, text="We propose a task force.")
        .ok
    )
    entry = people["public"].get("/api/sessions/demo/export/json").json()["entries"][1]
    assert entry["heard"] == "We propose a working group."
    assert [each["text"] for each in entry["versions"]] == ["We propose a working group.", "We propose a task force."]
