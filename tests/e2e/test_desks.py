"""The desks of rapporteur, secretariat and delegation in a real browser, on minutes written for the test (no model)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from server.clock import now_ms
from server.services.meeting import convene
from server.storage.database import Database
from server.storage.tables import Segment, Stream, Translation, Version
from tests.support.adoption import take_upon
from tests.support.house import House
from tests.support.pages import chromium

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SAID = [
    ("KR", "en", "We propose a pilot data exchange with nine administrations."),
    ("FR", "fr", "La France réserve sa position sur la date."),
    ("KE", "en", "Kenya supports the proposal."),
]
NAMES = {"KR": "Republic of Korea", "FR": "France", "KE": "Kenya"}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    opened = House(tmp_path / "house")
    opened.start("web")
    try:
        opened.wait(opened.is_up, "the web process")
        database = Database(f"sqlite:///{opened.folder / 'instance' / 'roundtable.sqlite'}")
        database.write(furnish)
        database.close()
        yield opened
    finally:
        opened.__exit__()


def furnish(tx) -> None:  # type: ignore[no-untyped-def]
    """A public and a confidential session with the same three lines each."""
    for code, language in (("KR", "en"), ("FR", "fr"), ("KE", "en")):
        convene.put_delegation(tx, code, NAMES[code], language)
    for session, visibility in (("demo", "public"), ("closed", "confidential")):
        convene.create_session(
            tx, session, f"Session {session}", visibility, ["en", "pt"], {"en": "English", "pt": "Português"}
        )
        tx.add(Stream(id=session, session_id=session, kind="mixed", language="en", done_sample=0))
        for place, (code, language, text) in enumerate(SAID):
            segment = f"{session}-{place}"
            tx.add(
                Segment(
                    id=segment, session_id=session, stream_id=session, start_sample=place, end_sample=place + 1,
                    start_ms=place * 10_000, end_ms=place * 10_000 + 5_000, language=language, speaker=NAMES[code],
                    delegation=code, heard=text, words=[], engine="invented", confidence=0.9, rev=1,
                )
            )  # fmt: skip
            tx.flush()
            tx.add(Version(segment_id=segment, rev=1, text=text, by="", why="heard", at=now_ms()))
            if language == "fr":
                told = "France reserves its position on the date."
                tx.add(
                    Translation(
                        segment_id=segment,
                        rev=1,
                        language="en",
                        text=told,
                        engine="invented",
                        rough=True,
                        status="done",
                        note="",
                    )
                )


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def sign_in(house: House, browser: Browser, path: str, role: str, *more: str) -> Page:
    """A page of a person of their own, at a path."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en").new_page()
    page.goto(house.flask("invite", role, *more))
    page.goto(house.address + path)
    return page


def test_two_people_on_one_line_see_each_others_words_and_keep_both(house: House, browser: Browser) -> None:
    ana, eva = (sign_in(house, browser, "/s/demo/minutes", role) for role in ("rapporteur", "secretariat"))
    mine, theirs = (page.locator("[data-segment]").nth(2) for page in (ana, eva))
    mine.locator(".text").focus()
    ana.keyboard.press("Enter")
    expect(mine.locator(".cm-content")).to_be_focused()
    ana.keyboard.press("Home")
    ana.keyboard.type("Today ")
    theirs.get_by_role("button", name="Correct").click()
    expect(theirs.locator(".cm-line")).to_contain_text("Today Kenya supports")
    expect(theirs.locator(".cm-content")).to_be_focused()
    eva.keyboard.press("End")
    eva.keyboard.type(" Fully.")
    expect(mine.locator(".cm-line")).to_contain_text("Fully.")
    for page, row in ((ana, mine), (eva, theirs)):
        page.keyboard.press("Escape")
        expect(row.locator(".text")).to_have_text("Today Kenya supports the proposal. Fully.")
        expect(page.locator("[data-saved]")).to_contain_text("saved")
    expect(mine.get_by_role("button", name=re.compile("^[23] versions"))).to_be_visible()  # 3 after a long pause


