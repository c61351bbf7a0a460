"""Remarks handed in beforehand, in a running house: embargo, delivery, and the pages in a real browser. No models."""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx
import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.support.house import House, Person
from tests.support.pages import chromium, look
from tests.support.speech import Speech
from tests.support.viewer import Viewer

pytestmark = pytest.mark.slow
LATER = ("chair", "rapporteur", "interpreter")
BASE = "/api/sessions/demo/remarks"
SAID = [
    "Chair, distinguished colleagues, we thank you for the work of this year.",
    "We propose a pilot of nine administrations, provided that personal data are protected by the law of each country.",
    "We ask the secretariat to report on it before the end of the year.",
]
TOLD = [
    "Presidente, ilustres colegas, agradecemos o trabalho deste ano.",
    "Propomos um piloto de nove administrações, desde que os dados pessoais estejam protegidos pela lei de cada país.",
    "Pedimos ao secretariado que informe sobre ele antes do fim do ano.",
]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with House.web_only(tmp_path_factory.mktemp("remarks") / "house") as opened:
        yield opened


@pytest.fixture(scope="module")
def people(house: House) -> Iterator[dict[str, Person]]:
    desk = house.person("secretariat")
    for code, name, language in (("KR", "Republic of Korea", "en"), ("BR", "Brazil", "pt")):
        assert desk.post("/api/delegations", code=code, name=name, language=language).ok
    for session in ("demo", "page"):
        assert desk.post("/api/sessions", id=session, title="Single windows", languages=["en", "pt"]).ok
        assert desk.post(f"/api/sessions/{session}/open").ok
    found = {"secretariat": desk, "KR": house.person("delegation", "KR"), "BR": house.person("delegation", "BR")}
    found |= {role: house.person(role) for role in LATER}
    found["public"] = house.public()
    yield found
    for person in found.values():
        person.close()


def standing(people: dict[str, Person], identity: str) -> dict[str, int]:
    """What each person gets who asks for the remarks, their pairs included."""
    found = {}
    for name, person in people.items():
        answers = {person.get(f"{BASE}/{identity}{more}").status_code for more in ("", "/pairs?lang=pt")}
        listed = person.get(BASE)
        is_listed = listed.ok and identity in [each["id"] for each in listed.json()["remarks"]]
        assert len(answers) == 1 and is_listed == (answers == {200}), (name, answers)
        found[name] = answers.pop()
    return found


def test_remarks_stay_under_embargo_until_the_floor_and_are_the_translation_of_what_is_read_then(
    house: House, people: dict[str, Person]
) -> None:
    desk, korea = people["secretariat"], people["KR"]
    given = {"language": "en", "text": "\n\n".join(SAID), "translations": {"pt": "\n\n".join(TOLD)}}
    for name in ("BR", *LATER, "public"):
        refused = people[name].post(BASE, delegation="KR", **given)
        assert refused.status_code == 403, (name, refused.text)
    made = korea.post(BASE, **given).json()
    assert made["is_embargoed"] and made["delegation"] == "KR" and made["languages"] == ["pt"]
    before = {"secretariat": 200, "KR": 200, "BR": 404, "public": 403} | dict.fromkeys(LATER, 404)
    assert standing(people, made["id"]) == before
    assert desk.post("/api/sessions/demo/floor", delegation="BR").ok
    assert standing(people, made["id"]) == before, "somebody else speaks"
    speech = Speech(house, desk.link or "", "demo")
    speech.serve("pt")
    viewer = Viewer(house.address, "pt")
    try:
        assert desk.post("/api/sessions/demo/floor", delegation="KR").ok
        speech.hear(9)
        lines = [speech.say(SAID[0], 2), speech.say(SAID[1][:44], 2), speech.say(SAID[1][44:], 2)]
        lines.append(speech.say("We ask the secretariat to report on it before the end of next year.", 2))
        house.wait(lambda: all(f"{line}/pt" in viewer.captions() for line in lines), "the translations")
        shown = [viewer.captions()[f"{line}/pt"] for line in lines]
        first, second = TOLD[1].split(" desde ")
        assert [each["text"] for each in shown] == [TOLD[0], first, f"desde {second}", TOLD[2]]
        assert [each["note"] for each in shown] == ["", "", "", "delivery"]
        assert {(each["engine"], each["rough"], each["status"]) for each in shown} == {("remarks", False, "final")}
        other = speech.say("Let me add that the weather is fine.", 1)
        speech.translate(f"{other}/1/pt", "O tempo está bom.")
        house.wait(lambda: f"{other}/pt" in viewer.captions(), "the machine's translation")
        assert viewer.captions()[f"{other}/pt"]["engine"] == "invented"
    finally:
        viewer.close()
        speech.close()
    assert standing(people, made["id"]) == before | dict.fromkeys(LATER, 200)
    for name in ("BR", *LATER, "public"):
        change = people[name].call("PUT", f"{BASE}/{made['id']}", rev=1, **given)
        drawn = people[name].post(f"{BASE}/{made['id']}/withdraw", rev=1)
        assert {change.status_code, drawn.status_code} == {404 if name == "BR" else 403}, name
        assert people[name].get("/s/demo/remarks").status_code == (403 if name == "public" else 200)
    assert "Pedimos" not in (house.folder / "web.log").read_text()


