"""An interpreter at the keyboard in a real browser: their lines at the readers, and the return of the machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import update

from server.core.translation.interpreting import GONE_MS
from server.storage.database import Database
from server.storage.tables import Holding
from tests.support.house import House, Person
from tests.support.pages import FAKE_MICROPHONE, chromium, look, open_page
from tests.support.speech import Speech
from tests.support.viewer import Viewer
from tests.support.wires import Wire

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House.web_only(tmp_path / "house") as opened:
        yield opened


@pytest.fixture
def desk(house: House) -> Iterator[Person]:
    with house.convened(["en", "pt"], "Single windows", {"KR": "en"}) as person:
        assert person.post("/api/sessions/demo/floor", delegation="KR").ok
        yield person


@pytest.fixture
def speech(house: House, desk: Person) -> Iterator[Speech]:
    opened = Speech(house, desk.link or "", "demo")
    opened.serve("pt")
    opened.hear(10)
    yield opened
    opened.close()


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium(*FAKE_MICROPHONE) as opened:
        yield opened


def asked(speech: Speech) -> list[str]:
    """The finals whose translation a worker was asked for."""
    assert speech.translator is not None
    jobs = [each["job"] for name, each in speech.translator.came if name == "translate"]
    return [job for job in jobs if not job.startswith("~")]


def test_an_interpreters_lines_stand_in_the_machines_place_until_they_let_go(
    house: House, desk: Person, speech: Speech, browser: Browser
) -> None:
    booth = open_page(
        browser,
        f"{house.address}/s/demo/interpreter",
        link=house.flask("invite", "interpreter", "--name", "Ana Exemplo"),
    )
    reader = open_page(browser, f"{house.address}/s/demo?lang=pt", 390, 844)
    chair = open_page(browser, f"{house.address}/s/demo/chair", link=house.flask("invite", "chair"))
    captions, hand, field = (
        reader.locator("[data-captions]"),
        reader.locator("[data-hand]"),
        booth.locator("[data-line]"),
    )
    first = speech.say("Good morning.")
    speech.translate(f"{first}/1/pt", "Bom dia.")
    expect(captions).to_contain_text("Bom dia.")
    expect(hand).to_have_text("By machine")
    expect(booth.locator("[data-captions]")).to_contain_text("Good morning.")
    expect(field).to_be_disabled()

    # Taken: everybody sees who translates, and no machine is asked.
    booth.select_option("[data-language]", "pt")
    booth.click("[data-take]")
    expect(booth.locator("[data-hand]")).to_contain_text("You interpret into Portuguese")
    expect(field).to_be_focused()
    expect(hand).to_have_text("Interpreter")
    row = chair.locator("[data-hand='pt']")
    expect(row).to_contain_text("Ana Exemplo interprets")
    second = speech.say("We propose a pilot,")
    third = speech.say("provided that data are protected.")
    expect(booth.locator(".line.waits")).to_have_count(2)
    expect(booth.locator("[data-waits]")).to_have_text("Lines that wait for you: 2")
    booth.keyboard.type("Propomos um projeto-piloto, desde que os dados sejam protegidoss.")
    look(booth, "interpreter")
    expect(captions.locator(".w").last).to_have_text("protegidoss.")
    booth.keyboard.press("Enter")
    expect(field).to_have_value("")
    expect(booth.locator(".line.waits")).to_have_count(0)
    expect(captions).to_contain_text("Propomos um projeto-piloto, desde que os dados sejam protegidoss.")
    expect(captions.locator(".note").last).to_contain_text("by an interpreter")
    look(reader, "viewer-interpreted")

    # Their last line is corrected by the keyboard alone.
    expect(booth.locator("[data-lines] .own")).to_have_count(1)
    booth.keyboard.press("ArrowUp")
    expect(field).to_have_value("Propomos um projeto-piloto, desde que os dados sejam protegidoss.")
    booth.keyboard.press("End")
    booth.keyboard.press("Backspace")
    booth.keyboard.press("Backspace")
    booth.keyboard.type(".")
    booth.keyboard.press("Enter")
    expect(captions).to_contain_text("os dados sejam protegidos.")
    expect(captions).not_to_contain_text("protegidoss")
    expect(booth.locator("[data-lines] .own")).to_have_count(1)
    assert asked(speech) == [f"{first}/1/pt"]
    late = Viewer(house.address, "pt")
    shown = {key: (each["engine"], each["text"]) for key, each in late.captions().items() if key.endswith("/pt")}
    assert shown[f"{second}/pt"] == ("interpreter", "Propomos um projeto-piloto,")
    assert shown[f"{third}/pt"] == ("interpreter", "desde que os dados sejam protegidos.")
    late.close()

    # A page that is loaded again still has the language; what the chair ends is the machine's again, nothing is lost.
    booth.reload()
    expect(booth.locator("[data-hand]")).to_contain_text("You interpret into Portuguese")
    expect(booth.locator("[data-lines] .own")).to_have_count(1)
    fourth = speech.say("Thank you, Chair.")
    expect(booth.locator(".line.waits")).to_have_count(1)
    row.scroll_into_view_if_needed()
    look(chair, "chair-hands")
    row.get_by_role("button").click()
    expect(booth.locator("[data-hand]")).to_contain_text("You do not have Portuguese any more")
    expect(hand).to_have_text("By machine")
    expect(row).to_contain_text("the machine")
    speech.translate(f"{fourth}/1/pt", "Obrigada, Presidente.")
    expect(captions).to_contain_text("Obrigada, Presidente.")
    paragraphs = captions.locator(".line")
    expect(paragraphs.nth(1)).to_contain_text("by an interpreter")
    expect(paragraphs.nth(2)).not_to_contain_text("by an interpreter")

    # In the minutes and their files, too.
    minutes = open_page(browser, f"{house.address}/s/demo/minutes", link=house.flask("invite", "rapporteur"))
    minutes.select_option("main [data-language]", "pt")
    expect(minutes.locator(f"[data-segment='{third}'] .told")).to_contain_text("by an interpreter")
    expect(minutes.locator(f"[data-segment='{fourth}'] .told")).not_to_contain_text("by an interpreter")
    look(minutes, "minutes-interpreted")
    page = desk.get("/api/sessions/demo/export/html?lang=pt").text
    assert page.count("por um intérprete") == 1 and "Propomos um projeto-piloto," in page


def test_the_machine_returns_by_itself_when_the_interpreters_page_is_gone_and_what_was_typed_is_kept(
    house: House, desk: Person, speech: Speech, browser: Browser
) -> None:
    booth = open_page(browser, f"{house.address}/s/demo/interpreter", 390, 844, house.flask("invite", "interpreter"))
    reader = open_page(browser, f"{house.address}/s/demo?lang=pt", 390, 844)
    booth.select_option("[data-language]", "pt")
    booth.click("[data-take]")
    expect(reader.locator("[data-hand]")).to_have_text("Interpreter")
    said = speech.say("We thank the Chair.")
    expect(booth.locator(".line.waits")).to_have_count(1)
    look(booth, "interpreter-phone")
    booth.fill("[data-line]", "Agradecemos")
    house_is_without_signs(house)
    speech.translate(f"{said}/1/pt", "Agradecemos ao Presidente.")
    expect(reader.locator("[data-hand]")).to_have_text("By machine")
    expect(reader.locator("[data-captions]")).to_contain_text("Agradecemos ao Presidente.")
    expect(booth.locator("[data-hand]")).to_contain_text("You do not have Portuguese any more")
    expect(booth.locator("[data-line]")).to_have_value("Agradecemos")
    booth.click("[data-take]")
    expect(booth.locator("[data-hand]")).to_contain_text("You interpret into Portuguese")
    booth.fill("[data-line]", "Agradecemos.")
    booth.press("[data-line]", "Enter")
    expect(booth.locator("[data-lines] .own")).to_contain_text("waits for words to be recognised")
    speech.say("We thank all delegations.")
    expect(reader.locator("[data-captions]")).to_contain_text("Agradecemos.")
    booth.click("[data-take]")
    expect(booth.locator("[data-take]")).to_be_focused()
    expect(reader.locator("[data-hand]")).to_have_text("By machine")


def test_what_an_interpreter_says_into_their_microphone_is_theirs_and_not_the_floors(
    house: House, desk: Person, speech: Speech
) -> None:
    interpreter, reader, floor = (
        house.person("interpreter"),
        Viewer(house.address, "pt"),
        Viewer(house.address, "floor"),
    )
    token = {"token": str(interpreter.link).rsplit("/", 1)[1]}
    wire = Wire(house, "/speaker", token, "ack", "floor")
    opening = {"session": "demo", "kind": "interpreter", "language": "pt", "consent": True}
    assert wire.ask("open", **opening)["error"]["code"] == "conflict"
    assert wire.ask("open", **{**opening, "kind": "mixed"})["error"]["code"] == "not_allowed"
    assert interpreter.post("/api/sessions/demo/languages/pt/take").ok
    stream = wire.ask("open", **opening)["stream"]
    said = speech.say("We propose a pilot.")
    assert [each["id"] for each in desk.get("/api/sessions/demo").json()["streams"]] == [speech.opened["stream"]]
    sound = np.full(16_000, 7_000, "<i2").tobytes()
    house.wait(lambda: (wire.last("floor") or {}).get("heard") is True, "that the interpreter is heard")
    wire.send("audio", {"stream": stream, "epoch": 1, "start_sample": 0}, sound)
    house.wait(lambda: (wire.last("ack") or {}).get("sample") == 16_000, "the sound")

    def lease() -> dict[str, Any] | None:
        leases = [each for name, each in speech.speech.came if name == "lease" and each["stream"] == stream]
        return leases[-1] if leases else None

    house.wait(lambda: lease() is not None, "the lease")
    place = {"stream": stream, "epoch": (lease() or {})["epoch"]}
    final = {"kind": "final", "start_sample": 0, "end_sample": 16_000, "text": "Propomos um piloto.", "language": "pt"}
    under_way = {"start_sample": 0, "end_sample": 8_000, "committed": "Propomos", "text": "um", "language": "pt"}
    speech.speech.send("tentative", {**place, **under_way})
    assert speech.speech.ask("results", **place, results=[final])["accepted"]
    house.wait(lambda: f"{said}/pt" in reader.captions(), "the interpreter's words")
    shown = reader.captions()[f"{said}/pt"]
    assert (shown["engine"], shown["text"], shown["status"]) == ("interpreter", "Propomos um piloto.", "final")
    lines = desk.get("/api/sessions/demo/minutes").json()["segments"]
    assert [each["text"] for each in lines] == ["We propose a pilot."]
    assert not any("Propomos" in str(each) for each in floor.events)
    assert desk.post("/api/sessions/demo/languages/pt/release").ok
    house.wait(lambda: wire.last("floor")["heard"] is False, "that the interpreter is heard no more")
    wire.send("audio", {"stream": stream, "epoch": 1, "start_sample": 16_000}, sound)
    house.wait(lambda: wire.last("ack")["sample"] == 32_000, "the acknowledgement")
    kept = b"".join(path.read_bytes() for path in (house.folder / "recordings" / "demo" / stream).glob("*.s16le"))
    assert any(kept[:32_000]) and not any(kept[32_000:]), "what they say after that is not kept"
    for each in (wire, reader, floor, interpreter):
        each.close()


def test_an_interpreter_speaks_on_their_page_until_they_stop_or_lose_the_language(
    house: House, desk: Person, speech: Speech, browser: Browser
) -> None:
    booth = open_page(browser, f"{house.address}/s/demo/interpreter", link=house.flask("invite", "interpreter"))
    reader = open_page(browser, f"{house.address}/s/demo?lang=pt", 390, 844)
    booth.select_option("[data-language]", "pt")
    expect(booth.locator("[data-voice]")).to_be_disabled()
    booth.click("[data-take]")
    expect(booth.locator("[data-hand]")).to_contain_text("You interpret into Portuguese")
    speech.say("We thank the Chair.")
    speech.speech.came.clear()
    booth.click("[data-voice]")
    expect(booth.locator("dialog")).to_contain_text("becomes part of the minutes")
    booth.click("dialog [data-yes]")
    expect(booth.locator("[data-voice-state]")).to_have_text("You are heard")
    house.wait(lambda: speech.speech.last("lease") is not None, "the lease of the interpreter's microphone")
    lease = speech.speech.last("lease")
    assert lease["turns"][0]["language"] == "pt"
    place = {"stream": lease["stream"], "epoch": lease["epoch"]}
    final = {"kind": "final", "start_sample": 0, "end_sample": 8_000, "text": "Agradecemos.", "language": "pt"}
    house.wait(lambda: written(house, lease["stream"]) >= 16_000, "half a second of sound")
    speech.speech.send("tentative", {**place, **final, "committed": "", "text": "Agradecemos ao"})
    expect(reader.locator("[data-captions]")).to_contain_text("Agradecemos ao")
    look(booth, "interpreter-speaks")
    assert speech.speech.ask("results", **place, results=[final])["accepted"]
    expect(reader.locator("[data-captions] .line")).to_contain_text("by an interpreter")
    expect(booth.locator("[data-lines] .own")).to_have_text("Agradecemos. Correct")
    assert desk.post("/api/sessions/demo/languages/pt/release").ok
    expect(booth.locator("[data-voice-panel]")).to_be_hidden()
    expect(booth.locator("[data-voice]")).to_have_text("Speak instead")
    booth.click("[data-take]")
    booth.click("[data-voice]")
    booth.click("dialog [data-yes]")
    expect(booth.locator("[data-voice-state]")).to_have_text("You are heard")
    booth.click("[data-voice]")
    expect(booth.locator("[data-voice-panel]")).to_be_hidden()
    expect(booth.locator("[data-hand]")).to_contain_text("You interpret into Portuguese")


def written(house: House, stream: str) -> int:
    """How many bytes of a microphone's sound are on disk."""
    return sum(path.stat().st_size for path in (house.folder / "recordings" / "demo" / stream).glob("*.s16le"))


def house_is_without_signs(house: House) -> None:
    """As if the interpreter's page had been silent for as long as it may be."""
    database = Database(f"sqlite:///{house.folder / 'instance' / 'roundtable.sqlite'}")
    database.write(lambda tx: tx.execute(update(Holding).values(seen_at=Holding.seen_at - GONE_MS)))
    database.close()
