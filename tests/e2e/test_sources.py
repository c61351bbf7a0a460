"""A conference system's file feeds four microphones of a real server, and the chair's page says how each is."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.support.broadcast import pitch, tones
from tests.support.house import ROOT, House
from tests.support.pages import chromium
from tests.support.wires import Wire

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CHANNELS = {"1": "FR", "2": "KR", "3": "BR", "4": "room"}


def hall(path: Path, seconds: float) -> None:
    """Four channels: a tone, a tone that clips, silence, a tone."""
    sound = tones([300, 500, 700, 900], seconds)
    sound[:, 1] = np.clip(sound[:, 1].astype(int) * 8, -32_768, 32_767)
    sound[:, 2] = 0
    with wave.open(str(path), "wb") as file:
        file.setnchannels(4)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(sound.astype("<i2").tobytes())


def run(house: House, *words: str, **more: str) -> subprocess.Popen[str]:
    """Start a source; the house ends it if nobody else does."""
    command = [sys.executable, "-m", "flask", "source", "run", *words]
    made = subprocess.Popen(
        command, cwd=ROOT, env={**house.environ, **more}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    house.processes[f"source {made.pid}"] = made  # type: ignore[assignment]
    return made


def recorded(house: House, stream: str) -> np.ndarray:
    folder = house.folder / "recordings" / "demo" / stream
    return np.concatenate([np.frombuffer(path.read_bytes(), "<i2") for path in sorted(folder.glob("*.s16le"))])


def test_four_channels_are_four_microphones_and_the_chair_sees_how_each_is(tmp_path: Path) -> None:
    hall(tmp_path / "hall.wav", 150)  # it must outlast a slow browser
    with House.web_only(tmp_path / "house") as house:
        desk = house.person("secretariat")
        for code, language in (("FR", "fr"), ("KR", "ko"), ("BR", "pt")):
            assert desk.post("/api/delegations", code=code, name=f"Delegation {code}", language=language).ok
        assert desk.post("/api/sessions", id="demo", title="Demo", languages=["en"]).ok
        chosen = [word for number, who in CHANNELS.items() for word in ("--channel", f"{number}={who}")]
        feeding = run(house, "--from", str(tmp_path / "hall.wav"), "--session", "demo", *chosen)

        def streams() -> dict[str, dict[str, Any]]:
            found = desk.get("/api/sessions/demo").json()["streams"]
            return {each["delegation"] or "room": each for each in found}

        assert desk.post("/api/sessions/demo/open").ok  # the source was started first, and waits
        assert desk.post("/api/sessions/demo/floor", delegation="FR").ok

        def told() -> dict[str, dict[str, Any]]:
            time.sleep(0.5)
            return {who: each["source"] for who, each in streams().items() if each["source"]}

        house.wait(lambda: told().keys() == set(CHANNELS.values()), "what each says of itself")
        house.wait(lambda: told()["BR"]["silent_ms"] > 4_000, "4 s of silence")
        house.wait(lambda: told()["KR"]["clipping"] and told()["FR"]["level"] > 0.7, "how loud it is")
        assert {who: each["language"] for who, each in streams().items()} | {"room": ""} == {
            "FR": "fr", "KR": "ko", "BR": "pt", "room": "",
        }  # fmt: skip
        assert {who: each["clipping"] for who, each in told().items()} == {
            "FR": False, "KR": True, "BR": False, "room": False,
        }  # fmt: skip
        assert all(each["state"] == "live" and each["name"] == "hall.wav" for each in told().values())
        assert told()["BR"]["level"] == 0
        assert "source" not in house.public().get("/api/sessions/demo").json()["streams"][0]
        look_at_the_chairs_page(house)
        kept = streams()
        feeding.send_signal(signal.SIGINT)
        said, _ = feeding.communicate(timeout=60)
        assert feeding.returncode == 0, said
        assert "live: hall.wav: 4 channel(s)" in said and "FR: the microphone is open" in said
        house.wait(lambda: not any(each["is_live"] for each in streams().values()), "the closing")
        assert pitch(recorded(house, kept["FR"]["id"])[-32_000:-16_000]) == 300
        assert pitch(recorded(house, kept["room"]["id"])[-32_000:-16_000]) == 900
        assert not recorded(house, kept["KR"]["id"]).any()  # it never had the floor
        desk.close()
        refuse_what_is_wrong(house, tmp_path)


def look_at_the_chairs_page(house: House) -> None:
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 1400})
        page.goto(house.flask("invite", "chair"))
        page.goto(f"{house.address}/s/demo/chair?ui=en")
        card = page.locator("[data-sources-card]")
        expect(card.locator(".source")).to_have_count(4)
        expect(card).to_contain_text("Too loud: it clips. Turn the input down.")
        expect(card).to_contain_text("hall.wav · channel 1")
        page.screenshot(path=str(house.folder / "chair.png"), full_page=True)


def refuse_what_is_wrong(house: House, folder: Path) -> None:
    """Each with one line that says what is wrong."""
    file = str(folder / "hall.wav")
    link = house.flask("invite", "delegation", "--delegation", "FR")
    wanted = [
        (run(house, *words, **more), said)
        for words, more, said in (
            (["--from", file, "--session", "none"], {}, "not_found"),
            (
                ["--from", file, "--session", "demo", "--delegation", "XX"],
                {},
                "there is no delegation XX; there are BR, FR, KR",
            ),
            (["--from", file, "--session", "demo", "--channel", "9=FR"], {}, "channel(s); there is no channel 9"),
            (["--from", str(folder / "none.wav"), "--session", "demo"], {}, "source_unusable: there is no file"),
            (["--from", file, "--session", "demo", "--link", f"{house.address}/join/wrong"], {}, "not_signed_in"),
            (
                ["--from", file, "--session", "demo", "--delegation", "KR"],
                {"ROUNDTABLE_LINK": link},
                "opens that microphone only: --delegation FR",
            ),
        )
    ]  # all at once: each takes seconds to start
    for refused, said in wanted:
        out, _ = refused.communicate(timeout=120)
        assert refused.returncode == 1 and said in out, out
    page = Wire(house, "/speaker", {"token": link.rsplit("/", 1)[1]}, "refused")
    page.send("source", {"stream": "demo", "epoch": 1, "kind": "radio"})
    house.wait(lambda: page.last("refused") is not None, "the refusal")
    assert page.last("refused")["code"] == "bad_request" and "device, stream, file" in page.last("refused")["message"]
    page.close()
