"""One text negotiated in real browsers: the secretariat's desk, two delegations (one on a phone), the hall's screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from server.clock import now_ms
from server.commands import link
from server.services.meeting import convene
from server.storage.database import Database
from server.storage.tables import Segment, Stream, Version
from tests.support.house import House
from tests.support.pages import chromium, look, open_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NAMES = {"KR": "Republic of Korea", "FR": "France", "KE": "Kenya"}
SAID = [
    ("KR", "We propose a register of seizures among nine administrations."),
    ("FR", "France supports the proposal."),
    ("KE", "Kenya reserves its position on the register."),
]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House.web_only(tmp_path / "house") as opened:
        database = Database(f"sqlite:///{opened.folder / 'instance' / 'roundtable.sqlite'}")
        database.write(furnish)
        database.close()
        yield opened


def furnish(tx: Any) -> None:
    for code, name in NAMES.items():
        convene.put_delegation(tx, code, name, "en")
    convene.create_session(tx, "demo", "Customs in the dry season", "public", ["en"], {"en": "English"})
    tx.add(Stream(id="room", session_id="demo", kind="mixed", language="en", done_sample=0))
    for place, (code, text) in enumerate(SAID):
        tx.add(
            Segment(
                id=f"room-{place}", session_id="demo", stream_id="room", start_sample=place, end_sample=place + 1,
                start_ms=place * 10_000, end_ms=place * 10_000 + 5_000, language="en", speaker=NAMES[code],
                delegation=code, heard=text, words=[], engine="invented", confidence=0.9, rev=1,
            )
        )  # fmt: skip
        tx.flush()
        tx.add(Version(segment_id=f"room-{place}", rev=1, text=text, by="", why="heard", at=now_ms()))


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def test_two_delegations_and_the_secretariat_agree_on_a_paragraph(house: House, browser: Browser) -> None:
    troubles: list[str] = []

    def sign_in(path: str, role: str, delegation: str | None = None, **size: int) -> Page:
        page = open_page(browser, house.address + path, link=link(house.settings(), role, delegation, role, 7), **size)
        page.on("console", lambda told: troubles.append(told.text) if told.type == "error" else None)
        return page

    desk = sign_in("/s/demo/minutes", "secretariat")
    desk.click("[data-draft]")
    press(desk, "Open the negotiation")
    path = desk.url.removeprefix(house.address)
    korea, france = sign_in(path, "delegation", "KR"), sign_in(path, "delegation", "FR", width=360, height=740)
    hall = sign_in(path + "/hall", "chair")
    one = paragraph(desk)

    # The secretariat sends the hall's screen to the paragraph; a delegation reads there who holds what.
    one.focus()
    desk.keyboard.press("h")
    expect(hall.locator("[data-stage] mark .owner")).to_have_text("Kenya")

    # A position on a phone is two taps; everybody sees it.
    expect(france.locator("[data-mine]")).to_contain_text("To answer: 2")
    paragraph(france).locator("[data-position]").click()
    expect(france.locator("dialog button[value=agree]")).to_be_focused()
    look(france, "statement-phone")
    france.locator("dialog button[value=agree]").click()
    expect(france.locator("[data-mine]")).to_contain_text("To answer: 1")
    expect(one.locator(".tally")).to_contain_text("agree 1")

    # Two amendments want the same words: each sees the difference before it is sent, the desk sees them side by side.
    # What comes while somebody writes moves nothing under their hands.
    writing = begin(france)
    before = writing.bounding_box()
    amend(korea, lambda text: text.replace("nine", "ten"), "ten")
    expect(paragraph(france).locator(".amendment")).to_have_count(1)
    after = writing.bounding_box()
    assert before and after and abs(before["y"] - after["y"]) < 20, (before, after, "less than a line")
    expect(writing).to_be_focused()
    finish(france, lambda text: text.replace("nine administrations", "all parties"), "all parties")
    expect(one.locator(".collision .amendment")).to_have_count(2)
    expect(one.locator(".collision ins").first).to_have_text("ten")
    expect(hall.locator(".amendments .amendment")).to_have_count(2)
    korea.locator(".amendment", has_text="France").get_by_role("button", name="Co-sponsor").click()
    expect(one.locator(".amendment", has_text="all parties")).to_contain_text("France with Republic of Korea")
    look(desk, "statement")
    look(hall, "statement-hall")

    # The desk merges them by hand, and what it writes while others act stays under its hands.
    merge = one.get_by_role("button", name="Merge into one wording")
    field = one.locator(".amend-form textarea")
    merge.click()
    expect(field).to_be_focused()
    expect(one.locator(".amend-form button[type=submit]")).to_be_in_viewport()
    desk.keyboard.press("Escape")
    expect(field).to_have_count(0)
    expect(merge).to_be_focused()
    expect(merge).to_be_in_viewport()
    desk.keyboard.press("Enter")
    field.fill(field.input_value().replace("ten administrations", "all parties"))
    expect(one.locator(".preview ins")).to_have_text("all parties")
    with desk.expect_response(lambda answer: answer.url.endswith("/positions") and answer.request.method == "GET"):
        take(korea, "agree_ad_referendum")
    expect(field).to_be_focused()
    one.get_by_role("button", name="Accept this wording").click()
    expect(one.locator(".wording")).to_contain_text("all parties")
    expect(one.locator(".collision")).to_have_count(0)
    expect(paragraph(korea).locator(".wording")).to_contain_text("all parties")
    expect(hall.locator("[data-stage]")).to_contain_text("all parties")

    # The desk could close the bracket; who holds it lifts it on a phone, and everybody is told. Nothing is in the way.
    one.get_by_role("button", name="Bracket of Kenya").click()
    expect(desk.get_by_role("menuitem", name="Close the bracket")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(paragraph(france).get_by_role("button", name="Lift our bracket")).to_have_count(0)
    kenya = sign_in(path, "delegation", "KE", width=360, height=740)
    paragraph(kenya).get_by_role("button", name="Lift our bracket").click()
    look(kenya, "statement-lift")
    kenya.locator("dialog [data-yes]").click()
    expect(desk.get_by_text("Kenya lifted its bracket")).to_be_visible()
    expect(one.locator(".wording")).not_to_contain_text("reserv")
    expect(desk.locator("[data-bar-text]")).to_have_text("No open brackets")
    expect(hall.locator("[data-bar-text]")).to_have_text("No open brackets")
    expect(desk.locator("[data-obstacles]")).to_be_hidden()
    desk.locator("[data-tab-positions]").click()
    said = desk.locator("[data-table] tbody tr", has_text="Korea").locator("td").first
    expect(said).to_have_attribute("title", "agree ad referendum · taken on an earlier wording")
    assert not troubles


def paragraph(page: Page) -> Locator:
    """The operative paragraph."""
    return page.locator(".paragraph.operative").first


def press(page: Page, name: str) -> None:
    """A step that asks first."""
    page.get_by_role("button", name=name, exact=True).click()
    page.locator("dialog [data-yes]").click()


def take(page: Page, value: str) -> None:
    """A position on the whole."""
    page.locator("[data-mine] [data-position]").click()
    page.locator(f"dialog button[value={value}]").click()


def amend(page: Page, change: Callable[[str], str], new: str) -> None:
    """Propose other words for the operative paragraph."""
    begin(page)
    finish(page, change, new)


def begin(page: Page) -> Locator:
    """Open the form of an amendment; returns the field of its words."""
    paragraph(page).focus()
    page.keyboard.press("a")
    field = paragraph(page).locator(".amend-form textarea")
    expect(field).to_be_focused()
    return field


def finish(page: Page, change: Callable[[str], str], new: str) -> None:
    """Write the words and send them."""
    one = paragraph(page)
    field = one.locator(".amend-form textarea")
    field.fill(change(field.input_value()))
    expect(one.locator(".preview ins")).to_have_text(new)
    one.get_by_role("button", name="Send the amendment").click()
    expect(one.locator(".amend-form")).to_have_count(0)
