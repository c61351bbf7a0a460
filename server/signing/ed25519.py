"""Signatures of Ed25519 (RFC 8032), as browsers verify them, too. Keys and signatures are base64."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


@dataclass(frozen=True, slots=True)
class Pair:
    """A key pair. ``id``: the SHA-256 of the public key, in hexadecimal figures."""

    id: str
    public: str
    private: bytes


def make() -> Pair:
    """A new pair."""
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()
    return Pair(hashlib.sha256(public).hexdigest(), _text(public), key.private_bytes_raw())


def sign(private: bytes, message: bytes) -> str:
    """The signature of a message; the same key and message give the same."""
    return _text(Ed25519PrivateKey.from_private_bytes(private).sign(message))


def verify(public: str, value: str, message: bytes) -> bool:
    """Whether a signature is that key's of that message; what is no key or no signature is not."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public, validate=True))
        key.verify(base64.b64decode(value, validate=True), message)
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
