"""The second reading over a whole server: what was misheard live is offered, taken by a person, and seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from server.clock import now_ms
from server.services.hearing import hear
from server.services.meeting import convene, floor
from server.speech.audiofile import chunks
from server.storage.database import Database
from server.storage.recording import Recording
from tests.support.house import House, Person, speak
from tests.support.pages import chromium
from tests.support.viewer import Viewer
from tests.support.wires import Wire, worker_token

pytestmark = [pytest.mark.models, pytest.mark.browser, pytest.mark.slow]
SPOKEN = "Good morning, colleagues. The single window is ready since January. We thank the chair for the patience."
LIVE = (
    "Good morning, colleagues.",
    "The single widow is ready since January.",
    "We thank the share for the patience.",
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A closed session whose recording says one thing and whose live lines another, as a poor transcriber left them."""
    folder = tmp_path_factory.mktemp("second")
    sound, _ = speak(folder, [("KR", "en-us", SPOKEN)])
    with House.web_only(folder / "house") as opened:
        database = Database(f"sqlite:///{opened.folder / 'instance' / 'roundtable.sqlite'}")
        recording = Recording(opened.folder / "recordings" / "demo" / "room")
        recording.open_epoch(1, 0)
        at = 0
        for pcm in chunks(sound):
            recording.write(at, pcm.tobytes())
            at += len(pcm)
        recording.close()
        database.write(lambda tx: furnish(tx, at))
        database.close()
        yield opened


def furnish(tx: Any, samples: int) -> None:
    """The session as it was heard: each line with its share of the time."""
    convene.put_delegation(tx, "KR", "Republic of Korea", "en")
    convene.create_session(tx, "demo", "Demo", "public", ["en"], {"en": "English"})
    convene.open_session(tx, "demo", now_ms() - 60_000)
    floor.give_floor(tx, "demo", "KR", 0, now_ms())
    hear.open_stream(tx, "room", "demo", "mixed", None, "en", 0, 0)
    epoch, at, letters = hear.lease(tx, "room")["epoch"], 0, sum(map(len, LIVE))
    for text in LIVE:
        end = at + samples * len(text) // letters
        result = {"kind": "final", "start_sample": at, "end_sample": end, "text": text, "language": "en"}
        assert hear.accept(tx, "room", epoch, result, {}, "scripted", 5)
        at = end
    convene.close_session(tx, "demo", now_ms())


def offered(desk: Person) -> dict[str, Any]:
    return dict(desk.get("/api/sessions/demo/suggestions").json())


def test_what_was_heard_wrongly_is_offered_by_real_speech_recognition_taken_by_a_person_and_seen_by_viewers(
    house: House,
) -> None:
    desk, viewer = house.person("rapporteur"), Viewer(house.address, "en")
    assert offered(desk)["progress"]["state"] == "waiting" and not offered(desk)["progress"]["is_served"]
    reader = house.public()
    assert reader.get("/api/sessions/demo/suggestions").status_code in (401, 403)
    reader.close()
    worker = Wire(house, "/worker", {"token": worker_token(house)}, "halt")
    refuse_what_is_not_current(worker)
    worker.close()
    house.start("reread")
    house.wait(lambda: offered(desk)["progress"]["state"] == "done", "the second reading", 150)
    told = offered(desk)
    texts = [each["text"] for each in told["suggestions"]]
    assert texts == ["The single window is ready since January.", "We thank the chair for the patience."], texts
    assert told["counts"]["open"] == 2 and told["progress"]["engine"] == "whisper-base"
    shown = {each["seg"]: each["text"] for each in viewer.captions().values()}
    assert sorted(shown.values()) == sorted(LIVE)  # nothing was changed unasked
    with chromium() as browser:
        page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en").new_page()
        page.goto(house.flask("invite", "rapporteur", "--name", "Ana"))
        page.goto(house.address + "/s/demo/minutes")
        expect(page.locator("[data-second-counts]")).to_have_text("2 open · 0 accepted · 0 dismissed")
        page.locator("[data-second-next]").click()
        first = page.locator("[data-segment]").nth(1)
        expect(first.locator("[data-suggestion]")).to_be_focused()
        expect(first.locator("del")).to_have_text("widow")
        expect(first.locator("ins")).to_have_text("window")
        page.keyboard.press("a")
        expect(first.locator(".text")).to_have_text("The single window is ready since January.")
        expect(first.locator("[data-suggestion]")).to_have_count(0)
        expect(page.locator("[data-segment]").nth(2).locator("[data-suggestion]")).to_be_focused()
        page.keyboard.press("x")
        expect(page.locator("[data-second-counts]")).to_have_text("0 open · 1 accepted · 1 dismissed")
    house.wait(lambda: "The single window is ready since January." in texts_of(viewer), "the correction at the viewer")
    assert "We thank the share for the patience." in texts_of(viewer)
    (line,) = [
        each for each in desk.get("/api/sessions/demo/minutes").json()["segments"] if each["status"] == "corrected"
    ]
    assert (line["by"], line["why"], line["heard"]) == ("Ana", "second reading", LIVE[1])
    assert "1 accepted, 1 dismissed" in house.flask("reread", "demo", "--state")
    viewer.close()
    desk.close()


def texts_of(viewer: Viewer) -> list[str]:
    return [each["text"] for each in viewer.captions().values()]


def refuse_what_is_not_current(worker: Wire) -> None:
    """Whoever is no reader gets no sound, and what nobody handed out is not taken."""
    assert worker.ask("hello", kind="speech", name="s", engine="e")["worker"]
    assert worker.ask("unit")["unit"] is None
    place = {"stream": "room", "epoch": 9, "start_sample": 0, "end_sample": 1}
    assert worker.ask("reread", **place, words=[]) == {"accepted": False}
    assert worker.ask("reread", **place, words=[{"text": 1}])["error"]["code"] == "bad_request"
