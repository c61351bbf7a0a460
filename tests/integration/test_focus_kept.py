"""Where the focus is in a list whose elements are made anew, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.support.pages import chromium

pytestmark = [pytest.mark.browser, pytest.mark.slow]
KEYED = Path(__file__).resolve().parents[2] / "web" / "js" / "ui" / "keyed.js"
SHOW = """
const how = { id: (item) => item.id, sign: (item) => item.text, make: (item) => {
  const row = document.createElement("div");
  const area = document.createElement("textarea");
  area.dataset.focus = "words";
  area.value = item.text;
  row.append(area);
  return row;
} };
window.show = (...texts) => texts.forEach((text) => keyed(document.getElementById("list"), [{ id: "one", text }], how));
window.ready = true;
"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with chromium() as browser:
        opened = browser.new_page()
        opened.set_content("<div id='list'></div><button id='other'>other</button>")
        opened.add_script_tag(content=KEYED.read_text(encoding="utf-8") + SHOW, type="module")
        opened.wait_for_function("window.ready")
        yield opened


@pytest.mark.parametrize("again", [["Second"], ["Second", "Third"], ["Second", "Third", "Fourth"]])
def test_the_focus_and_the_caret_stay_however_often_an_element_is_made_anew_at_once(
    page: Page, again: list[str]
) -> None:
    page.evaluate("show('First'); document.querySelector('textarea').focus()")
    page.evaluate("document.querySelector('textarea').setSelectionRange(2, 4)")
    page.evaluate("(texts) => show(...texts)", again)
    found = page.evaluate(
        "(() => { const at = document.activeElement; return [at.value, at.selectionStart, at.selectionEnd]; })()"
    )
    assert found == [again[-1], 2, 4]


def test_whoever_took_the_focus_in_the_meantime_keeps_it(page: Page) -> None:
    page.evaluate("show('First'); document.querySelector('textarea').focus()")
    page.evaluate("show('Second'); document.getElementById('other').focus()")
    assert page.evaluate("document.activeElement.id") == "other"
