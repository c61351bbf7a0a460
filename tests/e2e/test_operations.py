"""What operators see of a house: health, metrics and logs without a word of what was said. Without models."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from tests.support.house import House, Person
from tests.support.wires import Wire, worker_token

pytestmark = pytest.mark.slow
CHUNK = 1_600
LOUD = np.full(CHUNK, 7_000, "<i2").tobytes()
MARKERS = {name: f"zwiebel{name}{secrets.token_hex(3)}" for name in ("said", "title", "person", "statement", "meeting")}
PRINTED = ("Roundtable is at", "  sign in with", "Attention: ")  # on stdout, for whoever starts it
METRICS_TOKEN = "let-me-measure"
EVENTS = (  # the last three come in any order, when the wires are closed
    *("started", "request", "changed", "connected", "joined", "microphone_opened", "leased", "worker_came", "refused"),
    *("worker_gone", "lease_ended", "disconnected"),
)
LIVE = {"status": "live", "engine": "invented", "via": [], "command": ""}
ROUGH = {
    "status": "rough",
    "engine": "speech+invented",
    "via": ["en"],
    "command": "flask --app server models install argos-fr-en",
}
MISSING = {"status": "missing", "engine": "", "via": [], "command": "flask --app server models install argos-zh-en"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("operations")
    with House.web_only(folder / "house", ROUNDTABLE_METRICS_TOKEN=METRICS_TOKEN) as opened:
        yield opened


@pytest.fixture
def desk(house: House) -> Iterator[Person]:
    person = house.person("secretariat")
    yield person
    person.close()


def figures(house: House) -> dict[str, float]:
    """The samples of ``/metrics``, as Prometheus reads them."""
    text = requests.get(house.address + "/metrics", timeout=60).text
    return {
        each.name + "".join(f" {value}" for _, value in sorted(each.labels.items())): each.value
        for family in text_string_to_metric_families(text)
        for each in family.samples
    }


def lines(path: Path) -> list[dict[str, Any]]:
    """The log lines of a process; whatever is no JSON object fails."""
    told = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in told if not line.startswith(PRINTED)]


def test_operators_see_what_happens_and_never_what_is_said(house: House, desk: Person) -> None:
    session = MARKERS["meeting"]
    for code, language in (("BR", "en"), ("FR", "fr"), ("CN", "zh")):
        assert desk.post("/api/delegations", code=code, name=f"{MARKERS['person']} {code}", language=language).ok
    made = desk.post(
        "/api/sessions", id=session, title=MARKERS["title"], languages=["en", "pt"], visibility="confidential"
    )
    assert made.ok and desk.post(f"/api/sessions/{session}/open").ok

    # Health names what is missing; a load balancer may ask for what it needs.
    with requests.get(house.address + "/health", timeout=60) as answer:
        assert answer.status_code == 503 and answer.json()["components"]["speech"] == {"status": "away"}
    with requests.get(house.address + "/health?of=database,disk", timeout=60) as answer:
        assert answer.status_code == 200 and answer.json()["components"]["database"]["status"] == "ok"
    with requests.get(house.address + "/health?of=everything", timeout=60) as answer:
        assert answer.status_code == 400

    # Before a translate worker came, nobody claims to know what a reader gets.
    told = {each["code"]: each for each in desk.get(f"/api/sessions/{session}").json()["languages"]}
    assert (told["pt"]["status"], told["pt"]["sources"]) == ("missing", [])

    # Speech through a worker, a translation with doubts, a correction, a statement.
    auth = {"token": worker_token(house)}
    speech, translate = Wire(house, "/worker", auth, "lease"), Wire(house, "/worker", auth, "translate")
    speech.ask("hello", kind="speech", name="s", engine="invented", capabilities={})
    standing = {
        "en": {"pt": LIVE},
        "fr": {"en": ROUGH, "pt": ROUGH},
        "zh": {"en": MISSING, "pt": MISSING},
        "pt": {"en": LIVE},
    }
    translate.ask(
        "hello",
        kind="translate",
        name="t",
        engine="invented",
        capabilities={"en": {"pt": "invented"}},
        standing=standing,
    )
    reader = Wire(house, "/viewer", {"token": (desk.link or "").rsplit("/", 1)[1]}, "event")
    reader.ask("join", session=session, lang="pt", after=0)
    page = Wire(house, "/speaker", {"token": (desk.link or "").rsplit("/", 1)[1]}, "ack", "refused")
    opened = page.ask("open", session=session, kind="mixed", language="fr", consent=True)
    place = {"stream": opened["stream"], "epoch": opened["epoch"]}
    page.send("audio", {**place, "start_sample": 0}, LOUD)
    page.send("audio", {**place, "start_sample": CHUNK}, b"odd")
    house.wait(
        lambda: page.last("ack") and page.last("refused") and speech.last("lease"), "the recording and the lease"
    )
    final = {
        "kind": "final",
        "start_sample": 0,
        "end_sample": CHUNK,
        "text": f"Nous {MARKERS['said']}.",
        "words": [],
        "language": "fr",
        "confidence": 0.9,
        "english": f"We {MARKERS['said']}.",
    }
    lease = speech.last("lease")
    assert speech.ask("results", stream=opened["stream"], epoch=lease["epoch"], results=[final])["accepted"]
    house.wait(lambda: translate.last("translate") is not None, "the job")
    job = translate.last("translate")
    assert (job["rough"], job["source"], job["target"]) == (True, "en", "pt") and job["glossary"] == {
        "keep": [],
        "fixed": [],
    }
    translate.send(
        "translated",
        {
            "job": job["job"],
            "text": f"Nos {MARKERS['said']}.",
            "engine": "invented",
            "via": [],
            "rough": True,
            "notes": ["figures"],
        },
    )
    house.wait(lambda: (reader.last("event") or {}).get("lang") == "pt", "the translation")
    shown = reader.last("event")
    assert (shown["rough"], shown["note"], shown["text"]) == (True, "rough figures", f"Nos {MARKERS['said']}.")
    line = desk.get(f"/api/sessions/{session}/minutes").json()["segments"][0]
    assert line["translations"]["pt"]["note"] == "rough figures" and line["translations"]["en"]["note"] == "rough"
    assert "check the figures" not in desk.get(f"/api/sessions/{session}/export/html?lang=pt").text
    assert "verificar os números" in desk.get(f"/api/sessions/{session}/export/html?lang=pt").text
    assert desk.post(f"/api/sessions/{session}/segments/{line['id']}/correct", rev=1, text=f"{MARKERS['said']}!").ok
    assert desk.post(
        "/api/statements", title=MARKERS["statement"], sessions=[session], language="en", form="communique", parties=[]
    ).ok

    # What a reader of each language gets, by source, and one command for all that is missing.
    told = {each["code"]: each for each in desk.get(f"/api/sessions/{session}").json()["languages"]}
    assert told["pt"]["status"] == "rough"
    assert {each["code"]: each["status"] for each in told["pt"]["sources"]} == {
        "en": "live",
        "fr": "rough",
        "zh": "missing",
    }
    assert told["pt"]["command"] == "flask --app server models install argos-fr-en argos-zh-en"

    # Metrics parse, count, and are for this machine alone.
    found = figures(house)
    assert found["roundtable_finals_total"] == 1 and found["roundtable_viewers"] == 1
    assert found["roundtable_translations_total invented done"] == 1
    assert found["roundtable_refused_chunks_total bad_audio"] == 1
    assert found["roundtable_worker_up speech"] == found["roundtable_workers translate"] == 1
    assert found["roundtable_database_seconds_count write"] > 0 and found["roundtable_hub_lag_seconds_count"] > 0
    assert {
        "roundtable_microphones",
        "roundtable_recognition_lag_seconds",
        "roundtable_queue_length audio_chunks",
    } <= set(found)
    for token, status in ((METRICS_TOKEN, 200), ("wrong", 403)):
        headers = {"X-Forwarded-For": "127.0.0.1", "Authorization": f"Bearer {token}"}
        with requests.get(house.address + "/metrics", headers=headers, timeout=60) as answer:
            assert answer.status_code == status

    # An address with a secret, an address that does not exist, a message of the wrong shape.
    house.public().get(f"/join/{MARKERS['person']}?next=/{MARKERS['title']}")
    desk.get(f"/{MARKERS['said']}?q={MARKERS['said']}")
    page.send("close", {"stream": MARKERS["said"], "epoch": "one"})
    for wire in (page, reader, speech, translate):
        wire.close()
    log = house.folder / "web.log"
    house.wait(lambda: all(f'"event": "{event}"' in log.read_text() for event in EVENTS), "every event in the log")
    written = log.read_text(encoding="utf-8")
    told_events = lines(log)
    for marker in (*MARKERS.values(), (desk.link or "").rsplit("/", 1)[1], auth["token"]):
        assert marker not in written, marker
    assert all(each["process"] == "web" and each["at"] and each["level"] for each in told_events)
    tags = {each["session"] for each in told_events if each.get("session")}
    assert len(tags) == 1 and len(tags.pop()) == 10
    asked = [each for each in told_events if each["event"] == "request" and each["route"] == "/join/<token>"]
    assert asked and asked[-1]["status"] == 401 and asked[-1]["method"] == "GET"