def test_files_are_read_for_those_who_may_hand_in_and_hostile_ones_are_refused(
    house: House, people: dict[str, Person]
) -> None:
    def send(person: Person, data: bytes) -> tuple[int, str]:
        headers = {"X-CSRFToken": person.me["csrf"], "Content-Type": "application/octet-stream"}
        answer = person.http.post(f"{house.address}/api/remarks/text", data=data, headers=headers, timeout=30)
        told = answer.json()
        return answer.status_code, told["text"] if answer.ok else told["error"]["code"]

    assert send(people["KR"], word("One.", "Two.")) == (200, "One.\n\nTwo.")
    assert send(people["secretariat"], "Não.".encode()) == (200, "Não.")
    assert send(people["KR"], b"PK\x03\x04") == (400, "bad_document")
    assert send(people["KR"], b"x" * 100_001) == (400, "bad_text")
    assert send(people["KR"], b"x" * (2 << 20)) == (413, "too_large")
    assert send(people["rapporteur"], b"One.") == (403, "not_allowed")


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for each in paragraphs:
        document.add_paragraph(each)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def page_of(house: House, browser: Browser, person: Person, path: str, width: int = 1280) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 900}, locale="en").new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(person.link or "")
    page.goto(house.address + path)
    return page


@pytest.mark.browser
def test_a_delegation_hands_in_by_its_page_sees_the_pairs_replaces_and_withdraws(
    house: House, people: dict[str, Person], browser: Browser
) -> None:
    page = page_of(house, browser, people["KR"], "/", 390)
    page.locator("article", has=page.locator("a[href='/s/page']")).get_by_role("link", name="Remarks").click()
    expect(page.locator("[data-empty]")).to_be_visible()
    look(page, "remarks-empty-phone", is_whole=True)
    page.get_by_role("button", name="Hand in remarks").click()
    expect(page.locator("[name=language]")).to_have_value("en")
    page.locator("[data-original] textarea").fill("\n\n".join(SAID))
    told = page.locator("[data-translation]").first
    expect(told.locator("select")).to_have_value("pt")
    file = FilePayload(name="fala.docx", mimeType="application/octet-stream", buffer=word(TOLD[0], TOLD[1]))
    told.locator("input[type=file]").set_input_files(file)
    expect(told.locator("textarea")).to_have_value("\n\n".join(TOLD[:2]))
    look(page, "remarks-form-phone", is_whole=True)
    page.locator("[data-send]").click()
    card = page.locator("[data-remarks]")
    expect(card).to_contain_text("under embargo")
    card.get_by_text("Side by side").click()
    expect(card.locator(".pairs tr.doubtful")).to_have_count(1)
    look(page, "remarks-pairs-phone", is_whole=True)
    card.get_by_role("button", name="Replace").click()
    expect(page.locator("[data-original] textarea")).to_have_value("\n\n".join(SAID))
    page.locator("[data-translation] textarea").fill("\n\n".join(TOLD))
    page.locator("[data-send]").click()
    expect(card).to_contain_text("version 2")
    card.get_by_text("Side by side").click()
    expect(card.locator(".pairs")).to_contain_text(TOLD[2])
    expect(card.locator(".pairs tr.doubtful")).to_have_count(0)
    card.get_by_role("button", name="Withdraw").click()
    page.locator("dialog [data-yes]").click()
    expect(card).to_contain_text("withdrawn")
    expect(card.locator(".pairs")).to_have_count(0)


@pytest.mark.browser
def test_the_secretariat_hands_in_for_a_delegation_and_the_minutes_say_where_a_translation_comes_from(
    house: House, people: dict[str, Person], browser: Browser
) -> None:
    page = page_of(house, browser, people["secretariat"], "/s/page/remarks")
    page.get_by_role("button", name="Hand in remarks").click()
    page.select_option("[name=delegation]", "KR")
    page.locator("[data-original] textarea").fill("\n\n".join(SAID))
    page.locator("[data-translation] textarea").fill("\n\n".join(TOLD))
    look(page, "remarks-form", is_whole=True)
    page.locator("[data-send]").click()
    card = page.locator("[data-remarks]", has_text="under embargo")
    card.get_by_text("Side by side").click()
    expect(card.locator(".pairs")).to_contain_text(TOLD[2])
    look(page, "remarks-pairs", is_whole=True)
    people["secretariat"].post("/api/sessions/page/floor", delegation="KR")
    speech = Speech(house, people["secretariat"].link or "", "page")
    try:
        speech.hear(4)
        speech.say(SAID[0], 2)
        speech.say("We ask the secretariat to report on it before the end of next year.", 2)
        minutes = page_of(house, browser, people["rapporteur"], "/s/page/minutes")
        minutes.select_option("[data-language]", "pt")
        rows = minutes.locator("[data-segment] .told")
        expect(rows.nth(0)).to_contain_text("handed in")
        expect(rows.nth(1)).to_contain_text("check against delivery")
        look(minutes, "remarks-minutes", is_whole=True)
        look(page_of(house, browser, people["KR"], "/s/page/minutes", 390), "remarks-minutes-phone", is_whole=True)
        look(page_of(house, browser, people["KR"], "/s/page/mic", 390), "remarks-mic-phone", is_whole=True)
        minutes.get_by_role("link", name="Remarks").click()
        expect(minutes.locator("[data-remarks]")).to_contain_text("the delegation has had the floor")
        expect(minutes.get_by_role("button", name="Withdraw")).to_have_count(0)
    finally:
        speech.close()
