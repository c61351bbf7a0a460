"""The event's glossary at a running server: edited by the secretariat alone, brought in and taken out, reported."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from server.services.hearing import hear
from server.services.meeting import convene, glossary
from server.storage.database import Database
from server.storage.glossary import Glossary
from tests.support.house import House
from tests.support.pages import chromium, look

HEARD = "Thank you, the A E O programme and Kirgyzstan."


def test_the_secretariat_edits_the_glossary_and_a_bad_table_is_refused_line_by_line(tmp_path: Path) -> None:
    with House.web_only(tmp_path) as house:
        desk, public = house.person("secretariat"), house.public()
        assert public.get("/api/glossary").status_code in (401, 403)
        assert desk.post("/api/glossary", words={"*": "AEO"}).json()["rows"][0]["words"] == {"*": "AEO"}
        refused = desk.post("/api/glossary", words={"elvish": "x"})
        assert (refused.status_code, refused.json()["error"]["code"]) == (400, "bad_glossary")
        assert desk.post("/api/glossary", words=7).json()["error"]["code"] == "bad_request"
        table = "*\ten\tko\nCMAA\n\tsingle window\t단일창구\nAEO\n"
        rows = desk.post("/api/glossary/import", text=table).json()["rows"]
        assert [each["words"].get("*") for each in rows] == ["AEO", "CMAA", None]
        wrong = desk.post("/api/glossary/import", text="*\ten\nAEO\tx\ty\n\t\u202e\n").json()["error"]
        assert [each["line"] for each in wrong["details"]["errors"]] == [2, 3]
        changed = desk.call("PUT", f"/api/glossary/{rows[1]['id']}", words={"*": "WCO"}).json()["rows"]
        assert changed[1]["words"] == {"*": "WCO"}
        assert desk.call("DELETE", f"/api/glossary/{rows[0]['id']}").json()["rows"][0]["words"] == {"*": "WCO"}
        assert desk.call("DELETE", f"/api/glossary/{rows[0]['id']}").status_code == 404
        taken = desk.get("/api/glossary.tsv")
        assert taken.content.decode() == "*\ten\tko\nWCO\t\t\n\tsingle window\t단일창구\n"
        assert house.flask("glossary", "export") == taken.content.decode().strip()
        tbx = desk.get("/api/glossary.tbx").content.decode()
        assert "단일창구" in tbx and house.flask("glossary", "export", "--tbx") == tbx.strip()
        again = desk.post("/api/glossary/import", text=tbx, replace=True).json()["rows"]
        assert [each["words"] for each in again] == [{"*": "WCO"}, {"en": "single window", "ko": "단일창구"}]
        assert house.flask("glossary", "report").startswith("right\trepaired\tlanguage\tterm")
        public.close()
        desk.close()


@pytest.mark.browser
def test_the_pages_edit_terms_name_bad_lines_and_show_what_was_heard(tmp_path: Path) -> None:
    with House.web_only(tmp_path) as house, chromium() as browser:
        _say(house)
        page = browser.new_page(locale="en-GB", viewport={"width": 1280, "height": 900})
        page.goto(house.flask("invite", "secretariat"))
        area = page.locator("#glossary")
        expect(area.locator("tbody tr", has_text="AEO")).to_contain_text("1")
        expect(area.locator("tbody tr", has_text="risk data")).to_contain_text("never heard")
        area.get_by_role("button", name="Add a term").click()
        area.get_by_label("The same in every language").fill("CMAA")
        area.get_by_role("button", name="Save").click()
        expect(area.locator("tbody tr")).to_have_count(3)
        area.get_by_role("button", name="Bring in a table").first.click()
        area.locator("textarea").fill("*\ten\nAEO\tx\ty\n")
        area.locator("[data-terms-table] button.primary").click()
        expect(area.locator("[data-faults]").last).to_contain_text("Line 2: more cells")
        look(page, "glossary", is_whole=True)
        page.goto(f"{house.address}/s/s/minutes")
        row = page.locator(".segment")
        expect(row.locator(".text")).to_have_text("Thank you, the AEO programme and Kyrgyzstan.")
        row.get_by_text("Repaired: AEO, Kyrgyzstan").click()
        expect(row.get_by_text(HEARD)).to_be_visible()
        look(page, "minutes", is_whole=True)


def _say(house: House) -> None:
    """One line in the minutes, as a speech worker would bring it."""
    words = Glossary(house.folder / "none.tsv")
    rows = [{"*": "AEO"}, {"en": "risk data"}]
    words.put(rows, {"KG": "Kyrgyzstan"})
    result: dict[str, Any] = {"kind": "final", "start_sample": 0, "end_sample": 9_000, "text": HEARD, "language": "en"}

    def say(tx: Any) -> None:
        convene.create_session(tx, "s", "Session", "public", ["en"], {"en": "English"})
        convene.put_delegation(tx, "KG", "Kyrgyzstan", "en")
        convene.open_session(tx, "s", 1)
        hear.open_stream(tx, "room", "s", "delegation", "KG", "en", 0, 0)
        glossary.bring_in(tx, rows, True)
        epoch = hear.lease(tx, "room")["epoch"]
        assert hear.accept(tx, "room", epoch, result, {}, "invented", 5, words.repair)

    database = Database(house.settings().database)
    database.write(say)
    database.close()
