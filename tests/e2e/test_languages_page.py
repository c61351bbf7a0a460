"""The operator's page of languages: what translate workers tell, what was measured, at a desk and on a phone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from server.models import measured
from server.workers.translate import told
from tests.support.fake_engine import FakeEngine
from tests.support.house import House
from tests.support.pages import chromium, look
from tests.support.wires import Wire, worker_token
from translation.translator import Translator

CHECK = {
    "source": "en", "target": "pt", "engine": "firefox", "bleu": 43.0, "chrf": 66.0, "terms": 1.0, "sentence_ms": 6.7,
    "failed": 0,
}  # fmt: skip


def engines() -> Translator:
    """English and Portuguese both ways, and on to Spanish by rules; each direction was called twice."""
    found = Translator(
        [FakeEngine({("en", "pt"), ("pt", "en")}, name="firefox"), FakeEngine({("pt", "es")}, name="apertium")]
    )
    for leg in found.legs():
        found.measure(*leg)
    return found


@contextmanager
def worker(house: House) -> Iterator[Wire]:
    """A translate worker that tells of these engines."""
    wire = Wire(house, "/worker", {"token": worker_token(house)}, "measure")
    assert "worker" in wire.ask("hello", kind="translate", name="translate", engine="auto", **told(engines()))
    try:
        yield wire
    finally:
        wire.close()


def test_the_matrix_is_what_the_worker_tells_with_what_was_kept_and_for_the_secretariat_alone(tmp_path: Path) -> None:
    with House.web_only(tmp_path / "house") as house:
        desk, rapporteur = house.person("secretariat"), house.person("rapporteur")
        empty = desk.get("/api/languages/matrix").json()
        assert (empty["directions"], empty["checks"], empty["is_served"]) == ([], [], False)
        away = desk.post("/api/languages/measure")
        assert (away.status_code, away.json()["error"]["code"]) == (503, "translation_away")
        measured.keep(house.settings().instance, [CHECK])
        with worker(house) as wire:
            found = desk.get("/api/languages/matrix").json()
            by_pair = {(each["source"], each["target"]): each for each in found["directions"]}
            assert len(by_pair) == 110 and by_pair["en", "pt"]["bleu"] == 46.2 and found["is_served"]
            assert by_pair["en", "es"]["via"] == ["pt"] and by_pair["en", "es"]["status"] == "rough"
            assert by_pair["ko", "ar"]["command"].endswith("argos-ko-en firefox-enar")
            assert {(each["name"], each["directions"]) for each in found["engines"]} == {
                ("firefox", 2),
                ("apertium", 1),
            }
            assert len(found["warmth"]) == 3 and found["warmth"][0]["engine"] == "apertium"
            assert found["checks"][0]["chrf"] == 66.0 and found["checks"][0]["at"] > 0
            assert desk.post("/api/languages/measure").json() == {"workers": 1}
            house.wait(lambda: wire.came == [("measure", {})], "the question")
            assert by_pair["fr", "en"]["status"] == "rough"
            speech = Wire(house, "/worker", {"token": worker_token(house)}, "lease")
            speech.ask("hello", kind="speech", name="s", engine="whisper-turbo", capabilities={"english": False})
            found = desk.get("/api/languages/matrix").json()["directions"]
            by_pair = {(each["source"], each["target"]): each for each in found}
            assert {by_pair["fr", code]["status"] for code in ("en", "pt")} == {"missing"}
            assert by_pair["en", "pt"]["status"] == "live" and by_pair["fr", "en"]["command"]
            speech.close()
        for path in ("/api/languages/matrix", "/languages"):
            assert rapporteur.get(path).status_code == 403
        assert rapporteur.post("/api/languages/measure").status_code == 403
        desk.close()
        rapporteur.close()


@pytest.mark.browser
def test_the_page_shows_every_pair_by_mouse_by_key_and_on_a_phone(tmp_path: Path) -> None:
    with House.web_only(tmp_path / "house") as house, chromium() as browser:
        desk = browser.new_context(locale="en-GB", viewport={"width": 1366, "height": 900}).new_page()
        troubles: list[str] = []
        desk.on("pageerror", lambda error: troubles.append(str(error)))
        desk.goto(house.flask("invite", "secretariat"))
        desk.get_by_role("link", name="All pairs").click()
        expect(desk.locator("[data-away]")).to_contain_text("No translate worker has come yet")
        expect(desk.locator("[data-no-checks]")).to_be_visible()
        measured.keep(house.settings().instance, [CHECK])
        with worker(house):
            cell = desk.get_by_role("button", name="English to Portuguese, live, firefox, BLEU 46")
            expect(cell).to_be_visible()
            expect(desk.locator("[data-away]")).to_be_hidden()
            look(desk, "languages", is_whole=True)
            cell.click()
            expect(desk.locator("dialog")).to_contain_text("FLORES-200 devtest, the packaged model")
            expect(desk.locator("dialog")).to_contain_text("BLEU 43.0 · chrF 66.0 · terms 100 %")
            look(desk, "languages-one", is_whole=True)
            desk.keyboard.press("Escape")
            expect(cell).to_be_focused()
            for key in ("ArrowRight", "ArrowDown", "Enter"):
                desk.keyboard.press(key)
            expect(desk.locator("dialog h2")).to_have_text("Korean to French")
            expect(desk.locator("dialog")).to_contain_text("models install argos-ko-en firefox-enfr")
            desk.keyboard.press("Escape")
            expect(desk.locator("[data-checks] tbody tr")).to_contain_text("66.0")
            expect(desk.locator("[data-times] tbody tr")).to_have_count(3)
            desk.get_by_role("button", name="Look again and measure").click()
            expect(desk.locator(".toast")).to_contain_text("measures every engine")
            phone = desk.context.new_page()
            phone.set_viewport_size({"width": 390, "height": 844})
            phone.goto(house.address + "/languages")
            expect(phone.locator("[data-row] tbody tr")).to_have_count(10)
            expect(phone.locator("[data-row]")).to_contain_text("by way of Portuguese")
            assert phone.evaluate("document.documentElement.scrollWidth") <= 390
            look(phone, "languages-phone", is_whole=True)
            phone.select_option("[data-spoken]", "")
            expect(phone.locator("[data-matrix]")).to_be_visible()
            assert phone.evaluate("document.documentElement.scrollWidth") <= 390
        expect(desk.locator("[data-away]")).to_contain_text("No translate worker is there now")
        assert not troubles


@pytest.mark.browser
def test_the_form_of_a_delegation_knows_what_its_country_is_called(tmp_path: Path) -> None:
    with House.web_only(tmp_path / "house") as house, chromium() as browser:
        desk = browser.new_page(locale="en-GB", viewport={"width": 1366, "height": 900})
        desk.goto(house.flask("invite", "secretariat"))
        desk.get_by_role("button", name="Add a delegation").click()
        form = desk.locator("[data-delegate]")
        form.get_by_label("Code").fill("kr")
        name = form.locator("[name=name]")
        expect(name).to_have_value("Korea")
        assert desk.locator("#country-codes option[value=KR]").count() == 1
        form.get_by_role("button", name="Use the name Republic of Korea").click()
        expect(name).to_have_value("Republic of Korea")
        form.get_by_label("Code").fill("BR")
        expect(name).to_have_value("Brazil")
        expect(form.locator("[data-country-names]")).to_contain_text("Федеративная Республика Бразилия")
        look(desk, "delegation-names", is_whole=True)
        name.fill("Brasil")
        form.get_by_label("Code").fill("FR")
        expect(form.locator("[data-country-names]")).to_contain_text("République française")
        expect(name).to_have_value("Brasil")  # what a person typed stays
        form.get_by_label("Code").fill("WCO")
        expect(form.locator("[data-country-names]")).to_be_hidden()


@pytest.mark.models
@pytest.mark.usefixtures("installed_models")
def test_a_worker_warms_its_small_models_measures_when_asked_and_sees_an_events_own_figures(tmp_path: Path) -> None:
    house = House(tmp_path / "house", ROUNDTABLE_TRANSLATE="firefox")
    try:
        rows = "source\ttarget\tengine\tvia\tbleu\torigin\nen\tpt\tfirefox\t\t44.4\tour interpreters\n"
        (house.folder / "instance" / "quality.tsv").write_text(rows, encoding="utf-8")
        for name in ("web", "translate"):
            house.start(name)
        house.wait(house.is_up, "the web process")
        desk = house.person("secretariat")

        def times() -> dict[tuple[str, str], Any]:
            found = desk.get("/api/languages/matrix").json()
            return {(each["source"], each["target"]): each for each in found["warmth"]}

        house.wait(lambda: len(times()) == 2, "the times of both directions")
        assert all(each["first_ms"] > each["sentence_ms"] > 0 and each["terms_kept"] > 0.7 for each in times().values())
        figures = {
            (each["source"], each["target"]): each for each in desk.get("/api/languages/matrix").json()["directions"]
        }
        assert (figures["en", "pt"]["bleu"], figures["en", "pt"]["origin"]) == (44.4, "our interpreters")
        assert desk.post("/api/languages/measure").json() == {"workers": 1}
        listed = json.loads(house.flask("models", "list", "--json"))
        assert {each["engine"] for each in listed["warmth"]} == {"firefox"} and len(listed["directions"]) == 110
        assert "first sentence" in house.flask("models", "list") and "our interpreters" in house.flask("models", "list")
        house.flask("models", "check", "en-pt")
        [check] = desk.get("/api/languages/matrix").json()["checks"]
        assert check["chrf"] > 60 and check["terms"] == 1.0
        desk.close()
    finally:
        house.__exit__()
