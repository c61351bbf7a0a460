"""An OpenAI-compatible server on a machine of the house: where it may be, and one question to it. Knows no task."""

from __future__ import annotations

import ipaddress
import json
import socket
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from translation.errors import WrongEnvironment


def complete(url: str, key: str, body: Mapping[str, Any], timeout_s: float, largest_bytes: int) -> Any:
    """The JSON answer to ``POST /v1/chat/completions``. Blocks.

    Raises OSError or http.client.HTTPException where none comes, ValueError for one that is too long or no JSON.
    """
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {key}"} if key else {})
    address = f"{url.rstrip('/')}/v1/chat/completions"
    request = urllib.request.Request(address, json.dumps(body).encode(), headers, method="POST")
    try:
        with _OPENER.open(request, timeout=timeout_s) as answer:
            found = answer.read(largest_bytes + 1)
    except urllib.error.HTTPError as error:
        error.close()
        raise
    if len(found) > largest_bytes:
        raise ValueError("the answer is too long")
    return json.loads(found)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """An address of the house must not send its callers out of it."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)


def require_private(url: str) -> None:
    """Raise WrongEnvironment unless every address of the host is loopback, private or link-local."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise WrongEnvironment(f"expected an address such as http://127.0.0.1:8081, found {url!r}")
    try:
        found = {str(each[4][0]) for each in socket.getaddrinfo(parts.hostname, parts.port or 80)}
    except OSError as error:
        raise WrongEnvironment(f"the translation endpoint's host {parts.hostname!r} is not known: {error}") from error
    public = [address for address in sorted(found) if not _is_private(address)]
    if public:
        raise WrongEnvironment(
            f"the translation endpoint {url} is at {', '.join(public)}, outside the house: what is said in a meeting "
            "is sent to machines of its own network only"
        )


def _is_private(address: str) -> bool:
    found = ipaddress.ip_address(address.split("%")[0])
    return found.is_loopback or found.is_private or found.is_link_local
