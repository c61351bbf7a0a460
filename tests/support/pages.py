"""Chromium for a test: pages that fail with their scripts' errors, and pictures of them for whoever wants some."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
# A microphone that beeps, and that no page has to ask for.
FAKE_MICROPHONE = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
PHONE = (390, 844)
PATIENCE_MS = 60_000  # what a page shows may take long where two browsers and their servers share two cores


@contextmanager
def chromium(*arguments: str, **environ: str) -> Iterator[Browser]:
    """The machine's Chromium, headless, with more arguments and variables; what is expected of a page is waited for."""
    expect.set_options(timeout=PATIENCE_MS)
    assert CHROMIUM.is_file(), "Chromium is missing: apt-get install chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", *arguments], env={**os.environ, **environ}
        )
        yield opened
        opened.close()


def open_page(browser: Browser, address: str, width: int = 1280, height: int = 800, link: str = "") -> Page:
    """A page of a person of its own, who was invited by the link; an error of its scripts fails the test."""
    page = browser.new_context(viewport={"width": width, "height": height}, locale="en").new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    if link:
        page.goto(link)
    page.goto(address)
    return page


def look(page: Page, name: str, *, is_whole: bool = False) -> None:
    """Keep a picture of the page, or of all of its length, where ROUNDTABLE_SCREENSHOTS names a folder."""
    folder = os.environ.get("ROUNDTABLE_SCREENSHOTS")
    if folder:
        page.screenshot(path=f"{folder}/{name}.png", full_page=is_whole)
