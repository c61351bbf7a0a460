"""The page of the minutes in real browsers: written by two at once, cut and joined, three thousand lines long."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bench.made_minutes import furnish
from server.clock import now_ms
from server.core.hearing.ordering import RATE_HZ
from server.storage.database import Database
from server.storage.recording import Recording
from tests.support.house import House
from tests.support.pages import chromium

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LINES, LENGTH_MS = 8, 24_000
MANY = 3_000


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A session of a few lines with its sound, and one of very many without."""
    with House.web_only(tmp_path_factory.mktemp("together") / "house") as opened:
        database = Database(opened.settings().database)
        database.write(lambda tx: furnish(tx, "short", LINES, LENGTH_MS, now_ms()))
        database.write(lambda tx: furnish(tx, "long", MANY, 7_200_000, now_ms()))
        database.close()
        recording = Recording(opened.folder / "recordings" / "short" / "short")
        recording.open_epoch(1, 0)
        turns = 2 * math.pi * 440 / RATE_HZ * np.arange(LENGTH_MS * RATE_HZ // 1000)
        recording.write(0, (8_000 * np.sin(turns)).astype("<i2").tobytes())
        recording.close()
        yield opened


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium("--autoplay-policy=no-user-gesture-required") as opened:
        yield opened


def page_of(house: House, browser: Browser, name: str, path: str, role: str = "rapporteur") -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en").new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(house.flask("invite", role, "--name", name))
    page.goto(house.address + path)
    return page


def line(page: Page, number: int, session: str = "short") -> Locator:
    return page.locator(f"[data-segment='{session}-{number}']")


def write(page: Page, row: Locator, text: str) -> None:
    """Open a line and write at its end."""
    row.get_by_role("button", name="Correct").click()
    expect(row.locator(".cm-content")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.insert_text(text)  # at once: between two keys a busy machine may take longer than a step of undo


def texts(house: House, session: str = "short") -> dict[str, str]:
    person = house.person("rapporteur")
    told = person.get(f"/api/sessions/{session}/minutes").json()["segments"]
    person.close()
    return {each["id"]: each["text"] for each in told}


def test_two_rapporteurs_write_in_one_line_and_in_others_through_a_cut_and_nothing_is_lost_or_silent(
    house: House, browser: Browser
) -> None:
    ana, eva = (page_of(house, browser, name, "/s/short/minutes") for name in ("Ana", "Eva"))
    before = texts(house)
    mine, theirs = line(ana, 0), line(eva, 0)
    write(ana, mine, " One of Ana")
    expect(eva.locator("[data-people] button")).to_have_attribute("aria-label", "Ana: go to their line")
    expect(theirs).to_contain_text("Ana is here")
    expect(theirs.locator(".text")).to_have_text(f"{before['short-0']} One of Ana")  # while she writes
    write(eva, theirs, " and one of Eva 👍 안녕")
    expect(mine.locator(".caret")).to_have_attribute("data-name", "Eva")
    both = f"{before['short-0']} One of Ana and one of Eva 👍 안녕"
    ana.keyboard.press("Escape")
    expect(mine.locator(".text")).to_have_text(both)
    expect(mine.locator(".text")).to_be_focused()
    expect(ana.locator("[data-saved]")).to_contain_text("saved")
    eva.keyboard.press("Control+z")
    expect(theirs.locator(".cm-content")).not_to_contain_text("one of Eva")
    expect(theirs.locator(".cm-content")).to_contain_text("One of Ana")  # only her own is undone
    eva.keyboard.press("Control+y")
    expect(mine.locator(".text")).to_have_text(both)
    ana.context.set_offline(True)
    house.wait(lambda: ana.locator("[data-lost]").is_visible(), "the cut")
    write(ana, line(ana, 1), " Written away.")
    expect(ana.locator("[data-unsaved]")).to_contain_text("not saved, kept on this device")
    eva.keyboard.press("Enter")  # done, and on with the next line: the same one
    expect(line(eva, 1).locator(".cm-content")).to_be_focused()
    eva.keyboard.press("Home")
    eva.keyboard.type("Meanwhile: ")
    ana.context.set_offline(False)
    merged = f"Meanwhile: {before['short-1']} Written away."
    expect(line(eva, 1).locator(".cm-line")).to_contain_text("Written away.")
    for page in (ana, eva):
        page.keyboard.press("Escape")
        expect(line(page, 1).locator(".text")).to_have_text(merged)
    house.wait(lambda: (texts(house)["short-0"], texts(house)["short-1"]) == (both, merged), "the versions")


def test_a_line_is_checked_named_cut_joined_and_brought_back_by_keys_and_heard_at_its_words(
    house: House, browser: Browser
) -> None:
    page = page_of(house, browser, "Ana", "/s/short/minutes#short-3")
    row = line(page, 3)
    expect(row.locator(".text")).to_be_focused()
    expect(row.locator(".word").first).to_be_visible()
    row.locator(".word").nth(2).click()
    expect(row.locator("button.play")).to_have_attribute("aria-pressed", "true")
    expect(row.locator(".word.spoken")).to_have_count(1)
    page.keyboard.press("Alt+k")
    expect(page.locator("[data-play]")).to_have_attribute("aria-pressed", "false")
    place = page.locator("[data-wave]")
    at = int(place.get_attribute("aria-valuenow") or 0)
    assert 3 * LENGTH_MS // LINES // 1000 <= at <= LENGTH_MS // 1000
    page.keyboard.press("Alt+j")
    expect(place).to_have_attribute("aria-valuenow", re.compile(f"^({at - 3}|{at - 2})$"))
    go_through_doubts(page)
    rename(page, row)
    cut_and_join(page)
    bring_back(house, page)
    page.keyboard.press("Alt+i")
    expect(page.get_by_role("dialog")).to_contain_text("Next doubtful word")
    page.keyboard.press("Escape")
    narrow(page)


def go_through_doubts(page: Page) -> None:
    """Alt and down goes from one doubtful word to the next; what is accepted counts no more."""
    told = page.locator("[data-progress-text]")
    words = page.locator(".word.doubtful")
    expect(words.first).to_be_visible()
    left = int((told.text_content() or "").split("·")[1].split()[0])
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator(".word.doubtful:focus")).to_have_count(1)
    page.keyboard.press("Alt+a")
    expect(told).to_contain_text(f"{left - 1} doubtful words" if left > 1 else "checked")
    page.locator(".segment .text").first.focus()
    page.keyboard.press("Alt+c")
    expect(told).to_contain_text(f"1 of {LINES} checked")
    first = page.locator("[data-segment]").first
    expect(first).to_contain_text("checked")
    first.locator("[data-do=uncheck]").click()
    expect(told).to_contain_text(f"0 of {LINES} checked")
    first.locator("[data-do=check]").click()
    expect(told).to_contain_text(f"1 of {LINES} checked")


def rename(page: Page, row: Locator) -> None:
    row.locator(".text").focus()
    page.keyboard.press("Alt+w")
    page.get_by_role("combobox", name="Speaker").last.fill("braz")
    page.keyboard.press("Enter")
    expect(row.locator("[data-do=speaker]")).to_have_text("Brazil")
    expect(row.locator(".text")).to_be_focused()


def cut_and_join(page: Page) -> None:
    """A line is cut before the word with the focus, and joined again: the same words."""
    rows = page.locator("[data-segment]")
    expect(rows).to_have_count(LINES)
    text = rows.nth(5).locator(".text").text_content() or ""
    rows.nth(5).locator(".text").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Alt+x")
    expect(rows).to_have_count(LINES + 1)
    first, second = (rows.nth(each).locator(".text").text_content() or "" for each in (5, 6))
    assert len(first.split()) == 2 and f"{first} {second}" == text
    page.goto(page.url.split("#")[0] + "#short-5")  # what cites the line that was cut is led on
    expect(rows.nth(5).locator(".text")).to_be_focused()
    rows.nth(5).locator(".text").focus()
    page.keyboard.press("Alt+m")
    expect(rows).to_have_count(LINES)
    expect(rows.nth(5).locator(".text")).to_have_text(text)


def bring_back(house: House, page: Page) -> None:
    """An earlier version is looked at, compared and brought back."""
    row = line(page, 7)
    text = row.locator(".text").text_content() or ""
    write(page, row, " And so on.")
    page.keyboard.press("Escape")
    history = row.get_by_role("button", name="2 versions")
    history.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".compared ins")).to_contain_text("And so on.")
    expect(dialog).to_contain_text("Ana")
    dialog.get_by_role("button", name="Bring back").click()
    expect(row.locator(".text")).to_have_text(text)
    expect(row.get_by_role("button", name="3 versions")).to_be_visible()
    assert texts(house)["short-7"] == text


