"""The lean client's frames: whole texts out of any pieces, pings answered, refusals told."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable
from typing import Any

import pytest

from bench.wire import Frames

GRANTED = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"


class Transport(asyncio.Transport):
    """Keeps what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.written = bytearray()
        self.is_cut = False

    def write(self, data: Any) -> None:
        self.written += data

    def is_closing(self) -> bool:
        return self.is_cut

    def abort(self) -> None:
        self.is_cut = True


def frame(body: bytes, kind: int = 1, is_last: bool = True) -> bytes:
    size = bytes([len(body)]) if len(body) < 126 else bytes([126]) + struct.pack("!H", len(body))
    return bytes([(128 if is_last else 0) | kind]) + size + body


def unmasked(data: bytes) -> tuple[int, bytes]:
    """The kind and the body of one frame of a client."""
    size, start = data[1] & 127, 2
    if size == 126:
        size, start = struct.unpack("!H", data[2:4])[0], 4
    mask, body = data[start : start + 4], data[start + 4 : start + 4 + size]
    return data[0] & 15, bytes(each ^ mask[at % 4] for at, each in enumerate(body))


def conversation(work: Callable[[Frames, Transport], None]) -> list[str]:
    """Run with an open connection; returns the texts that were taken."""
    texts: list[str] = []

    async def run() -> None:
        frames, transport = Frames(texts.append, lambda: None), Transport()
        frames.connection_made(transport)
        work(frames, transport)
        if frames.upgraded.done():
            frames.upgraded.exception()

    asyncio.run(run())
    return texts


def test_texts_come_whole_out_of_single_bytes() -> None:
    stream = GRANTED + frame(b"2") + frame("é".encode() * 200)

    def work(frames: Frames, _: Transport) -> None:
        for at in range(len(stream)):
            frames.data_received(stream[at : at + 1])

    assert conversation(work) == ["2", "é" * 200]


def test_a_text_in_several_frames_is_one() -> None:
    parts = frame(b"al", is_last=False) + frame(b"l ", kind=0, is_last=False) + frame(b"one", kind=0)
    assert conversation(lambda frames, _: frames.data_received(GRANTED + parts)) == ["all one"]


def test_a_ping_is_answered_with_its_own_words() -> None:
    def work(frames: Frames, transport: Transport) -> None:
        frames.data_received(GRANTED)
        transport.written.clear()
        frames.data_received(frame(b"are you there", kind=9))
        assert unmasked(bytes(transport.written)) == (10, b"are you there")

    assert conversation(work) == []


@pytest.mark.parametrize("text", ["", "3", "x" * 125, "x" * 126, "42/viewer," + "é" * 300])
def test_what_is_sent_is_masked_and_whole(text: str) -> None:
    def work(frames: Frames, transport: Transport) -> None:
        frames.data_received(GRANTED)
        frames.send(text)
        assert unmasked(bytes(transport.written)) == (1, text.encode())

    conversation(work)


def test_a_refused_upgrade_says_what_the_server_said() -> None:
    def work(frames: Frames, transport: Transport) -> None:
        frames.data_received(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        assert "400 Bad Request" in str(frames.upgraded.exception())
        assert transport.is_cut

    conversation(work)


def test_nothing_is_sent_on_a_connection_that_is_gone() -> None:
    def work(frames: Frames, transport: Transport) -> None:
        transport.abort()
        with pytest.raises(ConnectionError):
            frames.send("2")

    conversation(work)
