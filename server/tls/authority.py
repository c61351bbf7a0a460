"""A certificate authority of this machine: one root that people trust once, and a leaf remade whenever names change.

Files in the folder: ``root.pem``, ``root.key``, ``leaf.pem``, ``leaf.key``. Keys have mode 0600 from their first byte.
"""

from __future__ import annotations

import contextlib
import datetime
import fcntl
import ipaddress
import os
import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from server.core.errors import BadSetting

ROOT_DAYS = 3650
# Apple refuses leaves of more than 398 days, other than from user-added roots (825); we stay below both.
LEAF_DAYS = 397
RENEW_DAYS = 30
# Phones whose clock is behind must not find a certificate of tomorrow.
BACKDATE = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Certificates:
    """What a TLS server needs, and what people need to trust it. ``fingerprint``: the root's SHA-256, ``AB:CD:...``."""

    cert_path: Path
    key_path: Path
    root_path: Path
    fingerprint: str


@dataclass(frozen=True, slots=True)
class _Authority:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def ensure(folder: Path, names: Sequence[str], now: datetime.datetime | None = None) -> Certificates:
    """Certificates for these DNS names and IP addresses, made or remade only where needed. May wait for a lock.

    The root stays until it nears its end (ten years). The leaf is remade when the names differ, when it was signed by
    another root, or when it ends within 30 days. Raises BadSetting for a name that no certificate can hold and for
    files that can't be read.
    """
    moment = now or datetime.datetime.now(datetime.UTC)
    wanted = _general_names(names)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _locked(folder / ".lock"):
        root = _load_root(folder, moment) or _make_root(folder, moment)
        if not _is_good_leaf(folder, root.certificate, wanted, moment):
            _make_leaf(folder, root, wanted, moment)
        for name in ("root.key", "leaf.key"):
            (folder / name).chmod(0o600)
    print_ = root.certificate.fingerprint(hashes.SHA256()).hex(":").upper()
    return Certificates(folder / "leaf.pem", folder / "leaf.key", folder / "root.pem", print_)


def _general_names(names: Sequence[str]) -> list[x509.GeneralName]:
    found: list[x509.GeneralName] = []
    for name in dict.fromkeys(names):
        try:
            found.append(x509.IPAddress(ipaddress.ip_address(name)))
            continue
        except ValueError:
            pass
        try:
            found.append(x509.DNSName(name))
        except ValueError as error:
            raise BadSetting(
                f"a certificate can't hold the name {name!r}: expected ASCII letters, digits, dots"
            ) from error
    if not found:
        raise BadSetting("a certificate needs at least one name or address; found none")
    return found


def _load_root(folder: Path, moment: datetime.datetime) -> _Authority | None:
    """The root on disk; None when there is none or it ends before a leaf could be of use."""
    certificate, key = _read_certificate(folder / "root.pem"), _read_key(folder / "root.key")
    if certificate is None and key is None:
        return None
    if certificate is None or key is None or certificate.public_key() != key.public_key():
        raise BadSetting(
            f"the root certificate and its key in {folder} do not belong together; restore both from a backup, or "
            "delete both for a new authority (everybody must then trust it anew)"
        )
    if certificate.not_valid_after_utc - moment < datetime.timedelta(days=RENEW_DAYS):
        return None
    return _Authority(certificate, key)


def _make_root(folder: Path, moment: datetime.datetime) -> _Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    serial = x509.random_serial_number()
    # The number tells two authorities of one machine apart in a phone's list.
    title = f"Roundtable on {socket.gethostname()[:30]} ({serial % 0x10000:04X})"
    name = x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Roundtable"), x509.NameAttribute(NameOID.COMMON_NAME, title)]
    )
    own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    certificate = (
        _builder(name, name, key.public_key(), serial, moment, ROOT_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(signs_certificates=True), critical=True)
        .add_extension(own, critical=False)
        .sign(key, hashes.SHA256())
    )
    _write_key(folder / "root.key", key)
    _write(folder / "root.pem", certificate.public_bytes(serialization.Encoding.PEM), 0o644)
    return _Authority(certificate, key)


def _is_good_leaf(
    folder: Path, root: x509.Certificate, wanted: list[x509.GeneralName], moment: datetime.datetime
) -> bool:
    try:
        leaf, key = _read_certificate(folder / "leaf.pem"), _read_key(folder / "leaf.key")
    except BadSetting:  # a damaged leaf is no loss
        return False
    if leaf is None or key is None or leaf.public_key() != key.public_key():
        return False
    held = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    signer = leaf.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value.key_identifier
    own = root.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
    is_lasting = leaf.not_valid_after_utc - moment >= datetime.timedelta(days=RENEW_DAYS)
    has_begun = leaf.not_valid_before_utc <= moment
    return set(held) == set(wanted) and signer == own and is_lasting and has_begun


def _make_leaf(folder: Path, root: _Authority, wanted: list[x509.GeneralName], moment: datetime.datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    title = next((str(each.value) for each in wanted), "Roundtable")[:64]
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, title)])
    own = root.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    days = min(LEAF_DAYS, (root.certificate.not_valid_after_utc - moment).days)
    serial = x509.random_serial_number()
    certificate = (
        _builder(subject, root.certificate.subject, key.public_key(), serial, moment, days)
        .add_extension(x509.SubjectAlternativeName(wanted), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own), critical=False)
        .sign(root.key, hashes.SHA256())
    )
    _write_key(folder / "leaf.key", key)
    _write(folder / "leaf.pem", certificate.public_bytes(serialization.Encoding.PEM), 0o644)


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    serial: int,
    moment: datetime.datetime,
    days: int,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(serial)
        .not_valid_before(moment - BACKDATE)
        .not_valid_after(moment - BACKDATE + datetime.timedelta(days=days))
    )


def _key_usage(signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _read_certificate(path: Path) -> x509.Certificate | None:
    try:
        return x509.load_pem_x509_certificate(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise BadSetting(f"{path} is not a readable certificate ({error}); restore it or delete it") from error


def _read_key(path: Path) -> ec.EllipticCurvePrivateKey | None:
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise BadSetting(f"{path} is not a readable key ({error}); restore it or delete it") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise BadSetting(f"{path} holds another kind of key; expected an elliptic curve")
    return key


def _write_key(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    content = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write(path, content, 0o600)


def _write(path: Path, content: bytes, mode: int) -> None:
    """Whole or not at all, never readable by others before its time."""
    scratch = path.with_name(f".{path.name}.new")
    scratch.unlink(missing_ok=True)
    descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    scratch.replace(path)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Two processes that start at once make one authority."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