def narrow(page: Page) -> None:
    """On a phone a word can be heard and corrected."""
    page.set_viewport_size({"width": 390, "height": 844})
    row = line(page, 4)
    row.scroll_into_view_if_needed()
    write(page, row, " Small.")
    expect(row.locator(".cm-content")).to_contain_text("Small.")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_three_thousand_lines_are_read_searched_and_reached_without_being_in_the_page(
    house: House, browser: Browser
) -> None:
    page = page_of(house, browser, "Ana", f"/s/long/minutes#long-{MANY - 10}")
    expect(line(page, MANY - 10, "long").locator(".text")).to_be_focused()
    expect(page.locator("[data-count]")).to_contain_text("3000")
    box = page.locator("[data-rows]")
    most = 0
    for share in (0.0, 0.2, 0.21, 0.9, 0.5):
        box.evaluate("(box, share) => { box.scrollTop = box.scrollHeight * share; }", share)
        expect(page.locator("[data-segment] .word").first).to_be_attached()
        most = max(most, page.locator("[data-segment]").count())
    assert 0 < most < 600
    page.fill("[data-words]", "delegation proposes")
    expect(page.locator("[data-count]")).to_have_text(re.compile(rf"^(?!0 |{MANY} )\d+ of {MANY} lines"))
    page.wait_for_function(
        "[...(CSS.highlights.get('found') ?? [])].filter((each) => `${each}` === 'proposes').length > 3"
    )
    page.fill("[data-words]", "")
    page.locator("[data-doubtful]").check()
    expect(page.locator("[data-count]")).not_to_contain_text("3000 of")
    page.locator("[data-doubtful]").uncheck()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("[data-segment]").count() == MANY
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("[data-segment]").count() < 600
    held = page.locator("[data-segment]").nth(10)
    name, top = held.get_attribute("data-segment"), held.bounding_box()
    add_lines(house)  # somebody speaks on
    expect(page.locator("[data-count]")).to_contain_text(f"{MANY + 1}")
    now = page.locator(f"[data-segment='{name}']").bounding_box()
    assert top and now and abs(now["y"] - top["y"]) < 2


def add_lines(house: House) -> None:
    """One more line at the end of the long session, as a change that a reader is told of."""
    person = house.person("rapporteur")
    told: dict[str, Any] = {each["id"]: each for each in person.get("/api/sessions/long/minutes").json()["segments"]}
    last = told[f"long-{MANY - 1}"]
    at = len(last["text"].split()[0]) + 1
    answer = person.post(f"/api/sessions/long/segments/{last['id']}/split", rev=last["rev"], at=at)
    assert answer.ok, answer.text
    person.close()
