"""The pages' own Yjs and the server's pycrdt: two browsers and a Python page in one line, offline in between."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page
from sqlalchemy import update

from server.storage.database import Database
from server.storage.tables import SharedDocument
from tests.support.coediting import SocketPage, furnish
from tests.support.house import House
from tests.support.pages import chromium

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.coediting]
TEXT = "세관 당국은 🙂 합의했다."
START = """async () => {
  const { Coediting } = await import("/static/js/net/coediting.js");
  window.shared = new Coediting("demo");
  window.told = { anew: 0, lines: [], settled: [] };
  window.shared.on("status", (each) => { window.status_ = each; });
  window.shared.on("anew", () => { window.told.anew += 1; });
  window.shared.on("settled", (lines) => window.told.settled.push(...lines));
}"""
WRITE = "([line, place, words]) => window.shared.text(line).insert(place, words)"
CUT = "() => window.shared.line.io.engine.close()"


class Tab:
    """One browser of one person, with the client under test in it."""

    def __init__(self, house: House, context: BrowserContext, role: str) -> None:
        self.context, self.house = context, house
        self.page: Page = context.new_page()
        self.page.goto(house.person(role).link or "")
        self.load()

    def load(self) -> None:
        self.page.goto(f"{self.house.address}/s/demo")
        self.page.evaluate(START)
        self.page.wait_for_function("() => window.status_?.isOpen")

    def write(self, line: str, place: int, words: str) -> None:
        self.page.evaluate(WRITE, [line, place, words])

    def text(self, line: str) -> str:
        return str(self.page.evaluate("(line) => window.shared.text(line)?.toString()", line))

    def status(self) -> Any:
        return self.page.evaluate("() => window.status_")

    def offers(self) -> Any:
        return self.page.evaluate("() => window.shared.offers")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House.web_only(tmp_path / "house") as opened:
        yield opened


@pytest.fixture
def contexts() -> Iterator[list[BrowserContext]]:
    with chromium() as browser:
        yield [browser.new_context(), browser.new_context()]


def test_browsers_and_python_write_in_one_line_and_what_was_written_offline_is_saved_after_a_reload(
    house: House, contexts: list[BrowserContext]
) -> None:
    line, other_line = furnish(house, "demo", [TEXT, "各方同意。"])
    one, other = (
        Tab(house, context, role) for context, role in zip(contexts, ("rapporteur", "secretariat"), strict=True)
    )
    program = SocketPage(house, house.person("rapporteur"), "demo")

    def agree(*words: str) -> bool:
        found = {one.text(line), other.text(line), program.text(line)}
        return len(found) == 1 and all(next(iter(found)).count(each) == 1 for each in words)

    one.write(line, 0, "한국👩‍💻 ")
    other.write(line, len(TEXT) + 1, " 会议🙂")  # one emoji is two UTF-16 units
    program.write(line, 3, "نعم ")
    house.wait(lambda: agree("한국👩‍💻 ", " 会议🙂", "نعم "), "the same text everywhere")
    house.wait(lambda: one.status()["unsaved"] == 0 and one.status()["savedAt"], "the saved state")

    one.context.set_offline(True)
    one.page.evaluate(CUT)
    one.page.wait_for_function("() => !window.status_.isConnected")
    one.write(line, 0, "offline🙂 ")
    one.write(other_line, 0, "离线 ")
    other.write(line, 0, "meanwhile ")
    program.write(other_line, 0, "同时 ")
    assert one.status()["unsaved"] == 2
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        one.page.reload()
    one.context.set_offline(False)
    one.load()
    house.wait(lambda: one.status()["unsaved"] == 0, "the unsaved words")
    house.wait(lambda: agree("offline🙂 ", "meanwhile ", "한국👩‍💻 ", " 会议🙂", "نعم "), "the same text everywhere")
    house.wait(lambda: one.text(other_line) == program.text(other_line), "the other line")
    assert program.text(other_line).count("离线 ") == program.text(other_line).count("同时 ") == 1
    house.wait(lambda: one.page.evaluate("() => window.told.settled.length") >= 1, "the version")

    # What is refused is shown, is not in the text, and is still there after a reload, until the person is done with it.
    one.write(other_line, 0, "议" * 5_001)
    house.wait(lambda: one.page.evaluate("() => window.told.anew") == 1 and one.status()["isOpen"], "the fresh text")
    (offer,) = one.offers()
    assert (offer["line"], offer["code"]) == (other_line, "bad_text") and offer["text"].startswith("议" * 5_001)
    assert one.text(other_line) == program.text(other_line) and one.status()["isRefused"]
    one.write(other_line, 0, "go on ")
    house.wait(lambda: program.text(other_line).startswith("go on "), "later words")
    one.load()
    assert [each["line"] for each in one.offers()] == [other_line]
    one.page.evaluate("(line) => window.shared.forget(line)", other_line)
    assert one.offers() == []

    # Of another document nothing is merged blindly.
    one.context.set_offline(True)
    one.page.evaluate(CUT)
    one.page.wait_for_function("() => !window.status_.isConnected")
    one.write(line, 0, "of the old document ")
    database = Database(house.settings().database)
    database.write(lambda tx: tx.execute(update(SharedDocument).values(generation=SharedDocument.generation + 1)))
    database.close()
    one.context.set_offline(False)
    house.wait(lambda: one.status()["isOpen"], "the connection")
    house.wait(lambda: [each["code"] for each in one.offers()] == ["begun_anew"], "the offer")
    assert one.offers()[0]["text"].startswith("of the old document ")
    house.wait(lambda: other.text(line) == one.text(line) and "old document" not in one.text(line), "the server's text")
    one.load()
    assert [each["code"] for each in one.offers()] == ["begun_anew"]
    program.close()
