"""The hall in a real browser, without models: readers who lose nothing, the chair's keys, a microphone under a kill."""

from __future__ import annotations

import base64
import math
import re
import struct
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from server.clock import now_ms
from server.services.hearing import translate
from server.services.meeting import convene
from server.storage.database import Database
from server.storage.tables import Segment, Stream, Version
from tests.support.house import House
from tests.support.pages import FAKE_MICROPHONE, chromium, look

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NAMES = {"BR": "Brazil", "KR": "Republic of Korea", "KE": "Kenya"}
TONE_HZ = 437  # no whole number of waves fits a chunk, so that a chunk lost or doubled breaks the wave
CHUNK_BYTES = 3_200
# Keeps a copy of every chunk that comes from the audio thread, before the page sees it.
KEEPS_WHAT_IT_CAPTURED = """
window.captured = [];
window.AudioWorkletNode = class extends AudioWorkletNode {
  constructor(...given) {
    super(...given);
    this.port.addEventListener("message", ({ data }) => captured.push(new Uint8Array(data.pcm.slice(0))));
  }
};
window.allCaptured = () => {
  const bytes = captured.flatMap((each) => [...each]);
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.slice(at, at + 8192));
  return btoa(text);
};
"""
STANDS_WHOLE = """() => {
  const who = document.querySelector("[data-speaker]");
  const isWhole = who.scrollWidth <= who.clientWidth && who.scrollHeight <= who.clientHeight;
  return isWhole && document.documentElement.scrollWidth <= innerWidth;
}"""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    opened = House(tmp_path / "house")
    opened.start("web")
    try:
        opened.wait(opened.is_up, "the web process")
        work(opened, furnish)
        yield opened
    finally:
        opened.__exit__()


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    with wave.open(str(tmp_path / "tone.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        waves = (int(9_000 * math.sin(2 * math.pi * TONE_HZ * place / 48_000)) for place in range(48_000 * 60))
        file.writeframes(b"".join(struct.pack("<h", value) for value in waves))
    arguments = [
        *FAKE_MICROPHONE,
        f"--use-file-for-fake-audio-capture={tmp_path / 'tone.wav'}%noloop",
    ]  # fmt: skip
    with chromium(*arguments) as opened:
        yield opened


def work(house: House, unit) -> None:  # type: ignore[no-untyped-def]
    """One unit of work beside the web process, which learns of it by the heads of its views."""
    database = Database(f"sqlite:///{house.folder / 'instance' / 'roundtable.sqlite'}")
    database.write(unit)
    database.close()


def furnish(tx) -> None:  # type: ignore[no-untyped-def]
    for code, name in NAMES.items():
        convene.put_delegation(tx, code, name, "en")
    convene.create_session(tx, "demo", "Demo", "public", ["en", "pt"], {"en": "English", "pt": "Português"})
    convene.open_session(tx, "demo", now_ms() - 3_600_000)
    tx.add(Stream(id="room", session_id="demo", kind="mixed", language="en", done_sample=0))
    tx.flush()
    for number in range(30):
        say(tx, number)


def say(tx, number: int) -> None:  # type: ignore[no-untyped-def]
    """One line, in the log and translated."""
    text = f"Line {number} of what was said, long enough to fill a line of a telephone."
    segment = Segment(
        id=f"room-{number * 100}",
        session_id="demo",
        stream_id="room",
        start_sample=number * 100,
        end_sample=number * 100 + 99,
        start_ms=number * 5_000,
        end_ms=number * 5_000 + 4_000,
        language="en",
        speaker="Kenya",
        delegation="KE",
        heard=text,
        words=[],
        engine="invented",
        confidence=0.9,
        rev=1,
    )
    tx.add(segment)
    tx.flush()
    tx.add(Version(segment_id=segment.id, rev=1, text=text, by="", why="heard", at=now_ms()))
    tx.flush()
    translate.publish_source(tx, segment, text, "final", now_ms())
    translate.store_translation(tx, segment, "pt", told(number), "invented", False, "done", "", now_ms())


def told(number: int) -> str:
    """The translation of a line."""
    return f"Linha {number} do que foi dito, e enche mais do que uma linha de um telefone."


def page_of(browser: Browser, width: int = 390, height: int = 844) -> tuple[Page, list[str]]:
    """A page of a person of their own, and the faults of its scripts."""
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en", permissions=["microphone"])
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    return page, faults


def test_a_reader_who_loses_the_server_gets_every_line_once_and_keeps_the_place(house: House, browser: Browser) -> None:
    page, faults = page_of(browser)
    page.goto(house.address + "/s/demo?lang=pt")
    expect(page.locator("[data-seg]")).to_have_count(30)
    house.kill("web")
    expect(page.locator("[data-banner]")).to_contain_text("Connection lost")
    work(house, lambda tx: [say(tx, number) for number in range(30, 33)])
    house.start("web")
    expect(page.locator("[data-captions] [data-seg]")).to_have_text([told(number) for number in range(33)])
    scroll = page.locator("[data-scroll]")
    expect(page.locator("[data-seg]").last).to_be_in_viewport()

    scroll.evaluate("box => { box.scrollTop = 200; }")
    expect(page.locator("[data-jump]")).to_be_visible()
    work(house, lambda tx: say(tx, 33))
    expect(page.locator("[data-jump]")).to_contain_text("1 new")
    assert scroll.evaluate("box => box.scrollTop") == 200
    page.click("[data-jump]")
    expect(page.locator("[data-seg]").last).to_be_in_viewport()
    expect(page.locator("[data-jump]")).to_be_hidden()

    page.select_option("[data-language]", "floor")
    expect(page.locator("[data-seg]").last).to_contain_text("Line 33")
    expect(page.locator("[data-captions] [data-seg]")).to_have_text([re.compile(r"^\s*Line ")] * 34)
    assert not faults


def test_the_chairs_keys_and_buttons_reach_every_screen(house: House, browser: Browser) -> None:
    reader, reader_faults = page_of(browser)
    reader.goto(house.address + "/s/demo?lang=pt")
    delegate, _ = page_of(browser)
    delegate.goto(house.flask("invite", "delegation", "--delegation", "BR"))
    delegate.goto(house.address + "/s/demo")
    delegate.get_by_role("button", name="Ask for the floor").click()
    chair, chair_faults = page_of(browser, 1280, 900)
    chair.goto(house.flask("invite", "chair"))
    chair.goto(house.address + "/s/demo/chair")
    expect(chair.locator("[data-requests]")).to_contain_text("Brazil")

    chair.keyboard.press("1")
    expect(chair.locator("[data-floor]")).to_have_text("Brazil")
    expect(delegate.locator("[data-ask]")).to_have_text("You have the floor")
    expect(reader.locator("[data-speaker]")).to_contain_text("Brazil")
    delegate.set_viewport_size({"width": 360, "height": 740})
    for of in (reader, delegate):  # who has the floor stands whole at the foot, beside all the rest
        of.wait_for_function(STANDS_WHOLE)
    look(delegate, "viewer-foot")
    chair.keyboard.press("0")
    expect(chair.locator("[data-floor]")).to_have_text("nobody")
    expect(delegate.locator("[data-ask]")).to_have_text("Ask for the floor")

    chair.keyboard.press("p")
    expect(reader.locator("[data-banner]")).to_contain_text("paused")
    chair.keyboard.press("p")
    expect(reader.locator("[data-banner]")).not_to_contain_text("paused")
    asked: list[bool] = []
    chair.on("request", lambda sent: asked.append(sent.post_data_json["paused"]) if "/pause" in sent.url else None)
    for _ in range(4):
        chair.keyboard.press("p")
    for _ in range(600):
        if len(asked) == 4:
            break
        chair.wait_for_timeout(100)
    expect(chair.locator("[data-pause-text]")).to_have_text("Pause captions")
    assert asked == [True, False, True, False]
    chair.click("[data-off]")
    expect(reader.locator("[data-banner]")).to_contain_text("Off the record")
    chair.click("[data-off]")
    expect(reader.locator("[data-banner]")).not_to_contain_text("Off the record")

    chair.keyboard.press("r")
    expect(chair.locator("dialog")).to_contain_text("Line 29")
    chair.get_by_role("button", name="misheard").click()
    chair.locator("dialog [data-yes]").click()
    expect(reader.locator("[data-seg]")).to_have_count(29)
    expect(reader.locator("[data-captions]")).not_to_contain_text("Linha 29")

    line = chair.locator(".line", has=chair.locator("[data-seg='room-2700']"))
    line.hover()
    line.get_by_role("button", name="mend from here").click()
    chair.select_option("[data-mend] select", "KR")
    chair.get_by_role("button", name="Mend", exact=True).click()
    mended = reader.locator(".line", has=reader.locator("[data-seg='room-2700']"))
    expect(mended.locator(".who")).to_contain_text("Republic of Korea")
    expect(mended.locator("[data-seg]").last).to_contain_text("Linha 28")
    assert not [*reader_faults, *chair_faults]


def test_a_microphone_loses_no_sample_when_the_server_is_killed_and_comes_back(house: House, browser: Browser) -> None:
    page, faults = page_of(browser)
    page.add_init_script(KEEPS_WHAT_IT_CAPTURED)
    page.goto(house.flask("invite", "secretariat"))
    page.goto(house.address + "/s/demo/mic")
    page.click("[data-consent]")
    expect(page.locator("[data-state]")).to_have_text("You are heard")
    page.wait_for_timeout(3_000)
    house.kill("web")
    expect(page.locator("[data-state]")).to_have_text("Not connected")
    expect(page.locator("[data-trouble]")).to_contain_text("are kept here")
    house.start("web")
    house.wait(house.is_up, "the web process")
    expect(page.locator("[data-state]")).to_have_text("You are heard")
    expect(page.locator("[data-trouble]")).to_be_empty()
    page.wait_for_timeout(2_000)

    before_mute = page.evaluate("captured.length") * CHUNK_BYTES
    page.keyboard.press("m")
    expect(page.locator("[data-state]")).to_have_text("Muted")
    house.wait(lambda: said(recorded_by(house)) >= before_mute, "all that was said before")
    page.wait_for_timeout(1_500)
    recorded = recorded_by(house)
    captured = base64.b64decode(page.evaluate("allCaptured()"))
    spoken = said(recorded)
    assert spoken >= before_mute > 2 * 16_000 * 7
    assert recorded[:spoken] == captured[:spoken]
    assert is_the_tone(captured[:spoken])
    assert not faults


def recorded_by(house: House) -> bytes:
    """What stands on disk of the microphone, in its two pieces."""
    found = (house.folder / "recordings" / "demo").glob("*/*.s16le")
    pieces = sorted(found, key=lambda each: int(each.stem.split("-")[1]))
    assert len(pieces) == 2, pieces
    starts = [int(piece.stem.split("-")[1]) for piece in pieces]
    assert starts == [0, pieces[0].stat().st_size // 2]
    return b"".join(piece.read_bytes() for piece in pieces)


def said(recorded: bytes) -> int:
    """How many bytes of it are speech: muted time is a hole, which reads as zeros."""
    return len(recorded.rstrip(b"\0")) // CHUNK_BYTES * CHUNK_BYTES


def is_the_tone(pcm: bytes) -> bool:
    """Whether this is the sound that the browser was given: a sine follows from its two last samples.

    A browser on a busy machine puts silence of 10 ms between its device and the page now and then; one sample in a
    hundred may part from the tone.
    """
    samples = struct.unpack(f"<{len(pcm) // 2}h", pcm)
    turn = 2 * math.cos(2 * math.pi * TONE_HZ / 16_000)
    begun = next(place for place, value in enumerate(samples) if abs(value) > 4_000) + 2
    torn = sum(abs(samples[at] - turn * samples[at - 1] + samples[at - 2]) > 300 for at in range(begun, len(samples)))
    return torn * 100 < len(samples) - begun
