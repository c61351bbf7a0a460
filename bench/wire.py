"""A lean Socket.IO client on one websocket: a bench runs hundreds of them in one process.

Speaks Engine.IO 4 and Socket.IO 5 as a browser does with ``transports: ["websocket"]``, in one namespace.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import ssl
import struct
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

PATIENCE_S = 60.0
_TEXT, _BINARY, _CLOSE, _PING, _PONG = 1, 2, 8, 9, 10


class Frames(asyncio.Protocol):
    """Websocket frames (RFC 6455) on a byte stream. Owner: the event loop."""

    def __init__(self, take: Callable[[str | bytes], None], gone: Callable[[], None]) -> None:
        self._take, self._gone = take, gone
        self._bytes, self._message, self._kind = bytearray(), bytearray(), _TEXT
        self._transport: asyncio.Transport | None = None
        self.upgraded: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def ask(self, host: str, path: str) -> None:
        """Ask for the upgrade; ``upgraded`` is done when it is granted."""
        key = base64.b64encode(os.urandom(16)).decode()
        self._write(
            f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )

    def send(self, text: str) -> None:
        """Send one text frame."""
        self._send(_TEXT, text.encode())

    def send_bytes(self, content: bytes) -> None:
        """Send one binary frame."""
        self._send(_BINARY, content)

    def cut(self) -> None:
        """End the connection as a lost network does: without a word."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.upgraded.done():
            self.upgraded.set_exception(ConnectionError("the server closed the connection"))
        self._gone()

    def data_received(self, data: bytes) -> None:
        self._bytes += data
        if not self.upgraded.done():
            head, found, rest = self._bytes.partition(b"\r\n\r\n")
            if not found:
                return
            if b" 101 " not in bytes(head).split(b"\r\n", 1)[0]:
                self.upgraded.set_exception(ConnectionError(bytes(head[:80]).decode(errors="replace")))
                self.cut()
                return
            self._bytes = rest
            self.upgraded.set_result(None)
        while self._frame():
            pass

    def _frame(self) -> bool:
        """Take one whole frame off the stream; False when there is none."""
        held = self._bytes
        if len(held) < 2:
            return False
        size, start = held[1] & 127, 2
        if size >= 126:
            start = 4 if size == 126 else 10
            if len(held) < start:
                return False
            size = struct.unpack("!H" if start == 4 else "!Q", held[2:start])[0]
        if len(held) < start + size:
            return False
        is_last, kind, body = bool(held[0] & 128), held[0] & 15, bytes(held[start : start + size])
        del held[: start + size]
        if kind == _PING:
            self._send(_PONG, body)
        elif kind == _CLOSE:
            self.cut()
        elif kind in (0, _TEXT, _BINARY):
            self._message += body
            self._kind = kind or self._kind
            if is_last:
                message, self._message = bytes(self._message), bytearray()
                self._take(message if self._kind == _BINARY else message.decode())
        return True

    def _send(self, kind: int, body: bytes) -> None:
        mask = os.urandom(4)
        size = len(body)
        head = bytes([128 | kind])
        if size < 126:
            head += bytes([128 | size])
        else:
            head += (
                bytes([128 | 126]) + struct.pack("!H", size)
                if size < 65_536
                else bytes([128 | 127]) + struct.pack("!Q", size)
            )
        repeated = (mask * (size // 4 + 1))[:size]
        masked = (int.from_bytes(body, "big") ^ int.from_bytes(repeated, "big")).to_bytes(size, "big")
        self._write(head + mask + masked)

    def _write(self, data: bytes) -> None:
        if self._transport is None or self._transport.is_closing():
            raise ConnectionError("the connection is gone")
        self._transport.write(data)


class Line:
    """One connection in one namespace. ``took(event, payload)`` gets what the server sends. Owner: the event loop."""

    def __init__(self, namespace: str, took: Callable[[str, Any], None]) -> None:
        self._namespace, self._took = namespace, took
        self._frames: Frames | None = None
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._held: tuple[str, int] = ("", 0)  # a packet that waits for so many attachments
        self._attached: list[bytes] = []
        self._count = 0
        self._ready: asyncio.Future[None] | None = None
        self.gone = asyncio.Event()

    async def connect(self, address: str, auth: Mapping[str, Any] | None = None) -> None:
        """Connect and enter the namespace. Raises ConnectionError, TimeoutError or OSError."""
        parts = urlsplit(address)
        secure = ssl.create_default_context() if parts.scheme == "https" else None
        loop = asyncio.get_running_loop()
        self._ready = loop.create_future()
        port = parts.port or (443 if secure else 80)
        async with asyncio.timeout(PATIENCE_S):
            _, frames = await loop.create_connection(
                lambda: Frames(self._came, self._lost), parts.hostname or "", port, ssl=secure
            )
            self._frames = frames
            frames.ask(parts.netloc, "/socket.io/?EIO=4&transport=websocket")
            await frames.upgraded
            frames.send(f"40{self._namespace},{json.dumps(auth or {})}")
            await self._ready

    async def call(self, event: str, payload: Any) -> Any:
        """Send and wait for the server's answer. Raises ConnectionError or TimeoutError.

        Bytes among the fields of ``payload`` are sent as attachments.
        """
        self._count += 1
        answer = self._answers[self._count] = asyncio.get_running_loop().create_future()
        self._emit(event, payload, str(self._count))
        async with asyncio.timeout(PATIENCE_S):
            return await answer

    def send(self, event: str, payload: Any) -> None:
        """Send what is not answered. Raises ConnectionError."""
        self._emit(event, payload, "")

    def _emit(self, event: str, payload: Any, number: str) -> None:
        if self._frames is None or self.gone.is_set():
            raise ConnectionError("the connection is gone")
        fields, attached = payload, list[bytes]()
        if isinstance(payload, Mapping):
            attached = [value for value in payload.values() if isinstance(value, bytes)]
            places = iter(range(len(attached)))
            fields = {
                key: {"_placeholder": True, "num": next(places)} if isinstance(value, bytes) else value
                for key, value in payload.items()
            }
        kind = f"45{len(attached)}-" if attached else "42"
        self._frames.send(f"{kind}{self._namespace},{number}{json.dumps([event, fields])}")
        for each in attached:
            self._frames.send_bytes(each)

    def cut(self) -> None:
        """Lose the connection."""
        if self._frames is not None:
            self._frames.cut()

    def _came(self, message: str | bytes) -> None:
        """Take a packet in, or an attachment of the packet before it."""
        if isinstance(message, bytes):
            self._attached.append(message)
            packet, wanted = self._held
            if len(self._attached) == wanted:
                attached, self._attached = self._attached, []
                self._packet(packet, attached)
        elif message.startswith(("45", "46")):
            count, _, rest = message[2:].partition("-")
            self._held = (("42" if message[1] == "5" else "43") + rest, int(count))
        else:
            self._packet(message, [])

    def _packet(self, text: str, attached: list[bytes]) -> None:
        prefix = self._namespace + ","
        if text == "2" and self._frames is not None:
            self._frames.send("3")
        elif text.startswith("42" + prefix):
            name, *arguments = json.loads(text[2 + len(prefix) :])
            self._took(name, _whole(arguments[0], attached) if arguments else None)
        elif text.startswith("43" + prefix):
            body = text[2 + len(prefix) :]
            number, _, answer = body.partition("[")
            waiting = self._answers.pop(int(number), None)
            if waiting is not None and not waiting.done():
                found = json.loads("[" + answer)
                waiting.set_result(_whole(found[0], attached) if found else None)
        elif text.startswith("40" + prefix) and self._ready is not None and not self._ready.done():
            self._ready.set_result(None)
        elif text.startswith(("41", "44")):
            self.cut()

    def _lost(self) -> None:
        self.gone.set()
        waiting = [self._ready, *self._answers.values()]
        for each in waiting:
            if each is not None and not each.done():
                each.set_exception(ConnectionError("the connection was lost"))
                each.exception()  # nobody may be waiting for it
        self._answers.clear()


def _whole(payload: Any, attached: list[bytes]) -> Any:
    """A payload with its attachments in their places."""
    if not attached or not isinstance(payload, dict):
        return payload
    return {
        key: attached[value["num"]] if isinstance(value, dict) and value.get("_placeholder") else value
        for key, value in payload.items()
    }
