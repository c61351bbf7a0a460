"""Whom our own programs (workers, commands, the supervisor) believe when they connect to the web process."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from requests.adapters import HTTPAdapter


@dataclass(frozen=True, slots=True)
class Trust:
    """``ca_path``: the authority, or the very certificate, to believe (None: the system's authorities).

    ``name``: what the certificate must be for, where that is not the host of the address (None). Any thread.
    """

    ca_path: Path | None = None
    name: str | None = None

    def context(self) -> ssl.SSLContext:
        """Verifies the certificate and its name."""
        made = ssl.create_default_context(cafile=str(self.ca_path) if self.ca_path else None)
        made.verify_flags |= ssl.VerifyFlags.VERIFY_X509_PARTIAL_CHAIN  # a certificate that is no root may be believed
        return made

    def session(self) -> requests.Session:
        """For HTTP. Takes nothing from the environment: what we call is ours, and no proxy stands before it."""
        made = requests.Session()
        made.trust_env = False
        if self.ca_path is not None:
            made.verify = str(self.ca_path)
            made.mount("https://", _Adapter(self))
        return made

    def websocket_options(self) -> dict[str, Any]:
        """For ``websocket_extra_options`` of a Socket.IO client that connects by WebSocket alone."""
        if self.ca_path is None:
            return {}
        named = {"server_hostname": self.name} if self.name else {}
        return {"sslopt": {"context": self.context(), **named}}


class _Adapter(HTTPAdapter):
    def __init__(self, trust: Trust) -> None:
        self._trust = trust
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        kwargs["ssl_context"] = self._trust.context()
        if self._trust.name:
            kwargs |= {"server_hostname": self._trust.name, "assert_hostname": self._trust.name}
        super().init_poolmanager(*args, **kwargs)
