"""The seal: what is secret lies in the database encrypted under the instance's secret (HKDF-SHA-256, then Fernet).

A copy of the database alone signs nothing and gives no codes.
"""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from server.core.errors import KeysSealed


class Seal:
    """Encrypts and decrypts short secrets. Any thread."""

    def __init__(self, secret: str) -> None:
        derived = HKDF(SHA256(), 32, salt=None, info=b"roundtable/signing").derive(secret.encode())
        self._fernet = Fernet(base64.urlsafe_b64encode(derived))

    def close(self, plain: bytes) -> str:
        """Encrypted, as text."""
        return self._fernet.encrypt(plain).decode()

    def open(self, sealed: str) -> bytes:
        """What was encrypted. Raises KeysSealed for what was sealed under another secret."""
        try:
            return self._fernet.decrypt(sealed.encode())
        except InvalidToken as error:
            raise KeysSealed(
                "the keys of signatures were sealed under another secret: bring back the file `secret` of the instance "
                "folder, or enrol the delegations anew"
            ) from error
