"""Recordings, transcripts and whole sessions from elsewhere, and every file out, in a running house. No models."""

from __future__ import annotations

import io
import json
import re
import wave
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
import requests
from docx.oxml.ns import qn
from playwright.sync_api import Browser, FilePayload, expect

import server.documents
from tests.support.house import House, Person
from tests.support.pages import chromium, look
from tests.support.schema import holds
from tests.support.wires import Wire, worker_token

pytestmark = pytest.mark.slow
SCHEMA = Path(server.documents.__file__).parent / "schemas" / "minutes.schema.json"
VTT = """WEBVTT

00:01.000 --> 00:04.000
<v Republic of Korea>We propose a pilot.

00:05.000 --> 00:07.000
<v Ana Exemplo>شكرا <i>all</i> 🎉.
"""
BROKEN = "1\n00:00:01,000 --> 00:00:02,000\nAna: Não é possível.\n\n2\n00:00:0x,000 --> 1\nbad\n".encode("cp1252")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with House.web_only(tmp_path_factory.mktemp("brought") / "house") as opened:
        yield opened


@pytest.fixture(scope="module")
def desk(house: House) -> Iterator[Person]:
    person = house.person("secretariat")
    assert person.post("/api/delegations", code="KR", name="Republic of Korea", language="en").ok
    yield person
    person.close()


def send(person: Person, path: str, content: bytes, **query: str) -> requests.Response:
    """A file as the body of a call."""
    headers = {"X-CSRFToken": person.me["csrf"], "Content-Type": "application/octet-stream"}
    return person.http.post(person.address + path, params=query, data=content, headers=headers, timeout=60)


def code(answer: requests.Response) -> str:
    return str(answer.json()["error"]["code"])


