"""The secretariat begins a statement with a zero draft or from nothing, on its page in a real browser."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.support.house import House
from tests.support.pages import chromium, look

pytestmark = [pytest.mark.browser, pytest.mark.slow]
DRAFT = """Invented declaration

Recalling the meeting in Lanternport,

1. Decides to open the register [before May];
2. Invites [KR: all] [most] members to join.
"""


def test_the_secretariat_begins_a_statement_with_a_file_or_from_nothing(tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_text(DRAFT, encoding="utf-8")
    with House.web_only(tmp_path / "house") as house, chromium() as browser:
        person = house.person("secretariat")
        assert person.post("/api/delegations", code="KR", name="Republic of Korea", language="ko").ok
        assert person.post("/api/sessions", id="one", title="One", languages=["en"], visibility="public").ok
        page = browser.new_context(locale="en").new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.goto(person.link or "")
        page.goto(house.address + "/secretariat")
        page.click("[data-new=compose]")
        form = page.locator("[data-compose]")
        form.locator("[name=sessions]").first.check()
        form.locator("[name=file]").set_input_files(
            {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
        )
        form.locator("button.primary").click()
        expect(form.locator("[data-faults]")).to_contain_text("This kind of file is not read")
        form.locator("[name=file]").set_input_files(str(file))
        form.locator("button.primary").click()
        shown = page.locator("[data-zero]")
        expect(shown.locator("h3")).to_be_focused()
        expect(shown).to_contain_text("Invented declaration")
        expect(shown.locator(".zero-row").nth(2).locator(".option")).to_have_count(2)
        expect(shown.locator(".zero-row").nth(2)).to_contain_text("Republic of Korea")
        expect(form).to_be_hidden()
        look(page, "zero-preview", is_whole=True)
        page.keyboard.press("Escape")
        expect(form.locator("[data-compose-now]")).to_be_focused()
        assert person.get("/api/statements").json()["statements"] == []
        page.keyboard.press("Enter")
        shown.locator("[data-begin]").first.click()
        page.wait_for_url("**/statements/*")
        text = page.locator("[data-paragraphs]")
        expect(text).to_contain_text("Decides to open the register")
        expect(page.locator("h1")).to_contain_text("Invented declaration")
        expect(text).to_contain_text("[before May]")
        expect(text).to_contain_text("carried from the zero draft")
        page.goto(house.address + "/secretariat")
        page.click("[data-new=compose]")
        form.locator("[name=title]").fill("Written by hand")
        form.locator("[name=visibility]").select_option("parties")
        form.locator("button.primary").click()
        page.wait_for_url("**/statements/*")
        page.get_by_role("button", name="Write the first paragraph").click()
        page.locator("dialog textarea").fill("We, the invented few, meeting in Lanternport,")
        page.locator("dialog [data-yes]").click()
        expect(text).to_contain_text("We, the invented few")
        assert person.get(f"/api{urlsplit(page.url).path}").json()["visibility"] == "parties"
        person.close()
