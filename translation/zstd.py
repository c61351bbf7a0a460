"""How large a Zstandard file may become, told from its headers alone (RFC 8878, section 3.1). Pure.

Block sizes stand before the blocks, so nothing has to be unpacked: a bomb of a few kilobytes is known as one.
"""

from __future__ import annotations

MAGIC = b"\x28\xb5\x2f\xfd"
LARGEST_BLOCK_BYTES = 128 << 10  # of any block, by the RFC
_SKIPPED = range(0x184D2A50, 0x184D2A60)  # magic numbers of frames that hold no content
_RAW, _REPEATED, _COMPRESSED = 0, 1, 2
_DICTIONARY_BYTES = (0, 1, 2, 4)


def bound(body: bytes) -> int:
    """So many bytes at most come out of it. Raises ValueError for what is not a whole Zstandard file."""
    at = most = 0
    if not body:
        raise ValueError("it is empty")
    while at < len(body):
        if int.from_bytes(body[at : at + 4], "little") in _SKIPPED:
            at += 8 + _number(body, at + 4, 4)
        elif body[at : at + 4] == MAGIC:
            at, of_frame = _frame(body, at + 4)
            most += of_frame
        else:
            raise ValueError(f"no Zstandard frame begins at byte {at}")
    if at != len(body):
        raise ValueError("it ends too early")
    return most


def _frame(body: bytes, at: int) -> tuple[int, int]:
    """Where the frame ends, and so many bytes at most come out of it."""
    descriptor = _number(body, at, 1)
    is_single, has_checksum = bool(descriptor & 0x20), bool(descriptor & 0x04)
    at += 1
    window = LARGEST_BLOCK_BYTES
    if not is_single:
        window = _window(_number(body, at, 1))
        at += 1
    at += _DICTIONARY_BYTES[descriptor & 3]
    size_flag = descriptor >> 6
    at += (1 if is_single else 0) if size_flag == 0 else 1 << size_flag
    at, most = _blocks(body, at, min(window, LARGEST_BLOCK_BYTES))
    return at + 4 * has_checksum, most


def _window(descriptor: int) -> int:
    base = 1 << (10 + (descriptor >> 3))
    return base + base // 8 * (descriptor & 7)


def _blocks(body: bytes, at: int, largest: int) -> tuple[int, int]:
    most, is_last = 0, False
    while not is_last:
        header = _number(body, at, 3)
        is_last, kind, size = bool(header & 1), header >> 1 & 3, header >> 3
        at += 3 + (1 if kind == _REPEATED else size)
        if kind not in (_RAW, _REPEATED, _COMPRESSED):
            raise ValueError("it has a block of an unknown kind")
        most += largest if kind == _COMPRESSED else size
    return at, most


def _number(body: bytes, at: int, size: int) -> int:
    if at + size > len(body):
        raise ValueError("it ends too early")
    return int.from_bytes(body[at : at + size], "little")
