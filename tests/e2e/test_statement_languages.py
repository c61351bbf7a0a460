"""The pages beside a statement in a real browser: languages revised and signed by key, the last look, the register."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from server.services.meeting import convene
from server.services.minutes.steps import Actor
from server.services.statement import commitments, render, revise, versions
from server.storage.database import Database
from server.storage.tables import Paragraph, ParagraphVersion, Statement
from tests.support.house import House
from tests.support.pages import chromium, look, open_page

pytestmark = [pytest.mark.slow, pytest.mark.browser]
NOW = 1_795_600_000_000
DESK = Actor("secretariat", None, "Iris Exemplo")
TEXTS = {
    "p1": ("preambular", "Welcoming the work of the nine members,", ()),
    "p2": (
        "operative", "We call upon members to [share data] [report on seizures] by 31 March 2027;",
        ((24, 36), (37, 57)),
    ),
    "p3": ("operative", "We commit to host a workshop by June 2027.", ()),
}  # fmt: skip
WORDS = {
    "fr": {
        "title": "Déclaration commune sur les saisies",
        "p1": "Accueillant avec satisfaction les travaux des neuf membres",
        "p2": "Nous appelons les membres à [échanger des données] [rendre compte des saisies] avant le 30 mars 2027",
        "p3": "Nous nous engageons à accueillir un atelier avant juin 2027",
    },
    "ar": {
        "title": "بيان مشترك بشأن الضبطيات", "p1": "وإذ ترحب بعمل الأعضاء التسعة",
        "p2": "نهيب بالأعضاء [تبادل البيانات] [الإبلاغ عن الضبطيات] بحلول ٣١ مارس ٢٠٢٧", "p3": "",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with House.web_only(tmp_path_factory.mktemp("languages") / "house") as opened:
        database = Database(f"sqlite:///{opened.folder / 'instance' / 'roundtable.sqlite'}")
        database.write(furnish)
        database.write(adopt)
        database.close()
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def furnish(tx: Any) -> None:
    convene.put_delegation(tx, "KR", "Republic of Korea", "ko")
    convene.put_delegation(tx, "BR", "Brazil", "pt")
    for name, status in (("draft", "negotiation"), ("done", "negotiation")):
        row = Statement(
            id=name, title="Joint statement on seizures", language="en", form="communique", status=status, rev=1,
            parties=["KR", "BR"], observers=[], visibility="table", sessions=[], omitted=[],
        )  # fmt: skip
        tx.add(row)
        tx.flush()
        for place, (identity, (kind, text, spans)) in enumerate(TEXTS.items()):
            held = [
                {"owner": owner, "kind": "reserve", "span": list(span)}
                for owner, span in zip(("KR", "BR"), spans, strict=False)
            ]
            tx.add(
                Paragraph(
                    id=f"{name}-{identity}", statement_id=name, place=place, kind=kind, rev=1, text=text, brackets=held,
                    citations=[], problems=[],
                )
            )  # fmt: skip
            tx.flush()
            tx.add(ParagraphVersion(paragraph_id=f"{name}-{identity}", rev=1, text=text, by="Iris", at=NOW))
    tx.flush()
    chosen = [{"code": "fr", "is_authentic": True}, {"code": "ar", "is_authentic": False}]
    revise.choose(tx, "draft", 1, chosen, "en", ("en", "fr", "ar"), DESK, NOW)
    statement = tx.get_one(Statement, "draft")
    for language, words in WORDS.items():
        for each in versions.versions(tx, statement, language):
            text = words[each.source.id.removeprefix("draft-")]
            if text:
                render.add(tx, statement, each, language, versions.MACHINE, text, NOW, engine="invented")


def adopt(tx: Any) -> None:
    row = tx.get_one(Statement, "done")
    row.status, row.adopted_at, row.sha256 = "adopted", NOW, "0" * 64
    tx.flush()
    commitments.write_draft(tx, "done", DESK, NOW)


def page_of(
    house: House, browser: Browser, path: str, role: str = "secretariat", code: str | None = None, width: int = 1280
) -> Page:
    link = house.person(role, code).link
    return open_page(browser, f"{house.address}{path}", width=width, height=900, link=link)


def test_a_reviser_goes_through_a_version_by_keys_and_signs_it(house: House, browser: Browser) -> None:
    page = page_of(house, browser, "/statements/draft/languages?lang=fr")
    expect(page.get_by_role("tab", selected=True)).to_contain_text("French")
    expect(page.locator("[data-clause]")).to_contain_text("the English text prevails")
    look(page, "languages", is_whole=True)
    page.locator('[data-pair="title"]').focus()
    page.keyboard.press("a")
    expect(page.locator('[data-pair="title"]')).to_contain_text("Reviewed")
    second = page.locator('[data-pair="draft-p2"]')
    expect(second).to_contain_text("Figure or date")
    second.focus()
    page.keyboard.press("e")
    area = second.locator("textarea")
    expect(area).to_be_focused()
    area.fill(WORDS["fr"]["p2"].replace("30 mars", "31 mars"))
    page.keyboard.press("Control+Enter")
    expect(second).to_contain_text("Reviewed")
    expect(second).to_be_focused()
    page.get_by_role("button", name="Sign this version").click()
    page.locator("dialog [data-yes]").click()
    expect(page.locator("[data-bar]")).to_contain_text("Signed: secretariat")
    expect(page.locator('[data-pair="draft-p3"]')).to_contain_text("Reviewed")


def test_a_right_to_left_version_stands_beside_its_source_on_a_phone(house: House, browser: Browser) -> None:
    page = page_of(house, browser, "/statements/draft/languages?lang=ar", "rapporteur", width=360)
    pair = page.locator('[data-pair="draft-p2"]')
    expect(pair.locator(".side").nth(1)).to_have_attribute("dir", "rtl")
    expect(page.locator('[data-pair="draft-p3"]')).to_contain_text("Waiting")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    look(page, "languages-phone", is_whole=True)
    page.emulate_media(color_scheme="dark")
    look(page, "languages-phone-dark", is_whole=True)
    reader = page_of(house, browser, "/statements/draft/languages?lang=ar", "delegation", "KR")
    expect(reader.locator('[data-pair="draft-p2"]')).to_contain_text("نهيب")
    expect(reader.get_by_role("button", name="Edit")).to_have_count(0)


def test_the_last_look_links_each_line_and_an_override_stands_in_it_by_name(house: House, browser: Browser) -> None:
    page = page_of(house, browser, "/statements/draft/sheet", "chair")
    brackets = page.locator('[data-kind="open_brackets"]')
    expect(brackets.get_by_role("link")).to_have_count(2)
    expect(page.locator('[data-kind="none"]')).to_contain_text("Silence procedure")
    assert brackets.get_by_role("link").first.get_attribute("href") == "/statements/draft#draft-p2"
    look(page, "sheet", is_whole=True)
    silent = page.locator('[data-kind="silent_parties"]')
    silent.get_by_role("button").click()
    page.locator("dialog textarea, dialog input").first.fill("They told the chair by telephone.")
    page.locator('dialog button[value="yes"]').click()
    expect(page.locator("[data-overrides]")).to_contain_text("They told the chair by telephone.")
    expect(silent).to_contain_text("overridden")
    look(page, "sheet-overridden", is_whole=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    outside = open_page(browser, f"{house.address}/statements/draft/sheet")
    expect(outside.locator("body")).not_to_contain_text("Open brackets")


def test_a_party_says_how_far_its_commitment_is_and_the_register_leaves_as_a_file(
    house: House, browser: Browser
) -> None:
    page = page_of(house, browser, "/statements/done/commitments", "delegation", "BR", width=360)
    card = page.locator(".commitment").last
    expect(card).to_contain_text("host a workshop")
    card.get_by_role("button", name="Say how far it is").click()
    page.locator("dialog select").first.select_option("in_progress")
    page.locator("dialog input").last.fill("atelier@exemplo.example")
    page.locator('dialog button[value="yes"]').click()
    expect(card).to_contain_text("under way")
    expect(card).to_contain_text("atelier@exemplo.example")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    look(page, "commitments-phone", is_whole=True)
    desk = page_of(house, browser, "/statements/done/commitments")
    expect(desk.locator("[data-progress]")).to_contain_text("0 of 2 done")
    look(desk, "commitments", is_whole=True)
    with desk.expect_download() as file:
        desk.locator("[data-csv]").click()
    assert "atelier@exemplo.example" in file.value.path().read_text("utf-8-sig")
    desk.locator("[data-filters] select").first.select_option("done")
    expect(desk.locator(".commitment")).to_have_count(0)
