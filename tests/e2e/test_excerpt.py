"""The first 45 s of the demo in real time through a browser's microphone are stored nearly as right as offline."""

from __future__ import annotations

import re
import subprocess
import wave
from collections.abc import Iterator
from pathlib import Path

import jiwer
import numpy as np
import pytest
from faster_whisper import WhisperModel
from playwright.sync_api import Page, expect
from sqlalchemy import select

from server import demo
from server.speech.audiofile import chunks
from server.storage.database import Database
from server.storage.tables import Segment, Stream
from tests.support.house import House, Person, models
from tests.support.pages import FAKE_MICROPHONE, chromium

pytestmark = [pytest.mark.models, pytest.mark.browser, pytest.mark.slow]
SILENCE_S = 2
WORST_LOSS = 0.05  # what live may be worse than offline
PATIENCE_S = 150.0


@pytest.fixture
def spoken(tmp_path: Path) -> Path:
    """The excerpt as Chromium's fake microphone takes it: some silence first and last, 48 kHz."""
    plain, path = tmp_path / "plain.wav", tmp_path / "excerpt.wav"
    pcm = np.concatenate(list(chunks(demo.recording_path())))[: demo.EXCERPT.end_ms * 16]
    with wave.open(str(plain), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(pcm.astype("<i2").tobytes())
    subprocess.run(["sox", str(plain), "-r", "48000", str(path), "pad", str(SILENCE_S), "6"], check=True)
    return path


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House.web_only(tmp_path / "house") as opened:
        opened.start("speech")
        opened.wait(lambda: opened.public().get("/health").json()["workers"]["speech"] == "ok", "the speech worker")
        yield opened


@pytest.fixture
def desk(house: House) -> Iterator[Person]:
    person = house.person("secretariat")
    assert person.post("/api/sessions", id="demo", title="Demo", languages=["en"]).ok
    assert person.post("/api/sessions/demo/open").ok
    yield person
    person.close()


@pytest.fixture
def page(spoken: Path) -> Iterator[Page]:
    arguments = [
        *FAKE_MICROPHONE,
        f"--use-file-for-fake-audio-capture={spoken}%noloop",
        "--disable-background-networking", "--disable-component-update", "--no-first-run",
    ]  # fmt: skip
    with chromium(*arguments) as browser:
        yield browser.new_context(locale="en", permissions=["microphone"]).new_page()


def test_an_excerpt_through_a_browser_in_real_time_is_at_most_five_points_worse_than_offline(
    house: House, desk: Person, page: Page, spoken: Path
) -> None:
    page.goto(str(desk.link))
    page.goto(house.address + "/s/demo/mic")
    page.click("[data-consent]")
    expect(page.locator("[data-state]")).to_have_text("You are heard", timeout=30_000)
    end = (SILENCE_S * 1_000 + demo.EXCERPT.end_ms) * 16
    house.wait(lambda: done_sample(house) >= end, "the excerpt's last word", PATIENCE_S)
    live = wer(" ".join(stored(house)))
    offline = wer(read_offline(spoken))
    print(f"word error rate of 45 s: live {100 * live:.1f} %, offline {100 * offline:.1f} %")
    assert live <= offline + WORST_LOSS, (live, offline, stored(house))


def wer(heard: str) -> float:
    """Against what was said in the excerpt."""
    turns = [turn for turn in demo.transcript().turns if turn.end_ms <= demo.EXCERPT.end_ms]
    return float(jiwer.wer(words(" ".join(turn.text for turn in turns)), words(heard)))


def words(text: str) -> str:
    return " ".join(re.sub(r"[^\w'. ]|\.(?!\d)", " ", text.casefold().replace("%", " percent")).split())


def read_offline(spoken: Path) -> str:
    model = WhisperModel(str(models() / "whisper-base"), device="cpu", compute_type="int8")
    found, _ = model.transcribe(str(spoken), language="en", beam_size=5, condition_on_previous_text=False)
    return " ".join(each.text.strip() for each in found)


def done_sample(house: House) -> int:
    return max((stream.done_sample for stream in rows(house, select(Stream))), default=0)


def stored(house: House) -> list[str]:
    return [each.heard for each in rows(house, select(Segment).order_by(Segment.start_sample))]


def rows(house: House, query) -> list:  # type: ignore[no-untyped-def, type-arg]
    database = Database(f"sqlite:///{house.folder / 'instance' / 'roundtable.sqlite'}")
    try:
        return list(database.read(lambda tx: list(tx.scalars(query))))
    finally:
        database.close()
