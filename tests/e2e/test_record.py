"""The page of a session's record in a real browser: drafted, accepted by key, worded, seen by others, printed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from server.services.meeting import convene
from server.storage.database import Database
from server.storage.tables import Approval, Segment, Stream, Version
from tests.support.house import House, Person
from tests.support.pages import chromium, look

pytestmark = [pytest.mark.slow, pytest.mark.browser]
SAID = [
    ("CHAIR", "Chair", "We turn to the first item, seized cargo."),
    ("KR", "Republic of Korea", "We propose a common register of seized cargo."),
    ("BR", "Brazil", "Brazil supports the proposal and will send its list of ports by 31 March."),
    ("KR", "Republic of Korea", "Brazil reserves nothing. In 2025 we scanned 640 parcels."),
    ("CHAIR", "Chair", "We agree to set up the common register of seized cargo before December 2031."),
]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with House.web_only(tmp_path_factory.mktemp("record") / "house") as opened:
        database = Database(f"sqlite:///{opened.folder / 'instance' / 'roundtable.sqlite'}")
        database.write(furnish)
        database.close()
        yield opened


def furnish(tx: Any) -> None:
    for code, name, _ in SAID[1:3]:
        convene.put_delegation(tx, code, name, "en")
    convene.create_session(tx, "demo", "Customs in the dry season", "public", ["en", "pt"], {"en": "", "pt": ""})
    convene.open_session(tx, "demo", 1_795_996_800_000)
    tx.add(Stream(id="room", session_id="demo", kind="mixed", language="en", done_sample=0))
    for place, (code, name, text) in enumerate(SAID):
        tx.add(
            Segment(
                id=f"room-{place}", session_id="demo", stream_id="room", start_sample=place, end_sample=place + 1,
                start_ms=place * 10_000, end_ms=place * 10_000 + 5_000, language="en", speaker=name, delegation=code,
                heard=text, words=[], engine="invented", confidence=0.9, rev=1,
            )
        )  # fmt: skip
        tx.flush()
        tx.add(Version(segment_id=f"room-{place}", rev=1, text=text, by="", why="heard", at=1))


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def page_of(house: House, browser: Browser, person: Person, width: int = 1280) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 900}, locale="en").new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(person.link or "")
    page.goto(f"{house.address}/s/demo/record")
    return page


def exported(person: Person, kind: str) -> str:
    answer = person.get(f"/api/sessions/demo/record/export/{kind}/docx?lang=en")
    assert answer.ok, answer.text
    document = docx.Document(io.BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def test_a_record_is_drafted_accepted_by_key_worded_seen_by_others_and_marked_when_a_line_changes(
    house: House, browser: Browser
) -> None:
    rapporteur, reader, chair = house.person("rapporteur"), house.person("delegation", "KR"), house.person("chair")
    page = page_of(house, browser, rapporteur)
    other = page_of(house, browser, reader, 390)
    expect(page.locator("[data-empty]")).to_be_visible()
    page.get_by_role("button", name="Draft it").click()
    items = page.locator("[data-items] [data-item]")
    expect(items.first).to_contain_text("[The representative of the Republic of Korea proposed a common register")
    expect(other.locator("[data-empty]")).to_contain_text("Nothing has been accepted yet")
    look(page, "record-draft", is_whole=True)
    items.first.focus()
    page.keyboard.press("a")
    expect(items.first).to_have_class("item summary accepted")
    expect(other.locator("[data-item]")).to_have_count(1)
    expect(other.locator("[data-item]")).not_to_contain_text("[")
    expect(other.get_by_role("button", name="Change the wording")).to_have_count(0)
    expect(items.nth(1)).to_be_focused()
    page.keyboard.press("e")
    area = items.nth(1).locator("textarea")
    expect(area).to_be_focused()
    area.fill("Brazil was in favour.")
    look(page, "record-edit", is_whole=True)
    page.keyboard.press("Control+Enter")
    expect(other.locator("[data-item]").nth(1)).to_contain_text("Brazil was in favour.")
    expect(page.locator("textarea")).to_have_count(0)
    items.nth(1).get_by_text("What was said").click()
    expect(items.nth(1).locator("blockquote").first).to_have_text(SAID[2][2])
    page.get_by_role("tab", name="Decisions and actions").click()
    decision = page.locator(".item.decision")
    expect(decision).to_contain_text(
        "It was agreed to set up the common register of seized cargo before December 2031."
    )
    expect(decision).to_contain_text("November 30, 2031")
    expect(page.locator(".item.action")).to_contain_text("Brazil")
    look(page, "record-decisions", is_whole=True)
    decision.focus()
    page.keyboard.press("d")
    expect(page.locator("[data-dismissed] > summary")).to_have_text("Taken out (1)")
    page.get_by_role("tab", name="Participants").click()
    expect(page.locator(".people")).to_contain_text("Republic of Korea")
    expect(page.locator(".people tr", has_text="Republic of Korea").locator(".play")).to_have_count(2)
    look(page, "record-participants", is_whole=True)
    assert chair.post("/api/sessions/demo/retract", segment="room-2", why="taken back").ok
    expect(other.locator("[data-item]").nth(1)).to_contain_text("its words are not shown")
    look(other, "record-phone", is_whole=True)
    page.get_by_role("tab", name="Summary").click()
    expect(items.nth(1).locator(".notice")).to_contain_text("was retracted")
    look(page, "record-marked", is_whole=True)
    assert "in favour" not in exported(reader, "summary") and "in favour" in exported(rapporteur, "summary")
    assert "[Brazil would send its list of ports by 31 March.]" in exported(rapporteur, "decisions")
    assert "Republic of Korea" in exported(reader, "participants")
    led = reader.get("/api/sessions/demo/export/markdown?kind=participants&lang=en")
    assert led.ok and "Republic of Korea" in led.text and "participants-en.md" in led.headers["Content-Disposition"]
    for call in ("/draft", "/items"):
        body = {"language": "en", "kind": "summary", "text": "x", "segments": ["room-1"]}
        assert reader.post(f"/api/sessions/demo/record{call}", **body).status_code == 403
    for person in (rapporteur, reader, chair):
        person.close()

    for each in rapporteur.get("/api/sessions/demo/record?lang=en").json()["items"]:
        how = "dismiss" if each["is_withheld"] or each["marks"] else "accept" if each["state"] == "draft" else ""
        if how:
            done = rapporteur.post(f"/api/sessions/demo/record/items/{each['id']}/{how}?lang=en", rev=each["rev"])
            assert done.ok, done.text
    desk = page_of(house, browser, chair)
    expect(desk.locator("[data-seal]")).to_contain_text("the minutes are not approved yet")
    expect(desk.locator("[data-approve]")).to_be_disabled()
    database = Database(f"sqlite:///{house.folder / 'instance' / 'roundtable.sqlite'}")
    minutes = Approval(
        session_id="demo", state="approved", rev=1, sha256="ab", approved_at=1, approved_by="Cy Invented"
    )
    database.write(lambda tx: tx.add(minutes))
    database.close()
    desk.reload()
    desk.locator("[data-approve]").click()
    desk.locator("dialog [data-yes]").click()
    expect(desk.locator("[data-seal]")).to_contain_text("by chair")
    expect(page.locator("[data-seal]")).to_contain_text("by chair")
    expect(page.get_by_role("button", name="Change the wording")).to_have_count(0)
    other.locator("[data-verify]").click()
    expect(other.locator("[data-verdict]")).to_contain_text("nothing was changed since")
    look(desk, "record-approved", is_whole=True)
    look(other, "record-approved-phone", is_whole=True)
    assert "SHA-256" in exported(reader, "summary")
    desk.locator("[data-reopen]").click()
    desk.locator("dialog input[name=why]").fill("a name was wrong")
    desk.locator("dialog [data-yes]").click()
    expect(page.locator("[data-seal]")).to_contain_text("Version 1 was opened again")
