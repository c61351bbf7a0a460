"""Unpacks one packed file of a package (gzip, Zstandard, or as it is), and never more than it may become.

Zstandard is read by the Firefox engine's own library, since Python 3.11 has none.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from translation import zstd
from translation.errors import PackageRefused

# The largest student has about 60 MB.
LARGEST_BYTES = 256 << 20
# Weights hardly shrink (1.3 times), lexicons and vocabularies two or three times.
LARGEST_RATIO = 60
# Below this size no ratio is suspicious.
HARMLESS_BYTES = 10 << 20
CHUNK_BYTES = 1 << 20
SUFFIXES = (".gz", ".zst")


def bare(name: str) -> str:
    """A file's name without the suffix of its packing."""
    return next((name.removesuffix(suffix) for suffix in SUFFIXES if name.endswith(suffix)), name)


def unpack(packed: Path, target: Path, largest_bytes: int = LARGEST_BYTES) -> str:
    """Write what ``packed`` holds, by its suffix, to ``target``, a new file; returns the SHA-256. Blocks.

    Raises PackageRefused, which may leave a part of the target behind; OSError where the disk fails.
    """
    digest, written = hashlib.sha256(), 0
    most = min(largest_bytes, max(HARMLESS_BYTES, LARGEST_RATIO * packed.stat().st_size))
    with packed.open("rb") as file, target.open("xb") as out:
        for chunk in _chunks(packed, file, largest_bytes):
            written += len(chunk)
            if written > most:
                raise _grows(packed, most)
            digest.update(chunk)
            out.write(chunk)
    return digest.hexdigest()


def _chunks(packed: Path, file: BinaryIO, largest: int) -> Iterator[bytes]:
    if packed.suffix == ".zst":
        return iter([_of_zstd(packed, file, largest)])
    if packed.suffix == ".gz":
        return _of_gzip(packed, file)
    return _read(lambda: file.read(CHUNK_BYTES))


def _read(read: Callable[[], bytes]) -> Iterator[bytes]:
    while chunk := read():
        yield chunk


def _of_gzip(packed: Path, file: BinaryIO) -> Iterator[bytes]:
    try:
        with gzip.open(file) as content:
            yield from _read(lambda: content.read(CHUNK_BYTES))
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise PackageRefused(f"{packed.name} is not a whole gzip file: {error}; fetch it again") from error


def _of_zstd(packed: Path, file: BinaryIO, largest: int) -> bytes:
    from fxtranslate import discovery

    body = file.read(largest + 1)
    # The bound was 13 times what came out of a vocabulary (level 19: many small blocks), so no ratio is asked here.
    try:
        if len(body) > largest or zstd.bound(body) > largest:
            raise _grows(packed, largest)
        content: bytes = discovery.verify_and_decompress(body)
    except ValueError as error:
        raise PackageRefused(f"{packed.name} is not a whole Zstandard file: {error}; fetch it again") from error
    return content


def _grows(packed: Path, largest: int) -> PackageRefused:
    return PackageRefused(f"{packed.name} would grow beyond {largest} bytes: that is no file of a translation package")
