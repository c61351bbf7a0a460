"""Captions in a real browser while they change: what is read stays in its place. Without models."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from server.clock import now_ms
from server.services.hearing import translate
from server.storage.database import Database
from server.storage.tables import Segment, Stream, Version
from tests.support.house import House, Person
from tests.support.pages import PHONE, chromium, look, open_page
from tests.support.speech import Speech
from tests.support.wires import Wire

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LANGUAGES = ["en", "pt", "ar", "ko"]
LONG = "The single window is ready and every administration may send its first declarations before the end of the year."
PORTUGUESE = "A janela única está pronta e cada administração pode enviar as primeiras declarações até ao fim do ano."
ARABIC = "النافذة الواحدة جاهزة، ويجوز لكل إدارة أن ترسل بياناتها الأولى قبل نهاية العام."


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House.web_only(tmp_path / "house") as opened:
        yield opened


@pytest.fixture
def desk(house: House) -> Iterator[Person]:
    with house.convened(LANGUAGES, "Single windows") as person:
        assert person.post("/api/sessions/demo/floor", delegation="KR").ok
        yield person


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def top_of(page: Page, word: str) -> float:
    """How far from the top of the page a word stands."""
    return float(page.locator("[data-captions] .w", has_text=word).first.evaluate("w => w.getBoundingClientRect().top"))


def test_what_is_read_stays_in_its_place_while_words_come_change_and_become_final(
    house: House, desk: Person, browser: Browser
) -> None:
    speech = Speech(house, desk.link or "", "demo")
    speech.serve("pt", "ar")
    floor = open_page(browser, f"{house.address}/s/demo?lang=en", *PHONE)
    portuguese = open_page(browser, f"{house.address}/s/demo?lang=pt", *PHONE)
    arabic = open_page(browser, f"{house.address}/s/demo?lang=ar", *PHONE)
    final = open_page(browser, f"{house.address}/s/demo?lang=en", *PHONE)
    final.click("[data-finals]")
    final.reload()
    expect(final.locator("[data-finals]")).to_have_attribute("aria-pressed", "true")
    hall = open_page(browser, f"{house.address}/s/demo/screen?lang=en", 1280, 720)
    text = floor.locator("[data-captions] .text")
    expect(floor.locator("[data-waiting]")).to_contain_text("as soon as somebody speaks")
    expect(floor.locator("[data-language] option[value=en]")).to_have_text("English")  # nobody said it is missing

    # Words under way are lighter; those that stay keep their elements when others change and when they become final.
    speech.hear(6)
    speech.under_way("We propose", "to chair")
    expect(text).to_have_text("We propose to chair")
    expect(floor.locator(".w.tentative")).to_have_text(["to ", "chair"])
    floor.evaluate("for (const word of document.querySelectorAll('.w')) word.dataset.old = word.textContent.trim()")

    # Readers of other languages have them in theirs, without the last ones; without a translation, as they were said.
    speech.translate_live("pt", "Propomos à presidência.")
    expect(portuguese.locator("[data-captions] .text")).to_have_text("Propomos à")
    expect(portuguese.locator("[data-live]")).to_have_text("")
    expect(portuguese.locator("[data-waiting]")).to_be_hidden()
    look(portuguese, "steady-live")
    speech.translate_live("ar", "")
    speech.under_way("We propose to", "share data provided that")
    expect(text).to_have_text("We propose to share data provided that")
    first = speech.say("We propose to share data,")
    expect(floor.locator(f"[data-seg='{first}']")).to_have_text("We propose to share data,")
    old = floor.locator("[data-old]")
    assert [each.strip() for each in old.all_inner_texts()] == ["We", "propose", "to"]
    assert old.evaluate_all("words => words.map((word) => word.dataset.old)") == ["We", "propose", "to"]

    # Speech goes on in the same paragraph, in the original and in its translation.
    speech.translate_live("pt", "")
    speech.under_way("", "provided that the privacy")
    expect(text).to_have_text("We propose to share data, provided that the privacy")
    expect(portuguese.locator("[data-live]")).to_contain_text("We propose to share data, provided that")
    expect(final.locator("[data-captions] .text")).to_have_text("We propose to share data,")
    speech.translate(f"{first}/1/ar", "نقترح تبادل البيانات،")
    speech.translate(f"{first}/1/pt", "Propomos partilhar dados,")
    expect(portuguese.locator("[data-captions] .text")).to_have_text("Propomos partilhar dados,")
    expect(portuguese.locator("[data-live]")).not_to_contain_text("We propose")
    second = speech.say("provided that privacy is kept.")
    speech.translate(f"{second}/1/ar", "شريطة الحفاظ على الخصوصية.")
    speech.translate(f"{second}/1/pt", "desde que a privacidade seja mantida.")
    whole = "We propose to share data, provided that privacy is kept."
    for page, expected in ((floor, whole), (final, whole), (hall, whole)):
        expect(page.locator("[data-captions] .text")).to_have_text(expected)
        expect(page.locator("[data-captions] .who-name")).to_have_text(["Republic of Korea"])
    expect(portuguese.locator("[data-captions] .text")).to_have_text(
        "Propomos partilhar dados, desde que a privacidade seja mantida."
    )

    # New lines do not push the one that is read, until the empty ones are used up.
    place = top_of(floor, "propose")
    speech.under_way("", LONG)
    expect(text).to_contain_text("the year.")
    assert top_of(floor, "propose") == place

    # A correction changes its own words only.
    floor.evaluate("document.querySelector('[data-captions] .w').dataset.first = 'yes'")
    changed = desk.post(f"/api/sessions/demo/segments/{first}/correct", rev=1, text="We propose to exchange data,")
    assert changed.ok
    expect(text).to_contain_text("We propose to exchange data, provided")
    assert floor.locator("[data-first]").inner_text().strip() == "We"
    speech.translate(f"{first}/2/ar", "نقترح تبادل البيانات،")
    speech.translate(f"{first}/2/pt", "Propomos trocar dados,")
    expect(portuguese.locator("[data-captions] .text")).to_contain_text("Propomos trocar dados, desde")

    # Many lines: the newest are followed; whoever scrolled up finds nothing moved, and a button to come back.
    for number in range(14):
        speech.hear(1)
        segment = speech.say(f"{LONG} {number}.")
        speech.translate(f"{segment}/1/pt", f"{PORTUGUESE} {number}.")
        speech.translate(f"{segment}/1/ar", f"{ARABIC} {number}.")
    expect(floor.locator("[data-seg]").last).to_be_in_viewport()
    expect(arabic.locator("[data-captions] .line").last).to_have_attribute("dir", "rtl")
    for page, name in (
        (floor, "floor"),
        (portuguese, "portuguese"),
        (arabic, "arabic"),
        (final, "final"),
        (hall, "hall"),
    ):
        speech.under_way("And we thank", "the chair for this")
        expect(page.locator("[data-seg]").last).to_contain_text("13.")
        page.wait_for_timeout(400)
        look(page, f"steady-{name}")
    floor.locator("[data-scroll]").evaluate("box => { box.scrollTop = 120; }")
    expect(floor.locator("[data-jump]")).to_be_visible()
    seen = floor.locator("[data-scroll]").evaluate("box => box.querySelector('.line').getBoundingClientRect().top")
    speech.hear(1)
    speech.say("One more line.")
    expect(floor.locator("[data-jump]")).to_contain_text("1 new")
    assert seen == floor.locator("[data-scroll]").evaluate(
        "box => box.querySelector('.line').getBoundingClientRect().top"
    )
    floor.click("[data-jump]")
    expect(floor.locator("[data-seg]").last).to_be_in_viewport()
    assert float(final.locator("[data-captions]").get_attribute("data-erasure") or 1) < 0.01  # the correction alone

    # Every reader is told how far behind this is, the chair also where the time goes.
    for page in (floor, final):
        expect(page.locator("[data-lag]")).to_contain_text("s behind")
    chair = open_page(browser, f"{house.address}/s/demo/chair", 1280, 900, house.flask("invite", "chair"))
    speech.hear(1)
    speech.under_way("", "And we")
    last = speech.say("And we thank the chair.")
    speech.translate(f"{last}/1/pt", "E agradecemos à presidência.")
    for stage, figures in (("decode", "0."), ("translate", " / "), ("queue", " / "), ("capture", " / ")):
        expect(chair.locator(f"[data-stage={stage}]")).to_contain_text(figures)
    expect(chair.locator("[data-stage=deliver]")).to_contain_text(" / ")
    expect(chair.locator("[data-stages] th[scope=row]")).to_have_text("the room")
    look(chair, "steady-chair")
    chair.locator("[data-stages]").scroll_into_view_if_needed()
    look(chair, "steady-stages")
    speech.close()


def test_the_clock_and_the_stages_are_told_on_the_wire_and_only_the_chair_hears_of_the_stages(
    house: House, desk: Person
) -> None:
    speech = Speech(house, desk.link or "", "demo")
    reader = Wire(house, "/viewer", None, "state", "tentative", "stages", "refused")
    reader.ask("join", session="demo", lang="en", after=0)
    house.wait(lambda: reader.last("state") is not None, "the state")
    state = reader.last("state")
    read = reader.ask("fetch", session="demo", lang="en", after=0)
    assert 0 < state["now_ms"] <= read["now_ms"] and state["echo_one_in"] == 1
    answer = reader.ask("echo", session="demo", probe=state["probe"])
    assert answer["now_ms"] >= state["now_ms"]
    assert reader.ask("echo", session="demo", probe="x")["error"]["code"] == "bad_request"
    assert reader.ask("echo", session="elsewhere", probe=1) == {"now_ms": None}
    speech.hear(1)
    speech.under_way("", "We propose")
    house.wait(lambda: reader.last("tentative") is not None, "the words under way")
    words = reader.last("tentative")
    assert words["end_ms"] - words["start_ms"] == 1_000
    with requests.get(house.address + "/metrics", timeout=60) as found:
        for stage in ("capture", "queue", "decode", "deliver"):
            assert f'roundtable_stage_seconds_count{{stage="{stage}"}}' in found.text
    assert reader.last("stages") is None
    reader.close()
    speech.close()


def test_three_thousand_lines_are_joined_without_a_long_task(house: House, desk: Person, browser: Browser) -> None:
    database = Database(f"sqlite:///{house.folder / 'instance' / 'roundtable.sqlite'}")
    database.write(many)
    database.close()
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en")
    context.add_init_script(
        "window.tasks = []; new PerformanceObserver((list) => { for (const each of list.getEntries())"
        " window.tasks.push(Math.round(each.duration)); }).observe({ entryTypes: ['longtask'] });"
    )
    page = context.new_page()
    page.goto(f"{house.address}/s/demo?lang=pt")
    expect(page.locator("[data-seg]").last).to_contain_text("2999.")
    expect(page.locator("[data-seg]").last).to_be_in_viewport()
    page.wait_for_timeout(1_000)
    folder = os.environ.get("ROUNDTABLE_SCREENSHOTS")
    if folder:
        Path(folder, "long_tasks.txt").write_text(str(page.evaluate("window.tasks")))
    assert page.locator("[data-seg]").count() <= 260
    page.click("[data-earlier]")
    page.wait_for_function("document.querySelectorAll('[data-seg]').length > 260")
    expect(page.locator("[data-earlier]")).to_be_visible()


def many(tx) -> None:  # type: ignore[no-untyped-def]
    """Three thousand lines with their translations, by two speakers in turn."""
    tx.add(Stream(id="room", session_id="demo", kind="mixed", language="en", done_sample=0))
    tx.flush()
    for number in range(3_000):
        text, start = f"Line {number} of what was said, and it is long enough for this.", number * 5_000
        code, name = (("BR", "Brazil"), ("KR", "Republic of Korea"))[number // 20 % 2]
        place = {"start_sample": start * 16, "end_sample": start * 16 + 99, "start_ms": start, "end_ms": start + 4_900}
        facts = {"speaker": name, "delegation": code, "heard": text, "words": [], "engine": "invented", "rev": 1}
        segment = Segment(
            id=f"room-{start * 16}",
            session_id="demo",
            stream_id="room",
            language="en",
            confidence=0.9,
            **place,
            **facts,
        )
        tx.add(segment)
        tx.add(Version(segment_id=segment.id, rev=1, text=text, by="", why="heard", at=now_ms()))
        tx.flush()
        translate.publish_source(tx, segment, text, "final", now_ms())
        told = f"{PORTUGUESE} {number}."
        translate.store_translation(tx, segment, "pt", told, "invented", False, "done", "", now_ms())
