"""A certificate that the organiser brings: read and checked before anything is served with it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

from server.core.errors import BadSetting

CERT_KEY, KEY_KEY = "ROUNDTABLE_TLS_CERT", "ROUNDTABLE_TLS_KEY"


@dataclass(frozen=True, slots=True)
class OwnCertificate:
    """A usable certificate with its chain and its key. ``names``: what it is good for, as it writes them."""

    cert_path: Path
    key_path: Path
    names: tuple[str, ...]
    ends_at: datetime.datetime


def check(cert_path: Path, key_path: Path, now: datetime.datetime | None = None) -> OwnCertificate:
    """Read both files. Raises BadSetting, which names the setting, the file and what is wrong with it."""
    moment = now or datetime.datetime.now(datetime.UTC)
    leaf = _leaf(cert_path)
    if _key(key_path).public_key() != leaf.public_key():
        raise BadSetting(
            f"{KEY_KEY}={key_path} does not fit the certificate in {CERT_KEY}={cert_path}; the server's own "
            "certificate must stand first in the file, before its chain",
            key=KEY_KEY,
        )
    if leaf.not_valid_after_utc <= moment:
        raise _bad(cert_path, f"expired on {leaf.not_valid_after_utc:%Y-%m-%d %H:%M} UTC; renew it")
    if leaf.not_valid_before_utc > moment:
        raise _bad(cert_path, f"is valid only from {leaf.not_valid_before_utc:%Y-%m-%d %H:%M} UTC; check the clock")
    return OwnCertificate(cert_path, key_path, _names(leaf, cert_path), leaf.not_valid_after_utc)


def _leaf(path: Path) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())[0]
    except OSError as error:
        raise _bad(path, f"can't be read ({error.strerror})") from error
    except ValueError as error:
        raise _bad(path, "holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)") from error


def _key(path: Path) -> PrivateKeyTypes:
    try:
        return serialization.load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise BadSetting(f"{KEY_KEY}={path} can't be read ({error.strerror})", key=KEY_KEY) from error
    except TypeError as error:
        raise BadSetting(f"{KEY_KEY}={path} is locked by a password; give a key without one", key=KEY_KEY) from error
    except ValueError as error:
        raise BadSetting(f"{KEY_KEY}={path} holds no private key in PEM form", key=KEY_KEY) from error


def _names(leaf: x509.Certificate, path: Path) -> tuple[str, ...]:
    try:
        held = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        held = None
    names = [
        *(held.get_values_for_type(x509.DNSName) if held else ()),
        *(str(each) for each in (held.get_values_for_type(x509.IPAddress) if held else ())),
    ]
    if not names:
        raise _bad(path, "has no subject alternative name; browsers accept no certificate without one")
    return tuple(names)


def _bad(path: Path, what: str) -> BadSetting:
    return BadSetting(f"{CERT_KEY}={path} {what}", key=CERT_KEY)
