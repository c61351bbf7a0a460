"""A signed-in person's HTTP calls on one kept connection: a bench runs a hundred of them on one event loop."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

PATIENCE_S = 60.0


class Caller:
    """One person. Owner: the event loop; one call at a time."""

    def __init__(self, address: str, token: str) -> None:
        self._parts, self._token = urlsplit(address), token
        self._cookie = self._csrf = ""
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def sign_in(self) -> None:
        """Open the invitation, as its link does in a browser."""
        await self.call("GET", f"/join/{self._token}")
        _, told = await self.call("GET", "/api/me")
        self._csrf = told["csrf"]

    async def get(self, path: str) -> Any:
        """The JSON of an answer."""
        return (await self.call("GET", path))[1]

    async def post(self, path: str, body: Mapping[str, Any]) -> tuple[int, Any]:
        """The status and the JSON of an answer."""
        return await self.call("POST", path, body)

    async def call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> tuple[int, Any]:
        """One request; the connection is opened where there is none. Raises OSError or TimeoutError."""
        content = b"" if body is None else json.dumps(body).encode()
        head = [
            f"{method} {path} HTTP/1.1", f"Host: {self._parts.netloc}", f"Content-Length: {len(content)}",
            "Content-Type: application/json", f"X-CSRFToken: {self._csrf}", f"Cookie: {self._cookie}",
        ]  # fmt: skip
        async with asyncio.timeout(PATIENCE_S):
            if self._writer is None:
                self._reader, self._writer = await asyncio.open_connection(self._parts.hostname, self._parts.port)
            assert self._reader is not None
            self._writer.write("\r\n".join([*head, "", ""]).encode() + content)
            return await self._answer(self._reader)

    def close(self) -> None:
        """End the connection."""
        if self._writer is not None:
            self._writer.close()
            self._reader = self._writer = None

    async def _answer(self, reader: asyncio.StreamReader) -> tuple[int, Any]:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status, fields = int(lines[0].split(" ", 2)[1]), dict[str, str]()
        for line in lines[1:]:
            name, _, value = line.partition(":")
            if name.lower() == "set-cookie":
                self._cookie = value.strip().partition(";")[0]
            fields[name.lower()] = value.strip()
        content = await reader.readexactly(int(fields.get("content-length", "0")))
        if fields.get("connection", "").lower() == "close":
            self.close()
        return status, json.loads(content) if fields.get("content-type", "").startswith("application/json") else None
