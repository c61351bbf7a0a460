"""The language of a microphone: changed while it is open, doubted by recognition, told to the chair and the speaker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.house import House, Person
from tests.support.pages import FAKE_MICROPHONE, chromium, look
from tests.support.wires import Wire, worker_token

pytestmark = pytest.mark.slow
CHUNK = 1_600
SCRIPTS = {
    "ar": "تقترح World Customs Organization (WCO) زيادة بين 2024-2025 قدرها 5.3%، ونحن نؤيد ذلك.",
    "ko": "대한민국 관세청은 아홉 개 행정기관이 참여하는 자료 교환 시범 사업을 2031년 1월부터 시작할 것을 제안합니다.",
    "zh": "主席女士，海关管理部门提议建立一个试点项目（数据交换），由AEO企业参加，从2031年1月开始。我们支持这项提议。",
    "ja": "議長、日本税関は「シングルウィンドウ」の試行を提案します。データ交換はWCOの基準に従って行われるべきです。",
    "th": "ท่านประธาน กรมศุลกากรขอเสนอให้มีโครงการนำร่องการแลกเปลี่ยนข้อมูลระหว่างเก้าหน่วยงาน",
}
BREAKS = {
    "ar": ["normal", "auto"],
    "ko": ["keep-all", "auto"],
    "zh": ["normal", "strict"],
    "ja": ["normal", "strict"],
    "th": ["normal", "auto"],
}
LOUD = np.full(CHUNK, 7_000, "<i2").tobytes()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House.web_only(tmp_path / "house") as opened:
        yield opened


@pytest.fixture
def desk(house: House) -> Iterator[Person]:
    with house.convened(delegations={"FR": "es", "KE": "es"}) as person:
        assert person.post("/api/sessions/demo/floor", delegation="FR").ok
        yield person


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium(*FAKE_MICROPHONE) as opened:
        yield opened


def sign_in(browser: Browser, link: str | None, path: str) -> Page:
    """A page of a person of their own."""
    page = browser.new_context(locale="en", permissions=["microphone"]).new_page()
    assert link is not None
    page.goto(link)
    page.goto(link.split("/join/")[0] + path)
    return page


@pytest.mark.browser
def test_speaker_and_chair_see_the_doubt_in_words_and_end_it_with_one_click(
    house: House, desk: Person, browser: Browser
) -> None:
    own, chair = house.person("delegation", "FR"), house.person("chair")
    mic = sign_in(browser, own.link, "/s/demo/mic")
    mic.locator("[data-language]").select_option("es")
    mic.locator("[data-consent]").click()
    expect(mic.locator("[data-chosen]")).to_have_text("France · Spanish")
    worker = Wire(house, "/worker", {"token": worker_token(house)}, "lease", "turn")
    worker.ask("hello", kind="speech", name="s", engine="invented", capabilities={})
    house.wait(lambda: worker.last("lease") is not None, "the lease")
    lease = {key: worker.last("lease")[key] for key in ("stream", "epoch")}
    worker.send("language", {**lease, "heard": "fr"})
    board = sign_in(browser, chair.link, "/s/demo/chair")
    words = "This sounds like French; the microphone is set to Spanish."
    for page in (mic, board):
        expect(page.get_by_text(words)).to_be_visible()
    expect(board.locator("[data-heard]")).to_contain_text("it sounds like French")
    look(mic, "doubt-mic", is_whole=True)
    look(board, "doubt-chair", is_whole=True)
    mic.get_by_role("button", name="Change to French").click()
    expect(mic.locator("[data-chosen]")).to_have_text("France · French")
    for page in (mic, board):
        expect(page.get_by_text(words)).to_be_hidden()
    expect(board.locator("[data-tongue] select")).to_have_value("fr")
    board.locator("[data-tongue] select").select_option("en")
    expect(mic.locator("[data-chosen]")).to_have_text("France · English")
    house.wait(lambda: (worker.last("turn") or {}).get("language") == "en", "the turn")
    each_script_is_set_by_its_own_rules(board, worker, lease)
    worker.close()
    own.close()
    chair.close()


def each_script_is_set_by_its_own_rules(board: Page, worker: Wire, lease: dict[str, Any]) -> None:
    """Whatever the language of the page: to readers, in the hall and in the minutes."""
    finals = [
        {"kind": "final", "start_sample": 1_600 * at, "end_sample": 1_600 * (at + 1), "text": text, "language": code}
        for at, (code, text) in enumerate(SCRIPTS.items())
    ]
    assert worker.ask("results", **lease, results=finals)["accepted"]
    page = board.context.new_page()
    for name, path in (("phone", "demo?lang=floor"), ("hall", "demo/screen?lang=floor"), ("minutes", "demo/minutes")):
        page.goto(board.url.replace("demo/chair", path))
        for code in SCRIPTS:
            expect(page.locator(f":is(p, .text)[lang={code}]").first).to_be_attached()
        look(page, f"scripts-{name}", is_whole=True)
        rules = page.evaluate(
            """codes => Object.fromEntries(codes.map(code => {
            const found = getComputedStyle(document.querySelector(`:is(p, .text)[lang=${code}]`));
            return [code, [found.wordBreak, found.lineBreak]]; }))""",
            list(SCRIPTS),
        )
        assert rules == BREAKS, name
        if name == "phone":
            runs_apart_in_arabic(page)


def runs_apart_in_arabic(page: Page) -> None:
    """Names and figures keep their own direction: a span of years is not turned around."""
    arabic = page.locator("p.line[lang=ar]")
    expect(arabic).to_have_attribute("dir", "rtl")
    assert arabic.locator("bdi").all_text_contents() == ["World Customs Organization", "WCO", "2024-2025", "5.3%"]
    edges = (
        arabic.locator("bdi")
        .nth(2)
        .evaluate(
            """run => ["2024", "2025"].map(year => {
        const range = document.createRange(), text = document.createTreeWalker(run, NodeFilter.SHOW_TEXT).nextNode();
        const at = text.data.indexOf(year);
        range.setStart(text, at); range.setEnd(text, at + 4);
        return range.getBoundingClientRect().left; })"""
        )
    )
    assert edges[0] < edges[1]


def test_a_language_is_doubted_changed_with_one_click_and_words_said_before_keep_the_old_one(
    house: House, desk: Person
) -> None:
    link = house.flask("invite", "delegation", "--delegation", "FR")
    page = Wire(house, "/speaker", {"token": link.rsplit("/", 1)[1]}, "floor", "ack", "language", "refused")
    reader = Wire(house, "/viewer", None, "event")
    reader.ask("join", session="demo", lang="en", after=0)
    worker = Wire(house, "/worker", {"token": worker_token(house)}, "lease", "turn", "audio")
    worker.ask("hello", kind="speech", name="s", engine="invented", capabilities={})
    opened = page.ask("open", session="demo", kind="delegation", language="es", consent=True)
    name = opened["stream"]
    house.wait(lambda: page.last("language") is not None, "the language")
    assert page.last("language") == {"stream": name, "language": "es", "sounds_like": None}
    house.wait(lambda: worker.last("lease") is not None, "the lease")
    lease = worker.last("lease")
    assert lease["turns"] == [{"at_sample": 0, "language": "es", "english": True}]
    for number in range(10):
        page.send("audio", {"stream": name, "epoch": opened["epoch"], "start_sample": number * CHUNK}, LOUD)
    house.wait(lambda: (page.last("ack") or {}).get("sample") == 10 * CHUNK, "the acknowledgement")

    def stream() -> dict[str, Any]:
        return dict(desk.get("/api/sessions/demo").json()["streams"][0])

    def change(person: Person, **body: Any) -> Any:
        return person.post(f"/api/sessions/demo/streams/{name}/language", **body)

    # A doubt, told to the speaker's page and to the chair; one of a former lease is nobody's.
    worker.send("language", {"stream": name, "epoch": lease["epoch"] + 1, "heard": "pt"})
    worker.send("language", {"stream": name, "epoch": lease["epoch"], "heard": "fr"})
    house.wait(lambda: page.last("language")["sounds_like"] == "fr", "the doubt")
    assert (stream()["language"], stream()["sounds_like"]) == ("es", "fr")

    # The delegation changes its own microphone, nobody else's; the chair any.
    own, other, chair = house.person("delegation", "FR"), house.person("delegation", "KE"), house.person("chair")
    assert change(other, language="fr").json()["error"]["code"] == "not_allowed"
    assert change(house.public(), language="fr").status_code == 403
    assert change(desk, language="tlh").json()["error"]["code"] == "unknown_language"
    assert change(desk, tongue="fr").json()["error"]["code"] == "bad_request"
    missing = desk.post("/api/sessions/demo/streams/nowhere/language", language="fr")
    assert missing.json()["error"]["code"] == "not_found"
    answer = change(own, language="fr")
    assert answer.ok and answer.json()["streams"][0]["language"] == "fr", answer.text
    house.wait(lambda: worker.last("turn") is not None, "the turn")
    turn = worker.last("turn")
    assert turn == {**turn, "stream": name, "epoch": lease["epoch"], "at_sample": 10 * CHUNK, "language": "fr"}
    house.wait(lambda: page.last("language")["language"] == "fr", "the change at the page")
    assert page.last("language")["sounds_like"] is None and stream()["sounds_like"] is None
    house.wait(lambda: (reader.last("event") or {}).get("kind") == "language", "the change at the readers")
    told = reader.last("event")
    assert (told["stream"], told["delegation"], told["name"], told["language"]) == (name, "FR", "France", "fr")
    assert change(chair, language="en").ok and stream()["language"] == "en"
    house.wait(lambda: reader.last("event")["language"] == "en", "the next change at the readers")
    before = reader.last("event")["seq"]
    assert change(chair, language="en").ok and reader.last("event")["seq"] == before  # once is enough

    # A worker that takes the stream over learns of every turn; a warning is taken back; a closed one stays as it is.
    worker.send("language", {"stream": name, "epoch": lease["epoch"], "heard": "ko"})
    house.wait(lambda: stream()["sounds_like"] == "ko", "the second doubt")
    worker.send("language", {"stream": name, "epoch": lease["epoch"], "heard": None})
    house.wait(lambda: stream()["sounds_like"] is None, "its end")
    worker.send("language", {"stream": name, "epoch": lease["epoch"], "heard": "ko"})
    house.wait(lambda: stream()["sounds_like"] == "ko", "the third doubt")
    worker.close()
    second = Wire(house, "/worker", {"token": worker_token(house)}, "lease")
    second.ask("hello", kind="speech", name="s", engine="invented", capabilities={})
    house.wait(lambda: second.last("lease") is not None, "the next lease")
    assert [each["language"] for each in second.last("lease")["turns"]] == ["es", "en"]
    house.wait(lambda: page.last("language")["sounds_like"] is None, "the end of the doubt at the page")
    assert stream()["sounds_like"] is None
    page.ask("close", stream=name, epoch=opened["epoch"])
    assert change(desk, language="fr").json()["error"]["code"] == "conflict"
    for each in (page, reader, second, own, other, chair):
        each.close()
