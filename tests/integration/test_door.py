"""Settings become addresses, certificates and trust: which of them, when they are remade, and what is refused."""

from __future__ import annotations

import datetime
import logging
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from server import door
from server.core.errors import BadSetting
from server.settings import Settings
from server.tls import own
from server.tls.authority import ensure

LAN = {"ROUNDTABLE_BIND": "0.0.0.0", "PORT": "8443"}
NOW = datetime.datetime(2031, 5, 18, 9, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A machine with these names, which a test may change."""
    names = ["table", "table.local", "localhost", "127.0.0.1", "2001:db8::7", "192.0.2.7"]
    monkeypatch.setattr(door, "machine_names", lambda: tuple(names))
    monkeypatch.setattr(door, "leading_address", lambda: names[-1])
    return names


def settings(folder: Path, **environ: str) -> Settings:
    return Settings.from_env(
        {"ROUNDTABLE_INSTANCE": str(folder / "i"), "ROUNDTABLE_RECORDINGS": str(folder / "r"), **environ}
    )


def describe(made: Settings) -> door.Door:
    return door.describe(made, door.outside(made))


@pytest.mark.parametrize(
    ("environ", "address", "inside"),
    [
        ({}, "http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ({"ROUNDTABLE_BIND": "::1"}, "http://[::1]:8000", "http://[::1]:8000"),
        ({"ROUNDTABLE_TLS": "on"}, "https://127.0.0.1:8000", "https://127.0.0.1:8000"),
        (LAN, "https://192.0.2.7:8443", "https://127.0.0.1:8443"),
        ({**LAN, "ROUNDTABLE_BIND": "192.0.2.9"}, "https://192.0.2.9:8443", "https://192.0.2.9:8443"),
        ({**LAN, "ROUNDTABLE_TLS": "off"}, "http://192.0.2.7:8443", "http://127.0.0.1:8443"),
        ({**LAN, "ROUNDTABLE_ADDRESS": "https://table.test"}, "https://table.test", "https://127.0.0.1:8443"),
        ({**LAN, "ROUNDTABLE_SERVER": "https://other.test:9"}, "https://192.0.2.7:8443", "https://other.test:9"),
    ],
)
def test_people_and_programs_get_addresses_that_they_can_open(
    environ: dict[str, str], address: str, inside: str, tmp_path: Path
) -> None:
    made = settings(tmp_path, **environ)
    assert (door.outside(made), made.address) == (address, inside)


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"ROUNDTABLE_TLS": "yes"}, "ROUNDTABLE_TLS must be one of auto, on, off"),
        ({"ROUNDTABLE_ADDRESS": "table.test"}, "ROUNDTABLE_ADDRESS must look like https://"),
        ({"ROUNDTABLE_ADDRESS": "https://table.test/room"}, "ROUNDTABLE_ADDRESS must look like https://"),
        ({"ROUNDTABLE_ADDRESS": "https://user@table.test"}, "ROUNDTABLE_ADDRESS must look like https://"),
        ({"ROUNDTABLE_SERVER": "https://table.test:99999"}, "ROUNDTABLE_SERVER must look like https://"),
        ({"ROUNDTABLE_HTTP_PORT": "eighty"}, "ROUNDTABLE_HTTP_PORT must be a whole number"),
        ({"ROUNDTABLE_TLS_CERT": "/x.pem"}, "ROUNDTABLE_TLS_CERT is set but ROUNDTABLE_TLS_KEY is not"),
        ({"ROUNDTABLE_TRANSLATE_KEY": "k"}, "ROUNDTABLE_TRANSLATE_URL is not set"),
        (
            {"ROUNDTABLE_TRANSLATE_URL": "http://10.0.0.5:1"},
            "ROUNDTABLE_TRANSLATE_URL needs",
        ),
        ({"ROUNDTABLE_TLS_KEY": "/x.key"}, "ROUNDTABLE_TLS_KEY is set but ROUNDTABLE_TLS_CERT is not"),
    ],
)
def test_a_bad_setting_is_named(environ: dict[str, str], named: str, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=named):
        settings(tmp_path, **environ)


def test_loopback_makes_no_certificate_and_beyond_it_every_name_stands_in_one(
    machine: list[str], tmp_path: Path
) -> None:
    assert door.shown(settings(tmp_path)) is None and not (tmp_path / "i" / "tls").exists()
    shown = door.shown(settings(tmp_path, **LAN, ROUNDTABLE_ADDRESS="https://round.test:8443"))
    assert shown is not None
    assert set(own.check(shown.cert_path, shown.key_path).names) == {"round.test", *machine}
    trust = door.trust(settings(tmp_path, **LAN))
    assert trust.ca_path == tmp_path / "i" / "tls" / "root.pem" and trust.name is None


def test_the_secretariat_is_told_where_to_get_the_root_and_its_fingerprint(machine: list[str], tmp_path: Path) -> None:
    told = describe(settings(tmp_path, **LAN))
    assert (told.address, told.trust_page) == ("https://192.0.2.7:8443", "http://192.0.2.7:8080")
    assert told.fingerprint == ensure(tmp_path / "i" / "tls", machine).fingerprint
    assert told.others == ("https://table:8443", "https://table.local:8443")
    both = describe(settings(tmp_path, **{**LAN, "ROUNDTABLE_BIND": "::"}))
    assert both.others == (*told.others, "https://[2001:db8::7]:8443")
    without = settings(tmp_path, **LAN, ROUNDTABLE_HTTP_PORT="0")
    assert describe(without).trust_page == "http://192.0.2.7:8443"
    local = describe(settings(tmp_path))
    assert (local.certificate, local.trust_page, local.is_local) == ("none", "", True)
    printed = "\n".join(door.announcement(settings(tmp_path, **LAN)))
    assert told.fingerprint in printed and told.trust_page in printed


def test_a_running_server_gets_a_new_certificate_when_a_name_changes_and_not_otherwise(
    machine: list[str], tmp_path: Path
) -> None:
    made = settings(tmp_path, **LAN)
    first = door.shown(made)
    assert first is not None
    root = (tmp_path / "i" / "tls" / "root.pem").read_bytes()
    renewed: list[tuple[str, ...]] = []
    keeper = door.Keeper(made, first, lambda cert, key: renewed.append(own.check(cert, key).names))
    keeper.look()
    assert renewed == []
    machine.append("192.0.2.200")
    keeper.look()
    keeper.look()
    (names,) = renewed
    assert "192.0.2.200" in names and (tmp_path / "i" / "tls" / "root.pem").read_bytes() == root


def test_an_unusable_renewal_is_told_once_and_the_next_good_one_is_served(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cert, key = make_own(tmp_path)
    made = settings(tmp_path, ROUNDTABLE_TLS_CERT=str(cert), ROUNDTABLE_TLS_KEY=str(key))
    found = door.shown(made)
    assert found is not None
    renewed: list[Path] = []
    keeper = door.Keeper(made, found, lambda cert, _: renewed.append(cert))
    links, kept = door.outside_of(made), cert.read_text()
    cert.write_text("half a fi")
    with caplog.at_level(logging.ERROR):
        keeper.look()
        keeper.look()
    assert len(caplog.records) == 1 and "holds no certificate" in caplog.text and renewed == []
    told = door.describe(made, links())
    assert "holds no certificate" in told.trouble and told.address == "https://table.test:8000"
    cert.write_text(kept)
    keeper.look()
    assert renewed == []
    make_own(tmp_path)
    keeper.look()
    assert renewed == [cert]


def test_a_certificate_of_ones_own_gives_links_its_name_and_workers_their_trust(tmp_path: Path) -> None:
    cert, key = make_own(tmp_path, names=("*.table.test", "round.table.test"))
    made = settings(tmp_path, ROUNDTABLE_TLS_CERT=str(cert), ROUNDTABLE_TLS_KEY=str(key))
    assert door.outside(made) == "https://round.table.test:8000"
    assert (door.trust(made).ca_path, door.trust(made).name) == (cert, "roundtable.table.test")
    assert describe(made).certificate == "own" and not (tmp_path / "i" / "tls").exists()


@pytest.mark.parametrize(
    ("case", "message"),
    [
        ("no certificate file", "ROUNDTABLE_TLS_CERT=.*cert.pem can't be read .No such file"),
        ("no key file", "ROUNDTABLE_TLS_KEY=.*cert.key can't be read .No such file"),
        ("rubbish certificate", "ROUNDTABLE_TLS_CERT=.*cert.pem holds no certificate in PEM form"),
        ("rubbish key", "ROUNDTABLE_TLS_KEY=.*cert.key holds no private key in PEM form"),
        ("locked key", "ROUNDTABLE_TLS_KEY=.*cert.key is locked by a password"),
        ("another key", "ROUNDTABLE_TLS_KEY=.*cert.key does not fit"),
        ("expired", "ROUNDTABLE_TLS_CERT=.*cert.pem expired on 2031-05-09"),
        ("not yet", "ROUNDTABLE_TLS_CERT=.*cert.pem is valid only from 2031-05-2"),
        ("nameless", "ROUNDTABLE_TLS_CERT=.*cert.pem has no subject alternative name"),
    ],
)
def test_a_certificate_that_can_not_serve_is_refused_by_setting_file_and_reason(
    case: str, message: str, tmp_path: Path
) -> None:
    days = {"expired": -10, "not yet": 10}.get(case, 0)
    names = () if case == "nameless" else ("table.test",)
    cert, key = make_own(tmp_path, NOW + datetime.timedelta(days=days), names)
    if case.startswith("no "):
        (cert if "certificate" in case else key).unlink()
    elif case.startswith("rubbish"):
        (cert if "certificate" in case else key).write_text("rubbish")
    elif case == "locked key":
        key.write_bytes(pem(ec.generate_private_key(ec.SECP256R1()), b"secret"))
    elif case == "another key":
        key.write_bytes(pem(ec.generate_private_key(ec.SECP256R1())))
    with pytest.raises(BadSetting, match=message) as caught:
        own.check(cert, key, NOW)
    assert caught.value.details["key"] in ("ROUNDTABLE_TLS_CERT", "ROUNDTABLE_TLS_KEY")


def make_own(
    folder: Path, moment: datetime.datetime | None = None, names: tuple[str, ...] = ("table.test",)
) -> tuple[Path, Path]:
    """A certificate that somebody else made, valid from a day before the moment to a day after it."""
    moment = moment or datetime.datetime.now(datetime.UTC)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Invented Organisation")])
    day = datetime.timedelta(days=1)
    builder = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(moment - day).not_valid_after(moment + day)
    )  # fmt: skip
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(each) for each in names]), False)
    cert_path, key_path = folder / "cert.pem", folder / "cert.key"
    cert_path.write_bytes(builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    key_path.write_bytes(pem(key))
    return cert_path, key_path


def pem(key: ec.EllipticCurvePrivateKey, password: bytes = b"") -> bytes:
    lock = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock)
