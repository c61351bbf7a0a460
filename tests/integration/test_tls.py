"""The local authority in a real handshake, and the page that hands out its root."""

from __future__ import annotations

import datetime
import hashlib
import plistlib
import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from cryptography import x509

from server.core.errors import BadSetting
from server.tls.authority import LEAF_DAYS, RENEW_DAYS, ROOT_DAYS, Certificates, ensure
from server.tls.handout import handout, host_of
from server.tls.names import is_host_name, machine_names

NAMES = ("localhost", "127.0.0.1", "::1", "table.local", "192.168.7.9")
NOW = datetime.datetime(2031, 5, 18, 9, tzinfo=datetime.UTC)


def say_hello(certificates: Certificates, name: str, root: Path | None = None) -> str:
    """The protocol of one TLS connection over loopback to a server under ``name``, trusting only ``root``."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificates.cert_path, certificates.key_path)
    client = ssl.create_default_context(cafile=str(root or certificates.root_path))
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                try:
                    with server.wrap_socket(connection, server_side=True) as secure:
                        secure.sendall(secure.recv(5)[::-1])
                except (ssl.SSLError, ConnectionError):
                    return  # the client refused us, which is for the client to report

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            with (
                socket.create_connection(listening.getsockname(), timeout=60) as plain,
                client.wrap_socket(plain, server_hostname=name) as secure,
            ):
                secure.sendall(b"hello")
                assert secure.recv(5) == b"olleh"
                return str(secure.version())
        finally:
            thread.join()


@contextmanager
def served(certificates: Certificates) -> Iterator[HTTPConnection]:
    """The hand-out on loopback."""

    class Quiet(WSGIRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            return None

    server = make_server("127.0.0.1", 0, handout(certificates, 8443), handler_class=Quiet)  # type: ignore[arg-type]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=60)
    try:
        yield connection
    finally:
        connection.close()
        server.shutdown()
        server.server_close()
        thread.join()


def ask(
    connection: HTTPConnection, path: str, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body."""
    connection.request(method, path, headers={"Host": "table.local:8000", **headers})
    answer = connection.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read()


def leaf_of(certificates: Certificates) -> x509.Certificate:
    return x509.load_pem_x509_certificate(certificates.cert_path.read_bytes())


@pytest.mark.parametrize("name", NAMES)
def test_a_client_that_trusts_only_the_root_connects_under_every_name(name: str, tmp_path: Path) -> None:
    assert say_hello(ensure(tmp_path, NAMES), name) == "TLSv1.3"


def test_a_client_refuses_another_name_and_another_root(tmp_path: Path) -> None:
    ours, others = ensure(tmp_path / "ours", NAMES), ensure(tmp_path / "others", NAMES)
    with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
        say_hello(ours, "elsewhere.local")
    with pytest.raises(ssl.SSLCertVerificationError):
        say_hello(ours, "localhost", root=others.root_path)


def test_nothing_is_remade_while_the_names_are_the_same_in_any_order(tmp_path: Path) -> None:
    first = ensure(tmp_path, NAMES)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert ensure(tmp_path, (*reversed(NAMES), NAMES[0])) == first
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_the_leaf_is_remade_when_the_names_change_and_the_root_stays(tmp_path: Path) -> None:
    first = ensure(tmp_path, NAMES)
    root, leaf = first.root_path.read_bytes(), first.cert_path.read_bytes()
    second = ensure(tmp_path, (*NAMES, "10.0.0.5"))
    assert second.root_path.read_bytes() == root and second.fingerprint == first.fingerprint
    assert second.cert_path.read_bytes() != leaf
    assert say_hello(second, "10.0.0.5") == "TLSv1.3"


def test_the_leaf_is_remade_within_thirty_days_of_its_end_and_the_root_with_its_own(tmp_path: Path) -> None:
    first = ensure(tmp_path, NAMES, NOW)
    leaf, day = leaf_of(first), datetime.timedelta(days=1)
    assert leaf.not_valid_after_utc - leaf.not_valid_before_utc == LEAF_DAYS * day
    assert leaf_of(ensure(tmp_path, NAMES, leaf.not_valid_after_utc - RENEW_DAYS * day)) == leaf
    late = leaf.not_valid_after_utc - (RENEW_DAYS - 1) * day
    second = ensure(tmp_path, NAMES, late)
    assert leaf_of(second) != leaf and second.fingerprint == first.fingerprint
    third = ensure(tmp_path, NAMES, NOW + (ROOT_DAYS - RENEW_DAYS) * day)
    assert third.fingerprint != first.fingerprint


def test_keys_are_readable_by_their_owner_alone_even_when_somebody_loosened_them(tmp_path: Path) -> None:
    ensure(tmp_path / "tls", NAMES)
    keys = sorted((tmp_path / "tls").glob("*.key"))
    assert [path.name for path in keys] == ["leaf.key", "root.key"]
    keys[0].chmod(0o644)
    ensure(tmp_path / "tls", NAMES)
    assert {path.stat().st_mode & 0o777 for path in keys} == {0o600}


def test_the_fingerprint_is_the_sha_256_of_the_root(tmp_path: Path) -> None:
    made = ensure(tmp_path, NAMES)
    der = ssl.PEM_cert_to_DER_cert(made.root_path.read_text())
    assert made.fingerprint.replace(":", "").lower() == hashlib.sha256(der).hexdigest()


