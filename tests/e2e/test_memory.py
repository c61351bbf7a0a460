"""The translation memory at a running server: typed in the minutes, used for the same sentence, kept by the desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.support.house import House, Person
from tests.support.pages import chromium
from tests.support.viewer import Viewer
from tests.support.wires import Wire, worker_token

CHUNK = 1_600
LOUD = np.full(CHUNK, 7_000, "<i2").tobytes()
SAID, OWN = "We propose a pilot of six ports.", "Propomos um piloto em seis portos."
NEAR = "We propose a pilot of nine ports."
BASE = "/api/sessions/s"


class Speech:
    """A microphone with a speech worker that says what it is told, and a translate worker that keeps its jobs."""

    def __init__(self, house: House, desk: Person) -> None:
        self.house, auth = house, {"token": worker_token(house)}
        self.speech, self.translate = Wire(house, "/worker", auth, "lease"), Wire(house, "/worker", auth, "translate")
        self.speech.ask("hello", kind="speech", name="s", engine="invented", capabilities={})
        matrix = {"en": {"pt": "invented"}}
        self.translate.ask("hello", kind="translate", name="t", engine="invented", capabilities=matrix)
        self.page = Wire(house, "/speaker", {"token": (desk.link or "").rsplit("/", 1)[1]}, "ack")
        opened = self.page.ask("open", session="s", kind="mixed", language="en", consent=True)
        self.place = {"stream": opened["stream"], "epoch": opened["epoch"]}
        self.at = 0

    def say(self, text: str) -> str:
        """A final; returns its segment."""
        start, self.at = self.at, self.at + CHUNK
        self.page.send("audio", {**self.place, "start_sample": start}, LOUD)
        self.house.wait(lambda: (self.page.last("ack") or {}).get("sample") == self.at, "the recording")
        self.house.wait(lambda: self.speech.last("lease"), "the lease")
        lease = self.speech.last("lease")
        final = {"kind": "final", "start_sample": start, "end_sample": self.at, "text": text, "language": "en"}
        answer = self.speech.ask("results", stream=self.place["stream"], epoch=lease["epoch"], results=[final])
        assert answer["accepted"], answer
        return f"{self.place['stream']}-{start}"

    def jobs(self) -> list[str]:
        """What the translate worker was asked."""
        return [told["text"] for _, told in self.translate.came]

    def close(self) -> None:
        for wire in (self.page, self.speech, self.translate):
            wire.close()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House.web_only(tmp_path / "house") as opened:
        yield opened


@pytest.fixture
def desk(house: House) -> Iterator[Person]:
    person = house.person("secretariat")
    assert person.post("/api/sessions", id="s", title="Session", languages=["en", "pt", "ko"]).ok
    assert person.post(f"{BASE}/open").ok
    yield person
    person.close()


@pytest.fixture
def speech(house: House, desk: Person) -> Iterator[Speech]:
    made = Speech(house, desk)
    yield made
    made.close()


def type_translation(desk: Person, segment: str, language: str = "pt", text: str = OWN) -> Any:
    answer = desk.post(f"{BASE}/segments/{segment}/translation", rev=1, lang=language, text=text)
    assert answer.ok, answer.text
    return answer.json()


def test_a_typed_translation_is_what_readers_get_of_the_next_same_sentence(
    house: House, desk: Person, speech: Speech
) -> None:
    portuguese, korean = Viewer(house.address, "pt", "s"), Viewer(house.address, "ko", "s")
    first = speech.say(SAID)
    house.wait(lambda: speech.jobs() == [SAID], "the job for the engine")
    type_translation(desk, first)
    type_translation(desk, first, "ko", "여섯 항구를 제안합니다.")
    again = speech.say("We propose a pilot of  six ports!")
    house.wait(lambda: portuguese.captions().get(f"{again}/pt"), "the translation")
    shown = portuguese.captions()[f"{again}/pt"]
    assert (shown["text"], shown["engine"], shown["note"], shown["rough"]) == (OWN, "memory", "memory", False)
    house.wait(lambda: korean.captions().get(f"{again}/ko", {}).get("engine") == "memory", "a language without a way")
    near = speech.say(NEAR)
    house.wait(lambda: speech.jobs() == [SAID, NEAR], "the job for the near sentence alone")
    rapporteur, public = house.person("rapporteur"), house.public()
    offers = rapporteur.get(f"{BASE}/segments/{near}/memory?lang=pt").json()["offers"]
    assert [(each["sentence"], each["text"]) for each in offers][:1] == [
        ("We propose a pilot of six ports.", OWN)
    ] and offers[0]["likeness"] >= 0.8
    assert public.get(f"{BASE}/segments/{near}/memory?lang=pt").status_code == 403
    assert "como uma pessoa a traduziu antes" in desk.get(f"{BASE}/export/html?lang=pt").text
    for each in (portuguese, korean, rapporteur, public):
        each.close()


def test_the_secretariat_alone_looks_through_it_and_takes_it_out_and_in(
    house: House, desk: Person, speech: Speech, tmp_path: Path
) -> None:
    type_translation(desk, speech.say(SAID))
    told = desk.get("/api/memory?words=portos").json()
    assert [(each["sentence"], each["text"], each["by"]) for each in told["entries"]] == [(SAID, OWN, "secretariat")]
    taken = desk.get("/api/memory.tmx?source=en&target=pt")
    assert 'filename="memory.tmx"' in taken.headers["Content-Disposition"]
    assert house.flask("memory", "export", "--from", "en") == taken.content.decode().strip()
    refused = desk.get("/api/memory.tmx?source=%00")
    assert refused.json()["error"]["code"] == "unknown_language"
    assert desk.get("/api/memory?words=%00").json()["entries"] == told["entries"]
    file = tmp_path / "in.tmx"
    file.write_bytes(taken.content.decode().replace("six", "two").replace("seis", "dois").encode("utf-16"))
    assert house.flask("memory", "import", str(file)) == "1 translations came, 0 were there; 0 units in other languages"
    assert house.flask("memory", "import", str(file)).startswith("0 translations came, 1 were there")
    again = desk.post("/api/memory/import", text=taken.content.decode()).json()
    assert (again["came"], again["left_out"], again["count"]) == (1, 0, 3)
    wrong = desk.post("/api/memory/import", text="<tmx>").json()["error"]
    assert (wrong["code"], wrong["details"]["errors"][0]["fault"]) == ("bad_memory", "unreadable")
    number = told["entries"][0]["id"]
    assert desk.call("DELETE", f"/api/memory/{number}").json()["count"] == 2
    assert desk.call("DELETE", f"/api/memory/{number}").status_code == 404
    assert desk.call("DELETE", f"/api/memory/{10**30}").status_code == 404
    chair = house.person("chair")
    assert chair.get("/api/memory").status_code == chair.get("/api/memory.tmx").status_code == 403
    assert chair.post("/api/memory/import", text="").status_code == 403
    chair.close()


@pytest.mark.browser
def test_the_pages_offer_a_near_sentence_and_keep_the_memory(house: House, desk: Person, speech: Speech) -> None:
    type_translation(desk, speech.say(SAID))
    near = speech.say(NEAR)
    with chromium() as browser:
        page = browser.new_page(locale="en-GB", viewport={"width": 1280, "height": 900})
        page.goto(house.flask("invite", "secretariat"))
        area = page.locator("#memory")
        expect(area.locator("tbody tr")).to_have_count(1)
        expect(area.locator("tbody tr")).to_contain_text(OWN)
        expect(area.locator("[data-memory-count]")).to_contain_text("1")
        area.get_by_label("Search").fill("nowhere")
        expect(area.locator("tbody tr")).to_have_count(0)
        area.get_by_label("Search").fill("PORTOS")
        expect(area.locator("tbody tr")).to_have_count(1)
        page.goto(f"{house.address}/s/s/minutes")
        page.locator("[data-language]").select_option("ko")
        row = page.locator(f'[data-segment="{near}"]')
        page.locator("[data-language]").select_option("pt")
        type_translation(desk, near, text="Outra coisa.")
        row.get_by_role("button", name="Change the translation").click()
        offer = row.locator("[data-offer]")
        expect(offer).to_contain_text(OWN)
        expect(offer).to_contain_text(SAID)
        offer.get_by_role("button", name="Use it").click()
        expect(row.locator(".translation")).to_have_text(OWN)
        expect(row.locator(".told")).to_contain_text("by a person")
        page.goto(f"{house.address}/secretariat")
        area.get_by_role("button", name="Remove").first.click()
        page.get_by_role("dialog").get_by_role("button", name="Remove").click()
        expect(area.locator("[data-memory-count]")).to_contain_text("2")
