"""The pages in a real browser: a spoken microphone, captions in two languages, a correction, a statement."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.adoption import take_upon
from tests.support.house import House, Person, speak
from tests.support.pages import FAKE_MICROPHONE, chromium, look

pytestmark = [pytest.mark.models, pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("installed_models")]
TURN = [("KR", "en-us", "We propose a pilot data exchange with six administrations. The single window is ready.")]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path / "house") as opened:
        yield opened


@pytest.fixture
def secretariat(house: House) -> Iterator[Person]:
    with house.convened(["en", "pt", "ko"], "Single windows", {"BR": "pt", "KR": "en"}) as person:
        assert person.post("/api/sessions/demo/floor", delegation="KR").ok
        yield person


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    recording, _ = speak(tmp_path, TURN)
    spoken = tmp_path / "spoken.wav"
    subprocess.run(["sox", str(recording), "-r", "48000", "-b", "16", str(spoken), "pad", "2", "3"], check=True)
    arguments = [
        *FAKE_MICROPHONE,
        f"--use-file-for-fake-audio-capture={spoken}%noloop",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
    ]
    with chromium(*arguments) as opened:
        yield opened


def sign_in(browser: Browser, link: str, width: int = 1280, height: int = 800) -> tuple[Page, list[str]]:
    """A page of a person of their own, and what the browser complained of."""
    page = browser.new_context(
        viewport={"width": width, "height": height}, locale="en", permissions=["microphone"]
    ).new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.goto(link)
    return page, troubles


def test_a_delegation_speaks_in_one_browser_and_others_read_correct_and_agree(
    house: House, secretariat: Person, browser: Browser
) -> None:
    mic, mic_troubles = sign_in(browser, house.flask("invite", "delegation", "--delegation", "KR"))
    phone, phone_troubles = sign_in(browser, house.address + "/s/demo", 390, 844)
    phone.select_option("[data-language]", "pt")
    mic.goto(house.address + "/s/demo/mic")
    mic.click("[data-consent]")
    caption = phone.locator("[data-captions] p[lang=pt]", has=phone.locator("[data-seg]")).first
    expect(caption).to_contain_text("administra")
    expect(caption).to_contain_text("Republic of Korea")
    look(mic, "microphone")
    look(phone, "viewer-phone")
    phone.reload()
    expect(caption).to_contain_text("administra")

    rapporteur, rapporteur_troubles = sign_in(browser, house.flask("invite", "rapporteur"))
    rapporteur.goto(house.address + "/s/demo/minutes")
    first = rapporteur.locator("[data-segment]").first
    first.get_by_role("button", name="Correct").click()
    first.locator(".cm-content").fill("We propose a pilot data exchange with nine administrations.")
    first.get_by_role("button", name="Done").click()
    expect(first.locator(".text")).to_contain_text("nine administrations")
    expect(phone.locator("[data-captions]")).to_contain_text("nove")
    look(rapporteur, "minutes")

    chair, chair_troubles = sign_in(browser, house.flask("invite", "chair"))
    chair.goto(house.address + "/s/demo/chair")
    expect(chair.locator("[data-floor]")).to_contain_text("Republic of Korea")
    expect(chair.locator("[data-captions]")).to_contain_text("nine administrations")
    look(chair, "chair")
    desk, desk_troubles = sign_in(browser, secretariat.link or "")
    expect(desk.locator("[data-sessions]")).to_contain_text("Single windows")
    look(desk, "secretariat")
    desk.goto(house.address + "/s/demo/minutes")
    desk.click("[data-draft]")
    expect(desk.locator("[data-paragraphs]")).to_contain_text("nine administrations")
    look(desk, "statement")
    desk.get_by_role("button", name="Open the negotiation", exact=True).click()
    desk.locator("dialog [data-yes]").click()
    expect(desk.locator("[data-steps] [aria-current]")).to_have_text("in negotiation")
    take_upon(secretariat, f"/api/statements/{desk.url.rsplit('/', 1)[1]}")
    desk.goto(desk.url + "/adopt")
    for action, step in (("Adopt", "adopted"), ("Approve for publication", "approved"), ("Publish", "published")):
        desk.get_by_role("button", name=action, exact=True).click()
        if action == "Adopt":
            desk.locator("dialog input").fill(desk.locator("h1").inner_text())
        desk.locator("dialog [data-yes]").click()
        expect(desk.locator("[data-steps] [aria-current]")).to_have_text(step)
    desk.goto(desk.url.replace("/statements/", "/p/").removesuffix("/adopt"))
    expect(desk.locator("article")).to_contain_text("nine administrations")
    desk.click("[data-verify]")
    expect(desk.locator("[data-verdict]")).to_contain_text("as it was adopted")
    look(desk, "public")
    assert not [*mic_troubles, *phone_troubles, *rapporteur_troubles, *chair_troubles, *desk_troubles]