def test_words_filter_the_minutes_and_a_person_translates_a_line(house: House, browser: Browser) -> None:
    page = sign_in(house, browser, "/s/demo/minutes", "rapporteur")
    page.fill("[data-words]", "reserve")
    expect(page.locator("[data-segment]")).to_have_count(1)
    page.select_option("[data-language]", "pt")
    page.get_by_role("button", name="Translate it yourself").click()
    expect(page.locator("textarea:focus")).to_have_count(1)
    page.keyboard.type("A França reserva a sua posição.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".told")).to_contain_text("by a person")
    page.reload()
    expect(page.locator("[data-segment='demo-1'] .told")).to_contain_text("A França reserva")


def test_a_statement_is_negotiated_between_two_desks_and_adopted_when_nothing_stands_in_the_way(
    house: House, browser: Browser
) -> None:
    desk = sign_in(house, browser, "/s/demo/minutes", "secretariat")
    desk.click("[data-draft]")
    expect(desk.locator("mark .owner")).to_have_text("France")
    desk.get_by_role("button", name="Open the negotiation").click()
    desk.locator("dialog [data-yes]").click()
    expect(desk.locator("[data-steps] [aria-current]")).to_have_text("in negotiation")
    path = desk.url.removeprefix(house.address)
    delegation = sign_in(house, browser, path, "delegation", "--delegation", "FR")
    take(delegation, "object")
    expect(desk.locator("[data-obstacles]")).to_contain_text("object")
    desk.goto(house.address + path + "/adopt")
    expect(desk.locator("[data-sheet]")).to_contain_text("France: object")
    desk.get_by_role("button", name="Adopt", exact=True).click()
    expect(desk.locator(".toast")).to_contain_text("Not yet")
    expect(desk.locator("dialog")).to_have_count(0)
    desk.goto(house.address + path)
    take(delegation, "agree")
    desk.get_by_role("button", name="Bracket of France").click()
    desk.get_by_role("menuitem", name="Close the bracket").click()
    desk.locator("dialog [data-yes]").click()
    expect(desk.locator("[data-obstacles]")).to_be_hidden()
    desk.get_by_role("link", name="Adoption, signing, publication").click()
    expect(desk.locator("[data-sheet]")).to_contain_text("Kenya")
    while desk.get_by_role("button", name="Take it upon me").count():
        kinds = desk.get_by_role("button", name="Take it upon me")
        left = kinds.count()
        kinds.first.click()
        desk.locator("dialog input").fill("They said so in the room.")
        desk.locator("dialog [data-yes]").click()
        expect(kinds).to_have_count(left - 1)
    desk.get_by_role("button", name="Adopt", exact=True).click()
    desk.locator("dialog input").fill(desk.locator("h1").inner_text())
    desk.locator("dialog [data-yes]").click()
    expect(desk.locator("[data-seal]")).to_be_visible()
    expect(delegation.locator("[data-mine]")).to_be_hidden()


def take(page: Page, value: str) -> None:
    """A position on the whole, in two taps."""
    page.locator("[data-mine] [data-position]").click()
    page.locator(f"dialog button[value={value}]").click()
    expect(page.locator("dialog")).to_have_count(0)


def test_a_session_is_deleted_only_after_its_name_is_typed(house: House, browser: Browser) -> None:
    page = sign_in(house, browser, "/secretariat", "secretariat")
    card = page.locator("[data-sessions] article", has_text="Session closed")
    card.get_by_role("button", name="Delete with its audio").click()
    expect(page.locator("dialog [data-yes]")).to_be_disabled()
    page.locator("dialog input").fill("closed")
    page.locator("dialog [data-yes]").click()
    expect(card).to_have_count(0)


def test_a_published_statement_shows_nobody_the_evidence_of_a_confidential_session(house: House) -> None:
    secretariat, public = house.person("secretariat"), house.public()
    made = secretariat.post("/api/statements", title="Communiqué", sessions=["closed"], language="en").json()
    for paragraph in made["paragraphs"]:
        for bracket in paragraph["brackets"]:
            rev = next(each for each in made["paragraphs"] if each["id"] == paragraph["id"])["rev"]
            made = secretariat.post(
                f"/api/statements/{made['id']}/paragraphs/{paragraph['id']}/brackets/close",
                rev=rev,
                owner=bracket["owner"],
            ).json()
    made = secretariat.post(f"/api/statements/{made['id']}/open", rev=made["rev"]).json()
    made = take_upon(secretariat, f"/api/statements/{made['id']}")
    for action in ("adopt", "approve", "publish"):
        made = secretariat.post(f"/api/statements/{made['id']}/{action}", rev=made["rev"]).json()
    assert made["status"] == "published" and any(each["evidence"] for each in made["paragraphs"])
    seen = public.get(f"/api/statements/{made['id']}").json()
    assert seen["sha256"] == made["sha256"] and not any(each["evidence"] for each in seen["paragraphs"])
    for path in (f"/p/{made['id']}", f"/api/statements/{made['id']}/export/json"):
        assert "La France" not in public.get(path).text, path
    for person in (secretariat, public):
        person.close()
