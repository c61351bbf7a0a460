"""A statement adopted at the desk, signed on a phone, published, verified from a file without a network. No models."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.sync_api import expect

from server.clock import now_ms
from server.services.meeting import convene
from server.services.minutes.steps import Actor
from server.services.statement import negotiate, positions, reword
from server.storage.database import Database
from server.storage.tables import LanguageChoice, VersionText
from tests.support.adoption import override_all
from tests.support.house import House
from tests.support.pages import PHONE, chromium, look, open_page

pytestmark = [pytest.mark.slow, pytest.mark.browser]
NAMES = {"KR": "Republic of Korea", "BR": "Brazil", "FR": "France"}
TEXTS = (
    ("preambular", "Recalling the meeting of the heads of customs administrations in Exampleville"),
    ("operative", "We will exchange data on parcels from 1 March 2027"),
    ("operative", "We will meet again in Busan in 2028"),
)
ARABIC = (
    "نستذكر اجتماع رؤساء إدارات الجمارك",
    "سنتبادل البيانات بشأن الطرود اعتبارا من 1 مارس 2027",
    "سنجتمع مجددا في بوسان عام 2028",
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with House.web_only(tmp_path_factory.mktemp("signing") / "house") as opened:
        yield opened


def furnish(house: House) -> str:
    """A statement in negotiation on which nothing is open, authentic in English and Arabic."""

    def work(tx: Any) -> str:
        now = now_ms()
        for code, name in NAMES.items():
            convene.put_delegation(tx, code, name, "en")
        convene.create_session(tx, "demo", "Demo", "public", ["en"], {"en": "English"})
        row = negotiate.create(
            tx, "Joint Statement of Exampleville", ["demo"], "en", "communique", list(NAMES), "Eva", now
        )
        negotiate.open_it(tx, row.id, row.rev, "Eva", now)
        ids: list[str] = []
        for kind, text in TEXTS:
            ids.append(reword.add(tx, row.id, ids[-1] if ids else None, kind, text, None, "Eva", now))
        by = {"by": "Eva", "role": "secretariat", "at": now}
        both = [{"code": code, "is_authentic": True} for code in ("en", "ar")]
        tx.add(LanguageChoice(statement_id=row.id, languages=both, prevails="en", **by))
        sources = [("title", "بيان مشترك", row.title), *zip(ids, ARABIC, [text for _, text in TEXTS], strict=True)]
        for place, text, source in sources:
            facts = {"rev": 1, "state": "revised", "text": text, "order": [], "source_rev": 1, "source_text": source}
            tx.add(
                VersionText(statement_id=row.id, paragraph_id=place, language="ar", engine="", note="", **facts, **by)
            )
        for code, value, note in (("KR", "agree", ""), ("BR", "reserve", "Subject to our law."), ("FR", "agree", "")):
            positions.take(tx, row.id, "", value, note, None, None, None, Actor("delegation", code, code), now + 1)
        override_all(tx, row.id, now + 2)
        return row.id

    database = Database(f"sqlite:///{house.folder / 'instance' / 'roundtable.sqlite'}")
    try:
        return str(database.write(work))
    finally:
        database.close()


def test_a_head_signs_on_a_phone_and_the_published_record_is_verified_from_a_file_without_a_network(
    house: House, tmp_path: Path
) -> None:
    statement, desk, head = furnish(house), house.person("secretariat"), house.person("delegation", "KR")
    address = f"{house.address}/statements/{statement}/adopt"
    with chromium() as browser:
        page = open_page(browser, address, link=desk.link or "")
        page.get_by_role("button", name="Adopt", exact=True).click()
        expect(page.locator("dialog [data-yes]")).to_be_disabled()
        page.locator("dialog input").fill("Joint Statement of Exampleville")
        page.locator("dialog [data-yes]").click()
        expect(page.locator("[data-sha]")).to_be_visible()
        phone = open_page(browser, address, *PHONE, link=head.link or "")
        expect(phone.locator("[data-own]")).to_contain_text("not enrolled yet")
        row = page.locator("[data-party=KR]")
        row.get_by_role("button", name="Enrol a phone").click()
        page.locator("dialog input").fill("Kim Ye-si")
        page.locator("dialog [data-yes]").click()
        expect(page.locator("dialog img")).to_be_visible()
        look(page, "adopt-enrol")
        secret = "".join(page.locator("dialog [data-secret]").text_content() or "").replace(" ", "")
        page.locator("dialog [data-yes]").click()
        field = phone.locator("input[name=code]")
        field.fill("000000")
        phone.get_by_role("button", name="Sign", exact=True).click()
        expect(phone.locator(".refused")).to_contain_text("Tries left: 4.")
        look(phone, "adopt-sign-phone", is_whole=True)
        field.fill(pyotp.TOTP(secret).now())
        phone.get_by_role("button", name="Sign", exact=True).click()
        expect(phone.locator("[data-own]")).to_contain_text("Your delegation has signed")
        expect(row).to_contain_text("Signed by Kim Ye-si")
        look(page, "adopt", is_whole=True)
        for action, step in (("Approve for publication", "approved"), ("Publish", "published")):
            page.get_by_role("button", name=action, exact=True).click()
            page.locator("dialog [data-yes]").click()
            expect(page.locator("[data-steps] [aria-current]")).to_have_text(step)
        correct(desk, statement)
        card = phone.locator("[data-corrigendum='1']")
        card.locator("input[name=code]").fill(pyotp.TOTP(secret).at(now_ms() // 1000 + 30))
        look(phone, "corrigendum-sign-phone", is_whole=True)
        card.get_by_role("button", name="Sign", exact=True).click()
        expect(card).to_contain_text("signed: 1 of 3")
        expect(page.locator("[data-corrigendum='1']")).to_contain_text("Not signed yet: Brazil, France")
        look(page, "corrigendum-desk", is_whole=True)
        public = open_page(browser, f"{house.address}/p/{statement}")
        expect(public.locator(".corr")).to_contain_text("not yet signed by Brazil, France")
        expect(public.locator("article")).to_contain_text("signed by Kim Ye-si")
        public.locator("[data-verify]").click()
        expect(public.locator("[data-verdict]")).to_contain_text("as it was adopted")
        look(public, "public-en", is_whole=True)
        public.goto(f"{house.address}/p/{statement}/ar")
        expect(public.locator("article")).to_have_attribute("dir", "rtl")
        with public.expect_download() as arabic:
            public.get_by_role("link", name="JSON", exact=True).click()
        export = tmp_path / arabic.value.suggested_filename
        arabic.value.save_as(export)
        assert re.fullmatch(r"RT-\d{4}-1-ar\.json", export.name)
        look(public, "public-ar", is_whole=True)
        public.goto(f"{house.address}/p/{statement}/corr/1")
        expect(public.locator("article")).to_contain_text("signed by Kim Ye-si")
        look(public, "corrigendum", is_whole=True)
        public.goto(f"{house.address}/p/{statement}/verify")
        expect(public.locator("[data-verdict]")).to_have_attribute("data-verdict", "good")
        look(public, "verify", is_whole=True)
        public.locator("[data-file]").set_input_files(export)
        expect(public.locator("[data-other] [role=status]")).to_contain_text(f"Checked: {export.name}")
        expect(public.locator("[data-verdict]")).to_have_attribute("data-verdict", "good")
        with public.expect_download() as download:
            public.get_by_role("link", name="Save as a file").click()
        saved = tmp_path / "verify.html"
        download.value.save_as(saved)
        house.kill("web")
        alone = browser.new_context(offline=True, locale="en").new_page()
        alone.on("pageerror", lambda error: pytest.fail(str(error)))
        asked: list[str] = []
        alone.on("request", lambda request: asked.append(request.url))
        alone.goto(saved.as_uri())
        expect(alone.locator("[data-verdict]")).to_have_attribute("data-verdict", "good")
        expect(alone.locator("[data-finding=signature]")).to_contain_text("Republic of Korea: signed by Kim Ye-si")
        expect(alone.locator("[data-finding=corrigendum_signed]")).to_contain_text(
            "Corr.1, Republic of Korea: signed by"
        )
        look(alone, "verify-offline", is_whole=True)
        record = json.loads(alone.locator("#given").text_content() or "")["record"]
        record["adopted"]["paragraphs"][1]["text"] = "We will exchange nothing."
        spoilt = tmp_path / "record.json"
        spoilt.write_text(json.dumps(record), encoding="utf-8")
        alone.locator("[data-file]").set_input_files(spoilt)
        expect(alone.locator("[data-verdict]")).to_have_attribute("data-verdict", "bad")
        assert [each for each in asked if not each.startswith("file://")] == []
    desk.close()
    head.close()


def correct(desk: Any, statement: str) -> None:
    """Corr.1: another year in the last paragraph of the English text."""
    path = f"/api/statements/{statement}"
    paragraph = next(each["id"] for each in desk.get(path).json()["paragraphs"] if "2028" in each["text"])
    given = {"paragraph": paragraph, "language": "en", "before": "2028", "after": "2029", "why": "a slip of the pen"}
    answer = desk.post(f"{path}/corrigenda", **given)
    assert answer.ok, answer.text
