"""How large a Zstandard file may become is told without unpacking it."""

from __future__ import annotations

import base64

import pytest

from tests.support.firefox_registry import bomb, zstd
from translation.zstd import bound

# Made by the reference implementation (zstd -19) of 16,000 bytes: "The administrations exchange risk data. " 400 times.
COMPRESSED = base64.b64decode("KLUv/QRojQEAhAJUaGUgYWRtaW5pc3RyYXRpb25zIGV4Y2hhbmdlIHJpc2sgZGF0YS4gAQCo8otXZfFs8RA=")
SKIPPABLE = (0x184D2A53).to_bytes(4, "little") + (5).to_bytes(4, "little") + b"notes"


@pytest.mark.parametrize("size", [0, 1, 1_000, 131_072, 131_073, 400_000])
def test_raw_blocks_hold_what_they_say(size: int) -> None:
    assert bound(zstd(b"x" * size)) == size


def test_a_repeated_byte_counts_as_often_as_it_comes() -> None:
    body = bomb(1 << 30)
    assert len(body) < 40_000
    assert bound(body) == 1 << 30


def test_a_compressed_block_may_become_a_whole_one_and_no_more() -> None:
    assert 16_000 <= bound(COMPRESSED) <= 128 << 10


def test_frames_add_up_and_those_to_be_skipped_count_nothing() -> None:
    assert bound(zstd(b"abc") + SKIPPABLE + zstd(b"de")) == 5


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"PK\x03\x04",
        b"\x28\xb5\x2f",
        b"\x28\xb5\x2f\xfd",
        zstd(b"abc")[:-1],
        zstd(b"abc") + b"?",
        SKIPPABLE[:-1],
        COMPRESSED[:-1],
        b"\x28\xb5\x2f\xfd\x20\x03" + (3 << 3 | 3 << 1 | 1).to_bytes(3, "little") + b"abc",
    ],
)
def test_what_is_not_whole_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"ends too early|empty|no Zstandard frame|unknown kind"):
        bound(body)
