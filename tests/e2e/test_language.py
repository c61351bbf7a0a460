"""The language of a microphone: changed while it is open, doubted by recognition, told to the chair and the speaker."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.support.house import House, Person
from tests.support.wires import Wire, worker_token

pytestmark = pytest.mark.slow
CHUNK = 1_600
CHROMIUM = "/usr/bin/chromium"
PATIENCE_MS = 60_000
LOUD = np.full(CHUNK, 7_000, "<i2").tobytes()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House.web_only(tmp_path / "house") as opened:
        yield opened


@pytest.fixture
def desk(house: House) -> Iterator[Person]:
    person = house.person("secretariat")
    for code, name in (("FR", "France"), ("KE", "Kenya")):
        assert person.post("/api/delegations", code=code, name=name, language="es").ok
    assert person.post("/api/sessions", id="demo", title="Demo", languages=["en"]).ok
    assert person.post("/api/sessions/demo/open").ok
    assert person.post("/api/sessions/demo/floor", delegation="FR").ok
    yield person
    person.close()


@pytest.fixture
def browser() -> Iterator[Browser]:
    assert Path(CHROMIUM).is_file(), "Chromium is missing: apt-get install chromium"
    arguments = ["--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield opened
        opened.close()


def sign_in(browser: Browser, link: str | None, path: str) -> Page:
    """A page of a person of their own."""
    page = browser.new_context(locale="en", permissions=["microphone"]).new_page()
    assert link is not None
    page.goto(link)
    page.goto(link.split("/join/")[0] + path)
    return page


def look(page: Page, name: str) -> None:
    """Keep a picture of the page where ROUNDTABLE_SCREENSHOTS names a folder."""
    folder = os.environ.get("ROUNDTABLE_SCREENSHOTS")
    if folder:
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.browser
def test_speaker_and_chair_see_the_doubt_in_words_and_end_it_with_one_click(
    house: House, desk: Person, browser: Browser
) -> None:
    own, chair = house.person("delegation", "FR"), house.person("chair")
    mic = sign_in(browser, own.link, "/s/demo/mic")
    mic.locator("[data-language]").select_option("es")
    mic.locator("[data-consent]").click()
    expect(mic.locator("[data-chosen]")).to_have_text("France · Spanish", timeout=PATIENCE_MS)
    worker = Wire(house, "/worker", {"token": worker_token(house)}, "lease", "turn")
    worker.ask("hello", kind="speech", name="s", engine="invented", capabilities={})
    house.wait(lambda: worker.last("lease") is not None, "the lease")
    lease = {key: worker.last("lease")[key] for key in ("stream", "epoch")}
    worker.send("language", {**lease, "heard": "fr"})
    board = sign_in(browser, chair.link, "/s/demo/chair")
    words = "This sounds like French; the microphone is set to Spanish."
    for page in (mic, board):
        expect(page.get_by_text(words)).to_be_visible(timeout=PATIENCE_MS)
    expect(board.locator("[data-heard]")).to_contain_text("it sounds like French", timeout=PATIENCE_MS)
    look(mic, "doubt-mic")
    look(board, "doubt-chair")
    mic.get_by_role("button", name="Change to French").click()
    expect(mic.locator("[data-chosen]")).to_have_text("France · French", timeout=PATIENCE_MS)
    for page in (mic, board):
        expect(page.get_by_text(words)).to_be_hidden(timeout=PATIENCE_MS)
    expect(board.locator("[data-tongue] select")).to_have_value("fr", timeout=PATIENCE_MS)
    board.locator("[data-tongue] select").select_option("en")
    expect(mic.locator("[data-chosen]")).to_have_text("France · English", timeout=PATIENCE_MS)
    house.wait(lambda: (worker.last("turn") or {}).get("language") == "en", "the turn")
    worker.close()
    own.close()
    chair.close()


def test_a_language_is_doubted_changed_with_one_click_and_words_said_before_keep_the_old_one(
    house: House, desk: Person
) -> None:
    link = house.flask("invite", "delegation", "--delegation", "FR")
    page = Wire(house, "/speaker", {"token": link.rsplit("/", 1)[1]}, "floor", "ack", "language", "refused")
    reader = Wire(house, "/viewer", None, "event")
    reader.ask("join", session="demo", lang="en", after=0)
    worker = Wire(house, "/worker", {"token": worker_token(house)}, "lease", "turn", "audio")
    worker.ask("hello", kind="speech", name="s", engine="invented", capabilities={})
    opened = page.ask("open", session="demo", kind="delegation", language="es", consent=True)
    name = opened["stream"]
    house.wait(lambda: page.last("language") is not None, "the language")
    assert page.last("language") == {"stream": name, "language": "es", "sounds_like": None}
    house.wait(lambda: worker.last("lease") is not None, "the lease")
    lease = worker.last("lease")
    assert lease["turns"] == [{"at_sample": 0, "language": "es", "english": True}]
    for number in range(10):
        page.send("audio", {"stream": name, "epoch": opened["epoch"], "start_sample": number * CHUNK}, LOUD)
    house.wait(lambda: (page.last("ack") or {}).get("sample") == 10 * CHUNK, "the acknowledgement")

    def stream() -> dict[str, Any]:
        return dict(desk.get("/api/sessions/demo").json()["streams"][0])

    def change(person: Person, **body: Any) -> Any:
        return person.post(f"/api/sessions/demo/streams/{name}/language", **body)

    # A doubt, told to the speaker's page and to the chair; one of a former lease is nobody's.
    worker.send("language", {"stream": name, "epoch": lease["epoch"] + 1, "heard": "pt"})
    worker.send("language", {"stream": name, "epoch": lease["epoch"], "heard": "fr"})
    house.wait(lambda: page.last("language")["sounds_like"] == "fr", "the doubt")
    assert (stream()["language"], stream()["sounds_like"]) == ("es", "fr")

    # The delegation changes its own microphone, nobody else's; the chair any.
    own, other, chair = house.person("delegation", "FR"), house.person("delegation", "KE"), house.person("chair")
    assert change(other, language="fr").json()["error"]["code"] == "not_allowed"
    assert change(house.public(), language="fr").status_code == 403
    assert change(desk, language="tlh").json()["error"]["code"] == "unknown_language"
    assert change(desk, tongue="fr").json()["error"]["code"] == "bad_request"
    missing = desk.post("/api/sessions/demo/streams/nowhere/language", language="fr")
    assert missing.json()["error"]["code"] == "not_found"
    answer = change(own, language="fr")
    assert answer.ok and answer.json()["streams"][0]["language"] == "fr", answer.text
    house.wait(lambda: worker.last("turn") is not None, "the turn")
    turn = worker.last("turn")
    assert turn == {**turn, "stream": name, "epoch": lease["epoch"], "at_sample": 10 * CHUNK, "language": "fr"}
    house.wait(lambda: page.last("language")["language"] == "fr", "the change at the page")
    assert page.last("language")["sounds_like"] is None and stream()["sounds_like"] is None
    house.wait(lambda: (reader.last("event") or {}).get("kind") == "language", "the change at the readers")
    told = reader.last("event")
    assert (told["stream"], told["delegation"], told["name"], told["language"]) == (name, "FR", "France", "fr")
    assert change(chair, language="en").ok and stream()["language"] == "en"
    before = reader.last("event")["seq"]
    assert change(chair, language="en").ok and reader.last("event")["seq"] == before  # once is enough

    # A worker that takes the stream over learns of every turn; a warning is taken back; a closed one stays as it is.
    worker.send("language", {"stream": name, "epoch": lease["epoch"], "heard": "ko"})
    house.wait(lambda: stream()["sounds_like"] == "ko", "the second doubt")
    worker.send("language", {"stream": name, "epoch": lease["epoch"], "heard": None})
    house.wait(lambda: stream()["sounds_like"] is None, "its end")
    worker.send("language", {"stream": name, "epoch": lease["epoch"], "heard": "ko"})
    house.wait(lambda: stream()["sounds_like"] == "ko", "the third doubt")
    worker.close()
    second = Wire(house, "/worker", {"token": worker_token(house)}, "lease")
    second.ask("hello", kind="speech", name="s", engine="invented", capabilities={})
    house.wait(lambda: second.last("lease") is not None, "the next lease")
    assert [each["language"] for each in second.last("lease")["turns"]] == ["es", "en"]
    assert stream()["sounds_like"] is None and page.last("language")["sounds_like"] is None
    page.ask("close", stream=name, epoch=opened["epoch"])
    assert change(desk, language="fr").json()["error"]["code"] == "conflict"
    for each in (page, reader, second, own, other, chair):
        each.close()
