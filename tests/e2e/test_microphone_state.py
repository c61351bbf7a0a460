"""What a microphone does now, told to its page, the chair and the readers; what it lost, told for good."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import numpy as np
import pytest

from tests.support.house import House, Person
from tests.support.wires import Wire, worker_token

pytestmark = pytest.mark.slow
CHUNK = 1_600
LOUD = np.full(CHUNK, 7_000, "<i2").tobytes()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House.web_only(tmp_path / "house") as opened:
        yield opened


@pytest.fixture
def desk(house: House) -> Iterator[Person]:
    with house.convened() as person:
        yield person


def test_a_microphones_state_and_its_losses_are_told_truly(house: House, desk: Person) -> None:
    link = house.flask("invite", "delegation", "--delegation", "BR")
    page = Wire(house, "/speaker", {"token": link.rsplit("/", 1)[1]}, "floor", "ack")
    reader = Wire(house, "/viewer", None, "event", "state", "tentative")
    reader.ask("join", session="demo", lang="en", after=0)
    opened = page.ask("open", session="demo", kind="delegation", language="en", consent=True)
    place = {"stream": opened["stream"], "epoch": opened["epoch"]}

    def stream() -> dict[str, Any]:
        return dict(desk.get("/api/sessions/demo").json()["streams"][0])

    def speak(start: int, chunks: int) -> int:
        for number in range(chunks):
            page.send("audio", {**place, "start_sample": start + number * CHUNK}, LOUD)
        end = start + chunks * CHUNK
        house.wait(lambda: (page.last("ack") or {}).get("sample") == end, "the acknowledgement")
        return end

    # Heard or not, and why.
    house.wait(lambda: page.last("floor") is not None, "the first word of the floor")
    assert page.last("floor") == {"heard": False, "delegation": None, "off_record": False, "paused": False}
    end = speak(0, 5)
    assert stream()["is_live"] and not stream()["is_heard"] and stream()["level"] is None
    assert desk.post("/api/sessions/demo/floor", delegation="BR").ok
    house.wait(lambda: page.last("floor")["heard"], "the floor")
    assert desk.post("/api/sessions/demo/pause", paused=True).ok
    house.wait(lambda: page.last("floor")["paused"] and page.last("floor")["heard"], "the pause")
    assert desk.post("/api/sessions/demo/pause", paused=False).ok
    assert desk.post("/api/sessions/demo/off-record", on=True).ok
    house.wait(lambda: page.last("floor")["off_record"], "the off-record switch")
    assert not page.last("floor")["heard"] and not stream()["is_heard"]
    assert desk.post("/api/sessions/demo/off-record", on=False).ok

    # Level and lag: nobody recognises, so the lag is all that was recorded.
    end += int(16 * desk.get("/api/sessions/demo").json()["now_ms"])  # beyond the off-record span
    page.send("gap", {**place, "from_sample": 5 * CHUNK, "to_sample": end, "why": "muted"})
    end = speak(end, 10)
    while (state := stream())["level"] is None:  # it is two seconds old at most, and a busy machine slower than that
        end = speak(end, 1)
    assert state["is_heard"] and state["level"] == pytest.approx(1 - 13.4 / 60, abs=0.01)
    assert state["lag_ms"] == end // 16
    house.wait(lambda: (reader.last("state") or {}).get("lag_ms") == end // 16, "the lag at the reader")

    # A speech worker: its words begin where they were said, and what it heard is no longer behind.
    worker = Wire(house, "/worker", {"token": worker_token(house)}, "lease")
    worker.ask("hello", kind="speech", name="s", engine="invented", capabilities={})
    house.wait(lambda: worker.last("lease") is not None, "the lease")
    words = {**place, "epoch": worker.last("lease")["epoch"], "start_sample": end - 16_000, "end_sample": end - 1_600}
    worker.send("tentative", {**words, "committed": "We", "text": "propose", "language": "en"})
    house.wait(lambda: reader.last("tentative") is not None, "the words under way")
    assert reader.last("tentative")["start_ms"] == opened["session_ms"] + (end - 16_000) // 16
    assert stream()["lag_ms"] == 100

    # A result that does not begin where the recognised part ends is refused; the stream is handed out again, from
    # there.
    lease = worker.last("lease")
    odd = {"kind": "advanced", "start_sample": lease["start_sample"] + 1, "end_sample": lease["start_sample"] + 2}
    assert not worker.ask("results", stream=lease["stream"], epoch=lease["epoch"], results=[odd])["accepted"]
    house.wait(lambda: worker.last("lease")["epoch"] > lease["epoch"], "another lease")
    assert worker.last("lease")["start_sample"] == lease["start_sample"]

    # A loss is told to everybody, once, and stands in the minutes and their files; muting is none.
    lost = {**place, "from_sample": end, "to_sample": end + 64_000, "why": "overrun"}
    page.send("gap", lost)
    page.send("gap", lost)
    speak(end + 64_000, 1)
    house.wait(lambda: (reader.last("event") or {}).get("kind") == "gap", "the loss")
    told = [each for name, each in reader.came if name == "event" and each["kind"] == "gap"]
    assert len(told) == 1
    assert (told[0]["name"], told[0]["end_ms"] - told[0]["start_ms"], told[0]["why"]) == ("Brazil", 4_000, "overrun")
    minutes = desk.get("/api/sessions/demo/minutes").json()
    off_record, loss = minutes["gaps"]  # both in the order of time
    assert (off_record["why"], loss["why"], loss["start_ms"]) == ("off_record", "overrun", told[0]["start_ms"])
    assert "4 s of audio were lost here" in desk.get("/api/sessions/demo/export/html").text
    document = docx.Document(io.BytesIO(desk.get("/api/sessions/demo/export/docx").content))
    assert any("4 s of audio were lost here" in each.text for each in document.paragraphs)
    assert desk.get("/api/sessions/demo/export/json").json()["gaps"][1]["speaker"] == "Brazil"
    bad = {**place, "from_sample": 0, "to_sample": 10**12, "why": "muted"}
    page.send("gap", bad)

    # After the session is closed nothing is kept, although the microphone still sends.
    assert desk.post("/api/sessions/demo/floor", delegation="BR").ok
    assert desk.post("/api/sessions/demo/close").ok
    house.wait(lambda: not page.last("floor")["heard"], "the end of the session")
    heard = end + 64_000 + CHUNK
    closed_at = max(heard + CHUNK, 16 * (desk.get("/api/sessions/demo").json()["now_ms"] + 1_000))
    page.send("gap", {**place, "from_sample": heard, "to_sample": closed_at, "why": "muted"})
    speak(closed_at, 2)
    (piece,) = (house.folder / "recordings" / "demo" / opened["stream"]).glob("*.s16le")
    kept = np.frombuffer(piece.read_bytes(), "<i2")
    assert kept[end - CHUNK : end].all() and len(kept) == closed_at + 2 * CHUNK and not kept[closed_at:].any()
    assert desk.post("/api/sessions/demo/open").ok

    # Nobody holds it: it is not live, and nothing is lost by that.
    page.close()
    house.wait(lambda: not stream()["is_live"], "the end of the connection")
    time.sleep(2.2)  # a level is two seconds old at most
    assert stream()["level"] is None and not stream()["is_heard"]
    worker.close()
    reader.close()