def test_a_damaged_leaf_is_remade_and_a_damaged_root_is_named(tmp_path: Path) -> None:
    made = ensure(tmp_path, NAMES)
    made.cert_path.write_text("rubbish")
    assert say_hello(ensure(tmp_path, NAMES), "localhost") == "TLSv1.3"
    made.root_path.write_text("rubbish")
    with pytest.raises(BadSetting, match=re.escape(str(made.root_path))):
        ensure(tmp_path, NAMES)
    made.root_path.unlink()
    with pytest.raises(BadSetting, match="do not belong together"):
        ensure(tmp_path, NAMES)


def test_a_name_that_no_certificate_can_hold_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="börse"):
        ensure(tmp_path, ["börse.local"])
    with pytest.raises(BadSetting, match="at least one"):
        ensure(tmp_path, [])


def test_two_starts_at_once_make_one_authority(tmp_path: Path) -> None:
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(ensure(tmp_path, NAMES).fingerprint)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8 and len(set(found)) == 1


def test_this_machine_is_known_by_its_host_name_mdns_loopback_and_addresses(tmp_path: Path) -> None:
    names = machine_names()
    assert len(set(names)) == len(names)
    assert {"localhost", "127.0.0.1", "::1"} <= set(names)
    host = socket.gethostname().lower()
    if is_host_name(host):
        assert names[0] == host and f"{host.split('.')[0]}.local" in names
    assert not any(name.startswith("fe80") for name in names)
    ensure(tmp_path, names)


def test_the_page_explains_in_three_languages_and_links_on_over_https(tmp_path: Path) -> None:
    made = ensure(tmp_path, NAMES)
    with served(made) as connection:
        for accepted, language, word in (
            ("fr, en;q=0.8", "en", "iPhone"), ("ko-KR,ko", "ko", "지문"), ("pt-BR", "pt", "impressão digital")
        ):  # fmt: skip
            status, headers, body = ask(connection, "/", **{"Accept-Language": accepted})
            text = body.decode()
            assert status == 200 and f'<html lang="{language}">' in text and word in text
            assert 'href="https://table.local:8443/"' in text and "<script" not in text
            assert made.fingerprint.replace(":", "") in re.sub(r"<br>| ", "", text)
            assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "지문" in ask(connection, "/?lang=ko")[2].decode()


def test_the_steps_of_the_asking_device_stand_open_with_the_file_that_it_needs_first(tmp_path: Path) -> None:
    with served(ensure(tmp_path, NAMES)) as connection:
        for agent, device, file in (
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)", "iPhone and iPad", "/root.mobileconfig"),
            ("Mozilla/5.0 (Linux; Android 16; Invented Phone)", "Android", "/root.crt"),
            ("Mozilla/5.0 (X11; Linux x86_64)", "Linux, and Firefox everywhere", "/root.crt"),
            ("", "Linux, and Firefox everywhere", "/root.crt"),
        ):
            page = ask(connection, "/", **{"User-Agent": agent})[2].decode()
            assert re.findall("<details open><summary>([^<]*)", page) == [device], agent
            assert re.search('class="button main" href="([^"]*)"', page)[1] == file, agent  # type: ignore[index]


def test_the_root_comes_as_certificate_and_as_profile(tmp_path: Path) -> None:
    made = ensure(tmp_path, NAMES)
    der = ssl.PEM_cert_to_DER_cert(made.root_path.read_text())
    with served(made) as connection:
        status, headers, body = ask(connection, "/root.crt")
        assert (status, headers["Content-Type"], body) == (200, "application/x-x509-ca-cert", der)
        status, headers, body = ask(connection, "/root.mobileconfig")
        profile = plistlib.loads(body)
        assert (status, headers["Content-Type"]) == (200, "application/x-apple-aspen-config")
        assert profile["PayloadContent"][0]["PayloadContent"] == der
        assert profile["PayloadContent"][0]["PayloadType"] == "com.apple.security.root"
        assert ask(connection, "/root.crt", "HEAD")[2] == b""
        assert ask(connection, "/root.crt", "POST")[0] == 405


def test_every_other_path_goes_to_https_on_the_same_host_and_keys_are_never_served(tmp_path: Path) -> None:
    made = ensure(tmp_path, NAMES)
    with served(made) as connection:
        for path, target in (
            ("/s/demo?lang=ko&x=%C3%A9", "/s/demo?lang=ko&x=%C3%A9"),
            ("/join/abc.def-_", "/join/abc.def-_"),
            ("/root.key", "/root.key"),
            ("/../leaf.key", "/../leaf.key"),
            ("//evil.example/x", "/evil.example/x"),
            ("/a%0d%0aSet-Cookie:%20x", "/a%0D%0ASet-Cookie:%20x"),
        ):
            status, headers, body = ask(connection, path)
            assert (status, headers["Location"], body) == (308, f"https://table.local:8443{target}", b""), path
        assert ask(connection, "/api/sessions", "POST")[0] == 308
        assert ask(connection, "/x", Host="[fd00::2]:8000")[1]["Location"] == "https://[fd00::2]:8443/x"
        assert ask(connection, "/x", Host="evil/@path")[0] == 400


def test_a_host_header_is_taken_only_when_it_is_a_host() -> None:
    assert host_of("Table.local:8000") == "table.local"
    assert host_of("192.168.7.9") == "192.168.7.9"
    assert host_of("[::1]:80") == "[::1]"
    for bad in ("", "a b", "a/b", "a@b", 'a"b', "a\r\nb", ":80", "[::1", "<b>"):
        assert host_of(bad) is None, bad