def sound(seconds: int = 3) -> bytes:
    """A stereo recording in another rate."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(44_100)
        file.writeframes(b"\x00\x20\x00\x20" * 44_100 * seconds)
    return out.getvalue()


def test_a_transcript_is_previewed_brought_in_taken_out_in_every_form_and_as_a_whole(
    house: House, desk: Person
) -> None:
    told = send(desk, "/api/imports/preview", BROKEN, language="pt").json()
    assert (told["form"], told["encoding"], told["is_guessed"], told["count"]) == ("srt", "windows-1252", True, 1)
    assert (told["lines"][0]["speaker"], told["lines"][0]["text"]) == ("Ana", "Não é possível.")
    assert told["errors"] == [{"line": 6, "fault": "time", "text": "00:00:0x,000 --> 1"}]
    given = {"title": "Day 1: “trust”", "language": "en", "languages": "en,pt", "visibility": "public", "name": "a.srt"}
    refused = send(desk, "/api/imports/transcript", BROKEN, **given)
    assert code(refused) == "bad_transcript" and refused.json()["error"]["details"]["errors"] == told["errors"]
    assert send(desk, "/api/imports/transcript", BROKEN, **given, skip="1").json()["lines"] == 1
    made = send(desk, "/api/imports/transcript", VTT.encode("utf-16"), **given)
    session = made.json()["session"]
    assert made.json()["lines"] == 2
    base = f"/api/sessions/{session}"
    first, second = desk.get(f"{base}/minutes").json()["segments"]
    assert (first["delegation"], first["speaker"], second["text"]) == ("KR", "Republic of Korea", "شكرا all 🎉.")
    changed = desk.post(f"{base}/segments/{first['id']}/correct", rev=1, text="We propose one pilot.")
    assert changed.ok, changed.text
    for language in ("", "?lang=en", "?lang=pt"):
        for form in ("docx", "html", "markdown", "vtt", "srt", "ttml", "json", "akn"):
            file = desk.get(f"{base}/export/{form}{language}")
            assert file.ok and "filename*=UTF-8''Day-1-trust" in file.headers["Content-Disposition"], (form, file.text)
            if form not in ("docx",):
                assert "one pilot" in file.text and "شكرا" in file.text, form
            if form == "json":
                holds(json.loads(SCHEMA.read_text()), file.json())
    assert desk.get("/api/schemas/minutes.schema.json").json() == json.loads(SCHEMA.read_text())
    tracked = desk.get(f"{base}/export/docx?against=heard").content
    body = docx.Document(io.BytesIO(tracked)).element.body
    assert ["".join(each.itertext()) for each in body.iter(qn("w:del"))] == ["a"]
    assert code(desk.get(f"{base}/export/html?against=heard")) == "bad_request"
    assert code(desk.get(f"{base}/export/docx?against=yesterday")) == "bad_request"
    rapporteur = house.person("rapporteur")
    assert rapporteur.get(f"{base}/bundle").status_code == 403
    assert send(rapporteur, "/api/bundles", b"x").status_code == 403
    rapporteur.close()
    whole = desk.get(f"{base}/bundle")
    assert "manifest.json" in zipfile.ZipFile(io.BytesIO(whole.content)).namelist()
    before = desk.get(f"{base}/minutes").json()
    assert code(send(desk, "/api/bundles", whole.content, name="a.zip")) == "conflict"
    assert desk.call("DELETE", base).ok
    came = send(desk, "/api/bundles", whole.content, name="a.zip")
    assert came.json()["session"] == session, came.text
    after = desk.get(f"{base}/minutes").json()
    assert after["segments"] == before["segments"] and after["gaps"] == before["gaps"]
    assert code(send(desk, "/api/bundles", whole.content[:-200], name="a.zip")) == "bundle_damaged"
    assert code(send(desk, "/api/bundles", b"")) == "bad_request"


def test_a_recording_is_recognised_as_a_microphone_and_its_progress_is_told(house: House, desk: Person) -> None:
    given = {"language": "fr", "title": "Day 2", "languages": "fr", "visibility": "public", "name": "jour 2.wav"}
    assert code(send(desk, "/api/imports/recording", b"no sound at all", **given)) == "bad_audio"
    assert code(send(desk, "/api/imports/recording", sound(), **{**given, "language": "xx"})) == "unknown_language"
    assert not any(house.settings().recordings.glob("*/f-*"))
    made = send(desk, "/api/imports/recording", sound(), **given).json()
    assert made["length_ms"] == 3_000
    worker = Wire(house, "/worker", {"token": worker_token(house)}, "lease")
    worker.ask("hello", kind="speech", name="s", engine="invented", capabilities={})
    house.wait(lambda: worker.last("lease") is not None, "the lease")
    lease = worker.last("lease")
    assert (lease["stream"], lease["start_sample"], lease["turns"][0]["language"]) == (made["stream"], 0, "fr")
    place = {"stream": lease["stream"], "epoch": lease["epoch"]}
    final = {"kind": "final", "start_sample": 0, "end_sample": 24_000, "text": "Bonjour.", "language": "fr"}
    assert worker.ask("results", **place, results=[final], decode_ms=10)["accepted"]
    told = desk.get("/api/imports").json()["imports"][0]
    assert (told["name"], told["done_ms"], told["length_ms"]) == ("jour 2.wav", 1_500, 3_000)
    rest = {"kind": "advanced", "start_sample": 24_000, "end_sample": 48_000}
    assert worker.ask("results", **place, results=[rest], is_end=True, decode_ms=10)["accepted"]
    worker.close()
    line = desk.get(f"/api/sessions/{made['session']}/minutes").json()["segments"][0]
    heard = desk.get(f"/api/sessions/{made['session']}/segments/{line['id']}/audio")
    with wave.open(io.BytesIO(heard.content)) as file:
        assert (file.getframerate(), file.getnframes()) == (16_000, 24_000)
    assert (
        code(send(desk, "/api/imports/transcript", VTT.encode(), session=made["session"], language="en")) == "conflict"
    )


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.mark.browser
def test_the_secretariat_brings_a_recording_and_its_transcript_in_and_takes_files_out(
    house: House, desk: Person, browser: Browser
) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en").new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(desk.link or "")
    page.goto(house.address + "/secretariat")
    form = page.locator("[data-imports-form]")
    page.locator("[data-open-imports]").click()
    form.locator("[name=file]").set_input_files(FilePayload(name="day 3.wav", mimeType="audio/wav", buffer=sound()))
    form.locator("[name=title]").fill("Day 3")
    form.locator("[name=recognise]").uncheck()
    form.locator("[data-send]").click()
    expect(page.locator("[data-brought] li").first).to_contain_text("day 3.wav")
    expect(page.locator("[data-sessions]")).to_contain_text("Day 3")
    page.locator("[data-open-imports]").click()
    form.locator("[name=kind][value=transcript]").check()
    form.locator("[name=file]").set_input_files(FilePayload(name="a.srt", mimeType="text/plain", buffer=BROKEN))
    expect(form.locator("[data-preview]")).to_contain_text("The encoding is a guess")
    expect(form.locator("[data-faults] li")).to_contain_text("Line 6:")
    look(page, "imports-transcript", is_whole=True)
    text = b"Republic of Korea: We propose a pilot.\n\nAna Exemplo: So do we."
    form.locator("[name=file]").set_input_files(FilePayload(name="a.txt", mimeType="text/plain", buffer=text))
    expect(form.locator("[data-preview] tbody tr")).to_have_count(2)
    form.locator("[name=session]").select_option(label="Day 3")
    form.locator("[data-send]").click()
    line = page.locator("[data-brought] li").first
    expect(line).to_contain_text("a.txt")
    line.get_by_role("link", name="Day 3").click()
    expect(page.locator("body")).to_contain_text("We propose a pilot.")
    menu = page.locator("[data-exports]")
    menu.locator("summary").click()
    look(page, "export-menu", is_whole=True)
    menu.locator("[data-export-against]").select_option("heard")
    menu.locator("[data-export-language]").select_option("en")
    expect(menu.locator("[data-export=docx]")).to_have_attribute("href", re.compile(r"docx\?lang=en&against=heard$"))
    with page.expect_download() as download:
        menu.locator("[data-export=vtt]").click()
    assert download.value.suggested_filename.startswith("Day-3-") and download.value.suggested_filename.endswith(
        "-en-draft.vtt"
    )
