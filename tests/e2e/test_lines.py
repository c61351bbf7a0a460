"""Lines of the minutes over a whole server: split, given to somebody else, merged and set back; readers' screens,
files, sound and statements follow."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from server.clock import now_ms
from server.services.hearing import hear, translate
from server.services.meeting import convene, floor
from server.storage.database import Database
from server.storage.recording import Recording
from tests.support.house import House, Person
from tests.support.pages import chromium

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SAID = "We propose a solar pilot. It begins in June."
TOLD = "Propomos um piloto solar. Começa em junho."
NEXT = "The roofs are ready."


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """An open session with two lines of Korea, recorded and translated."""
    with House.web_only(tmp_path_factory.mktemp("lines") / "house") as opened:
        recording = Recording(opened.folder / "recordings" / "demo" / "room")
        recording.open_epoch(1, 0)
        recording.write(0, np.resize(np.array([9_000, -9_000], "<i2"), 160_000).tobytes())
        recording.close()
        database = Database(f"sqlite:///{opened.folder / 'instance' / 'roundtable.sqlite'}")
        database.write(furnish)
        database.close()
        yield opened


def furnish(tx: Any) -> None:
    for code, name, language in (("KR", "Republic of Korea", "en"), ("BR", "Brazil", "pt")):
        convene.put_delegation(tx, code, name, language)
    convene.create_session(tx, "demo", "Demo", "public", ["en", "pt"], {"en": "English", "pt": "Português"})
    convene.open_session(tx, "demo", now_ms() - 60_000)
    floor.give_floor(tx, "demo", "KR", 0, now_ms())
    hear.open_stream(tx, "room", "demo", "mixed", None, "en", 0, 0)
    epoch, at = hear.lease(tx, "room")["epoch"], 0
    for text, told in ((SAID, TOLD), (NEXT, "Os telhados estão prontos.")):
        words = [
            {
                "text": f" {word}",
                "start_sample": at + n * 8_000,
                "end_sample": at + n * 8_000 + 7_000,
                "probability": sure,
            }
            for n, word in enumerate(text.split())
            for sure in [0.3 if word == "solar" else 0.9]
        ]
        end = at + len(words) * 8_000
        result = {"kind": "final", "start_sample": at, "end_sample": end, "text": text, "language": "en"}
        outcome = hear.accept(tx, "room", epoch, {**result, "words": words}, {"en": {"pt"}}, "scripted", now_ms())
        assert outcome is not None
        job = translate.Job("demo", f"room-{at}", 1, text, "en", "pt", False)
        translate.translated(tx, job, told, "scripted", False, "", now_ms())
        at = end


class Desk:
    """A rapporteur at the minutes."""

    def __init__(self, person: Person) -> None:
        self._person = person

    def lines(self) -> list[dict[str, Any]]:
        return list(self._person.get("/api/sessions/demo/minutes?brief=1").json()["segments"])

    def do(self, number: int, action: str, status: int = 200, **more: Any) -> Any:
        line = self.lines()[number]
        answer = self._person.post(f"/api/sessions/demo/segments/{line['id']}/{action}", rev=line["rev"], **more)
        assert answer.status_code == status, answer.text
        return answer.json()

    def words(self, number: int) -> list[list[Any]]:
        name = self.lines()[number]["id"]
        return list(self._person.get(f"/api/sessions/demo/words?segments={name}").json()["words"][name]["words"])


def test_lines_are_mended_and_readers_files_sound_and_statements_follow(house: House) -> None:
    rapporteur, office = house.person("rapporteur"), house.person("secretariat")
    desk = Desk(rapporteur)
    made = office.post("/api/statements", title="Joint", sessions=["demo"], language="en").json()
    with chromium() as browser:
        pages = [browser.new_context(locale="en").new_page() for _ in range(3)]
        for page, view in zip(pages, ("en", "pt"), strict=False):
            page.goto(f"{house.address}/s/demo?lang={view}")
        english, portuguese, statement = pages
        expect(text_of(portuguese)).to_have_text([f"{TOLD} Os telhados estão prontos."])
        statement.goto(office.link or "")
        statement.goto(f"{house.address}/statements/{made['id']}")
        expect(statement.locator(".paragraph").first).to_be_visible()

        two = desk.do(0, "split", at=SAID.index("It"))["segments"]
        assert [each["text"] for each in two] == ["We propose a solar pilot.", "It begins in June."]
        for page, parts in ((english, SAID.split(". ")), (portuguese, TOLD.split(". "))):
            expect(page.locator(f"[data-seg='{two[0]['id']}']")).to_contain_text(parts[0])
            expect(page.locator(f"[data-seg='{two[1]['id']}']")).to_contain_text(parts[1])
            expect(page.locator("[data-seg='room-0']")).to_have_count(0)
        expect(statement.locator(".corrections")).to_have_count(0)

        desk.do(1, "speaker", delegation="BR")
        for page in (english, portuguese):
            expect(page.locator("[data-captions] .who-name")).to_have_text(
                ["Republic of Korea", "Brazil", "Republic of Korea"]
            )
        assert (
            desk.do(0, "merge", 409, next=two[1]["id"], next_rev=desk.lines()[1]["rev"])["error"]["code"] == "conflict"
        )
        desk.do(1, "speaker", delegation="KR")

        desk.do(0, "correct", text="We propose two solar pilots.")
        expect(english.locator(f"[data-seg='{two[0]['id']}']")).to_have_text("We propose two solar pilots.")
        box = statement.locator(".paragraph").filter(has=statement.locator(".corrections")).first
        expect(box.locator(".corrections del").first).to_contain_text("a")
        expect(box.locator(".corrections ins").first).to_contain_text("two")
        expect(statement.locator(".corrections")).to_have_count(len(citing(office, made["id"])))
        marked = statement.locator(".corrections").count()
        box.locator(".corrections button", has_text="Seen").click()
        expect(statement.locator(".corrections")).to_have_count(marked - 1)

        subtitles = rapporteur.get("/api/sessions/demo/export/srt").text
        assert "00:00:02,500 --> 00:00:04,437\nRepublic of Korea: It begins in June." in subtitles
        told = desk.words(0)
        assert [each[2] for each in told] == [0, 500, 1_000, 1_500, 2_000] and told[3][5] == 3
        desk.do(0, "check", word=3)
        assert desk.lines()[0]["doubts"] == 0

        whole = desk.do(0, "merge", next=two[1]["id"], next_rev=desk.lines()[1]["rev"])
        assert whole["text"] == "We propose two solar pilots. It begins in June." and whole["rev"] == 3
        desk.do(0, "restore", version=1)
        expect(text_of(english)).to_have_text([f"{SAID} {NEXT}"])
        kept = rapporteur.get(f"/api/sessions/demo/segments/{whole['id']}/versions").json()["versions"]
        assert [each["why"] for each in kept] == ["heard", "corrected", "merged", "restored version 1"]
        difference = rapporteur.get(f"/api/sessions/demo/segments/{whole['id']}/compare?from=1&to=2").json()["pieces"]
        assert {"kind": "new", "text": " two"} in difference
    hear_and_see(rapporteur)
    for person in (rapporteur, office):
        person.close()


def citing(person: Person, statement: str) -> list[Any]:
    """The paragraphs of which a line was changed that they cite."""
    return [each for each in person.get(f"/api/statements/{statement}").json()["paragraphs"] if each["corrections"]]


def text_of(page: Page) -> Any:
    return page.locator("[data-captions] .text")


def hear_and_see(person: Person) -> None:
    """The sound of a span, and the waveform."""
    answer = person.get("/api/sessions/demo/sound?from_ms=9000&to_ms=12000")
    with wave.open(io.BytesIO(answer.content)) as sound:
        assert (sound.getframerate(), sound.getnframes()) == (16_000, 16_000)  # the recording ends at 10 s
    assert person.get("/api/sessions/demo/sound?from_ms=0&to_ms=400000").status_code == 400
    assert person.get("/api/sessions/demo/sound?from_ms=20000&to_ms=21000").status_code == 404
    line = person.get("/api/sessions/demo/peaks")
    assert line.headers["X-Peak-Ms"] == "50" and line.content == bytes([9_000 * 254 // 32_768 + 1]) * 200
    assert len(person.get("/api/sessions/demo/peaks?after=190").content) == 10
