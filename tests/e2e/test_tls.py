"""HTTPS beyond loopback: one web process on every address of this machine, with a certificate of its own authority."""

from __future__ import annotations

import hashlib
import re
import socket
import ssl
import threading
import wave
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
import requests
import socketio

from server import door
from server.tls.authority import ensure
from server.tls.names import leading_address
from server.tls.trust import Trust
from server.workers.ordered import OrderedClient
from server.workers.wire import Wire
from tests.support.house import House, Person

pytestmark = pytest.mark.slow
OUR_ROOT = "instance/tls/root.pem"
HELLO = {"kind": "speech", "name": "invented", "engine": "none", "capabilities": {}}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("tls") / "house"
    environ = {"ROUNDTABLE_BIND": "0.0.0.0", "ROUNDTABLE_LOG": "warning"}
    with House.web_only(folder, leading_address() or "localhost", OUR_ROOT, **environ) as opened:
        yield opened


@pytest.fixture(scope="module")
def secretariat(house: House) -> Iterator[Person]:
    person = house.person("secretariat")
    assert person.post("/api/sessions", id="demo", title="Single windows", languages=["en"]).ok
    yield person
    person.close()


def plain_get(house: House, port: int, path: str) -> tuple[int, dict[str, str], bytes]:
    """A plain HTTP request, redirects not followed."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("GET", path, headers={"Host": f"table.local:{port}"})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


def test_pages_and_calls_come_over_https_to_whoever_trusts_the_root(house: House, secretariat: Person) -> None:
    assert house.address.startswith("https://") and secretariat.me["role"] == "secretariat"
    answer = secretariat.get("/s/demo/chair")
    assert answer.ok and "Strict-Transport-Security" not in answer.headers
    (cookie,) = secretariat.http.cookies
    assert cookie.secure and cookie.has_nonstandard_attr("HttpOnly")
    refused = secretariat.http.post(house.address + "/api/sessions/demo/open", json={}, timeout=60)
    assert refused.json()["error"]["code"] == "bad_csrf"
    with pytest.raises(requests.exceptions.SSLError):
        requests.get(house.address, timeout=60)


def test_links_and_qr_codes_carry_the_address_that_a_phone_can_open(house: House, secretariat: Person) -> None:
    made = secretariat.http.post(
        f"https://localhost:{house.port}/api/invitations",
        json={"role": "chair", "name": "Invented Chair", "days": 1},
        headers={"X-CSRFToken": secretariat.me["csrf"], "Cookie": cookies(secretariat)},
        timeout=60,
    )
    assert made.json()["link"].startswith(f"{house.address}/join/")
    assert house.flask("invite", "chair").startswith(f"{house.address}/join/")
    own, other = (
        secretariat.http.get(
            f"{base}/api/sessions/demo/qr.svg", headers={"Cookie": cookies(secretariat)}, timeout=60
        ).content
        for base in (house.address, f"https://localhost:{house.port}")
    )
    assert own == other


def test_a_viewer_listens_over_wss_and_a_page_of_another_origin_may_not(house: House, secretariat: Person) -> None:
    trust = Trust(house.root)
    client = OrderedClient(handle_sigint=False, websocket_extra_options=trust.websocket_options())
    client.connect(house.address, namespaces=["/viewer"], transports=["websocket"])
    asked = {"session": "demo", "lang": "en", "after": 0}
    assert client.call("join", asked, namespace="/viewer", timeout=60)["session"]["id"] == "demo"
    client.disconnect()
    strangers = (house.address.replace("https", "http"), "https://elsewhere.test")
    with trust.session() as http:
        for origin, is_welcome in ((house.address, True), *((each, False) for each in strangers)):
            place = f"{house.address}/socket.io/?EIO=4&transport=polling"
            assert http.get(place, headers={"Origin": origin}, timeout=60).ok == is_welcome, origin


def test_a_worker_comes_in_over_wss_and_one_that_trusts_another_root_does_not(house: House) -> None:
    work_for(house)
    stranger = OrderedClient(reconnection=False, handle_sigint=False)
    token = house.settings().worker_token
    with pytest.raises(socketio.exceptions.ConnectionError):
        stranger.connect(house.address, namespaces=["/worker"], auth={"token": token}, transports=["websocket"])


def test_plain_http_hands_out_the_root_and_sends_everything_else_to_https(house: House) -> None:
    assert house.root is not None
    der = ssl.PEM_cert_to_DER_cert(house.root.read_text())
    for port in (house.http_port, house.port):  # whoever types the address without https finds the page too
        status, headers, page = plain_get(house, port, "/")
        shown = re.sub(r"<br>| ", "", page.decode())
        assert status == 200 and hashlib.sha256(der).hexdigest().upper() in shown
        assert f'href="https://table.local:{house.port}/"' in page.decode() and "Set-Cookie" not in headers
        assert plain_get(house, port, "/root.crt")[2] == der
        for path in ("/s/demo", "/api/me", "/socket.io/?EIO=4&transport=polling", "/join/x"):
            status, headers, page = plain_get(house, port, path)
            assert (status, headers["Location"]) == (308, f"https://table.local:{house.port}{path}") and not page


def test_silent_broken_and_distrustful_clients_keep_nobody_waiting_and_leave_no_trace(
    house: House, secretariat: Person
) -> None:
    before = house.logs()
    silent = [socket.create_connection(("127.0.0.1", house.port)) for _ in range(20)]
    for connection in silent[:10]:
        connection.sendall(b"\x16\x03\x01")  # the beginning of a handshake
    silent[0].sendall(b"\x00\x05rubbish, and then nothing")
    with socket.create_connection(("127.0.0.1", house.port)) as connection:
        distrustful = ssl.create_default_context(cafile=None)
        with pytest.raises(ssl.SSLCertVerificationError):
            distrustful.wrap_socket(connection, server_hostname="localhost")
    with Trust(house.root).session() as http:
        assert http.get(house.address + "/health?of=database", timeout=60).ok
    for connection in silent:
        connection.close()
    assert secretariat.get("/health?of=database").ok and house.logs() == before


def test_whoever_is_revoked_is_cut_off_over_wss_and_the_process_stays_well(house: House, secretariat: Person) -> None:
    made = secretariat.post("/api/invitations", role="rapporteur", name="Invented Person", days=1).json()
    ended, trust = threading.Event(), Trust(house.root)
    client = OrderedClient(reconnection=False, handle_sigint=False, websocket_extra_options=trust.websocket_options())
    client.on("disconnect", lambda *_: ended.set(), namespace="/viewer")
    token = made["link"].rsplit("/", 1)[1]
    client.connect(house.address, namespaces=["/viewer"], auth={"token": token}, transports=["websocket"])
    asked = {"session": "demo", "lang": "en", "after": 0}
    assert "session" in client.call("join", asked, namespace="/viewer", timeout=60)
    assert secretariat.post(f"/api/invitations/{made['id']}/revoke").ok
    assert ended.wait(60)
    client.disconnect()
    assert secretariat.get("/health?of=database").ok and "Traceback" not in house.logs()


def test_a_certificate_of_ones_own_is_served_and_believed_whatever_address_it_is_for(tmp_path: Path) -> None:
    theirs = ensure(tmp_path / "theirs", ["localhost"])  # not for 127.0.0.1, where workers and commands go
    settings = {"ROUNDTABLE_TLS_CERT": str(theirs.cert_path), "ROUNDTABLE_TLS_KEY": str(theirs.key_path)}
    with House.web_only(tmp_path / "house", "localhost", "../theirs/root.pem", **settings) as house:
        secretariat = house.person("secretariat")
        assert house.flask("invite", "chair").startswith(f"https://localhost:{house.port}/")
        page = secretariat.get("/secretariat").text
        assert "valid until" in page and "data-fingerprint" not in page
        assert secretariat.post("/api/sessions", id="demo", title="Single windows", languages=["en"]).ok
        secretariat.close()
        assert house.settings().address == f"https://127.0.0.1:{house.port}"
        work_for(house)
        silence = tmp_path / "silence.wav"
        with wave.open(str(silence), "wb") as file:
            file.setparams((1, 2, 16_000, 0, "NONE", ""))
            file.writeframes(bytes(32_000))
        assert house.play(silence, "demo", "--speed", "0").wait(180) == 0
        status, headers, page = plain_get(house, house.http_port, "/root.crt")
        assert (status, headers["Location"], page) == (308, f"https://localhost:{house.port}/root.crt", b"")


def test_a_key_that_does_not_fit_ends_the_start_with_its_name(tmp_path: Path) -> None:
    theirs, others = (ensure(tmp_path / name, ["localhost"]) for name in ("theirs", "others"))
    house = House(
        tmp_path / "house", ROUNDTABLE_TLS_CERT=str(theirs.cert_path), ROUNDTABLE_TLS_KEY=str(others.key_path)
    )
    with house_ends(house):
        house.start("web")
        house.wait(lambda: house.processes["web"].poll() is not None, "the end of the web process")
        assert house.processes["web"].returncode == 1
        assert f"bad_setting: ROUNDTABLE_TLS_KEY={others.key_path} does not fit" in house.logs()


@contextmanager
def house_ends(house: House) -> Iterator[None]:
    """For a house that is not to come up."""
    try:
        yield
    finally:
        house.__exit__()


def work_for(house: House) -> None:
    """Come in as a speech worker, as its program does, until the house knows of it, and go until it knows that, too."""
    settings = house.settings()
    wire = Wire(settings.address, settings.worker_token, HELLO, (), door.trust(settings))
    thread = threading.Thread(target=wire.run, args=(lambda _: False,))
    thread.start()
    try:
        house.wait(lambda: house.health()["workers"]["speech"] == "ok", "the worker")
    finally:
        wire.stop()
        thread.join()
    house.wait(lambda: house.health()["workers"]["speech"] == "away", "word that the worker is gone")


def cookies(person: Person) -> str:
    """The person's cookies for another name of the same server."""
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in person.http.cookies)
