"""A phone's way in, in a real browser: the plain page, the root installed, then the microphone under another name."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, expect

from tests.support.house import House
from tests.support.pages import FAKE_MICROPHONE, chromium
from tests.support.ports import free_port

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NAME = "roundtable.test"  # a name that no browser takes for this very machine
CAPTURE = "navigator.mediaDevices.getUserMedia({audio: true}).then(stream => stream.getAudioTracks()[0].readyState)"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    port = free_port()
    settings = {"ROUNDTABLE_BIND": "0.0.0.0", "PORT": str(port), "ROUNDTABLE_ADDRESS": f"https://{NAME}:{port}"}
    with House.web_only(tmp_path / "house", "localhost", "instance/tls/root.pem", **settings) as opened:
        yield opened


@contextmanager
def device(folder: Path, trusted: Path | None = None) -> Iterator[Browser]:
    """A browser of its own with a false microphone, to which the house has a name; ``trusted``: an installed root."""
    store = folder / ".pki" / "nssdb"
    store.mkdir(parents=True)
    certutil("-N", "--empty-password", store=store)
    if trusted is not None:
        certutil("-A", "-t", "C,,", "-n", "Roundtable", "-i", str(trusted), store=store)
    arguments = [
        *FAKE_MICROPHONE, "--no-first-run", "--disable-background-networking", "--disable-component-update",
        f"--host-resolver-rules=MAP {NAME} 127.0.0.1",
    ]  # fmt: skip
    with chromium(*arguments, HOME=str(folder)) as opened:
        yield opened


def certutil(*arguments: str, store: Path) -> None:
    """The list of authorities that Chromium reads on Linux."""
    subprocess.run(["certutil", "-d", f"sql:{store}", *arguments], check=True, capture_output=True)


def test_a_phone_gets_the_root_from_the_plain_page_and_then_the_microphone_over_https(
    house: House, tmp_path: Path
) -> None:
    secretariat = house.person("secretariat")
    assert secretariat.post("/api/delegations", code="BR", name="Brazil", language="pt").ok
    assert secretariat.post("/api/sessions", id="demo", title="Single windows", languages=["en"]).ok
    assert secretariat.post("/api/sessions/demo/open").ok
    secretariat.close()
    https, plain = f"https://{NAME}:{house.port}", f"http://{NAME}:{house.http_port}"
    with device(tmp_path / "stranger") as browser:
        with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
            browser.new_page().goto(https)
        page = browser.new_context(locale="en").new_page()
        page.goto(plain)
        assert not page.evaluate("window.isSecureContext")
        handed_out = page.locator("code").inner_text()
        with page.expect_download() as coming:
            page.get_by_role("link", name="Download the certificate").click()
        root = tmp_path / "root.crt"
        coming.value.save_as(root)
    with device(tmp_path / "phone", root) as browser:
        page = browser.new_context(permissions=["microphone"], locale="en").new_page()
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.goto(plain)
        page.get_by_role("link", name="Continue to Roundtable").click()
        expect(page).to_have_url(https + "/")
        page.goto(house.flask("invite", "delegation", "--delegation", "BR"))
        page.goto(https + "/s/demo/mic")
        assert page.evaluate("window.isSecureContext") and page.evaluate(CAPTURE) == "live"
        page.click("[data-consent]")
        expect(page.locator("[data-panel]")).to_have_attribute("data-standing", "waiting")
        page.goto(house.flask("invite", "secretariat"))
        expect(page.locator("[data-fingerprint]")).to_have_text(handed_out.replace("\n", ""))
        expect(page.locator("[data-trust-page]")).to_have_text(plain)
        assert not troubles
